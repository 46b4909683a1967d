"""How far a ranking is from the true one."""

from __future__ import annotations

import numpy as np


def ranks_apart(found: np.ndarray, truth: np.ndarray) -> float:
    """Mean distance of a rank from the true rank, in percent of the list's length; nan for an empty list."""
    if not len(truth):
        return float("nan")
    ranks = [np.argsort(np.argsort(values)) for values in (found, truth)]
    return float(np.abs(ranks[0] - ranks[1]).mean() / len(truth) * 100)
