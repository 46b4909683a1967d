"""X03: accounts, their grants and open recovery codes, as the admin sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, Subquery

from prestasi.accounts.models import RecoveryCode, RoleGrant, User
from prestasi.accounts.queries.standing import full_name, unit_name
from prestasi.accounts.roles import label
from prestasi.core import clock
from prestasi.core.above import rows_of

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Account:
    """One line of the list."""

    id: int
    username: str
    name: str
    is_active: bool
    has_factor: bool
    roles: tuple[str, ...]
    last_login: dt.datetime | None


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A grant that is or was; `last_on` None means without end."""

    id: int
    role: str
    unit: str
    starts_on: dt.date
    last_on: dt.date | None
    reason: str
    is_running: bool


@dataclass(frozen=True, slots=True)
class CodeLine:
    """The open recovery code of an account."""

    id: int
    issued_at: dt.datetime
    issued_by: str
    expires_at: dt.datetime
    needs_approval: bool
    was_issued_by_me: bool


@dataclass(frozen=True, slots=True)
class AccountCard:
    """One account in full."""

    account: Account
    post: str
    grants: tuple[GrantLine, ...]
    code: CodeLine | None


def accounts(search: str, state: str, number: Any) -> Page[Any]:
    """Accounts by name, NIP or state (`nonaktif`, `peran`), a page of 25."""
    page = Paginator(_found(search, state), PER_PAGE).get_page(number)
    page.object_list = [_account(user) for user in page.object_list]
    return page


def all_accounts(search: str, state: str) -> Iterator[Account]:
    """The same accounts without pages, for a file."""
    return (_account(user) for user in _found(search, state).iterator(1_000))


def _found(search: str, state: str) -> Any:
    rows = _rows().order_by("person__name", "username")
    digits = "".join(c for c in search if c.isdigit())
    if digits:
        rows = rows.filter(username__startswith=digits)
    else:
        for word in search.split()[:4]:
            rows = rows.filter(Q(person__name__icontains=word) | Q(username__icontains=word))
    if state == "nonaktif":
        rows = rows.filter(is_active=False)
    if state == "peran":
        rows = rows.filter(pk__in=RoleGrant.objects.on(clock.today()).values("user"))
    return rows


def account_card(user_id: int, viewer_id: int | None) -> AccountCard | None:
    """One account with grants and open code; None when there is none."""
    user = _rows().filter(pk=user_id).first()
    if user is None:
        return None
    posts = rows_of("people.Assignment")
    post = posts.on(clock.today()).filter(person=user.person_id, kind="definitive").select_related("position").first()
    grants = (
        RoleGrant.objects.filter(user=user)
        .annotate(unit_name=Subquery(unit_name(clock.today(), "unit")))
        .order_by("-valid_from")
    )
    code = RecoveryCode.objects.filter(user=user, used_at=None, withdrawn_at=None).select_related("issued_by__person")
    return AccountCard(
        _account(user),
        post.position.title if post else "",
        tuple(_grant(g) for g in grants),
        next((_code(c, viewer_id) for c in code if c.expires_at > clock.now()), None),
    )


UNIT_LEVELS = 3


def unit_choices() -> list[tuple[int, str]]:
    """Units of today a role may be limited to: the agency and two levels below it, in the order of the tree."""
    versions = rows_of("organization.UnitVersion").on(clock.today()).order_by("path")
    rows = ((pk, name, path.count(".")) for pk, name, path in versions.values_list("unit", "name", "path"))
    return [(pk, "– " * (level - 1) + name) for pk, name, level in rows if level <= UNIT_LEVELS]


def _rows() -> Any:
    factors = Authenticator.objects.filter(user=OuterRef("pk"))
    return User.objects.select_related("person").prefetch_related("grants").annotate(has_factor=Exists(factors))


def _name(user: User) -> str:
    person = user.person
    return full_name(person.title_before, person.name, person.title_after) if person else user.username


def _account(user: Any) -> Account:
    running = [g for g in user.grants.all() if g.is_valid_on(clock.today())]
    roles = tuple(dict.fromkeys(label(g.role) for g in running))
    return Account(user.pk, user.username, _name(user), user.is_active, user.has_factor, roles, user.last_login)


def _grant(row: Any) -> GrantLine:
    last = row.valid_to - dt.timedelta(days=1) if row.valid_to else None
    is_running = row.valid_to is None or row.valid_to > clock.today()
    return GrantLine(row.pk, label(row.role), row.unit_name or "", row.valid_from, last, row.reason, is_running)


def _code(row: RecoveryCode, viewer_id: int | None) -> CodeLine:
    needs = row.resets_factors and row.approved_by_id is None
    mine = row.issued_by_id == viewer_id
    return CodeLine(row.pk, row.issued_at, _name(row.issued_by), row.expires_at, needs, mine)
