"""The people of a unit with everything below it in one period, as narrow rows. Everything else is counted from them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import FilteredRelation, Q

from prestasi.calibration.mapping import Counts
from prestasi.core import clock
from prestasi.organization.models import UnitVersion
from prestasi.performance.models import Evaluation, UnitAchievement

FIELDS = (
    "pk", "person_id", "person__name", "person__title_before", "person__title_after", "person__sex",
    "plan__position__title", "plan__position__kind", "unit_id", "rater_id", "rater__name", "is_unit_head", "state",
    "lock_version", "result_rating", "behaviour_rating", "predicate", "result_suggested", "behaviour_suggested",
    "released_at", "rater_superior__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rated:
    """One evaluation; ratings are 1 to 3, the predicate 1 to 5, None while not rated."""

    id: int
    person_id: int
    bare_name: str
    before: str
    after: str
    sex: str
    post: str
    kind: str
    unit_id: int
    rater_id: int | None
    rater: str | None
    is_head: bool
    state: str
    version: int
    result: int | None
    behaviour: int | None
    predicate: int | None
    result_suggested: int | None
    behaviour_suggested: int | None
    released_at: object
    superior: str | None

    @property
    def name(self) -> str:
        """Name with degrees as given."""
        lead = f"{self.before} " if self.before else ""
        return f"{lead}{self.bare_name}, {self.after}" if self.after else f"{lead}{self.bare_name}"

    def rated_as(self, result: int, behaviour: int, predicate: int | None) -> Rated:
        """The same person if it were decided like this."""
        return replace(self, result=result, behaviour=behaviour, predicate=predicate)


@dataclass(frozen=True, slots=True)
class Population:
    """A unit, the units below it with their names and achievements, and everybody but the unit's own head.

    The head is rated one level up and so counts in the group above, never in the own one.
    """

    unit_id: int
    name: str
    parent_id: int | None
    names: dict[int, str]
    levels: dict[int, str]
    people: tuple[Rated, ...]

    def of_unit(self, unit_id: int) -> list[Rated]:
        """Those who work in one unit, without its head."""
        return [row for row in self.people if row.unit_id == unit_id and not row.is_head]

    def find(self, evaluation_id: int | None) -> Rated | None:
        return next((row for row in self.people if row.id == evaluation_id), None)


def population(unit_id: int, period_id: int, version: UnitVersion | None = None) -> Population:
    """Three statements, two when today's version of the unit is given; skipped evaluations (leave) are left out."""
    day = clock.today()
    own = version or UnitVersion.objects.on(day).filter(unit=unit_id).first()
    if own is None:
        return Population(unit_id, "", None, {}, {}, ())
    rows = _rows(period_id, own.path, day)
    names = {unit_id: own.name} | {row[8]: row[-1] for row in rows}
    people = tuple(Rated(*row[:-1]) for row in rows)
    levels = UnitAchievement.objects.filter(period=period_id, unit__in=names)
    return Population(
        unit_id, own.name, own.parent_id, names, dict(levels.values_list("unit", "level")),
        tuple(row for row in people if not (row.is_head and row.unit_id == unit_id)),
    )  # fmt: skip


def _rows(period_id: int, path: str, day: dt.date) -> list[tuple[Any, ...]]:
    valid = Q(unit__versions__valid_from__lte=day) & (
        Q(unit__versions__valid_to__isnull=True) | Q(unit__versions__valid_to__gt=day)
    )
    found = Evaluation.objects.annotate(place=FilteredRelation("unit__versions", condition=valid))
    found = found.filter(period=period_id, place__path__startswith=path).exclude(state="skipped")
    return list(found.order_by("person__name", "pk").values_list(*FIELDS, "place__name"))


def counted(rows: Iterable[Rated]) -> Counts:
    """Head counts by predicate; who is not rated yet is in none of them."""
    found = Counter(row.predicate for row in rows)
    return (found[1], found[2], found[3], found[4], found[5])


def grouped(rows: Iterable[Rated], key: Callable[[Rated], Hashable]) -> dict[Hashable, list[Rated]]:
    """Rows by a property, in the order in which its values first appear."""
    found: dict[Hashable, list[Rated]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
