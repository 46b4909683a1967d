"""What may be shown: worked examples, a group of four, and that hidden answers leave no trace in any figure."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prestasi.colleagues.ballots import Ballot
from prestasi.colleagues.groups import Group, Reweighting
from prestasi.colleagues.scoring import FEWEST_ALIKE, GroupScore, Rules, Score, Shares, score, shares

VALUES = {10 + v: v for v in range(1, 8)} | {20: 2}  # value 2 has two statements: 12 and 20
WEIGHTS = {Group.SUPERIOR: 40, Group.PEER: 30, Group.SUBORDINATE: 20, Group.OTHER_UNIT: 10}
CHOICE = 30
SPREAD = Rules(5, Reweighting.SPREAD, WEIGHTS, VALUES, [CHOICE])
POOL = dataclasses.replace(SPREAD, reweighting=Reweighting.POOL)
NO_TOTAL = dataclasses.replace(SPREAD, reweighting=Reweighting.NO_TOTAL)


def same(score_: int, count: int) -> list[Ballot]:
    return [Ballot(dict.fromkeys(VALUES, score_)) for _ in range(count)]


def shown(found: Score) -> dict[Group, int]:
    return {g.group: g.mean for g in found.groups}


def test_a_worked_example() -> None:
    """Superior 4,00 · 40; peers (5, 5, 4, 4, 3) 4,20 · 30: (160 + 126) / 70 = 4,0857… -> 4,09."""
    peers = [b for s in (5, 5, 4, 4, 3) for b in same(s, 1)]
    found = score({Group.SUPERIOR: same(4, 1), Group.PEER: peers, Group.SUBORDINATE: same(2, 4)}, SPREAD)
    assert shown(found) == {Group.SUPERIOR: 400, Group.PEER: 420}
    assert (found.combined, found.withheld) == (409, (Group.SUBORDINATE,))


def test_two_statements_of_a_value_count_as_one_answer_of_the_rater() -> None:
    ballots = [Ballot({12: 5, 20: 4})] * 4 + [Ballot({12: 1})]
    found = score({Group.PEER: ballots}, SPREAD)
    assert found.groups[0].means == {2: 380}  # (4 · 4,5 + 1) / 5


@pytest.mark.parametrize(("count", "is_shown"), [(0, False), (1, False), (4, False), (5, True), (6, True)])
def test_a_group_of_four_is_not_shown_and_one_of_five_is(count: int, is_shown: bool) -> None:
    found = score({Group.PEER: same(3, count)}, SPREAD)
    assert (Group.PEER in shown(found)) is is_shown


def test_a_value_that_four_of_six_observed_is_left_out_of_its_group() -> None:
    ballots = [Ballot({11: 1, 12: 4})] * 4 + [Ballot({12: 4})] * 2
    found = score({Group.PEER: ballots}, SPREAD)
    assert (found.groups[0].means, found.groups[0].mean) == ({2: 400}, 400)


def test_superior_and_self_are_one_person_by_nature() -> None:
    found = score({Group.SUPERIOR: same(4, 1), Group.SELF: same(5, 1)}, SPREAD)
    assert shown(found) == {Group.SUPERIOR: 400, Group.SELF: 500}
    assert found.combined == 400  # self has no weight here


def test_two_small_groups_are_shown_as_one_when_together_they_are_enough() -> None:
    answers = {Group.PEER: same(5, 3), Group.SUBORDINATE: same(2, 2), Group.SUPERIOR: same(4, 1)}
    found = score(answers, POOL)
    assert shown(found) == {Group.SUPERIOR: 400, Group.POOLED: 380}
    assert found.combined == 389  # (400 · 40 + 380 · 50) / 90
    assert shown(score(answers, SPREAD)) == {Group.SUPERIOR: 400}


def test_a_small_group_is_never_pooled_with_one_that_is_shown() -> None:
    found = score({Group.PEER: same(5, 6), Group.SUBORDINATE: same(1, 4)}, POOL)
    assert shown(found) == {Group.PEER: 500}
    assert (found.combined, found.withheld) == (500, (Group.SUBORDINATE,))


def test_without_a_total_each_group_stands_alone() -> None:
    lacking = {Group.PEER: same(5, 6), Group.SUBORDINATE: same(1, 4)}
    assert score(lacking, NO_TOTAL).combined is None
    assert score({Group.PEER: same(5, 6)}, NO_TOTAL).combined == 500


def test_nobody_answered() -> None:
    assert score({Group.PEER: [], Group.SUPERIOR: []}, POOL) == Score((), None, (Group.PEER, Group.SUPERIOR))


def chosen(*options: int) -> list[Ballot]:
    return [Ballot(dict.fromkeys(VALUES, 4), choices={CHOICE: option}) for option in options]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((0, 0, 0, 0, 0), Shares({0: 100})),
        ((0, 0, 0, 1, 1, 1), Shares({0: 50, 1: 50})),
        ((0, 0, 0, 1, 2, 3), Shares({0: 50}, 50)),  # one each: joined, and nobody knows which
        ((0, 0, 0, 0, 1), None),  # the rest would be one person
        ((0, 0, 0, 0, 1, 1, 1, 2), Shares({0: 50}, 50)),  # the one would be left, so the three join it
        ((0, 1, 2, 3, 4), None),  # nothing stands for three
        ((0, 0, 0, 0), None),  # four chose, the minimum is five
    ],
)
def test_a_share_never_stands_for_one_or_two(options: tuple[int, ...], told: Shares | None) -> None:
    assert shares(CHOICE, chosen(*options), 5) == told


def test_a_choice_that_four_of_six_answered_is_not_told() -> None:
    found = score({Group.PEER: chosen(0, 0, 0, 0) + same(4, 2)}, SPREAD)
    assert (found.groups[0].answers, found.groups[0].choices) == (6, {CHOICE: None})


def test_a_superior_stands_by_the_choice_as_by_the_marks() -> None:
    assert score({Group.SUPERIOR: chosen(2)}, SPREAD).groups[0].choices == {CHOICE: Shares({2: 100})}


def test_choices_and_texts_enter_no_score() -> None:
    plain = score({Group.PEER: same(4, 6)}, SPREAD)
    rich = [Ballot(b.scores, choices={CHOICE: 1}, own_texts={31: "tulisan"}) for b in same(4, 6)]
    found = score({Group.PEER: rich}, SPREAD)
    assert (shown(found), found.combined) == (shown(plain), plain.combined)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=5, max_size=14))
def test_every_printed_share_and_the_rest_stand_for_at_least_three(options: list[int]) -> None:
    found = shares(CHOICE, chosen(*options), 5)
    if found is not None:
        alone = {o: options.count(o) for o in found.options}
        rest = len(options) - sum(alone.values())
        assert all(n >= FEWEST_ALIKE for n in alone.values())
        assert rest == 0 or rest >= FEWEST_ALIKE
        assert (rest == 0) == (found.rest == 0)


MARKS = st.dictionaries(st.sampled_from(sorted(VALUES)), st.integers(1, 5), min_size=1)
CHOICES = st.dictionaries(st.just(CHOICE), st.integers(0, 3))
BALLOT = st.builds(Ballot, MARKS, choices=CHOICES, own_texts=st.dictionaries(st.just(31), st.text(max_size=3)))
ANSWERS = st.dictionaries(
    st.sampled_from([Group.SUPERIOR, Group.PEER, Group.SUBORDINATE, Group.OTHER_UNIT, Group.EXTERNAL]),
    st.lists(BALLOT, max_size=9),
    min_size=1,
)
RULES = st.sampled_from([SPREAD, POOL, NO_TOTAL])


def figures(found: Score) -> object:
    """Everything that a reader can see."""
    groups = [
        (g.group, g.answers, g.weight, g.mean, tuple(g.means.items()), repr(g.choices), sorted(_written(g)))
        for g in found.groups
    ]
    return groups, found.combined, found.withheld


def _written(group: GroupScore) -> list[str]:
    return [text for ballot in group.ballots for text in ballot.own_texts.values()]


@settings(max_examples=400, deadline=None)
@given(ANSWERS, RULES, st.data())
def test_no_figure_depends_on_an_answer_of_a_hidden_group(
    answers: dict[Group, list[Ballot]], rules: Rules, data: st.DataObject
) -> None:
    """Complementary suppression: put any other answers into the hidden groups, and nothing that is shown changes."""
    found = score(answers, rules)
    other = {
        group: data.draw(st.lists(BALLOT, min_size=len(given_), max_size=len(given_)))
        if group in found.withheld and len(given_) < rules.minimum
        else given_
        for group, given_ in answers.items()
    }
    if all(len(set(b.scores) & set(VALUES)) for g in found.withheld for b in other[g]) and not _may_pool(other, rules):
        assert figures(score(other, rules)) == figures(found)


def _may_pool(answers: dict[Group, list[Ballot]], rules: Rules) -> bool:
    """Small groups that together reach the minimum are no longer hidden; their pooled figure is tested above."""
    small = [len(b) for g, b in answers.items() if g is not Group.SUPERIOR and len(b) < rules.minimum]
    return rules.reweighting is Reweighting.POOL and sum(small) >= rules.minimum


@settings(max_examples=200, deadline=None)
@given(st.lists(BALLOT, min_size=5, max_size=9), st.data())
def test_no_figure_depends_on_a_value_that_too_few_observed(ballots: list[Ballot], data: st.DataObject) -> None:
    found = score({Group.PEER: ballots}, SPREAD)
    visible = set(found.groups[0].means) if found.groups else set()
    other = [
        dataclasses.replace(
            b, scores={i: s if VALUES[i] in visible else data.draw(st.integers(1, 5)) for i, s in b.scores.items()}
        )
        for b in ballots
    ]
    assert figures(score({Group.PEER: other}, SPREAD)) == figures(found)


@settings(max_examples=200, deadline=None)
@given(st.lists(BALLOT, min_size=5, max_size=8), st.permutations(range(8)))
def test_the_order_of_answers_changes_no_figure(ballots: list[Ballot], order: list[int]) -> None:
    mixed = [ballots[i] for i in order if i < len(ballots)]
    assert figures(score({Group.PEER: mixed}, SPREAD)) == figures(score({Group.PEER: ballots}, SPREAD))
