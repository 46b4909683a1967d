"""The control room: reminding with limits, chains of waiting, acting raters for vacant posts."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, NotAllowed, NotVisible
from prestasi.insight.actions.counting import count_unplanned
from prestasi.insight.actions.reminding import remind_late
from prestasi.insight.queries.blocks import behind, blocks, longest, waiting_for
from prestasi.insight.queries.chase import preview
from prestasi.insight.queries.control_room import control_room
from prestasi.notices.models import Notice
from prestasi.people.actions.acting_many import appoint_for_vacant
from prestasi.people.models import Assignment, ReportingLine
from prestasi.people.queries.vacant import vacant_posts
from prestasi.performance.models import Plan
from tests.world import NOW, TODAY, World, open_evaluation

LATER = TODAY + dt.timedelta(days=60)


def root(world: World) -> int:
    return world.units["kab"].pk


def test_what_the_preview_shows_is_what_is_sent(world: World) -> None:
    open_evaluation(world, "employee")
    open_evaluation(world, "peer")
    shown = preview(world.actor("analyst"), root(world), "nilai")
    assert [(r.name, r.rank) for r in shown.recipients] == [("Bima Rekaan", 1)]
    receipt = remind_late(by=world.actor("analyst"), unit_id=root(world), step="nilai")
    assert Notice.objects.get(kind="rating.due").text == shown.recipients[0].message
    assert Event.objects.get(pk=receipt.event_id).payload["sent"] == 1


def test_reminding_again_at_once_is_refused_and_changes_nothing(world: World) -> None:
    open_evaluation(world, "employee")
    remind_late(by=world.actor("analyst"), unit_id=root(world), step="nilai")
    with pytest.raises(Closed):
        remind_late(by=world.actor("analyst"), unit_id=root(world), step="nilai")
    assert Notice.objects.count() == 1
    assert preview(world.actor("analyst"), root(world), "nilai").held == 1


def test_after_three_the_one_above_is_told(world: World) -> None:
    open_evaluation(world, "employee")
    for day in (0, 2, 5, 10):
        with time_machine.travel(NOW + dt.timedelta(days=day), tick=False):
            remind_late(by=world.actor("analyst"), unit_id=root(world), step="nilai")
    assert Notice.objects.get(kind="blocked").person == world.people["head"]


@pytest.mark.parametrize("who", ["admin", "auditor", "superior", "employee"])
def test_only_an_analyst_reminds(world: World, who: str) -> None:
    open_evaluation(world, "employee")
    with pytest.raises((NotAllowed, NotVisible)):
        remind_late(by=world.actor(who), unit_id=root(world), step="nilai")
    assert not Notice.objects.exists()


def test_a_plan_not_sent_reminds_its_owner_and_a_sent_one_the_superior(world: World) -> None:
    Plan.objects.filter(person=world.people["employee"]).update(state="draft", version=0)
    Plan.objects.filter(person=world.people["peer"]).update(state="submitted", version=0)
    remind_late(by=world.actor("analyst"), unit_id=root(world), step="rencana")
    remind_late(by=world.actor("analyst"), unit_id=root(world), step="tinjau")
    told = dict(Notice.objects.values_list("kind", "person"))
    assert told == {"plan.unsent": world.people["employee"].pk, "review.due": world.people["superior"].pk}


def test_whose_act_frees_most_and_the_longest_chain(world: World) -> None:
    for key in ("employee", "peer", "superior", "head"):
        open_evaluation(world, key)
    page = blocks(world.actor("analyst"), root(world))
    assert page.key_person is not None
    assert (page.key_person.name, page.key_person.frees) == ("Harda Umpama", 4)
    assert page.chains[0].names[-3:] == ("Bima Rekaan", "Laras Misalkan", "Harda Umpama")


def test_circles_of_waiting_end() -> None:
    waits = waiting_for([(1, 2, "plan", 1), (2, 3, "plan", 1), (3, 1, "plan", 1), (4, 1, "rating", 1)])
    assert behind(1, waits) == {2, 3, 4}
    assert longest(waits)


def test_people_without_a_rater_are_counted(world: World) -> None:
    open_evaluation(world, "employee")
    ReportingLine.objects.filter(person=world.people["employee"]).delete()
    assert blocks(world.actor("analyst"), root(world)).without_holder == 1


def test_a_vacant_post_shows_its_people_and_gets_the_head_above(world: World) -> None:
    Assignment.objects.filter(person=world.people["superior"]).update(valid_to=TODAY)
    ReportingLine.objects.filter(superior=world.people["superior"]).update(valid_to=TODAY)
    (post,) = vacant_posts("", TODAY)
    assert (post.title, post.orphans, post.proposed) == ("Kepala Puskesmas Minggir", 2, "Laras Misalkan")
    appoint_for_vacant(
        by=world.actor("analyst"), position_ids=[post.position_id], starts_on=TODAY, ends_on=LATER, decree="800/1"
    )
    assert vacant_posts("", TODAY) == ()
    lines = ReportingLine.objects.on(TODAY).filter(superior=world.people["head"], capacity="plt")
    assert set(lines.values_list("person", flat=True)) == {world.people["employee"].pk, world.people["peer"].pk}
    assert not ReportingLine.objects.on(LATER).filter(person=world.people["employee"]).exists()


def test_naming_is_all_or_none_and_needs_an_analyst(world: World) -> None:
    Assignment.objects.filter(person=world.people["superior"]).update(valid_to=TODAY)
    (post,) = vacant_posts("", TODAY)
    with pytest.raises((NotAllowed, NotVisible)):
        appoint_for_vacant(
            by=world.actor("admin"), position_ids=[post.position_id], starts_on=TODAY, ends_on=LATER, decree="800/1"
        )
    assert vacant_posts("", TODAY) == (post,)


def test_people_without_a_plan_are_counted_each_morning(world: World) -> None:
    Plan.objects.filter(person=world.people["stranger"]).update(person=world.people["regent"])
    assert count_unplanned(TODAY) == 1
    room = control_room(world.actor("analyst"), root(world), sort="belum")
    assert (room.rows[0].name, room.rows[0].unplanned) == ("Dinas Pendidikan", 1)
