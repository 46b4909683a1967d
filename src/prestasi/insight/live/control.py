"""The control room, live: the rows of the heat table that a change makes new, in the order the reader has chosen."""

from __future__ import annotations

from django.template.loader import render_to_string

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.insight.live.topics import Changes, Topic
from prestasi.insight.permissions import WATCHERS, sees_unit
from prestasi.insight.queries import flow
from prestasi.organization.models import UnitVersion

TEMPLATE = "insight/control/_rows.html"


def _path(unit_id: int) -> str | None:
    return UnitVersion.objects.on(clock.today()).filter(unit=unit_id).values_list("path", flat=True).first()


def may_follow(actor: Actor, unit_id: int) -> bool:
    """As for the page: analysts, administrators and auditors within their scope."""
    path = _path(unit_id)
    return path is not None and any(g.role in WATCHERS for g in actor.grants) and sees_unit(actor, path)


def render(unit_id: int, changes: Changes) -> str:
    """All rows below the unit; the page takes those it shows. Figures lead to who is waited for."""
    return _rows(unit_id, may_remind=True)


def render_to_read(unit_id: int, changes: Changes) -> str:
    """The same rows for those who remind nobody: figures lead nowhere."""
    return _rows(unit_id, may_remind=False)


def _rows(unit_id: int, *, may_remind: bool) -> str:
    at = flow.times(clock.today())
    path = _path(unit_id)
    rows = flow.flows(path, at)[1] if at and path else []
    return render_to_string(TEMPLATE, {"rows": rows, "may_remind": may_remind})


TOPIC = Topic(may_follow, render, TEMPLATE)
READING = Topic(may_follow, render_to_read, TEMPLATE)
