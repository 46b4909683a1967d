"""Keterhubungan penilai: which raters can be compared at all, because somebody was rated by both, or in a chain."""

from collections.abc import Iterable

Pair = tuple[int, int]


def components(pairs: Iterable[Pair]) -> dict[int, int]:
    """Rater -> its group, named by the smallest rater in it, from distinct pairs (rater, person).

    Two raters are in one group when a chain of people who changed raters leads from one to the other. A rater alone in
    a group cannot be compared with anybody.
    """
    above: dict[int, int] = {}
    first_of: dict[int, int] = {}
    for rater, person in pairs:
        above.setdefault(rater, rater)
        _join(above, rater, first_of.setdefault(person, rater))
    return {rater: _top(above, rater) for rater in above}


def _top(above: dict[int, int], rater: int) -> int:
    while above[rater] != rater:
        above[rater] = above[above[rater]]
        rater = above[rater]
    return rater


def _join(above: dict[int, int], one: int, other: int) -> None:
    a, b = _top(above, one), _top(above, other)
    if a != b:
        above[max(a, b)] = min(a, b)
