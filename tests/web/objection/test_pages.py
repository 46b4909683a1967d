"""The pages of a case: from the employee's form to the decision, as each party meets them."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from prestasi.objection.models import Draw, Objection, ObjectionEvidence
from prestasi.organization.models import Holiday
from tests.actions.objection.conftest import REASON, received
from tests.actions.objection.test_decision import ADVICE, ANSWER, VERDICT, answered, decided, opened, recommended
from tests.web.conftest import SignIn
from tests.world import World


def path_of(world: World) -> str:
    return f"/keberatan/ajukan/{world.evaluations['employee'].pk}/"


def key_of(world: World, person_id: int | None) -> str:
    return next(key for key, person in world.people.items() if person.pk == person_id)


def test_the_form_names_what_can_be_contested_and_the_deadline_with_its_days(
    contestable: World, signed_in: SignIn
) -> None:
    Holiday.objects.create(date=dt.date(2026, 10, 12), name="Hari Jadi Sleman", kind="regional")
    text = signed_in("employee").get(path_of(contestable)).content.decode()
    assert contestable.results["employee"].text in text
    assert "Senin, 19 Oktober 2026" in text and "23.59 WIB" in text
    assert "Hari Jadi Sleman" in text and "hari ke-0" in text


def test_filing_with_evidence_ends_on_a_receipt(contestable: World, signed_in: SignIn) -> None:
    result = contestable.results["employee"].pk
    sheet = SimpleUploadedFile("rekap.txt", b"cakupan 92,4 persen", content_type="text/plain")
    sent = {
        "targets": [f"result:{result}", "behaviour:2"], "reason": REASON, "berkas": sheet, "key": str(uuid.uuid4())
    }  # fmt: skip
    response = signed_in("employee").post(path_of(contestable), sent)
    assert response.status_code == 302 and response["Location"].startswith("/bukti-terima/PR-")
    assert ObjectionEvidence.objects.get().title == "rekap.csv"


def test_an_incomplete_form_keeps_what_was_typed(contestable: World, signed_in: SignIn) -> None:
    response = signed_in("employee").post(path_of(contestable), {"targets": ["predicate"], "reason": "salah"})
    text = response.content.decode()
    assert response.status_code == 422 and 'value="predicate" checked' in text and "salah</textarea>" in text
    assert not Objection.objects.exists()


def test_a_program_is_no_evidence(contestable: World, signed_in: SignIn) -> None:
    sheet = SimpleUploadedFile("rekap.pdf", b"\x7fELF" + b"\0" * 200, content_type="application/pdf")
    sent = {"targets": ["predicate"], "reason": REASON, "berkas": sheet}
    response = signed_in("employee").post(path_of(contestable), sent)
    assert response.status_code == 422 and not Objection.objects.exists()


def test_after_the_last_day_the_page_says_why_there_is_no_form(contestable: World, signed_in: SignIn) -> None:
    client = signed_in("employee")
    with time_machine.travel(dt.datetime(2026, 10, 19, 17, 0, 1, tzinfo=dt.UTC)):
        client = signed_in("employee")
        text = client.get(path_of(contestable)).content.decode()
        posted = client.post(path_of(contestable), {"targets": ["predicate"], "reason": REASON})
        result = client.get(f"/hasil/{contestable.evaluations['employee'].pk}/").content.decode()
    assert path_of(contestable) not in result
    assert "Masa keberatan sudah berakhir" in text and "<textarea" not in text
    assert posted.status_code == 409


def test_the_result_shows_the_way_to_object_only_to_its_owner(contestable: World, signed_in: SignIn) -> None:
    page = f"/hasil/{contestable.evaluations['employee'].pk}/"
    assert path_of(contestable) in signed_in("employee").get(page).content.decode()
    assert path_of(contestable) not in signed_in("superior").get(page).content.decode()


@pytest.mark.parametrize("who", ["superior", "analyst"])
def test_the_waiting_step_stands_on_the_first_page(contestable: World, signed_in: SignIn, who: str) -> None:
    objection = opened(contestable) if who == "superior" else answered(contestable)
    assert f"/keberatan/{objection.pk}/" in signed_in(who).get("/hari-ini/").content.decode()


def test_each_step_through_the_pages(contestable: World, signed_in: SignIn) -> None:
    case = f"/keberatan/{opened(contestable).pk}/"
    assert signed_in("superior").post(f"{case}tanggapi/", {"answer": ANSWER}).status_code == 302
    advice = {"outcome": "change", "reason": ADVICE, "result_rating": "1", "behaviour_rating": "2"}
    assert signed_in("analyst").post(f"{case}rekomendasi/", advice).status_code == 302
    drawn = key_of(contestable, Objection.objects.get().decider_id)
    verdict = {**advice, "reason": VERDICT, "independent": "on", "headnote": "Bukti sah sebelum batas tetap dihitung."}
    assert case in signed_in(drawn).get("/hari-ini/").content.decode()
    assert signed_in(drawn).post(f"{case}putusan/", verdict).status_code == 302
    text = signed_in("employee").get(case).content.decode()
    assert VERDICT in text and '<s class="muted">Sesuai</s>' in text
    assert contestable.people[drawn].full_name in text


def test_who_was_drawn_is_told_to_the_parties_with_the_decision(contestable: World, signed_in: SignIn) -> None:
    objection = recommended(contestable)
    name = contestable.people[key_of(contestable, objection.decider_id)].full_name
    case = f"/keberatan/{objection.pk}/"
    for party in ("employee", "superior"):
        text = signed_in(party).get(case).content.decode()
        assert name not in text and ADVICE not in text and "namanya dibuka bersama putusan" in text
    assert name in signed_in("analyst").get(case).content.decode()


def test_a_decision_on_a_case_that_moved_on_is_a_conflict(contestable: World, signed_in: SignIn) -> None:
    objection = recommended(contestable)
    drawn = key_of(contestable, objection.decider_id)
    sent = {"outcome": "reject", "reason": VERDICT, "independent": "on", "lock_version": objection.lock_version - 1}
    response = signed_in(drawn).post(f"/keberatan/{objection.pk}/putusan/", sent)
    assert response.status_code == 409 and VERDICT in response.content.decode()


def test_a_headnote_names_nobody(contestable: World, signed_in: SignIn) -> None:
    objection = recommended(contestable)
    drawn = key_of(contestable, objection.decider_id)
    sent = {"outcome": "reject", "reason": VERDICT, "independent": "on", "headnote": "Sekar terlambat melapor"}
    response = signed_in(drawn).post(f"/keberatan/{objection.pk}/putusan/", sent)
    assert response.status_code == 422 and "tanpa nama orang" in response.content.decode()


def test_the_drawn_official_steps_aside_on_the_page(contestable: World, signed_in: SignIn) -> None:
    objection = recommended(contestable)
    drawn = key_of(contestable, objection.decider_id)
    sent = {"conflict_reason": "Ipar pegawai"}
    assert signed_in(drawn).post(f"/keberatan/{objection.pk}/mundur/", sent).status_code == 302
    assert Draw.objects.count() == 2
    assert signed_in(drawn).get(f"/keberatan/{objection.pk}/").status_code == 404


def test_the_desk_puts_the_most_urgent_first_with_working_days_left(contestable: World, signed_in: SignIn) -> None:
    for year in (2025, 2026):
        Holiday.objects.create(date=dt.date(year, 10, 14), name="Libur uji", kind="regional")
    opened(contestable)
    contestable.evaluations["peer"] = received(contestable, "peer")
    text = signed_in("analyst").get("/keberatan/meja/").content.decode()
    assert contestable.people["employee"].full_name in text
    assert "9 hari kerja lagi" in text  # 8 to 22 October: ten weekdays without one holiday


def test_a_similar_case_is_shown_without_names(contestable: World, signed_in: SignIn) -> None:
    contestable.evaluations["own"] = contestable.evaluations["employee"]
    objection = recommended(contestable)
    decided(contestable, objection, "change", headnote="Bukti sah sebelum batas tetap dihitung.")
    contestable.evaluations["other_head"] = received(contestable, "stranger")
    from prestasi.objection.actions.filing import Target, file_objection

    file_objection(
        by=contestable.actor("stranger"), evaluation_id=contestable.evaluations["other_head"].pk,
        targets=(Target("predicate"),), reason=REASON,
    )  # fmt: skip
    case = Objection.objects.latest("pk")
    text = signed_in("analyst").get(f"/keberatan/{case.pk}/").content.decode()
    assert "Bukti sah sebelum batas tetap dihitung." in text and "butir sama: predikat" in text
    assert contestable.people["employee"].full_name not in text
    assert "Perkara serupa" not in signed_in("stranger").get(f"/keberatan/{case.pk}/").content.decode()


def test_small_cells_of_the_years_are_hidden(contestable: World, signed_in: SignIn) -> None:
    opened(contestable)
    text = signed_in("analyst").get("/keberatan/tahunan/").content.decode()
    assert "di bawah 5" in text
