"""One account for every relation of the policy, and the objects they are related to.

Subjects are people with everything an address can name. Most relations hold to the `usual` subjects; a superior by
acting appointment or a delegating superior needs a subject of its own, since a person has one superior at a date.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore

from prestasi.accounts.models import Delegation, RoleGrant, User
from prestasi.accounts.session import ACTING_KEY
from prestasi.organization.models import Position
from prestasi.people.models import Assignment, IdentityNumber, Person, ReportingLine
from prestasi.performance.models import ExpectedResult, Indicator, Plan, ResultLink
from tests.world import LONG_AGO, NOW, TODAY, YEAR_END, YEAR_START, World

BACKEND = "prestasi.accounts.backends.AccountBackend"
LAST_MONTH = dt.date(2026, 9, 1)
NEXT_MONTH = dt.date(2026, 11, 1)
YESTERDAY = TODAY - dt.timedelta(days=1)


@dataclass
class Stage:
    """The actors by relation, and by relation the keys of the subjects the relation holds to."""

    world: World
    users: dict[str, User | None] = field(default_factory=dict)
    sessions: dict[str, str | None] = field(default_factory=dict)
    memories: dict[str, dict[str, Any]] = field(default_factory=dict)
    subjects: dict[str, tuple[str, ...]] = field(default_factory=dict)
    objects: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)


def newcomer(world: World, key: str, unit: str, superior: str | None = None, *, head: bool = False) -> Person:
    """Another person with number, post, account and (if given) superior."""
    number = f"1991{len(world.people):02d}15201504{1 if len(world.people) % 2 else 2}{len(world.people):03d}"
    person = world.people[key] = Person.objects.create(
        name=f"Orang {key}", sex="f", born_on=dt.date(1991, 1, 15), joined_on=dt.date(2015, 4, 1),
        email=f"{key}@contoh.sleman.test", employment="pns",
    )  # fmt: skip
    IdentityNumber.objects.create(person=person, kind="nip", number=number, valid_from=LONG_AGO)
    position = world.positions[key] = Position.objects.create(
        code=f"pos-{key}", unit=world.units[unit], title=f"Pelaksana {key}", kind="pelaksana", valid_from=LONG_AGO
    )
    world.assignments[key] = Assignment.objects.create(
        person=person, position=position, unit=world.units[unit], valid_from=LONG_AGO
    )
    if superior:
        ReportingLine.objects.create(person=person, superior=world.people[superior], valid_from=LAST_MONTH)
    world.users[key] = User.objects.create(username=number, person=person, email=person.email, password="!")
    if head:
        _heads(world, key, unit)
    return person


def _plan(world: World, key: str, rater: str) -> None:
    """An agreed plan of this year with one result and one indicator."""
    post = world.assignments[key]
    plan = world.plans[key] = Plan.objects.create(
        cycle=world.cycle, person=post.person, assignment=post, position=post.position, unit=post.unit,
        rater=world.people[rater], rater_superior=world.people["regent"], form="A-Q", starts_on=YEAR_START,
        ends_on=YEAR_END, state="agreed", version=1, submitted_at=NOW, agreed_at=NOW, agreed_by=world.people[rater],
    )  # fmt: skip
    result = world.results[key] = ExpectedResult.objects.create(plan=plan, text=f"Hasil {key}")
    world.indicators[key] = Indicator.objects.create(
        result=result, name="Jumlah layanan", unit_of_measure="layanan", start_value=0, target=10, frequency="monthly"
    )
    ResultLink.objects.create(result=result, goal=world.goal)


def _heads(world: World, key: str, unit: str, *, until: dt.date | None = None) -> None:
    """The person leads the unit as acting official."""
    post = Position.objects.get(unit=world.units[unit], is_head=True)
    Assignment.objects.create(
        person=world.people[key], position=post, unit=world.units[unit], kind="plh", valid_from=LONG_AGO, valid_to=until
    )


def _grant(world: World, key: str, role: str, unit: str | None = None, **dates: dt.date) -> None:
    RoleGrant.objects.create(
        user=world.users[key], role=role, unit=world.units[unit] if unit else None, reason="uji",
        **{"valid_from": LONG_AGO, **dates},
    )  # fmt: skip


def _delegate(world: World, key: str, giver: str, scope: str, **fields: Any) -> Delegation:
    return Delegation.objects.create(
        giver=world.people[giver], holder=world.people[key], scopes=[scope], reason="uji",
        **{"state": "active", "valid_from": LAST_MONTH, "valid_to": NEXT_MONTH, **fields},
    )  # fmt: skip


def build_stage(world: World) -> Stage:
    """The whole cast of the policy around the employee of the world's health centre."""
    stage = Stage(world)
    _people(world)
    _relations(stage)
    _roles(stage)
    _delegations(stage)
    _strangers(stage)
    User.objects.update(password=make_password("kata sandi uji"))
    for relation, user in stage.users.items():
        if user is not None:
            user.refresh_from_db()
        stage.sessions[relation] = _session(user, stage.memories.get(relation, {}))
        stage.subjects.setdefault(relation, ("employee",))
    return stage


def _people(world: World) -> None:
    for key in ("former", "future", "colleague", "own_subordinate", "head_before", "outsider", "lent"):
        newcomer(world, key, "disdik" if key in {"outsider", "former", "future"} else "puskesmas")
    newcomer(world, "acting", "bkpp")
    newcomer(world, "plt_subject", "disdik", "acting")
    ReportingLine.objects.filter(person=world.people["plt_subject"]).update(capacity="plt")
    _plan(world, "plt_subject", "acting")
    ReportingLine.objects.create(person=world.people["own_subordinate"], superior=world.people["employee"],
                                 valid_from=LAST_MONTH)  # fmt: skip
    _heads(world, "head_before", "puskesmas", until=LAST_MONTH)
    employee = ReportingLine.objects.get(person=world.people["employee"])
    ReportingLine.objects.filter(pk=employee.pk).update(valid_from=LAST_MONTH, valid_to=NEXT_MONTH)
    ReportingLine.objects.create(person=world.people["employee"], superior=world.people["former"],
                                 valid_from=LONG_AGO, valid_to=LAST_MONTH)  # fmt: skip
    ReportingLine.objects.create(person=world.people["employee"], superior=world.people["future"],
                                 valid_from=NEXT_MONTH)  # fmt: skip


def _relations(stage: Stage) -> None:
    users = stage.world.users
    named = {
        "self": "employee", "superior": "superior", "superior_former": "former", "superior_future": "future",
        "superior_acting": "acting", "superior_above": "head", "superior_two_above": "regent", "peer": "peer",
        "subordinate": "own_subordinate", "head_parent_unit": "head", "head_former_unit": "head_before",
        "head_other_unit": "other_head", "other_opd": "stranger",
    }  # fmt: skip
    stage.users |= {relation: users[key] for relation, key in named.items()}
    newcomer(stage.world, "unit_leader", "bkpp", head=False)
    _heads(stage.world, "unit_leader", "puskesmas")
    stage.users["head_own_unit"] = users["unit_leader"]
    stage.subjects["superior_acting"] = ("plt_subject",)


def _roles(stage: Stage) -> None:
    world = stage.world
    cases: dict[str, tuple[str, str | None, dict[str, dt.date]]] = {
        "analyst_agency": ("analyst", None, {}),
        "analyst_unit": ("analyst", "dinkes", {}),
        "analyst_other_unit": ("analyst", "disdik", {}),
        "analyst_expired": ("analyst", None, {"valid_to": TODAY}),
        "admin": ("admin", None, {}),
        "auditor": ("auditor", None, {}),
        "auditor_unit": ("auditor", "dinkes", {}),
        "auditor_expired": ("auditor", None, {"valid_to": TODAY}),
        "auditor_future": ("auditor", None, {"valid_from": TODAY + dt.timedelta(days=1)}),
    }
    for relation, (role, unit, dates) in cases.items():
        if relation not in world.users:
            newcomer(world, relation, "bkpp")
            _grant(world, relation, role, unit, **dates)
        User.objects.filter(pk=world.users[relation].pk).update(active_role=role)
        stage.users[relation] = User.objects.get(pk=world.users[relation].pk)


def _delegations(stage: Stage) -> None:
    cases: dict[str, tuple[str, dict[str, Any], bool]] = {
        "delegate_review": ("review", {}, True),
        "delegate_rate": ("rate", {}, True),
        "delegate_idle": ("review", {}, False),
        "delegate_expired": ("review", {"valid_to": TODAY}, True),
        "delegate_proposed": ("review", {"state": "proposed"}, True),
    }
    for relation, (scope, fields, is_acting) in cases.items():
        newcomer(stage.world, relation, "setda")
        row = _delegate(stage.world, relation, "superior", scope, **fields)
        stage.users[relation] = stage.world.users[relation]
        if is_acting:
            stage.memories[relation] = {ACTING_KEY: row.pk}


def _strangers(stage: Stage) -> None:
    world = stage.world
    newcomer(world, "demo_employee", "disdik")
    User.objects.filter(pk=world.users["demo_employee"].pk).update(is_demo=True)
    stage.users["demo_employee"] = User.objects.get(pk=world.users["demo_employee"].pk)
    stage.users["no_person"] = User.objects.create(username="tanpa-pegawai", password="!")
    stage.users["anonymous"] = None
    stage.users["expired_session"] = world.users["superior"]
    stage.memories["expired_session"] = {"expired": True}
    for relation, change in {"disabled": {"is_active": False}, "left_service": {}}.items():
        newcomer(world, relation, "puskesmas")
        stage.users[relation] = world.users[relation]
        User.objects.filter(pk=world.users[relation].pk).update(**change) if change else None
    Person.objects.filter(pk=world.people["left_service"].pk).update(left_on=YESTERDAY)


def _session(user: User | None, extra: dict[str, Any]) -> str | None:
    """The key of a session of the account, made before it was disabled."""
    if user is None:
        return None
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.update({k: v for k, v in extra.items() if k != "expired"})
    store.set_expiry(-3600 if extra.get("expired") else 8 * 3600)
    store.save()
    return store.session_key
