"""An export of SIASN for the demo agency: everybody as recorded, some lines as national records tend to differ.

Written after the load has been committed; what differs is found by the comparison itself. Two differences were kept
with a reason, one is with the employee of the showcase, one was answered by a head of a unit.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, transaction

from prestasi.accounts.models import User
from prestasi.core.actor import Actor, Grant
from prestasi.exchange.actions.compare_siasn import compare
from prestasi.exchange.actions.reconcile import keep_ours
from prestasi.exchange.actions.reconcile_ask import answer, ask
from prestasi.exchange.models import Difference, DifferenceQuestion, ImportBatch

Line = dict[str, Any]
FILE = "Ekspor pegawai SIASN.xlsx"
HEADS = ["NIP BARU", "NAMA", "GELAR BELAKANG", "TANGGAL LAHIR", "GOL AKHIR NAMA", "TMT GOLONGAN", "JABATAN NAMA",
         "UNOR NAMA", "TMT JABATAN", "NIP ATASAN", "TINGKAT PENDIDIKAN", "JURUSAN", "TAHUN LULUS"]  # fmt: skip
COLUMNS = ("number", "name", "title_after", "born_on", "rank", "rank_since", "position", "unit", "since", "superior",
           "education", "education_field", "graduated_in")  # fmt: skip
ONE_OF = 29

_STAFF = """
  SELECT p.id, n.number, p.name, p.title_after, p.born_on, r.scale, r.rank, r.valid_from, o.title, u.code, a.valid_from,
         s.number, e.level, e.field, e.graduated_in
    FROM people_person p
    JOIN people_identitynumber n ON n.person_id = p.id AND n.valid_from <= %(day)s
         AND (n.valid_to IS NULL OR n.valid_to > %(day)s)
    JOIN people_assignment a ON a.person_id = p.id AND a.kind = 'definitive' AND a.valid_from <= %(day)s
         AND (a.valid_to IS NULL OR a.valid_to > %(day)s)
    JOIN organization_position o ON o.id = a.position_id JOIN organization_unit u ON u.id = a.unit_id
    LEFT JOIN people_rankrecord r ON r.person_id = p.id AND r.valid_from <= %(day)s
         AND (r.valid_to IS NULL OR r.valid_to > %(day)s)
    LEFT JOIN people_reportingline l ON l.person_id = p.id AND l.valid_from <= %(day)s
         AND (l.valid_to IS NULL OR l.valid_to > %(day)s)
    LEFT JOIN people_identitynumber s ON s.person_id = l.superior_id AND s.valid_from <= %(day)s
         AND (s.valid_to IS NULL OR s.valid_to > %(day)s)
    LEFT JOIN LATERAL (SELECT level, field, graduated_in FROM people_education WHERE person_id = p.id
                        ORDER BY graduated_in DESC LIMIT 1) e ON true
   WHERE p.left_on IS NULL ORDER BY p.id"""


def settle(cast: dict[str, int], today: dt.date) -> None:
    """The export of eleven days ago, its comparison, and the first decisions. Nothing where there is no analyst."""
    user = User.objects.filter(person=cast.get("analyst")).select_related("person").first()
    if user is None:
        return
    day = today - dt.timedelta(days=11)
    with transaction.atomic():
        lines = list(_lines(day, cast["employee"]))
        batch = _batch(user, day, lines)
        _stage(batch, lines)
        by = Actor(user.pk, user.person_id, str(user.person), frozenset({Grant("analyst")}), role="analyst")
        compare(batch, by)
        _decide(by, cast)


def _lines(day: dt.date, employee: int) -> Iterator[Line]:
    """One clean line a person; every twenty-ninth carries one of the differences, in turn."""
    with connection.cursor() as cursor:
        cursor.execute(_STAFF, {"day": day})
        rows = cursor.fetchall()
    for i, row in enumerate(rows):
        line = _line(row)
        if row[0] == employee:
            _diploma(line)
        elif i % ONE_OF == 7:
            CHANGES[i // ONE_OF % len(CHANGES)](line)
        if line:
            yield line


def _line(row: tuple[Any, ...]) -> Line:
    rank = [row[5], row[6]] if row[5] else None
    values = (row[1], row[2].upper(), row[3], row[4], rank, row[7], row[8], row[9], row[10], row[11], row[12], row[13],
              row[14])  # fmt: skip
    line = {name: v.isoformat() if isinstance(v, dt.date) else v for name, v in zip(COLUMNS, values, strict=True)}
    return {name: value for name, value in line.items() if value not in (None, "") or name == "title_after"}


def _promoted(line: Line) -> None:
    """SIASN knows a promotion whose decree has not reached the agency's record."""
    if line.get("rank"):
        scale, rank = line["rank"]
        line["rank"], line["rank_since"] = [scale, min(rank + 1, 17)], "2026-10-01"


def _misspelt(line: Line) -> None:
    line["name"] = line["name"].replace("I", "IE", 1) if "I" in line["name"] else f"{line['name']} A"


def _no_degree(line: Line) -> None:
    line["title_after"] = "" if line["title_after"] else "S.Sos."


def _old_title(line: Line) -> None:
    """A functional post one level lower than ours: SIASN has not followed."""
    for high, low in (("Ahli Madya", "Ahli Muda"), ("Ahli Muda", "Ahli Pertama"), ("Mahir", "Terampil")):
        if line["position"].endswith(high):
            line["position"] = line["position"].removesuffix(high) + low
            return
    line["position"] = "Pengadministrasi Perkantoran"


def _elsewhere(line: Line) -> None:
    """A unit under a name of before the reorganisation."""
    line["unit"] = "Bidang Pelayanan Umum (lama)"


def _diploma(line: Line) -> None:
    line |= {"education": "s2", "education_field": "Kesehatan Masyarakat", "graduated_in": 2024}


def _born(line: Line) -> None:
    """Day and month exchanged, where that makes a day."""
    year, month, day = line["born_on"].split("-")
    line["born_on"] = f"{year}-{day}-{month}" if int(day) <= 12 and day != month else f"{year}-{month}-01"


def _missing(line: Line) -> None:
    line.clear()


def _wrong_number(line: Line) -> None:
    """The serial of the number differs by one."""
    line["number"] = f"{line['number'][:-1]}{(int(line['number'][-1]) + 1) % 10 or 9}"


CHANGES: tuple[Callable[[Line], None], ...] = (
    _promoted, _misspelt, _no_degree, _old_title, _promoted, _elsewhere, _born, _diploma, _missing, _wrong_number,
)  # fmt: skip


def _batch(user: User, day: dt.date, lines: list[Line]) -> ImportBatch:
    digest = hashlib.sha256(json.dumps(lines).encode()).hexdigest()
    return ImportBatch.objects.create(
        kind="siasn", state="checked", file_name=FILE, file_path=f"imports/{digest[:32]}", sha256=digest,
        size=len(lines) * 140, columns=HEADS, mapping={name: i for i, name in enumerate(COLUMNS)},
        counts={"header_row": 1, "read": len(lines), "unchanged": len(lines)}, effective_on=day, created_by=user,
    )  # fmt: skip


def _stage(batch: ImportBatch, lines: list[Line]) -> None:
    copy_in = 'COPY exchange_importrow (batch_id, number, status, key, "values", changes, messages) FROM STDIN'
    with connection.cursor() as cursor, cursor.copy(copy_in) as copy:
        for number, line in enumerate(lines, 2):
            copy.write_row((batch.pk, number, "unchanged", line["number"], json.dumps(line), "{}", "[]"))


def _decide(by: Actor, cast: dict[str, int]) -> None:
    """The showcase's employee is asked about her diploma; some are kept; a head has answered about a post."""
    own = Difference.objects.filter(person=cast["employee"], field="education").first()
    if own is not None:
        ask(by=by, difference_id=own.pk, seen=own.print)
    for row in Difference.objects.filter(field="title_after").exclude(person=by.person_id).order_by("pk")[:2]:
        keep_ours(by=by, difference_id=row.pk, seen=row.print, reason="Ijazah dan SK pencantuman gelar ada di berkas")
    post = Difference.objects.filter(field__in=("post", "unit")).exclude(person=by.person_id).order_by("pk").first()
    if post is not None:
        ask(by=by, difference_id=post.pk, seen=post.print, of="unit")
        question = DifferenceQuestion.objects.filter(difference=post).select_related("asked_of").first()
        if question is not None:
            head = Actor(None, question.asked_of_id, question.asked_of.full_name)
            answer(by=head, question_id=question.pk, answer="ours", note="Yang bersangkutan tetap di sini.")
