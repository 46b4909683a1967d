"""Who may read and who may change the organisation: every signed-in person reads it, analysts and admins change it."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.organization.models import UnitVersion

CHANGERS = frozenset({"analyst", "admin"})
READERS_OF_STAFF = frozenset({"analyst", "admin", "auditor"})


def check_reader(actor: Actor) -> None:
    """Strangers see nothing; the tree itself is open to everyone who works here."""
    if not actor.is_authenticated:
        raise NotVisible


def unit_path_ids(unit_id: int, on: dt.date | None = None) -> frozenset[int]:
    """The unit and all units above it on a date; NotVisible when there is no such unit at any date."""
    versions = UnitVersion.objects.filter(unit_id=unit_id).order_by("-valid_from")
    path = versions.on(on or clock.today()).values_list("path", flat=True).first()
    path = path or versions.values_list("path", flat=True).first()
    if path is None:
        raise NotVisible
    return frozenset(int(i) for i in path.split(".") if i)


def holds_role_over(actor: Actor, roles: frozenset[str], unit_ids: frozenset[int]) -> bool:
    """Whether a grant of one of the roles covers one of the units (ids of a unit and its ancestors)."""
    return any(g.role in roles and (g.unit_id is None or g.unit_id in unit_ids) for g in actor.grants)


def may_change_unit(actor: Actor, unit_id: int) -> bool:
    """For pages: whether the edit links are shown."""
    return holds_role_over(actor, CHANGERS, unit_path_ids(unit_id))


def check_change_unit(actor: Actor, unit_id: int | None) -> None:
    """Analysts and admins change units within their grant; a new top unit needs a grant for the whole agency."""
    check_reader(actor)
    covered = unit_path_ids(unit_id) if unit_id is not None else frozenset()
    if not holds_role_over(actor, CHANGERS, covered):
        raise NotAllowed(
            _("Anda dapat melihat unit ini, tetapi tidak mengubahnya."),
            _("Analis kepegawaian atau admin yang hibah perannya mencakup unit ini."),
        )
