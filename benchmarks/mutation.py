"""Mutation testing of the rule steps: sampled small faults, and how many of them the rule tests notice.

A mutant is one changed operator or number inside a step or a function of the package. It is built in memory, put into
the registry in place of the original, and held against the worked examples, the second implementations, the tests that
name figures of its package and, for the shared arithmetic, its property tests.
"""

from __future__ import annotations

import ast
import copy
import io
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from inspect import getsource
from pathlib import Path as File
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from benchmarks.page import table, write
from prestasi_rules import compute, rulesets
from prestasi_rules.examples import examples
from tests.rules import test_career_reference, test_citizen_reference, test_fixed, test_reference

SAMPLE = int(os.environ.get("BENCH_MUTANTS", "300"))
CASES = 60
SECONDS = 90
MINUTES = int(os.environ.get("BENCH_MINUTES", "60"))
TESTS = File(__file__).parents[1] / "tests" / "rules"
SHARED = ("prestasi_rules.fixed", "prestasi_rules.dates")
# The tests that name a package's figures one by one, run for its mutants as the test-suite runs them.
WRITTEN = {
    "calendar": ("test_calendar.py",),
    "career": ("test_career_rules.py",),
    "credit": ("test_career_credit.py",),
    "performance": ("test_performance.py", "test_proposal.py"),
    "rank": ("test_career_credit.py", "test_career_rules.py"),
    "retirement": ("test_career_rules.py",),
    "selection": ("test_career_rules.py", "test_career_talent.py"),
    "statistics": ("test_citizen_grouping.py",),
    "talent": ("test_career_talent.py",),
}
EDGES = "test_edges.py"
DECLARED = {"high", "low", "scale", "minimum", "maximum", "valid_from", "valid_to", "order_by"}

COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


Path = tuple[tuple[str, int | None], ...]


class Mutant(NamedTuple):
    """A module, the place of a node in its tree, and which change is made there."""

    module: str
    path: Path
    change: int


class Built(NamedTuple):
    line: int
    was: str
    now: str
    tree: ast.Module


def main() -> None:
    settings.register_profile("mutation", derandomize=True, database=None, deadline=None, max_examples=40)
    settings.load_profile("mutation")
    test_reference.CASES = test_citizen_reference.CASES = test_career_reference.CASES = CASES
    everything = [mutant for name in module_names() for mutant in mutants(import_module(name))]
    chosen = random.Random(1).sample(everything, min(SAMPLE, len(everything)))
    ends = time.monotonic() + MINUTES * 60
    results = [(mutant, _judged(mutant, number)) for number, mutant in enumerate(chosen, 1) if time.monotonic() < ends]
    _report(results, len(everything))


def module_names() -> list[str]:
    """Every module that declares rule sets, and the arithmetic that they share."""
    found = {step.build.__module__ for ruleset in rulesets().values() for step in ruleset.steps}
    return sorted({name for name in found if hasattr(import_module(name), "RULESETS")} | set(SHARED))


def mutants(module: ModuleType) -> Iterator[Mutant]:
    """Every possible change of a module, inside functions and the lambdas of steps."""
    tree = ast.parse(getsource(module))
    for path in _places(tree, inside=False):
        node = _at(tree, path)
        for change in range(2):
            if _mutate(copy.copy(node), change):
                yield Mutant(module.__name__, path, change)


def built(mutant: Mutant) -> Built:
    """The tree of the module with that one change."""
    tree = ast.parse(getsource(import_module(mutant.module)))
    node = _at(tree, mutant.path)
    was = ast.unparse(node)
    _mutate(node, mutant.change)
    return Built(node.lineno, was, ast.unparse(node), tree)


def _places(node: ast.AST, *, inside: bool, path: Path = ()) -> Iterator[Path]:
    if inside and isinstance(node, ast.Compare | ast.BinOp | ast.Constant):
        yield path
    within = inside or isinstance(node, ast.Lambda | ast.FunctionDef)
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "args") and not isinstance(node, ast.Call):
            continue
        items = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, item in items:
            skipped = isinstance(item, ast.keyword) and item.arg in DECLARED
            if isinstance(item, ast.AST) and not skipped:
                yield from _places(item, inside=within, path=(*path, (name, index)))


def _at(tree: ast.AST, path: Path) -> Any:
    node: Any = tree
    for name, index in path:
        node = getattr(node, name) if index is None else getattr(node, name)[index]
    return node


def _mutate(node: Any, change: int) -> bool:
    """Change the node in place; false when there is no such change."""
    match node:
        case ast.Compare(ops=[operator]) if change == 0 and type(operator) in COMPARE:
            node.ops = [COMPARE[type(operator)]()]
        case ast.BinOp(op=operator) if change == 0 and type(operator) in ARITHMETIC:
            node.op = ARITHMETIC[type(operator)]()
        case ast.Constant(value=bool() as value) if change == 0:
            node.value = not value
        case ast.Constant(value=int() as value) if not isinstance(value, bool):
            node.value = value + (1 if change == 0 else -1)
        case _:
            return False
    return True


def _judged(mutant: Mutant, number: int) -> str:
    """``killed``, ``survived``, or ``timeout`` (a kind of kill)."""
    found, made = "survived", built(mutant)
    with _limit():
        try:
            with _in_place(mutant.module, made.tree):
                for check in _checks(mutant.module):
                    check()
        except TimeoutError:
            found = "timeout"
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # any refusal, wrong figure or engine panic notices the fault
            found = "killed"
    print(f"{number} {mutant.module}:{made.line} {made.was} -> {made.now}: {found}", file=sys.stderr, flush=True)
    return found


@contextmanager
def _limit() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


@contextmanager
def _in_place(name: str, tree: ast.Module) -> Iterator[None]:
    """The mutant's rule sets in the registry and its code in the functions that others have imported."""
    original = import_module(name)
    changed = ModuleType(name)
    changed.__file__ = original.__file__
    codes = {name: f.__code__ for name, f in vars(original).items() if _is_own(f, original)}
    registry = rulesets()
    kept = dict(registry)
    try:
        exec(compile(ast.fix_missing_locations(tree), str(original.__file__), "exec"), vars(changed))
        for function, code in codes.items():
            mutated = getattr(changed, function)
            if mutated.__code__.co_freevars == code.co_freevars:
                getattr(original, function).__code__ = mutated.__code__
        registry.update({ruleset.id: ruleset for ruleset in getattr(changed, "RULESETS", ())})
        yield
    finally:
        for function, code in codes.items():
            getattr(original, function).__code__ = code
        registry.update(kept)


def _is_own(value: Any, module: ModuleType) -> bool:
    return isinstance(value, FunctionType) and value.__module__ == module.__name__


def _checks(module: str) -> Iterator[Callable[[], None]]:
    if module in SHARED:
        yield from (f for name, f in vars(test_fixed).items() if name.startswith("test_") and callable(f))
        touched = list(rulesets())
    else:
        touched = [ruleset.id for ruleset in import_module(module).RULESETS]
    for ruleset_id in touched:
        yield lambda ruleset_id=ruleset_id: _examples(ruleset_id)  # type: ignore[misc]
    for ruleset_id in touched:
        if ruleset_id in test_reference.PAIRS:
            yield lambda ruleset_id=ruleset_id: test_reference.test_ten_thousand_random_cases(ruleset_id)  # type: ignore[misc]
        if ruleset_id in test_citizen_reference.PAIRS:
            yield lambda ruleset_id=ruleset_id: test_citizen_reference.test_random_cases(ruleset_id)  # type: ignore[misc]
        if ruleset_id in test_career_reference.PAIRS:
            yield lambda ruleset_id=ruleset_id: test_career_reference.test_random_cases(ruleset_id)  # type: ignore[misc]
    yield from _grouped(module)
    yield lambda: _written(module)


def _written(module: str) -> None:
    """The tests of the package as pytest runs them; one that fails is a fault noticed."""
    files = [str(TESTS / name) for name in (*WRITTEN.get(module.split(".")[1], ()), EDGES)]
    with redirect_stdout(io.StringIO()):
        answer = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-m", "not slow", "--noconftest", *files])
    assert answer in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)


def _examples(ruleset_id: str) -> None:
    ruleset = rulesets()[ruleset_id]
    for example in examples(ruleset_id):
        results = compute(example.given, ruleset, options=example.options)
        for result, expected in zip(results, example.expect, strict=True):
            assert {name: result[name] for name in expected} == expected


def _grouped(module: str) -> Iterator[Callable[[], None]]:
    """Tests of rule sets whose rows belong together."""
    names = {
        "interval": ["test_intervals_lie_within_half_a_place_of_the_exact_ones"],
        "share": ["test_wilson_shrinkage_and_fair_ranks"],
        "times": ["test_times_of_random_groups"],
        "cells": ["test_small_cells_of_random_tables", "test_two_way_tables_give_nothing_away"],
    }
    for name in names.get(module.rpartition(".")[2], []):
        yield getattr(test_citizen_reference, name)
    if module.endswith("performance.slices"):
        yield test_reference.test_shares_of_ten_thousand_wholes


def _report(results: list[tuple[Mutant, str]], total: int) -> None:
    packages = sorted({_package(mutant) for mutant, _ in results})
    counts = Counter((_package(mutant), found != "survived") for mutant, found in results)
    rows = [(name, *_figures(counts[name, True], counts[name, True] + counts[name, False])) for name in packages]
    killed = sum(found != "survived" for _, found in results)
    rows.append(("**all**", *_figures(killed, len(results))))
    left = [
        (f"{mutant.module.removeprefix('prestasi_rules.')}:{made.line}", f"`{made.was}`", f"`{made.now}`")
        for mutant, made in ((mutant, built(mutant)) for mutant, found in results if found == "survived")
    ]
    write(
        "rules-mutation",
        "Mutation testing of the rules",
        f"{len(results)} mutants sampled (fixed seed) from {total:,} possible ones in the steps and the shared "
        f"arithmetic of `prestasi_rules`: an operator, a comparison or a number changed by one. Each is held against "
        f"the worked examples, {CASES} cases of the second implementation, and the tests that name figures of its "
        "package.",
        table(("Package", "Mutants", "Noticed", "Score"), rows),
        "## Not noticed",
        "Some of these change nothing that can be observed, such as a guard against figures that cannot occur, or a "
        "wider step between the parts of one sort key.",
        table(("Where", "Was", "Became"), left),
        "Run again: `python -m benchmarks mutation` (`BENCH_MUTANTS` sets the sample).",
    )


def _package(mutant: Mutant) -> str:
    return mutant.module.removeprefix("prestasi_rules.").partition(".")[0]


def _figures(killed: int, count: int) -> tuple[int, int, str]:
    return count, killed, f"{100 * killed / count:.0f} %"


if __name__ == "__main__":
    main()
