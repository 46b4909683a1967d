"""The supervisor's board, live: who may follow it, and that it says the same as the page."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from django.test import Client

from prestasi.core import live
from prestasi.insight.live import topics
from prestasi.people.models import ReportingLine
from prestasi.performance.actions.progress import report_progress
from prestasi.performance.queries.team import team_page
from tests.world import TODAY, World

Followed = tuple[topics.Topic, int]


@pytest.fixture
def team_of(world: World) -> Followed:
    found = topics.find(f"team:{world.actor('superior').person_id}")
    assert found is not None
    return found


def test_only_the_supervisor_in_person_follows_the_team(world: World, team_of: Followed) -> None:
    topic, number = team_of
    supervisor = world.actor("superior")
    assert topic.may_follow(supervisor, number)
    assert not topic.may_follow(world.actor("employee"), number)
    assert not topic.may_follow(dataclasses.replace(world.actor("employee"), on_behalf_of=number), number)
    assert not topic.may_follow(dataclasses.replace(supervisor, on_behalf_of=1), number)


def test_the_live_parts_are_the_parts_of_the_page(world: World, team_of: Followed, client: Client) -> None:
    topic, number = team_of
    html = topic.render(number, [])
    client.force_login(world.users["superior"], backend="prestasi.accounts.backends.AccountBackend")
    page = client.get("/tim/").content.decode()
    members = team_page(world.actor("superior")).members
    for part in ('id="tim-ringkas"', 'id="tim-tinjau"', 'id="tim"', *(m.name for m in members)):
        assert part in html and part in page
    assert f"/langsung/team:{number}" in page


def test_after_a_move_the_new_superior_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(live, "publish", lambda topic, payload: told.append(topic))
    employee, new = world.people["employee"], world.people["head"]
    ReportingLine.objects.filter(person=employee).update(valid_to=TODAY)
    ReportingLine.objects.create(person=employee, superior=new, valid_from=TODAY)
    report_progress(by=world.actor("employee"), indicator_id=world.indicators["employee"].pk, value=Decimal("89.4"))
    assert world.plans["employee"].rater_id == world.people["superior"].pk
    assert [topic for topic in told if topic.startswith("team:")] == [f"team:{new.pk}"]
