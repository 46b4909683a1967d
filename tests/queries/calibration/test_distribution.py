"""Places of the pattern, the least change with its proof, small units, and years split between raters."""

from __future__ import annotations

import datetime as dt

import pytest

from prestasi.calibration import mapping
from prestasi.calibration.queries.determination import determination_page
from prestasi.calibration.queries.distribution import advice, by_sex, distribution_page, places, unit_patterns
from prestasi.calibration.queries.population import population
from prestasi.calibration.queries.slices import slices_page
from prestasi.core.errors import NotVisible
from prestasi.people.models import ReportingLine
from prestasi.performance.actions.evaluation import confirm_evaluation
from prestasi.performance.models import Evaluation, Plan
from tests.actions.performance_evaluation.test_rating import rate
from tests.world import World

SEPTEMBER = dt.date(2026, 9, 30)


@pytest.mark.parametrize(
    ("level", "counts", "fits"),
    [
        ("BAIK", (4, 14, 1, 1, 0), True),
        ("BAIK", (4, 15, 1, 0, 0), False),
        ("BAIK", (3, 7, 0, 0, 0), False),
        ("ISTIMEWA", (7, 3, 0, 0, 0), True),
        ("BUTUH_PERBAIKAN", (1, 3, 6, 0, 0), True),
        ("BUTUH_PERBAIKAN", (2, 2, 6, 0, 0), False),
        ("KURANG", (0, 3, 1, 6, 0), True),
        ("SANGAT_KURANG", (0, 3, 1, 0, 6), True),
    ],
)
def test_the_worked_examples_of_the_circular_hold(level: str, counts: mapping.Counts, fits: bool) -> None:
    assert mapping.patterns({1: (level, counts)}, SEPTEMBER)[1].fits is fits


@pytest.mark.parametrize(
    ("level", "counts", "limits"),
    [("BAIK", (4, 15, 1, 0, 0), (None, 14)), ("ISTIMEWA", (8, 2, 0, 0, 0), (7, None))],
)
def test_places_are_allowed_used_and_left(
    level: str, counts: mapping.Counts, limits: tuple[int | None, int | None]
) -> None:
    pattern = mapping.patterns({1: (level, counts)}, SEPTEMBER)[1]
    assert (pattern.very_good_limit, pattern.good_limit) == limits


def test_the_least_change_is_proposed_and_meets_the_pattern() -> None:
    found = mapping.propose("BAIK", (4, 15, 1, 0, 0))
    assert (found.status, found.steps) == ("proposed", 1)
    assert found.target is not None
    assert mapping.patterns({1: ("BAIK", found.target)}, SEPTEMBER)[1].fits is True


def test_a_unit_of_one_gets_the_demands_that_exclude_each_other() -> None:
    found = mapping.propose("BAIK", (0, 1, 0, 0, 0))
    assert found.status == "impossible"
    assert found.conflict


def test_the_page_says_the_rule_for_small_units_and_what_is_impossible(world: World) -> None:
    rate(world)
    page = distribution_page(world.actor("head"), world.units["puskesmas"].pk, world.periods[3].pk)
    assert "1 orang, kurang dari 10" in page.small_unit
    assert page.advice is not None
    assert page.advice.title == "Pola ini tidak dapat dipenuhi"
    assert page.places[1].used == 1


def test_the_head_counts_above_and_not_in_the_own_unit(world: World) -> None:
    rate(world)
    rate(world, by="head", who="superior")
    own = population(world.units["puskesmas"].pk, world.periods[3].pk)
    above = population(world.units["dinkes"].pk, world.periods[3].pk)
    assert len(own.people) == 1
    assert len(above.people) == 2
    whole, units = unit_patterns(above, SEPTEMBER)
    assert (whole.group.n, [unit.group.n for unit in units]) == (2, [1])


def test_the_rows_of_the_page_add_up_to_the_whole(world: World) -> None:
    """Heads of units below and people of the unit itself have a row of their own."""
    rate(world)
    rate(world, by="head", who="superior")
    page = distribution_page(world.actor("head"), world.units["dinkes"].pk, world.periods[3].pk)
    assert page.rest is not None
    rows = [*(unit.group for unit in page.units), page.rest]
    assert sum(row.n for row in rows) == page.whole.group.n == 2
    assert tuple(map(sum, zip(*(row.counts for row in rows), strict=True))) == page.whole.group.counts


def test_two_small_groups_hide_each_other(world: World) -> None:
    rate(world)
    people = population(world.units["puskesmas"].pk, world.periods[3].pk)
    assert all(group.is_hidden and group.counts == (0, 0, 0, 0, 0) for group in by_sex(people.people))


def test_the_distribution_stays_with_heads_and_offices(world: World) -> None:
    for who in ("employee", "peer", "other_head", "stranger"):
        with pytest.raises(NotVisible):
            distribution_page(world.actor(who), world.units["puskesmas"].pk, world.periods[3].pk)


def test_nothing_is_advised_while_the_achievement_is_not_set(world: World) -> None:
    rate(world)
    people = population(world.units["dinkes"].pk, world.periods[3].pk)
    whole, _units = unit_patterns(people, SEPTEMBER)
    assert advice(None, whole) is None
    assert all(place.allowed == "tanpa batas" for place in places(None, whole.pattern, whole.group))


def result_of(world: World) -> Evaluation:
    evaluation = rate(world)
    confirm_evaluation(by=world.actor("head"), evaluation_id=evaluation.pk)
    return evaluation


def test_one_rater_carries_the_whole_period(world: World) -> None:
    page = slices_page(world.actor("superior"), result_of(world).pk)
    assert [(part.days, part.share_bp) for part in page.slices] == [(92, 10_000)]
    assert page.combined == "sesuai ekspektasi / sesuai ekspektasi"


@pytest.mark.parametrize("since", [dt.date(2026, 7, 2), dt.date(2026, 8, 1), dt.date(2026, 9, 30)])
def test_parts_of_two_raters_sum_to_the_whole_also_back_dated_and_acting(world: World, since: dt.date) -> None:
    evaluation = result_of(world)
    ReportingLine.objects.filter(person=world.people["employee"]).update(valid_to=since)
    ReportingLine.objects.create(
        person=world.people["employee"], superior=world.people["head"], valid_from=since, capacity="plt"
    )
    page = slices_page(world.actor("head"), evaluation.pk)
    assert [part.is_acting for part in page.slices] == [False, True]
    assert page.slices[0].ends_on == since - dt.timedelta(days=1)
    assert (page.total_days, page.total_bp) == (92, 10_000)
    assert sum(part.days for part in page.slices) == 92
    assert [part.decides for part in page.slices] == [False, True]
    assert len(page.sentences) == 3


def test_a_transfer_makes_a_slice_of_its_own_post(world: World) -> None:
    evaluation = result_of(world)
    moved = dt.date(2026, 8, 15)
    first = Plan.objects.get(pk=evaluation.plan_id)
    Plan.objects.filter(pk=first.pk).update(ends_on=moved - dt.timedelta(days=1))
    second = Plan.objects.get(pk=first.pk)
    second.pk, second.starts_on, second.ends_on = None, moved, dt.date(2026, 12, 31)
    second.save(force_insert=True)
    page = slices_page(world.actor("superior"), evaluation.pk)
    assert [part.days for part in page.slices] == [45, 47]
    assert page.total_bp == 10_000
    assert page.slices[1].rated_as == "belum dinilai"


def test_unsigned_results_lie_with_the_rater_and_then_above(world: World) -> None:
    evaluation = rate(world)
    place = evaluation.unit_id, evaluation.period_id
    (above,) = determination_page(world.actor("analyst"), *place).desks
    Evaluation.objects.filter(pk=evaluation.pk).update(state="open")
    (rater,) = determination_page(world.actor("analyst"), *place).desks
    assert (above.holder, above.unrated, above.unconfirmed) == (world.people["head"].name, 0, 1)
    assert (rater.holder, rater.unrated, rater.unconfirmed) == (world.people["superior"].name, 1, 0)
    assert rater.names == (evaluation.person.full_name,) and not rater.unnamed
