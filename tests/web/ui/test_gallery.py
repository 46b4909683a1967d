"""The gallery shows every part; none of them carries a style or an inline handler."""

import re
from pathlib import Path

import pytest
from django.test import Client, override_settings

from prestasi.ui.templatetags import ui

TEMPLATES = Path(ui.__file__).resolve().parents[1] / "templates"
SOURCES = "\n".join(p.read_text() for p in [TEMPLATES / "ui/gallery.html", *(TEMPLATES / "ui/gallery").glob("*.html")])
PAGES = "\n".join(p.read_text() for p in (TEMPLATES / "ui").glob("*.html"))
BETWEEN = {"icon_symbols", "error_list"}
LIVES_IN_A_PART = {"is_group"}


@pytest.fixture(scope="module")
def page() -> str:
    with override_settings(SHELL_SOURCES={"agency": "prestasi.ui.samples.agency"}):
        response = Client().get("/galeri/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("tag", sorted(set(ui.register.tags) - BETWEEN))
def test_every_tag_is_in_the_gallery(tag: str) -> None:
    assert re.search(rf"{{% {tag}\b", SOURCES), tag


@pytest.mark.parametrize("name", sorted(set(ui.register.filters) - LIVES_IN_A_PART))
def test_every_filter_is_in_the_gallery(name: str) -> None:
    assert f"|{name}" in SOURCES


@pytest.mark.parametrize("path", sorted((TEMPLATES / "cotton").glob("*.html")), ids=lambda p: p.stem)
def test_every_component_is_in_the_gallery(path: Path) -> None:
    assert f"<c-{path.stem.replace('_', '-')}" in SOURCES


def test_no_style_and_no_handler(page: str) -> None:
    assert not re.search(r"<[^>]+\s(style|on\w+)=", page)
    assert not re.search(r"<style|<script(?![^>]*\ssrc=)", page)
    assert "<c-" not in page and "{%" not in page


def test_each_identifier_is_used_once(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_no_template_carries_style_or_handler() -> None:
    texts = {path.name: path.read_text() for path in TEMPLATES.rglob("*.html")}
    assert texts and [name for name, text in texts.items() if re.search(r"<[^>]+\s(style|on\w+)=", text)] == []


def test_errors_point_to_their_fields(page: str) -> None:
    assert 'href="#id_target"' in page
    assert 'aria-describedby="id_target_h id_target_e1"' in page and 'aria-invalid="true"' in page
