"""A small year of which everything is true, written row by row: what the replay of a year holds its invariants against.

One person moved in the middle of May; one rating was changed on a recorded basis; one period is closed and sealed.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.db import connection, transaction

from lab.journal import Journal
from lab.seals import seal
from prestasi.audit.actions.record import record
from prestasi.audit.models import Event
from prestasi.calibration.models import Determination
from prestasi.core.actor import SYSTEM
from prestasi.notices.models import Notice
from prestasi.performance import mapping
from prestasi.performance.models import (
    Evaluation,
    ExpectedResult,
    Indicator,
    Period,
    Plan,
    PlanVersion,
    Progress,
    RatingChange,
    ResultLink,
    UnitAchievement,
)
from tests.world import NOW, World

PEOPLE = ("superior", "employee", "peer", "stranger")
SHA = "a" * 64
MOVED_ON = dt.date(2026, 5, 17)


def write_true_year(world: World, folder: Path) -> Journal:
    """Fill the world's year; answers the journal that a client of it would have kept."""
    _forget_the_others(world)
    for period in world.periods.values():
        Period.objects.filter(pk=period.pk).update(state="open")
    with transaction.atomic():
        _move(world)
        for key in PEOPLE:
            _agreed(world, world.plans[key])
            _reported(world, key)
        for period in (world.periods[1], world.periods[5]):
            _rated(world, period)
        _changed(world, Evaluation.objects.filter(person=world.people["peer"], period=world.periods[5]).get())
    with connection.cursor() as cursor:
        cursor.execute("SELECT insight_rebuild_tallies()")
    journal = Journal(folder / "journal.json")
    journal.receipts = {event.number: event.hash for event in Event.objects.order_by("pk")[:5]}
    journal.facts["seals"] = {str(world.periods[1].pk): seal(world.periods[1].pk)}
    for what in ("looks before release", "results received", "pages compared with rows"):
        journal.count(what)
    return journal


def _forget_the_others(world: World) -> None:
    others = Plan.objects.exclude(pk__in=[world.plans[key].pk for key in PEOPLE])
    ResultLink.objects.all().delete()
    Indicator.objects.filter(result__plan__in=others).delete()
    ExpectedResult.objects.filter(plan__in=others).delete()
    others.delete()


def _move(world: World) -> None:
    """The employee's plan ends in May; another one follows at once."""
    old = world.plans["employee"]
    new = Plan.objects.get(pk=old.pk)
    Plan.objects.filter(pk=old.pk).update(ends_on=MOVED_ON - dt.timedelta(days=1), state="ended")
    new.pk, new.starts_on = None, MOVED_ON
    new.save(force_insert=True)
    world.plans["employee"] = Plan.objects.get(pk=old.pk)
    _agreed(world, new)


def _agreed(world: World, plan: Plan) -> None:
    """One version with its two events, its document and its notice."""
    assert plan.rater_id is not None
    PlanVersion.objects.create(
        plan=plan, number=1, document={}, sha256=SHA, submitted_by_id=plan.person_id, agreed_by_id=plan.rater_id,
        agreed_at=NOW,
    )  # fmt: skip
    record("plan.submitted", by=world.actor("employee"), about=plan, subject=plan.person_id)
    record("plan.agreed", by=SYSTEM, about=plan, subject=plan.person_id, payload={"version": 1, "sha256": SHA})
    _told(plan.person_id, "plan.agreed", f"plan.agreed:{plan.pk}:1", f"/rencana/{plan.pk}/")


def _told(person: int, kind: str, key: str, url: str) -> None:
    Notice.objects.create(person_id=person, kind=kind, text="uji", effect_key=key, url=url)


def _reported(world: World, key: str) -> None:
    """One accepted report, and one that went back."""
    plan = world.plans[key]
    for state, day in (("accepted", 20), ("returned", 21)):
        row = Progress.objects.create(
            indicator=world.indicators[key], plan=plan, on=dt.date(2026, 3, day), value=90, state=state,
            reported_by=plan.person, verified_by=plan.rater, verified_at=NOW,
            return_reason="Buktinya dari bulan lain." if state == "returned" else "",
        )  # fmt: skip
    _told(plan.person_id, "progress.returned", f"progress.returned:{row.pk}", "/capaian/catat/")


def _rated(world: World, period: Period) -> None:
    """Everybody's evaluation of a period, determined by two persons, released, told and received."""
    made = [
        _evaluation(plan, period)
        for plan in Plan.objects.filter(
            cycle=world.cycle, starts_on__lte=period.ends_on, ends_on__gte=period.starts_on
        ).order_by("pk")
    ]
    Determination.objects.create(
        unit=world.units["kab"], period=period, state="determined", rows=[[row.pk, 1, row.predicate] for row in made],
        counts=[0] * 5, digest=SHA, requested_by=world.people["head"], requested_at=NOW,
        decided_by=world.people["analyst"], decided_at=NOW,
    )  # fmt: skip
    for row in made:
        record("evaluation.rated", by=SYSTEM, about=row, subject=row.person_id)
        _told(row.person_id, "evaluation.confirmed", f"evaluation.confirmed:{row.pk}", f"/hasil/{row.pk}/")


def _evaluation(plan: Plan, period: Period) -> Evaluation:
    UnitAchievement.objects.get_or_create(unit=plan.unit, period=period, defaults={"level": "BAIK", "reason": "uji"})
    decided = mapping.decide(
        is_unit_head=plan.is_unit_head, unit_achievement="BAIK", result=2, behaviour=2, on=period.ends_on
    )
    return Evaluation.objects.create(
        plan=plan, person=plan.person, period=period, unit=plan.unit, rater=plan.rater, is_unit_head=plan.is_unit_head,
        state="received", result_rating=2, behaviour_rating=2, predicate=decided.predicate, rated_by=plan.rater,
        rated_at=NOW, confirmed_by=plan.rater_superior, confirmed_at=NOW, released_at=NOW, received_at=NOW,
    )  # fmt: skip


def _changed(world: World, row: Evaluation) -> None:
    """Behaviour from *sesuai* to *di atas ekspektasi*, with its row and its event."""
    assert row.predicate is not None
    RatingChange.objects.create(
        evaluation=row, version=2, basis="calibration", state_before=row.state, result_before=2, behaviour_before=2,
        predicate_before=row.predicate, result_after=2, behaviour_after=1, predicate_after=row.predicate, reason="uji",
        by=world.people["head"], capacity="unit_head", at=NOW,
    )  # fmt: skip
    Evaluation.objects.filter(pk=row.pk).update(behaviour_rating=1, lock_version=2)
    record("evaluation.changed", by=SYSTEM, about=row, subject=row.person_id)
