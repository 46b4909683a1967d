"""What the frame around every page says about the person: name, unit, roles, and for whom they act."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from prestasi.accounts.lifetime import seconds_left
from prestasi.accounts.middleware import acting
from prestasi.accounts.queries.standing import HeldRole, Standing
from prestasi.core import formats
from prestasi.core.http import Request


@dataclass(frozen=True, slots=True)
class ShellPerson:
    """`roles` are (role, where); `acting_for` names the person on whose behalf the session acts, and until when."""

    name: str
    unit: str
    roles: list[tuple[str, str]]
    acting_for: str = ""
    seconds_left: int | None = None


def person(request: Request) -> ShellPerson | None:
    """The person of this request; None for strangers."""
    standing: Standing | None = getattr(request, "standing", None)
    if standing is None:
        return None
    role = request.actor.role
    where = next((r for r in standing.roles if r.role == role), standing.roles[0])
    return ShellPerson(standing.name, place(where), _choices(standing), _acting_words(request), seconds_left(request))


def place(role: HeldRole) -> str:
    """Where a role is held; an account without a post has no place, a granted role without a unit the whole agency."""
    return role.unit or (_("Seluruh instansi") if role.role in {"analyst", "admin", "auditor"} else "")


def _choices(standing: Standing) -> list[tuple[str, str]]:
    """One entry per role; several units of one role are named together."""
    found: dict[str, list[str]] = {}
    for role in standing.roles:
        found.setdefault(role.role, []).append(place(role))
    return [(role, ", ".join(dict.fromkeys(p for p in places if p))) for role, places in found.items()]


def _acting_words(request: Request) -> str:
    held = acting(request)
    if held is None:
        return ""
    if held.until is None:
        return held.giver_name
    return _("%(name)s sampai %(date)s") % {"name": held.giver_name, "date": formats.plain_date(held.until)}
