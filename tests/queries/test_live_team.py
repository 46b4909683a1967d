"""The supervisor's board, live: who may follow it, and that it says the same as the page."""

from __future__ import annotations

import dataclasses

import pytest
from django.test import Client

from prestasi.insight.live import topics
from prestasi.performance.queries.team import team_page
from tests.world import World

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
    client.force_login(world.users["superior"], backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/tim/").content.decode()
    members = team_page(world.actor("superior")).members
    for part in ('id="tim-ringkas"', 'id="tim-tinjau"', 'id="tim"', *(m.name for m in members)):
        assert part in html and part in page
    assert f"/langsung/team:{number}" in page
