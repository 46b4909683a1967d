"""Pages of the performance app show what higher apps offer, at the place and in the order that is promised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.template import Template

from prestasi.core import providers
from prestasi.core.actor import Actor
from prestasi.performance.queries.today import today_page
from tests.web.conftest import SignIn
from tests.world import TODAY, World, open_evaluation

HERE = "tests.web.test_providers"


def items(actor: Actor, on: dt.date) -> Iterator[providers.TodayItem]:
    yield providers.TodayItem("Konfirmasi kesepakatan", actor.name, "messages", "Buka", "/dialog/7/", on)


def panels(actor: Actor, rated: providers.Rated) -> Iterator[providers.Panel]:
    text = Template("<p>{{ panel.body }}</p>")
    yield providers.Panel("Pengingat", text, f"Orang {rated.person_id}", "pengingat")  # type: ignore[arg-type]


def links(actor: Actor, shown: providers.ShownResult) -> Iterator[providers.ResultLink]:
    if shown.evaluation_id is None:
        yield providers.ResultLink("Keberatan saya", "/keberatan/")
    else:
        yield providers.ResultLink("Ajukan keberatan", "/keberatan/ajukan/", place="objection", is_main=True)


def notes(actor: Actor, people: tuple[int, ...]) -> Iterator[providers.TeamNote]:
    yield providers.TeamNote(people[0], "dialog 12 Okt", "/dialog/7/", "soon")


@pytest.fixture
def offered(settings: Any) -> None:
    names = {"today_items": "items", "rater_panel": "panels", "result_links": "links", "team_notes": "notes"}
    settings.PROVIDERS = {hook: [f"{HERE}.{name}"] for hook, name in names.items()}


def test_an_item_of_today_stands_among_the_acts_by_its_day(world: World, offered: None) -> None:
    page = today_page(world.actor("employee"))
    found = next(act for act in page.acts if act.href == "/dialog/7/")
    assert (found.title, found.due_on) == ("Konfirmasi kesepakatan", TODAY)
    assert [act.due_on or dt.date.max for act in page.acts] == sorted(act.due_on or dt.date.max for act in page.acts)


def test_a_panel_stands_beside_the_sheet_of_the_person_being_rated(
    world: World, signed_in: SignIn, offered: None
) -> None:
    row = open_evaluation(world, "employee")
    answer = signed_in("superior").get(f"/nilai/{row.pk}/").content.decode()
    assert '<section id="pengingat"><h2>Pengingat</h2>' in answer
    assert f"<p>Orang {row.person_id}</p>" in answer


def test_the_list_of_own_results_offers_its_own_ways_on(world: World, signed_in: SignIn, offered: None) -> None:
    assert 'href="/keberatan/"' in signed_in("employee").get("/hasil/").content.decode()


def test_a_note_stands_with_the_member(world: World, signed_in: SignIn, offered: None) -> None:
    answer = signed_in("superior").get("/tim/").content.decode()
    assert answer.count("dialog 12 Okt") == 1


def test_without_providers_a_hook_is_empty(settings: Any) -> None:
    settings.PROVIDERS = {}
    assert providers.today_items.collect(Actor(user_id=1, person_id=1), TODAY) == ()
