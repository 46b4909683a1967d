"""A year that runs or is prepared, for which the holder of a post has no plan yet: one line of *Hari ini*."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from prestasi.core.actor import Actor
from prestasi.core.providers import TodayItem, door
from prestasi.people.models import Assignment, AssignmentKind, Person
from prestasi.performance.models import Cycle, Plan


def _without_plan(actor: Actor, on: dt.date) -> QuerySet[Cycle]:
    post = Assignment.objects.on(on).filter(person=actor.person_id, kind=AssignmentKind.DEFINITIVE)
    post = post.exclude(person__employment=Person.Employment.ELECTED)
    own = Plan.objects.filter(person=actor.person_id, cycle=OuterRef("pk"))
    years = Cycle.objects.filter(~Exists(own), Exists(post), year__gte=on.year)
    return years.exclude(state=Cycle.State.CLOSED)


def _waits(actor: Actor, on: dt.date) -> tuple[QuerySet[Cycle], ...]:
    return () if actor.person_id is None else (_without_plan(actor, on),)


@door(_waits)
def items(actor: Actor, on: dt.date) -> Iterator[TodayItem]:
    """The first such year. One statement."""
    cycle = _without_plan(actor, on).order_by("year").first()
    if cycle is not None:
        text = _("Hasil kerja tahun lalu dan sasaran unit siap diambil.")
        href = f"{reverse('performance:plan')}?tahun={cycle.year}"
        title = _("Susun rencana kinerja %s") % cycle.year
        yield TodayItem(title, text, "target-arrow", _("Mulai"), href, cycle.plan_due_on)
