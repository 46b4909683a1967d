"""A photo, and how htmx asks."""

from __future__ import annotations

import io

from PIL import Image

HTMX = {"HX-Request": "true"}


def photo(colour: str = "teal", size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    """A JPEG."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", **options)
    return out.getvalue()
