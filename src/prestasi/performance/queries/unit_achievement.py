"""Units whose organisational achievement the actor sets, in the periods that are open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.organization.models import Position, UnitVersion
from prestasi.people.models import Assignment, ReportingLine
from prestasi.performance.models import Period, UnitAchievement
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.queries.words import period_words

TONES = {"ISTIMEWA": "sb", "BAIK": "b", "BUTUH_PERBAIKAN": "bp", "KURANG": "k", "SANGAT_KURANG": "sk"}


@dataclass(frozen=True, slots=True)
class UnitLevel:
    """One unit in one period; `label` is empty while nothing is set."""

    unit_id: int
    period_id: int
    unit: str
    period: str
    head: str
    level: str
    label: str
    tone: str
    reason: str

    @property
    def initial(self) -> dict[str, str]:
        return {"level": self.level or "BAIK", "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Achievements:
    rows: tuple[UnitLevel, ...]

    @property
    def missing(self) -> int:
        return sum(not row.level for row in self.rows)


def achievements_page(actor: Actor) -> Achievements:
    """Units headed by people whom the actor leads today, and vacant ones right below own units. Five statements."""
    day, me = clock.today(), gate.acting_person(actor)
    led = ReportingLine.objects.on(day).filter(superior=me).values("person")
    heads = (
        Assignment.objects.on(day).filter(person__in=led, position__is_head=True).select_related("person", "position")
    )
    by_unit = {head.position.unit_id: head.person.full_name for head in heads.exclude(person=me)}
    return Achievements(tuple(_levels(dict.fromkeys(_vacant(me, day), "") | by_unit)))


def _vacant(me: int | None, day: dt.date) -> QuerySet[UnitVersion, int]:
    """Units right below a unit that the person heads, with a head's post that nobody holds: one who left was rated by
    the unit's achievement too, and nobody else would be asked for it.
    """
    held = Assignment.objects.on(day).filter(position__is_head=True)
    own = held.filter(person=me).values("position__unit")
    posts = Position.objects.on(day).filter(is_head=True).exclude(unit__in=held.values("position__unit"))
    below = UnitVersion.objects.on(day).filter(parent__in=own, unit__in=posts.values("unit"))
    return below.values_list("unit", flat=True)


def _levels(by_unit: dict[int, str]) -> list[UnitLevel]:
    day = clock.today()
    periods = list(Period.objects.filter(state=Period.State.OPEN).order_by("number"))
    names = dict(UnitVersion.objects.on(day).filter(unit__in=by_unit).order_by("name").values_list("unit", "name"))
    found = {
        (row.unit_id, row.period_id): row
        for row in UnitAchievement.objects.filter(unit__in=by_unit, period__in=periods)
    }
    return [
        _level(unit, name, by_unit[unit], period, found.get((unit, period.pk)))
        for period in periods
        for unit, name in names.items()
    ]


def one_unit(actor: Actor, unit_id: int, period_id: int) -> UnitLevel:
    """One unit through the gate of the act."""
    day = clock.today()
    version = UnitVersion.objects.on(day).filter(unit=unit_id).first()
    period = Period.objects.filter(pk=period_id).first()
    if version is None or period is None:
        raise NotVisible
    held = Assignment.objects.on(day).filter(position__is_head=True, position__unit=unit_id).order_by("-valid_from")
    head = held.select_related("person").first()
    path = [int(part) for part in version.path.split(".") if part]
    gate.check_may_set_achievement(actor, unit_id, path, head.person_id if head else None)
    row = UnitAchievement.objects.filter(unit=unit_id, period=period).first()
    return _level(unit_id, version.name, head.person.full_name if head else "", period, row)


def _level(unit: int, name: str, head: str, period: Period, row: UnitAchievement | None) -> UnitLevel:
    return UnitLevel(
        unit, period.pk, name, period_words(period), head, row.level if row else "",
        row.get_level_display() if row else "", TONES.get(row.level, "") if row else "", row.reason if row else "",
    )  # fmt: skip
