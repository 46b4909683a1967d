"""The draw: repeatable, fair in load, within its exclusions."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from prestasi.colleagues.drawing import Draw


def office(size: int) -> dict[int, list[int]]:
    """Everybody may rate everybody else."""
    return {p: [q for q in range(size) if q != p] for p in range(size)}


def test_the_seed_decides() -> None:
    draws = [Draw(seed, 9).draw(office(15), 6) for seed in (1, 1, 2)]
    assert draws[0] == draws[1] != draws[2]


def test_load_is_shared_evenly() -> None:
    load = Counter(rater for rater, _ in Draw(3, 12).draw(office(20), 6))
    assert set(load.values()) <= {5, 6, 7}


def test_nobody_rates_each_other_while_others_are_left() -> None:
    pairs = set(Draw(5, 12).draw(office(30), 6))
    mutual = {(a, b) for a, b in pairs if (b, a) in pairs}
    assert len(mutual) <= len(pairs) // 50


def test_in_a_small_office_mutual_pairs_are_better_than_no_raters() -> None:
    pairs = Draw(5, 12).draw(office(6), 5)
    assert Counter(subject for _, subject in pairs) == dict.fromkeys(range(6), 5)


def test_known_pairs_are_not_drawn_again() -> None:
    draw = Draw(1, 9)
    draw.know([(1, 0), (2, 0)])
    assert {rater for rater, subject in draw.draw(office(5), 4) if subject == 0} == {3, 4}


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 25), st.integers(1, 8), st.integers(1, 10), st.integers(0, 99), st.data())
def test_limits_and_exclusions_always_hold(size: int, wanted: int, limit: int, seed: int, data: st.DataObject) -> None:
    barred = data.draw(st.sets(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=20))
    pairs = Draw(seed, limit).draw(office(size), wanted, barred)
    assert len(set(pairs)) == len(pairs)
    assert not set(pairs) & barred
    assert all(rater != subject for rater, subject in pairs)
    assert max(Counter(rater for rater, _ in pairs).values(), default=0) <= limit
    assert max(Counter(subject for _, subject in pairs).values(), default=0) <= wanted
