"""The frame of a page: menus show only what exists, the theme comes from the server, errors say what to do."""

from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from prestasi.accounts.models import User
from prestasi.core.actor import Actor
from prestasi.ui import menu, palette, shell
from prestasi.ui.views import csrf_failure, server_error

AGENCY = SimpleNamespace(name="Pemerintah Kota Bogor", short_name="Kota Bogor", brand_hue=158)
PERSON = SimpleNamespace(
    name="Sekar Umpama, A.Md.Gz.", unit="Puskesmas Minggir", roles=[("employee", "Puskesmas Minggir")]
)


def agency() -> SimpleNamespace:
    return AGENCY


def person(request: HttpRequest) -> SimpleNamespace:
    return PERSON


SOURCES = {"agency": f"{__name__}.agency", "person": f"{__name__}.person"}


def request_by(role: str = "employee", path: str = "/", **headers: str) -> HttpRequest:
    request = RequestFactory().get(path, headers=headers)
    request.user = User(username="x", theme="dark", queue_keys=False)
    vars(request)["actor"] = Actor(1, 1, "Sekar", role=role)
    return request


@pytest.fixture(autouse=True)
def sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "_source", lambda name, *args: {"agency": AGENCY, "person": PERSON}[name])


def test_every_role_has_both_menus() -> None:
    assert set(menu.MENU) == set(menu.TABBAR) == set(menu.ROLES)
    assert all(len(tabs) == 5 and tabs[-1] is menu.MORE for tabs in menu.TABBAR.values())


def test_the_bottom_menu_repeats_the_side_menu() -> None:
    for role, tabs in menu.TABBAR.items():
        side = {e.key for group in menu.MENU[role] for e in group.entries}
        assert {e.key for e in tabs[:-1]} <= side, role


@pytest.mark.parametrize("role", list(menu.MENU))
def test_the_shortcuts_of_a_phone_are_of_the_side_menu_and_not_below_already(role: str) -> None:
    side = {e.key for group in menu.MENU[role] for e in group.entries}
    short = [e.key for e in menu.SHORTCUTS[role]]
    assert 0 < len(short) <= 4 and set(short) <= side and not set(short) & {e.key for e in menu.TABBAR[role]}


@pytest.mark.parametrize("role", list(menu.MENU))
def test_pages_that_do_not_exist_are_not_in_the_menu(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "link", lambda *names: f"/{names[0]}/" if "today" in names[0] else "")
    built = shell.shell_of(request_by(role, "/performance:today/"))
    assert [item.key for item in built.items()] == ["today"] and next(iter(built.items())).current


def test_the_current_entry_is_the_longest_fitting_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "link", lambda *names: {"a": "/a/", "b": "/a/b/"}.get(names[0], ""))
    groups = (menu.Group("x", (menu.Entry("A", "x", "a", "A"), menu.Entry("B", "x", "b", "B"))),)
    assert shell.current_key("/a/b/3/", groups) == "B"
    assert shell.current_key("/a/", groups) == "A" and shell.current_key("/c/", groups) == ""


def test_theme_hue_and_person_come_from_the_server() -> None:
    request = request_by()
    page = render_to_string("ui/menu.html", {"shell": shell.shell_of(request)}, request)
    assert '<html lang="id" data-theme="dark" data-keys="off">' in page
    assert f"{reverse('ui:brand')}?h=158" in page
    assert "Sekar Umpama" in page and "Puskesmas Minggir" in page and "Pemerintah Kota Bogor" in page


def test_a_stranger_gets_neither_menu_nor_name() -> None:
    request = RequestFactory().get("/")
    built = shell.shell_of(request)
    assert (built.menu, built.tabbar, built.user, built.signed_in) == ((), (), "", False)


def test_the_theme_cookie_is_taken_only_when_it_names_a_theme() -> None:
    request = RequestFactory().get("/")
    request.COOKIES["tema"] = '"><script>'
    assert shell.shell_of(request).theme == ""


def test_the_hue_is_one_line_that_can_be_kept_for_ever() -> None:
    response = Client().get(reverse("ui:brand"), {"h": "158"})
    assert response.content == b":root{--brand-h:158}"
    assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize("asked", ["", "-5", "abc", "1e3", "9999", "1;}body{display:none"])
def test_a_bad_hue_gives_the_ordinary_one(asked: str) -> None:
    assert Client().get(reverse("ui:brand"), {"h": asked}).content == b":root{--brand-h:265}"


def provider(request: HttpRequest, query: str) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(label="Sekar Umpama", url="/p/1/", icon="user", group="person", note="Puskesmas"),
        SimpleNamespace(label="Catat capaian", url="/c/", icon="pencil", group="act"),
    ]


def test_the_palette_shows_acts_before_pages_before_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(palette, "_from_menu", lambda request, query: [palette.Option("Hasil saya", "/h/")])
    monkeypatch.setattr(palette, "import_string", lambda path: provider)
    with override_settings(PALETTE_PROVIDERS=["x"]):
        found = palette.groups(request_by(), "s")
    assert [(name, [line.label for line in lines]) for name, lines in found] == [
        ("Tindakan", ["Catat capaian"]), ("Halaman", ["Hasil saya"]), ("Orang", ["Sekar Umpama"]),
    ]  # fmt: skip
    assert [line.position for _n, lines in found for line in lines] == [1, 2, 3]


@pytest.mark.parametrize("code", [403, 404, 409, 422, 503])
def test_fault_pages_say_what_happened_and_carry_the_event(code: int) -> None:
    request = request_by()
    vars(request)["id"] = "e7c21aa09bf31234"
    error = SimpleNamespace(reason="Bukan pejabat penilainya.", who_may="dr. Bima Rekaan", message="Sudah disetujui.")
    page = render_to_string(f"{code}.html", {"error": error}, request)
    assert "E7C2·1AA0·9BF3" in page and "<h1>" in page and 'class="btn pri"' in page
    assert code != 403 or "dr. Bima Rekaan" in page


def test_a_fault_inside_a_page_is_a_note_not_a_page() -> None:
    request = request_by(**{"HX-Request": "true"})
    vars(request)["htmx"] = True
    page = render_to_string("403.html", {}, request)
    assert page.strip().startswith('<div class="note"') and "<html" not in page


def test_the_last_resort_needs_no_context() -> None:
    request = RequestFactory().get("/")
    vars(request)["id"] = "e7c21aa09bf31234"
    response = server_error(request)
    assert response.status_code == 500 and b"e7c21aa09bf31234" in response.content


def test_an_old_form_is_told_how_to_go_on() -> None:
    response = csrf_failure(request_by())
    assert response.status_code == 403 and b"kedaluwarsa" in response.content


def test_citizens_pages_load_no_script() -> None:
    page = Client().get(reverse("ui:official")).content.decode()
    assert "<script" not in page and "ui/prestasi.css" in page
