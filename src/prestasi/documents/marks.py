"""QR codes for paper."""

from __future__ import annotations

import io
from functools import lru_cache

import segno


@lru_cache(maxsize=256)
def qr_svg(url: str) -> str:
    """The QR code of an address as an SVG document."""
    out = io.BytesIO()
    segno.make(url, error="m").save(out, kind="svg", border=0, scale=4, xmldecl=False)
    return out.getvalue().decode()
