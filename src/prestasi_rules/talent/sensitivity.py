"""Kepekaan urutan terhadap bobot: how far each weight may move before the ranking changes, and who stays on top anyway.

Exact arithmetic: a candidate's value is the sum of weight x score; when one weight moves, the others keep their
proportions so that the sum stays 100. The difference of two candidates is then linear in that weight.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

from prestasi_rules.errors import Problem, RuleInputError
from prestasi_rules.weights import hundred

Scores = Mapping[str, Mapping[str, int | Decimal]]
"""Candidate -> component -> score."""
Weights = Mapping[str, int]
HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class WeightInterval:
    """Between ``low`` and ``high`` percent (both still included) the watched order holds.

    ``low_pair`` and ``high_pair`` name the two candidates who change places beyond that end; None at 0 or 100.
    """

    component: str
    now: Fraction
    low: Fraction
    high: Fraction
    low_pair: tuple[str, str] | None
    high_pair: tuple[str, str] | None


def ranking(scores: Scores, weights: Weights) -> tuple[str, ...]:
    """Candidates from highest to lowest value; equal values keep the given order."""
    table = _checked(scores, weights)
    return tuple(sorted(table, key=lambda name: -_value(table[name], weights)))


def weight_intervals(scores: Scores, weights: Weights, *, first: int | None = None) -> tuple[WeightInterval, ...]:
    """For each weight the exact interval in which the order stays as it is.

    ``first=k`` watches only who is among the first k, not the order inside; None watches the whole order.
    Raises ``RuleInputError`` for weights that do not sum to 100 or components that are missing.
    """
    table = _checked(scores, weights)
    order = ranking(scores, weights)
    pairs = _watched(order, first)
    return tuple(_interval(component, table, weights, pairs) for component in weights)


def _watched(order: Sequence[str], first: int | None) -> list[tuple[str, str]]:
    if first is None:
        return list(pairwise(order))
    return [(inside, outside) for inside in order[:first] for outside in order[first:]]


def _interval(
    component: str, table: Mapping[str, Mapping[str, Fraction]], weights: Weights, pairs: Sequence[tuple[str, str]]
) -> WeightInterval:
    now = Fraction(weights[component])
    low, high = Fraction(0), HUNDRED
    low_pair = high_pair = None
    for ahead, behind in pairs:
        own = table[ahead][component] - table[behind][component]
        rest = _rest(table[ahead], weights, component) - _rest(table[behind], weights, component)
        if own == rest:
            continue
        turn = HUNDRED * rest / (rest - own)
        if own < rest and now <= turn < high:
            high, high_pair = turn, (ahead, behind)
        elif own > rest and low < turn <= now:
            low, low_pair = turn, (ahead, behind)
    return WeightInterval(component, now, low, high, low_pair, high_pair)


def _rest(scores: Mapping[str, Fraction], weights: Weights, component: str) -> Fraction:
    """The weighted mean of the other components, which keep their proportions (equal ones when they all weigh 0)."""
    others = [name for name in weights if name != component]
    whole = sum(weights[name] for name in others)
    if whole:
        return sum((scores[name] * weights[name] for name in others), Fraction(0)) / whole
    return sum((scores[name] for name in others), Fraction(0)) / max(len(others), 1)


def first_k_shares(scores: Scores, weights: Weights, *, first: int, samples: int, seed: int) -> dict[str, Fraction]:
    """How often each candidate is among the first ``first`` under weights drawn evenly from all that sum to 100.

    Weights are drawn in hundredths of a percent; a tie at the cut counts everybody in it. The same ``seed`` gives the
    same answer on every machine. ``weights`` only names the components.
    """
    table = _checked(scores, weights)
    chance, hits = Random(seed), dict.fromkeys(table, 0)
    for _ in range(samples):
        drawn = _drawn(list(weights), chance)
        values = {name: _value(row, drawn) for name, row in table.items()}
        cut = sorted(values.values(), reverse=True)[min(first, len(values)) - 1]
        for name, value in values.items():
            hits[name] += value >= cut
    return {name: Fraction(count, samples) for name, count in hits.items()}


def _drawn(names: Sequence[str], chance: Random) -> dict[str, int]:
    cuts = sorted(chance.randint(0, 10_000) for _ in names[1:])
    edges = [0, *cuts, 10_000]
    return {name: edges[spot + 1] - edges[spot] for spot, name in enumerate(names)}


def _value(scores: Mapping[str, Fraction], weights: Weights) -> Fraction:
    return sum((scores[name] * weight for name, weight in weights.items()), Fraction(0))


def _checked(scores: Scores, weights: Weights) -> dict[str, dict[str, Fraction]]:
    hundred("weights", weights)
    problems = [
        Problem(row, component, "nilai komponen tidak ada", "angka")
        for row, candidate in enumerate(scores.values(), 1)
        for component in weights
        if component not in candidate
    ]
    if problems:
        raise RuleInputError(problems)
    return {name: {part: Fraction(row[part]) for part in weights} for name, row in scores.items()}
