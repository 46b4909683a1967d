"""Every list leaves through one door: same gate, same filters, a purpose and an event where it is about people."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.urls import reverse
from python_calamine import CalamineWorkbook

from prestasi.audit.models import Event
from prestasi.core.lists import listings
from prestasi.core.sheets import csv_lines, xlsx_file
from prestasi.exchange.actions.export import PER_DAY
from tests.web.conftest import SignIn
from tests.world import World, open_evaluation

PURPOSE = {"purpose": "Rekap bulanan dinas", "file_format": "csv"}


def at(name: str, query: str = "") -> str:
    return reverse("exchange:download", args=[name]) + (f"?{query}" if query else "")


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


READERS = {
    "pegawai": "analyst", "koreksi-atasan": "analyst", "unit-kerja": "employee", "bukti": "employee", "tim": "superior",
    "penetapan": "head", "capaian-organisasi": "head", "umpan-balik": "employee", "hasil-saya": "employee",
    "pohon-kinerja": "head", "matriks": "superior", "akun": "admin", "delegasi": "superior", "peristiwa": "auditor",
    "jejak-saya": "employee", "ruang-kendali": "analyst", "periode": "analyst", "impor": "analyst",
}  # fmt: skip


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
@pytest.mark.parametrize("name", READERS)
def test_a_list_page_leads_to_a_file_with_its_titles(
    world: World, signed_in: SignIn, name: str, file_format: str
) -> None:
    open_evaluation(world, "employee")
    client, listing = signed_in(READERS[name]), listings()[name]
    assert client.get(at(name)).status_code == 200
    answer = client.post(at(name), {"purpose": "Rekap bulanan dinas", "file_format": file_format})
    assert answer.status_code == 200, answer.content.decode()
    content = body(answer)
    if file_format == "csv":
        assert content.decode("utf-8-sig").splitlines()[0].split(";") == listing.heads()
    else:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        assert sheet[0] == listing.heads()


@pytest.mark.parametrize(
    ("name", "who", "status"),
    [("akun", "employee", 403), ("peristiwa", "analyst", 403), ("ruang-kendali", "employee", 403),
     ("impor", "employee", 404), ("baris-impor", "analyst", 404), ("tidak-ada", "admin", 404)],
)  # fmt: skip
def test_a_file_has_the_gate_of_its_page(world: World, signed_in: SignIn, name: str, who: str, status: int) -> None:
    client = signed_in(who)
    assert client.get(at(name)).status_code == status
    assert client.post(at(name), PURPOSE).status_code == status
    assert not Event.objects.filter(kind="data.exported").exists()


def test_the_filters_of_the_page_are_kept_and_named(world: World, signed_in: SignIn) -> None:
    unit = world.units["puskesmas"].pk
    page = signed_in("analyst").get(at("pegawai", f"unit={unit}&kind=jf"))
    assert "Unit: Puskesmas Minggir" in page.content.decode()
    answer = signed_in("analyst").post(at("pegawai", f"unit={unit}&kind=jf"), PURPOSE | {"file_format": "xlsx"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(body(answer)))
    assert len(book.get_sheet_by_index(0).to_python()) == 3
    notes = [row[0] for row in book.get_sheet_by_index(1).to_python()]
    assert "Saringan Unit: Puskesmas Minggir" in notes and "Keperluan: Rekap bulanan dinas" in notes


def test_what_a_person_may_not_read_stays_out_of_the_file(world: World, signed_in: SignIn) -> None:
    born = world.people["employee"].born_on.isoformat()
    assert born not in body(signed_in("superior").post(at("pegawai"), PURPOSE)).decode()
    assert born in body(signed_in("analyst").post(at("pegawai"), PURPOSE)).decode()


def test_the_preview_masks_identity_numbers(world: World, signed_in: SignIn) -> None:
    page = signed_in("analyst").get(at("pegawai")).content.decode()
    assert "•••" in page and "19900101" not in page


def test_own_lists_ask_for_no_purpose_others_do(world: World, signed_in: SignIn) -> None:
    assert signed_in("employee").post(at("bukti"), {"file_format": "csv"}).status_code == 200
    assert signed_in("superior").post(at("tim"), {"file_format": "csv"}).status_code == 422


def test_the_quota_counts_lists_about_people_only(world: World, signed_in: SignIn) -> None:
    client = signed_in("superior")
    for _n in range(PER_DAY):
        assert client.post(at("tim"), PURPOSE).status_code == 200
    refused = client.post(at("tim"), PURPOSE)
    assert refused.status_code == 409 and "batasnya" in refused.content.decode()
    assert client.post(at("umpan-balik"), {"file_format": "csv"}).status_code == 200
    assert Event.objects.filter(kind="data.exported", payload__personal=True).count() == PER_DAY


def test_every_declared_list_is_tested_here() -> None:
    assert set(READERS) | {"baris-impor"} <= set(listings())


def test_cells_keep_their_kind() -> None:
    moment = dt.datetime(2026, 10, 8, 2, 41, tzinfo=dt.UTC)
    row = [Decimal("89.4000"), -5, dt.date(2026, 10, 8), moment, True, "=1+1", "-5", None, "19900101 201504 2 001"]
    sheet = CalamineWorkbook.from_filelike(xlsx_file("Uji", list("abcdefghi"), [row])).get_sheet_by_index(0)
    assert sheet.to_python()[1] == [
        89.4, -5.0, dt.date(2026, 10, 8), dt.datetime(2026, 10, 8, 9, 41), "Ya", "'=1+1", "'-5", "",
        "19900101 201504 2 001",
    ]  # fmt: skip
    line = list(csv_lines(["a"], [row]))[1]
    assert line == "89,4;-5;2026-10-08;2026-10-08 09:41;Ya;'=1+1;'-5;;19900101 201504 2 001\r\n"


def test_rows_are_taken_one_by_one() -> None:
    taken: list[int] = []

    def rows() -> Iterator[list[int]]:
        for n in range(3):
            taken.append(n)
            yield [n]

    lines = csv_lines(["n"], rows())
    assert next(lines) and next(lines) and taken == [0]


def test_a_parameter_that_is_no_filter_is_not_recorded() -> None:
    assert listings()["bukti"].kept(QueryDict("status=accepted&page=3&x=1")) == {"status": "accepted"}
