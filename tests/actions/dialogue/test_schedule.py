"""Asking for a dialogue, agreeing on its time, moving it, calling it off."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import icalendar
import pytest
import time_machine
from django.db import IntegrityError, connections, transaction

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed, NotVisible
from prestasi.dialogue.actions.agreement import keep_private_note
from prestasi.dialogue.actions.record import Agreed, confirm_dialogue, record_dialogue
from prestasi.dialogue.actions.schedule import (
    agree_dialogue,
    cancel_dialogue,
    miss_dialogue,
    propose_dialogue,
    reschedule_dialogue,
)
from prestasi.dialogue.actions.taking import follow_superiors
from prestasi.dialogue.models import Dialogue, PrivateNote
from prestasi.dialogue.queries.slots import at, free_slots
from prestasi.dialogue.states import DIALOGUE, OVER
from prestasi.notices.models import Letter, Notice
from prestasi.organization.models import Holiday
from prestasi.people.models import Leave, ReportingLine
from tests.actions.dialogue.conftest import HOLIDAY, MONDAY, Propose
from tests.world import NOW, TODAY, World, build_world


@pytest.mark.parametrize(("asker", "other"), [("employee", "superior"), ("superior", "employee")])
def test_either_side_asks_and_the_other_agrees(calendar: World, propose: Propose, asker: str, other: str) -> None:
    dialogue = propose(asker, topics=["obstacle"])
    with pytest.raises(NotAllowed, match="usulan Anda"):
        agree_dialogue(by=calendar.actor(asker), dialogue_id=dialogue.pk)
    agree_dialogue(by=calendar.actor(other), dialogue_id=dialogue.pk)
    dialogue.refresh_from_db()
    assert (dialogue.state, dialogue.leader, dialogue.topics) == ("agreed", calendar.people["superior"], ["obstacle"])
    assert list(Event.objects.order_by("id").values_list("kind", flat=True)) == ["dialogue.proposed", "dialogue.agreed"]
    assert Notice.objects.get(kind="dialogue.proposed").person == calendar.people[other]


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("peer", NotVisible), ("stranger", NotVisible), ("head", NotAllowed), ("analyst", NotAllowed)],
)
def test_nobody_else_opens_one(calendar: World, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        propose_dialogue(
            by=calendar.actor(who), person_id=calendar.people["employee"].pk, starts_at=at(MONDAY, dt.time(9))
        )
    assert not Dialogue.objects.exists()


def test_the_same_form_twice_is_one_dialogue(calendar: World, propose: Propose) -> None:
    key = uuid4()
    assert propose("employee", key=key) == propose("employee", key=key)
    assert Dialogue.objects.count() == 1


def test_who_asks_second_is_shown_the_first(calendar: World, propose: Propose) -> None:
    propose("employee")
    with pytest.raises(Conflict, match="sudah diminta"):
        propose("superior", hour=13)
    assert Dialogue.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_both_sides_open_at_once_and_end_up_in_one_dialogue() -> None:
    with time_machine.travel(NOW, tick=True):
        world = build_world()
        Holiday.objects.create(date=HOLIDAY, name="Hari jadi", kind="regional")
        start, person = Barrier(2), world.people["employee"].pk

        def ask(who: str) -> str:
            start.wait(10)
            try:
                propose_dialogue(by=world.actor(who), person_id=person, starts_at=at(MONDAY, dt.time(9)))
                return "asked"
            except Conflict:
                return "shown the other's"
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(ask, ("employee", "superior"))) == ["asked", "shown the other's"]
        assert Dialogue.objects.count() == Event.objects.filter(kind="dialogue.proposed").count() == 1


@pytest.mark.parametrize(
    ("day", "message"),
    [(HOLIDAY, "Hari jadi kabupaten"), (dt.date(2026, 10, 11), "bukan hari kerja"), (TODAY - dt.timedelta(1), "lewat"),
     (dt.date(2027, 10, 11), "tahun")],
)  # fmt: skip
def test_not_on_a_day_off_or_in_the_past(propose: Propose, day: dt.date, message: str) -> None:
    with pytest.raises(Invalid, match=message):
        propose("employee", day=day)


def test_not_during_leave_and_not_beside_another_dialogue(calendar: World, propose: Propose) -> None:
    Leave.objects.create(
        person=calendar.people["superior"], kind="annual", valid_from=MONDAY, valid_to=MONDAY + dt.timedelta(1)
    )
    with pytest.raises(Invalid, match="Atasan sedang tidak bekerja"):
        propose("employee")
    propose_dialogue(
        by=calendar.actor("superior"), person_id=calendar.people["peer"].pk,
        starts_at=at(MONDAY + dt.timedelta(1), dt.time(9)),
    )  # fmt: skip
    with pytest.raises(Invalid, match="dialog lain"):
        propose("employee", day=MONDAY + dt.timedelta(1))


def test_without_a_calendar_no_day_is_guessed(world: World) -> None:
    with pytest.raises(Invalid, match="belum dimuat"):
        propose_dialogue(
            by=world.actor("employee"), person_id=world.people["employee"].pk, starts_at=at(MONDAY, dt.time(9))
        )
    assert free_slots(world.people["employee"].pk, world.people["superior"].pk) == ()


def test_free_times_leave_out_days_off_leave_and_other_dialogues(calendar: World) -> None:
    people = calendar.people
    Leave.objects.create(person=people["employee"], kind="annual", valid_from=MONDAY, valid_to=dt.date(2026, 10, 13))
    propose_dialogue(
        by=calendar.actor("superior"), person_id=people["peer"].pk, starts_at=at(dt.date(2026, 10, 9), dt.time(9))
    )
    offered = [slot.value for slot in free_slots(people["employee"].pk, people["superior"].pk)]
    assert offered == ["2026-10-09T13:30", "2026-10-13T13:30", "2026-10-15T09:00"]


def test_a_dialogue_counsels_about_something(propose: Propose) -> None:
    with pytest.raises(Invalid) as refused:
        propose("superior", kind="counselling")
    assert list(refused.value.errors) == ["matter"]
    assert propose("superior", kind="counselling", matter="Sering terlambat sejak September").is_sealed


def test_moving_it_asks_the_other_side_again_and_raises_the_sequence(calendar: World, propose: Propose) -> None:
    dialogue = propose("employee")
    agree_dialogue(by=calendar.actor("superior"), dialogue_id=dialogue.pk)
    reschedule_dialogue(by=calendar.actor("superior"), dialogue_id=dialogue.pk, starts_at=at(MONDAY, dt.time(15)))
    moved = Dialogue.objects.get()
    assert (moved.state, moved.proposed_by, moved.sequence, moved.uid) == ("proposed", "leader", 1, dialogue.uid)
    agree_dialogue(by=calendar.actor("employee"), dialogue_id=dialogue.pk)


def test_an_old_page_moves_nothing(calendar: World, propose: Propose) -> None:
    dialogue = propose("employee")
    agree_dialogue(by=calendar.actor("superior"), dialogue_id=dialogue.pk)
    with pytest.raises(Conflict):
        reschedule_dialogue(
            by=calendar.actor("employee"), dialogue_id=dialogue.pk, starts_at=at(MONDAY, dt.time(15)), lock_version=1
        )


def test_calling_off_needs_a_reason_and_is_final_by_gate_and_by_database(calendar: World, propose: Propose) -> None:
    dialogue = propose("employee")
    with pytest.raises(Invalid):
        cancel_dialogue(by=calendar.actor("superior"), dialogue_id=dialogue.pk, reason=" ")
    cancel_dialogue(by=calendar.actor("superior"), dialogue_id=dialogue.pk, reason="Dinas luar")
    with pytest.raises(Closed):
        agree_dialogue(by=calendar.actor("superior"), dialogue_id=dialogue.pk)
    with pytest.raises(IntegrityError, match="closed"), transaction.atomic():
        Dialogue.objects.update(state="agreed")
    assert propose("employee").state == "proposed"


def test_not_held_is_said_only_after_its_time(calendar: World, propose: Propose) -> None:
    dialogue = propose("employee", day=TODAY, hour=14)
    with pytest.raises(Closed, match="belum lewat"):
        miss_dialogue(by=calendar.actor("superior"), dialogue_id=dialogue.pk, reason="Pegawai tidak datang")
    with time_machine.travel(NOW + dt.timedelta(days=1), tick=True):
        miss_dialogue(by=calendar.actor("superior"), dialogue_id=dialogue.pk, reason="Pegawai tidak datang")
    assert Dialogue.objects.get().state == "missed"


def test_a_held_dialogue_cannot_be_called_off(calendar: World, held: Dialogue) -> None:
    for who in ("employee", "superior"):
        with pytest.raises(Closed):
            cancel_dialogue(by=calendar.actor(who), dialogue_id=held.pk, reason="Berubah pikiran")
    assert Dialogue.objects.get().state == "held"


def test_the_new_superior_takes_over_what_is_pending(calendar: World, propose: Propose) -> None:
    dialogue = propose("employee")
    _move(calendar, "other_head")
    with pytest.raises(NotVisible):
        agree_dialogue(by=calendar.actor("superior"), dialogue_id=dialogue.pk)
    agree_dialogue(by=calendar.actor("other_head"), dialogue_id=dialogue.pk)
    assert Dialogue.objects.get().leader == calendar.people["other_head"]


def test_what_was_held_stays_with_who_held_it_and_the_new_superior_reads_it(calendar: World, held: Dialogue) -> None:
    from prestasi.dialogue.queries.page import dialogue_page

    keep_private_note(by=calendar.actor("superior"), dialogue_id=held.pk, text="Perlu didampingi")
    _move(calendar, "other_head")
    page = dialogue_page(calendar.actor("other_head"), held.pk)
    assert (page.side, page.leader, page.private) == (None, "Bima Rekaan", "")
    assert page.agreements[0].text == "Kirim data dua desa"
    with pytest.raises(NotAllowed):
        confirm_dialogue(by=calendar.actor("other_head"), dialogue_id=held.pk, lock_version=held.lock_version)
    assert dialogue_page(calendar.actor("superior"), held.pk).private == "Perlu didampingi"
    assert PrivateNote.objects.count() == 1


@pytest.mark.parametrize("act", DIALOGUE)
@pytest.mark.parametrize("state", sorted(OVER))
def test_nothing_leaves_an_end(act: str, state: str) -> None:
    assert state not in DIALOGUE[act].sources


def test_nothing_can_be_recorded_before_its_day(calendar: World, propose: Propose) -> None:
    dialogue = propose("employee")
    with pytest.raises(Closed, match="belum berlangsung"):
        record_dialogue(
            by=calendar.actor("superior"), dialogue_id=dialogue.pk, notes="", lock_version=1, next_on=None,
            agreed=[Agreed(1, "Sesuatu", "employee", MONDAY)],
        )  # fmt: skip


def _move(world: World, superior: str) -> None:
    """From today on somebody else leads the employee."""
    person = world.people["employee"]
    ReportingLine.objects.filter(person=person).update(valid_to=TODAY)
    ReportingLine.objects.create(person=person, superior=world.people[superior], valid_from=TODAY)


def letters(person: str, world: World) -> list[tuple[str, str, int]]:
    """(method, UID, SEQUENCE) of the invitations waiting for a person, in order."""
    rows = Letter.objects.filter(person=world.people[person], kind="invitation").order_by("id")
    found = []
    for letter in rows:
        calendar = icalendar.Calendar.from_ical(letter.calendar)
        assert isinstance(calendar, icalendar.Calendar)
        event = calendar.events[0]
        found.append((letter.method, event.uid, event.sequence))
    return found


def test_both_sides_get_the_invitation_by_mail_and_every_change_of_it(calendar: World, propose: Propose) -> None:
    dialogue = propose("employee")
    agree_dialogue(by=calendar.actor("superior"), dialogue_id=dialogue.pk)
    reschedule_dialogue(
        by=calendar.actor("superior"), dialogue_id=dialogue.pk, starts_at=at(MONDAY, dt.time(13))
    )  # fmt: skip
    cancel_dialogue(by=calendar.actor("employee"), dialogue_id=dialogue.pk, reason="Dinas luar mendadak")
    for who in ("employee", "superior"):
        methods, uids, sequences = zip(*letters(who, calendar), strict=True)
        assert methods == ("REQUEST", "REQUEST", "REQUEST", "CANCEL")
        assert len(set(uids)) == 1 and sequences == (0, 0, 1, 2)


def test_a_letter_names_no_address_but_the_readers_own_and_not_what_it_is_about(
    calendar: World, propose: Propose
) -> None:  # fmt: skip
    propose("superior", kind="counselling", matter="Perselisihan dengan rekan seruangan")
    letter = Letter.objects.get(person=calendar.people["employee"])
    words = letter.calendar + letter.subject + letter.text
    assert calendar.people["employee"].email in letter.calendar
    assert calendar.people["superior"].email not in letter.calendar
    assert "Perselisihan" not in words and "konseling" not in words.lower()


def test_it_leaves_the_calendar_of_a_superior_who_was_replaced(calendar: World, propose: Propose) -> None:
    dialogue = propose("employee")
    _move(calendar, "other_head")
    reschedule_dialogue(by=calendar.actor("other_head"), dialogue_id=dialogue.pk, starts_at=at(MONDAY, dt.time(13)))
    cancel_dialogue(by=calendar.actor("employee"), dialogue_id=dialogue.pk, reason="Dinas luar mendadak")
    uid = letters("employee", calendar)[0][1]
    assert letters("superior", calendar) == [("REQUEST", uid, 0), ("CANCEL", uid, 1)]
    assert letters("other_head", calendar) == [("REQUEST", uid, 2), ("CANCEL", uid, 3)]
    last = Letter.objects.filter(person=calendar.people["superior"]).latest("id")
    assert "STATUS:CANCELLED" in last.calendar and "kini dengan Surya Ibarat" in last.subject


def test_each_morning_pending_dialogues_follow_the_reporting_lines(calendar: World, propose: Propose) -> None:
    propose("employee")
    assert follow_superiors() == 0
    _move(calendar, "other_head")
    assert (follow_superiors(), follow_superiors()) == (1, 0)
    assert Dialogue.objects.get().leader == calendar.people["other_head"]
    assert [letter[::2] for letter in letters("superior", calendar)] == [("REQUEST", 0), ("CANCEL", 1)]
    assert [letter[::2] for letter in letters("other_head", calendar)] == [("REQUEST", 1)]
    assert [letter[::2] for letter in letters("employee", calendar)] == [("REQUEST", 0), ("REQUEST", 1)]
