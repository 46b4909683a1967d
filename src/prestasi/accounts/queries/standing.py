"""What an account is today: its roles, the units it heads, the delegations it holds. One statement per request.

The tables of people and units belong to higher apps, which this one may not import.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import OuterRef, QuerySet

from prestasi.accounts.models import Delegation, User
from prestasi.accounts.roles import GRANTED, Role
from prestasi.core.above import rows_of
from prestasi.core.actor import Grant


@dataclass(frozen=True, slots=True)
class Held:
    """A delegation that is in force today, seen from its holder. `until` is the last day."""

    delegation_id: int
    giver_id: int
    giver_name: str
    scopes: frozenset[str]
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role an account has today, and where: the unit's name or "" for the whole agency."""

    role: str
    unit_id: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the session needs to know about its account, valid on the day it was asked for."""

    name: str
    unit: str
    post: str
    has_left: bool
    roles: tuple[HeldRole, ...]
    held: tuple[Held, ...]

    def grants(self) -> frozenset[Grant]:
        return frozenset(Grant(r.role, r.unit_id) for r in self.roles)

    def has(self, role: str) -> bool:
        return any(r.role == role for r in self.roles)

    def delegation(self, delegation_id: int | None) -> Held | None:
        return next((h for h in self.held if h.delegation_id == delegation_id), None)


_TODAY = "{0}.valid_from <= %(day)s AND ({0}.valid_to IS NULL OR {0}.valid_to > %(day)s)"
_FACTS = f"""p.title_before, p.name, p.title_after, p.left_on,
  EXISTS (SELECT FROM people_reportingline l WHERE l.superior_id = u.person_id AND {_TODAY.format("l")}),
  (SELECT coalesce(json_agg(json_build_object('unit_id', o.unit_id, 'unit', v.name, 'title', o.title,
       'kind', a.kind, 'head', o.is_head) ORDER BY a.kind <> 'definitive', a.id), '[]')
     FROM people_assignment a JOIN organization_position o ON o.id = a.position_id
     LEFT JOIN organization_unitversion v ON v.unit_id = o.unit_id AND {_TODAY.format("v")}
    WHERE a.person_id = u.person_id AND {_TODAY.format("a")}),
  (SELECT coalesce(json_agg(json_build_object('role', g.role, 'unit_id', g.unit_id, 'unit', v.name) ORDER BY g.id),
       '[]')
     FROM accounts_rolegrant g
     LEFT JOIN organization_unitversion v ON v.unit_id = g.unit_id AND {_TODAY.format("v")}
    WHERE g.user_id = u.id AND g.role = ANY(%(granted)s) AND {_TODAY.format("g")}),
  (SELECT coalesce(json_agg(json_build_object('id', d.id, 'giver', d.giver_id, 'name', q.name,
       'before', q.title_before, 'after', q.title_after, 'scopes', d.scopes, 'until', d.valid_to)
       ORDER BY d.valid_from, d.id), '[]')
     FROM accounts_delegation d JOIN people_person q ON q.id = d.giver_id
    WHERE d.holder_id = u.person_id AND d.state = %(active)s AND {_TODAY.format("d")})"""
_FROM = "FROM accounts_user u LEFT JOIN people_person p ON p.id = u.person_id WHERE u.id = %(user)s"
_FIELDS = [field.attname for field in User._meta.concrete_fields]
_ACCOUNT = ", ".join(f'u."{field.column}"' for field in User._meta.concrete_fields)


def standing_of(user: User, on: dt.date) -> Standing:
    """The standing of an account on a date."""
    return _standing(user.username, _row(f"SELECT {_FACTS} {_FROM}", user.pk, on) or (), on)


def account_of(user_id: int, on: dt.date) -> User | None:
    """The account with its `standing` of the date, None when there is none. SQL because it runs before every page."""
    row = _row(f"SELECT {_ACCOUNT}, {_FACTS} {_FROM}", user_id, on)
    if row is None:
        return None
    user = User.from_db(connection.alias, _FIELDS, row[: len(_FIELDS)])
    user.standing = _standing(user.username, row[len(_FIELDS) :], on)  # type: ignore[attr-defined]
    return user


def _row(statement: str, user_id: int, on: dt.date) -> tuple[Any, ...] | None:
    active = Delegation.State.ACTIVE.value
    asked: dict[str, Any] = {"user": user_id, "day": on, "granted": sorted(GRANTED), "active": active}
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        found: tuple[Any, ...] | None = cursor.fetchone()
    return found


def _standing(username: str, facts: tuple[Any, ...], on: dt.date) -> Standing:
    before, name, after, left, leads, *lists = facts
    posts, granted, held = (json.loads(v) if isinstance(v, str) else v for v in lists)
    first = posts[0] if posts else {"unit": "", "title": ""}
    return Standing(
        name=full_name(before, name, after) or username,
        unit=first["unit"] or "",
        post=first["title"],
        has_left=left is not None and left <= on,
        roles=_roles(leads, posts, granted, first["unit"] or ""),
        held=tuple(_held(h) for h in held),
    )


def full_name(before: str | None, name: str | None, after: str | None) -> str:
    """Name with degrees as given."""
    start = f"{before} {name or ''}" if before else (name or "")
    return f"{start}, {after}" if after else start


def unit_name(on: dt.date, unit: str) -> QuerySet[Any]:
    """Subquery: the name on a date of the unit in the outer column `unit`."""
    versions = rows_of("organization.UnitVersion")
    return versions.on(on).filter(unit=OuterRef(unit)).values("name")[:1]


def _roles(leads: bool, posts: list[Any], granted: list[Any], unit: str) -> tuple[HeldRole, ...]:
    found = [HeldRole(Role.EMPLOYEE, None, unit)]
    if leads:
        found.append(HeldRole(Role.SUPERVISOR, None, unit))
    found += [HeldRole(Role.UNIT_HEAD, p["unit_id"], p["unit"] or "") for p in posts if p["head"]]
    found += [HeldRole(g["role"], g["unit_id"], g["unit"] or "") for g in granted]
    return tuple(found)


def _held(row: dict[str, Any]) -> Held:
    until = dt.date.fromisoformat(row["until"]) - dt.timedelta(days=1) if row["until"] else None
    name = full_name(row["before"], row["name"], row["after"])
    return Held(row["id"], row["giver"], name, frozenset(row["scopes"]), until)
