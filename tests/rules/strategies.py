"""Random rows that any rule set accepts, drawn from its own declaration."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from prestasi_rules import Field, RuleSet


def values(field: Field) -> st.SearchStrategy[Any]:
    """Natural values of one field, with None where the field may be empty."""
    known = _known(field)
    return st.none() | known if field.nullable else known


def _known(field: Field) -> st.SearchStrategy[Any]:
    if field.codes:
        return st.sampled_from(field.allowed)
    match field.kind:
        case "integer":
            low = -(10**6) if field.minimum is None else field.minimum
            high = low + 10**6 if field.maximum is None else field.maximum
            return st.integers(low, high).map(lambda stored: Decimal(stored) / field.scale)
        case "boolean":
            return st.booleans()
        case "date":
            return st.dates(date(1950, 1, 1), date(2040, 12, 31))
    return st.text("0123456789 abc", max_size=20)


def row(ruleset: RuleSet) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({field.name: values(field) for field in ruleset.inputs})


def batch(ruleset: RuleSet, size: int = 5) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(row(ruleset), min_size=1, max_size=size)
