"""`prestasi doctor`: looks at machine, settings, files and database, and says how to mend what it finds."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from prestasi.core.trouble import Trouble
from prestasi.platform import database as the_database
from prestasi.platform.doctor import configuration, database, files, machine
from prestasi.platform.doctor.finding import CHECKS, Check, Connection, Finding, Level, error
from prestasi.platform.doctor.words import _, gettext_noop

__all__ = ["configuration", "database", "examine", "files", "machine", "main"]

MARKS = {Level.OK: "✓", Level.WARNING: "!", Level.ERROR: "✗", Level.SKIPPED: "–"}


def main(argv: list[str]) -> int:
    """Print every finding; exit code 1 when one of them is an error."""
    parser = argparse.ArgumentParser(prog="prestasi doctor", description="Periksa instalasi ini.")
    parser.add_argument("--json", action="store_true", help="keluaran untuk program lain")
    options = parser.parse_args(argv)
    found = examine()
    print(_as_json(found) if options.json else _as_text(found))
    return 1 if any(finding.level is Level.ERROR for _check, finding in found) else 0


def examine() -> list[tuple[Check, Finding]]:
    """Ask every question once; a question that breaks is a finding, not a crash."""
    found = [(check, _ask(check)) for check in CHECKS if not check.needs_database]
    with _connected() as (reached, connection):
        found.append((Check(gettext_noop("Basis data menjawab"), lambda: reached, False), reached))
        found += [(check, _ask(check, connection)) for check in CHECKS if check.needs_database]
    return found


@contextmanager
def _connected() -> Iterator[tuple[Finding, Connection | None]]:
    try:
        with the_database.running(), psycopg.connect(the_database.url(), autocommit=True) as connection:
            yield Finding(Level.OK, _("ya")), connection
    except (Trouble, psycopg.OperationalError) as problem:
        what, remedy = (problem.what, problem.remedy) if isinstance(problem, Trouble) else (str(problem), "")
        yield error(what, remedy or _("periksa server PostgreSQL.")), None


def _ask(check: Check, *given: Connection | None) -> Finding:
    if given == (None,):
        return Finding(Level.SKIPPED, _("basis data tidak menjawab"))
    try:
        return check.ask(*given)
    except (OSError, psycopg.Error, Trouble) as problem:
        return error(_("tidak dapat diperiksa: %(why)s") % {"why": problem}, _("perbaiki sebab di atas, lalu ulangi."))


def _as_json(found: list[tuple[Check, Finding]]) -> str:
    rows = [
        {"periksa": check.title, "hasil": finding.level, "terlihat": finding.seen, "tindakan": finding.remedy}
        for check, finding in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _as_text(found: list[tuple[Check, Finding]]) -> str:
    lines = []
    for check, finding in found:
        lines.append(f"  {MARKS[finding.level]} {check.title:<32} {finding.seen}")
        lines += [f"      → {finding.remedy}"] if finding.remedy else []
    count = Counter(finding.level for _check, finding in found)
    lines.append(f"\n{len(found)} diperiksa: {count[Level.ERROR]} galat, {count[Level.WARNING]} peringatan.")
    return "\n".join(lines)
