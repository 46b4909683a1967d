"""The dry run of staff: what each row is, and what each wrong cell is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from prestasi.core.errors import Invalid, NotAllowed, NotVisible
from prestasi.exchange.actions.rows import fix_row, skip_errors, skip_row
from prestasi.exchange.actions.upload import upload_sheet
from prestasi.exchange.models import ImportBatch, ImportRow
from prestasi.people.models import Person
from tests.exchange import files
from tests.exchange.sheets import Check, status, told
from tests.world import World


def test_rows_are_counted_as_new_changed_unchanged(check: Check, tmp_path: Path) -> None:
    changed = (files.KNOWN[0], "Sekar Umpama Dewi", *files.KNOWN[2:])
    peer = ("199205052015041001", "Panji Tamsil", "Puskesmas Minggir", "Perawat Terampil", "II/c", "197902112015041001")
    batch = check(files.xlsx(tmp_path / "a.xlsx", [files.NEW, changed, peer]))
    assert batch.state == "checked"
    assert (batch.counts["new"], batch.counts["changed"], batch.counts["unchanged"]) == (1, 1, 1)
    assert ImportRow.objects.get(batch=batch, number=3).changes == {"name": ["Sekar Umpama", "Sekar Umpama Dewi"]}
    assert not Person.objects.filter(name="Tara Misalnya").exists()


def test_heads_are_guessed_from_indonesian_names(world: World, tmp_path: Path) -> None:
    heads = ("No", "NIP Baru", "NAMA PEGAWAI", "Gol.Ruang", "TMT Gol", "Unor", "Jabatan", "L/P", "Pejabat Penilai")
    path = files.xlsx(tmp_path / "a.xlsx", [("1", *files.NEW)], heads)
    batch = upload_sheet(by=world.actor("analyst"), kind="staff", name="a.xlsx", chunks=[path.read_bytes()])
    assert batch.mapping == {
        "number": 1, "name": 2, "rank": 3, "rank_since": 4, "unit": 5, "position": 6, "sex": 7, "superior": 8,
    }  # fmt: skip


def test_a_mapping_is_remembered_for_the_same_heads(world: World, check: Check, tmp_path: Path) -> None:
    path = files.xlsx(tmp_path / "a.xlsx", [files.NEW])
    first = check(path)
    ImportBatch.objects.filter(pk=first.pk).update(mapping={"number": 0, "name": 1})
    again = upload_sheet(by=world.actor("analyst"), kind="staff", name="a.xlsx", chunks=[path.read_bytes()])
    assert again.mapping == {"number": 0, "name": 1}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("198702302010012003", "tanggal lahir tidak ada"),
        ("198713052010012003", "tanggal lahir tidak ada"),
        ("198706052010132003", "angka 13-14 bukan bulan"),
        ("198706052010002003", "angka 13-14 bukan bulan"),
        ("198706052010012000", "nomor urut 000"),
        ("198706052010013003", "angka 15 bukan 1 atau 2"),
        ("19870605201001200", "bukan 18 angka"),
        ("1987060520100120O3", "huruf atau tanda"),
        ("1.99E+17", "digit sesudah yang ke-15 hilang"),
        ("1,98706E+17", "Format kolom sebagai Teks"),
        ("", "wajib diisi"),
    ],
)
def test_a_wrong_number_is_told_by_row_and_column(check: Check, tmp_path: Path, number: str, words: str) -> None:
    batch = check(files.csv(tmp_path / "a.csv", [(number, *files.NEW[1:])], mark=";"))
    row = ImportRow.objects.get(batch=batch, number=2)
    assert row.status == "error" and row.messages[0]["column"] == "number"
    assert words.lower() in told(batch).lower()


def test_a_number_that_excel_rounded_is_refused_not_repaired(check: Check, tmp_path: Path) -> None:
    batch = check(files.xlsx(tmp_path / "a.xlsx", [files.NEW], numbers=True))
    assert status(batch) == "error"
    assert "1.99203E+17" in told(batch) and "Format kolom sebagai Teks" in told(batch)


@pytest.mark.parametrize("number", ["'199203042019032004", " 19920304 201903 2 004 ", "\u200b199203042019032004\u00a0"])
def test_apostrophes_spaces_and_invisible_marks_are_cleaned(check: Check, tmp_path: Path, number: str) -> None:
    batch = check(files.xlsx(tmp_path / "a.xlsx", [(number, *files.NEW[1:])]))
    row = ImportRow.objects.get(batch=batch, number=2)
    assert row.status == "new" and row.key == files.NEW[0]
    assert row.values["sex"] == "f" and row.values["born_on"] == "1992-03-04" and row.values["employment"] == "pns"


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        (2, "Dinas Khayalan", "tidak dikenal"),
        (3, "", "diisi berdua"),
        (4, "VII/z", "Golongan"),
        (5, "199203042019032004", "atasannya sendiri"),
        (5, "198001012005011001", "tidak ada di lembar ini"),
    ],
)
def test_wrong_cells_are_told_what_to_do(check: Check, tmp_path: Path, column: int, cell: str, words: str) -> None:
    row = [*files.NEW]
    row[column] = cell
    batch = check(files.xlsx(tmp_path / "a.xlsx", [row]))
    assert status(batch) == "error" and words in told(batch)


def test_the_same_number_twice_is_told_where(check: Check, tmp_path: Path) -> None:
    batch = check(files.xlsx(tmp_path / "a.xlsx", [files.NEW, files.NEW]))
    assert status(batch) == "new" and "sudah ada di baris 2" in told(batch, 3)


def test_a_circle_through_sheet_and_records_names_its_rows(check: Check, tmp_path: Path) -> None:
    superior = ("197902112015041001", "Bima Rekaan", "", "", "", files.NEW[0])
    batch = check(files.xlsx(tmp_path / "a.xlsx", [files.NEW, superior]))
    assert batch.counts["error"] == 2
    assert "Garis atasan berputar" in told(batch) and "baris 3" in told(batch)


def test_doubtful_changes_wait_for_a_person(check: Check, tmp_path: Path) -> None:
    other_name = (files.KNOWN[0], "Zubaidah Qistina", *files.KNOWN[2:])
    no_superior = ("199205052015041001", "Panji Tamsil", "", "", "", "")
    batch = check(files.xlsx(tmp_path / "a.xlsx", [other_name, no_superior]))
    assert batch.counts["suspicious"] == 2
    assert "orang yang sama" in told(batch) and "Atasan langsung akan dihapus" in told(batch, 3)


def test_a_row_is_corrected_in_the_page(world: World, check: Check, tmp_path: Path) -> None:
    batch = check(files.xlsx(tmp_path / "a.xlsx", [(files.NEW[0], files.NEW[1], "Salah", *files.NEW[3:])]))
    cells = dict(zip(("number", "name", "unit", "position", "rank", "superior"), files.NEW, strict=True))
    fixed = fix_row(by=world.actor("analyst"), batch_id=batch.pk, number=2, cells=cells)
    batch.refresh_from_db()
    assert fixed.status == "new" and batch.counts["new"] == 1 and "error" not in batch.counts


def test_rows_are_skipped_one_by_one_or_all_wrong_ones(world: World, check: Check, tmp_path: Path) -> None:
    wrong = ("x", *files.NEW[1:])
    batch = check(files.xlsx(tmp_path / "a.xlsx", [files.NEW, wrong, wrong]))
    skip_row(by=world.actor("analyst"), batch_id=batch.pk, number=2)
    assert skip_errors(by=world.actor("analyst"), batch_id=batch.pk) == 2
    batch.refresh_from_db()
    assert batch.counts["skipped"] == 3


def test_a_sheet_that_touches_much_is_marked(check: Check, world: World, tmp_path: Path) -> None:
    people = Person.objects.filter(numbers__kind="nip").values_list("numbers__number", "name")
    rows = [(number, name + " Baru") for number, name in people]
    batch = check(files.xlsx(tmp_path / "a.xlsx", rows, ("NIP", "Nama")))
    assert batch.counts["changed"] == 10 and batch.counts["touches_much"] is True


@pytest.mark.parametrize(("who", "refusal"), [("admin", NotAllowed), ("auditor", NotAllowed), ("head", NotVisible)])
def test_only_the_analyst_imports_staff(world: World, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        upload_sheet(by=world.actor(who), kind="staff", name="a", chunks=[b"NIP"], effective_on=dt.date(2026, 1, 1))


def test_an_unreadable_file_leaves_nothing(world: World, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        upload_sheet(by=world.actor("analyst"), kind="staff", name="a.xlsx", chunks=[b"%PDF-1.4"])
    assert "bukan lembar kerja" in refused.value.errors["file"]
    assert not ImportBatch.objects.exists()
