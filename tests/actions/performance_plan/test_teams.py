"""*Tim kerja*: work across units is assigned by its leader, while the direct superior stays the rater."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.notices.models import Notice
from prestasi.performance.actions import plan as plans
from prestasi.performance.actions.feedback import give_feedback
from prestasi.performance.actions.link import link_result
from prestasi.performance.actions.team import add_members, end_membership, end_team, open_team
from prestasi.performance.actions.team_work import push_to_members, share_result, take_team_result, withdraw_result
from prestasi.performance.models import ExpectedResult, FeedbackNote, Indicator, Plan, ResultLink, TeamMember, WorkTeam
from tests.world import TODAY, World

DECREE = {"name": "Percepatan penurunan stunting", "decree_number": "188/12/2026"}
YEAR_END = dt.date(2026, 12, 31)


def nip(world: World, who: str) -> str:
    return world.users[who].username


@pytest.fixture
def team(world: World) -> WorkTeam:
    """Led by the head of education, formed by the head of health; a midwife and a colleague from education in it."""
    receipt = open_team(
        by=world.actor("head"), unit_id=world.units["dinkes"].pk, leader_number=nip(world, "other_head"),
        starts_on=TODAY, ends_on=YEAR_END,
        members=f"{nip(world, 'employee')}, pencatatan\n{nip(world, 'stranger')}", **DECREE,
    )  # fmt: skip
    return WorkTeam.objects.get(pk=receipt.made)


@pytest.fixture
def shared(world: World, team: WorkTeam) -> ExpectedResult:
    share_result(by=world.actor("other_head"), team_id=team.pk, result_id=world.results["other_head"].pk)
    return world.results["other_head"]


def test_a_head_forms_a_team_across_units_and_everybody_is_told(world: World, team: WorkTeam) -> None:
    members = {m.person_id: m.duty for m in team.members.all()}
    assert members == {world.people["employee"].pk: "pencatatan", world.people["stranger"].pk: ""}
    told = set(Notice.objects.filter(kind="team.member_added").values_list("person_id", flat=True))
    assert told == {*members, world.people["other_head"].pk}


@pytest.mark.parametrize("who", ["employee", "superior", "other_head"])
def test_others_do_not_form_teams_of_the_unit(world: World, who: str, unchanged: Callable[[], Any]) -> None:
    before = unchanged()
    with pytest.raises(NotAllowed):
        open_team(
            by=world.actor(who), unit_id=world.units["dinkes"].pk, leader_number=nip(world, who), starts_on=TODAY,
            ends_on=YEAR_END, **DECREE,
        )  # fmt: skip
    assert unchanged() == before


def test_an_unknown_number_adds_nobody(world: World, team: WorkTeam) -> None:
    with pytest.raises(Invalid) as refused:
        add_members(by=world.actor("head"), team_id=team.pk, members=f"{nip(world, 'peer')}\n199901012015041999")
    assert "199901012015041999" in refused.value.errors["members"]
    assert team.members.count() == 2


def test_a_team_is_hidden_from_whoever_has_nothing_to_do_with_it(world: World, team: WorkTeam) -> None:
    with pytest.raises(NotVisible):
        add_members(by=world.actor("peer"), team_id=team.pk, members=nip(world, "peer"))


def test_only_the_leader_shares_and_only_own_results(world: World, team: WorkTeam) -> None:
    with pytest.raises(NotAllowed):
        share_result(by=world.actor("head"), team_id=team.pk, result_id=world.results["head"].pk)
    with pytest.raises(NotVisible):
        share_result(by=world.actor("other_head"), team_id=team.pk, result_id=world.results["head"].pk)


def test_the_leader_gives_work_and_the_direct_superior_stays_the_rater(
    world: World, team: WorkTeam, shared: ExpectedResult
) -> None:
    push_to_members(
        by=world.actor("other_head"), team_id=team.pk, result_id=shared.pk,
        person_ids=[world.people["employee"].pk], text="Tercatatnya balita stunting",
    )  # fmt: skip
    item = ExpectedResult.objects.get(team=team)
    assert (item.plan, item.kind, item.assigned_by) == (
        world.plans["employee"], "tambahan", world.people["other_head"],
    )  # fmt: skip
    assert item.assigned_words.endswith("Percepatan penurunan stunting")
    assert ResultLink.objects.get(result=item, ended_at=None).parent == shared
    plan = Plan.objects.get(pk=item.plan_id)
    assert (plan.state, plan.rater) == ("revising", world.people["superior"])
    assert Notice.objects.filter(person=world.people["superior"], kind="plan.revision_started").exists()
    Indicator.objects.create(result=item, name="Balita tercatat", unit_of_measure="persen", target=95)
    plans.submit_plan(by=world.actor("employee"), plan_id=plan.pk)
    with pytest.raises(NotVisible):
        plans.agree_plan(by=world.actor("other_head"), plan_id=plan.pk)
    plans.agree_plan(by=world.actor("superior"), plan_id=plan.pk)
    assert plan.versions.get().document["results"][1]["assigned_by"].endswith("Percepatan penurunan stunting")


def test_work_is_given_to_members_only_and_once(world: World, team: WorkTeam, shared: ExpectedResult) -> None:
    give = partial(push_to_members, by=world.actor("other_head"), team_id=team.pk, result_id=shared.pk)
    with pytest.raises(Invalid):
        give(person_ids=[world.people["peer"].pk])
    give(person_ids=[world.people["employee"].pk])
    with pytest.raises(Invalid):
        give(person_ids=[world.people["employee"].pk])
    assert ExpectedResult.objects.filter(team=team).count() == 1


def test_a_member_takes_a_result_into_the_own_draft(world: World, team: WorkTeam, shared: ExpectedResult) -> None:
    take = partial(take_team_result, by=world.actor("employee"), team_id=team.pk, result_id=shared.pk)
    with pytest.raises(Closed):
        take()
    plans.start_revision(by=world.actor("employee"), plan_id=world.plans["employee"].pk, reason="Penugasan tim baru")
    take(text="Tercatatnya balita stunting di wilayah kerja")
    with pytest.raises(Closed):
        take()
    item = ExpectedResult.objects.get(team=team)
    assert (item.text, item.assigned_by) == (
        "Tercatatnya balita stunting di wilayah kerja", world.people["other_head"],
    )  # fmt: skip


def test_who_is_no_member_takes_nothing(world: World, team: WorkTeam, shared: ExpectedResult) -> None:
    for who in ("peer", "superior"):
        with pytest.raises(NotVisible):
            take_team_result(by=world.actor(who), team_id=team.pk, result_id=shared.pk)


def test_a_member_may_link_what_is_written_already(world: World, team: WorkTeam, shared: ExpectedResult) -> None:
    withdraw_result(by=world.actor("other_head"), team_id=team.pk, result_id=shared.pk)
    ExpectedResult.objects.filter(pk=shared.pk).update(text="x" * 40)
    Plan.objects.filter(pk=shared.plan_id).update(is_unit_head=False)
    link = partial(link_result, by=world.actor("employee"), result_id=world.results["employee"].pk, parent_id=shared.pk)
    with pytest.raises(Invalid):
        link()
    share_result(by=world.actor("other_head"), team_id=team.pk, result_id=shared.pk)
    link()


def test_the_leader_speaks_about_team_work_under_that_name(
    world: World, team: WorkTeam, shared: ExpectedResult
) -> None:
    leader, plan = world.actor("other_head"), world.plans["employee"]
    text = "Data balita lengkap dan terkirim tepat waktu."
    praise = partial(give_feedback, by=leader, plan_id=plan.pk, kind="praise", text=text)
    with pytest.raises(NotVisible):
        praise(behaviour=1)
    push_to_members(by=leader, team_id=team.pk, result_id=shared.pk, person_ids=[world.people["employee"].pk])
    Plan.objects.filter(pk=plan.pk).update(state="agreed")
    with pytest.raises(Invalid):
        praise(result_id=world.results["employee"].pk)
    praise(result_id=ExpectedResult.objects.get(team=team).pk)
    note = FeedbackNote.objects.get()
    assert note.giver_role == "team_leader"
    assert note.giver_words.startswith(world.people["other_head"].full_name)
    assert note.giver_words != world.people["other_head"].full_name


def test_a_member_who_left_keeps_the_work_and_takes_no_more(
    world: World, team: WorkTeam, shared: ExpectedResult
) -> None:
    push_to_members(
        by=world.actor("other_head"), team_id=team.pk, result_id=shared.pk, person_ids=[world.people["employee"].pk]
    )
    member = TeamMember.objects.get(team=team, person=world.people["employee"])
    end_membership(by=world.actor("head"), team_id=team.pk, member_id=member.pk)
    with pytest.raises(Closed):
        end_membership(by=world.actor("head"), team_id=team.pk, member_id=member.pk)
    with pytest.raises(Invalid):
        push_to_members(
            by=world.actor("other_head"), team_id=team.pk, result_id=shared.pk,
            person_ids=[world.people["employee"].pk],
        )  # fmt: skip
    assert ExpectedResult.objects.filter(team=team, dropped_at=None).count() == 1


def test_an_ended_team_gives_no_work(world: World, team: WorkTeam, shared: ExpectedResult) -> None:
    WorkTeam.objects.filter(pk=team.pk).update(starts_on=TODAY - dt.timedelta(days=9))
    end_team(
        by=world.actor("head"), team_id=team.pk, on=TODAY - dt.timedelta(days=1), reason="Tugas sudah selesai semuanya"
    )
    with pytest.raises(Closed):
        take_team_result(by=world.actor("stranger"), team_id=team.pk, result_id=shared.pk)
    with pytest.raises(Closed):
        add_members(by=world.actor("head"), team_id=team.pk, members=nip(world, "peer"))


def test_every_act_on_a_team_is_an_event(world: World, team: WorkTeam, shared: ExpectedResult) -> None:
    add_members(by=world.actor("head"), team_id=team.pk, members=nip(world, "peer"))
    kinds = list(Event.objects.filter(object_type="performance.workteam").order_by("id").values_list("kind", flat=True))
    assert kinds == ["team.opened", "team.result_shared", "team.member_added"]
