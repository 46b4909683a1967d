"""Round numbers on the scale of a chart, with all figures inside."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from prestasi.core.axis import axis

CASES = [
    (["0", "100"], "0 25 50 75 100"),
    (["88.37", "92"], "88 89 90 91 92"),
    (["1632", "1790.5"], "1600 1650 1700 1750 1800"),
    (["3", "137"], "0 50 100 150"),
    (["-40", "35"], "-40 -20 0 20 40"),
    (["0.12", "0.31"], "0.0 0.1 0.2 0.3 0.4"),
    (["90", "90"], "90 95"),
    (["0", "0"], "0 1"),
    ([], "0 0.25 0.5 0.75 1"),
]


@pytest.mark.parametrize(("figures", "ticks"), CASES)
def test_ticks_are_round(figures: list[str], ticks: str) -> None:
    assert axis([Decimal(figure) for figure in figures]).ticks == tuple(map(Decimal, ticks.split()))


@pytest.mark.parametrize("size", [Decimal("0.0001"), Decimal(1), Decimal(10) ** 13])
@pytest.mark.parametrize("low", ["-7.3", "0", "1.1", "9.97"])
@pytest.mark.parametrize("width", ["0", "0.03", "1", "8.8"])
def test_all_figures_lie_between_few_even_ticks(low: str, width: str, size: Decimal) -> None:
    first, last = Decimal(low) * size, (Decimal(low) + Decimal(width)) * size
    found = axis([first, last])
    assert found.low <= first and last <= found.high
    assert 2 <= len(found.ticks) <= 7
    assert len({b - a for a, b in pairwise(found.ticks)}) == 1
