"""The pages of credit points: the own account, the analyst's forms and list, the determination and its document."""

from __future__ import annotations

import io
import re
import uuid

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from prestasi.credit.documents import pak_form
from prestasi.credit.models import Determination, Opening
from prestasi.documents.docx import docx_of
from prestasi.documents.form import cells_of
from prestasi.documents.models import IssuedDocument
from prestasi.documents.typeset import pdf_of
from tests.credit_world import asked, becomes_good, determined, opened, year_result
from tests.web.conftest import SignIn
from tests.web.documents.test_documents import check_archive
from tests.world import NOW, World

PAPER = {
    "number": "800/PAK/2024", "issued_on": "2025-01-20", "until": "2024-12-31", "level": "AHLI_PERTAMA", "rank": "10",
    "degree": "s1", "base": "50", "converted": "12,5", "link": "https://arsip.contoh.test/pak",
}  # fmt: skip


@pytest.fixture
def ready(world: World) -> World:
    opened(world)
    world.evaluations["employee"] = year_result(world, "employee", 2025, 1)
    return world


def path_of(world: World, key: str = "employee", rest: str = "") -> str:
    return f"/angka-kredit/{world.people[key].pk}/{rest}"


def test_the_employee_reads_where_they_stand_and_why(ready: World, signed_in: SignIn) -> None:
    page = signed_in("employee").get("/angka-kredit/saya/").content.decode()
    for said in ("81,250", "Kurang 18,750", "ambang 100", "Konversi tahun 2025", "12/12 × 150 % × 12,50", "62,500"):
        assert said in page
    assert "Bila predikat 2026 nanti" in page and "+12,500" in page


def test_the_months_to_go_follow_the_chosen_predicate(ready: World, signed_in: SignIn) -> None:
    client = signed_in("employee")
    assert "18 bulan lagi bila predikatnya selalu baik" in client.get("/angka-kredit/saya/").content.decode()
    chosen = client.get("/angka-kredit/saya/?predikat=1").content.decode()
    assert "12 bulan lagi bila predikatnya selalu sangat baik" in chosen
    assert client.get("/angka-kredit/saya/?predikat=9").status_code == 200


def test_whoever_earns_none_is_told_so(world: World, signed_in: SignIn) -> None:
    page = signed_in("stranger").get("/angka-kredit/saya/")
    assert page.status_code == 200 and "Tidak ada angka kredit" in page.content.decode()


def test_without_an_opening_balance_the_page_says_what_is_missing(world: World, signed_in: SignIn) -> None:
    year_result(world, "employee", 2025, 1)
    assert "Saldo awal belum dicatat" in signed_in("employee").get("/angka-kredit/saya/").content.decode()
    assert "Catat saldo awal" in signed_in("analyst").get(path_of(world)).content.decode()


def test_the_page_of_an_account_keeps_to_its_statements(ready: World, signed_in: SignIn) -> None:
    client = signed_in("employee")
    client.get("/angka-kredit/saya/")
    with CaptureQueriesContext(connection) as one:
        client.get("/angka-kredit/saya/")
    year_result(ready, "employee", 2024, 2)
    with CaptureQueriesContext(connection) as two:
        client.get("/angka-kredit/saya/")
    assert len(one) == len(two) <= 15


def test_an_opening_balance_goes_from_the_analyst_to_the_rater(world: World, signed_in: SignIn) -> None:
    answer = signed_in("analyst").post(path_of(world, rest="saldo-awal/"), PAPER | {"key": str(uuid.uuid4())})
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    row = Opening.objects.get()
    assert (row.points, row.converted, row.state) == (62_500, 12_500, "requested")
    rater = signed_in("superior")
    shown = rater.get(path_of(world)).content.decode()
    assert "Cocok, sahkan" in shown and "AK konversi: <b>12,500</b>" in shown
    assert path_of(world) in rater.get("/hari-ini/").content.decode()
    decided = f"/angka-kredit/saldo-awal/{row.pk}/putuskan/"
    assert rater.post(decided, {"putusan": "tolak", "reason": "x"}).status_code == 422
    assert rater.post(decided, {"putusan": "setuju", "key": str(uuid.uuid4())}).status_code == 302
    row.refresh_from_db()
    assert row.state == "confirmed"
    assert rater.post(decided, {"putusan": "setuju", "key": str(uuid.uuid4())}).status_code == 409


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("converted", "dua belas"), ("converted", "12,5001"), ("converted", "12.500"), ("base", "-1"),
        ("until", "2027-01-01"), ("until", "31/31/2024"), ("level", "AHLI"), ("rank", "99"), ("number", ""),
        ("link", "javascript:alert(1)"), ("link", ""),
    ],
)  # fmt: skip
def test_bad_input_stays_in_the_form(world: World, signed_in: SignIn, field: str, typed: str) -> None:
    answer = signed_in("analyst").post(path_of(world, rest="saldo-awal/"), PAPER | {field: typed})
    assert answer.status_code == 422
    assert "Ada 1 isian yang perlu dibetulkan" in answer.content.decode()
    assert not Opening.objects.exists()


def test_the_paper_is_kept_as_a_file(world: World, signed_in: SignIn) -> None:
    paper = SimpleUploadedFile("pak.pdf", pdf_of(pak_form(_determined(world), "https://contoh.test"), NOW))
    sent = PAPER | {"berkas": paper, "link": "", "reason": "Berkasnya kini ada.", "number": "800/PAK/2024-2"}
    answer = signed_in("analyst").post(path_of(world, rest="saldo-awal/"), sent)
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    row = Opening.objects.get(state="requested")
    read = signed_in("superior").get(f"/angka-kredit/saldo-awal/{row.pk}/berkas/")
    assert read.status_code == 200 and read["X-Content-Type-Options"] == "nosniff"
    assert signed_in("stranger").get(f"/angka-kredit/saldo-awal/{row.pk}/berkas/").status_code == 404


def _determined(world: World) -> int:
    opened(world)
    year_result(world, "employee", 2025, 1)
    return determined(world)


def test_a_determination_is_put_forward_and_signed_with_the_second_factor(
    ready: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path_of(ready, rest="pak/")
    analyst, rater = signed_in("analyst"), signed_in("superior")
    assert "81,250" in analyst.get(path).content.decode()
    without = analyst.post(path, {"number": "800/PAK/2025"})
    assert without.status_code == 403 and not Determination.objects.exists()
    monkeypatch.setattr("prestasi.accounts.step_up._fresh", lambda request: True)
    assert analyst.post(path, {"number": "", "key": str(uuid.uuid4())}).status_code == 422
    assert analyst.post(path, {"number": "800/PAK/2025", "key": str(uuid.uuid4())}).status_code == 302
    pk = Determination.objects.get().pk
    assert f"/angka-kredit/pak/{pk}/" in rater.get("/hari-ini/").content.decode()
    assert "Tetapkan" in rater.get(f"/angka-kredit/pak/{pk}/").content.decode()
    signed = {"putusan": "setuju", "key": str(uuid.uuid4())}
    assert analyst.post(f"/angka-kredit/pak/{pk}/putuskan/", signed).status_code == 403
    assert rater.post(f"/angka-kredit/pak/{pk}/putuskan/", signed).status_code == 302
    assert rater.post(f"/angka-kredit/pak/{pk}/putuskan/", signed).status_code == 302
    assert Determination.objects.get().state == "determined"


def test_what_moved_in_between_is_a_conflict_that_says_what_to_do(
    ready: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prestasi.accounts.step_up._fresh", lambda request: True)
    pk = asked(ready)
    becomes_good(ready, ready.evaluations["employee"])
    answer = signed_in("superior").post(f"/angka-kredit/pak/{pk}/putuskan/", {"putusan": "setuju"})
    assert answer.status_code == 409 and "Angkanya berubah sejak diajukan" in answer.content.decode()


def test_a_changed_predicate_is_told_on_the_account(ready: World, signed_in: SignIn) -> None:
    determined(ready)
    becomes_good(ready, ready.evaluations["employee"])
    assert "sudah berubah. Ajukan PAK penggantinya" in signed_in("analyst").get(path_of(ready)).content.decode()


def test_the_list_says_who_has_no_balance_and_leaves_as_a_sheet(ready: World, signed_in: SignIn) -> None:
    client = signed_in("analyst")
    page = client.get("/angka-kredit/").content.decode()
    assert "81,250" in page and "tanpa saldo awal" in page
    without = client.get("/angka-kredit/?keadaan=tanpa-saldo&sort=-name").content.decode()
    assert path_of(ready) not in without and path_of(ready, "peer") in without
    assert path_of(ready) in client.get("/angka-kredit/?q=bidan").content.decode()
    sent = {"file_format": "csv", "purpose": "Uji angka kredit pejabat fungsional"}
    sheet = client.post("/unduh/buku-angka-kredit/", sent)
    assert sheet.status_code == 200 and "81,25" in sheet.getvalue().decode().replace("81.25", "81,25")
    assert signed_in("superior").get("/angka-kredit/").status_code == 403


def test_the_result_leads_to_the_account(ready: World, signed_in: SignIn) -> None:
    row = ready.evaluations["employee"]
    assert 'href="/angka-kredit/saya/"' in signed_in("employee").get(f"/hasil/{row.pk}/").content.decode()
    assert f'href="{path_of(ready)}"' in signed_in("superior").get(f"/hasil/{row.pk}/").content.decode()


def test_the_document_says_what_was_determined_in_both_formats(ready: World) -> None:
    form = pak_form(determined(ready), "https://kinerja.contoh.test")
    content = pdf_of(form, NOW)
    check_archive(content)
    text = _squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))
    for said in ("PENETAPAN ANGKA KREDIT", "NOMOR: 800/PAK/2025", "Sekar Umpama", "AK konversi", "31,250", "81,250",
                 "belum dapat dipertimbangkan untuk kenaikan pangkat", "AKUMULASI ANGKA KREDIT",
                 "Bima Rekaan", "Belum terverifikasi", "tidak tercatat di sistem ini", "credit-2023"):  # fmt: skip
        assert _squeezed(said) in text, said
    made = docx.Document(io.BytesIO(docx_of(form)))
    words = {cell.text for table in made.tables for row in table.rows for cell in row.cells}
    assert {text for table in cells_of(form) for row in table for text in row} - {""} <= words | {""}
    assert re.search(r"/bukti-terima/PR-", str(form.plain()))


def _squeezed(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def test_what_waits_is_marked_and_not_issued(ready: World, signed_in: SignIn) -> None:
    pk = asked(ready)
    assert pak_form(pk, "https://contoh.test").mark == "BELUM DITETAPKAN"
    path = f"/dokumen/pak/{pk}/"
    assert signed_in("stranger").get(path).status_code == 404
    assert signed_in("superior").get(path).status_code == 200
    assert signed_in("superior").post(f"{path}terbitkan/", {"key": str(uuid.uuid4())}).status_code in (403, 409)


def test_a_determined_one_is_sealed_once_and_checked_by_anyone(ready: World, signed_in: SignIn) -> None:
    path = f"/dokumen/pak/{determined(ready)}/"
    client = signed_in("employee")
    assert client.post(f"{path}terbitkan/", {"key": str(uuid.uuid4())}).status_code == 302
    document = IssuedDocument.objects.get(kind="pak")
    assert document.basis.startswith("PR-") and document.person == ready.people["employee"]
    assert client.post(f"{path}terbitkan/", {"key": str(uuid.uuid4())}).status_code == 409
    assert document.number in client.get(f"/dokumen/periksa/{document.code}/").content.decode()
