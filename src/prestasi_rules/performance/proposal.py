"""Usulan perubahan terkecil: the fewest predicate steps that bring a unit into its pattern, or why none does.

A small exact integer problem solved with HiGHS (extra ``solver``). It only proposes numbers; people decide on people.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from prestasi_rules.codes import PREDICATE, UNIT_ACHIEVEMENT
from prestasi_rules.errors import Problem, RuleInputError
from prestasi_rules.parameters import Parameters
from prestasi_rules.performance.distribution import DISTRIBUTION_2023

CODES = tuple(PREDICATE)
Counts = Mapping[str, int]
Status = Literal["fits", "proposed", "needs_more_steps", "impossible"]


@dataclass(frozen=True, slots=True)
class Demand:
    """One sentence of the pattern as whole-number arithmetic: the weighted head counts are at least ``least``."""

    code: str
    weights: tuple[int, ...]
    least: int

    def holds(self, counts: Sequence[int]) -> bool:
        return sum(weight * count for weight, count in zip(self.weights, counts, strict=True)) >= self.least


@dataclass(frozen=True, slots=True)
class Move:
    """So many people go from one predicate to another."""

    people: int
    origin: str
    target: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """``target`` and ``moves`` of a change; else ``conflict``, a smallest set of demands that exclude each other.

    ``needs_more_steps``: the pattern can be met, but not by moving each person at most ``max_steps`` predicates.
    ``is_advice_only``: the unit is small, the pattern is only advice there.
    """

    status: Status
    headcount: int
    target: Mapping[str, int] | None
    moves: tuple[Move, ...]
    steps: int
    conflict: tuple[str, ...]
    is_advice_only: bool


def distribution_proposal(unit_achievement: str, counts: Counts, *, max_steps: int = 1) -> Proposal:
    """The least change of ``counts`` (people by predicate code) that fits the pattern of ``unit_achievement``.

    The number of predicate steps is least; of equal plans the one that moves people between higher predicates first.
    Raises ``RuleInputError`` for unknown codes or negative counts.
    """
    p = DISTRIBUTION_2023.parameters_under({})
    have = _checked(unit_achievement, counts)
    total = sum(have)
    wanted = demands(unit_achievement, total, p)
    small = total < p["small_unit_under"]
    if not total:
        return Proposal("impossible", 0, None, (), 0, ("no_people",), small)
    if all(demand.holds(have) for demand in wanted):
        return Proposal("fits", total, dict(zip(CODES, have, strict=True)), (), 0, (), small)
    flows = _solve(have, wanted, max_steps)
    if flows is not None:
        return _proposed(have, flows, small)
    conflict = _conflict(total, wanted)
    return Proposal("impossible" if conflict else "needs_more_steps", total, None, (), 0, conflict, small)


def demands(unit_achievement: str, total: int, p: Parameters) -> tuple[Demand, ...]:
    """The pattern of SE MenPANRB 3/2023 for a unit of ``total`` people; percentages are multiplied out."""
    if unit_achievement == "ISTIMEWA":
        return (_at_most("sangat_baik_over_most", 0, p["most_at_most"], total), *_largest("sangat_baik_not_largest", 0))
    if unit_achievement == "BAIK":
        return (
            _at_most("baik_over_most", 1, p["most_at_most"], total),
            *_largest("baik_not_largest", 1),
            Demand("no_butuh_perbaikan_or_kurang", (0, 0, 1, 1, 0), p["below_good_at_least"]),
        )
    share = _at_most("sangat_baik_over_share", 0, p["very_good_at_most"], total)
    main, second = p["main_at_least"] * total, p["second_at_least"] * total
    if unit_achievement == "BUTUH_PERBAIKAN":
        return (Demand("butuh_perbaikan_under_main", (0, 0, 100, 0, 0), main), share)
    if unit_achievement == "KURANG":
        return (
            Demand("kurang_under_main", (0, 0, 0, 100, 0), main),
            Demand("butuh_perbaikan_under_second", (0, 0, 100, 0, 0), second),
            share,
        )
    return (
        Demand("sangat_kurang_under_main", (0, 0, 0, 0, 100), main),
        Demand("kurang_butuh_perbaikan_under_second", (0, 0, 100, 100, 0), second),
        Demand("sangat_baik_present", (-1, 0, 0, 0, 0), 0),
    )


def _at_most(code: str, index: int, percent: int, total: int) -> Demand:
    return Demand(code, tuple(-100 if spot == index else 0 for spot in range(5)), -percent * total)


def _largest(code: str, index: int) -> Iterable[Demand]:
    """Strictly larger than each other group."""
    for other in range(5):
        if other != index:
            weights = tuple(1 if spot == index else -1 if spot == other else 0 for spot in range(5))
            yield Demand(code, weights, 1)


def _checked(unit_achievement: str, counts: Counts) -> list[int]:
    known = tuple(UNIT_ACHIEVEMENT)
    problems = []
    if unit_achievement not in known:
        problems.append(Problem(None, "unit_achievement", f"'{unit_achievement}' tidak dikenal", ", ".join(known)))
    problems += [
        Problem(None, code, "predikat tidak dikenal", ", ".join(CODES)) for code in counts if code not in PREDICATE
    ]
    problems += [
        Problem(None, code, f"{count} bukan jumlah orang", "bilangan bulat 0 atau lebih")
        for code, count in counts.items()
        if type(count) is not int or count < 0
    ]
    if problems:
        raise RuleInputError(problems)
    return [counts.get(code, 0) for code in CODES]


Flow = tuple[int, int, int]  # from, to, people


def _solve(have: Sequence[int], wanted: Iterable[Demand], max_steps: int) -> list[Flow] | None:
    """The cheapest whole-number flow, checked again in integers; None when the solver proves that there is none."""
    pairs = [(a, b) for a in range(5) for b in range(5) if abs(a - b) <= max_steps]
    solver = _solver()
    people = [solver.addIntegral(lb=0, ub=have[a], obj=1000 * abs(a - b) + (a + b if a != b else 0)) for a, b in pairs]
    for origin in range(5):
        solver.addConstr(_sum(v for v, (a, _) in zip(people, pairs, strict=True) if a == origin) == have[origin])
    for demand in wanted:
        terms = (demand.weights[b] * v for v, (_, b) in zip(people, pairs, strict=True) if demand.weights[b])
        solver.addConstr(_sum(terms) >= demand.least)
    if not _solved(solver):
        return None
    values = solver.getSolution().col_value
    flows = [(a, b, round(values[v.index])) for v, (a, b) in zip(people, pairs, strict=True)]
    return _verified(flows, have, wanted)


def _sum(terms: Iterable[Any]) -> Any:
    first, *rest = terms
    for term in rest:
        first = first + term
    return first


def _solver() -> Any:
    try:
        import highspy
    except ImportError as error:
        raise RuntimeError("distribution_proposal needs the extra 'solver' (package highspy)") from error
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.0)
    return solver


def _solved(solver: Any) -> bool:
    import highspy

    solver.minimize()
    return bool(solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)


def _verified(flows: list[Flow], have: Sequence[int], wanted: Iterable[Demand]) -> list[Flow]:
    after = _after(flows)
    if sum(after) != sum(have) or not all(demand.holds(after) for demand in wanted):
        raise ArithmeticError("the solver's answer does not hold in whole numbers")
    return flows


def _after(flows: Iterable[Flow]) -> list[int]:
    after = [0] * 5
    for _, target, people in flows:
        after[target] += people
    return after


def _proposed(have: Sequence[int], flows: list[Flow], small: bool) -> Proposal:
    moves = tuple(Move(people, CODES[a], CODES[b]) for a, b, people in flows if people and a != b)
    steps = sum(abs(a - b) * people for a, b, people in flows)
    target = dict(zip(CODES, _after(flows), strict=True))
    return Proposal("proposed", sum(have), target, moves, steps, (), small)


def _conflict(total: int, wanted: Sequence[Demand]) -> tuple[str, ...]:
    """The smallest set of demands that no composition of ``total`` people meets; empty when one meets them all."""
    by_code: dict[str, list[Demand]] = {}
    for demand in wanted:
        by_code.setdefault(demand.code, []).append(demand)
    for size in range(1, len(by_code) + 1):
        for codes in combinations(by_code, size):
            if _solve([total, 0, 0, 0, 0], [d for code in codes for d in by_code[code]], max_steps=4) is None:
                return codes
    return ()
