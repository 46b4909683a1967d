"""The state machines as tables and diagrams, from `states.py` and `states_evaluation.py`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from prestasi.calibration import states as states_calibration
from prestasi.colleagues import states as states_colleagues
from prestasi.core.moves import Machine
from prestasi.credit import states as states_credit
from prestasi.dialogue import states as states_dialogue
from prestasi.docs.markdown import table
from prestasi.exchange import states as states_exchange
from prestasi.fairness import states as states_fairness
from prestasi.objection import states as states_objection
from prestasi.performance import states, states_evaluation
from prestasi.worklog import states as states_worklog


@dataclass(frozen=True, slots=True)
class Row:
    """One act of a machine: from any of `sources` to `to` ("" when the state stays)."""

    name: str
    sources: tuple[str, ...]
    to: str
    who: str


def pages() -> dict[str, str]:
    parts = [
        "# States\n\nEach machine is one table in the code; actions refuse what the tables do not allow.\n",
        _machine("Plan (rencana kinerja, SKP)", _plan()),
        _machine("Progress (realisasi)", _moves(states_evaluation.PROGRESS)),
        _machine("Evaluation (evaluasi kinerja)", _moves(states_evaluation.EVALUATION)),
        _machine("Change of a given rating (perubahan penilaian)", _moves(states_evaluation.RATING_CHANGE)),
        _machine("Calibration session (sesi kalibrasi)", _moves(states_calibration.SESSION)),
        _machine("Determination (penetapan)", _moves(states_calibration.DETERMINATION)),
        _machine("Reopening (pembukaan kembali)", _moves(states_calibration.REOPENING)),
        _machine("Objection (keberatan)", _moves(states_objection.OBJECTION)),
        _machine("Opening balance of credit points (saldo awal angka kredit)", _moves(states_credit.OPENING)),
        _machine("Determination of credit points (PAK)", _moves(states_credit.DETERMINATION)),
        _machine("Fairness report (laporan keadilan)", _moves(states_fairness.REPORT)),
        _machine("Simulation (simulasi aturan)", _moves(states_fairness.SIMULATION)),
        _machine("Opening of a period (pembukaan periode)", _moves(states_fairness.OPENING)),
        _machine("Round of feedback by colleagues (putaran umpan balik)", _moves(states_colleagues.ROUND)),
        _machine("List of raters (daftar penilai)", _moves(states_colleagues.RATERS)),
        _machine("Daily entry (catatan harian)", _moves(states_worklog.ENTRY)),
        _machine("Import of daily entries (impor catatan harian)", _moves(states_worklog.IMPORT)),
        _machine("Difference with SIASN (selisih)", _moves(states_exchange.DIFFERENCE)),
        _machine("Question set (versi bank pertanyaan)", _moves(states_colleagues.QUESTIONS)),
        _machine("Dialogue (dialog kinerja)", _moves(states_dialogue.DIALOGUE)),
        _machine("Agreement (kesepakatan)", _moves(states_dialogue.AGREEMENT)),
        _machine("Improvement plan (rencana perbaikan kinerja)", _moves(states_dialogue.IMPROVEMENT)),
        _machine("Request for feedback (permintaan umpan balik)", _moves(states_dialogue.REQUEST)),
    ]
    return {"docs/reference/states.md": "\n".join(parts)}


def _plan() -> list[Row]:
    rows = []
    for act in states.PLAN.values():
        never, before = act.to
        who = ", ".join(sorted(act.who))
        name = act.name
        rows.append(Row(name, _sorted(act.sources), str(never), who))
        if before != never:
            rows.append(Row(f"{name} (agreed before)", _sorted(act.sources), str(before), who))
    return rows


def _moves(life: Machine) -> list[Row]:
    return [Row(move.name, _sorted(move.sources), move.to or "", str(move.who)) for move in life.values()]


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(str(name) for name in names))


def _machine(title: str, rows: list[Row]) -> str:
    cells = [(f"`{r.name}`", ", ".join(f"`{s}`" for s in r.sources), f"`{r.to}`" if r.to else "–", r.who) for r in rows]
    arrows = [f"  {source} --> {row.to or source}: {row.name}" for row in rows for source in row.sources]
    diagram = "```mermaid\nstateDiagram-v2\n" + "\n".join(arrows) + "\n```\n"
    return f"\n## {title}\n\n{table(('Act', 'From', 'To', 'Who'), cells)}\n{diagram}"
