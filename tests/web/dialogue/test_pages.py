"""Every page of dialogues: read, sent, refused; within its statements."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prestasi.core import clock
from prestasi.dialogue.actions.improvement import open_improvement
from prestasi.dialogue.actions.record import confirm_dialogue
from prestasi.dialogue.actions.schedule import cancel_dialogue, reschedule_dialogue
from prestasi.dialogue.models import (
    AgendaItem,
    Agreement,
    Appreciation,
    CompetenceScore,
    Dialogue,
    FeedbackRequest,
    GuidanceFeedback,
    SealedReading,
    TeamReading,
)
from prestasi.dialogue.queries.slots import at
from prestasi.performance.actions.progress import NewEvidence, report_progress
from prestasi.performance.models import Evaluation, Evidence, FeedbackNote, Progress
from tests.actions.dialogue.conftest import MONDAY, Propose, calendar, held, propose
from tests.web.conftest import SignIn
from tests.world import NOW, TODAY, World, open_evaluation

__all__ = ["calendar", "held", "propose"]
HTMX = {"HX-Request": "true"}


def test_asking_takes_one_topic_and_one_press(calendar: World, signed_in: SignIn) -> None:
    page = signed_in("employee").get("/dialog/minta/")
    assert page.content.decode().count('name="slot" value="2026-10-') == 3
    answer = signed_in("employee").post("/dialog/minta/", {"slot": "2026-10-12T09:00", "topics": ["obstacle"]})
    assert answer.status_code == 302
    assert Dialogue.objects.get().starts_at == at(MONDAY, dt.time(9))


@pytest.mark.parametrize(
    "sent",
    [{"slot": "lain"}, {"slot": "kapan-kapan"}, {}, {"slot": "2026-10-14T09:00"}, {"slot": "2026-13-40T09:00"},
     {"slot": "lain", "day": "2026-10-12", "hour": "25:99"}, {"slot": "2026-10-12T09:00", "kind": "counselling"},
     {"slot": "2026-10-12T09:00", "topics": ["apa saja"]}],
)  # fmt: skip
def test_a_bad_request_keeps_the_form(calendar: World, signed_in: SignIn, sent: dict[str, object]) -> None:
    answer = signed_in("employee").post("/dialog/minta/", sent)
    assert answer.status_code == 422 and "errs" in answer.content.decode()
    assert not Dialogue.objects.exists()


def test_the_whole_way_of_a_dialogue_through_its_pages(calendar: World, propose: Propose, signed_in: SignIn) -> None:
    dialogue = propose("employee", day=TODAY, hour=14)
    superior, employee = signed_in("superior"), signed_in("employee")
    here = f"/dialog/{dialogue.pk}/"
    assert "Setujui waktu ini" in superior.get(here).content.decode()
    assert superior.post(f"{here}setuju/", {"lock_version": "1"}).status_code == 302
    assert superior.post(f"{here}agenda/", {"text": "Vaksin habis"}).status_code == 302
    sheet = {
        "notes": "", "next_on": "2026-11-09", "lock_version": "2", "a1-text": "Kirim data", "a1-owner": "employee",
        "a1-due_on": "2026-10-20", "a2-text": "", "a2-due_on": "2026-11-07",
    }  # fmt: skip
    assert superior.post(f"{here}catat/", {**sheet, "a1-due_on": ""}).status_code == 422
    assert superior.post(f"{here}catat/", sheet).status_code == 302
    page = employee.get(here).content.decode()
    assert "Kirim data" in page and "Konfirmasi catatan ini" in page and "Vaksin habis" in page
    assert employee.post(f"{here}catat/", sheet).status_code == 409
    version = Dialogue.objects.get().lock_version
    assert employee.post(f"{here}konfirmasi/", {"lock_version": str(version)}).status_code == 302
    assert Dialogue.objects.get().state == "confirmed"
    agreement = Agreement.objects.get()
    assert "berumur 0 hari" in employee.get("/dialog/").content.decode()
    assert employee.get(f"/kesepakatan/{agreement.pk}/hentikan/").status_code == 200
    assert employee.post(f"/kesepakatan/{agreement.pk}/selesai/").status_code == 302


def test_private_notes_never_reach_another_page(calendar: World, held: Dialogue, signed_in: SignIn) -> None:
    secret = "RAHASIA-KENARI"
    signed_in("superior").post(f"/dialog/{held.pk}/catatan-pribadi/", {"private": secret})
    paths = [f"/dialog/{held.pk}/", f"/dialog/{held.pk}/undangan.ics", "/dialog/", "/hari-ini/", "/jejak-saya/"]
    for who in ("employee", "peer", "head", "analyst", "admin", "auditor"):
        client = signed_in(who)
        assert all(secret not in client.get(path).content.decode() for path in paths), who
    assert secret in signed_in("superior").get(f"/dialog/{held.pk}/").content.decode()
    attempt = signed_in("peer").post(f"/dialog/{held.pk}/catatan-pribadi/", {"private": "x"})
    assert attempt.status_code == 404


def test_the_invitation_keeps_its_id_rises_and_is_called_off(
    calendar: World, propose: Propose, signed_in: SignIn
) -> None:
    dialogue = propose("employee", place="Ruang rapat")
    first = _event(signed_in, dialogue)
    reschedule_dialogue(by=calendar.actor("superior"), dialogue_id=dialogue.pk, starts_at=at(MONDAY, dt.time(15)))
    second = _event(signed_in, dialogue)
    cancel_dialogue(by=calendar.actor("superior"), dialogue_id=dialogue.pk, reason="Dinas luar")
    third = _event(signed_in, dialogue)
    assert first["UID"] == second["UID"] == third["UID"]
    assert [e.sequence for e in (first, second, third)] == [0, 1, 2]
    assert [str(e["STATUS"]) for e in (first, second, third)] == ["TENTATIVE", "TENTATIVE", "CANCELLED"]
    assert second.decoded("DTSTART") == at(MONDAY, dt.time(15))
    assert [str(a) for a in first.attendees] == [
        "mailto:employee@contoh.sleman.test", f"mailto:pegawai-{calendar.people['superior'].pk}@prestasi.invalid",
    ]  # fmt: skip


def _event(signed_in: SignIn, dialogue: Dialogue) -> icalendar.Event:
    answer = signed_in("employee").get(f"/dialog/{dialogue.pk}/undangan.ics")
    found = icalendar.Calendar.from_ical(answer.content)
    assert isinstance(found, icalendar.Calendar)
    off = Dialogue.objects.get(pk=dialogue.pk).state == "cancelled"
    assert str(found["METHOD"]) == ("CANCEL" if off else "REQUEST")
    assert answer["Content-Type"].endswith(f"method={found['METHOD']}")
    return found.events[0]


def test_the_reading_shows_what_is_new_and_marks_only_what_was_seen(
    calendar: World, signed_in: SignIn, held: Dialogue
) -> None:
    _report(calendar)
    superior = signed_in("superior")
    page = superior.get("/bacaan/")
    assert "Cakupan imunisasi dasar lengkap" in page.content.decode()
    until = page.context["page"].until.isoformat()
    person = calendar.people["employee"].pk
    assert superior.post(f"/bacaan/{person}/komentar/", {"text": "Bagus, lanjutkan"}, headers=HTMX).status_code == 200
    assert superior.post(f"/bacaan/{person}/komentar/", {"text": ""}).status_code == 422
    assert superior.post(f"/bacaan/{person}/agenda/", {"text": "Bahas cakupan"}).status_code == 302
    _report(calendar, "91")
    assert superior.post(f"/bacaan/{person}/dibaca/", {"until": until}).status_code == 302
    changes = superior.get("/bacaan/").context["page"].current.changes
    assert [change.note.split(" ")[0] for change in changes] == ["91"]
    assert AgendaItem.objects.filter(is_comment=True).count() == 1
    later = superior.get("/bacaan/").context["page"].until.isoformat()
    superior.post(f"/bacaan/{person}/dibaca/", {"until": later})
    assert "Semua sudah dibaca" in superior.get("/bacaan/").content.decode()
    superior.post(f"/bacaan/{person}/dibaca/", {"until": "kemarin"})
    assert (
        TeamReading.objects.get().seen_until.isoformat()
        == dt.datetime.fromisoformat(later).astimezone(dt.UTC).isoformat()
    )


def test_feedback_is_asked_answered_and_praised_from_evidence(calendar: World, signed_in: SignIn) -> None:
    peer, plan = calendar.people["peer"].pk, calendar.plans["employee"].pk
    employee = signed_in("employee")
    assert calendar.people["peer"].name in employee.get("/umpan-balik/permintaan/").content.decode()
    assert employee.post(f"/umpan-balik/minta/{peer}/", {"question": "Apa yang kurang?"}).status_code == 302
    assert employee.post(f"/umpan-balik/minta/{calendar.people['stranger'].pk}/").status_code == 404
    row = FeedbackRequest.objects.get()
    here = f"/umpan-balik/permintaan/{row.pk}/"
    assert "Apa yang kurang?" in signed_in("peer").get(here).content.decode()
    assert signed_in("superior").get(here).status_code == 404
    assert signed_in("peer").post(here, {"about": "p7"}).status_code == 422
    sent = {"about": "p7", "strength": "Selalu membantu rekan baru", "suggestion": "Bagikan jadwal lebih awal"}
    assert signed_in("peer").post(here, sent).status_code == 302
    assert sorted(FeedbackNote.objects.values_list("kind", flat=True)) == ["correction", "praise"]
    assert signed_in("superior").post(f"/umpan-balik/untuk/{plan}/", {**sent, "suggestion": ""}).status_code == 302
    _report(calendar)
    evidence = Evidence.objects.get()
    praise = f"/bukti/{evidence.pk}/apresiasi/"
    assert signed_in("superior").get(praise).status_code == 200
    assert signed_in("superior").post(praise, {"behaviour": "3", "text": "Rekapnya sangat rapi"}).status_code == 302
    assert Appreciation.objects.get().note.behaviour == 3
    assert signed_in("stranger").get(praise).status_code == 404


def test_guidance_has_its_forms_and_its_paper(calendar: World, propose: Propose, signed_in: SignIn) -> None:
    row = propose("superior", day=TODAY, hour=14, kind="guidance", matter="Pencatatan SIMPUS")
    superior, employee, here = signed_in("superior"), signed_in("employee"), f"/dialog/{row.pk}/"
    sheet = {"notes": "Dilatih memakai SIMPUS", "lock_version": "1", "next_on": ""}
    assert superior.post(f"{here}catat/", sheet).status_code == 302
    scores = {"c1-competence": "Pengolahan data", "c1-score": "3", "c1-reason": "Sudah mandiri"}
    assert superior.post(f"{here}evaluasi-kompetensi/", {**scores, "c1-score": "9"}).status_code == 422
    assert superior.post(f"{here}evaluasi-kompetensi/", scores).status_code == 302
    assert CompetenceScore.objects.get().score == 3
    form = f"{here}umpan-balik-bimbingan/"
    answers = {f"q{n}": "ya" for n in range(1, 10)}
    assert signed_in("head").get(form).status_code == 404
    assert employee.post(form, {**answers, "q4": ""}).status_code == 422
    assert employee.post(form, answers).status_code == 302
    assert GuidanceFeedback.objects.get().answers == [True] * 9
    assert "Ditandatangani" in signed_in("head").get(form).content.decode()
    assert superior.get(form).status_code == 403
    paper = employee.get(f"{here}cetak.pdf")
    assert paper.content.startswith(b"%PDF") and superior.get(f"{here}cetak.pdf").status_code == 200


def test_counselling_is_opened_by_hr_with_a_reason_for_an_hour(
    calendar: World, propose: Propose, signed_in: SignIn
) -> None:
    row = propose("superior", kind="counselling", matter="Sering terlambat masuk")
    here = f"/dialog/{row.pk}/"
    assert [signed_in(who).get(here).status_code for who in ("head", "admin", "auditor", "analyst")] == [404] * 3 + [
        403
    ]
    analyst = signed_in("analyst")
    assert analyst.post(f"{here}buka/", {"reason": "ingin tahu"}).status_code == 422
    reason = "Pemeriksaan tindak lanjut predikat Sangat kurang"
    assert analyst.post(f"{here}buka/", {"reason": reason}).status_code == 302
    assert "Sering terlambat" in analyst.get(here).content.decode()
    SealedReading.objects.update(until=NOW - dt.timedelta(minutes=1))
    assert analyst.get(here).status_code == 403
    assert "membuka catatan konseling" in signed_in("employee").get("/pemberitahuan/").content.decode()


def test_an_improvement_plan_through_its_pages(calendar: World, signed_in: SignIn) -> None:
    row = open_evaluation(calendar, "employee")
    Evaluation.objects.filter(pk=row.pk).update(state="received", predicate=4, received_at=NOW, confirmed_at=NOW)
    row.refresh_from_db()
    plan = open_improvement(row)
    assert plan is not None
    here, superior, employee = f"/perbaikan/{plan.pk}/", signed_in("superior"), signed_in("employee")
    sheet = {"expectation": "Hadir tepat waktu setiap hari", "lock_version": "1", "s1-text": "Ikut pelatihan",
             "s1-sign": "sertifikat", "s1-due_on": "2026-12-01"}  # fmt: skip
    assert superior.post(f"{here}susun/", {**sheet, "s1-due_on": "2030-01-01"}).status_code == 422
    assert superior.post(f"{here}susun/", sheet).status_code == 302
    assert superior.post(f"{here}susun/", sheet).status_code == 409
    assert [c.post(f"{here}setuju/", {"lock_version": "2"}).status_code for c in (superior, employee)] == [302, 302]
    assert employee.post(f"/perbaikan/langkah/{plan.steps.get().pk}/selesai/").status_code == 302
    assert superior.post(f"{here}tutup/", {"outcome": "not_improved", "note": "Belum berubah"}).status_code == 422
    assert superior.post(f"{here}tutup/", {"outcome": "improved", "note": "Sudah selalu hadir"}).status_code == 302
    assert [signed_in(who).get(here).status_code for who in ("employee", "superior", "analyst", "peer", "head")] == [
        200, 200, 200, 404, 404,
    ]  # fmt: skip


def test_pages_below_show_dialogues(calendar: World, held: Dialogue, signed_in: SignIn) -> None:
    employee, superior = signed_in("employee"), signed_in("superior")
    assert "Konfirmasi catatan dialog dengan Bima Rekaan" in employee.get("/hari-ini/").content.decode()
    row = open_evaluation(calendar, "employee")
    assert "Dialog dan kesepakatan" in superior.get(f"/nilai/{row.pk}/").content.decode()
    assert "belum pernah dialog" in superior.get("/tim/").content.decode()
    confirm_dialogue(by=calendar.actor("employee"), dialogue_id=held.pk, lock_version=held.lock_version)
    assert "Konfirmasi catatan dialog" not in employee.get("/hari-ini/").content.decode()


@pytest.mark.parametrize(
    ("path", "who"),
    [("/dialog/", "superior"), ("/dialog/", "employee"), ("/dialog/minta/", "employee"), ("/bacaan/", "superior"),
     ("/umpan-balik/permintaan/", "employee"), ("/tim/", "superior")],
)  # fmt: skip
def test_statements_do_not_grow_with_rows(
    calendar: World, held: Dialogue, signed_in: SignIn, path: str, who: str
) -> None:
    client = signed_in(who)
    few = _statements(client, path)
    _report(calendar)
    for n in range(6):
        Agreement.objects.create(
            person=calendar.people["employee"], dialogue=held, text=f"Kesepakatan {n}", agreed_on=TODAY, due_on=TODAY
        )
    assert _statements(client, path) <= few <= 15


def _statements(client: object, path: str) -> int:
    client.get(path)  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200  # type: ignore[attr-defined]
    return len(seen)


def _report(world: World, value: str = "90.4") -> None:
    report_progress(
        by=world.actor("employee"), indicator_id=world.indicators["employee"].pk, value=Decimal(value),
        evidence=[] if value == "91" else [NewEvidence("link", "Dasbor", "https://dinkes.example.go.id/x")],
    )  # fmt: skip
    latest = Progress.objects.latest("pk")
    Progress.objects.filter(pk=latest.pk).update(reported_at=clock.now())
    AgendaItem.objects.filter(added_at__gt=clock.now()).update(added_at=clock.now())
    Dialogue.objects.filter(proposed_at__gt=clock.now(), state="held").update(proposed_at=clock.now())
