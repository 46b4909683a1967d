"""Daily entries: who writes them, what is refused without a trace, what a superior does with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from prestasi.audit.models import Event
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.performance.models import ExpectedResult, Period, Plan
from prestasi.worklog.actions.entry import change_entry, copy_day, record_entry, withdraw_entry
from prestasi.worklog.actions.review import return_entry, see_month
from prestasi.worklog.checks import NewEntry
from prestasi.worklog.models import Entry
from tests.world import TODAY, World

OCTOBER = TODAY.replace(day=1)


def an_entry(world: World, **changes: object) -> NewEntry:
    given = {
        "on": TODAY, "starts": dt.time(7, 30), "ends": dt.time(9), "activity": "Imunisasi di Posyandu Melati",
        "realisation": 23, "unit_of_measure": "anak", "result_id": world.results["employee"].pk, **changes,
    }  # fmt: skip
    return NewEntry(**given)  # type: ignore[arg-type]


def write(world: World, **changes: object) -> Entry:
    record_entry(by=world.actor("employee"), entry=an_entry(world, **changes))
    return Entry.objects.latest("pk")


def acting(world: World, who: str, giver: str) -> Actor:
    actor = world.actor(who)
    return Actor(user_id=actor.user_id, person_id=actor.person_id, name=actor.name,
                 on_behalf_of=world.people[giver].pk)  # fmt: skip


def nothing_written() -> bool:
    return not (Entry.objects.exists() or Event.objects.exists())


def test_an_entry_is_recorded_under_the_own_plan_with_its_event(world: World) -> None:
    receipt = record_entry(by=world.actor("employee"), entry=an_entry(world))
    row = Entry.objects.get()
    assert (row.person_id, row.plan_id) == (world.people["employee"].pk, world.plans["employee"].pk)
    assert (row.state, row.realisation, row.unit_of_measure) == ("recorded", 23, "anak")
    event = Event.objects.get()
    assert (event.kind, event.subject_person_id, event.pk) == ("worklog.recorded", row.person_id, receipt.event_id)


def test_the_same_form_twice_is_one_entry(world: World) -> None:
    key = uuid4()
    record_entry(by=world.actor("employee"), entry=an_entry(world), key=key)
    assert record_entry(by=world.actor("employee"), entry=an_entry(world), key=key).repeated
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(("changes", "field"), [
    ({"starts": dt.time(9), "ends": dt.time(9)}, "ends"),
    ({"on": TODAY - dt.timedelta(days=1), "starts": dt.time(21), "ends": dt.time(5)}, "ends"),
    ({"on": TODAY + dt.timedelta(days=1)}, "on"),
    ({"starts": dt.time(9, 42), "ends": dt.time(10)}, "starts"),
    ({"on": dt.date(2026, 6, 30)}, "on"),
    ({"on": dt.date(2025, 12, 31)}, "result"),
    ({"activity": " x "}, "activity"),
    ({"realisation": -1}, "realisation"),
    ({"unit_of_measure": " "}, "unit_of_measure"),
])  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(world: World, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        write(world, **changes)
    assert list(refused.value.errors) == [field]
    assert nothing_written()


def test_times_of_one_person_never_overlap_but_may_touch(world: World) -> None:
    write(world)
    write(world, starts=dt.time(9), ends=dt.time(9, 30))
    with pytest.raises(Invalid, match="bertumpuk"):
        write(world, starts=dt.time(8), ends=dt.time(8, 30), activity="Rapat")
    with pytest.raises(Invalid, match="sudah tercatat"):
        write(world)
    assert Entry.objects.count() == 2


def test_the_database_itself_refuses_an_overlap(world: World) -> None:
    row = write(world)
    row.pk, row.starts = None, dt.time(8)
    with pytest.raises(IntegrityError, match="entry_no_overlap"), transaction.atomic():
        row.save(force_insert=True)


def test_a_withdrawn_entry_frees_its_time_and_stays(world: World) -> None:
    row = write(world)
    withdraw_entry(by=world.actor("employee"), entry_id=row.pk)
    write(world)
    assert sorted(Entry.objects.values_list("state", flat=True)) == ["recorded", "withdrawn"]


def test_entries_name_an_own_result_of_an_agreed_plan(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        write(world, result_id=world.results["peer"].pk)
    assert "result" in refused.value.errors
    Plan.objects.filter(pk=world.plans["employee"].pk).update(version=0, state="draft")
    with pytest.raises(Invalid, match="belum disepakati"):
        write(world)
    assert nothing_written()


def test_a_dropped_result_takes_no_entries(world: World) -> None:
    ExpectedResult.objects.filter(pk=world.results["employee"].pk).update(dropped_at=dt.datetime.now(dt.UTC))
    with pytest.raises(Invalid):
        write(world)


@pytest.mark.parametrize(("who", "refusal"), [
    ("superior", NotAllowed), ("head", NotAllowed), ("analyst", NotAllowed), ("auditor", NotAllowed),
    ("peer", NotVisible), ("stranger", NotVisible),
])  # fmt: skip
def test_nobody_changes_another_persons_entry(world: World, who: str, refusal: type[Exception]) -> None:
    row = write(world)
    with pytest.raises(refusal):
        change_entry(by=world.actor(who), entry_id=row.pk, entry=an_entry(world, realisation=1), lock_version=1)
    with pytest.raises(refusal):
        withdraw_entry(by=world.actor(who), entry_id=row.pk)
    row.refresh_from_db()
    assert (row.state, row.realisation) == ("recorded", 23)


def test_a_delegate_writes_no_entries_for_the_giver(world: World) -> None:
    with pytest.raises(NotAllowed):
        record_entry(by=acting(world, "peer", "superior"), entry=an_entry(world))
    assert nothing_written()


def test_two_phones_changing_one_entry_are_told_of_each_other(world: World) -> None:
    row = write(world)
    employee = world.actor("employee")
    change_entry(by=employee, entry_id=row.pk, entry=an_entry(world, realisation=24), lock_version=1)
    with pytest.raises(Conflict) as clash:
        change_entry(by=employee, entry_id=row.pk, entry=an_entry(world, realisation=30), lock_version=1)
    assert clash.value.fields == {"realisation": ("24", "30")}


def test_the_superior_sees_a_month_at_once_and_what_is_seen_stays(world: World) -> None:
    row = write(world)
    see_month(by=world.actor("superior"), person_id=row.person_id, month=OCTOBER)
    row.refresh_from_db()
    assert (row.state, row.seen_by_id) == ("seen", world.people["superior"].pk)
    with pytest.raises(Closed):
        change_entry(by=world.actor("employee"), entry_id=row.pk, entry=an_entry(world), lock_version=1)
    with pytest.raises(Closed):
        see_month(by=world.actor("superior"), person_id=row.person_id, month=OCTOBER)


def test_a_returned_entry_is_corrected_and_waits_again(world: World) -> None:
    row = write(world)
    with pytest.raises(Invalid):
        return_entry(by=world.actor("superior"), entry_id=row.pk, reason="no")
    return_entry(by=world.actor("superior"), entry_id=row.pk, reason="Jumlah anak tidak cocok dengan register.")
    change_entry(by=world.actor("employee"), entry_id=row.pk, entry=an_entry(world, realisation=21), lock_version=2)
    row.refresh_from_db()
    assert (row.state, row.realisation, row.return_reason, row.seen_by_id) == ("recorded", 21, "", None)
    kinds = Event.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["worklog.recorded", "worklog.returned", "worklog.changed"]


@pytest.mark.parametrize(("who", "refusal"), [
    ("employee", NotAllowed), ("head", NotAllowed), ("analyst", NotAllowed), ("peer", NotVisible),
    ("stranger", NotVisible),
])  # fmt: skip
def test_only_the_direct_superior_reviews(world: World, who: str, refusal: type[Exception]) -> None:
    row = write(world)
    with pytest.raises(refusal):
        see_month(by=world.actor(who), person_id=row.person_id, month=OCTOBER)
    with pytest.raises(refusal):
        return_entry(by=world.actor(who), entry_id=row.pk, reason="Tidak boleh dari sini.")
    row.refresh_from_db()
    assert row.state == "recorded"


def test_a_closed_quarter_keeps_its_entries_whoever_asks(world: World) -> None:
    row = write(world, on=dt.date(2026, 9, 1))
    Period.objects.filter(pk=world.periods[3].pk).update(state="closed")
    employee, superior = world.actor("employee"), world.actor("superior")
    acts: tuple[Callable[[], Receipt], ...] = (
        lambda: change_entry(by=employee, entry_id=row.pk, entry=an_entry(world), lock_version=1),
        lambda: withdraw_entry(by=employee, entry_id=row.pk),
        lambda: return_entry(by=superior, entry_id=row.pk, reason="Sesudah ditutup."),
        lambda: see_month(by=superior, person_id=row.person_id, month=dt.date(2026, 9, 1)),
    )
    for act in acts:
        with pytest.raises(Closed):
            act()
    with pytest.raises(IntegrityError, match="closed"), transaction.atomic():
        Entry.objects.filter(pk=row.pk).update(realisation=99)


def test_the_last_day_is_copied_without_what_is_in_the_way(world: World) -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    write(world, on=yesterday)
    write(world, on=yesterday, starts=dt.time(9), ends=dt.time(9, 30), activity="Mengisi kohort")
    write(world, starts=dt.time(7, 45), ends=dt.time(8), activity="Apel")
    copy_day(by=world.actor("employee"), to=TODAY)
    today = Entry.objects.filter(on=TODAY).order_by("starts")
    assert [(row.activity, row.source) for row in today] == [("Apel", "form"), ("Mengisi kohort", "copy")]
    with pytest.raises(Invalid):
        copy_day(by=world.actor("employee"), to=TODAY)


def test_there_must_be_a_day_to_copy(world: World) -> None:
    with pytest.raises(Invalid, match="Belum ada catatan"):
        copy_day(by=world.actor("employee"), to=TODAY)


def test_the_application_cannot_erase_an_entry(world: World) -> None:
    row = write(world)
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        Entry.objects.filter(pk=row.pk).delete()
