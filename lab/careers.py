"""Careers inside the year: people who move, a head who leaves the post vacant, an official who acts in it."""

from __future__ import annotations

import datetime as dt

from lab.planning import agree, write_plan
from lab.replay import Replay, needed
from lab.visitor import Visitor
from prestasi.core import clock
from prestasi.organization.models import Position
from prestasi.people.models import Assignment, Person, ReportingLine
from prestasi.people.queries.superior import superior_of
from prestasi.performance.models import Plan

DECREE = "SK-LAB/{number}/2027"


def move_people(replay: Replay) -> None:
    """One in twenty staff without subordinates moves: every second on the first of the month, the others within it."""
    rows = _staff(replay)
    for number, (person, plan) in enumerate(rows[3::20]):
        day = replay.day().replace(day=1) if number % 2 else replay.day()
        post = _other_post(person)
        if post is not None:
            move(replay, person, post, day, number)
            new_plan(replay, person, plan, day)
            replay.count("people moved within the year")


def leave_a_post_vacant(replay: Replay) -> None:
    """The head with the most staff among those of small units takes another post; nobody follows for a while."""
    head = _head_to_leave(replay)
    if head is None:
        return
    plan = Plan.objects.filter(cycle__year=replay.year, person=head.person_id, state="agreed").first()
    post = _other_post(head.person_id)
    if plan is None or post is None:
        return
    move(replay, head.person_id, post, replay.day(), 900)
    new_plan(replay, head.person_id, plan.pk, replay.day())
    replay.journal.facts["vacant"] = head.position_id
    replay.count("heads who left their post vacant")


def appoint_acting(replay: Replay) -> None:
    """One of the staff of the vacant post leads until the first of November, then the lines return by themselves."""
    post = replay.journal.facts.get("vacant")
    if post is None or Assignment.objects.filter(position=post, kind="plt", valid_from__year=replay.year).exists():
        return
    position, analyst = Position.objects.get(pk=post), replay.office("analyst")
    staff = Assignment.objects.on(replay.day()).filter(unit=position.unit_id, kind="definitive")
    person = staff.filter(position__is_head=False).order_by("pk").values_list("person", flat=True).first()
    if person is None:
        return
    form = needed(analyst.get(f"/pegawai/plt/jabatan/{post}/"), "/plt/", analyst)
    analyst.send(
        form, kind="plt", person_id=named(person), starts_on=replay.day().isoformat(),
        ends_on=f"{replay.year}-11-01", decree="SP-LAB/1/2027",
    )  # fmt: skip
    replay.count("acting officials appointed")


def _staff(replay: Replay) -> list[tuple[int, int]]:
    """Person and plan of those who lead nobody and hold no office of this trial."""
    leads = set(ReportingLine.objects.on(clock.today()).values_list("superior", flat=True))
    kept = leads | {replay.holder(role) for role in ("analyst", "admin", "auditor")}
    plans = Plan.objects.filter(cycle__year=replay.year, state="agreed", ends_on__gt=replay.day())
    rows = plans.order_by("pk").values_list("person", "pk")
    return [(person, plan) for person, plan in rows if person not in kept and person in replay.by_person]


def _head_to_leave(replay: Replay) -> Assignment | None:
    offices = {replay.holder(role) for role in ("analyst", "admin", "auditor")}
    heads = Assignment.objects.on(replay.day()).filter(kind="definitive", position__is_head=True)
    led = ReportingLine.objects.on(replay.day())
    found = [
        (led.filter(superior=head.person_id).count(), head)
        for head in heads.select_related("position").order_by("pk")
        if head.person_id not in offices and superior_of(head.person_id, replay.day())
        and superior_of(superior_of(head.person_id, replay.day()) or 0, replay.day())
    ]  # fmt: skip
    small = [pair for pair in found if 2 <= pair[0] <= 15]
    return max(small, key=lambda pair: (pair[0], -pair[1].pk))[1] if small else None


def _other_post(person: int) -> Position | None:
    """A post of the same kind, not a head's, in another unit that has a head today."""
    own = Assignment.objects.on(clock.today()).filter(person=person, kind="definitive").select_related("position")
    held = own.first()
    if held is None:
        return None
    led = Assignment.objects.on(clock.today()).filter(position__is_head=True, kind="definitive").values("unit")
    posts = Position.objects.on(clock.today()).filter(is_head=False, unit__in=led).exclude(unit=held.unit_id)
    like = posts.filter(kind=held.position.kind) if not held.position.is_head else posts.filter(kind="functional")
    count = like.count()
    return like.order_by("pk")[person % count] if count else posts.order_by("pk").first()


def named(person: int) -> str:
    """What the suggestion of a field would have put there."""
    return f"{Person.objects.get(pk=person).full_name} (#{person})"


def move(replay: Replay, person: int, post: Position, day: dt.date, number: int) -> None:
    """The analyst's act in two pages: what it will do, then the act."""
    analyst = replay.office("analyst")
    form = needed(analyst.get(f"/pegawai/{person}/pindah/"), "/pindah/", analyst)
    given = {
        "position_id": f"{post.title} (#{post.pk})", "effective_on": day.isoformat(), "superior_id": "",
        "decree": DECREE.format(number=f"{number:03}-{person}"),
    }  # fmt: skip
    effects = analyst.send(form, expected=frozenset({200}), **given)
    analyst.send(needed(effects, "/pindah/", analyst))


def new_plan(replay: Replay, person: int, plan: int, day: dt.date) -> None:
    """The old plan ends on the last day of the old post, the new one is written and agreed."""
    me = replay.as_(person)
    end(me, plan, day - dt.timedelta(days=1))
    write_next(replay, person)


def write_next(replay: Replay, person: int) -> None:
    write_plan(replay, person)
    new = Plan.objects.filter(cycle__year=replay.year, person=person, state="submitted").first()
    rater = superior_of(person, replay.day())
    if new is not None and rater is not None:
        agree(replay, new.pk, rater)


def plan_anew(replay: Replay) -> None:
    """Whoever has moved and not yet written the plan of the new post."""
    plans = Plan.objects.filter(cycle__year=replay.year)
    planned = plans.filter(ends_on__gte=replay.day()).exclude(state="draft").values("person")
    for person in plans.filter(state="ended").exclude(person__in=planned).values_list("person", flat=True):
        write_next(replay, person)
        replay.count("plans written later after a move")


def end(me: Visitor, plan: int, last: dt.date) -> None:
    form = needed(me.get(f"/rencana/{plan}/akhiri/"), "/akhiri/", me)
    me.send(form, on=last.isoformat(), reason="Pindah ke unit lain sesuai surat keputusan.")
