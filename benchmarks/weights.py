"""P9: the compressed weight of every page on a first view, without the font."""

from __future__ import annotations

from pathlib import Path

import brotli

from benchmarks import visiting, world
from benchmarks.page import table, write

STAFF_LIMIT, PUBLIC_LIMIT = 60.0, 30.0
ASSETS = world.PROJECT / "src" / "prestasi" / "ui" / "static" / "ui"


def main() -> None:
    state = world.prepare("pages-1000", "--agency", "sleman", "--staff", "1000")
    pages = visiting.read(str(state))["pages"]
    world.stop()
    css = sum(_size(path) for path in [ASSETS / "prestasi.css"])
    js = sum(_size(path) for path in ASSETS.glob("*.js"))
    rows = []
    for page in pages:
        total = page["html"] / 1000 + css + (0 if page["public"] else js)
        limit = PUBLIC_LIMIT if page["public"] else STAFF_LIMIT
        rows.append(
            (page["name"], f"{page['html'] / 1000:.1f}", f"{total:.1f}", f"{limit:.0f}", _verdict(total, limit))
        )
    write(
        "weights",
        "P9: weight of every page",
        f"KB of 1,000 bytes, brotli 11, first view, without the font: style sheet {css:.1f}, scripts {js:.1f} "
        "(staff pages only), cached afterwards.",
        table(("Page", "HTML", "First view", "Limit", ""), rows),
    )


def _size(path: Path) -> float:
    return len(brotli.compress(path.read_bytes(), quality=11)) / 1000


def _verdict(total: float, limit: float) -> str:
    return "within" if total <= limit else "**over**"
