"""The bundled typeface in the two weights that documents use; typesetting knows no variable fonts."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

WEIGHTS = {"Regular": 400, "Bold": 700}


@cache
def fonts() -> list[str]:
    """Folder with Plus Jakarta Sans Regular and Bold, cut once per installation from the bundled variable font."""
    folder = Path(settings.STATE) / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for style, weight in WEIGHTS.items():
        path = folder / f"PlusJakartaSans-{style}.ttf"
        if not path.exists():
            _cut(path, style, weight)
    return [str(folder)]


def _cut(path: Path, style: str, weight: int) -> None:
    """Write one weight; through a neighbour file, so that two processes cannot leave half a font."""
    package = import_module("fontpkg_plus_jakarta_sans")
    source = Path(str(package.__file__)).parent / "files" / "PlusJakartaSans[wght].ttf"
    font = instancer.instantiateVariableFont(TTFont(source), {"wght": weight})
    for record in font["name"].names:
        if record.nameID in (2, 17):
            record.string = style
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
    font["head"].macStyle = 1 if style == "Bold" else 0
    unfinished = path.with_suffix(f".{id(font)}.part")
    font.save(unfinished)
    unfinished.replace(path)
