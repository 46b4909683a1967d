"""Keys as their owner, the superior and the admin see them; never the secret."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from prestasi.api.models import ApiKey
from prestasi.api.permissions import MAY, check_key, sees_all_keys
from prestasi.api.queries.series import public_id
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.performance.permissions.evaluation import leads

MOST = 500


def indicator_of(key_id: int) -> int:
    """The indicator to which a key belongs; the gate is the act's. NotVisible for an unknown key."""
    found = ApiKey.objects.filter(pk=key_id).values_list("indicator_id", flat=True).first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One key. `state` is running, expired or revoked."""

    id: int
    prefix: str
    label: str
    indicator_id: int
    indicator: str
    holder: str
    made_at: dt.datetime
    expires_at: dt.datetime
    last_used_at: dt.datetime | None
    posts: int
    state: str
    words: str
    may_revoke: bool

    @property
    def tone(self) -> str:
        return {"running": "b", "expired": "none", "revoked": "lock"}[self.state]


@dataclass(frozen=True, slots=True)
class KeysPage:
    """The keys of one indicator, and whether the reader makes more."""

    indicator_id: int
    result_id: int
    public_id: str
    name: str
    person: str
    rows: tuple[KeyRow, ...]
    may_make: bool


def keys_of(actor: Actor, indicator_id: int) -> KeysPage:
    """Keys of an indicator, through the gate."""
    indicator, how = check_key(actor, indicator_id, "see")
    may_revoke = bool(how & MAY["revoke"]) and actor.on_behalf_of is None
    rows = _rows(Q(indicator=indicator_id), lambda _row: may_revoke)
    return KeysPage(
        indicator.pk, indicator.result_id, public_id(indicator.pk), indicator.name,
        indicator.result.plan.person.full_name, rows, bool(how & MAY["make"]) and actor.on_behalf_of is None,
    )  # fmt: skip


def all_keys(actor: Actor) -> tuple[KeyRow, ...]:
    """Own keys and those of people led; every key for admins and auditors. Two statements."""
    own = Q(holder=actor.person_id) if actor.person_id else Q(pk__in=[])
    seen = Q() if sees_all_keys(actor) else own | Q(leads(actor, "indicator__result__plan__", "holder"))
    is_admin = any(g.role == "admin" and g.unit_id is None for g in actor.grants)
    return _rows(seen, lambda row: is_admin or row.holder_id == actor.person_id)


def _rows(which: Q, may_revoke: object) -> tuple[KeyRow, ...]:
    found = ApiKey.objects.filter(which).select_related("indicator", "holder").annotate(n=Count("posts", distinct=True))
    return tuple(_row(row, bool(may_revoke(row))) for row in _latest(found))  # type: ignore[operator]


def _latest(rows: Iterable[ApiKey]) -> Iterable[ApiKey]:
    return rows.order_by("-pk")[:MOST]  # type: ignore[attr-defined]


def _row(row: ApiKey, may_revoke: bool) -> KeyRow:
    state = "revoked" if row.revoked_at else "expired" if row.expires_at <= clock.now() else "running"
    words = {"running": _("berlaku"), "expired": _("berakhir"), "revoked": _("dicabut")}[state]
    return KeyRow(
        row.pk, row.prefix, row.label, row.indicator_id, row.indicator.name, row.holder.full_name, row.made_at,
        row.expires_at, row.last_used_at, row.n, state, words, may_revoke and state == "running",  # type: ignore[attr-defined]
    )  # fmt: skip
