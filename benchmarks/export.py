"""P7: 75,000 people to XLSX, CSV and JSON through the export's own action; memory of the process and time."""

from __future__ import annotations

import os
import resource
import time

from benchmarks import world
from benchmarks.page import table, write

ROWS = int(os.environ.get("BENCH_ROWS", "75000"))
GOAL_MB = 200
PEOPLE = """
WITH made AS (
  INSERT INTO people_person
    (name, title_before, title_after, sex, born_on, employment, joined_on, left_reason, email, version)
  SELECT 'Pegawai Rekaan ' || n, '', 'S.E.', CASE WHEN n %% 2 = 0 THEN 'f' ELSE 'm' END, DATE '1970-01-01' + n %% 12000,
         'pns', DATE '2005-01-01' + n %% 5000, '', 'pegawai' || n || '@contoh.test', 1
    FROM generate_series(1, %(rows)s) AS n RETURNING id
), numbered AS (
  INSERT INTO people_identitynumber (person_id, kind, number, valid_from, source)
  SELECT id, 'nip', '9' || lpad(id::text, 17, '0'), DATE '2005-01-01', 'pengukuran' FROM made
)
INSERT INTO people_rankrecord (person_id, scale, rank, valid_from, source, decree)
SELECT id, 'pns', 1 + id %% 17, DATE '2020-01-01', 'pengukuran', '' FROM made
"""


def main() -> None:
    world.prepare("export", "--staff", "300")
    _fill()
    started = _megabytes()
    rows = [_once(file_format) for file_format in ("csv", "xlsx", "json")]
    cells = [(f, f"{n:,}", f"{seconds:.1f}", f"{size / 1e6:.1f}", f"{peak:.0f}") for f, n, seconds, size, peak in rows]
    write(
        "export",
        "P7: lists to a spreadsheet",
        f"The list of people with all columns, {rows[0][1]:,} rows, read in slices of 2,000 and written row by row "
        "through `export_list`: gate, quota, file, event.",
        table(("Format", "Rows", "Seconds", "File (MB)", "Peak memory of the process (MB)"), cells),
        f"The process held {started:.0f} MB before the first export. Goal: at most {GOAL_MB} MB at the peak.",
    )
    world.stop()
    if max(row[4] for row in rows) > GOAL_MB:
        raise SystemExit("over the goal")


def _fill() -> None:
    """People with number and rank until there are enough."""
    from django.db import connections, transaction

    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person")
        missing = ROWS - int(cursor.fetchone()[0])
        if missing > 0:
            cursor.execute(PEOPLE, {"rows": missing})
            cursor.execute("ANALYZE people_person, people_identitynumber, people_rankrecord")


def _once(file_format: str) -> tuple[str, int, float, int, float]:
    from django.http import QueryDict

    from prestasi.accounts.models import RoleGrant
    from prestasi.core.actor import Actor, Grant
    from prestasi.core.lists import listing_or_404
    from prestasi.exchange.actions.export import export_list

    held = RoleGrant.objects.filter(role="analyst", unit=None).select_related("user").earliest("pk")
    by = Actor(held.user_id, held.user.person_id, "Bangku ukur", frozenset({Grant("analyst")}), role="analyst")
    started = time.perf_counter()
    made = export_list(
        by=by, listing=listing_or_404("pegawai"), params=QueryDict(""), purpose="Pengukuran P7", file_format=file_format
    )
    seconds = time.perf_counter() - started
    size = made.file.seek(0, os.SEEK_END)
    made.file.close()
    return file_format, made.rows, seconds, size, _megabytes()


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
