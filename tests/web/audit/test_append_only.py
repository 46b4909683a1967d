"""Events only grow: PostgreSQL refuses the application every way to change, remove or hide one (T01)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import DatabaseError, connection, transaction

from prestasi.audit.actions.record import record
from prestasi.audit.models import Event
from prestasi.audit.verify import is_intact, verify_events
from prestasi.core.actor import SYSTEM
from tests.world import World

ATTEMPTS = (
    "UPDATE audit_event SET actor_name = 'orang lain'",
    "UPDATE audit_event SET hash = '' WHERE id = (SELECT min(id) FROM audit_event)",
    "DELETE FROM audit_event",
    "DELETE FROM audit_event WHERE id = (SELECT max(id) FROM audit_event)",
    "TRUNCATE audit_event",
    "TRUNCATE audit_event CASCADE",
    "ALTER TABLE audit_event DISABLE TRIGGER ALL",
    "ALTER TABLE audit_event DISABLE TRIGGER audit_event_no_change",
    "DROP TRIGGER audit_event_stamp ON audit_event",
    "DROP TABLE audit_event",
    "ALTER TABLE audit_event DROP COLUMN hash",
    "ALTER TABLE audit_event RENAME TO audit_event_old",
    "ALTER TABLE audit_event OWNER TO prestasi_app",
    "CREATE OR REPLACE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE RULE quiet AS ON INSERT TO audit_event DO INSTEAD NOTHING",
    "CREATE TRIGGER later BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()",
    "ALTER SEQUENCE audit_event_id_seq RESTART WITH 1",
    "SELECT setval('audit_event_id_seq', 1)",
    "SET session_replication_role = replica",
    "MERGE INTO audit_event e USING (SELECT 1) s ON true WHEN MATCHED THEN UPDATE SET kind = 'x'",
    "INSERT INTO audit_event (id, kind, object_type) VALUES (1, 'x', 'x') ON CONFLICT (id) DO UPDATE SET kind = 'y'",
)


@pytest.fixture
def events(world: World) -> list[Event]:
    with transaction.atomic():
        for key in ("employee", "peer", "superior"):
            plan = world.plans[key]
            record(
                "plan.returned", by=SYSTEM, about=plan, subject=plan.person_id, unit=plan.unit_id,
                payload={"reason": "Target “89,4 %” belum sesuai – é", "n": 3, "nested": {"b": [1, None], "a": True}},
            )  # fmt: skip
    return list(Event.objects.order_by("pk"))


@pytest.mark.parametrize("statement", ATTEMPTS)
def test_the_application_cannot(events: list[Event], statement: str) -> None:
    before = list(Event.objects.order_by("pk").values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(Event.objects.order_by("pk").values()) == before


def test_the_application_cannot_give_itself_the_right(events: list[Event]) -> None:
    """PostgreSQL answers such a GRANT with a warning only; it must have granted nothing."""
    with connection.cursor() as cursor:
        cursor.execute("GRANT UPDATE, DELETE, TRUNCATE ON audit_event TO prestasi_app")
        for right in ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER"):
            cursor.execute("SELECT has_table_privilege('prestasi_app', 'audit_event', %s)", [right])
            assert cursor.fetchone() == (False,), right


def test_the_owner_is_stopped_by_the_trigger_too(
    events: list[Event], as_owner: Callable[[], AbstractContextManager[None]]
) -> None:
    for statement in ATTEMPTS[:5]:
        with as_owner(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_every_hash_can_be_recomputed(events: list[Event]) -> None:
    found = verify_events()
    assert (found.checked, found.broken, found.last_id) == (len(events), 0, events[-1].pk)
    assert found.is_whole


@pytest.mark.parametrize(
    "change",
    ["actor_name = 'x'", "kind = 'plan.agreed'", "at = at - interval '1 day'", "payload = '{}'", "unit_id = NULL",
     "subject_person_id = 1", "capacity = 'admin'", "on_behalf_of_id = 5", "object_id = 1",
     "hash = repeat('0', 64)"],
)  # fmt: skip
def test_a_change_behind_the_triggers_is_found_and_named(
    events: list[Event], change: str, as_owner: Callable[[], AbstractContextManager[None]]
) -> None:
    victim = events[1]
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER audit_event_no_change")
        cursor.execute(f"UPDATE audit_event SET {change} WHERE id = %s", [victim.pk])
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER audit_event_no_change")
    found = verify_events()
    assert (found.broken, found.named) == (1, (victim.pk,))
    assert not is_intact(victim.pk)


def test_an_event_outside_a_transaction_or_of_an_unknown_kind_is_refused(world: World) -> None:
    with pytest.raises(LookupError), transaction.atomic():
        record("never.declared", by=SYSTEM, about=world.plans["employee"])
