"""Predicates whose raters, teams and people are known: the ordinal model's own world, for bias and coverage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

CUTS = (-5.5, -4.0, -2.2, 1.6)  # between the five predicates: most people are good
SPREADS = {"rater": 0.9, "team": 0.6, "person": 1.2}


@dataclass(frozen=True, slots=True)
class Predicates:
    """``read`` for `ordinal`; true shifts by rater and true quality (team included) by person."""

    read: pl.DataFrame
    shift: np.ndarray
    quality: np.ndarray


def simulate_predicates(
    raters: int = 200, team: int = 12, periods: int = 6, moving: float = 0.04, seed: int = 1
) -> Predicates:
    """``moving``: share of people who change to another rater after each period."""
    random = np.random.default_rng(seed)
    shift = SPREADS["rater"] * random.standard_normal(raters)
    home = np.repeat(np.arange(raters), team)
    people = len(home)
    quality = SPREADS["team"] * random.standard_normal(raters)[home] + SPREADS["person"] * random.standard_normal(
        people
    )
    rater, frames = home.copy(), []
    for period in range(periods):
        latent = quality + shift[rater] + random.logistic(size=people)
        predicate = 5 - (latent[:, None] > np.array(CUTS)).sum(axis=1)
        frames.append(
            pl.DataFrame(
                {"rater": rater, "person": np.arange(people), "period": np.full(people, period), "predicate": predicate}
            )
        )
        rater = np.where(random.random(people) < moving, random.integers(0, raters, people), rater)
    return Predicates(pl.concat(frames), shift, quality)
