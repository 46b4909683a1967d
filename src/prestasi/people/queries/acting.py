"""A head's post to appoint somebody to, and an acting term to end; both pass the gate of who may change them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.organization.models import Position
from prestasi.organization.permissions import check_reader, holds_role_over, unit_path_ids
from prestasi.organization.queries.units import units_on
from prestasi.people.models import Assignment
from prestasi.people.queries.changes import check_may_change


@dataclass(frozen=True, slots=True)
class HeadPost:
    """A head's post: its unit, its definitive holder and present acting official, "" when there is none."""

    id: int
    title: str
    unit_id: int
    unit: str
    holder: str
    acting: str


@dataclass(frozen=True, slots=True)
class ActingTerm:
    id: int
    person_id: int
    person: str
    title: str
    kind: str
    start: dt.date
    end: dt.date | None


def head_post(actor: Actor, position_id: int) -> HeadPost:
    """NotVisible for a post that is not a head's; NotAllowed for readers who are not its analyst."""
    check_reader(actor)
    position = Position.objects.filter(pk=position_id, is_head=True).first()
    if position is None:
        raise NotVisible
    if not holds_role_over(actor, frozenset({"analyst"}), unit_path_ids(position.unit_id)):
        raise NotAllowed(_("Plt. dan Plh. dicatat oleh analis kepegawaian."), _("Analis kepegawaian unit ini."))
    held = {a.kind: a.person.full_name for a in _held(position_id)}
    unit = units_on([position.unit_id], clock.today()).get(position.unit_id)
    acting = held.get("plt") or held.get("plh") or ""
    name = unit.name if unit else ""
    return HeadPost(position.pk, position.title, position.unit_id, name, held.get("definitive", ""), acting)


def _held(position_id: int) -> list[Assignment]:
    return list(Assignment.objects.on(clock.today()).filter(position_id=position_id).select_related("person"))


def acting_term(actor: Actor, assignment_id: int) -> ActingTerm:
    """One term of an acting official (*Plt/Plh*). Raises NotVisible, and NotAllowed for who may not change it."""
    found = Assignment.objects.filter(pk=assignment_id, kind__in=("plt", "plh"))
    term = found.select_related("person", "position").first()
    if term is None:
        raise NotVisible
    check_may_change(actor, term.person_id)
    return ActingTerm(
        term.pk, term.person_id, term.person.full_name, term.position.title, term.get_kind_display(), term.valid_from,
        term.valid_to,
    )  # fmt: skip
