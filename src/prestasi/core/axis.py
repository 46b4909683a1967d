"""The scale of a chart: round numbers that a reader would have chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
PARTS = 4


@dataclass(frozen=True, slots=True)
class Axis:
    """From the first to the last tick; all figures lie between them."""

    ticks: tuple[Decimal, ...]

    @property
    def low(self) -> Decimal:
        return self.ticks[0]

    @property
    def high(self) -> Decimal:
        return self.ticks[-1]


def axis(figures: Sequence[Decimal | float]) -> Axis:
    """Three to six ticks around the figures: multiples of 1, 2, 2,5 or 5 times a power of ten.

    The scale starts at nought unless the figures lie far from it. Without figures it is 0 to 1.
    """
    known = [Decimal(str(figure)) for figure in figures] or [Decimal(0), Decimal(1)]
    low, high = min(known), max(known)
    if 0 <= low < high / 2:
        low = Decimal(0)
    step = _step((high - low) / PARTS or abs(high) / 20 or Decimal(1))
    first, last = (low / step).to_integral_value(ROUND_FLOOR), (high / step).to_integral_value(ROUND_CEILING)
    last = max(last, first + 1)
    return Axis(tuple(step * n for n in range(int(first), int(last) + 1)))


def _step(least: Decimal) -> Decimal:
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * step for step in STEPS if power * step >= least)
