"""The team's month of daily entries for the direct superior. Two statements for any number of people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, IntegerField, Max, Q

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.people.models import Person
from prestasi.performance.models import Plan
from prestasi.performance.permissions import evaluation as line
from prestasi.worklog.models import Entry
from prestasi.worklog.queries.month import hours_words


class Minutes(Aggregate):
    """Sum of the written minutes; an end of 23.59 is the end of the day."""

    template = (
        "(SUM(EXTRACT(EPOCH FROM (CASE WHEN worklog_entry.ends = TIME '23:59' THEN TIME '24:00'"
        " ELSE worklog_entry.ends END) - worklog_entry.starts)) / 60)::int"
    )
    output_field = IntegerField()


@dataclass(frozen=True, slots=True)
class Member:
    """One person's month: days with entries, hours, and how many entries the superior has not seen."""

    person_id: int
    name: str
    days: int
    count: int
    waiting: int
    returned: int
    hours: str
    last_on: dt.date | None


@dataclass(frozen=True, slots=True)
class TeamMonth:
    month: dt.date
    before: dt.date
    after: dt.date | None
    members: tuple[Member, ...]

    @property
    def waiting(self) -> int:
        return sum(member.waiting for member in self.members)


def team_month(actor: Actor, month: dt.date | None = None) -> TeamMonth:
    """Everybody the actor leads today, by name."""
    today = clock.today()
    first = min(month or today, today).replace(day=1)
    ends = (first + dt.timedelta(days=32)).replace(day=1)
    led = Plan.objects.filter(line.leads(actor), starts_on__lte=today, ends_on__gte=today).exclude(
        person=actor.person_id
    )
    people = {p.pk: p for p in Person.objects.filter(pk__in=led.values("person"))}
    sums = _sums(list(people), first, ends)
    members = [_member(person, sums.get(pk)) for pk, person in people.items()]
    return TeamMonth(
        first, (first - dt.timedelta(days=1)).replace(day=1), ends if ends <= today else None,
        tuple(sorted(members, key=lambda m: m.name)),
    )  # fmt: skip


def _sums(people: list[int], first: dt.date, ends: dt.date) -> dict[int, Any]:
    rows = Entry.objects.filter(person__in=people, on__gte=first, on__lt=ends).exclude(state="withdrawn")
    found = rows.order_by().values("person").annotate(
        n=Count("pk"), days=Count("on", distinct=True), last=Max("on"), waiting=Count("pk", filter=Q(state="recorded")),
        returned=Count("pk", filter=Q(state="returned")), minutes=Minutes(),
    )  # fmt: skip
    return {row["person"]: row for row in found}


def _member(person: Person, row: Any) -> Member:
    r = row or {}
    return Member(
        person.pk, person.full_name, int(r.get("days", 0)), int(r.get("n", 0)), int(r.get("waiting", 0)),
        int(r.get("returned", 0)), hours_words(int(r.get("minutes", 0) or 0)), r.get("last"),
    )  # fmt: skip
