"""How a picture looks, in 64 bits: pictures that differ in few bits show the same scene.

A perceptual hash by cosine transform (pHash): grey, 32 x 32, the 8 x 8 slowest waves, each bit says whether its wave is
stronger than the median. Another size, quality or brightness changes a few bits, another scene about half of them.
"""

from __future__ import annotations

import io
from typing import cast

import numpy as np
from PIL import Image, UnidentifiedImageError

SIDE = 32
WAVES = 8
NEAR = 6  # of 64 bits: at most this many differ between two pictures of one scene
_COSINES = np.cos(np.pi / SIDE * np.outer(np.arange(WAVES), np.arange(SIDE) + 0.5))


def print_of(content: bytes) -> int | None:
    """The print as a signed 64-bit number, as PostgreSQL keeps it; None for one plain colour and what is no picture."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            grey = np.asarray(image.convert("L").resize((SIDE, SIDE), Image.Resampling.LANCZOS), dtype=np.float64)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    if grey.max() - grey.min() < 4:
        return None
    waves = (_COSINES @ grey @ _COSINES.T).ravel()
    bits = waves > np.median(waves[1:])
    return cast(int, np.packbits(bits).view(">i8")[0].item())


def distance(one: int, other: int) -> int:
    """In how many of the 64 bits two prints differ."""
    return ((one ^ other) & (2**64 - 1)).bit_count()
