"""Who may read events: everyone their own, auditors what lies within their grant."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from prestasi.audit.kinds import KINDS
from prestasi.audit.models import Event
from prestasi.core import clock
from prestasi.core.above import rows_of
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible

AUDITOR = "auditor"
HIDDEN_FROM_SUBJECT = frozenset(name for name, kind in KINDS.items() if not kind.visible_to_subject)


def can_search(actor: Actor) -> bool:
    return actor.has_role(AUDITOR)


def check_can_search(actor: Actor) -> None:
    if not can_search(actor):
        raise NotAllowed(_("Penelusuran peristiwa hanya untuk pemeriksa."), _("Auditor dengan hibah yang berlaku"))


def visible_events(actor: Actor) -> Q:
    """Filter for an auditor's lists: everything, or the units of the grant and below."""
    units = [g.unit_id for g in actor.grants if g.role == AUDITOR]
    if not units:
        return Q(pk__in=[])
    if None in units:
        return Q()
    return Q(unit_id__in=_subtree([u for u in units if u is not None]))


def _subtree(unit_ids: list[int]) -> Any:
    versions = rows_of("organization.UnitVersion")
    inside = Q(pk__in=[])
    for path in versions.on(clock.today()).filter(unit__in=unit_ids).values_list("path", flat=True):
        inside |= Q(path__startswith=path)
    return versions.filter(inside).values("unit")


def is_party(actor: Actor, event: Event) -> bool:
    """Whether the event is the actor's own: acted, or concerned by an event of a kind shown to its subject."""
    if actor.person_id is None:
        return actor.user_id is not None and event.actor_user_id == actor.user_id
    if event.actor_person_id == actor.person_id:
        return True
    return event.subject_person_id == actor.person_id and event.kind not in HIDDEN_FROM_SUBJECT


def can_read(actor: Actor, event: Event) -> bool:
    if is_party(actor, event):
        return True
    return can_search(actor) and Event.objects.filter(visible_events(actor), pk=event.pk).exists()


def check_can_read(actor: Actor, event: Event | None) -> Event:
    """The event, or NotVisible."""
    if event is None or not can_read(actor, event):
        raise NotVisible
    return event
