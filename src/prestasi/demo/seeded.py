"""Random numbers that depend on the seed and the subject only, so that one subject never disturbs another."""

from __future__ import annotations

import zlib

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]


def stream(seed: int, subject: str) -> np.random.Generator:
    """The generator of one subject."""
    return np.random.default_rng([seed, zlib.crc32(subject.encode())])


def pick(random: np.random.Generator, weights: list[float] | Floats, size: int) -> Ints:
    """`size` indices drawn with the given relative weights."""
    share = np.asarray(weights, dtype=float)
    return np.searchsorted(np.cumsum(share / share.sum()), random.random(size), side="right").clip(0, len(share) - 1)


def starts(counts: Ints) -> Ints:
    """First row of each group when groups of `counts` rows stand one after the other."""
    return np.concatenate(([0], np.cumsum(counts)[:-1])) if len(counts) else np.zeros(0, dtype=np.int64)


def within(counts: Ints) -> Ints:
    """0, 1, 2 … inside each group."""
    return np.arange(int(counts.sum())) - np.repeat(starts(counts), counts)


def gathered(words: npt.NDArray[np.object_], rows: Ints) -> pl.Series:
    """One text per row out of a short list; the letters are kept once."""
    return pl.Series(words.tolist(), dtype=pl.String).gather(rows)
