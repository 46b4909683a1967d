"""What an account is today: its roles, the units it heads, the delegations it holds. One statement per request.

The tables of people and units belong to higher apps; they are reached through the model registry.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from prestasi.accounts.models import Delegation, RoleGrant, User
from prestasi.accounts.roles import GRANTED, Role
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


def standing_of(user: User, on: dt.date) -> Standing:
    """The standing of an account on a date."""
    row = _rows(on).filter(pk=user.pk).values(*_COLUMNS).get()
    name = full_name(row["person__title_before"], row["person__name"], row["person__title_after"])
    posts = sorted(row["posts"], key=lambda post: post["kind"] != "definitive")
    left = row["person__left_on"]
    first = posts[0] if posts else {"unit": "", "title": ""}
    return Standing(
        name=name or user.get_username(),
        unit=first["unit"] or "",
        post=first["title"],
        has_left=left is not None and left <= on,
        roles=_roles(row["leads"], posts, row["granted"], first["unit"] or ""),
        held=tuple(_held(h) for h in row["held"]),
    )


def full_name(before: str | None, name: str | None, after: str | None) -> str:
    """Name with degrees as given."""
    start = f"{before} {name or ''}" if before else (name or "")
    return f"{start}, {after}" if after else start


_COLUMNS = (
    "person__name", "person__title_before", "person__title_after", "person__left_on", "leads", "posts", "granted",
    "held",
)  # fmt: skip


def _model(label: str) -> type[Model]:
    return apps.get_model(label)


def unit_name(on: dt.date, unit: str) -> QuerySet[Any]:
    """Subquery: the name on a date of the unit in the outer column `unit`."""
    return _model("organization.UnitVersion").objects.on(on).filter(unit=OuterRef(unit)).values("name")[:1]  # type: ignore[attr-defined]


def _rows(on: dt.date) -> QuerySet[User]:
    lines = _model("people.ReportingLine").objects.on(on)  # type: ignore[attr-defined]
    posts = _model("people.Assignment").objects.on(on).filter(person=OuterRef("person"))  # type: ignore[attr-defined]
    grants = RoleGrant.objects.on(on).filter(user=OuterRef("pk"), role__in=GRANTED)
    held = Delegation.objects.on(on).filter(holder=OuterRef("person"), state=Delegation.State.ACTIVE)
    return User.objects.annotate(
        leads=Exists(lines.filter(superior=OuterRef("person"))),
        posts=ArraySubquery(
            posts.annotate(unit_name=unit_name(on, "unit")).values(
                json=JSONObject(
                    unit_id="position__unit_id", unit="unit_name", title="position__title", kind="kind",
                    head="position__is_head",
                )
            )
        ),
        granted=ArraySubquery(
            grants.annotate(unit_name=unit_name(on, "unit")).values(
                json=JSONObject(role="role", unit_id="unit_id", unit="unit_name")
            )
        ),
        held=ArraySubquery(
            held.order_by("valid_from", "pk").values(
                json=JSONObject(
                    id="pk", giver="giver_id", name="giver__name", before="giver__title_before",
                    after="giver__title_after", scopes="scopes", until=F("valid_to"),
                )
            )
        ),
    )  # fmt: skip


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
