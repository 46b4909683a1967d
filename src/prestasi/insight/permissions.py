"""Who may see a unit's figures: its head and the heads above, analysts, administrators and auditors in their scope."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.accounts.roles import Role
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.organization.models import UnitVersion
from prestasi.people.permissions import headed_units, heads_any

WATCHERS = frozenset({"analyst", "admin", "auditor"})


def sees_unit(actor: Actor, path: str) -> bool:
    """Whether the actor may see the unit with this path, as head of it or of one above, or by a grant."""
    units = frozenset(int(part) for part in path.split(".") if part)
    if any(g.role in WATCHERS and (g.unit_id is None or g.unit_id in units) for g in actor.grants):
        return True
    if any(g.role == Role.UNIT_HEAD and g.unit_id in units for g in actor.grants):
        return True
    me = actor.on_behalf_of or actor.person_id
    return me is not None and heads_any(me, units, clock.today())


def home_unit(actor: Actor) -> int | None:
    """The unit a board opens with: the highest one headed, else the scope of a grant, else the root."""
    me = actor.on_behalf_of or actor.person_id
    headed = headed_units(me) if me is not None else []
    scopes = [g.unit_id for g in actor.grants if g.role in WATCHERS]
    versions = UnitVersion.objects.on(clock.today())
    if headed:
        return versions.filter(unit__in=headed).order_by("path").values_list("unit_id", flat=True).first()
    if None in scopes:
        return versions.filter(parent__isnull=True).order_by("path").values_list("unit_id", flat=True).first()
    return next((unit for unit in scopes if unit), None)


def may_remind(actor: Actor, unit_id: int) -> bool:
    """Analysts over the unit, in their own name."""
    granted = [g.unit_id for g in actor.grants if g.role == "analyst"]
    if actor.on_behalf_of is not None or not granted:
        return False
    path = UnitVersion.objects.on(clock.today()).filter(unit=unit_id).values_list("path", flat=True).first() or ""
    return None in granted or bool(set(granted) & {int(part) for part in path.split(".") if part})


def control_unit(actor: Actor) -> int:
    """The unit the control room opens with: the root for a whole agency, else the scope of a grant; 403 for others."""
    scopes = [g.unit_id for g in actor.grants if g.role in WATCHERS]
    if not scopes:
        raise NotAllowed(_("Ruang kendali dibuka oleh analis kepegawaian, admin, dan auditor."), "BKPP/BKD")
    today = UnitVersion.objects.on(clock.today())
    roots = today.filter(parent__isnull=True) if None in scopes else today.filter(unit__in=scopes)
    found = roots.order_by("path").values_list("unit_id", flat=True).first()
    if found is None:
        raise NotVisible
    return found
