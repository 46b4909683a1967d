"""A calendar with one holiday, and a dialogue at each step of its life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from prestasi.dialogue.actions.record import Agreed, record_dialogue
from prestasi.dialogue.actions.schedule import agree_dialogue, propose_dialogue
from prestasi.dialogue.models import Dialogue
from prestasi.dialogue.queries.slots import at
from prestasi.organization.models import Holiday
from tests.world import TODAY, World

MONDAY = dt.date(2026, 10, 12)
HOLIDAY = dt.date(2026, 10, 14)
Propose = Callable[..., Dialogue]


@pytest.fixture
def calendar(world: World) -> World:
    """Working days are known for this and the next year; Wednesday 14 October is a day off."""
    Holiday.objects.create(date=HOLIDAY, name="Hari jadi kabupaten", kind="regional")
    Holiday.objects.create(date=dt.date(2027, 1, 1), name="Tahun baru", kind="national")
    return world


@pytest.fixture
def propose(calendar: World) -> Propose:
    """`propose("employee")`: a dialogue asked for by that side, on Monday at nine unless said otherwise."""

    def make(who: str = "employee", day: dt.date = MONDAY, hour: int = 9, **options: Any) -> Dialogue:
        receipt = propose_dialogue(
            by=calendar.actor(who),
            person_id=calendar.people["employee"].pk,
            starts_at=at(day, dt.time(hour)),
            **options,
        )
        return Dialogue.objects.get(pk=receipt.made)

    return make


@pytest.fixture
def held(calendar: World, propose: Propose) -> Dialogue:
    """Asked for by the employee for today, agreed, and recorded by the superior with one agreement."""
    dialogue = propose("employee", day=TODAY, hour=14)
    agree_dialogue(by=calendar.actor("superior"), dialogue_id=dialogue.pk)
    record_dialogue(
        by=calendar.actor("superior"), dialogue_id=dialogue.pk, notes="Cakupan naik, data dua desa belum masuk.",
        agreed=[Agreed(1, "Kirim data dua desa", "employee", dt.date(2026, 10, 20), "dua rekap masuk")],
        next_on=dt.date(2026, 11, 9), lock_version=2,
    )  # fmt: skip
    dialogue.refresh_from_db()
    return dialogue
