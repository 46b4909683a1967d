"""Two acts that wait for each other: the database ends one of them, and nobody notices. Real connections."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from threading import Barrier

import pytest
import time_machine
from django.db import OperationalError, connection, connections, transaction
from django.test import Client

from prestasi.audit.actions.record import once, record
from prestasi.audit.models import Event
from prestasi.core.actor import Actor
from prestasi.core.receipt import Receipt
from prestasi.people.models import Person
from prestasi.performance.models import Progress
from tests.world import NOW, World, build_world

AsOwner = Callable[[], AbstractContextManager[None]]


class Crossing:
    """An act that takes one row, waits until the other act has taken the other, and then wants that one too."""

    def __init__(self, by: Actor, first: int, second: int, meet: Barrier) -> None:
        self.by, self.first, self.second, self.meet = by, first, second, meet
        self.tries = 0

    def __call__(self) -> Receipt:
        self.tries += 1
        person = self._taken(self.first)
        if self.tries == 1:
            self.meet.wait(20)
        self._taken(self.second)
        return record("reporting.correction_requested", by=self.by, about=person, subject=person.pk)

    def _taken(self, pk: int) -> Person:
        person = Person.objects.select_for_update().get(pk=pk)
        Person.objects.filter(pk=pk).update(version=person.version + 1)
        return person

    def run(self) -> str:
        try:
            return once(str(uuid.uuid4()), self.by, self).kind
        finally:
            connections.close_all()


def _crossing(world: World) -> list[Crossing]:
    one, two, meet = world.people["employee"].pk, world.people["peer"].pk, Barrier(2)
    return [Crossing(world.actor("employee"), one, two, meet), Crossing(world.actor("peer"), two, one, meet)]


@pytest.mark.django_db(transaction=True)
def test_two_acts_in_each_others_way_are_both_done() -> None:
    with time_machine.travel(NOW, tick=True):
        acts = _crossing(build_world())
        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(Crossing.run, acts)) == ["reporting.correction_requested"] * 2
    assert sorted(act.tries for act in acts) == [1, 2]
    assert Event.objects.filter(kind="reporting.correction_requested").count() == 2
    assert set(Person.objects.filter(pk__in=[acts[0].first, acts[0].second]).values_list("version", flat=True)) == {3}


def _gives_way(as_owner: AsOwner, code: str) -> None:
    """From now on every report ends as if another transaction had been preferred; each try is counted."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE SEQUENCE tries; GRANT ALL ON SEQUENCE tries TO prestasi_app;"
            "CREATE FUNCTION give_way() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN PERFORM nextval('tries'); RAISE EXCEPTION USING ERRCODE = '{code}'; END $$;"
            "CREATE TRIGGER give_way AFTER INSERT ON performance_progress FOR EACH ROW EXECUTE FUNCTION give_way();"
        )


@pytest.mark.parametrize("code", ["40P01", "40001"])
@pytest.mark.django_db(transaction=True)
def test_who_gives_way_twice_is_asked_to_try_again_and_nothing_is_kept(as_owner: AsOwner, code: str) -> None:
    with time_machine.travel(NOW, tick=True):
        world, client = build_world(), Client()
        _gives_way(as_owner, code)
        client.force_login(world.users["employee"])
        before = Event.objects.count()
        sent = {"indicator": world.indicators["employee"].pk, "value": "89,4", "key": str(uuid.uuid4())}
        answer = client.post("/capaian/catat/", sent)
        assert (answer.status_code, "coba lagi" in answer.content.decode()) == (409, True)
        assert (Progress.objects.count(), Event.objects.count()) == (0, before)
        with connection.cursor() as cursor:
            cursor.execute("SELECT last_value FROM tries")
            assert cursor.fetchone() == (2,)


@pytest.mark.django_db
def test_inside_another_transaction_nothing_is_repeated(world: World, as_owner: AsOwner) -> None:
    """All of the outer transaction is lost then, so its owner (a job, a bulk act) has to begin again."""
    tries = []

    def act() -> Receipt:
        tries.append(1)
        with connection.cursor() as cursor:
            cursor.execute("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$")
        raise AssertionError

    with pytest.raises(OperationalError), transaction.atomic():
        once(None, world.actor("employee"), act)
    assert len(tries) == 1
