"""A refused form says at its field what is wrong, and what was typed is still there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from prestasi.core import clock
from prestasi.performance.models import BulkAgreement, Plan, TeamResult, WorkTeam
from tests.web.conftest import SignIn
from tests.world import LONG_AGO, YEAR_END, World

LONG = "Terlayaninya seluruh balita di posyandu binaan. " * 12


@pytest.fixture
def team(world: World) -> WorkTeam:
    """A team led by the head of another unit, with one result shared and the employee in it."""
    team = WorkTeam.objects.create(
        name="Tim lintas unit", unit=world.units["puskesmas"], leader=world.people["other_head"],
        decree_number="188/1", starts_on=LONG_AGO, ends_on=YEAR_END,
    )  # fmt: skip
    team.members.create(person=world.people["employee"], joined_on=LONG_AGO)
    TeamResult.objects.create(team=team, result=world.results["other_head"])
    return team


def test_a_cell_of_the_matrix_refuses_a_text_too_long(world: World, signed_in: SignIn) -> None:
    cell = reverse("performance:matrix_set", args=[world.people["peer"].pk, world.results["superior"].pk])
    page = signed_in("superior").post(cell, {"text": LONG, "kind": "direct"})
    assert page.status_code == 422
    assert LONG.strip() in page.content.decode()


def test_an_agreed_plan_takes_no_team_result_and_the_wording_stays(
    world: World, team: WorkTeam, signed_in: SignIn
) -> None:
    Plan.objects.filter(pk=world.plans["employee"].pk).update(state="agreed", version=1)
    take = reverse("performance:work_team_take", args=[team.pk, world.results["other_head"].pk])
    page = signed_in("employee").post(take, {"text": "Bagian saya: dua posyandu"})
    assert page.status_code == 409
    assert "Mulai perubahan dulu" in page.content.decode()
    assert "Bagian saya: dua posyandu" in page.content.decode()


def test_giving_to_nobody_keeps_the_wording(world: World, team: WorkTeam, signed_in: SignIn) -> None:
    give = reverse("performance:work_team_give", args=[team.pk, world.results["other_head"].pk])
    page = signed_in("other_head").post(give, {"text": "Bunyi untuk anggota tim"})
    assert page.status_code == 422
    assert "Bunyi untuk anggota tim" in page.content.decode()


def test_a_reason_too_short_for_many_agreements_stays(world: World, signed_in: SignIn) -> None:
    Plan.objects.filter(pk=world.plans["employee"].pk).update(state="submitted", version=0)
    page = signed_in("superior").post(reverse("performance:bulk_agree"), {"reason": "Cocok"})
    assert page.status_code == 422
    assert ">Cocok</textarea>" in page.content.decode()


def test_the_last_run_names_the_people_left_out(world: World, signed_in: SignIn) -> None:
    superior = world.people["superior"]
    BulkAgreement.objects.create(
        person=superior, user=world.users["superior"], ids=[], reason="Sudah dibahas bersama.", started_at=clock.now(),
        left_out=[[world.plans["employee"].pk, "berubah sesudah halaman dibuka"]],
    )  # fmt: skip
    page = signed_in("superior").get(reverse("performance:bulk_agree")).content.decode()
    assert world.people["employee"].full_name in page


def test_the_superior_is_not_led_to_the_form_of_the_owner(world: World, signed_in: SignIn) -> None:
    Plan.objects.filter(pk=world.plans["employee"].pk).update(state="submitted", version=0)
    plan = world.plans["employee"].pk
    form = reverse("performance:plan_attachments", args=[plan])
    client = signed_in("superior")
    assert form not in client.get(reverse("performance:plan_draft_of", args=[plan])).content.decode()
    assert client.get(form).status_code == 403
