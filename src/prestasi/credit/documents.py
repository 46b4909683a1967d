"""*Penetapan angka kredit* (PAK) on paper, as it was frozen: identity, the table *lama, baru, jumlah*, the conclusion.

Beneath it stands the accumulation that it sums up. What could not be checked against an official copy of the form, and
what this system does not know (Karpeg number, place of birth), is said so on the paper.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from prestasi.core import formats
from prestasi.core.actor import Actor
from prestasi.credit import mapping
from prestasi.credit.models import Determination
from prestasi.credit.queries.explain import line_source, line_title
from prestasi.credit.queries.pak import event_of, goal_rows, lines_of, origin_rows, pak_or_404, sum_row
from prestasi.credit.queries.words import gained, grade_words, points
from prestasi.documents.form import Block, Cell, Form, Rows, Signatures, Table, Text, Title, head
from prestasi.documents.kinds import DocumentKind, Subject
from prestasi.organization.models import Agency
from prestasi.people.permissions import Relation, relations
from prestasi.performance.documents.identities import place_and_date, receipt_lines, signed_by
from prestasi.performance.queries.snapshot import facts_of

ISSUERS = frozenset({Relation.SELF, Relation.SUPERIOR, Relation.SUPERIOR_ABOVE, Relation.UNIT_HEAD, Relation.ANALYST})
SEX = {"m": "Laki-laki", "f": "Perempuan"}
UNKNOWN = "tidak tercatat di sistem ini"
UNVERIFIED = (
    "Belum terverifikasi: pembulatan tiga desimal, tata letak formulir, dan AK dasar selain pada III/d dan IV/a. "
    "Jumlah dihitung dari nilai tepat, lalu dibulatkan sekali."
)


def _subject(actor: Actor, determination_id: int) -> Subject:
    """Whoever reads the account; what is determined can be issued."""
    row = pak_or_404(actor, determination_id)
    event = event_of(row.pk)
    is_over = row.state in {"determined", "replaced"}
    basis = (event.number if event else f"sidik {row.digest[:16]}") if is_over else ""
    may = bool(relations(actor, row.person_id) & ISSUERS) and row.state == "determined"
    back = reverse("credit:pak", args=[row.pk])
    title = f"{row.person.full_name}, {row.number}"
    return Subject(title, basis, row.decided_at or row.requested_at, row.person_id, row.unit_id, back, may)


def pak_form(determination_id: int, base_url: str) -> Form:
    """Everything from the snapshot; only the signature and the receipt are read from elsewhere."""
    row = Determination.objects.select_related("person").get(pk=determination_id)
    figures, event = row.snapshot["figures"], event_of(row.pk)
    signer = facts_of({row.decided_by_id}, row.decided_at.date()) if row.decided_by_id and row.decided_at else {}
    agency = Agency.objects.values_list("name", flat=True).first() or ""
    span = f"Masa penilaian {_date(row.since)} sampai {_date(row.until)}"
    day = formats.plain_date(row.decided_at or row.requested_at)
    blocks: tuple[Block, ...] = (
        Title("PENETAPAN ANGKA KREDIT", (f"NOMOR: {row.number}", span)), _identity(row), _table(figures),
        _goals(figures), Text("III. KESIMPULAN", bold=True), *_conclusion(figures), *_reset(figures),
        Signatures(place_and_date(day), (
            signed_by("Pejabat penilai kinerja", signer.get(row.decided_by_id or 0), event, base_url),)),
        Text("Tembusan: 1. Unit pengelola kepegawaian instansi; 2. Badan Kepegawaian Negara."),
        Title("AKUMULASI ANGKA KREDIT", (span,)), _lines(figures), Text(UNVERIFIED),
    )  # fmt: skip
    rules = ", ".join(sorted({ruleset for line in lines_of(figures) for ruleset in line.steps} | set(figures["steps"])))
    foot = " · ".join((*(receipt_lines(event) if event else ()), f"aturan {rules}"))
    mark = {"determined": "", "replaced": "DIGANTI", "declined": "TIDAK DISETUJUI"}.get(row.state, "BELUM DITETAPKAN")
    return Form(f"Penetapan angka kredit {row.number}", agency, blocks, foot, mark=mark)


def _date(day: dt.date | str) -> str:
    return formats.plain_date(dt.date.fromisoformat(day) if isinstance(day, str) else day) if day else UNKNOWN


def _identity(row: Determination) -> Table:
    who = row.snapshot["person"]
    number = formats.civil_servant_number(who["number"]) if who.get("number") else UNKNOWN
    facts = (
        ("Nama", who.get("name") or ""), (who.get("number_kind") or "NIP", number),
        ("Nomor seri Karpeg", UNKNOWN), ("Tempat, tanggal lahir", f"tempat {UNKNOWN}, {_date(who['born_on'])}"),
        ("Jenis kelamin", SEX.get(who["sex"], UNKNOWN)),
        ("Pangkat/Gol. ruang/TMT", f"{grade_words(row.rank)} / {_date(who['rank_since'])}"),
        ("Jabatan/TMT", f"{who.get('position') or ''} / {_date(who['post_since'])}"),
        ("Unit kerja", who.get("unit") or ""),
    )  # fmt: skip
    rows = Rows()
    rows.span("I. KETERANGAN PERORANGAN", 3, shade=True)
    for number_in_list, (label, value) in enumerate(facts, 1):
        rows.add(number_in_list, label, value)
    return Table(("8mm", "48mm", "1fr"), rows.done())


def _table(figures: dict[str, Any]) -> Table:
    """II: *lama, baru, jumlah, keterangan* by origin."""
    origin, rows = figures["origin"], Rows()
    name = "PAK" if origin["kind"] == "pak" else "PAK sebelum sistem ini"
    said = "" if figures["is_reset"] else f"{name} {origin['number']}"
    for place, row in enumerate(origin_rows(figures), 1):
        rows.add(place, row.label, *map(_right, (row.old, row.new, row.total)), said if row.old != points(0) else "")
    total = sum_row(figures)
    sums = (Cell(text, bold=True, align="right", shade=True) for text in (total.old, total.new, total.total))
    rows.add(Cell("JUMLAH ANGKA KREDIT", cols=2, bold=True, shade=True), *sums, Cell("", shade=True))
    title = (Cell("II. HASIL PENILAIAN ANGKA KREDIT", cols=6, bold=True, shade=True),)
    heads = head("NO", "UNSUR", "LAMA", "BARU", "JUMLAH", "KETERANGAN")
    return Table(("8mm", "1fr", "24mm", "24mm", "24mm", "42mm"), rows.done(), (title, heads))


def _goals(figures: dict[str, Any]) -> Table:
    """What the next rank and level need, and what is over or missing."""
    rows = Rows()
    for goal in goal_rows(figures):
        word = "Kenaikan jenjang" if goal.is_level else "Kenaikan pangkat"
        if goal.threshold is None:
            rows.add(word, Cell("tidak ada kenaikan berikutnya dengan angka kredit", cols=3))
            continue
        rows.add(word, *map(_right, (points(goal.threshold * 1000), goal.surplus, goal.short)))
    return Table(
        ("1fr", "34mm", "34mm", "34mm"), rows.done(), (head("SYARAT", "MINIMAL", "KELEBIHAN", "KEKURANGAN"),)
    )  # fmt: skip


def _conclusion(figures: dict[str, Any]) -> tuple[Text, ...]:
    """By the points alone; the other requirements are checked where the promotion is decided."""
    found = []
    for goal in goal_rows(figures):
        if goal.threshold is not None:
            verb = "dapat" if goal.is_reached else "belum dapat"
            aim = "kenaikan jenjang" if goal.is_level else "kenaikan pangkat"
            found.append(Text(f"Menurut angka kreditnya, {verb} dipertimbangkan untuk {aim}."))
    return (*found, Text("Syarat lain (masa dalam pangkat, predikat, uji kompetensi, lowongan) diperiksa tersendiri."))


def _reset(figures: dict[str, Any]) -> tuple[Text, ...]:
    if not figures["is_reset"]:
        return ()
    origin, level = figures["origin"], mapping.level_words(figures["level"])
    held = f"{points(origin['points'])} pada {origin['number']} tidak terbawa"
    return (Text(f"Angka kredit mulai lagi pada jenjang {level}; {held}."),)


def _lines(figures: dict[str, Any]) -> Table:
    origin, rows = figures["origin"], Rows()
    day = _date(origin["until"])
    rows.add(day, f"Saldo {origin['number']}", "", _right(""), _right(points(origin["points"])))
    for line in lines_of(figures):
        shown = gained(line.points) if line.points else ""
        rows.add(_date(line.on), line_title(line), line_source(line), _right(shown), _right(points(line.after)))
    heads = head("TANGGAL", "URAIAN", "PERHITUNGAN", "ANGKA KREDIT", "SALDO")
    return Table(("32mm", "1fr", "1.2fr", "26mm", "24mm"), rows.done(), (heads,))


def _right(text: str) -> Cell:
    return Cell(text, align="right")


PAK = DocumentKind("pak", gettext_lazy("Penetapan angka kredit (PAK)"), "PermenPANRB 1/2023", _subject, pak_form)
