"""From ballots to what may be shown. Exact fractions, rounded half up once at the end; hundredths of a point.

The tests of showing are here and nowhere else: a group, and each value inside it, has at least `minimum` answers.
What fails goes into no figure at all, so no sum or difference of shown figures contains it (complementary
suppression without a second rule).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from prestasi.colleagues.ballots import Ballot
from prestasi.colleagues.groups import NAMED, Group, Reweighting

FEWEST_ALIKE = 3
"""Inside a shown group no share stands for fewer people, so that whoever knows the own answer singles out nobody."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What a group chose: place of an option -> whole percent; `rest`: all other options together, in percent."""

    options: Mapping[int, int]
    rest: int = 0


@dataclass(frozen=True, slots=True)
class GroupScore:
    """One shown group. `means`: value (1 to 7) -> hundredths; `parts`: the groups joined in a pooled one.

    `choices`: question id -> shares, None where they would say too much about somebody. They enter no score.
    """

    group: Group
    answers: int
    weight: int
    mean: int
    means: Mapping[int, int]
    parts: tuple[Group, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    choices: Mapping[int, Shares | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Score:
    """Shown groups, the combined score (None: the rule gives none), and the groups that were asked but stay hidden."""

    groups: tuple[GroupScore, ...]
    combined: int | None
    withheld: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What was declared before opening. `values`: statement id -> value; `weights`: group -> share of 100.

    `values` has the scored questions only, `choices` the ids of those with options.
    """

    minimum: int
    reweighting: Reweighting
    weights: Mapping[Group, int]
    values: Mapping[int, int]
    choices: Sequence[int] = ()


def score(answers: Mapping[Group, Sequence[Ballot]], rules: Rules) -> Score:
    """Score one person. `answers` has an entry, perhaps an empty one, for every group that was asked."""
    shown = [made for group in answers if (made := _group(group, answers[group], rules)) is not None]
    hidden = [group for group in answers if group not in {s.group for s in shown}]
    if rules.reweighting is Reweighting.POOL and (pooled := _pooled(hidden, answers, rules)) is not None:
        shown.append(pooled)
        hidden = [group for group in hidden if group not in pooled.parts]
    return Score(tuple(shown), _combined(shown, hidden, rules), tuple(hidden))


def half_up(value: Fraction) -> int:
    """Hundredths of a point, rounded half up."""
    return int((value * 200 + 1) // 2)


def _group(group: Group, ballots: Sequence[Ballot], rules: Rules) -> GroupScore | None:
    return _scored(group, tuple(ballots), rules, rules.weights.get(group, 0), least=_least(group, rules))


def _least(group: Group, rules: Rules) -> int:
    return 1 if group in NAMED else rules.minimum


def _scored(
    group: Group, ballots: tuple[Ballot, ...], rules: Rules, weight: int, least: int, parts: tuple[Group, ...] = ()
) -> GroupScore | None:
    if len(ballots) < least:
        return None
    exact = {v: mean for v in range(1, 8) if (mean := _mean(v, ballots, rules, least)) is not None}
    if not exact:
        return None
    whole = sum(exact.values(), Fraction(0)) / len(exact)
    means = {value: half_up(mean) for value, mean in exact.items()}
    choices = {question: shares(question, ballots, least) for question in rules.choices}
    return GroupScore(group, len(ballots), weight, half_up(whole), means, parts, ballots, choices)


def _mean(value: int, ballots: Sequence[Ballot], rules: Rules, least: int) -> Fraction | None:
    """Mean of a value over its raters; None when fewer than `least` of them observed it."""
    observed = [own for b in ballots if (own := [s for i, s in b.scores.items() if rules.values.get(i) == value])]
    if len(observed) < least:
        return None
    return sum((Fraction(sum(own), len(own)) for own in observed), Fraction(0)) / len(observed)


def shares(question: int, ballots: Sequence[Ballot], least: int) -> Shares | None:
    """Shares of the options; None when fewer than `least` chose, or when every share would stand for too few.

    Options with fewer than `FEWEST_ALIKE` answers are joined. If the joined ones are still too few, the least chosen
    of the others joins them, so that the whole less the shown never leaves one or two people.
    """
    chosen = Counter(b.choices[question] for b in ballots if question in b.choices)
    total, alone = chosen.total(), FEWEST_ALIKE if least > 1 else 1
    if total < least or total == 0:
        return None
    shown = {option: n for option, n in sorted(chosen.items()) if n >= alone}
    while shown and 0 < total - sum(shown.values()) < alone:
        del shown[min(shown, key=lambda option: shown[option])]
    if not shown:
        return None
    return Shares({o: _percent(n, total) for o, n in shown.items()}, _percent(total - sum(shown.values()), total))


def _percent(part: int, whole: int) -> int:
    """Whole percent, rounded half up."""
    return (200 * part + whole) // (2 * whole)


def _pooled(hidden: Sequence[Group], answers: Mapping[Group, Sequence[Ballot]], rules: Rules) -> GroupScore | None:
    """All hidden groups with an answer as one; never with a shown group, which could be subtracted again."""
    parts = tuple(g for g in hidden if g not in NAMED and answers[g])
    if len(parts) < 2:
        return None
    ballots = tuple(ballot for group in parts for ballot in answers[group])
    weight = sum(rules.weights.get(g, 0) for g in parts)
    return _scored(Group.POOLED, ballots, rules, weight, rules.minimum, parts)


def _combined(shown: Sequence[GroupScore], hidden: Sequence[Group], rules: Rules) -> int | None:
    """Weighted mean of the shown, already rounded figures, so that a reader can recompute it from the page."""
    lacking = any(rules.weights.get(group, 0) for group in hidden)
    total = sum(s.weight for s in shown)
    if total == 0 or (lacking and rules.reweighting is Reweighting.NO_TOTAL):
        return None
    return half_up(Fraction(sum(s.mean * s.weight for s in shown), total * 100))
