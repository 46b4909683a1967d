"""The unit head's board, live: what a change in a unit makes new on the boards of that unit and those above."""

from __future__ import annotations

from django.template.loader import render_to_string

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.insight.live.topics import Changes, Topic
from prestasi.insight.permissions import sees_unit
from prestasi.insight.queries import board, flow
from prestasi.organization.models import UnitVersion

TEMPLATE = "insight/board/_live.html"


def _path(unit_id: int) -> str | None:
    return UnitVersion.objects.on(clock.today()).filter(unit=unit_id).values_list("path", flat=True).first()


def may_follow(actor: Actor, unit_id: int) -> bool:
    path = _path(unit_id)
    return path is not None and sees_unit(actor, path)


def render(unit_id: int, changes: Changes) -> str:
    """Feed and progress of the units below, as the parts of the page with the same ids."""
    at = flow.times(clock.today())
    path = _path(unit_id) or "-"
    whole, rows = flow.flows(path, at) if at and path != "-" else (None, [])
    page = {
        "unit_id": unit_id,
        "times": at,
        "whole": whole,
        "rows": rows,
        "feed": board.feed(path),
    }
    return render_to_string(TEMPLATE, {"board": page, "at": clock.now(), "n": len(changes)})


TOPIC = Topic(may_follow, render, TEMPLATE)
