"""Figures of raters: told to them first, to the office after fourteen days, never written into a rating."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from prestasi.core import clock
from prestasi.core.actor import SYSTEM
from prestasi.core.errors import Closed, NotAllowed, NotVisible
from prestasi.fairness.actions.raters import compute_raters, note_read
from prestasi.fairness.models import RaterFinding, RaterRun
from prestasi.fairness.queries import raters as queries
from prestasi.notices.models import Notice
from prestasi.performance.models import Evaluation, Period
from tests.world import World, open_evaluation

PEOPLE = ("employee", "peer", "stranger", "superior", "analyst")


@pytest.fixture
def rated(world: World) -> World:
    """Two closed quarters with ratings."""
    Period.objects.filter(pk=world.periods[3].pk).update(state="open")
    for who in PEOPLE:
        evaluation = open_evaluation(world, who, 3)
        evaluation.items.update(rating=1)
        Evaluation.objects.filter(pk=evaluation.pk).update(
            state="rated", result_rating=1, behaviour_rating=2, behaviour_items=[2] * 7, rated_by=evaluation.rater_id
        )
    Period.objects.filter(pk=world.periods[3].pk).update(state="closed")
    return world


def run(days_ago: int = 0) -> RaterRun:
    compute_raters(by=SYSTEM, told_on=clock.today() - dt.timedelta(days=days_ago))
    return RaterRun.objects.latest("id")


def test_every_rater_is_told_and_nothing_of_the_ratings_changes(rated: World) -> None:
    before = list(Evaluation.objects.order_by("pk").values())
    found = run()
    assert found.findings.count() == Notice.objects.filter(kind="rater.habits").count() == 4
    assert list(Evaluation.objects.order_by("pk").values()) == before


def test_unconnected_raters_are_not_compared(rated: World) -> None:
    run()
    page = queries.own_habits(rated.actor("superior"))
    assert page is not None
    assert (page.is_linked, page.leniency, page.corrected) == (False, None, None)
    assert page.shares[0][0] == 12  # two results of sixteen ratings are above


def test_the_rater_reads_at_once_the_office_after_fourteen_days(rated: World) -> None:
    run(days_ago=13)
    rater = rated.people["superior"].pk
    assert queries.habits_of(rated.actor("superior"), rater).is_own
    for who in ("analyst", "auditor"):
        with pytest.raises(NotAllowed):
            queries.habits_of(rated.actor(who), rater)
    page = queries.overview(rated.actor("analyst"))
    assert page is not None
    assert (page.is_open, page.lines) == (False, ())


def test_after_fourteen_days_the_office_sees_raw_and_corrected(rated: World) -> None:
    run(days_ago=14)
    page = queries.overview(rated.actor("auditor"))
    assert page is not None
    assert len(page.lines) == 4
    assert not queries.habits_of(rated.actor("analyst"), rated.people["superior"].pk).is_own


def test_few_raters_with_a_finding_are_not_counted(rated: World) -> None:
    found = run()
    first = found.findings.first()
    assert first is not None
    RaterFinding.objects.filter(pk=first.pk).delete()
    RaterFinding.objects.create(run=found, rater=first.rater, evaluations=1, people=1, figures={}, codes="lenient")
    page = queries.overview(rated.actor("analyst"))
    assert page is not None
    assert dict(page.counts)["Cenderung longgar"] is None


def test_others_do_not_read_a_rater(rated: World) -> None:
    run(days_ago=20)
    rater = rated.people["superior"].pk
    with pytest.raises(NotAllowed):
        queries.habits_of(rated.actor("head"), rater)
    with pytest.raises(NotVisible):
        queries.habits_of(rated.actor("stranger"), rater)


def test_the_same_ratings_are_not_computed_twice(rated: World) -> None:
    run()
    with pytest.raises(Closed):
        run()


def test_figures_stay_and_only_the_first_reading_is_noted(rated: World) -> None:
    finding = run().findings.get(rater=rated.people["superior"])
    note_read(by=rated.actor("superior"), finding_id=finding.pk)
    finding.refresh_from_db()
    assert finding.read_at is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        RaterFinding.objects.filter(pk=finding.pk).update(codes="strict")
    with pytest.raises(IntegrityError), transaction.atomic():
        RaterRun.objects.update(office_on=clock.today())


def test_the_database_keeps_the_fourteen_days(rated: World) -> None:
    today = clock.today()
    with pytest.raises(IntegrityError), transaction.atomic():
        RaterRun.objects.create(
            method="uji", starts_on=today, ends_on=today, told_on=today, office_on=today + dt.timedelta(days=13),
            sha256="0", made_at=clock.now(),
        )  # fmt: skip
