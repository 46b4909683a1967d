"""Raters whose habits are known, for the proof of the fair-rater figures: simulated people, moves and ratings.

Every person has a true quality, every team its own mean. Ratings on three levels come from quality, the rater's shift,
what is peculiar to the item, and chance. The types: ordinary, lenient, strict, central (pulls all to the middle), halo
(one impression for all items), noisy (chance three times as large).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

TYPES = ("ordinary", "lenient", "strict", "central", "halo", "noisy")
RESULTS, BEHAVIOURS = 4, 7
SHIFT = {"lenient": 0.8, "strict": -0.8}


@dataclass(frozen=True, slots=True)
class Simulated:
    """``read`` for `habits`; by rater: type and true shift; by person: true quality (team included)."""

    read: pl.DataFrame
    type_of: dict[int, str]
    shift_of: dict[int, float]
    quality_of: dict[int, float]


def simulate(
    raters: int = 200, team: int = 12, periods: int = 6, moving: float = 0.06, seed: int = 1, spread: float = 0.35
) -> Simulated:
    """``moving`` is the share of people who change to another rater after each period; 0 leaves nobody connected."""
    random = np.random.default_rng(seed)
    kind = random.choice(len(TYPES), raters, p=(0.6, 0.1, 0.1, 0.08, 0.06, 0.06))
    shift = spread * random.standard_normal(raters) * (kind == 0) + np.select(
        [kind == TYPES.index(name) for name in SHIFT], list(SHIFT.values()), 0.0
    )
    people = raters * team
    home = np.repeat(np.arange(raters), team)
    quality = 0.3 * random.standard_normal(raters)[home] + 0.7 * random.standard_normal(people)
    rater, frames = home.copy(), []
    for period in range(periods):
        frames.append(_rated(random, period, rater, kind, shift, quality))
        moves = random.random(people) < moving
        rater = np.where(moves, random.integers(0, raters, people), rater)
    return Simulated(
        pl.concat(frames).with_row_index("evaluation").cast({"evaluation": pl.Int64}),
        {i: TYPES[k] for i, k in enumerate(kind)}, dict(enumerate(shift.tolist())), dict(enumerate(quality.tolist())),
    )  # fmt: skip


def _rated(
    random: np.random.Generator, period: int, rater: np.ndarray, kind: np.ndarray, shift: np.ndarray,
    quality: np.ndarray,
) -> pl.DataFrame:  # fmt: skip
    """One period: how many of each person's items were rated above, as and below expectation."""
    own = kind[rater]
    centre = quality + shift[rater] + 0.25 * random.standard_normal(len(rater)) * np.where(own == 5, 3.5, 1)
    centre = np.where(own == 3, 0.35 * centre, centre)
    loose = np.where(own == 4, 0.2, np.where(own == 3, 0.35, 0.75))[:, None]
    frame: dict[str, object] = {"period": np.full(len(rater), period), "rater": rater, "person": np.arange(len(rater))}
    for group, size in (("result", RESULTS), ("behaviour", BEHAVIOURS)):
        level = centre[:, None] + loose * random.standard_normal((len(rater), size))
        frame[f"{group}_above"] = (level > 0.8).sum(axis=1)
        frame[f"{group}_below"] = (level < -1.2).sum(axis=1)
        frame[f"{group}_meets"] = size - (level > 0.8).sum(axis=1) - (level < -1.2).sum(axis=1)
    return pl.DataFrame(frame)
