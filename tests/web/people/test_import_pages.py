"""The import in a browser without script: upload, columns, dry run, mend, apply, undo; and the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from prestasi.core.trouble import Trouble
from prestasi.exchange import cli
from prestasi.exchange.models import ImportBatch, ImportRow
from prestasi.people.models import Person
from tests.exchange import files
from tests.web.conftest import Answer, SignIn
from tests.world import World


def html(answer: Answer) -> str:
    return str(answer.content, "utf-8")


def send(client: Client, path: Path, kind: str = "staff") -> Answer:
    sheet = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(reverse("exchange:imports"), {"file": sheet, "kind": kind})


def checked(client: Client, path: Path) -> ImportBatch:
    assert send(client, path).status_code == 302
    batch = ImportBatch.objects.latest("id")
    answer = client.post(
        reverse("exchange:mapping", args=[batch.pk]), {**batch.mapping, "effective_on": "2026-10-08"}
    )  # fmt: skip
    assert answer.status_code == 302
    return batch


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda p: files.bomb(p / "b.xlsx"), "mengembang menjadi"),
        (lambda p: (p / "a.xlsx").write_bytes(b"%PDF-1.7") and p / "a.xlsx", "bukan lembar kerja"),
        (lambda p: (p / "a.csv").write_bytes(b"\n\n") and p / "a.csv", "judul kolom"),
    ],
)
def test_a_bad_file_is_answered_422_in_the_form(
    world: World, signed_in: SignIn, tmp_path: Path, make: Callable[[Path], Path], words: str
) -> None:
    answer = send(signed_in("analyst"), make(tmp_path))
    assert answer.status_code == 422 and words in html(answer)
    assert not ImportBatch.objects.exists()


def test_from_the_file_to_the_data_and_back(world: World, signed_in: SignIn, tmp_path: Path) -> None:
    client = signed_in("analyst")
    batch = checked(client, files.utf16(tmp_path / "a.csv", [files.NEW, ("1.99E+17", *files.NEW[1:])]))
    page = html(client.get(reverse("exchange:batch", args=[batch.pk])))
    assert "digit sesudah yang ke-15 hilang" in page and "Lewati semua baris galat" in page
    assert client.post(reverse("exchange:apply", args=[batch.pk])).status_code == 422
    assert client.post(reverse("exchange:skip", args=[batch.pk])).status_code == 302
    assert client.post(reverse("exchange:apply", args=[batch.pk])).status_code == 302
    assert Person.objects.filter(name="Tara Misalnya").exists()
    again = client.post(reverse("exchange:apply", args=[batch.pk]))
    assert again.status_code == 409 and "diterapkan" in html(again)
    assert client.post(reverse("exchange:undo", args=[batch.pk]), {"reason": ""}).status_code == 422
    assert client.post(reverse("exchange:undo", args=[batch.pk]), {"reason": "Salah"}).status_code == 302
    assert not Person.objects.filter(name="Tara Misalnya").exists()


def test_a_row_is_mended_in_the_page(world: World, signed_in: SignIn, tmp_path: Path) -> None:
    client = signed_in("analyst")
    batch = checked(client, files.xlsx(tmp_path / "a.xlsx", [("19920304", *files.NEW[1:])]))
    url = reverse("exchange:row", args=[batch.pk, 2])
    cells = dict(zip(("number", "name", "unit", "position", "rank", "superior"), files.NEW, strict=True))
    assert "Bukan 18 angka" in html(client.get(url))
    wrong = client.post(url, {**cells, "rank": "VII/q"})
    assert wrong.status_code == 422 and "VII/q" in html(wrong)
    assert client.post(url, cells).status_code == 302
    assert ImportRow.objects.get(batch=batch, number=2).status == "new"
    assert client.get(reverse("exchange:row", args=[batch.pk, 99])).status_code == 404


def test_only_the_wrong_cell_is_corrected_in_the_list(world: World, signed_in: SignIn, tmp_path: Path) -> None:
    client = signed_in("analyst")
    batch = checked(client, files.xlsx(tmp_path / "a.xlsx", [(*files.NEW[:4], "VII/q", files.NEW[5])]))
    page = html(client.get(reverse("exchange:batch", args=[batch.pk])))
    assert 'name="rank" value="VII/q"' in page and 'name="unit"' not in page
    assert client.post(reverse("exchange:row", args=[batch.pk, 2]), {"rank": "III/a"}).status_code == 302
    row = ImportRow.objects.get(batch=batch, number=2)
    assert (row.status, row.values["rank"], row.values["name"]) == ("new", ["pns", 9], "Tara Misalnya")


def test_columns_matched_once_are_remembered_for_sheets_of_the_same_heads(
    world: World, signed_in: SignIn, tmp_path: Path
) -> None:
    client = signed_in("analyst")
    first = checked(client, files.xlsx(tmp_path / "a.xlsx", [files.NEW]))
    again = send(client, files.xlsx(tmp_path / "b.xlsx", [files.KNOWN]))
    batch = ImportBatch.objects.latest("id")
    assert again.headers["Location"] == reverse("exchange:batch", args=[batch.pk])
    assert (batch.state, batch.mapping) == ("checked", first.mapping)
    other = send(client, files.xlsx(tmp_path / "c.xlsx", [files.NEW], heads=(*files.HEADS[:5], "Atasan")))
    assert other.headers["Location"].endswith("/kolom/")


def test_a_required_column_must_be_chosen(world: World, signed_in: SignIn, tmp_path: Path) -> None:
    client = signed_in("analyst")
    send(client, files.xlsx(tmp_path / "a.xlsx", [files.NEW]))
    url = reverse("exchange:mapping", args=[ImportBatch.objects.get().pk])
    assert "Cocokkan kolom" in html(client.get(url))
    missing = client.post(url, {"number": "", "name": "1", "effective_on": "2026-10-08"})
    assert missing.status_code == 422 and "Pilih kolom untuk NIP" in html(missing)
    twice = client.post(url, {"number": "0", "name": "0", "effective_on": "2026-10-08"})
    assert twice.status_code == 422 and "hanya untuk satu isian" in html(twice)


@pytest.mark.parametrize(
    ("who", "read", "write"), [("analyst", 200, 302), ("admin", 200, 403), ("auditor", 200, 403), ("head", 404, 404)]
)
def test_who_sees_and_who_imports(
    world: World, signed_in: SignIn, tmp_path: Path, who: str, read: int, write: int
) -> None:
    batch = checked(signed_in("analyst"), files.xlsx(tmp_path / "a.xlsx", [files.NEW]))
    assert signed_in(who).get(reverse("exchange:imports")).status_code == read
    assert signed_in(who).get(reverse("exchange:batch", args=[batch.pk])).status_code == read
    assert signed_in(who).post(reverse("exchange:apply", args=[batch.pk])).status_code == write


def test_the_progress_of_a_large_sheet_is_a_fragment(world: World, signed_in: SignIn, tmp_path: Path) -> None:
    batch = checked(signed_in("analyst"), files.xlsx(tmp_path / "a.xlsx", [files.NEW]))
    ImportBatch.objects.filter(pk=batch.pk).update(state="checking", counts={"header_row": 1, "read": 8000})
    url = reverse("exchange:batch", args=[batch.pk])
    part = html(signed_in("analyst").get(url, headers={"HX-Request": "true"}))
    assert "8.000 baris terbaca" in part and "<html" not in part


def test_the_template_can_be_sent_back(world: World, signed_in: SignIn, tmp_path: Path) -> None:
    client = signed_in("analyst")
    body = client.get(reverse("exchange:template", args=["staff"])).getvalue()
    (tmp_path / "t.xlsx").write_bytes(body)
    batch = checked(client, tmp_path / "t.xlsx")
    assert set(batch.mapping) >= {"number", "name", "unit", "position", "superior", "since"}
    assert client.get(reverse("exchange:template", args=["lain"])).status_code == 404


def test_the_command_line_checks_then_applies(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = files.xlsx(tmp_path / "a.xlsx", [files.NEW])
    assert cli.main([str(path), "--kind", "staff"]) == 0
    assert not Person.objects.filter(name="Tara Misalnya").exists()
    assert cli.main([str(path), "--apply"]) == 0
    assert "Bukti terima PR-" in capsys.readouterr().out
    assert Person.objects.filter(name="Tara Misalnya").exists()


def test_the_command_line_tells_wrong_rows(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = files.csv(tmp_path / "a.csv", [("198713052010012003", *files.NEW[1:])])
    assert cli.main([str(path), "--apply"]) == 1
    assert "baris 2" in capsys.readouterr().out
    with pytest.raises(Trouble):
        cli.main([str(tmp_path / "tiada.xlsx")])
