"""Effects of giving a result to people, before it is done: who receives what, who is left out and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.core.http import number_of
from prestasi.organization.models import UnitVersion
from prestasi.organization.models.position import PositionKind
from prestasi.people.models import Assignment, AssignmentKind, Person, ReportingLine
from prestasi.people.permissions import headed_units
from prestasi.performance.models import Cycle, ExpectedResult, Goal, Plan, ResultLink
from prestasi.performance.permissions.plan import can_set_goal
from prestasi.performance.states import LIVE, PlanState


class Effect(StrEnum):
    """What happens to one receiver."""

    DRAFT = "draft"
    REVISION = "revision"
    NEW = "new"
    SUBMITTED = "submitted"
    HAS_IT = "has_it"

    @property
    def is_done(self) -> bool:
        return self in (Effect.DRAFT, Effect.REVISION, Effect.NEW)

    @property
    def words(self) -> str:
        return {
            "draft": _("ditambahkan ke draf"),
            "revision": _("membuka perubahan rencana yang sudah disepakati"),
            "new": _("draf baru dibuat"),
            "submitted": _("dilewati: rencananya sedang diajukan"),
            "has_it": _("dilewati: sudah punya hasil ini"),
        }[self.value]


@dataclass(frozen=True, slots=True)
class Receiver:
    """One person on the push page."""

    person_id: int
    name: str
    position: str
    unit: str
    kind: str
    effect: Effect
    plan_id: int | None


def receivers(
    actor: Actor, *, result_id: int | None, goal_id: int | None, cycle_id: int, on: dt.date,
    person_ids: Iterable[int] | None = None, position_kind: str = "", unit_id: int | None = None,
    whole_unit: bool = False,
) -> list[Receiver]:  # fmt: skip
    """Direct subordinates (or, for a head, everybody in the unit), filtered by kind of post and unit. Seven queries."""
    me = actor.on_behalf_of or actor.person_id or 0
    posts = Assignment.objects.on(on).filter(kind=AssignmentKind.DEFINITIVE).exclude(person_id=me)
    posts = posts.exclude(person__employment=Person.Employment.ELECTED)
    if person_ids is not None:
        posts = posts.filter(person__in=list(person_ids))
    elif whole_unit:
        posts = posts.filter(unit__in=_units_below(headed_units(me, on), on))
    else:
        posts = posts.filter(person__in=ReportingLine.objects.on(on).filter(superior_id=me).values("person"))
    if position_kind in PositionKind.values:
        posts = posts.filter(position__kind=position_kind)
    if unit_id is not None:
        posts = posts.filter(unit_id=unit_id)
    return _receivers(
        list(posts.select_related("person", "position").order_by("person__name")), result_id, goal_id, cycle_id, on
    )


def _units_below(unit_ids: list[int], on: dt.date) -> list[int]:
    found: list[int] = []
    for path in UnitVersion.objects.on(on).filter(unit__in=unit_ids).values_list("path", flat=True):
        found += UnitVersion.objects.on(on).filter(path__startswith=path).values_list("unit_id", flat=True)
    return found


def _receivers(
    posts: list[Assignment], result_id: int | None, goal_id: int | None, cycle_id: int, on: dt.date
) -> list[Receiver]:
    people = {p.person_id for p in posts}
    plans = Plan.objects.filter(person__in=people, cycle_id=cycle_id, state__in=LIVE, ends_on__gte=on)
    by_person = {p.person_id: p for p in plans.order_by("starts_on")}
    same = {"parent_id": result_id} if result_id is not None else {"goal_id": goal_id}
    links = ResultLink.objects.filter(ended_at__isnull=True, **same)
    having = set(
        links.filter(result__dropped_at__isnull=True, result__plan__person__in=people, result__plan__state__in=LIVE)
        .values_list("result__plan__person_id", flat=True)
    )  # fmt: skip
    names = dict(UnitVersion.objects.on(on).filter(unit__in={p.unit_id for p in posts}).values_list("unit_id", "name"))
    return [_receiver(p, by_person.get(p.person_id), p.person_id in having, names.get(p.unit_id, "")) for p in posts]


def _receiver(post: Assignment, plan: Plan | None, has_it: bool, unit: str) -> Receiver:
    return Receiver(
        post.person_id, post.person.full_name, post.position.title, unit, post.position.kind,
        Effect.HAS_IT if has_it else _effect(plan), plan.pk if plan else None,
    )  # fmt: skip


def _effect(plan: Plan | None) -> Effect:
    if plan is None:
        return Effect.NEW
    if plan.state == PlanState.SUBMITTED:
        return Effect.SUBMITTED
    return Effect.REVISION if plan.state == PlanState.AGREED else Effect.DRAFT


@dataclass(frozen=True, slots=True)
class Filter:
    """The filter of the push page, carried in the address."""

    position_kind: str = ""
    unit_id: int | None = None
    whole_unit: bool = False

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Filter:
        """From a query string; what is not understood is left out."""
        unit = asked.get("unit", "")
        unit_id = number_of(unit)
        return cls(asked.get("jabatan", ""), unit_id, asked.get("cakupan") == "unit")


@dataclass(frozen=True, slots=True)
class PushPage:
    """Source, people and effects; `heads_unit` offers everybody in the headed units."""

    text: str
    year: int
    people: tuple[Receiver, ...]
    filter: Filter
    units: tuple[tuple[int, str], ...]
    kinds: tuple[tuple[str, str], ...]
    heads_unit: bool

    @property
    def choices(self) -> dict[int, str]:
        """Who can be chosen: those on whom it would have an effect."""
        return {r.person_id: r.name for r in self.people if r.effect.is_done}

    @property
    def counts(self) -> tuple[tuple[int, str], ...]:
        """[(how many, what happens)] for the effects that occur."""
        found = ((sum(r.effect is effect for r in self.people), effect.words) for effect in Effect)
        return tuple(pair for pair in found if pair[0])


def push_page(actor: Actor, chosen: Filter, *, result_id: int | None = None, goal_id: int | None = None) -> PushPage:
    """The page for an own result or a goal of a headed unit; NotVisible otherwise. Eleven queries."""
    today = clock.today()
    me = actor.on_behalf_of or actor.person_id or 0
    text, cycle = _source(actor, me, result_id, goal_id, today)
    rows = receivers(
        actor, result_id=result_id, goal_id=goal_id, cycle_id=cycle.pk, on=today, position_kind=chosen.position_kind,
        unit_id=chosen.unit_id, whole_unit=chosen.whole_unit,
    )  # fmt: skip
    headed = headed_units(me, today)
    below = UnitVersion.objects.on(today).filter(unit__in=_units_below(headed, today) if headed else [])
    units = tuple(below.order_by("name").values_list("unit_id", "name")[:200])
    kinds = tuple((value, str(label)) for value, label in PositionKind.choices)
    return PushPage(text, cycle.year, tuple(rows), chosen, units, kinds, bool(headed))


def _source(actor: Actor, me: int, result_id: int | None, goal_id: int | None, on: dt.date) -> tuple[str, Cycle]:
    if result_id is not None:
        result = ExpectedResult.objects.select_related("plan__cycle").filter(pk=result_id, plan__person_id=me).first()
        if result is None or result.dropped_at is not None:
            raise NotVisible
        return result.text, result.plan.cycle
    goal = Goal.objects.filter(pk=goal_id or 0).first()
    years = Cycle.objects.exclude(state=Cycle.State.CLOSED).filter(year__gte=on.year)
    cycle = years.order_by("year").first()
    if goal is None or cycle is None or not can_set_goal(actor, goal.unit_id, on):
        raise NotVisible
    return goal.text, cycle
