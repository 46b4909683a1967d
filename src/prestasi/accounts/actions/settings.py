"""The person's own choices: theme, language, keys, active role."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from prestasi.accounts.models import User
from prestasi.accounts.queries.standing import Standing
from prestasi.accounts.roles import ROLES
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed


def change_preferences(*, by: Actor, **chosen: Any) -> None:
    """Keep theme, language or queue_keys; other names are ignored. No event: nothing decisive happens."""
    fields = {name: chosen[name] for name in ("theme", "language", "queue_keys") if name in chosen}
    if fields:
        User.objects.filter(pk=by.user_id or 0).update(**fields)


def choose_role(*, by: Actor, standing: Standing | None, role: str) -> None:
    """Work in another role that the account really has today."""
    if standing is None or role not in ROLES or not standing.has(role):
        raise NotAllowed(_("Peran ini tidak Anda pegang hari ini."), _("Peran diberikan oleh Admin"))
    User.objects.filter(pk=by.user_id or 0).update(active_role=role)
