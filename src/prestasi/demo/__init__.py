"""One whole government with fictional people: real units and goals, two years of performance, loaded in one go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prestasi.demo.loading import Summary

SEED = 20260101


def load(
    agency: str = "sleman",
    today: dt.date | None = None,
    staff: int | None = None,
    progress: Callable[[str, float], None] | None = None,
    seed: int = SEED,
    *,
    years: int = 2,
    using: str = "owner",
) -> Summary:
    """Fill an empty database with one agency; see `prestasi.demo.loading.load`. Needs Django set up."""
    from prestasi.demo import loading

    return loading.load(agency, today, staff, progress, seed, years=years, using=using)
