"""Achievement of results at the end of a period, in hundredths of a percent, by the formula of the rule set.

Sums and last figures count from the start of the plan, means over the period; an indicator without an accepted
figure has none. `tests/unit/demo` compares a sample with `performance.queries.achievement`.
"""

from __future__ import annotations

import numpy as np

from prestasi.demo.calendar import Span
from prestasi.demo.figures import ACCEPTED, Figures
from prestasi.demo.results import Indicators
from prestasi.demo.seeded import Floats, Ints
from prestasi.demo.templates import templates


def achievements(found: Figures, measured: Indicators, span: Span) -> tuple[Floats, Ints]:
    """For each result row between the chunk's first and last: achievement (NaN: none) and evidence counted."""
    rows = slice(found.first, found.last)
    result = measured.result[rows]
    if not len(result):
        return np.zeros(0), np.zeros(0, dtype=np.int64)
    base = int(result[0])
    last = span.ends_on.month
    seen = (found.state == ACCEPTED) & (np.arange(1, 13) <= last)
    bp = _indicator_bp(found, measured, rows, seen, span.starts_on.month)
    known = ~np.isnan(bp)
    place = result - base
    size = int(place[-1]) + 1
    total = np.bincount(place, np.where(known, bp, 0), size)
    count = np.bincount(place, known, size)
    evidence = np.bincount(place, seen.sum(axis=1), size).astype(int)
    mean = np.floor((2 * total + count) / np.maximum(2 * count, 1))
    return np.where(count > 0, mean, np.nan), evidence


def _indicator_bp(found: Figures, measured: Indicators, rows: slice, seen: np.ndarray, first_month: int) -> Floats:
    table, template = templates(), measured.template[rows]
    combine, lower = table.combine[template], table.direction[template] == "lower"
    months = np.arange(1, 13)
    inside = np.where((combine == "mean")[:, None], seen & (months >= first_month), seen)
    count = inside.sum(axis=1)
    total = np.where(inside, np.nan_to_num(found.value), 0).sum(axis=1)
    latest = np.where(seen, months, 0).max(axis=1)
    final = found.value[np.arange(len(latest)), np.maximum(latest, 1) - 1]
    parts = np.where(combine == "mean", count, 1)
    figure = np.where(combine == "last", final, total)
    target = measured.target[rows]
    compared = np.where(lower, 2 * target * parts - figure, figure)
    bp = np.floor(compared * 10_000 / (target * np.maximum(parts, 1)) + 0.5 + 1e-7)
    return np.where((count > 0) & (parts > 0), bp, np.nan)
