"""Merging a unit into another: posts and their holders go along, heads without a post are listed to be placed."""

from __future__ import annotations

import datetime as dt

from prestasi.audit.actions.record import once
from prestasi.core.actor import Actor
from prestasi.core.receipt import Receipt
from prestasi.organization.actions.unit import end_unit
from prestasi.organization.models import Position
from prestasi.people.actions.leadership import head_of
from prestasi.people.actions.lines import Span, lay_lines
from prestasi.people.models import Assignment, AssignmentKind


def merge_unit(
    *, by: Actor, unit_id: int, into_id: int, effective_on: dt.date, decree: str, key: str | None = None
) -> Receipt:
    """Close a unit from a date. Staff keep their post titles in the other unit and report to its head.

    The head's post ends with the unit; its holder is left without a post until moved, and shown as such.
    """

    def act() -> Receipt:
        receipt = end_unit(by=by, unit_id=unit_id, effective_on=effective_on, decree=decree, into_id=into_id)
        carried = _carry_posts(unit_id, into_id, effective_on, decree)
        _end_rest(unit_id, effective_on)
        head = head_of(into_id, effective_on)
        if head:
            span = Span(effective_on)
            lay_lines(carried - {head.person_id}, head.person_id, span, capacity=head.kind, source=decree)
        return receipt

    return once(key, by, act)


def _carry_posts(unit_id: int, into_id: int, day: dt.date, decree: str) -> set[int]:
    """Copies of the non-head posts in the other unit, with their definitive holders; who was carried."""
    carried: set[int] = set()
    for old in Position.objects.on(day).filter(unit_id=unit_id, is_head=False):
        new = Position.objects.create(
            code=f"{old.code}-{into_id}"[:60], unit_id=into_id, title=old.title, kind=old.kind, valid_from=day,
            job_family_id=old.job_family_id, jf_level=old.jf_level, echelon=old.echelon, job_class=old.job_class,
            seats=old.seats, source=decree,
        )  # fmt: skip
        carried |= _carry_holders(old, new, day, decree)
    return carried


def _carry_holders(old: Position, new: Position, day: dt.date, decree: str) -> set[int]:
    held = list(Assignment.objects.on(day).filter(position=old, kind=AssignmentKind.DEFINITIVE))
    for post in held:
        ends = post.valid_to
        _shorten(post, day)
        Assignment.objects.create(
            person_id=post.person_id, position=new, unit_id=new.unit_id, decree=decree, valid_from=day, valid_to=ends,
            source=decree,
        )  # fmt: skip
    return {post.person_id for post in held}


def _shorten(post: Assignment, day: dt.date) -> None:
    """End a post on a day; one that starts that very day never was."""
    if post.valid_from >= day:
        post.delete()
    else:
        post.valid_to = day
        post.save(update_fields=["valid_to"])


def _end_rest(unit_id: int, day: dt.date) -> None:
    for post in Assignment.objects.on(day).filter(position__unit_id=unit_id):
        _shorten(post, day)
    Position.objects.on(day).filter(unit_id=unit_id, valid_from__lt=day).update(valid_to=day)
