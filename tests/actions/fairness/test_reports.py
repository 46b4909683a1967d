"""The fairness report: who makes it, who signs it, and that no year closes without it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed, NotVisible
from prestasi.fairness.actions.reports import make_report, sign_report
from prestasi.fairness.models import FairnessReport
from prestasi.performance.actions import close_year as closing
from prestasi.performance.actions.cycle import close_period
from prestasi.performance.models import Evaluation, Period
from tests.fair import STATEMENT, signed_report
from tests.world import World, open_evaluation

YEAR = 5


@pytest.fixture
def rated(world: World) -> World:
    """Five people with decided ratings for the year."""
    Period.objects.filter(pk=world.periods[YEAR].pk).update(state="open")
    for who in ("head", "superior", "employee", "peer", "stranger"):
        evaluation = open_evaluation(world, who, YEAR)
        evaluation.items.update(rating=2)
        values = {"state": "rated", "result_rating": 2, "behaviour_rating": 1, "behaviour_items": [1] * 7}
        Evaluation.objects.filter(pk=evaluation.pk).update(**values)
    return world


def made(world: World) -> FairnessReport:
    receipt = make_report(
        by=world.actor("analyst"), period_id=world.periods[YEAR].pk, official_id=world.people["head"].pk
    )
    return FairnessReport.objects.get(pk=receipt.made)


def test_only_an_analyst_of_the_agency_makes_it(rated: World) -> None:
    for who in ("employee", "superior", "auditor", "admin"):
        with pytest.raises((NotAllowed, NotVisible)):
            make_report(by=rated.actor(who), period_id=rated.periods[YEAR].pk, official_id=rated.people["head"].pk)
    assert not FairnessReport.objects.exists()


@pytest.mark.parametrize("who", ["analyst", "superior", "employee"])
def test_the_official_is_a_head_in_a_high_post_and_not_the_maker(rated: World, who: str) -> None:
    with pytest.raises(Invalid):
        make_report(by=rated.actor("analyst"), period_id=rated.periods[YEAR].pk, official_id=rated.people[who].pk)


def test_five_people_are_too_few_to_show_anybody(rated: World) -> None:
    rows = [row for rows in made(rated).content["dimensions"].values() for row in rows]
    small = [row for row in rows if row["is_hidden"]]
    assert small
    assert all(row["n"] is None and row["share"] is None for row in small)


def test_it_is_signed_by_the_named_official_alone(rated: World) -> None:
    report = made(rated)
    for who in ("analyst", "auditor", "admin"):
        with pytest.raises(NotAllowed):
            sign_report(by=rated.actor(who), report_id=report.pk, statement=STATEMENT, sha256=report.sha256)
    with pytest.raises(NotVisible):
        sign_report(by=rated.actor("employee"), report_id=report.pk, statement=STATEMENT, sha256=report.sha256)
    sign_report(by=rated.actor("head"), report_id=report.pk, statement=STATEMENT, sha256=report.sha256)
    assert Event.objects.get(kind="fairness.signed").payload["sha256"] == report.sha256


def test_the_database_refuses_the_maker_as_signer(rated: World) -> None:
    report, analyst = made(rated), rated.people["analyst"]
    with pytest.raises(IntegrityError), transaction.atomic():
        FairnessReport.objects.filter(pk=report.pk).update(state="signed", signed_by=analyst, signed_at=report.made_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        FairnessReport.objects.filter(pk=report.pk).update(official=analyst)


def test_a_statement_is_needed(rated: World) -> None:
    report = made(rated)
    with pytest.raises(Invalid):
        sign_report(by=rated.actor("head"), report_id=report.pk, statement="setuju", sha256=report.sha256)


def test_what_changed_since_is_not_signed(rated: World) -> None:
    report = made(rated)
    Evaluation.objects.filter(person=rated.people["peer"]).update(result_rating=1)
    with pytest.raises(Conflict):
        sign_report(by=rated.actor("head"), report_id=report.pk, statement=STATEMENT, sha256=report.sha256)


def test_a_new_report_replaces_the_old_one(rated: World) -> None:
    first, second = made(rated), made(rated)
    first.refresh_from_db()
    assert (first.state, second.state) == ("replaced", "draft")


def test_a_signed_report_cannot_be_rewritten(rated: World) -> None:
    report = signed_report(rated)
    forged: list[dict[str, object]] = [{"statement": "lain"}, {"content": {}}, {"state": "draft"}]
    for change in forged:
        with pytest.raises(IntegrityError), transaction.atomic():
            FairnessReport.objects.filter(pk=report.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        report.delete()


def test_a_year_does_not_close_without_its_signed_report(rated: World) -> None:
    made(rated)
    with pytest.raises(Closed, match="laporan keadilan"):
        closing.close_year(2026)
    with pytest.raises(Closed, match="laporan keadilan"):
        close_period(by=rated.actor("analyst"), period_id=rated.periods[YEAR].pk)
    assert Period.objects.get(pk=rated.periods[YEAR].pk).state == "open"


def test_the_database_holds_the_year_open_by_itself(rated: World) -> None:
    year = Period.objects.filter(pk=rated.periods[YEAR].pk)
    with pytest.raises(IntegrityError, match="fairness report"), transaction.atomic():
        year.update(state="closed")
    signed_report(rated)
    year.update(state="closed")


def test_ratings_changed_after_signing_hold_it_open_again(rated: World) -> None:
    signed_report(rated)
    Evaluation.objects.filter(person=rated.people["peer"]).update(behaviour_rating=3)
    with pytest.raises(Closed, match="berubah"):
        closing.close_year(2026)


def test_quarters_and_earlier_years_need_no_report(world: World) -> None:
    close_period(by=world.actor("analyst"), period_id=world.periods[3].pk)
    Period.objects.filter(pk=world.periods[YEAR].pk).update(starts_on="2025-01-01", ends_on="2025-12-31", state="open")
    Period.objects.filter(pk=world.periods[YEAR].pk).update(state="closed")
    states = Period.objects.filter(pk__in=[world.periods[3].pk, world.periods[YEAR].pk]).values_list("state", flat=True)
    assert list(states) == ["closed", "closed"]
