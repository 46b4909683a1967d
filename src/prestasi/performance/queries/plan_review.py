"""What a superior wants to know of a plan before agreeing: what is new since last year, twins in the team, its load."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from prestasi.performance.models import ExpectedResult, Indicator, Plan
from prestasi.performance.queries import words
from prestasi.performance.queries.plan_versions import Changed, Difference
from prestasi.performance.states import LIVE
from prestasi.performance.wording import is_alike

MOST_TWINS = 12
SHARED_WORDS = 2


@dataclass(frozen=True, slots=True)
class Twin:
    """A result that a colleague of the same team has in nearly the same words."""

    text: str
    name: str
    plan_id: int


@dataclass(frozen=True, slots=True)
class Load:
    """How much is in the plan, beside the middle and the ends of the team."""

    results: int
    indicators: int
    people: int
    middle: tuple[int, int]
    fewest: int
    most: int

    @property
    def is_heavy(self) -> bool:
        """Half as much again as the middle of the team, and at least two results more."""
        return bool(self.people) and self.results >= max(self.middle[0] * 3 / 2, self.middle[0] + 2)

    @property
    def is_light(self) -> bool:
        return bool(self.people) and self.results * 2 <= self.middle[0]


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """`results` and `others` have the shape of a comparison of versions; `year` is None without a plan last year."""

    year: int | None
    kept: int
    results: tuple[Changed, ...]
    twins: tuple[Twin, ...]
    load: Load
    others: tuple[Difference, ...] = ()


def review_facts(plan: Plan) -> ReviewFacts:
    """Facts of one plan; its cycle is fetched with it. Two statements however large the team."""
    own, before, team = _fetched(plan)
    changed = tuple(_since_last_year(before, own)) if before else ()
    new = [r for r in own if r.assigned_by_id is None]
    return ReviewFacts(
        plan.cycle.year - 1 if before else None, len(own) - sum(c.mark != "−" for c in changed) if before else 0,
        changed, tuple(_twins(new, team))[:MOST_TWINS], _load(own, team),
    )  # fmt: skip


def _fetched(plan: Plan) -> tuple[list[Any], list[Any], list[Any]]:
    """Results of the plan, of last year's plans of the person, and of the team of the same rater."""
    year = plan.cycle.year
    mine = Q(plan=plan) | Q(plan__person_id=plan.person_id, plan__cycle__year=year - 1)
    near = Q(plan__rater_id=plan.rater_id, plan__rater__isnull=False, plan__cycle_id=plan.cycle_id)
    live = Indicator.objects.filter(
        Q(result__plan=plan) | Q(result__plan__person_id=plan.person_id), dropped_at__isnull=True
    )
    rows = (
        ExpectedResult.objects.filter(mine | (near & Q(plan__state__in=LIVE)), dropped_at__isnull=True)
        .select_related("plan__person")
        .annotate(n_indicators=Count("indicators", filter=Q(indicators__dropped_at__isnull=True)))
        .prefetch_related(Prefetch("indicators", live.order_by("order", "id"), "shown"))
        .order_by("plan", "order")
    )
    found = list(rows)
    before = [r for r in found if r.plan.person_id == plan.person_id and r.plan.cycle_id != plan.cycle_id]
    team = [r for r in found if r.plan.person_id != plan.person_id]
    return [r for r in found if r.plan_id == plan.pk], before, team


def _since_last_year(before: Sequence[Any], own: Sequence[Any]) -> Iterable[Changed]:
    """What came, what changed, what is gone; a copy is known by its origin, else by its words."""
    left = {r.pk: r for r in before}
    for new in own:
        old = left.pop(new.copied_from_id, None) or _same_words(new, left)
        if old is None:
            added = tuple(Difference(_("Indikator"), "", f"{i.name} ({_target(i)})") for i in new.shown)
            yield Changed("+", new.text, added)
        elif differences := tuple(_differences(old, new)):
            yield Changed("~", new.text, differences)
    for gone in left.values():
        yield Changed("−", gone.text, ())


def _same_words(new: Any, left: dict[int, Any]) -> Any:
    key = next((pk for pk, old in left.items() if is_alike(new.text, [old.text])), 0)
    return left.pop(key, None)


def _differences(old: Any, new: Any) -> Iterable[Difference]:
    if old.text != new.text:
        yield Difference(_("Rencana hasil kerja"), old.text, new.text)
    left = {i.name: i for i in old.shown}
    for indicator in new.shown:
        former = left.pop(indicator.name, None)
        if former is None:
            yield Difference(_("Indikator"), "", f"{indicator.name} ({_target(indicator)})")
        elif _target(former) != _target(indicator):
            yield Difference(_("%s: target") % indicator.name, _target(former), _target(indicator))
    for gone in left.values():
        yield Difference(_("Indikator"), f"{gone.name} ({_target(gone)})", "")


def _target(indicator: Indicator) -> str:
    """The aim in words: a number, a range, or the level that is expected."""
    if indicator.levels:
        return str(indicator.levels[min(1, len(indicator.levels) - 1)]["text"])
    aim = words.quantity(indicator.target)
    if indicator.direction == "range":
        aim = f"{words.quantity(indicator.target_low)} – {words.quantity(indicator.target_high)}"
    return f"{aim or '–'} {indicator.unit_of_measure}".strip()


def _twins(own: Sequence[Any], team: Sequence[Any]) -> Iterable[Twin]:
    """Results of colleagues in nearly the same words; work that was assigned is meant to be the same."""
    others = [(set(r.text.lower().split()), r) for r in team if r.assigned_by_id is None]
    for mine in own:
        said = set(mine.text.lower().split())
        for heard, other in others:
            if len(said & heard) * SHARED_WORDS >= len(said) and is_alike(mine.text, [other.text]):
                yield Twin(mine.text, other.plan.person.full_name, other.plan_id)


def _load(own: Sequence[Any], team: Sequence[Any]) -> Load:
    results: dict[int, int] = {}
    indicators: dict[int, int] = {}
    for r in team:
        results[r.plan_id] = results.get(r.plan_id, 0) + 1
        indicators[r.plan_id] = indicators.get(r.plan_id, 0) + r.n_indicators
    counts = sorted(results.values()) or [0]
    middle = (median_low(counts), median_low(sorted(indicators.values()) or [0]))
    return Load(len(own), sum(r.n_indicators for r in own), len(results), middle, counts[0], counts[-1])
