"""Reminders: to whoever holds the case, each day at most once, and every working day once it is late."""

from __future__ import annotations

import datetime as dt

import pytest

from prestasi.notices.models import Notice
from prestasi.objection.actions.reminders import remind
from prestasi.objection.models import Objection
from tests.actions.objection.test_decision import opened, recommended
from tests.world import World


@pytest.mark.parametrize(
    ("day", "count"), [("2026-10-19", 1), ("2026-10-20", 0), ("2026-10-23", 1), ("2026-10-24", 0), ("2026-10-26", 1)]
)
def test_the_rater_is_reminded_before_and_after_the_decision_is_due(contestable: World, day: str, count: int) -> None:
    opened(contestable)
    Objection.objects.update(answer_due_on=None)
    assert remind(dt.date.fromisoformat(day)) == count
    assert set(Notice.objects.filter(kind="objection.due").values_list("person", flat=True)) <= {
        contestable.people["superior"].pk
    }


def test_running_twice_reminds_once(contestable: World) -> None:
    opened(contestable)
    remind(dt.date(2026, 10, 22))
    remind(dt.date(2026, 10, 22))
    assert Notice.objects.filter(kind="objection.due").count() == 1


def test_the_drawn_official_and_late_also_the_analyst(contestable: World) -> None:
    objection = recommended(contestable)
    remind(dt.date(2026, 10, 22))
    assert [n.person_id for n in Notice.objects.filter(kind="objection.due")] == [objection.decider_id]
    remind(dt.date(2026, 10, 23))
    told = set(
        Notice.objects.filter(kind="objection.due", text__contains="lewat batas").values_list("person", flat=True)
    )
    assert told == {objection.decider_id, contestable.people["analyst"].pk}
