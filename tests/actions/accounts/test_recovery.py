"""Getting back into an account: proof in person, a code that works once, a password only its owner knows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from prestasi.accounts.actions.recovery import approve_recovery_code, issue_recovery_code, recover_account
from prestasi.accounts.models import RecoveryCode, RoleGrant, User
from prestasi.audit.models import Event
from prestasi.core.errors import Invalid, NotAllowed, NotVisible
from tests.world import LONG_AGO, NOW, World

NEW = "kalimat-rahasia-yang-baru"


def issue(world: World, who: str = "employee", **options: Any) -> str:
    return issue_recovery_code(by=world.actor("admin"), user_id=world.users[who].pk, proof="ktp", **options)[0]


def recover(login: str, code: str) -> None:
    recover_account(request=HttpRequest(), login=login, code=code, password=NEW)


def test_the_code_works_once_and_the_issuer_never_sees_a_password(world: World) -> None:
    user, code = world.users["employee"], issue(world)
    assert code not in str(RecoveryCode.objects.values().get())
    assert code not in str(list(Event.objects.values_list("payload", flat=True)))
    recover(user.username, f"{code[:4]} {code[4:].lower()}")
    assert User.objects.get(pk=user.pk).check_password(NEW)
    with pytest.raises(Invalid):
        recover(user.username, code)
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == [
        "account.recovery_issued", "account.recovered",
    ]  # fmt: skip


@pytest.mark.parametrize("spoil", ["other account", "unknown account", "wrong code", "expired", "disabled", "replaced"])
def test_whatever_does_not_fit_is_answered_alike(world: World, spoil: str) -> None:
    user, code = world.users["employee"], issue(world)
    login = {"other account": world.users["peer"].username, "unknown account": "199901012020121001"}.get(
        spoil, user.username
    )
    if spoil == "expired":
        RecoveryCode.objects.update(expires_at=NOW - dt.timedelta(minutes=1))
    if spoil == "disabled":
        User.objects.filter(pk=user.pk).update(is_active=False)
    if spoil == "replaced":
        issue(world)
    with pytest.raises(Invalid) as refused:
        recover(login, "X" * 16 if spoil == "wrong code" else code)
    assert refused.value.errors == {"code": "Kode tidak cocok, sudah dipakai, atau sudah lewat. Minta kode baru."}


def test_nobody_recovers_themselves_and_only_admins_issue(world: World) -> None:
    with pytest.raises(NotAllowed):
        issue_recovery_code(by=world.actor("admin"), user_id=world.users["admin"].pk, proof="ktp")
    with pytest.raises(NotAllowed):
        issue_recovery_code(by=world.actor("analyst"), user_id=world.users["employee"].pk, proof="ktp")
    with pytest.raises(NotVisible):
        issue_recovery_code(by=world.actor("admin"), user_id=10**9, proof="ktp")
    assert not RecoveryCode.objects.exists()


def test_removing_second_factors_takes_two_officers(world: World) -> None:
    user = world.users["employee"]
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    RoleGrant.objects.create(user=world.users["peer"], role="admin", valid_from=LONG_AGO)
    code = issue(world, resets_factors=True)
    row = RecoveryCode.objects.get()
    with pytest.raises(Invalid):
        recover(user.username, code)
    with pytest.raises(NotAllowed):
        approve_recovery_code(by=world.actor("admin"), code_id=row.pk)
    approve_recovery_code(by=world.actor("peer"), code_id=row.pk)
    recover(user.username, code)
    assert not Authenticator.objects.filter(user=user).exists()


def test_the_database_itself_wants_two_persons(world: World) -> None:
    issue(world)
    row = RecoveryCode.objects.get()
    for name, same in (("approved_by", row.issued_by_id), ("approved_by", row.user_id), ("issued_by", row.user_id)):
        with pytest.raises(IntegrityError), transaction.atomic():
            RecoveryCode.objects.update(**{name: same})


def test_recovering_ends_every_session(world: World) -> None:
    user = world.users["employee"]
    user.set_password("kata-sandi-lama-sekali")
    user.save()
    client = Client()
    client.post(reverse("account_login"), {"login": user.username, "password": "kata-sandi-lama-sekali"})
    assert client.get(reverse("accounts:security")).status_code == 200
    recover(user.username, issue(world))
    assert client.get(reverse("accounts:security")).status_code == 302


def test_the_page_keeps_weak_and_unequal_passwords_out(world: World) -> None:
    user, code = world.users["employee"], issue(world)
    form = {"login": user.username, "code": code, "password": "pendek", "repeated": "pendek"}
    client, url = Client(), reverse("accounts:recover")
    assert client.post(url, form).status_code == 422
    assert client.post(url, form | {"password": NEW, "repeated": NEW + "x"}).status_code == 422
    assert client.post(url, form | {"password": NEW, "repeated": NEW}).status_code == 302
