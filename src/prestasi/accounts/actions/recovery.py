"""A way back into a lost account, after identity proof in person; never by e-mail alone."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from prestasi.accounts.actions.sessions import end_all_sessions
from prestasi.accounts.models import RecoveryCode, User
from prestasi.accounts.permissions import check_manages
from prestasi.accounts.protection import login_name
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotAllowed
from prestasi.core.receipt import Receipt

VALID_FOR = dt.timedelta(hours=24)
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 16


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _n in range(LENGTH))


def _hash(code: str) -> str:
    """Codes carry 79 random bits, so a plain hash is enough."""
    return hashlib.sha256("".join(c for c in code.upper() if c.isalnum()).encode()).hexdigest()


def issue_recovery_code(
    *, by: Actor, user_id: int, proof: str, resets_factors: bool = False, key: str | None = None
) -> tuple[str, Receipt]:
    """*Kode pemulihan*: a fresh code in place of any open one, shown once; refused for the own account.

    With `resets_factors` it works only after a second officer approved it.
    """
    check_manages(by, user_id)
    code = _new_code()

    def act() -> Receipt:
        user = User.objects.select_for_update().get(pk=user_id)
        if not user.is_active:
            raise Closed(_("Akun ini nonaktif. Aktifkan dahulu."))
        open_codes = RecoveryCode.objects.filter(user=user, used_at=None, withdrawn_at=None)
        open_codes.update(withdrawn_at=clock.now())
        row = RecoveryCode.objects.create(
            user=user, code_hash=_hash(code), proof=proof, resets_factors=resets_factors, issued_by_id=by.user_id or 0,
            expires_at=clock.database_now() + VALID_FOR,
        )  # fmt: skip
        return record(
            "account.recovery_issued", by=by, about=row, subject=user.person_id,
            payload={"proof": proof, "resets_factors": resets_factors},
        )  # fmt: skip

    receipt = once(key, by, act)
    return ("" if receipt.repeated else code), receipt


def approve_recovery_code(*, by: Actor, code_id: int, key: str | None = None) -> Receipt:
    """The second officer's consent to removing second factors; never the officer who issued the code."""
    row = RecoveryCode.objects.filter(pk=code_id).first()
    check_manages(by, row.user_id if row else 0)
    assert row is not None
    if row.issued_by_id == by.user_id:
        raise NotAllowed(_("Kode ini Anda sendiri yang menerbitkan."), _("Petugas lain"))

    def act() -> Receipt:
        locked = RecoveryCode.objects.select_for_update().get(pk=code_id)
        if locked.used_at or locked.withdrawn_at or locked.approved_by_id:
            raise Closed(_("Kode ini sudah disetujui, dipakai, atau diganti."))
        locked.approved_by_id = by.user_id
        locked.save(update_fields=["approved_by"])
        return record("account.recovery_approved", by=by, about=locked, subject=locked.user.person_id)

    return once(key, by, act)


def recover_account(*, request: HttpRequest, login: str, code: str, password: str) -> Receipt:
    """Set the password its owner chose. Unknown account, wrong, used and expired code are answered alike."""
    refused = Invalid({"code": _("Kode tidak cocok, sudah dipakai, atau sudah lewat. Minta kode baru.")})
    with transaction.atomic():
        row = _open_code(login, code)
        if row is None:
            User().set_password(password)
            raise refused
        user = row.user
        user.set_password(password)
        user.save(update_fields=["password"])
        row.used_at = clock.database_now()
        row.save(update_fields=["used_at"])
        if row.resets_factors:
            Authenticator.objects.filter(user=user).delete()
        end_all_sessions(user)
        by = Actor(user.pk, user.person_id, str(user.person or user), request_id=getattr(request, "id", ""))
        return record("account.recovered", by=by, about=row, subject=user.person_id)


def _open_code(login: str, code: str) -> RecoveryCode | None:
    row = (
        RecoveryCode.objects.select_for_update(of=("self",))
        .select_related("user__person")
        .filter(code_hash=_hash(code), used_at=None, withdrawn_at=None, expires_at__gt=clock.database_now())
        .first()
    )
    if row is None or not row.user.is_active:
        return None
    if login_name(login).lower() not in {row.user.username.lower(), row.user.email.lower() or row.user.username}:
        return None
    return None if row.resets_factors and row.approved_by_id is None else row
