"""Accounts in bulk: one for every person, unusable until its owner sets a password, except the demo accounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from prestasi.accounts.models import RoleGrant, User
from prestasi.accounts.roles import GRANTED

DEMO_PASSWORD = "prestasi-demo-2026"
CHUNK = 5_000
SUFFIX = 40


@dataclass(frozen=True, slots=True)
class UserSpec:
    """One account. `grants` are (role, unit id or None, valid from, valid to or None).

    With `is_demo` it can be tried from the sign-in page in demo mode and carries the shared demo password; every other
    account has no usable password.
    """

    username: str
    person_id: int | None
    email: str = ""
    active_role: str = "employee"
    is_demo: bool = False
    is_active: bool = True
    grants: tuple[tuple[str, int | None, dt.date, dt.date | None], ...] = field(default=())


def create_demo_users(specs: Iterable[UserSpec], *, using: str = "default") -> int:
    """Write all accounts and their grants in one transaction; how many. 100,000 take about ten seconds.

    An account that is there already (by username) is changed to what the spec says, so that a loader may write
    everybody first and name the few demo accounts afterwards. The demo password is hashed once.
    Raises ValueError for a grant of a role that follows from the post.
    """
    hashed, written = make_password(DEMO_PASSWORD), 0
    with transaction.atomic(using=using):
        for chunk in _chunks(iter(specs)):
            users = _written([_user(spec, hashed) for spec in chunk], using)
            RoleGrant.objects.using(using).bulk_create(_grants(chunk, users))
            written += len(users)
    return written


def _chunks(specs: Iterator[UserSpec]) -> Iterator[list[UserSpec]]:
    while chunk := list(islice(specs, CHUNK)):
        yield chunk


def _written(users: list[User], using: str) -> list[User]:
    return User.objects.using(using).bulk_create(
        users, batch_size=CHUNK, update_conflicts=True, unique_fields=["username"], update_fields=_CHANGED
    )


_CHANGED = ["person", "email", "active_role", "is_demo", "is_active", "password"]


def _user(spec: UserSpec, hashed: str) -> User:
    return User(
        username=spec.username, person_id=spec.person_id, email=spec.email, active_role=spec.active_role,
        is_demo=spec.is_demo, is_active=spec.is_active, date_joined=timezone.now(),
        password=hashed if spec.is_demo else UNUSABLE_PASSWORD_PREFIX + get_random_string(SUFFIX),
    )  # fmt: skip


def _grants(specs: list[UserSpec], users: list[User]) -> list[RoleGrant]:
    rows = []
    for spec, user in zip(specs, users, strict=True):
        for role, unit_id, starts_on, ends_on in spec.grants:
            if role not in GRANTED:
                raise ValueError(f"{role} follows from the post and cannot be granted")
            rows.append(
                RoleGrant(
                    user=user, role=role, unit_id=unit_id, valid_from=starts_on, valid_to=ends_on, reason="Akun contoh"
                )
            )
    return rows
