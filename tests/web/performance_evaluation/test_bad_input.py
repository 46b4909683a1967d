"""What bad input gets: the right status, a clear sentence, nothing kept."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from prestasi.performance.models import Evidence, Plan, Progress
from prestasi.performance.queries.report import report_page
from tests.web.conftest import Answer, SignIn
from tests.world import World


def photo(**options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(out, "JPEG", **options)
    return out.getvalue()


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, "isi")
    return out.getvalue()


def files_kept() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def send(signed_in: SignIn, world: World, *files: SimpleUploadedFile, **changes: object) -> Answer:
    sent = {"indicator": world.indicators["employee"].pk, "value": "89,4", "berkas": list(files), **changes}
    return signed_in("employee").post("/capaian/catat/", sent)


REFUSED = [
    ("foto.jpg", b"MZ\x90\x00" + b"\0" * 200, "program"),
    ("laporan.pdf", b"\x7fELF" + b"\0" * 200, "program"),
    ("skrip.txt", b"#!/bin/sh\nrm -rf /\n", "program"),
    ("halaman.txt", b"<html><script>alert(1)</script>", "Halaman web"),
    ("gambar.svg", b"<svg onload='x'></svg>", "Halaman web"),
    ("arsip.zip", zipped("a.txt"), "terkompresi"),
    ("makro.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "makro"),
    ("rusak.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 300, "rusak"),
    ("ganda.pdf", b"%PDF-1.4\n%%EOF" + zipped("a.exe"), "rusak atau memuat"),
    ("aktif.pdf", b"%PDF-1.4\n/OpenAction << /S /JavaScript >>\n%%EOF", "program atau lampiran"),
    ("kosong.txt", b"", "kosong"),
    ("biner.csv", b"\x00\x01\x02\xff\xfe", "tidak diterima"),
    ("foto.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40, "rusak"),
]


@pytest.mark.parametrize(("name", "content", "says"), REFUSED)
def test_what_is_not_evidence_is_refused_whatever_its_name(
    world: World, signed_in: SignIn, name: str, content: bytes, says: str
) -> None:
    response = send(signed_in, world, SimpleUploadedFile(name, content))
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not Progress.objects.exists()
    assert not files_kept()


def test_fifty_megabytes_are_refused_and_nothing_is_left(world: World, signed_in: SignIn) -> None:
    response = send(signed_in, world, SimpleUploadedFile("besar.jpg", photo() + b"\0" * 50_000_000))
    assert response.status_code == 422
    assert "10,0" in response.content.decode()
    assert not Progress.objects.exists()
    assert not files_kept()


@pytest.mark.parametrize(("changes", "says"), [
    ({"value": "sembilan puluh"}, "angka"),
    ({"value": ""}, "angka"),
    ({"value": "1.99E+17"}, "angka"),
    ({"value": "999.999.999.999.999"}, "terlalu besar"),
    ({"on": "2026-12-24"}, "belum tiba"),
    ({"on": "2025-12-31"}, "di luar masa"),
    ({"on": "2026-13-45"}, "tanggal"),
    ({"link": "javascript:alert(1)"}, "alamat lengkap"),
])  # fmt: skip
def test_bad_fields_are_named_and_what_was_typed_stays(
    world: World, signed_in: SignIn, changes: dict[str, str], says: str
) -> None:
    response = send(signed_in, world, note="catatan saya", **changes)
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert "catatan saya" in page
    assert not Progress.objects.exists()


def test_before_the_plan_is_agreed_the_page_says_what_to_do(world: World, signed_in: SignIn) -> None:
    plan = world.plans["employee"]
    plan.version, plan.state = 0, "submitted"
    plan.save()
    assert "belum disepakati" in signed_in("employee").get("/capaian/catat/").content.decode()
    assert send(signed_in, world).status_code == 422
    assert not Progress.objects.exists()


def test_after_the_period_is_closed_409(world: World, signed_in: SignIn) -> None:
    response = send(signed_in, world, on="2026-05-20")
    assert response.status_code == 409
    assert "ditutup" in response.content.decode()


def test_the_form_offers_days_of_open_periods_only(world: World, signed_in: SignIn) -> None:
    page = signed_in("employee").get("/capaian/catat/").content.decode()
    assert 'min="2026-07-01"' in page and 'max="2026-10-08"' in page


def test_where_every_day_is_closed_the_page_says_so_and_what_is_typed_stays(world: World, signed_in: SignIn) -> None:
    """A plan that ended before the last closed quarter did; nothing of it is asked for on the first page either."""
    Plan.objects.filter(pk=world.plans["employee"].pk).update(state="ended", ends_on=dt.date(2026, 6, 15))
    page = signed_in("employee").get("/capaian/catat/").content.decode()
    assert "Tidak ada hari yang masih terbuka" in page and "30 Jun 2026" in page and "<textarea" not in page
    answer = send(signed_in, world, on="2026-06-15", note="catatan saya")
    assert (answer.status_code, "catatan saya" in answer.content.decode()) == (409, True)
    assert "/capaian/catat/?" not in signed_in("employee").get("/hari-ini/").content.decode()


def test_the_last_open_day_of_a_plan_that_has_ended_is_offered(world: World, signed_in: SignIn) -> None:
    Plan.objects.filter(pk=world.plans["employee"].pk).update(state="ended", ends_on=dt.date(2026, 7, 15))
    page = report_page(world.actor("employee"))
    assert page.chosen is not None
    assert (page.chosen.starts, page.on) == (dt.date(2026, 7, 1), dt.date(2026, 7, 15))
    assert send(signed_in, world, on=page.on.isoformat()).status_code == 302


def test_a_returned_report_of_a_closed_period_is_not_offered_for_correction(world: World, signed_in: SignIn) -> None:
    send(signed_in, world, on="2026-09-30")
    Progress.objects.update(state="returned")
    type(world.periods[3]).objects.filter(pk=world.periods[3].pk).update(state="closed")
    page = signed_in("employee").get(f"/capaian/catat/?ganti={Progress.objects.get().pk}").content.decode()
    assert "Tidak ada hari yang masih terbuka" in page and "mulai 1 Okt 2026" in page


def test_a_photo_loses_its_metadata_and_keeps_its_date(world: World, signed_in: SignIn) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Kamera Rahasia"
    exif.get_ifd(0x8769)[0x9003] = "2026:09:28 10:11:12"
    response = send(signed_in, world, SimpleUploadedFile("../../posyandu.exe", photo(exif=exif)))
    assert response.status_code == 302
    evidence = Evidence.objects.get()
    assert (evidence.title, evidence.kind, str(evidence.taken_on)) == ("posyandu.jpg", "photo", "2026-09-28")
    served = signed_in("superior").get(f"/bukti/{evidence.pk}/berkas/")
    content = served.getvalue()
    assert b"Kamera Rahasia" not in content
    assert (served["Content-Type"], served["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert signed_in("employee").get(f"/bukti/{evidence.pk}/pratinjau/")["Content-Type"] == "image/webp"


def test_a_document_is_served_as_a_download_only(world: World, signed_in: SignIn) -> None:
    send(signed_in, world, SimpleUploadedFile("rekap.csv", b"bulan,balita\nJuli,1632\n"))
    served = signed_in("employee").get(f"/bukti/{Evidence.objects.get().pk}/berkas/")
    assert served["Content-Disposition"] == 'attachment; filename="rekap.csv"'
    assert signed_in("stranger").get(f"/bukti/{Evidence.objects.get().pk}/berkas/").status_code == 404


def test_the_same_file_used_twice_is_said(world: World, signed_in: SignIn) -> None:
    same = photo()
    send(signed_in, world, SimpleUploadedFile("a.jpg", same))
    client = signed_in("peer")
    client.post("/capaian/catat/", {
        "indicator": world.indicators["peer"].pk, "value": "90", "berkas": SimpleUploadedFile("b.jpg", same),
    })  # fmt: skip
    evidence = Evidence.objects.latest("pk")
    assert "Dipakai juga di 1 catatan lain" in client.get(f"/bukti/{evidence.pk}/").content.decode()


def test_the_same_form_twice_is_one_report(world: World, signed_in: SignIn) -> None:
    key = "5b0f8f0e-4a58-4d1b-8a43-3f1f0c0b2f11"
    first, second = (send(signed_in, world, key=key) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Progress.objects.count() == 1
