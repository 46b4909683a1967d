"""What each command does. Input is read and checked whole before anything is printed."""

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from prestasi_rules.cli.rows_json import Rows, dumps, read_rows
from prestasi_rules.errors import NotInForce, Problem, RuleInputError, UnknownRuleSet
from prestasi_rules.explain import explain
from prestasi_rules.frames import evaluate_files
from prestasi_rules.national import close_partitions
from prestasi_rules.registry import get, in_force, rulesets
from prestasi_rules.rows import compute
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.schema import schema_of

Arguments = argparse.Namespace


def list_rulesets(chosen: Arguments) -> None:
    """One JSON object per rule set."""
    wanted = [
        ruleset
        for ruleset in rulesets().values()
        if (chosen.subject is None or ruleset.subject == chosen.subject)
        and (chosen.on is None or ruleset.is_in_force(chosen.on))
    ]
    print(dumps([_summary(ruleset) for ruleset in wanted]))


def _summary(ruleset: RuleSet) -> dict[str, Any]:
    return {
        "id": ruleset.id,
        "subject": ruleset.subject,
        "variant": ruleset.variant,
        "title": ruleset.title._asdict(),
        "valid_from": ruleset.valid_from,
        "valid_to": ruleset.valid_to,
        "legal_basis": ruleset.legal_basis,
        "status": ruleset.status,
        "unverified": [parameter.name for parameter in ruleset.unverified],
        "options": {option.name: list(option.readings) for option in ruleset.options},
        "hash": ruleset.hash,
    }


def print_schema(chosen: Arguments) -> None:
    print(dumps(schema_of(get(chosen.ruleset))))


def compute_rows(chosen: Arguments) -> None:
    """Rows from standard input, or Parquet with ``--input`` and ``--output``."""
    ruleset, options = _rule(chosen), _options(chosen)
    if chosen.input or chosen.output:
        return _compute_files(chosen, ruleset, options)
    rows = read_rows(sys.stdin)
    results = compute(rows.rows, ruleset, options=options)
    if chosen.envelope:
        print(dumps(_identity(ruleset, options) | {"rows": results}))
    else:
        print(rows.like_input(results))
    return None


def _compute_files(chosen: Arguments, ruleset: RuleSet, options: Mapping[str, str]) -> None:
    if not (chosen.input and chosen.output):
        raise RuleInputError([Problem(None, "--input/--output", "keduanya wajib untuk Parquet")])
    evaluate_files(chosen.input, chosen.output, ruleset, options=options, engine=chosen.engine, master=chosen.master)


def _identity(ruleset: RuleSet, options: Mapping[str, str]) -> dict[str, Any]:
    return {"ruleset": ruleset.id, "hash": ruleset.hash, "options": ruleset.readings(options)}


def explain_rows(chosen: Arguments) -> None:
    """The tree of each row; for rule sets whose rows belong together the other rows stand beside it."""
    ruleset, options, rows = _rule(chosen), _options(chosen), read_rows(sys.stdin)
    compute(rows.rows, ruleset, options=options)
    trees = [
        explain(row, ruleset, chosen.lang, options=options, beside=_others(rows, index) if ruleset.together else ())
        for index, row in enumerate(rows.rows)
    ]
    print(
        "\n\n".join(tree.to_text() for tree in trees) if chosen.text else rows.like_input([t.to_dict() for t in trees])
    )


def _others(rows: Rows, index: int) -> list[dict[str, Any]]:
    return rows.rows[:index] + rows.rows[index + 1 :]


def propose(chosen: Arguments) -> None:
    """``{"unit_achievement": ..., "counts": {...}, "max_steps": 1}`` in, the least change out."""
    from dataclasses import asdict

    from prestasi_rules.performance.proposal import distribution_proposal

    rows = read_rows(sys.stdin)
    known = {"unit_achievement", "counts", "max_steps"}
    problems = [
        Problem(index, name, "kolom tidak dikenal atau tidak ada", ", ".join(sorted(known)))
        for index, row in enumerate(rows.rows, 1)
        for name in (row.keys() ^ known) - {"max_steps"}
    ]
    if problems:
        raise RuleInputError(problems)
    proposals = [
        distribution_proposal(row["unit_achievement"], row["counts"], max_steps=row.get("max_steps", 1))
        for row in rows.rows
    ]
    print(rows.like_input([asdict(proposal) for proposal in proposals]))


def close(chosen: Arguments) -> int:
    """Every agency of a folder; a refused agency is named at the end and the others are kept."""
    ruleset, options = _rule(chosen), _options(chosen)
    report = close_partitions(
        chosen.input,
        chosen.output,
        ruleset,
        options=options,
        engine=chosen.engine,
        master=chosen.master,
        progress=sys.stderr,
    )
    print(json.dumps(report.to_dict(), ensure_ascii=False))
    for name, fault in report.refused.items():
        print(f"{name}: {fault}", file=sys.stderr)
    return 2 if report.refused else 0


def _rule(chosen: Arguments) -> RuleSet:
    """By id, when it is in force on the date; else by subject and date."""
    if chosen.ruleset in rulesets():
        ruleset = get(chosen.ruleset)
        if not ruleset.is_in_force(chosen.on):
            raise NotInForce(ruleset.id, chosen.on, [f"{ruleset.valid_from} s.d. {ruleset.valid_to or 'sekarang'}"])
        return ruleset
    if chosen.ruleset not in {ruleset.subject for ruleset in rulesets().values()}:
        raise UnknownRuleSet(chosen.ruleset, rulesets())
    return in_force(chosen.ruleset, chosen.on, chosen.variant)


def _options(chosen: Arguments) -> dict[str, str]:
    pairs = [entry.partition("=") for entry in chosen.option]
    if faulty := [name for name, equals, _ in pairs if not equals]:
        raise RuleInputError([Problem(None, name, "pilihan ditulis NAMA=BACAAN") for name in faulty])
    return {name: reading for name, _, reading in pairs}
