"""English is complete: every text has one, pages show no other, and a person chooses the language on the page."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django import forms
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from prestasi.accounts.models import User
from prestasi.core.live_address import address
from prestasi.insight.live import topics
from prestasi.notices.models import Notice
from prestasi.performance.actions.feedback import give_feedback
from tests.web.conftest import SignIn
from tests.world import World, open_evaluation

PLACE = re.compile(r"%\(\w+\)[sd]|%%|%[sd](?!\w)|\{\w*\}|</?\w+[^>]*>")
INDONESIAN = frozenset({
    "anda", "atau", "batal", "belum", "bila", "catat", "dapat", "dari", "dengan", "hari", "kembali", "keadaan",
    "menunggu", "oleh", "pada", "penilai", "rencana", "sampai", "semua", "simpan", "sudah", "tidak", "untuk", "unduh",
    "yang", "disepakati", "pegawai", "kinerja",
})  # fmt: skip
PAGES = {
    "employee": (
        "performance:today", "performance:plan", "performance:result", "performance:report", "performance:evidence",
        "performance:my_results", "audit:my_trail", "notices:inbox", "accounts:security", "accounts:preferences",
        "people:card",
    ),
    "superior": (
        "performance:team", "performance:review", "performance:rating_queue", "performance:matrix",
        "accounts:delegations",
    ),
    "head": ("insight:board_start", "performance:goal_tree", "performance:confirmations", "performance:achievements"),
    "analyst": ("people:list", "organization:tree", "exchange:imports", "insight:control_room", "insight:cycles"),
}  # fmt: skip
STRANGERS = ("public:home", "account_login", "accounts:recover", "audit:verify")


@pytest.fixture(scope="module")
def english() -> Catalog:
    with _po().open("rb") as file:
        return read_po(file, locale="en")


def test_wrong_input_is_answered_in_plain_words() -> None:
    """Django's own Indonesian is stiff; the catalogue `locale/id` says it as a colleague would."""

    class Given(forms.Form):
        name, day, number = forms.CharField(), forms.DateField(), forms.IntegerField()
        short = forms.CharField(max_length=3)

    with translation.override("id"):
        said = [text for found in Given({"day": "x", "number": "x", "short": "abcd"}).errors.values() for text in found]
    assert said == [
        "Bagian ini perlu diisi.", "Tulis tanggal seperti 8/10/2026.", "Tulis bilangan bulat, misalnya 12.",
        "Paling banyak 3 huruf; isian Anda 4 huruf.",
    ]  # fmt: skip


def test_every_text_has_an_english_one_with_the_same_places(english: Catalog) -> None:
    wrong = [
        (source, text)
        for message in english
        if message.id
        for source, text in _pairs(message)
        if not text.strip() or Counter(PLACE.findall(source)) != Counter(PLACE.findall(text))
    ]
    assert wrong == []
    assert not [message.id for message in english if message.id and message.fuzzy]


def test_spaces_at_the_edges_are_kept(english: Catalog) -> None:
    """Some texts are parts of a sentence."""
    edges = [(source, text) for message in english if message.id for source, text in _pairs(message)]
    assert [pair for pair in edges if _edges(pair[0]) != _edges(pair[1])] == []


@pytest.mark.skipif(not shutil.which("xgettext"), reason="xgettext is only there where texts are collected")
def test_the_catalogue_holds_what_pages_and_code_say(english: Catalog, project_root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "src" / "prestasi"
    shutil.copytree(project_root / "src" / "prestasi", copy, ignore=shutil.ignore_patterns("static", "*.mo", "demo"))
    for name in ("config", "prestasi_rules"):
        (tmp_path / "src" / name).symlink_to(project_root / "src" / name)
    (tmp_path / ".venv").symlink_to(project_root / ".venv")
    shutil.copytree(project_root / "scripts", tmp_path / "scripts")
    (copy / "demo").symlink_to(project_root / "src" / "prestasi" / "demo")
    subprocess.run([tmp_path / "scripts" / "messages.sh"], check=True, capture_output=True)
    with (copy / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        collected = _sources(read_po(file, locale="en"))
    assert collected == _sources(english)


@pytest.mark.parametrize("who", PAGES)
def test_pages_in_english_hold_no_indonesian(world: World, signed_in: SignIn, who: str) -> None:
    open_evaluation(world, "employee")
    User.objects.update(language="en")
    client = signed_in(who)
    assert {name: _left_over(client, _address(world, name)) for name in PAGES[who]} == {name: [] for name in PAGES[who]}


def test_pages_for_strangers_in_english_hold_no_indonesian(world: World) -> None:
    client = Client(headers={"Accept-Language": "en"})
    assert {name: _left_over(client, reverse(name)) for name in STRANGERS} == {name: [] for name in STRANGERS}


def test_a_stranger_keeps_the_language_in_a_cookie(world: World) -> None:
    client = Client()
    assert '<html lang="id"' in _page(client, reverse("public:home"))
    answer = client.post(reverse("set_language"), {"language": "en", "next": reverse("public:home")})
    assert answer["Location"] == reverse("public:home")
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert '<html lang="en"' in _page(client, reverse("public:home"))


def test_a_person_keeps_the_language_with_the_account(world: World, signed_in: SignIn) -> None:
    signed_in("employee").post(reverse("set_language"), {"language": "en", "next": "/"})
    assert User.objects.get(pk=world.users["employee"].pk).language == "en"
    elsewhere = signed_in("employee")
    assert '<html lang="en"' in _page(elsewhere, reverse("performance:today"))
    elsewhere.post(reverse("set_language"), {"language": "id", "next": "/"})
    assert '<html lang="id"' in _page(elsewhere, reverse("performance:today"))


def test_an_unknown_language_changes_nothing(world: World, signed_in: SignIn) -> None:
    signed_in("employee").post(reverse("set_language"), {"language": "xx", "next": "/"})
    assert User.objects.get(pk=world.users["employee"].pk).language == "id"


def test_every_page_offers_the_other_language(world: World) -> None:
    page = _page(Client(), reverse("public:home"))
    assert f'action="{reverse("set_language")}"' in page and ">English</button>" in page


def test_a_notice_is_written_in_the_language_of_its_reader(world: World) -> None:
    """Whoever works in English does not make colleagues read English, and the other way round."""
    User.objects.filter(pk=world.users["peer"].pk).update(language="en")
    with translation.override("en"):
        _appreciate(world, "peer", "employee")
    with translation.override("id"):
        _appreciate(world, "employee", "peer")
    texts = dict(Notice.objects.values_list("person", "text"))
    assert "memberi umpan balik: apresiasi" in texts[world.people["employee"].pk]
    assert "gave feedback: appreciation" in texts[world.people["peer"].pk]


def test_a_live_page_is_followed_in_its_language() -> None:
    """A change reaches the pages of every language; an unknown language is no topic."""
    request = RequestFactory().get("/")
    with translation.override("en"):
        assert address(request, "unit:12").endswith("/langsung/unit:12@en")
    with translation.override("id"):
        assert address(request, "unit:12").endswith("/langsung/unit:12")
    assert topics.in_all_languages("unit:12") == ["unit:12", "unit:12@en"]
    assert topics.find("unit:12@en") == topics.find("unit:12") != topics.find("unit:12@zz")
    assert [topics.language_of(name) for name in ("unit:12", "unit:12@en")] == ["id", "en"]


def _appreciate(world: World, giver: str, to: str) -> None:
    give_feedback(
        by=world.actor(giver), plan_id=world.plans[to].pk, kind="praise", behaviour=1,
        text="Melayani dengan sabar saat antrean panjang.",
    )  # fmt: skip


def _po() -> Path:
    return Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES" / "django.po"


def _pairs(message: Message) -> Iterator[tuple[str, str]]:
    """Source and English; a plural's two forms are both written after its source."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
        return
    yield from ((message.id[0], text) for text in message.string or ())


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def _sources(catalog: Catalog) -> set[tuple[object, object]]:
    return {(message.context, message.id) for message in catalog if message.id}


def _address(world: World, name: str) -> str:
    objects: dict[str, Any] = {"performance:result": world.results, "people:card": world.people}
    return reverse(name, args=[objects[name]["employee"].pk] if name in objects else [])


def _page(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return str(answer.getvalue(), "utf-8")


def _left_over(client: Client, address: str) -> list[str]:
    """Pieces of the page's text, or of the names for those who cannot see it, with an Indonesian word."""
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", _page(client, address), flags=re.S)
    page = re.sub(r'<(\w+)\b[^>]* lang="id".*?</\1>', " ", page, flags=re.S)
    named = re.findall(r'\b(?:title|aria-label|placeholder|alt)="([^"]*)"', page)
    pieces = [html.unescape(piece).strip() for piece in (*re.split(r"<[^>]*>", page), *named)]
    return [piece for piece in pieces if INDONESIAN & set(re.findall(r"[a-z]+", piece.lower()))]
