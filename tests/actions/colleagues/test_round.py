"""The life of a round: prepared, opened under locked rules, answered, closed, released."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from prestasi.audit.models import Event
from prestasi.colleagues import vault
from prestasi.colleagues.actions.answer import answer_by_link
from prestasi.colleagues.actions.link import issue_link
from prestasi.colleagues.actions.opening import open_round
from prestasi.colleagues.actions.raters import Proposal, approve_raters, propose_raters
from prestasi.colleagues.actions.release import (
    cancel_round,
    close_overdue,
    close_round,
    destroy_spent_keys,
    release_round,
)
from prestasi.colleagues.actions.round import change_round, prepare_round
from prestasi.colleagues.groups import Choosing, Group, PostType
from prestasi.colleagues.models import Box, CountedReceipt, Draft, GroupResult, Invitation, Round
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed
from prestasi.notices.models import Notice
from prestasi.organization.models import Unit, UnitVersion
from tests.colleagues import EQUAL, answer_group, colleagues, given, opened, plan, released, subject_of
from tests.world import World


@pytest.mark.parametrize("who", ["employee", "superior", "head", "admin", "auditor"])
def test_only_analysts_of_the_agency_run_rounds(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        prepare_round(by=world.actor(who), plan=plan(world))
    row = opened(world)
    for act in (open_round, close_round, release_round):
        with pytest.raises(NotAllowed):
            act(by=world.actor(who), round_id=row.pk)
    assert Round.objects.get().state == "open"


def test_weights_that_do_not_sum_to_a_hundred_are_refused_with_their_sum(world: World) -> None:
    wrong = {**dict.fromkeys(PostType, EQUAL), PostType.FUNCTIONAL: {Group.PEER: 60, Group.SUPERIOR: 35}}
    with pytest.raises(Invalid) as refused:
        prepare_round(by=world.actor("analyst"), plan=plan(world, weights=wrong))
    assert "95" in refused.value.errors["weights_functional"]
    assert not Round.objects.exists()


def test_fewer_than_five_answers_are_refused_by_form_and_database(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        prepare_round(by=world.actor("analyst"), plan=plan(world, minimum=4))
    assert "minimum" in refused.value.errors
    row = opened(world)
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        Round.objects.filter(pk=row.pk).update(minimum=4)
    draft = prepare_round(by=world.actor("analyst"), plan=plan(world))
    with pytest.raises(IntegrityError, match="minimum_never_below_five"), transaction.atomic():
        Round.objects.filter(pk=draft.made).update(minimum=4)


@pytest.mark.parametrize(
    "change", [{"minimum": 6}, {"reweighting": "pool"}, {"answers_due_on": dt.date(2026, 10, 25)}, {"seed": 1}]
)
def test_the_rules_of_an_opened_round_are_locked(world: World, change: dict[str, object]) -> None:
    row = opened(world)
    with pytest.raises(Closed):
        change_round(by=world.actor("analyst"), round_id=row.pk, plan=plan(world), version=row.lock_version)
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        Round.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        row.weights.update(weight=1)


def test_two_analysts_who_change_one_draft_see_the_difference(world: World) -> None:
    analyst = world.actor("analyst")
    receipt = prepare_round(by=analyst, plan=plan(world))
    change_round(by=analyst, round_id=receipt.object_id or 0, plan=plan(world, minimum=7, raters_wanted=8), version=1)
    with pytest.raises(Conflict) as clash:
        change_round(by=analyst, round_id=receipt.object_id or 0, plan=plan(world, minimum=6), version=1)
    assert clash.value.fields is not None
    assert clash.value.fields["minimum"] == ("7", "6")


def test_opening_asks_self_superior_peers_and_subordinates_and_tells_each_once(world: World) -> None:
    colleagues(world, 6)
    row = opened(world)
    mine = subject_of(row, world, "employee")
    by_group = {g: mine.invitations.filter(group=g).count() for g in Group}
    assert by_group == {
        "superior": 1,
        "peer": 6,
        "subordinate": 0,
        "other_unit": 0,
        "external": 0,
        "self": 1,
        "pooled": 0,
    }
    chief = subject_of(row, world, "superior")
    assert chief.invitations.filter(group=Group.SUBORDINATE).count() == 6
    told = Notice.objects.filter(kind="round360.asked", person=world.people["peer"])
    assert told.count() == 1
    assert vault.has_key(row.code)


def test_the_same_seed_draws_the_same_raters(world: World) -> None:
    colleagues(world, 10)
    pairs = [set(_pairs(opened(world, seed=seed))) for seed in (11, 11, 12)]
    assert pairs[0] == pairs[1] != pairs[2]


def _pairs(row: Round) -> list[tuple[int, int]]:
    found = Invitation.objects.filter(subject__round=row, rater__isnull=False)
    return list(found.values_list("subject__person_id", "rater_id"))


def test_no_answer_after_the_day_and_the_clock_closes_the_round(world: World) -> None:
    colleagues(world, 6)
    row = opened(world, answers_due_on=dt.date(2026, 10, 9))
    assert close_overdue() == 0
    Round.objects.filter(pk=row.pk)
    import time_machine

    with time_machine.travel(dt.datetime(2026, 10, 10, 1, tzinfo=dt.timezone(dt.timedelta(hours=7)))):
        with pytest.raises(Closed):
            answer_group(world, row, subject_of(row, world, "employee"), Group.PEER, 1)
        assert close_overdue() == 1
    row.refresh_from_db()
    assert row.state == "closed"


def test_releasing_destroys_boxes_and_key_and_tells_counts_only(world: World) -> None:
    colleagues(world, 6)
    row = opened(world)
    codes = answer_group(world, row, subject_of(row, world, "employee"), Group.PEER, 6)
    with pytest.raises(Closed):
        release_round(by=world.actor("analyst"), round_id=row.pk)
    row = released(world, row)
    destroy_spent_keys()  # on_commit does not run inside the transaction of a test
    assert not vault.has_key(row.code)
    assert not Box.objects.exists()
    assert CountedReceipt.objects.count() == len(codes)
    payload = Event.objects.get(kind="round360.released").payload
    assert payload["answers"] == 6
    assert set(payload) == {"people", "shown", "withheld", "answers"}


def test_released_results_cannot_be_changed_by_the_application(world: World) -> None:
    colleagues(world, 6)
    row = opened(world)
    answer_group(world, row, subject_of(row, world, "employee"), Group.PEER, 5)
    released(world, row)
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        GroupResult.objects.update(mean=500)
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        Round.objects.filter(pk=row.pk).update(state="open")


def test_a_cancelled_round_destroys_what_was_answered(world: World, keys: Path) -> None:
    colleagues(world, 6)
    row = opened(world)
    answer_group(world, row, subject_of(row, world, "employee"), Group.PEER, 5)
    cancel_round(by=world.actor("analyst"), round_id=row.pk, reason="Populasi keliru, putaran diulang.")
    destroy_spent_keys()
    assert list(keys.glob("*.key")) == []
    assert not Box.objects.exists()
    assert not Draft.objects.exists()
    assert not GroupResult.objects.exists()


def test_a_lost_key_stops_the_release_and_changes_nothing(world: World, keys: Path) -> None:
    from prestasi.core.trouble import Trouble

    colleagues(world, 6)
    row = opened(world)
    answer_group(world, row, subject_of(row, world, "employee"), Group.PEER, 5)
    close_round(by=world.actor("analyst"), round_id=row.pk)
    vault.destroy_key(row.code)
    with pytest.raises(Trouble, match="Kunci"):
        release_round(by=world.actor("analyst"), round_id=row.pk)
    row.refresh_from_db()
    assert (row.state, Box.objects.count() > 0) == ("closed", True)


def _neighbour(world: World) -> None:
    """Another unit of the health service."""
    unit = world.units["labkes"] = Unit.objects.create(code="slm-labkes")
    office = UnitVersion.objects.get(unit=world.units["dinkes"])
    UnitVersion.objects.create(
        unit=unit, parent=office.unit, name="Laboratorium Kesehatan", kind="upt", path=f"{office.path}{unit.pk}.",
        valid_from=office.valid_from,
    )  # fmt: skip


def test_every_group_of_raters_answers_and_stands_in_the_result_with_its_weight(world: World) -> None:
    """Superior, peers, subordinates, another unit, outsiders by link, and the person: all six in one result."""
    weights = {Group.SUPERIOR: 30, Group.PEER: 20, Group.SUBORDINATE: 20, Group.OTHER_UNIT: 15, Group.EXTERNAL: 10,
               Group.SELF: 5}  # fmt: skip
    colleagues(world, 6)
    _neighbour(world)
    peers, near = colleagues(world, 5, "head", "dinkes"), colleagues(world, 5, "stranger", "labkes")
    row = opened(world, choosing=Choosing.PROPOSED, proposals_due_on=dt.date(2026, 10, 15),
                 weights=dict.fromkeys(PostType, weights))  # fmt: skip
    chief = subject_of(row, world, "superior")
    wanted = {Group.PEER: [world.people[k].pk for k in peers], Group.OTHER_UNIT: [world.people[k].pk for k in near]}
    outside = [(f"Warga {n}", f"warga{n}@contoh.test") for n in range(5)]
    propose_raters(by=world.actor("superior"), subject_id=chief.pk, proposal=Proposal(wanted, outside), version=1)
    approve_raters(by=world.actor("head"), subject_id=chief.pk, version=2)
    counts = {Group.SUPERIOR: 1, Group.PEER: 5, Group.SUBORDINATE: 5, Group.OTHER_UNIT: 5, Group.SELF: 1}
    for score, (group, count) in enumerate(counts.items(), 1):
        answer_group(world, row, chief, group, count, score)
    for invitation in chief.invitations.filter(group=Group.EXTERNAL).select_related("subject"):
        link = issue_link(by=world.actor("analyst"), round_id=row.pk, invitation_id=invitation.pk)
        answer_by_link(token=link, given=given(row, invitation, 5))
    released(world, row)
    shown = {r.group: (r.answers, r.weight, r.mean) for r in chief.results.all()}
    assert shown == {
        "superior": (1, 30, 100), "peer": (5, 20, 200), "subordinate": (5, 20, 300), "other_unit": (5, 15, 400),
        "self": (1, 5, 500), "external": (5, 10, 500),
    }  # fmt: skip
    assert chief.outcome.combined == 265  # (30 + 40 + 60 + 60 + 25 + 50) / 100
