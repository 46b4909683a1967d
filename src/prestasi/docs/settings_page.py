"""Every environment variable, from `config.env`."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from config.env import PROJECT, Env
from prestasi.docs.markdown import table

# Read by tests and measurements only; the installation never looks at them.
WORKSHOP = {
    "ANONYMITY_GROUPS": "How many groups the attacker on sealed answers tries (48).",
    "BENCH_LARGE": "Size of the large agency whose pages are measured (100000).",
    "BENCH_MINUTES": "How long the rules are tried with faults built in (60).",
    "BENCH_MUTANTS": "How many faults are built into the rules (300).",
    "BENCH_ROWS": "Rows of the list whose export, and of the sheet whose import is measured (75000).",
    "BENCH_RUNS": "How often an import is measured (3).",
    "BENCH_RULES": "Numbers of rows for which the rules are timed.",
    "BENCH_STAFF": "Staff of the agency whose year is closed; empty measures the one that is there.",
    "BENCH_YEAR": "Year that is closed (2025).",
    "E2E_CHROMIUM": "Chromium for the browser tests (`/usr/bin/chromium`).",
    "E2E_OFFLINE_ROUNDS": "How many reports are written offline and sent when back (20).",
    "E2E_URL": "A running installation to test in place of an own one.",
    "HYPOTHESIS_LAB": "Search longer for sequences of acts that break an evaluation.",
    "LAB_CLOCK": "File with the seconds by which a trial is ahead of the machine; set by the trial itself.",
    "LAB_FOLDER": "Folder of a trial; set by the trial itself.",
    "PRESTASI_BENCH_STATE": "State folder of the measured installation (`var/bench`).",
    "PRESTASI_CAREER_CASES": "Random careers compared with the slow reference (500).",
    "PRESTASI_FIGURES": "Set: the figures of histories and races are written to docs/evidence.",
    "PRESTASI_HISTORIES": "Random histories of each state machine (50).",
    "PRESTASI_RULES_CASES": "Random rows compared with the slow reference (400).",
    "PRESTASI_THREADS": "Threads of each race (4).",
}


def pages() -> dict[str, str]:
    rows = [(f"`{f.metadata['name']}`", _default(f.default), f.metadata["doc"]) for f in fields(Env)]
    text = (
        "# Settings\n\nEverything is set by environment variables. A secret may be given as a file: `<NAME>_FILE`.\n\n"
    )
    text += table(("Variable", "Default", "Meaning"), rows)
    text += "\n## For tests and measurements\n\n"
    text += table(("Variable", "Meaning"), [(f"`{name}`", doc) for name, doc in WORKSHOP.items()])
    return {"docs/reference/settings.md": text}


def _default(value: object) -> str:
    if isinstance(value, bool):
        return "`1`" if value else "`0`"
    if isinstance(value, Path):
        return f"`{value.relative_to(PROJECT)}`" if value.is_relative_to(PROJECT) else f"`{value}`"
    return f"`{value}`" if value != "" else "empty"
