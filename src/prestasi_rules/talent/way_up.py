"""Mengapa bukan saya: the smallest admissible change of one's own changeable inputs that reaches a wanted result.

Never age, sex, origin or anybody else's data: only the inputs that a person can work on may be named, and only the
values that the caller admits for each. Every proposal is computed by the rule set itself, in one batch.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from prestasi_rules.errors import Problem, RuleInputError
from prestasi_rules.rows import Row, compute
from prestasi_rules.ruleset import NO_OPTIONS, Options, RuleSet

CHANGEABLE = frozenset(
    {
        *("predicate", "award", "team_role", "feedback", "assessment", "assessed_on", "potential_points"),
        *("education", "field_fit", "learning", "experience_tenure", "experience_diversity", "experience_acting"),
        *("technical", "leadership_training", "functional_training", "technical_hours", "has_seminar"),
        *("education_level", "has_relevant_training", "learning_hours", "award_level", "team_task", "acting_duty"),
    }
)
MOST_TRIED = 20_000


@dataclass(frozen=True, slots=True)
class Change:
    """One input that would have to be different."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class WayUp:
    """``changes`` reach the wanted result (empty: reached already); ``result`` is the rule set's answer then."""

    changes: tuple[Change, ...]
    result: Row


def smallest_changes(
    row: Row,
    ruleset: RuleSet,
    *,
    admissible: Mapping[str, Sequence[Any]],
    reached: Callable[[Row], bool],
    most_changes: int = 3,
    options: Options = NO_OPTIONS,
) -> tuple[WayUp, ...]:
    """Every smallest way: as few inputs as possible, and of each the nearest admissible values.

    ``row`` is in natural units. ``admissible`` lists for each changeable input the values that this person may still
    reach, nearest first; ``reached`` tells from a computed row whether the wish is met. Ways with equally few inputs
    are told in order of the steps they take; a way with a nearer one is left out. Empty: no way within bounds.
    Raises ``RuleInputError`` for an input that nobody may be asked to change, or for too many combinations.
    """
    _check(admissible, ruleset)
    [now] = compute([row], ruleset, options=options)
    if reached(now):
        return (WayUp((), now),)
    for size in range(1, min(most_changes, len(admissible)) + 1):
        if found := _of_size(size, row, ruleset, admissible, reached, options):
            return found
    return ()


def _check(admissible: Mapping[str, Sequence[Any]], ruleset: RuleSet) -> None:
    names = {field.name for field in ruleset.inputs}
    problems = [
        Problem(None, name, "tidak boleh diminta berubah", ", ".join(sorted(CHANGEABLE & names)))
        for name in admissible
        if name not in CHANGEABLE or name not in names
    ]
    if problems:
        raise RuleInputError(problems)


def _of_size(
    size: int,
    row: Row,
    ruleset: RuleSet,
    admissible: Mapping[str, Sequence[Any]],
    reached: Callable[[Row], bool],
    options: Options,
) -> tuple[WayUp, ...]:
    tried = [
        (dict(zip(names, spots, strict=True)))
        for names in combinations(admissible, size)
        for spots in product(*(range(len(admissible[name])) for name in names))
    ]
    if len(tried) > MOST_TRIED:
        raise RuleInputError([Problem(None, "admissible", f"{len(tried)} gabungan", f"paling banyak {MOST_TRIED}")])
    tried.sort(key=lambda spots: sum(spots.values()))
    changed = [{**row, **{name: admissible[name][spot] for name, spot in spots.items()}} for spots in tried]
    results = compute(changed, ruleset, options=options) if changed else []
    good = [(spots, result) for spots, result in zip(tried, results, strict=True) if reached(result)]
    nearest = [pair for pair in good if not any(_is_nearer(other, pair[0]) for other, _ in good)]
    return tuple(WayUp(_changes(row, spots, admissible), result) for spots, result in nearest)


def _is_nearer(other: Mapping[str, int], spots: Mapping[str, int]) -> bool:
    """Whether ``other`` changes the same inputs by no more, and one of them by less."""
    return other != spots and other.keys() == spots.keys() and all(other[name] <= spots[name] for name in spots)


def _changes(row: Row, spots: Mapping[str, int], admissible: Mapping[str, Sequence[Any]]) -> tuple[Change, ...]:
    return tuple(Change(name, row[name], admissible[name][spot]) for name, spot in spots.items())
