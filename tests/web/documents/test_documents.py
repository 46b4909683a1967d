"""Official documents: the same tables in PDF and DOCX, archive PDF, sealed once, checked by anyone."""

from __future__ import annotations

import io
import re
import uuid

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from prestasi.audit.models import Event
from prestasi.calibration.models import Determination
from prestasi.documents import store
from prestasi.documents.docx import docx_of
from prestasi.documents.form import Form, cells_of
from prestasi.documents.kinds import kind_of
from prestasi.documents.models import IssuedDocument
from prestasi.documents.signing.port import Passphrase, signer
from prestasi.documents.typeset import pdf_of
from prestasi.objection.models import Objection
from prestasi.performance.models import Evaluation, PlanVersion
from prestasi.performance.queries.plan_document import plan_document
from tests.actions.objection.test_decision import decided, recommended
from tests.web.conftest import SignIn
from tests.world import NOW, World

KINDS = ("rencana", "evaluasi", "angka-kredit", "penetapan", "keberatan", "putusan-keberatan")
BASE = "https://kinerja.contoh.test"


@pytest.fixture
def objects(contestable: World) -> dict[str, int]:
    """One object of every kind of document."""
    objection = decided(contestable, recommended(contestable), "change")
    evaluation, plan = objection.evaluation, contestable.plans["employee"]
    assert plan.rater is not None
    document = plan_document(plan, rater_id=plan.rater_id, on=NOW.date())
    PlanVersion.objects.create(
        plan=plan,
        number=1,
        document=document,
        sha256="0" * 64,
        agreed_at=NOW,
        submitted_by=plan.person,
        agreed_by=plan.rater,
    )
    determination = Determination.objects.create(
        unit=evaluation.unit, period=evaluation.period, state="determined", rows=[[evaluation.pk, 3, 2]],
        counts={"2": 1}, digest="0" * 64, requested_by=contestable.people["superior"], requested_at=NOW, decided_at=NOW,
        decided_by=contestable.people["head"],
    )  # fmt: skip
    return {
        "rencana": contestable.plans["employee"].pk, "evaluasi": evaluation.pk, "angka-kredit": evaluation.pk,
        "penetapan": determination.pk, "keberatan": objection.pk, "putusan-keberatan": objection.pk,
    }  # fmt: skip


def form_of(kind: str, objects: dict[str, int]) -> Form:
    return kind_of(kind).form(objects[kind], BASE)


@pytest.mark.parametrize("kind", KINDS)
def test_word_processor_and_pdf_have_the_same_tables(objects: dict[str, int], kind: str) -> None:
    form = form_of(kind, objects)
    made = docx.Document(io.BytesIO(docx_of(form)))
    ruled = [table for table in made.tables if table.style is not None and table.style.name == "Table Grid"]
    told = [{cell.text for row in table.rows for cell in row.cells} - {""} for table in ruled]
    meant = [{text for row in table for text in row} - {""} for table in cells_of(form)]
    assert told == meant
    printed = _squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(form, NOW))).pages))
    missing = [t for table in meant for t in table for line in t.split("\n") if _squeezed(line) not in printed]
    assert missing == []


def _squeezed(text: str) -> str:
    """Letters and digits alone: line breaks and hyphens differ between renderings."""
    return "".join(letter for letter in text if letter.isalnum())


def test_the_pages_of_a_plan_and_of_a_determination_lead_to_their_document(
    contestable: World, objects: dict[str, int], signed_in: SignIn
) -> None:
    determination = Determination.objects.get(pk=objects["penetapan"])
    unit = f"/penetapan/{determination.unit_id}/{determination.period_id}/"
    for who, kind, page in (
        ("head", "penetapan", unit), ("analyst", "penetapan", unit), ("employee", "rencana", "/rencana/")
    ):  # fmt: skip
        client, document = signed_in(who), f"/dokumen/{kind}/{objects[kind]}/"
        assert document in client.get(page).content.decode()
        assert client.get(document).status_code == 200
    assert f'href="{unit}"' in signed_in("head").get(f"/dokumen/penetapan/{determination.pk}/").content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_is_archive_pdf(objects: dict[str, int], kind: str) -> None:
    content = pdf_of(form_of(kind, objects), NOW)
    assert content == pdf_of(form_of(kind, objects), NOW)
    check_archive(content)


def check_archive(content: bytes) -> None:
    """What ISO 19005-2 level b asks and can be read from the file: XMP, output intent, embedded fonts, no script."""
    reader = PdfReader(io.BytesIO(content))
    root = reader.root_object
    metadata, intents = root["/Metadata"], root["/OutputIntents"]
    assert isinstance(metadata, StreamObject) and isinstance(intents, ArrayObject)
    xmp = metadata.get_data().decode()
    assert re.search(r"pdfaid:part(>|=\")2", xmp) and re.search(r"pdfaid:conformance(>|=\")B", xmp)
    assert intents[0]["/S"] == "/GTS_PDFA1" and "/DestOutputProfile" in intents[0]
    assert "/JavaScript" not in str(root.get("/Names", "")) and "/OpenAction" not in root and not reader.is_encrypted
    for page in reader.pages:
        resources = page["/Resources"]
        assert isinstance(resources, DictionaryObject)
        for font in resources.get("/Font", {}).values():
            below = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(below)


def issued(world: World, signed_in: SignIn, kind: str, number: int, who: str = "employee") -> IssuedDocument:
    path = f"/dokumen/{kind}/{number}/"
    answer = signed_in(who).post(f"{path}terbitkan/", {"key": str(uuid.uuid4())})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return IssuedDocument.objects.latest("pk")


@pytest.mark.parametrize("kind", KINDS)
def test_issuing_seals_keeps_and_records(
    contestable: World, signed_in: SignIn, objects: dict[str, int], kind: str
) -> None:
    row = issued(contestable, signed_in, kind, objects[kind], "head" if kind == "penetapan" else "employee")
    content = store.read(row.sha256)
    assert content is not None
    check_archive(content)
    verdict = signer().check(content)
    assert verdict.is_signed and verdict.is_intact and verdict.is_trusted
    assert verdict.signer == row.signer == "Segel elektronik Pemerintah Kabupaten Sleman"
    event = Event.objects.get(kind="document.issued", object_id=row.pk)
    assert event.payload["sha256"] == row.sha256 and event.payload["number"] == row.number


def test_the_same_state_is_issued_once_and_a_newer_one_takes_its_place(contestable: World, signed_in: SignIn) -> None:
    evaluation = contestable.evaluations["employee"].pk
    first = issued(contestable, signed_in, "evaluasi", evaluation)
    again = signed_in("employee").post(f"/dokumen/evaluasi/{evaluation}/terbitkan/")
    assert again.status_code == 409 and IssuedDocument.objects.count() == 1
    decided(contestable, recommended(contestable), "change")
    issued(contestable, signed_in, "evaluasi", evaluation)
    text = Client().get(f"/dokumen/periksa/{first.code}/").content.decode()
    assert "Asli dan utuh" in text and "Sudah diganti dokumen yang lebih baru" in text


def test_the_code_tells_no_name(contestable: World, signed_in: SignIn) -> None:
    row = issued(contestable, signed_in, "evaluasi", contestable.evaluations["employee"].pk)
    text = Client().get(f"/dokumen/periksa/{row.code}/").content.decode()
    assert row.number in text and "Asli dan utuh" in text
    assert contestable.people["employee"].full_name not in text and "Baik" not in text


def test_a_wrong_code_is_unknown(contestable: World) -> None:
    assert "Tidak dikenal" in Client().get("/dokumen/periksa/ABCDEFGH23456789/").content.decode()


def checked(content: bytes, name: str = "d.pdf") -> str:
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return Client().post("/dokumen/periksa/", {"dokumen": file}).content.decode()


def test_a_file_is_genuine_changed_or_without_a_seal(contestable: World, signed_in: SignIn) -> None:
    evaluation = contestable.evaluations["employee"].pk
    row = issued(contestable, signed_in, "evaluasi", evaluation)
    content = store.read(row.sha256) or b""
    assert "Asli dan utuh" in checked(content)
    place = len(content) // 3
    assert "Berubah sesudah disegel" in checked(content[:place] + b"\x00\x01" + content[place + 2 :])
    assert "Berubah sesudah disegel" in checked(content + b"\n% ditambahkan\n")
    copy = signed_in("employee").get(f"/dokumen/evaluasi/{evaluation}/salinan.pdf").content
    assert "Tanpa segel" in checked(copy)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"%PDF-1.7 rusak"])
def test_what_is_no_document_is_answered_calmly(contestable: World, content: bytes) -> None:
    answer = Client().post("/dokumen/periksa/", {"dokumen": SimpleUploadedFile("d.pdf", content)})
    assert answer.status_code in {200, 422} and IssuedDocument.objects.count() == 0


def test_a_kept_file_that_was_damaged_is_told(contestable: World, signed_in: SignIn) -> None:
    row = issued(contestable, signed_in, "evaluasi", contestable.evaluations["employee"].pk)
    path = store.path_of(row.sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b" ")
    text = Client().get(f"/dokumen/periksa/{row.code}/").content.decode()
    assert "tidak utuh lagi" in text
    assert signed_in("employee").get(f"/dokumen/berkas/{row.code}.pdf").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("superior", 200), ("analyst", 200), ("stranger", 404), ("peer", 404)])
def test_sealed_files_keep_the_gate_of_their_result(
    contestable: World, signed_in: SignIn, who: str, status: int
) -> None:
    row = issued(contestable, signed_in, "evaluasi", contestable.evaluations["employee"].pk)
    assert signed_in(who).get(f"/dokumen/berkas/{row.code}.pdf").status_code == status
    assert signed_in(who).get(f"/dokumen/evaluasi/{row.object_id}/salinan.docx").status_code == status


def test_what_is_not_decided_is_not_issued(contestable: World, signed_in: SignIn) -> None:
    evaluation = contestable.evaluations["employee"]
    Evaluation.objects.filter(pk=evaluation.pk).update(state="rated", confirmed_at=None, received_at=None)
    assert signed_in("superior").post(f"/dokumen/evaluasi/{evaluation.pk}/terbitkan/").status_code == 409


def test_an_issued_document_stays(contestable: World, signed_in: SignIn) -> None:
    issued(contestable, signed_in, "evaluasi", contestable.evaluations["employee"].pk)
    with pytest.raises(IntegrityError, match="stays as it was issued"), transaction.atomic():
        IssuedDocument.objects.update(sha256="0" * 64)


def test_the_employee_opens_a_result_before_printing_it(contestable: World, signed_in: SignIn) -> None:
    evaluation = contestable.evaluations["employee"]
    Evaluation.objects.filter(pk=evaluation.pk).update(state="confirmed", received_at=None)
    assert signed_in("employee").get(f"/dokumen/evaluasi/{evaluation.pk}/salinan.pdf").status_code == 403


def test_a_passphrase_shows_itself_to_nobody() -> None:
    import pickle

    secret = Passphrase("rahasia-sekali")
    assert "rahasia" not in f"{secret!r} {secret} {[secret]}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_there_is_a_document_of_every_step_of_an_objection(contestable: World, signed_in: SignIn) -> None:
    objection = recommended(contestable)
    case = signed_in("employee").get(f"/keberatan/{objection.pk}/").content.decode()
    assert f"/dokumen/keberatan/{objection.pk}/" in case and "putusan-keberatan" not in case
    assert signed_in("employee").get(f"/dokumen/putusan-keberatan/{objection.pk}/").status_code == 404
    decided(contestable, Objection.objects.get(pk=objection.pk), "reject")
    assert (
        f"/dokumen/putusan-keberatan/{objection.pk}/"
        in signed_in("employee").get(f"/keberatan/{objection.pk}/").content.decode()
    )
