"""What the browser loads: small, complete, made once."""

import re
from pathlib import Path

import brotli
import pytest

from prestasi.ui import build


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ui")
    assert build.build(folder)
    return folder


def weight(path: Path) -> int:
    return len(brotli.compress(path.read_bytes(), quality=11))


def test_everything_a_page_names_is_there(made: Path) -> None:
    names = {path.name for path in made.iterdir()}
    assert {
        "prestasi.css",
        "prestasi.js",
        "prestasi.woff2",
        "htmx.js",
        "icon.svg",
        "chevron.svg",
    } <= names


def test_a_second_build_does_nothing(made: Path) -> None:
    before = (made / "prestasi.css").stat().st_mtime_ns
    assert not build.build(made)
    assert (made / "prestasi.css").stat().st_mtime_ns == before


def test_weights_stay_within_the_budget(made: Path) -> None:
    assert weight(made / "prestasi.css") <= 15_000
    assert weight(made / "prestasi.js") <= 9_500
    assert (made / "prestasi.woff2").stat().st_size <= 12_500


def test_the_sheet_fetches_nothing_from_elsewhere(made: Path) -> None:
    sheet = (made / "prestasi.css").read_text()
    assert "http" not in sheet.replace("http://www.w3.org", "") and "@import" not in sheet
    layers = list(dict.fromkeys(re.findall(r"@layer (\w+)", sheet)))
    assert layers == ["reset", "tokens", "base", "shell", "part", "screen", "util", "print"]


def test_the_font_keeps_weights_figures_and_glyphs(made: Path) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(made / "prestasi.woff2")
    axis = font["fvar"].axes[0]
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 700)
    assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert all(ord(glyph) in font.getBestCmap() for glyph in "aZ09é−×·≤≥“”")


def test_no_source_map_is_left_to_fetch(made: Path) -> None:
    scripts = list(made.glob("*.js"))
    assert scripts and all("sourceMappingURL" not in path.read_text() for path in scripts)
