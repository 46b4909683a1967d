"""Weights of a group sum to exactly 100; anything else is refused and the sum is named."""

from collections.abc import Mapping
from decimal import Decimal

from prestasi_rules.errors import Problem, RuleInputError

HUNDRED = 100


def hundred(name: str, weights: Mapping[str, int], *, scale: int = 1) -> Mapping[str, int]:
    """The same weights when they sum to 100 and none is negative; else ``RuleInputError`` with the sum."""
    total = sum(weights.values())
    if total == HUNDRED * scale and min(weights.values()) >= 0:
        return weights
    shown = Decimal(total) / scale
    raise RuleInputError([Problem(None, name, f"bobot berjumlah {shown:f}, harus tepat 100 tanpa bobot negatif")])
