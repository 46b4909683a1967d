"""The law of Indonesian civil-service merit as pure, dated, explained, vectorised rules.

No Django, no database, no clock: a rule set is chosen by the date of the fact and computed on a frame or on rows.

    from datetime import date
    from prestasi_rules import compute, evaluate, explain, get, in_force

    ruleset = in_force("performance", date(2026, 12, 31))          # or get("performance-2022")
    compute([{"result_rating": "DI_ATAS", ...}], ruleset)          # rows in natural units -> rows with every step
    evaluate(frame, ruleset)                                       # Polars or Spark frame of scaled integers
    print(explain({...}, ruleset, lang="id").to_text())            # answer, article, sentence, inputs, nested

Adding a rule set is one small file in a sub-package that ends in ``RULESETS = (...,)``; it is found by itself:

    step.py        Text, Field, Step: what comes in and what is worked out
    ruleset.py     RuleSet, Option: in force from/to, ordered steps, readings, content hash
    fixed.py       integer arithmetic: div_half_up, clamp, lookup, quadrant, cases, band, reason, reasons
    dates.py       add_days, add_months, whole_months_between, ...
    parameters/    dated TOML tables; load("<file>")
    codes.py       code lists shared by rule sets (ratings, predicates, ranks)
    engine.py      evaluate        rows.py  compute        explain.py  explain        registry.py  get, in_force

Frames hold scaled integers (``Field.scale``); rows, explanations and examples hold natural units (``Decimal``).
``None`` means *belum dinilai*, never 0: a result without inputs is empty and its ``*_reason`` step holds a code.
"""

from prestasi_rules.engine import evaluate
from prestasi_rules.errors import (
    AmbiguousRuleSet,
    MissingCalendar,
    NotInForce,
    Problem,
    RuleError,
    RuleInputError,
    UnknownRuleSet,
)
from prestasi_rules.explain import Explanation, Node, explain, explain_result
from prestasi_rules.registry import get, in_force, rulesets
from prestasi_rules.rows import compute
from prestasi_rules.ruleset import Option, RuleSet
from prestasi_rules.step import NOT_RATED, Field, Step, Text

__all__ = [
    "NOT_RATED",
    "AmbiguousRuleSet",
    "Explanation",
    "Field",
    "MissingCalendar",
    "Node",
    "NotInForce",
    "Option",
    "Problem",
    "RuleError",
    "RuleInputError",
    "RuleSet",
    "Step",
    "Text",
    "UnknownRuleSet",
    "compute",
    "evaluate",
    "explain",
    "explain_result",
    "get",
    "in_force",
    "rulesets",
]
