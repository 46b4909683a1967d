"""Recording, confirming, carrying over; private notes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed, NotVisible
from prestasi.dialogue.actions.agreement import drop_agreement, finish_agreement, keep_private_note
from prestasi.dialogue.actions.record import Agreed, confirm_dialogue, record_dialogue
from prestasi.dialogue.actions.schedule import agree_dialogue, propose_dialogue
from prestasi.dialogue.models import Agreement, Dialogue, PrivateNote
from prestasi.dialogue.queries.overview import overview
from prestasi.dialogue.queries.page import dialogue_page
from prestasi.dialogue.queries.slots import at
from tests.actions.dialogue.conftest import Propose
from tests.world import TODAY, World


def record(world: World, who: str, dialogue: Dialogue, **changes: Any) -> None:
    dialogue.refresh_from_db()
    given: dict[str, Any] = {
        "notes": "Dibahas bersama",
        "agreed": [],
        "next_on": None,
        "lock_version": dialogue.lock_version,
        **changes,
    }
    record_dialogue(by=world.actor(who), dialogue_id=dialogue.pk, **given)
    dialogue.refresh_from_db()


def test_recording_is_the_writers_confirmation_and_the_other_closes_it(calendar: World, held: Dialogue) -> None:
    assert (held.state, held.held_on, held.recorded_by) == ("held", TODAY, "leader")
    assert held.leader_confirmed_at is not None and held.employee_confirmed_at is None
    confirm_dialogue(by=calendar.actor("employee"), dialogue_id=held.pk, lock_version=held.lock_version)
    held.refresh_from_db()
    assert held.state == "confirmed"
    with pytest.raises(IntegrityError, match="closed"), transaction.atomic():
        Dialogue.objects.update(notes="lain")


def test_one_side_confirms_once(calendar: World, held: Dialogue) -> None:
    with pytest.raises(Closed, match="tinggal pihak lain"):
        confirm_dialogue(by=calendar.actor("superior"), dialogue_id=held.pk, lock_version=held.lock_version)


def test_a_change_takes_the_other_confirmation_back(calendar: World, held: Dialogue) -> None:
    record(calendar, "employee", held, notes="Catatan saya", agreed=[Agreed(1, "Lain", "leader", TODAY)])
    assert held.employee_confirmed_at is not None and held.leader_confirmed_at is None
    assert list(held.agreements.values_list("text", "owner")) == [("Lain", "leader")]


def test_who_writes_second_sees_the_first_text(calendar: World, held: Dialogue) -> None:
    with pytest.raises(Conflict) as refused:
        record_dialogue(
            by=calendar.actor("employee"), dialogue_id=held.pk, notes="Punya saya", agreed=[], next_on=None,
            lock_version=1,
        )  # fmt: skip
    assert refused.value.fields == {"notes": ("Cakupan naik, data dua desa belum masuk.", "Punya saya")}


def test_confirming_an_old_page_is_refused(calendar: World, held: Dialogue) -> None:
    record(calendar, "superior", held, notes="Diubah sesudah dibuka pegawai")
    with pytest.raises(Conflict):
        confirm_dialogue(by=calendar.actor("employee"), dialogue_id=held.pk, lock_version=held.lock_version - 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"notes": " "}, "notes"), ({"next_on": TODAY}, "next_on"),
     ({"agreed": [Agreed(2, "x", "employee", TODAY)]}, "a2-text"),
     ({"agreed": [Agreed(1, "Kirim data", "nobody", TODAY)]}, "a1-owner"),
     ({"agreed": [Agreed(1, "Kirim data", "employee", TODAY - dt.timedelta(1))]}, "a1-due_on"),
     ({"agreed": [Agreed(1, "Kirim data", "employee", None)]}, "a1-due_on")],
)  # fmt: skip
def test_bad_input_names_its_field(calendar: World, held: Dialogue, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        record(calendar, "superior", held, **changes)
    assert list(refused.value.errors) == [field]


def test_open_agreements_come_back_with_their_age_also_in_the_next_year(calendar: World, held: Dialogue) -> None:
    confirm_dialogue(by=calendar.actor("employee"), dialogue_id=held.pk, lock_version=held.lock_version)
    later = dt.datetime(2027, 1, 18, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    with time_machine.travel(later, tick=True):
        receipt = propose_dialogue(
            by=calendar.actor("employee"), person_id=calendar.people["employee"].pk,
            starts_at=at(later.date(), dt.time(14)),
        )  # fmt: skip
        second = Dialogue.objects.get(pk=receipt.made)
        assert [line.kind for line in dialogue_page(calendar.actor("superior"), second.pk).agenda] == ["agreement"]
        record(calendar, "superior", second, notes="Masih belum")
        line = dialogue_page(calendar.actor("superior"), second.pk).earlier[0]
        assert (line.days, line.talks, line.tone) == (102, 1, "late")
        record(calendar, "superior", second, notes="Dicatat ulang")
        assert dialogue_page(calendar.actor("superior"), second.pk).earlier[0].talks == 1


def test_an_agreement_is_done_once_and_by_whom_it_belongs_to(calendar: World, held: Dialogue) -> None:
    record(calendar, "superior", held, agreed=[Agreed(1, "Pinjamkan alat", "leader", TODAY)])
    mine = Agreement.objects.get()
    with pytest.raises(NotAllowed, match="tugas atasan"):
        finish_agreement(by=calendar.actor("employee"), agreement_id=mine.pk)
    with pytest.raises(NotVisible):
        finish_agreement(by=calendar.actor("peer"), agreement_id=mine.pk)
    finish_agreement(by=calendar.actor("superior"), agreement_id=mine.pk)
    with pytest.raises(Closed):
        drop_agreement(by=calendar.actor("superior"), agreement_id=mine.pk, reason="Tidak perlu lagi")
    with pytest.raises(IntegrityError, match="closed"), transaction.atomic():
        Agreement.objects.update(text="lain")


def test_stopping_an_agreement_needs_a_reason(calendar: World, held: Dialogue) -> None:
    pk = Agreement.objects.get().pk
    with pytest.raises(Invalid):
        drop_agreement(by=calendar.actor("employee"), agreement_id=pk, reason="")
    drop_agreement(by=calendar.actor("employee"), agreement_id=pk, reason="Desa digabung")
    assert [line.ended_note for line in overview(calendar.actor("employee")).agreements] == ["Desa digabung"]


def test_private_notes_are_read_by_their_author_alone(calendar: World, held: Dialogue) -> None:
    keep_private_note(by=calendar.actor("superior"), dialogue_id=held.pk, text="RAHASIA-ATASAN")
    keep_private_note(by=calendar.actor("employee"), dialogue_id=held.pk, text="RAHASIA-PEGAWAI")
    assert dialogue_page(calendar.actor("superior"), held.pk).private == "RAHASIA-ATASAN"
    assert dialogue_page(calendar.actor("employee"), held.pk).private == "RAHASIA-PEGAWAI"
    assert "RAHASIA" not in str(list(Event.objects.values_list("payload", flat=True)))
    keep_private_note(by=calendar.actor("employee"), dialogue_id=held.pk, text=" ")
    assert list(PrivateNote.objects.values_list("author", flat=True)) == [calendar.people["superior"].pk]


@pytest.mark.parametrize("who", ["peer", "stranger", "head", "analyst", "admin", "auditor"])
def test_strangers_keep_no_note_and_read_no_dialogue(calendar: World, held: Dialogue, who: str) -> None:
    with pytest.raises(NotVisible):
        keep_private_note(by=calendar.actor(who), dialogue_id=held.pk, text="ingin tahu")
    with pytest.raises(NotVisible):
        dialogue_page(calendar.actor(who), held.pk)


def test_counselling_keeps_its_agreements_to_itself(calendar: World, propose: Propose) -> None:
    sealed = propose("superior", day=TODAY, hour=15, kind="counselling", matter="Sering terlambat masuk")
    agree_dialogue(by=calendar.actor("employee"), dialogue_id=sealed.pk)
    record(calendar, "superior", sealed, agreed=[Agreed(1, "Hadir tepat waktu", "employee", TODAY)])
    other = propose("employee", day=TODAY, hour=16)
    assert [line.kind for line in dialogue_page(calendar.actor("employee"), other.pk).agenda] == []
    told = str(list(Event.objects.values_list("payload", flat=True)))
    assert "counselling" not in told and "terlambat" not in told
