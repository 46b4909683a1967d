"""The supervisor's board, live: what a report, a review or a rating makes new in *Tim saya*."""

from __future__ import annotations

from django.template.loader import render_to_string

from prestasi.core.actor import Actor
from prestasi.insight.live.topics import Changes, Topic
from prestasi.performance.queries.team import team_page

TEMPLATE = "performance/team/_live.html"


def may_follow(actor: Actor, person_id: int) -> bool:
    """Only the supervisor in person: a delegate may be a member of the team, whose own row stays closed to them."""
    return actor.on_behalf_of is None and actor.person_id == person_id


def render(person_id: int, changes: Changes) -> str:
    """Counts and table, as the parts of the page with the same ids."""
    team = team_page(Actor(user_id=None, person_id=person_id))
    return render_to_string(TEMPLATE, {"team": team})


TOPIC = Topic(may_follow, render, TEMPLATE)
