"""One small agency, generated once in memory; no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import polars as pl
import pytest

TODAY = dt.date(2026, 10, 8)
STAFF = 400


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, _test_settings: None) -> dict[str, pl.DataFrame]:
    """Every table of Sleman with 400 people on 8 October 2026, chunks put together."""
    from prestasi.demo import staff
    from prestasi.demo.loading import tables
    from prestasi.demo.settings import place

    world = staff.build(place("sleman", TODAY, STAFF))
    return gathered(tables(world))


def gathered(found: Iterator[tuple[str, pl.DataFrame]]) -> dict[str, pl.DataFrame]:
    parts: dict[str, list[pl.DataFrame]] = {}
    for table, frame in found:
        parts.setdefault(table, []).append(frame)
    return {table: pl.concat(frames, how="vertical_relaxed") for table, frames in parts.items()}
