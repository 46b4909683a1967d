"""Filing: within the days, by the right person, once; what is contested does not become final."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.notices.models import Notice
from prestasi.objection.actions.filing import Target, file_objection, withdraw_objection
from prestasi.objection.models import Objection
from prestasi.organization.models import Agency
from prestasi.performance.actions.daily import make_final
from prestasi.performance.models import Evaluation
from tests.actions.objection.conftest import REASON
from tests.world import TODAY, World

PREDICATE = (Target("predicate"),)


def filed(world: World, who: str = "employee", **given: Any) -> Receipt:
    arguments: dict[str, Any] = {"targets": PREDICATE, "reason": REASON, **given}
    evaluation = world.evaluations["employee"].pk
    return file_objection(by=world.actor(who), evaluation_id=evaluation, **arguments)


def test_an_objection_keeps_items_terms_and_the_record_before(contestable: World) -> None:
    result = contestable.results["employee"].pk
    receipt = filed(contestable, targets=(Target("result", result), Target("behaviour", 3)))
    row = Objection.objects.get()
    assert (row.received_on, row.last_day) == (dt.date(2026, 10, 5), dt.date(2026, 10, 19))
    assert row.decision_due_on == TODAY + dt.timedelta(days=14)
    assert (row.predicate_before, row.result_before, row.behaviour_before) == (2, 2, 2)
    assert row.credit_before == 3125  # Ahli Pertama, Baik, three months: 12.5 x 3/12
    assert list(row.items.order_by("kind").values_list("kind", "behaviour", "rating")) == [
        ("behaviour", 3, 2), ("result", None, 2),
    ]  # fmt: skip
    assert row.event_id == receipt.event_id
    assert Event.objects.get(pk=receipt.event_id).kind == "objection.filed"


def test_the_rater_is_told(contestable: World) -> None:
    filed(contestable)
    notice = Notice.objects.get(kind="objection.filed")
    assert notice.person == contestable.people["superior"]


@pytest.mark.parametrize("who", ["superior", "head", "analyst"])
def test_nobody_files_for_somebody_else(contestable: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        filed(contestable, who)
    assert not Objection.objects.exists()


def test_a_stranger_does_not_learn_that_the_result_exists(contestable: World) -> None:
    with pytest.raises(NotVisible):
        filed(contestable, "stranger")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": "tidak adil"}, "reason"),
        ({"targets": ()}, "targets"),
        ({"targets": (Target("result", 999_999),)}, "targets"),
        ({"targets": (Target("behaviour", 8),)}, "targets"),
    ],
)
def test_what_cannot_be_examined_is_refused(contestable: World, given: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        filed(contestable, **given)
    assert set(refused.value.errors) == {field}
    assert not Event.objects.filter(kind="objection.filed").exists()


@pytest.mark.parametrize("state", ["confirmed", "final", "rated"])
def test_only_an_opened_result_can_be_contested(contestable: World, state: str) -> None:
    changes = {"state": state} | ({"received_at": None} if state != "final" else {})
    Evaluation.objects.filter(pk=contestable.evaluations["employee"].pk).update(**changes)
    with pytest.raises(Closed):
        filed(contestable)


def test_a_form_sent_twice_is_one_objection(contestable: World) -> None:
    key = str(uuid.uuid4())
    first, second = filed(contestable, key=key), filed(contestable, key=key)
    assert second.repeated and first.number == second.number
    assert Objection.objects.count() == 1


def test_one_result_is_contested_once(contestable: World) -> None:
    filed(contestable)
    with pytest.raises(Closed):
        filed(contestable)


def test_after_withdrawing_a_new_one_can_be_filed_within_the_days(contestable: World) -> None:
    filed(contestable)
    withdraw_objection(by=contestable.actor("employee"), objection_id=Objection.objects.get().pk)
    filed(contestable)
    assert sorted(Objection.objects.values_list("state", flat=True)) == ["filed", "withdrawn"]


@pytest.mark.parametrize("who", ["superior", "analyst"])
def test_nobody_else_withdraws_it(contestable: World, who: str) -> None:
    filed(contestable)
    with pytest.raises(NotAllowed):
        withdraw_objection(by=contestable.actor(who), objection_id=Objection.objects.get().pk)


ZONES = [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")]


def in_zone(world: World, zone: str, label: str) -> ZoneInfo:
    """Move the agency; the result was opened there at 08.00 on 5 October."""
    Agency.objects.update(timezone=zone, zone_label=label)
    info = ZoneInfo(zone)
    opened = dt.datetime(2026, 10, 5, 8, 0, tzinfo=info)
    Evaluation.objects.filter(pk=world.evaluations["employee"].pk).update(received_at=opened)
    return info


@pytest.mark.parametrize(("zone", "label"), ZONES)
def test_the_last_minute_of_the_last_day_counts_where_the_agency_is(contestable: World, zone: str, label: str) -> None:
    info = in_zone(contestable, zone, label)
    with time_machine.travel(dt.datetime(2026, 10, 19, 23, 59, 30, tzinfo=info), tick=False):
        filed(contestable)
    assert Objection.objects.get().last_day == dt.date(2026, 10, 19)


@pytest.mark.parametrize(("zone", "label"), ZONES)
def test_the_first_second_after_it_does_not(contestable: World, zone: str, label: str) -> None:
    info = in_zone(contestable, zone, label)
    midnight = dt.datetime(2026, 10, 20, 0, 0, 0, tzinfo=info)
    with time_machine.travel(midnight, tick=False), pytest.raises(Closed) as refused:
        filed(contestable)
    assert "Senin, 19 Oktober 2026" in str(refused.value) and label in str(refused.value)


@pytest.mark.parametrize(("zone", "label"), ZONES)
def test_what_arrived_before_midnight_counts_although_it_is_handled_after(
    contestable: World, zone: str, label: str
) -> None:
    info = in_zone(contestable, zone, label)
    arrived = dt.datetime(2026, 10, 19, 23, 59, 59, tzinfo=info)
    with time_machine.travel(arrived + dt.timedelta(seconds=40), tick=False):
        filed(contestable, arrived_at=arrived)
    assert Objection.objects.get().arrived_at == arrived


def test_an_arrival_long_before_its_handling_is_not_believed(contestable: World) -> None:
    info = in_zone(contestable, "Asia/Jakarta", "WIB")
    arrived = dt.datetime(2026, 10, 19, 23, 0, tzinfo=info)
    with time_machine.travel(dt.datetime(2026, 10, 20, 1, 0, tzinfo=info), tick=False), pytest.raises(Closed):
        filed(contestable, arrived_at=arrived)


def test_a_contested_result_does_not_become_final(contestable: World) -> None:
    filed(contestable)
    evaluation = contestable.evaluations["employee"]
    assert make_final(dt.date(2026, 10, 20)) == 0
    evaluation.refresh_from_db()
    assert evaluation.state == "received"


def test_after_a_withdrawal_time_makes_it_final(contestable: World) -> None:
    filed(contestable)
    withdraw_objection(by=contestable.actor("employee"), objection_id=Objection.objects.get().pk)
    assert make_final(dt.date(2026, 10, 20)) == 1


def test_the_database_itself_holds_a_contested_result(contestable: World) -> None:
    from django.db import IntegrityError, transaction

    filed(contestable)
    with pytest.raises(IntegrityError, match="contested"), transaction.atomic():
        Evaluation.objects.filter(pk=contestable.evaluations["employee"].pk).update(state="final")


def test_an_agency_may_count_working_days(contestable: World, settings: object) -> None:
    from prestasi.organization.models import Holiday

    settings.OBJECTION_DAYS = "working"  # type: ignore[attr-defined]
    Holiday.objects.create(date=dt.date(2026, 10, 12), name="Libur daerah", kind="regional")
    filed(contestable)
    assert Objection.objects.get().last_day == dt.date(2026, 10, 26)  # 14 working days after 5 October, one holiday
