"""Photos and documents drawn for the showcase: real files in the store of evidence, the same bytes at every load."""

from __future__ import annotations

import io
import time
import zlib

from PIL import Image, ImageDraw, ImageFont

from prestasi.performance.files import images, store
from prestasi.performance.files.prints import print_of

WIDTH, HEIGHT = 960, 720
SKY = ((214, 232, 240), (236, 229, 214), (226, 236, 221), (232, 226, 238))
SHIRTS = ((44, 110, 124), (176, 92, 58), (92, 120, 70), (120, 84, 138), (188, 148, 52), (70, 96, 150))
STAMP = time.gmtime(1_767_225_600)


def photo(caption: str, detail: str) -> tuple[str, int, int | None]:
    """A drawn scene of an activity with its caption: (SHA-256, bytes kept, how it looks)."""
    seed = zlib.crc32(f"{caption}{detail}".encode())
    image = Image.new("RGB", (WIDTH, HEIGHT), SKY[seed % 4])
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 500, WIDTH, HEIGHT), fill=(196, 184, 160))
    pen.polygon([(90, 250), (480, 90), (870, 250)], fill=(150, 82, 60))
    pen.rectangle((140, 250, 820, 520), fill=(248, 244, 234))
    for place in range(5 + seed % 3):
        _figure(
            pen, 150 + place * 110 + (seed >> place) % 30, 470 + (seed >> (place + 3)) % 60, SHIRTS[(seed + place) % 6]
        )
    pen.rectangle((0, HEIGHT - 84, WIDTH, HEIGHT), fill=(24, 40, 52))
    pen.text((28, HEIGHT - 76), caption, font=ImageFont.load_default(28), fill=(255, 255, 255))
    pen.text(
        (28, HEIGHT - 38),
        f"{detail} · Data contoh, gambar buatan",
        font=ImageFont.load_default(20),
        fill=(200, 214, 222),
    )
    sha256, content = _kept(image, "JPEG")
    return sha256, len(content), print_of(content)


def _figure(pen: ImageDraw.ImageDraw, x: int, y: int, shirt: tuple[int, int, int]) -> None:
    pen.ellipse((x - 22, y - 110, x + 22, y - 66), fill=(188, 142, 106))
    pen.rounded_rectangle((x - 34, y - 66, x + 34, y + 40), 18, fill=shirt)


def _kept(image: Image.Image, kind: str) -> tuple[str, bytes]:
    out = io.BytesIO()
    image.save(out, kind, quality=82)
    content = out.getvalue()
    return store.put(content, preview=images.preview(content)), content


def document(title: str, lines: list[str]) -> tuple[str, int]:
    """A one-page PDF with a heading and lines: (SHA-256, bytes kept)."""
    page = Image.new("RGB", (827, 1169), (255, 255, 255))
    pen = ImageDraw.Draw(page)
    pen.text((72, 72), title, font=ImageFont.load_default(30), fill=(24, 40, 52))
    pen.line((72, 124, 755, 124), fill=(24, 40, 52), width=3)
    for number, line in enumerate(lines):
        pen.text((72, 156 + number * 36), line, font=ImageFont.load_default(22), fill=(40, 48, 56))
    pen.text(
        (72, 1090),
        "Data contoh. Orang dan angka dalam dokumen ini rekaan.",
        font=ImageFont.load_default(18),
        fill=(110, 116, 122),
    )
    out = io.BytesIO()
    page.save(out, "PDF", resolution=100, creationDate=STAMP, modDate=STAMP, producer="Prestasi", title=title)
    content = out.getvalue()
    return store.put(content), len(content)
