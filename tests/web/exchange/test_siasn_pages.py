"""B3 in the browser's terms: one activation a row, the receipt, the refusal, the files, the employee's answer."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from prestasi.exchange.models import Difference, DifferenceQuestion
from tests.exchange.sheets import Load
from tests.world import World


@pytest.fixture
def row(load: Load, world: World, client: Client) -> Difference:
    """One difference of a name; the analyst is signed in."""
    load(nama="SEKAR UMPAMI")
    client.force_login(world.users["analyst"])
    return Difference.objects.get()


def act(client: Client, row: Difference, name: str, seen: str = "", **headers: str) -> tuple[int, str, str]:
    sent = {"act": name, "seen": seen or row.print, "key": str(uuid.uuid4()), "kembali": "bidang=name"}
    answer = client.post(reverse("exchange:difference", args=[row.pk]), sent, headers=headers)
    return answer.status_code, answer.get("Location", ""), answer.content.decode()


def test_the_list_names_file_and_days_and_offers_three_acts(row: Difference, client: Client) -> None:
    page = client.get(reverse("exchange:differences")).content.decode()
    acts = ('value="take"', 'value="keep"', 'value="ask"')
    for words in ("siasn.xlsx", "8 Okt 2026", "Sekar Umpama", "Sekar Umpami", *acts):
        assert words in page


def test_one_activation_takes_theirs_and_ends_in_a_receipt(row: Difference, client: Client) -> None:
    status, location, _page = act(client, row, "take")
    assert (status, "/bukti-terima/" in location, "bidang%3Dname" in location) == (302, True, True)


def test_with_htmx_the_row_itself_answers(row: Difference, client: Client) -> None:
    status, _location, page = act(client, row, "keep", **{"HX-Request": "true"})
    assert (status, "<html" in page, "/bukti-terima/" in page) == (200, False, True)


def test_what_was_seen_differently_is_a_conflict_with_both_sides(row: Difference, client: Client) -> None:
    status, _location, page = act(client, row, "take", seen="0" * 16)
    assert (status, "Sekar Umpami" in page) == (409, True)
    row.refresh_from_db()
    assert row.state == "open"


def test_a_filter_is_settled_as_a_whole(row: Difference, client: Client) -> None:
    sent = {"massal": "keep-1", "keadaan": "open", "key": str(uuid.uuid4())}
    answer = client.post(reverse("exchange:differences_bulk"), sent)
    assert (answer.status_code, "/siasn/selisih/jalan/" in answer["Location"]) == (302, True)
    row.refresh_from_db()
    assert row.state == "kept"


def test_more_than_fifty_ask_for_a_second_look(row: Difference, client: Client) -> None:
    sent = {"massal": "take-51", "keadaan": "open", "key": str(uuid.uuid4())}
    page = client.post(reverse("exchange:differences_bulk"), sent)
    assert (page.status_code, "Yang akan terjadi" in page.content.decode()) == (200, True)
    row.refresh_from_db()
    assert row.state == "open"


@pytest.mark.parametrize(("name", "has"), [("selisih-siasn", True), ("koreksi-siasn", False)])
def test_the_files_hold_what_was_decided(row: Difference, client: Client, name: str, has: bool) -> None:
    def fetched() -> str:
        sent = {"file_format": "csv", "purpose": "Penyelarasan data bulanan"}
        answer = client.post(reverse("exchange:download", args=[name]), sent)
        return b"".join(answer).decode()

    assert ("Sekar Umpami" in fetched()) is has
    act(client, row, "keep")
    assert ("Sekar Umpami" in fetched()) is not has


def test_the_employee_answers_on_a_page_of_their_own(row: Difference, world: World, client: Client) -> None:
    act(client, row, "ask")
    question = DifferenceQuestion.objects.get()
    url = reverse("exchange:question", args=[question.pk])
    assert client.get(url).status_code == 404
    client.force_login(world.users["employee"])
    assert "Sekar Umpami" in client.get(url).content.decode()
    assert client.post(url, {"answer": "neither", "note": ""}).status_code == 422
    assert client.post(url, {"answer": "ours", "note": ""}).status_code == 302
    row.refresh_from_db()
    assert row.state == "answered"


def test_an_export_is_loaded_by_hand(world: World, client: Client, tmp_path: Path) -> None:
    """Upload, the day it tells of, and the list; nothing to apply on the way."""
    from tests.exchange import files

    client.force_login(world.users["analyst"])
    path = files.xlsx(tmp_path / "a.xlsx", [("199001012015042001", "SEKAR UMPAMI", "", "", "", "")])
    with path.open("rb") as sheet:
        sent = client.post(reverse("exchange:imports"), {"kind": "siasn", "file": sheet})
    page = client.get(sent["Location"]).content.decode()
    assert "Keadaan SIASN per tanggal" in page
    checked = client.post(sent["Location"], {"number": "0", "name": "1", "effective_on": "2026-10-01"}, follow=True)
    assert checked.redirect_chain[-1][0] == reverse("exchange:differences")
    assert "1 Okt 2026" in checked.content.decode()


def test_without_an_export_the_page_says_how_to_begin(world: World, client: Client) -> None:
    client.force_login(world.users["analyst"])
    assert "Belum ada ekspor SIASN" in client.get(reverse("exchange:differences")).content.decode()
    assert client.post(reverse("exchange:differences_compare"), {}).status_code == 409
