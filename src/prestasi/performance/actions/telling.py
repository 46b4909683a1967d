"""Telling open pages of a change in somebody's work: the person's own, the superior's team, the unit's board."""

from __future__ import annotations

from collections.abc import Mapping

from prestasi.core import clock, live
from prestasi.people.queries.superior import superior_of


def tell_pages(person_id: int, unit_id: int, payload: Mapping[str, str | int | None]) -> None:
    """The team is the one of today's *atasan langsung*, whoever was frozen as rater before a move."""
    superior = superior_of(person_id, clock.today())
    team = () if superior is None else (f"team:{superior}",)
    for topic in (f"person:{person_id}", *team, f"unit:{unit_id}"):
        live.publish(topic, payload)
