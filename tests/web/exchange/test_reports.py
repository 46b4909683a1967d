"""B09: a report is a recipe kept and shared by role; its files expire; SIASN shapes leave with the HR agency alone."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from prestasi.audit.models import Event
from prestasi.core import clock
from prestasi.exchange.actions.reports import forget_expired, path_of
from prestasi.exchange.models import ExportFile, SavedView
from prestasi.performance.models import Evaluation
from tests.web.conftest import SignIn
from tests.world import World, open_evaluation

PURPOSE = {"purpose": "Rekap bulanan dinas", "file_format": "csv"}


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def kept(signed_in: SignIn, who: str = "analyst", query: str = "kind=jf", **more: Any) -> SavedView:
    form = {"name": "Fungsional", "columns": ["nama", "unit"], "shared_with": [], "key": ""} | more
    answer = signed_in(who).post(reverse("exchange:report_new", args=["pegawai"]) + f"?{query}", form)
    assert answer.status_code == 302, answer.content.decode()
    return SavedView.objects.latest("pk")


def text(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode()


def test_a_view_keeps_filters_and_columns_and_becomes_a_file(world: World, signed_in: SignIn) -> None:
    view, client = kept(signed_in), signed_in("analyst")
    assert (view.params, view.columns) == ({"kind": "jf"}, ["nama", "unit"])
    answer = client.post(reverse("exchange:report", args=[view.pk]), PURPOSE)
    assert answer.status_code == 302 and answer["Location"].startswith("/laporan/#berkas-")
    row = ExportFile.objects.get()
    lines = text(client.get(reverse("exchange:report_file", args=[row.pk]))).splitlines()
    assert lines[0] == "\ufeffNama;Unit kerja" and len(lines) == row.rows + 1 == 6
    event = Event.objects.get(kind="data.exported")
    assert row.event_id == event.pk and event.payload["columns"] == ["nama", "unit"]
    assert "Rekap bulanan dinas" in client.get(reverse("exchange:reports")).content.decode()


def test_sharing_by_role_gives_the_recipe_and_never_rows(world: World, signed_in: SignIn) -> None:
    view = kept(signed_in, shared_with=["admin", "auditor"], query="")
    url = reverse("exchange:report", args=[view.pk])
    assert signed_in("superior").get(url).status_code == 404
    assert "Fungsional" in signed_in("admin").get(reverse("exchange:reports")).content.decode()
    assert signed_in("admin").get(url).status_code == 200
    assert signed_in("admin").post(reverse("exchange:report_remove", args=[view.pk])).status_code == 403
    team = kept(signed_in, "superior", query="")
    assert signed_in("superior").post(reverse("exchange:report", args=[team.pk]), PURPOSE).status_code == 302
    assert ExportFile.objects.get().rows < 9


def test_a_file_is_its_makers_and_ends(world: World, signed_in: SignIn) -> None:
    view = kept(signed_in, shared_with=["auditor"])
    signed_in("analyst").post(reverse("exchange:report", args=[view.pk]), PURPOSE)
    row = ExportFile.objects.get()
    url = reverse("exchange:report_file", args=[row.pk])
    assert signed_in("auditor").get(url).status_code == 404
    assert path_of(row).exists() and forget_expired() == 0
    ExportFile.objects.update(expires_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert signed_in("analyst").get(url).status_code == 404
    assert forget_expired() == 1 and not path_of(row).exists()
    assert "sudah dihapus" in signed_in("analyst").get(reverse("exchange:reports")).content.decode()


def test_a_removed_view_is_gone_and_bad_input_is_said(world: World, signed_in: SignIn) -> None:
    view, client = kept(signed_in), signed_in("analyst")
    assert client.post(reverse("exchange:report_remove", args=[view.pk])).status_code == 302
    assert client.get(reverse("exchange:report", args=[view.pk])).status_code == 404
    new = reverse("exchange:report_new", args=["pegawai"])
    assert client.post(new, {"name": "x", "columns": ["tidak-ada"]}).status_code == 422
    assert client.post(new, {"name": "", "columns": ["nama"]}).status_code == 422
    assert client.post(reverse("exchange:report_template", args=["pegawai"]), {"file_format": "csv"}).status_code == 422


def test_four_activations_and_one_value(world: World, signed_in: SignIn) -> None:
    """B8: menu, template, make, fetch; the purpose is the only thing typed."""
    client = signed_in("analyst")
    template = reverse("exchange:report_template", args=["pegawai"])
    assert template in client.get(reverse("exchange:reports")).content.decode()
    page = client.get(template).content.decode()
    assert page.count('name="purpose"') == 1 and 'value="xlsx" checked' in page.replace('" checked', '" checked')
    made = client.post(template, {"purpose": "Laporan triwulan III", "file_format": "xlsx"})
    file_id = made["Location"].rpartition("-")[2]
    assert reverse("exchange:report_file", args=[file_id]) in client.get("/laporan/").content.decode()


SIASN = ("siasn-kinerja-periodik", "siasn-kinerja-tahunan", "siasn-angka-kredit", "siasn-tertinggal")


@pytest.mark.parametrize("name", SIASN)
@pytest.mark.parametrize("who", ["superior", "admin", "auditor", "employee"])
def test_siasn_shapes_are_for_analysts_of_the_whole_agency(
    world: World, signed_in: SignIn, name: str, who: str
) -> None:
    url = reverse("exchange:report_template", args=[name])
    assert signed_in(who).get(url).status_code == 403
    assert signed_in(who).post(url, PURPOSE).status_code == 403


def decided(world: World, who: str = "employee") -> Evaluation:
    row = open_evaluation(world, who)
    facts = {"person": {"number": "199001012015042001", "name": "Sekar Umpama"},
             "rater": {"name": "Bima Rekaan", "number": "197902112015041001", "position": "Kepala Puskesmas Minggir",
                       "unit": "Puskesmas Minggir", "rank": "Penata Tingkat I, III/d"}}  # fmt: skip
    row.state, row.result_rating, row.behaviour_rating, row.predicate, row.frozen = "final", 2, 1, 2, facts
    row.confirmed_at = clock.now()
    row.save()
    return row


def test_the_periodic_shape_has_the_names_and_codes_of_siasn(world: World, signed_in: SignIn) -> None:
    decided(world)
    client = signed_in("analyst")
    url = reverse("exchange:report_template", args=["siasn-kinerja-periodik"])
    assert client.post(url, PURPOSE | {"file_format": "json"}).status_code == 302
    rows = json.loads(text(client.get(reverse("exchange:report_file", args=[ExportFile.objects.get().pk]))))
    assert rows == [{
        "pnsDinilaiId": "199001012015042001", "nama": "Sekar Umpama", "periodikId": "2", "tahun": "2026",
        "bulanMulaiPenilaian": "7", "bulanSelesaiPenilaian": "9", "tahunMulaiPenilaian": "2026",
        "tahunSelesaiPenilaian": "2026", "hasilKinerjaNilai": "2", "perilakuKerjaNilai": "1",
        "kuadranKinerjaNilai": "2", "penilaiNama": "Bima Rekaan", "penilaiNipNrp": "197902112015041001",
        "penilaiJabatanNama": "Kepala Puskesmas Minggir", "penilaiUnorNama": "Puskesmas Minggir",
        "penilaiGolongan": "Penata Tingkat I, III/d", "statusPenilai": "ASN",
    }]  # fmt: skip


def test_credit_points_are_those_of_the_rules(world: World, signed_in: SignIn) -> None:
    decided(world)
    client = signed_in("analyst")
    url = reverse("exchange:report_template", args=["siasn-angka-kredit"])
    assert client.post(url, PURPOSE | {"file_format": "json"}).status_code == 302
    [row] = json.loads(text(client.get(reverse("exchange:report_file", args=[ExportFile.objects.get().pk]))))
    # Bidan Ahli Pertama: 12.5 a year, predicate "baik" 100 %, three months
    assert (row["koefisien"], row["persentase"], row["bulan"], row["angkaKredit"]) == ("12.50", "100", "3", "3.125")


def fetched(client: Client, name: str, params: str = "") -> list[dict[str, str]]:
    """The rows of a template as a program reads them."""
    url = reverse("exchange:report_template", args=[name]) + params
    assert client.post(url, PURPOSE | {"file_format": "json"}).status_code == 302
    made = ExportFile.objects.latest("pk")
    return list(json.loads(text(client.get(reverse("exchange:report_file", args=[made.pk])))))


def test_the_annual_shape_has_its_own_names(world: World, signed_in: SignIn) -> None:
    row = decided(world)
    row.period.kind = "year"
    row.period.starts_on, row.period.ends_on = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    row.period.save()
    assert fetched(signed_in("analyst"), "siasn-kinerja-tahunan") == [{
        "pnsDinilaiOrang": "199001012015042001", "nama": "Sekar Umpama", "tahun": "2026", "hasilKinerjaNilai": "2",
        "perilakuKerjaNilai": "1", "kuadranKinerjaNilai": "2", "penilaiNama": "Bima Rekaan",
        "penilaiNipNrp": "197902112015041001", "penilaiJabatan": "Kepala Puskesmas Minggir",
        "penilaiUnorNama": "Puskesmas Minggir", "penilaiGolongan": "Penata Tingkat I, III/d", "statusPenilai": "ASN",
    }]  # fmt: skip


def test_what_leaves_comes_back_the_same(world: World, signed_in: SignIn) -> None:
    """Round trip: codes and figures of the file are those that are stored, none is lost or rounded."""
    row = decided(world)
    client = signed_in("analyst")
    [result], [credit] = fetched(client, "siasn-kinerja-periodik"), fetched(client, "siasn-angka-kredit")
    assert [int(result[n]) for n in ("hasilKinerjaNilai", "perilakuKerjaNilai", "kuadranKinerjaNilai")] == [
        row.result_rating, row.behaviour_rating, row.predicate
    ]  # fmt: skip
    points = Decimal(credit["koefisien"]) * int(credit["persentase"]) * int(credit["bulan"]) / 1200
    assert Decimal(credit["angkaKredit"]) == points


def test_everybody_left_out_is_told_with_a_reason(world: World, signed_in: SignIn) -> None:
    """Nobody is missed silently: each plan of the period is in a file, or here with what stands in the way."""
    row = decided(world)
    open_evaluation(world, "peer")
    rows = fetched(signed_in("analyst"), "siasn-tertinggal", f"?periode={row.period_id}")
    told = {(r["nama"], r["berkas"]): r["mengapa"] for r in rows}
    assert "Belum ditetapkan" in told["Panji Tamsil", "hasil"]
    assert told["Wisnu Seumpama", "hasil dan angka kredit"] == "Belum dinilai."
    assert not [key for key in told if key[0] == "Sekar Umpama"]


def test_contract_staff_and_other_posts_are_told_apart(world: World, signed_in: SignIn) -> None:
    row = decided(world)
    row.person.employment = "pppk"
    row.person.save()
    other = decided(world, "stranger")
    rows = fetched(signed_in("analyst"), "siasn-tertinggal")
    told = {r["nama"]: r["mengapa"] for r in rows if r["berkas"] == "angka kredit"}
    assert "PPPK" in told["Sekar Umpama"]
    assert told[other.person.full_name] == "Bukan jabatan fungsional."
