"""From ballots to what may be shown. Exact fractions, rounded half up once at the end; hundredths of a point.

The tests of showing are here and nowhere else: a group, and each value inside it, has at least `minimum` answers.
What fails goes into no figure at all, so no sum or difference of shown figures contains it (complementary
suppression without a second rule).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from prestasi.colleagues.ballots import Ballot
from prestasi.colleagues.groups import NAMED, Group, Reweighting


@dataclass(frozen=True, slots=True)
class GroupScore:
    """One shown group. `means`: value (1 to 7) -> hundredths; `parts`: the groups joined in a pooled one."""

    group: Group
    answers: int
    weight: int
    mean: int
    means: Mapping[int, int]
    parts: tuple[Group, ...] = ()
    ballots: tuple[Ballot, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """Shown groups, the combined score (None: the rule gives none), and the groups that were asked but stay hidden."""

    groups: tuple[GroupScore, ...]
    combined: int | None
    withheld: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What was declared before opening. `values`: statement id -> value; `weights`: group -> share of 100."""

    minimum: int
    reweighting: Reweighting
    weights: Mapping[Group, int]
    values: Mapping[int, int]


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
    return GroupScore(group, len(ballots), weight, half_up(whole), means, parts, ballots)


def _mean(value: int, ballots: Sequence[Ballot], rules: Rules, least: int) -> Fraction | None:
    """Mean of a value over its raters; None when fewer than `least` of them observed it."""
    observed = [own for b in ballots if (own := [s for i, s in b.scores.items() if rules.values.get(i) == value])]
    if len(observed) < least:
        return None
    return sum((Fraction(sum(own), len(own)) for own in observed), Fraction(0)) / len(observed)


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
