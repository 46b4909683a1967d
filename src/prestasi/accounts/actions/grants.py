"""Granted roles and the state of accounts; both are decided by an admin, never for oneself."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from prestasi.accounts.actions.sessions import end_all_sessions
from prestasi.accounts.models import RoleGrant, User
from prestasi.accounts.permissions import check_manages
from prestasi.accounts.roles import GRANTED, Role
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.above import rows_of
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.core.receipt import Receipt

LONGEST = dt.timedelta(days=366)
LONGEST_REASON = 200


def grant_role(
    *, by: Actor, user_id: int, role: str, last_on: dt.date, reason: str, unit_id: int | None = None,
    key: str | None = None,
) -> Receipt:  # fmt: skip
    """*Hibah peran* from today until `last_on`, at most a year, within a unit and below or the whole agency."""
    user = check_manages(by, user_id)
    if role not in GRANTED:
        raise Invalid({"role": _("Peran ini mengikuti jabatan dan tidak dapat dihibahkan.")})
    if not clock.today() <= last_on <= clock.today() + LONGEST:
        raise Invalid({"last_on": _("Paling lambat satu tahun dari hari ini.")})
    if unit_id is not None and not rows_of("organization.Unit").filter(pk=unit_id).exists():
        raise NotVisible

    held = Q(user=user, role=role, unit=unit_id)

    def act() -> Receipt:
        User.objects.select_for_update().get(pk=user_id)
        if RoleGrant.objects.on(clock.today()).filter(held).exists():
            raise Closed(_("Peran ini sudah berlaku untuk orang dan unit itu."))
        row = RoleGrant.objects.create(
            user=user, role=role, unit_id=unit_id, reason=reason, granted_by_id=by.user_id,
            valid_from=clock.today(), valid_to=last_on + dt.timedelta(days=1),
        )  # fmt: skip
        payload = {"role": role, "until": last_on.isoformat(), "reason": reason}
        return record("role.granted", by=by, about=row, subject=user.person_id, unit=unit_id, payload=payload)

    return once(key, by, act)


def check_manages_still(by: Actor) -> None:
    """Admins remove each other one after the other, and who was removed meanwhile removes nobody: one always stays."""
    today = clock.today()
    admins = RoleGrant.objects.on(today).filter(role=Role.ADMIN, unit__isnull=True, user__is_active=True)
    list(RoleGrant.objects.select_for_update(no_key=True).filter(role=Role.ADMIN).order_by("pk").values_list("pk"))
    if not admins.filter(user=by.user_id).exists():
        raise NotAllowed(_("Peran admin Anda baru saja berakhir."), _("Admin lain"))


def end_role(*, by: Actor, grant_id: int, key: str | None = None) -> Receipt:
    """End a grant today; what it allowed is gone on the next request. A grant of today is taken back whole."""
    found = RoleGrant.objects.filter(pk=grant_id).first()
    check_manages(by, found.user_id if found else 0)

    def act() -> Receipt:
        check_manages_still(by)
        row = RoleGrant.objects.select_for_update().get(pk=grant_id)
        if row.valid_to is not None and row.valid_to <= clock.today():
            raise Closed(_("Hibah ini sudah berakhir."))
        receipt = record(
            "role.ended", by=by, about=row, subject=row.user.person_id, unit=row.unit_id, payload={"role": row.role}
        )
        if row.valid_from >= clock.today():
            row.delete()
        else:
            row.valid_to = clock.today()
            row.save(update_fields=["valid_to"])
        return receipt

    return once(key, by, act)


def set_account_active(*, by: Actor, user_id: int, active: bool, reason: str, key: str | None = None) -> Receipt:
    """Disable or enable an account; disabling ends all its sessions at once."""
    check_manages(by, user_id)
    if not reason.strip():
        raise Invalid({"reason": _("Tulis alasannya.")})
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": _("Paling banyak %d huruf.") % LONGEST_REASON})

    def act() -> Receipt:
        check_manages_still(by)
        user = User.objects.select_for_update().get(pk=user_id)
        if user.is_active == active:
            raise Closed(_("Keadaan akun sudah seperti itu."))
        user.is_active = active
        user.save(update_fields=["is_active"])
        if not active:
            end_all_sessions(user)
        kind = "account.enabled" if active else "account.disabled"
        return record(kind, by=by, about=user, subject=user.person_id, payload={"reason": reason.strip()})

    return once(key, by, act)
