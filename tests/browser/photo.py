"""Files that people attach: photos as a phone takes them, and things that are not what they say."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw

MUCH = 50_000_000
EXECUTABLE = b"\x7fELF\x02\x01\x01" + bytes(4000)


def photo(folder: Path, name: str = "IMG_20260930_0912.jpg", size: tuple[int, int] = (2400, 1800)) -> Path:
    """A picture larger than what leaves the phone."""
    picture = Image.effect_noise(size, 60).convert("RGB")
    ImageDraw.Draw(picture).rectangle((200, 200, 1600, 900), fill=(30, 110, 100))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return _written(folder / name, out.getvalue())


def huge(folder: Path) -> Path:
    """50 MB that begin like a PDF."""
    return _written(folder / "laporan-lengkap.pdf", b"%PDF-1.7\n" + bytes(MUCH))


def disguised(folder: Path) -> Path:
    """A program with the name of a photo."""
    return _written(folder / "kegiatan.jpg", EXECUTABLE)


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
