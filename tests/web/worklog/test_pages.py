"""Catatan harian as pages: writing, correcting, copying, reviewing, importing; bad input keeps what was typed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prestasi.organization.models import Holiday
from prestasi.worklog.models import Entry, EntryImport
from tests.actions.worklog.test_entries import write
from tests.web.conftest import SignIn
from tests.world import TODAY, World


def form(world: World, **changes: object) -> dict[str, object]:
    return {
        "activity": "Imunisasi di Posyandu Melati", "result": world.results["employee"].pk, "on": "2026-10-08",
        "starts": "07:30", "ends": "09:00", "realisation": "23", "unit_of_measure": "anak", "link": "", **changes,
    }  # fmt: skip


def test_only_the_activity_has_to_be_written(world: World, signed_in: SignIn) -> None:
    write(world)
    page = signed_in("employee").get("/catatan/")
    ready = page.context["form"].initial
    assert (ready["on"], ready["starts"], ready["ends"]) == (TODAY, dt.time(9), dt.time(9, 41))
    assert (ready["result"], ready["unit_of_measure"], ready["realisation"]) == (
        world.results["employee"].pk,
        "anak",
        1,
    )


def test_an_entry_by_form_is_on_the_page_of_its_month(world: World, signed_in: SignIn) -> None:
    browser = signed_in("employee")
    answer = browser.post("/catatan/tulis/", form(world, on="2026-09-30"))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/catatan/?bulan=2026-09")
    page = browser.get("/catatan/?bulan=2026-09")
    assert [line.activity for line in page.context["page"].lines] == ["Imunisasi di Posyandu Melati"]


@pytest.mark.parametrize(("changes", "field"), [
    ({"ends": "07:00"}, "ends"), ({"starts": "pagi"}, "starts"), ({"realisation": "2,5"}, "realisation"),
    ({"on": "2026-10-09"}, "on"), ({"result": "999"}, "result"), ({"activity": ""}, "activity"),
    ({"link": "bukan alamat"}, "link"), ({"on": "2026-02-30"}, "on"), ({"activity": "x" * 501}, "activity"),
])  # fmt: skip
def test_bad_input_stays_on_the_form(world: World, signed_in: SignIn, changes: dict[str, str], field: str) -> None:
    answer = signed_in("employee").post("/catatan/tulis/", form(world, **changes))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert 'value="anak"' in answer.content.decode()
    assert not Entry.objects.exists()


def test_the_end_of_the_day_may_be_written_as_24(world: World, signed_in: SignIn) -> None:
    signed_in("employee").post("/catatan/tulis/", form(world, on="2026-10-07", starts="21.00", ends="24.00"))
    assert Entry.objects.get().ends == dt.time(23, 59)


def test_two_windows_are_compared(world: World, signed_in: SignIn) -> None:
    row, browser = write(world), signed_in("employee")
    url = f"/catatan/{row.pk}/ubah/"
    assert browser.post(url, form(world, realisation="24", lock_version="1")).status_code == 302
    answer = browser.post(url, form(world, realisation="30", lock_version="1"))
    assert answer.status_code == 409
    assert [(c["theirs"], c["mine"]) for c in answer.context["clashes"]] == [("24", "30")]
    assert browser.post(url, form(world, realisation="30", lock_version="2")).status_code == 302
    row.refresh_from_db()
    assert row.realisation == 30


def test_a_file_is_kept_served_to_readers_and_to_nobody_else(world: World, signed_in: SignIn) -> None:
    note = SimpleUploadedFile("catatan.txt", b"Daftar hadir posyandu")
    signed_in("employee").post("/catatan/tulis/", form(world) | {"berkas": note})
    row = Entry.objects.get()
    assert (row.file_type, row.file_size) == ("text/plain", 21)
    url = f"/catatan/{row.pk}/berkas/"
    found = [signed_in(who).get(url).status_code for who in ("employee", "superior", "peer", "stranger")]
    assert found == [200, 200, 404, 404]


def test_a_program_is_no_evidence(world: World, signed_in: SignIn) -> None:
    bad = SimpleUploadedFile("foto.jpg", b"MZ\x90\x00" + b"\0" * 100)
    answer = signed_in("employee").post("/catatan/tulis/", form(world) | {"berkas": bad})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["berkas"])
    assert not Entry.objects.exists()


def test_copying_says_when_there_is_nothing(world: World, signed_in: SignIn) -> None:
    browser = signed_in("employee")
    assert browser.post("/catatan/salin/").status_code == 422
    write(world, on=TODAY - dt.timedelta(days=1))
    assert browser.post("/catatan/salin/").status_code == 302
    assert Entry.objects.filter(on=TODAY, source="copy").count() == 1


def test_a_year_without_a_calendar_is_said(world: World, signed_in: SignIn) -> None:
    browser = signed_in("employee")
    assert not browser.get("/catatan/").context["page"].has_calendar
    assert "belum dimuat" in browser.get("/catatan/").content.decode()
    Holiday.objects.create(date=dt.date(2026, 10, 5), name="Hari uji", kind="public", source="uji")
    page = browser.get("/catatan/").context["page"]
    assert (page.has_calendar, page.days[4].off, page.days[5].off) == (True, "Hari uji", "")


def test_the_superior_finds_the_team_sees_and_returns(world: World, signed_in: SignIn) -> None:
    row, browser = write(world), signed_in("superior")
    team = browser.get("/catatan/tim/").context["page"]
    assert [(m.name, m.count, m.waiting, m.hours) for m in team.members if m.count] == [
        (world.people["employee"].full_name, 1, 1, "1 jam 30 menit")
    ]
    person = f"/catatan/pegawai/{row.person_id}/"
    assert browser.post(f"{person}lihat/?bulan=2026-10").status_code == 302
    assert browser.post(f"{person}lihat/?bulan=2026-10").status_code == 409
    assert browser.post(f"/catatan/{row.pk}/kembalikan/", {"reason": "x"}).status_code == 422
    assert browser.post(f"/catatan/{row.pk}/kembalikan/", {"reason": "Cocokkan register."}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.return_reason) == ("returned", "Cocokkan register.")


def test_months_of_the_address_are_months(world: World, signed_in: SignIn) -> None:
    browser = signed_in("employee")
    for asked in ("2026-13", "x", "2099-01", "0001-01", "9999-99"):
        assert browser.get(f"/catatan/?bulan={asked}").context["page"].month == TODAY.replace(day=1)


def test_a_month_costs_the_same_for_one_entry_and_for_many(world: World, signed_in: SignIn) -> None:
    browser = signed_in("employee")
    write(world)
    with CaptureQueriesContext(connection) as one:
        browser.get("/catatan/")
    for hour in range(8):
        write(world, on=TODAY - dt.timedelta(days=1), starts=dt.time(8 + hour), ends=dt.time(9 + hour),
              activity=f"Kegiatan {hour}")  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        browser.get("/catatan/")
    assert len(many) <= len(one)


def test_a_sheet_by_form_is_checked_confirmed_and_written(world: World, signed_in: SignIn) -> None:
    browser = signed_in("employee")
    lines = (
        "Rencana aksi;Tanggal;Jam mulai;Jam selesai;Kegiatan\n1;7/10/2026;08.00;09.00;Rapat\n1;7/10/2026;9;8;Salah\n"
    )
    sent = {"file": SimpleUploadedFile("catatan.csv", lines.encode()), "default_result": "", "first_at": ""}
    answer = browser.post("/catatan/impor/", sent)
    batch = EntryImport.objects.get()
    assert answer.headers["Location"] == f"/catatan/impor/{batch.pk}/"
    page = browser.get(answer.headers["Location"])
    assert [(row.number, row.faults[0].column) for row in page.context["page"].rows] == [(3, "Jam selesai")]
    assert browser.post(f"/catatan/impor/{batch.pk}/tulis/", {"mode": "all"}).status_code == 422
    assert browser.post(f"/catatan/impor/{batch.pk}/tulis/", {"mode": "good"}).status_code == 302
    assert Entry.objects.count() == 1
    assert browser.post(f"/catatan/impor/{batch.pk}/hentikan/").status_code == 409


def test_a_file_that_is_no_sheet_is_refused_on_the_form(world: World, signed_in: SignIn) -> None:
    sent = {"file": SimpleUploadedFile("x.csv", b"Nama;Alamat\nA;B\n"), "default_result": "", "first_at": ""}
    answer = signed_in("employee").post("/catatan/impor/", sent)
    assert answer.status_code == 422
    assert "file" in answer.context["form"].errors


def test_a_cell_that_begins_like_a_formula_leaves_as_text(world: World, signed_in: SignIn) -> None:
    write(world, activity='=HYPERLINK("https://jahat.example";"klik")')
    answer = signed_in("employee").post("/unduh/catatan-harian/?bulan=2026-10", {"file_format": "csv"})
    text = answer.getvalue().decode()
    assert "'=HYPERLINK" in text and ';"=' not in text
