"""Simulations: the list, and one with its figures, people and groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.core.formats import rupiah
from prestasi.fairness import mapping
from prestasi.fairness.models import Simulation, SimulationChange
from prestasi.fairness.permissions import OFFICE, holds, makes, simulation_or_404
from prestasi.fairness.queries.words import DIMENSIONS, GROUPS, ORDER, group_words
from prestasi.organization.models import UnitVersion
from prestasi.performance.models import Period
from prestasi.performance.queries.words import PREDICATE_TONES, PREDICATE_WORDS, period_words

MOST_PEOPLE = 30
ALLOWANCE_WORDS = {
    "tpp-predicate-1": gettext_lazy("Contoh TPP menurut predikat"),
    "tpp-jakarta-2021": gettext_lazy("TPP DKI Jakarta 2021 menurut capaian"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One simulation in the list."""

    id: int
    title: str
    period: str
    state: str
    state_label: str
    percent: int
    changed: int | None
    made_by: str
    made_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A person whose predicate would be another one."""

    evaluation_id: int
    person: str
    unit: str
    before: str
    before_tone: str
    after: str
    after_tone: str
    is_gain: bool


@dataclass(frozen=True, slots=True)
class Gain:
    """A group: people, and how many of them go up or down; None: hidden."""

    name: str
    n: int | None
    up: int | None
    down: int | None
    is_hidden: bool
    cost: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One predicate: people before and after."""

    word: str
    tone: str
    before: int
    after: int

    @property
    def moved(self) -> int:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Cost:
    """Yearly cost in words of rupiah; a range where amounts are ranges."""

    formula: str
    before: str
    after: str
    change: str
    people: int
    left_out: int
    is_exact: bool
    follows_predicate: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One simulation; figures are empty until it is done."""

    id: int
    title: str
    period: str
    state: str
    state_label: str
    done: int
    total: int
    draft: tuple[str, ...]
    ruleset: str
    draft_hash: str
    result_hash: str
    made_by: str
    made_at: dt.datetime
    finished_at: dt.datetime | None
    changed: int
    people: int
    rows: tuple[Row, ...]
    gains: tuple[tuple[str, tuple[Gain, ...]], ...]
    changes: tuple[Change, ...]
    cost: Cost | None
    may_make: bool

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_moving(self) -> bool:
        return self.state in {"queued", "running"}

    @property
    def before(self) -> list[tuple[int, str]]:
        return [(row.before, row.tone) for row in self.rows]

    @property
    def after(self) -> list[tuple[int, str]]:
        return [(row.after, row.tone) for row in self.rows]


def simulations(actor: Actor) -> tuple[Line, ...]:
    """The newest fifty. One statement."""
    if not holds(actor, OFFICE):
        raise NotVisible
    rows = Simulation.objects.select_related("period__cycle", "made_by").order_by("-id")[:50]
    return tuple(
        Line(
            row.pk, row.title, period_words(row.period, row.period.cycle.year), row.state, row.get_state_display(),
            100 * row.done // row.total if row.total else 0, row.result.get("changed"),
            row.made_by.full_name if row.made_by else "", row.made_at,
        )
        for row in rows
    )  # fmt: skip


def simulation_page(actor: Actor, simulation_id: int) -> Page:
    """One simulation. Three statements."""
    found = simulation_or_404(actor, simulation_id)
    return Page(
        id=found.pk, title=found.title, period=period_words(found.period, found.period.cycle.year), state=found.state,
        state_label=found.get_state_display(), done=found.done, total=found.total, draft=draft_words(found.draft),
        ruleset=found.ruleset, draft_hash=found.draft_hash, result_hash=found.result_sha256 if found.result else "",
        made_by=found.made_by.full_name if found.made_by else "", made_at=found.made_at, finished_at=found.finished_at,
        changed=found.result.get("changed", 0), people=found.result.get("people", 0), rows=_rows(found.result),
        gains=_gains(found), changes=changes(found, MOST_PEOPLE), cost=_cost(found), may_make=makes(actor),
    )  # fmt: skip


def _rows(result: Mapping[str, Any]) -> tuple[Row, ...]:
    if not result:
        return ()
    before, after = result["before"], result["after"]
    rows = [
        Row(str(word), PREDICATE_TONES[c], before.get(str(c), 0), after.get(str(c), 0))
        for c, word in PREDICATE_WORDS.items()
    ]
    if before.get("") or after.get(""):
        rows.append(Row(_("Belum dinilai"), "none", before.get("", 0), after.get("", 0)))
    return tuple(rows)


def _gains(found: Simulation) -> tuple[tuple[str, tuple[Gain, ...]], ...]:
    """(dimension, groups); units are named, of dimensions only those with a group."""
    groups: dict[str, list[dict[str, Any]]] = found.result.get("groups", {})
    names = _unit_names(groups.get("office", []), found.period) if groups else {}
    parts = []
    for code, title in DIMENSIONS.items():
        rows = [row | {"name": names.get(row["group"])} if code == "office" else row for row in groups.get(code, [])]
        if rows:
            parts.append((str(title), tuple(_gain(code, row) for row in _sorted(code, rows))))
    return tuple(parts)


def _sorted(code: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    order = ORDER.get(code, [])
    return sorted(rows, key=lambda r: (order.index(r["group"]) if r["group"] in order else 99, group_words(code, r)))


def _gain(code: str, row: dict[str, Any]) -> Gain:
    change = _between(row["change_low"], row["change_high"], signed=True) if "change_low" in row else ""
    return Gain(group_words(code, row), row.get("n"), row.get("up"), row.get("down"), row["is_hidden"], change)


def _cost(found: Simulation) -> Cost | None:
    sums = found.result.get("cost")
    if not sums:
        return None
    pairs = {name: (sums[f"{name}_low"], sums[f"{name}_high"]) for name in ("before", "after", "change")}
    formula = found.draft["allowance"]
    return Cost(
        formula=str(ALLOWANCE_WORDS[formula]), before=_between(*pairs["before"]), after=_between(*pairs["after"]),
        change=_between(*pairs["change"], signed=True), people=sums["people"], left_out=sums["left_out"],
        is_exact=all(low == high for low, high in pairs.values()), follows_predicate=formula == "tpp-predicate-1",
    )  # fmt: skip


def _between(low: int, high: int, signed: bool = False) -> str:
    """One sum, or a range, in rupiah; a change with its sign."""
    ends = [("+" if signed and end > 0 else "") + rupiah(end) for end in (low, high)]
    return ends[0] if low == high else _("%(low)s sampai %(high)s") % {"low": ends[0], "high": ends[1]}


def _unit_names(rows: list[dict[str, Any]], period: Period) -> dict[str, str]:
    versions = UnitVersion.objects.on(period.ends_on).filter(unit__in=[int(row["group"]) for row in rows])
    return {str(unit): name for unit, name in versions.values_list("unit", "name")}


def changes(found: Simulation, most: int | None = None) -> tuple[Change, ...]:
    """Person by person, for those past the gate of the simulation. One statement and one for the units."""
    rows = list(
        SimulationChange.objects.filter(simulation=found).select_related("person").order_by("person__name", "id")[:most]
    )
    versions = UnitVersion.objects.on(found.period.ends_on).filter(unit__in={row.unit_id for row in rows})
    names = dict(versions.values_list("unit", "name"))
    return tuple(_change(row, names.get(row.unit_id, "")) for row in rows)


def _change(row: SimulationChange, unit: str) -> Change:
    before, after = row.before or 0, row.after or 0
    none = _("Belum dinilai")
    return Change(
        row.evaluation_id, row.person.full_name, unit,
        str(PREDICATE_WORDS.get(before, none)), PREDICATE_TONES.get(before, "none"),
        str(PREDICATE_WORDS.get(after, none)), PREDICATE_TONES.get(after, "none"), 0 < after < before,
    )  # fmt: skip


def draft_words(draft: Mapping[str, Any]) -> tuple[str, ...]:
    """What the draft changes, in words."""
    asked = mapping.Draft(**draft)
    words = [_("Aturan %(id)s") % {"id": asked.ruleset}]
    if asked.basis == "items":
        words.append(
            _("Rating hasil kerja dari butir: sebagian besar lebih dari 1 per %(n)d") % {"n": asked.majority_of}
        )
        words += [_("Hanya hasil kerja utama")] if asked.main_only else []
    elif asked.basis == "achievement":
        given = {"a": f"{asked.above_from / 100:g}", "b": f"{asked.below_under / 100:g}"}
        words.append(_("Di atas mulai capaian %(a)s persen, di bawah kurang dari %(b)s persen") % given)
    else:
        words.append(_("Rating sebagaimana ditetapkan"))
    words += [f"{cell.replace('/', ' + ')} → {code}" for cell, code in asked.cells.items()]
    if asked.most_very_good is not None:
        words.append(_("Sangat baik paling banyak %(n)d persen tiap unit") % {"n": asked.most_very_good})
    words += [f"{GROUPS['kind'][kind]}: {_between(*ends)}" for kind, ends in asked.amounts.items()]
    return tuple(words)


def rated_periods(actor: Actor) -> list[tuple[int, str]]:
    """Periods with ratings, newest first, for the form. One statement."""
    if not holds(actor, OFFICE):
        raise NotVisible
    periods = Period.objects.select_related("cycle").exclude(state="ahead").order_by("-ends_on", "-number")[:12]
    return [(p.pk, period_words(p, p.cycle.year)) for p in periods]
