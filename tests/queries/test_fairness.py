"""Reading fairness: slices and trends, with what must stay hidden."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.fairness.queries import slices, trends
from prestasi.performance.models import Evaluation, Period
from tests.world import NOW, World, open_evaluation


@pytest.fixture
def rated(world: World) -> World:
    """The third quarter rated, released and closed for six people."""
    for who in ("head", "superior", "employee", "peer", "stranger", "analyst"):
        evaluation = open_evaluation(world, who, 3)
        evaluation.items.update(rating=2, achievement_bp=9_800)
        Evaluation.objects.filter(pk=evaluation.pk).update(
            state="confirmed", result_rating=2, behaviour_rating=2, predicate=2, rated_by=evaluation.rater_id,
            released_at=NOW,
        )  # fmt: skip
    Evaluation.objects.filter(person=world.people["peer"]).update(released_at=None)
    Period.objects.filter(pk=world.periods[3].pk).update(state="closed")
    return world


def test_a_person_sees_the_own_released_results_in_order(rated: World) -> None:
    found = trends.person_trend(rated.actor("employee"), rated.people["employee"].pk)
    assert [(p.value, p.cells[3]) for p in found.points] == [(98.0, "Baik")]
    assert trends.person_trend(rated.actor("peer"), rated.people["peer"].pk).points == ()  # not released yet


def test_a_long_axis_names_every_other_period_and_always_the_last() -> None:
    points = tuple(trends.Point(f"Triwulan {n}", 1.0, 1, (), short=str(n)) for n in range(1, 13))
    found = trends.Trend("Tren", "Unit", "Bagian", ("Periode",), points, "unit", 1, ("", ""))
    assert [name for name in found.xs if name] == ["2", "4", "6", "8", "10", "12"]


def test_nobody_sees_the_trend_of_a_colleague(rated: World) -> None:
    with pytest.raises(NotVisible):
        trends.person_trend(rated.actor("peer"), rated.people["employee"].pk)
    with pytest.raises(NotAllowed):
        trends.person_trend(rated.actor("admin"), rated.people["employee"].pk)


def test_a_unit_with_few_people_hides_its_row(rated: World) -> None:
    found = trends.unit_trend(rated.actor("head"), rated.units["dinkes"].pk)
    assert [(p.value, p.n) for p in found.points] == [(None, None)]


def test_heads_see_their_units_only(rated: World) -> None:
    assert slices.slices(rated.actor("head"), None, None, "sex", "good").unit_id == rated.units["dinkes"].pk
    for who, unit in (("head", "disdik"), ("employee", "puskesmas")):
        with pytest.raises(NotVisible):
            slices.slices(rated.actor(who), None, rated.units[unit].pk, "sex", "good")
    with pytest.raises(NotAllowed):
        slices.slices(rated.actor("employee"), None, None, "sex", "good")


def test_a_unit_of_fewer_than_thirty_is_not_cut(rated: World) -> None:
    found = slices.slices(rated.actor("head"), None, None, "sex", "good")
    assert (found.too_few, found.groups, found.people) == (True, (), 4)


def test_small_groups_of_the_agency_are_hidden(rated: World) -> None:
    found = slices.slices(rated.actor("analyst"), None, None, "sex", "good")
    assert {group.is_hidden for group in found.groups} == {True}
    assert all(group.n is None and group.share is None for group in found.groups)


def test_what_nobody_said_is_no_group(rated: World) -> None:
    assert slices.slices(rated.actor("analyst"), None, None, "disability", "good").groups == ()


def test_a_slice_costs_eight_statements_at_most(rated: World) -> None:
    slices._KEPT.clear()
    with CaptureQueriesContext(connection) as seen:
        slices.slices(rated.actor("analyst"), None, None, "office", "good")
    assert len(seen) <= 8
