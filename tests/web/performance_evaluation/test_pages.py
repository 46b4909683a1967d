"""Every page of progress, evidence, rating and results: whole, as fragment, within its query budget, for each role."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from prestasi.core import formats
from prestasi.organization.models import Agency
from prestasi.people.models import Assignment, Person, ReportingLine
from prestasi.performance.actions.evaluation import confirm_evaluation
from prestasi.performance.actions.feedback import give_feedback
from prestasi.performance.actions.progress import NewEvidence, report_progress
from prestasi.performance.actions.rating import rate_evaluation
from prestasi.performance.actions.verification import accept_progress
from prestasi.performance.models import Evaluation, Evidence, ExpectedResult, Indicator, Plan, Progress
from prestasi.performance.rating_sheet import RatingSheet
from tests.web.conftest import SignIn
from tests.world import LONG_AGO, World, open_evaluation

HTMX = {"HX-Request": "true"}
# page, who reads it, statements allowed beside the session's own three (session, user, standing)
BUDGETS = [
    ("/hari-ini/", "employee", 10),
    ("/hari-ini/", "superior", 11),
    ("/capaian/catat/", "employee", 4),
    ("/bukti/", "employee", 3),
    ("/tim/", "superior", 6),
    ("/tinjau/", "superior", 6),
    ("/nilai/", "superior", 11),
    ("/nilai/penetapan/", "head", 2),
    ("/hasil/", "employee", 2),
    ("/umpan-balik/", "employee", 3),
    ("/capaian-organisasi/", "head", 5),
    ("/pemberitahuan/", "employee", 4),
]
SHELL = 4


@pytest.fixture
def busy(world: World) -> World:
    """A report accepted, one waiting, feedback given, three evaluations open."""
    for day, value in ((dt.date(2026, 9, 30), "90.4"), (dt.date(2026, 10, 6), "91")):
        report_progress(
            by=world.actor("employee"), indicator_id=world.indicators["employee"].pk, value=Decimal(value), on=day,
            evidence=[NewEvidence("link", f"Dasbor {day}", f"https://dinkes.example.go.id/{day}")],
        )  # fmt: skip
    accept_progress(by=world.actor("superior"), progress_id=Progress.objects.earliest("on").pk)
    give_feedback(
        by=world.actor("peer"), plan_id=world.plans["employee"].pk, kind="praise", text="Selalu membantu rekan baru",
        behaviour=7,
    )  # fmt: skip
    for who in ("employee", "peer", "superior"):
        open_evaluation(world, who)
    return world


def rated(world: World) -> Evaluation:
    sheet = RatingSheet({world.results["employee"].pk: 2}, {}, [2] * 7, 2, 2, note="Pendampingan menjadi contoh.")
    evaluation = world.evaluations["employee"]
    rate_evaluation(by=world.actor("superior"), evaluation_id=evaluation.pk, sheet=sheet, lock_version=1)
    return evaluation


def more_people(world: World, count: int) -> None:
    """A larger team with plans, reports and open evaluations like the employee's."""
    template = world.plans["employee"]
    for number in range(count):
        person = Person.objects.create(
            name=f"Andai {number:03}",
            sex="m",
            born_on=dt.date(1990, 1, 1),
            employment="pns",
            joined_on=dt.date(2015, 4, 1),
        )
        ReportingLine.objects.create(person=person, superior=world.people["superior"], valid_from=LONG_AGO)
        post = Assignment.objects.create(
            person=person, position=world.positions["employee"], unit=template.unit, valid_from=LONG_AGO
        )
        plan = Plan.objects.create(
            cycle=world.cycle, person=person, assignment=post, position=world.positions["employee"], unit=template.unit,
            rater=world.people["superior"], form="A-Q", starts_on=template.starts_on, ends_on=template.ends_on,
            state="agreed", version=1,
        )  # fmt: skip
        result = ExpectedResult.objects.create(plan=plan, text="Meningkatnya cakupan")
        indicator = Indicator.objects.create(
            result=result, name="Cakupan", unit_of_measure="persen", target=Decimal(92)
        )
        Progress.objects.create(
            indicator=indicator, plan=plan, on=dt.date(2026, 10, 2), value=Decimal(90), reported_by=person
        )
        Evaluation.objects.create(
            plan=plan, person=person, period=world.periods[3], unit=plan.unit, rater=world.people["superior"]
        )


def statements(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return len([q for q in captured if "SAVEPOINT" not in q["sql"]])


@pytest.mark.parametrize(("path", "who", "budget"), BUDGETS)
def test_a_page_keeps_its_budget_however_many_rows(
    busy: World, signed_in: SignIn, path: str, who: str, budget: int
) -> None:
    client = signed_in(who)
    client.get(path)
    few = statements(client, path)
    more_people(busy, 8)
    assert statements(client, path) <= few <= budget + SHELL


@pytest.mark.parametrize(("path", "who", "_budget"), BUDGETS)
def test_every_page_opens_for_everybody_without_error(
    busy: World, signed_in: SignIn, path: str, who: str, _budget: int
) -> None:
    for other in ("employee", "superior", "head", "regent", "analyst", "auditor", "stranger"):
        assert signed_in(other).get(path).status_code == 200, other


def test_strangers_are_sent_to_sign_in(world: World) -> None:
    for path, _who, _budget in BUDGETS:
        assert Client().get(path).status_code == 302


def test_today_says_what_is_due_with_one_button_each(busy: World, signed_in: SignIn) -> None:
    page = signed_in("employee").get("/hari-ini/").content.decode()
    assert "Isi evaluasi diri Triwulan III 2026" in page
    assert "Bima Rekaan" in page
    assert "Bukan atasan saya" in page
    assert page.count('class="first"') == 1


def test_the_supervisor_is_told_what_waits(busy: World, signed_in: SignIn) -> None:
    page = signed_in("superior").get("/hari-ini/").content.decode()
    assert "Nilai 2 pegawai" in page
    assert "Tinjau 1 kiriman tim Anda" in page


def test_a_result_is_sealed_until_the_employee_opens_it(busy: World, signed_in: SignIn) -> None:
    evaluation, employee = rated(busy), signed_in("employee")
    path = f"/hasil/{evaluation.pk}/"
    assert employee.get(path).status_code == 404
    assert signed_in("superior").get(path).status_code == 200
    confirm_evaluation(by=busy.actor("head"), evaluation_id=evaluation.pk)
    sealed = employee.get(path).content.decode()
    assert "Buka hasil" in sealed
    assert "verdict" not in sealed
    assert employee.get(f"{path}cetak.pdf").status_code == 302
    assert employee.post(f"{path}terima/").status_code == 302
    opened = employee.get(path).content.decode()
    assert "Pendampingan menjadi contoh" in opened
    assert "14 hari lagi" in opened


def test_from_the_predicate_to_the_evidence_in_four_clicks(busy: World, signed_in: SignIn) -> None:
    evaluation = rated(busy)
    confirm_evaluation(by=busy.actor("head"), evaluation_id=evaluation.pk)
    employee = signed_in("employee")
    employee.post(f"/hasil/{evaluation.pk}/terima/")
    page = employee.get(f"/hasil/{evaluation.pk}/").content.decode()
    evidence = Evidence.objects.get(progress__state="accepted")
    before = page[: page.index(f"/bukti/{evidence.pk}/")]
    closed = before.count("<details>") - before[before.index('id="mengapa"') :].count("</details>")
    assert closed <= 3
    assert employee.get(f"/bukti/{evidence.pk}/").status_code == 200


def test_the_result_page_keeps_its_budget(busy: World, signed_in: SignIn) -> None:
    evaluation = rated(busy)
    confirm_evaluation(by=busy.actor("head"), evaluation_id=evaluation.pk)
    employee = signed_in("employee")
    employee.post(f"/hasil/{evaluation.pk}/terima/")
    assert statements(employee, f"/hasil/{evaluation.pk}/") <= 8 + SHELL


def test_the_official_form_is_a_pdf(busy: World, signed_in: SignIn) -> None:
    response = signed_in("superior").get(f"/hasil/{rated(busy).pk}/cetak.pdf")
    assert response.content.startswith(b"%PDF-")
    assert b"pdfaid" in response.content
    assert response["X-Content-Type-Options"] == "nosniff"


def sheet(world: World, who: str = "employee", **changes: Any) -> dict[str, Any]:
    filled = {f"p{n}": 2 for n in range(1, 8)} | {f"r{world.results[who].pk}": 2}
    return filled | {"result_rating": 2, "behaviour_rating": 2, "lock_version": 1} | changes


def test_saving_brings_the_next_person_with_undo(busy: World, signed_in: SignIn) -> None:
    client, evaluation = signed_in("superior"), busy.evaluations["employee"]
    response = client.post(f"/nilai/{evaluation.pk}/", sheet(busy), headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Panji Tamsil" in page
    assert f"/nilai/{evaluation.pk}/urungkan/" in page
    assert "1 dari 2" in page
    client.post(f"/nilai/{evaluation.pk}/urungkan/")
    evaluation.refresh_from_db()
    assert evaluation.state == "open"


def test_an_incomplete_sheet_comes_back_with_what_was_chosen(busy: World, signed_in: SignIn) -> None:
    evaluation = busy.evaluations["employee"]
    response = signed_in("superior").post(f"/nilai/{evaluation.pk}/", sheet(busy, p3="", note="bagus"), headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Beri nilai perilaku ini" in page
    assert "bagus" in page


def test_the_second_saver_sees_both_sheets(busy: World, signed_in: SignIn) -> None:
    evaluation = rated(busy)
    mine = busy.results["employee"].pk
    changed = sheet(busy) | {"result_rating": 1, f"r{mine}": 1, f"a{mine}": "naik"}
    response = signed_in("superior").post(f"/nilai/{evaluation.pk}/", changed, headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Orang lain menyimpan lebih dulu" in page
    assert "Isian Anda" in page


def test_filling_the_rest_saves_nothing(busy: World, signed_in: SignIn) -> None:
    evaluation = busy.evaluations["employee"]
    sent = {f"r{busy.results['employee'].pk}": 2, "isi": "2", "lock_version": 1}
    page = signed_in("superior").post(f"/nilai/{evaluation.pk}/pratinjau/", sent, headers=HTMX).content.decode()
    evaluation.refresh_from_db()
    assert evaluation.state == "open"
    assert page.count('value="2" checked') == 1 + 7 + 2


def test_the_preview_proposes_and_does_not_set(busy: World, signed_in: SignIn) -> None:
    evaluation = busy.evaluations["employee"]
    page = signed_in("superior").post(
        f"/nilai/{evaluation.pk}/pratinjau/", sheet(busy, result_rating="", behaviour_rating=""), headers=HTMX
    ).content.decode()  # fmt: skip
    assert "Usulan hitungan" in page
    assert "belum ditetapkan" in page
    evaluation.refresh_from_db()
    assert evaluation.predicate is None


def test_thirty_people_with_four_results_need_at_most_three_hundred_keys() -> None:
    """Four digits, S for the rest, Enter: the keys that the page names."""
    per_person = len(["1-3"] * 4) + len(["S"]) + len(["Enter"])
    assert 30 * per_person <= 300


def test_reviewing_by_form_goes_to_the_next_thing(busy: World, signed_in: SignIn) -> None:
    waiting = Progress.objects.get(state="reported")
    client = signed_in("superior")
    assert client.post(f"/tinjau/{waiting.pk}/kembalikan/", {"reason": ""}).status_code == 422
    assert client.post(f"/tinjau/{waiting.pk}/kembalikan/", {"reason": "halaman 2 tidak terbaca"}).status_code == 302
    employee = signed_in("employee").get("/hari-ini/").content.decode()
    assert "Ganti bukti yang dikembalikan" in employee
    again = signed_in("employee").get(f"/capaian/catat/?ganti={waiting.pk}")
    assert "halaman 2 tidak terbaca" in again.content.decode()
    assert again.context["form"]["value"].value() == formats.number(waiting.value), (
        "only what is wrong is written again"
    )


def test_former_and_foreign_superiors_get_404(busy: World, signed_in: SignIn) -> None:
    evaluation, waiting = busy.evaluations["employee"], Progress.objects.get(state="reported")
    stranger = signed_in("other_head")
    for path in (
        f"/nilai/{evaluation.pk}/",
        f"/tinjau/r{waiting.pk}/",
        f"/bukti/{Evidence.objects.earliest('pk').pk}/",
    ):
        assert stranger.get(path).status_code == 404, path
    assert stranger.post(f"/tinjau/{waiting.pk}/terima/").status_code == 404
    assert signed_in("employee").post(f"/nilai/{evaluation.pk}/", sheet(busy)).status_code == 403


def test_a_refused_return_says_so_beside_what_was_typed(busy: World, signed_in: SignIn) -> None:
    evaluation, rater, above = busy.evaluations["employee"], signed_in("superior"), signed_in("head")
    assert rater.post(f"/nilai/{evaluation.pk}/", sheet(busy)).status_code == 302
    for typed, said in (
        ("kur", "Tulis apa yang perlu"),
        ("x" * 301, "Paling banyak 300 huruf"),
        ("ada\0tanda", "Ada tanda"),
    ):
        answer = above.post(f"/nilai/{evaluation.pk}/kembalikan/", {"reason": typed})
        page = answer.content.decode()
        assert answer.status_code == 422 and said in page
        assert f'value="{typed}"' in page or "\0" in typed
    evaluation.refresh_from_db()
    assert evaluation.state == "rated"


def test_the_clock_of_an_objection_says_day_and_hour_where_the_agency_is(busy: World, signed_in: SignIn) -> None:
    """Received when it was the thirteenth in Papua already, and still the twelfth in Jakarta."""
    Agency.objects.update(timezone="Asia/Jayapura", zone_label="WIT")
    evaluation = rated(busy)
    confirm_evaluation(by=busy.actor("head"), evaluation_id=evaluation.pk)
    late = dt.datetime(2026, 10, 12, 15, 30, tzinfo=dt.UTC)  # 00.30 WIT
    Evaluation.objects.filter(pk=evaluation.pk).update(state="received", received_at=late)
    page = signed_in("employee").get(f"/hasil/{evaluation.pk}/").content.decode()
    assert "hari terakhir Selasa, 27 Oktober 2026 pukul 23.59 WIT" in page and "14 hari kalender" in page
