"""A wide matrix stays usable; seventy people get work in one act; a review says what is new, alike and heavy."""

from __future__ import annotations

import re
import time
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prestasi.organization.models import Position
from prestasi.people.models import Assignment, Person, ReportingLine
from prestasi.performance.models import Cycle, ExpectedResult, Indicator, Plan, Progress, ResultLink
from prestasi.performance.queries.plan_review import review_facts
from tests.web.conftest import SignIn
from tests.world import LONG_AGO, TODAY, World

SEVENTY, FORTY = 70, 40
MOST_BYTES = 1_200_000


@pytest.fixture
def crowd(world: World) -> list[Person]:
    """Seventy more people under the head of the health centre, without plans yet."""
    unit, superior = world.units["puskesmas"], world.people["superior"]
    people = Person.objects.bulk_create(
        Person(name=f"Orang {n:02}", sex="f", born_on=LONG_AGO, joined_on=LONG_AGO, employment="pns")
        for n in range(SEVENTY)
    )
    posts = Position.objects.bulk_create(
        Position(code=f"p{n}", unit=unit, title=f"Pelaksana {n}", kind="pelaksana", valid_from=LONG_AGO)
        for n in range(SEVENTY)
    )
    Assignment.objects.bulk_create(
        Assignment(person=one, position=post, unit=unit, valid_from=LONG_AGO)
        for one, post in zip(people, posts, strict=True)
    )
    ReportingLine.objects.bulk_create(
        ReportingLine(person=one, superior=superior, valid_from=LONG_AGO) for one in people
    )
    return people


def test_a_goal_goes_to_seventy_people_in_one_act(world: World, crowd: list[Person], signed_in: SignIn) -> None:
    client = signed_in("superior")
    page = reverse("performance:result_push", args=[world.results["superior"].pk]) + "?jabatan=pelaksana"
    offered = re.findall(r'name="people" value="(\d+)" checked', client.get(page).content.decode())
    assert len(offered) == SEVENTY
    given = client.post(page, {"people": offered, "text": "Terlayaninya warga", "kind": "direct"})
    assert given.status_code == 302
    links = ResultLink.objects.filter(parent=world.results["superior"], result__text="Terlayaninya warga")
    assert links.values("result__plan__person").distinct().count() == SEVENTY
    assert set(links.values_list("result__assigned_by", flat=True)) == {world.people["superior"].pk}


@pytest.fixture
def wide(world: World, crowd: list[Person]) -> list[ExpectedResult]:
    """Forty results of the leader; everybody contributes to the first ten."""
    columns = ExpectedResult.objects.bulk_create(
        ExpectedResult(plan=world.plans["superior"], text=f"Hasil pimpinan nomor {n}", order=n + 2)
        for n in range(FORTY - 1)
    )
    posts = {a.person_id: a for a in Assignment.objects.filter(person__in=crowd)}
    plans = Plan.objects.bulk_create(
        Plan(
            cycle=world.cycle, person=one, assignment=posts[one.pk], position=posts[one.pk].position,
            unit=posts[one.pk].unit, rater=world.people["superior"], form="A-Q", starts_on=TODAY, ends_on=TODAY,
        )
        for one in crowd
    )  # fmt: skip
    items = ExpectedResult.objects.bulk_create(
        ExpectedResult(plan=plan, text=f"Bagian {n}", order=n) for plan in plans for n in range(10)
    )
    ResultLink.objects.bulk_create(
        ResultLink(result=item, parent=columns[number % 10]) for number, item in enumerate(items)
    )
    return columns


def test_seventy_people_by_forty_results(world: World, wide: list[ExpectedResult], signed_in: SignIn) -> None:
    client, url = signed_in("superior"), reverse("performance:matrix")
    client.get(url)
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as seen:
        body = client.get(url).content
    assert len(seen) <= 15
    assert time.perf_counter() - began < 3
    assert len(body) < MOST_BYTES
    text = body.decode()
    assert text.count("<td id=") == (SEVENTY + 2) * FORTY
    assert "29 hasil belum ada yang mendukung" in text
    assert "mendukung 10 hasil" in text


def test_the_wide_matrix_is_printed_over_several_sheets(
    world: World, wide: list[ExpectedResult], signed_in: SignIn
) -> None:
    document = signed_in("superior").get(reverse("performance:matrix_print")).content
    assert document.startswith(b"%PDF-1.7")
    pages = [int(n) for n in re.findall(rb"/Type\s*/Pages.{0,200}?/Count\s+(\d+)", document, re.DOTALL)]
    assert max(pages) >= FORTY // 7 + 1


def test_a_cell_of_another_leader_is_not_found(world: World, signed_in: SignIn) -> None:
    cell = reverse("performance:matrix_set", args=[world.people["employee"].pk, world.results["superior"].pk])
    assert signed_in("stranger").post(cell, {"text": "Hasil kerja baru"}).status_code == 404


def test_a_cell_leads_back_to_its_place(world: World, signed_in: SignIn) -> None:
    client = signed_in("superior")
    extra = ExpectedResult.objects.create(plan=world.plans["superior"], text="Turunnya stunting", order=2)
    person = world.people["employee"].pk
    given = client.post(reverse("performance:matrix_set", args=[person, extra.pk]), {"text": "Balita didampingi gizi"})
    assert given.headers["Location"].endswith(f"#s{person}-{extra.pk}")


@pytest.fixture
def sent(world: World) -> Plan:
    """The employee's plan waits for the superior; last year's had one result more, and another target."""
    plan = world.plans["employee"]
    Plan.objects.filter(pk=plan.pk).update(state="submitted", version=0, agreed_by=None, agreed_at=None)
    year = Cycle.objects.create(year=2025, state="closed", plan_due_on=LONG_AGO)
    before = Plan.objects.create(
        cycle=year, person=plan.person, assignment=plan.assignment, position=plan.position, unit=plan.unit,
        rater=plan.rater, form="A-Q", starts_on=plan.starts_on.replace(year=2025),
        ends_on=plan.ends_on.replace(year=2025), state="closed", version=1,
    )  # fmt: skip
    own, indicator = world.results["employee"], world.indicators["employee"]
    old = ExpectedResult.objects.create(plan=before, text=own.text)
    Indicator.objects.create(
        result=old, name=indicator.name, unit_of_measure=indicator.unit_of_measure, target=indicator.target - 5
    )
    ExpectedResult.objects.create(plan=before, text="Tertatanya gudang obat", order=2)
    return Plan.objects.select_related("cycle").get(pk=plan.pk)


def test_a_review_names_what_changed_since_last_year(world: World, sent: Plan) -> None:
    facts = review_facts(sent)
    marks = {change.mark: change.text for change in facts.results}
    assert facts.year == 2025
    assert marks == {"~": world.results["employee"].text, "−": "Tertatanya gudang obat"}
    assert facts.results[0].differences[0].label.endswith(": target")


def test_a_review_names_twins_in_the_team_and_the_load(world: World, sent: Plan) -> None:
    ExpectedResult.objects.create(plan=world.plans["peer"], text=world.results["employee"].text, order=2)
    for number in range(3):
        ExpectedResult.objects.create(plan=sent, text=f"Hasil sendiri {number} yang lain", order=number + 2)
    facts = review_facts(sent)
    assert [(t.text, t.plan_id) for t in facts.twins] == [(world.results["employee"].text, world.plans["peer"].pk)]
    assert (facts.load.results, facts.load.people, facts.load.is_heavy) == (4, 1, True)


def test_work_that_was_assigned_is_no_twin(world: World, sent: Plan) -> None:
    ExpectedResult.objects.create(
        plan=world.plans["peer"], text=world.results["employee"].text, assigned_by=world.people["superior"], order=2
    )
    assert review_facts(sent).twins == ()


def test_facts_cost_two_statements_however_large_the_team(world: World, sent: Plan, wide: list[ExpectedResult]) -> None:
    with CaptureQueriesContext(connection) as seen:
        review_facts(sent)
    assert len(seen) == 2


def test_a_plan_is_agreed_from_the_queue_in_one_press(world: World, sent: Plan, signed_in: SignIn) -> None:
    client = signed_in("superior")
    body = client.get(reverse("performance:review")).content.decode()
    assert reverse("performance:plan_agree", args=[sent.pk]) in body
    assert "Tertatanya gudang obat" in body
    version = {"version": sent.lock_version}
    assert client.post(reverse("performance:plan_agree", args=[sent.pk]), version).status_code == 302
    sent.refresh_from_db()
    assert sent.state == "agreed"


def test_a_plan_is_returned_with_a_chip(world: World, sent: Plan, signed_in: SignIn) -> None:
    client = signed_in("superior")
    body = client.get(reverse("performance:review_item", args=[f"p{sent.pk}"])).content.decode()
    reason = re.search(r'name="reason" value="([^"]+)"', body)
    assert reason
    posted = client.post(
        reverse("performance:plan_return", args=[sent.pk]), {"reason": reason[1], "version": sent.lock_version}
    )
    assert posted.status_code == 302
    sent.refresh_from_db()
    assert (sent.state, sent.returned_reason) == ("returned", reason[1])


def test_the_table_of_the_tree_marks_orphans_too(world: World, signed_in: SignIn) -> None:
    ResultLink.objects.filter(result=world.results["employee"]).update(parent=world.results["peer"], goal=None)
    Plan.objects.filter(pk=world.plans["peer"].pk).update(state="ended")
    url = reverse("performance:goal_tree") + f"?unit={world.units['puskesmas'].pk}&tampilan=tabel"
    body = signed_in("superior").get(url).content.decode()
    table = body[: body.index("</table>")]
    row = table[table.rindex(f"/rencana/hasil/{world.results['employee'].pk}/") :]
    assert "Belum tertaut" in row


@pytest.mark.parametrize(("figure", "shown"), [("131.5", "131,5"), ("3", "3")])
def test_figures_above_the_target_and_below_the_start_are_shown_as_reported(
    world: World, signed_in: SignIn, figure: str, shown: str
) -> None:
    indicator = world.indicators["employee"]
    Progress.objects.create(
        indicator=indicator, plan=world.plans["employee"], on=TODAY, value=Decimal(figure), state="accepted",
        reported_by=world.people["employee"],
    )  # fmt: skip
    assert not indicator.start_value <= Decimal(figure) <= indicator.target
    for name, row in (("result", world.results["employee"].pk), ("plan_detail", world.plans["employee"].pk)):
        body = signed_in("employee").get(reverse(f"performance:{name}", args=[row])).content.decode()
        assert re.search(rf">\s*{shown}\s*<", body), name
