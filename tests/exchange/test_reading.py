"""Files as they come: every kind that people send is read, every kind that harms is refused with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from prestasi.exchange.reading.guard import Unreadable, kind_of
from prestasi.exchange.reading.sheet import rows
from prestasi.exchange.reading.text import delimiter_of, encoding_of
from tests.exchange import files

ROW = (2, list(files.NEW))


def test_a_workbook_is_read_with_its_row_numbers(tmp_path: Path) -> None:
    assert list(rows(files.xlsx(tmp_path / "a.xlsx", [files.NEW])))[1] == ROW


def test_an_open_document_is_read(tmp_path: Path) -> None:
    assert list(rows(files.ods(tmp_path / "a.ods", [files.NEW])))[1] == ROW


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_csv_is_read_in_the_encodings_and_marks_people_use(tmp_path: Path, encoding: str, mark: str) -> None:
    name = "Zoë Misalnya"
    path = files.csv(tmp_path / "a.csv", [(files.NEW[0], name, *files.NEW[2:])], encoding=encoding, mark=mark)
    assert delimiter_of(path, encoding_of(path)) == mark
    assert list(rows(path))[1][1][:2] == [files.NEW[0], name]


def test_only_the_asked_columns_come_over(tmp_path: Path) -> None:
    path = files.xlsx(tmp_path / "a.xlsx", [files.NEW])
    assert list(rows(path, [1, 0]))[1] == (2, ["Tara Misalnya", files.NEW[0]])


def test_a_small_file_that_inflates_to_400_mb_is_refused_unopened(tmp_path: Path) -> None:
    path = files.bomb(tmp_path / "b.xlsx")
    assert path.stat().st_size < 1_000_000
    with pytest.raises(Unreadable, match=r"mengembang menjadi .* kali\) dan tidak dibuka"):
        kind_of(path)


def test_a_declared_size_that_lies_is_found_by_counting(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        kind_of(files.lying_bomb(tmp_path / "b.xlsx"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (b"%PDF-1.7 ...", "bukan lembar kerja"),
        (b"MZ\x90\x00", "bukan lembar kerja"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel lama"),
        (b"PK\x03\x04 and then rubbish", "rusak atau terkunci"),
    ],
)
def test_other_files_are_refused_by_their_content(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=words):
        list(rows(path))


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(Unreadable, match="bukan lembar kerja"):
        kind_of(tmp_path / "a.xlsx")


def test_a_workbook_with_broken_insides_says_what_to_do(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<not xml")
    with pytest.raises(Unreadable, match="simpan lagi sebagai XLSX"):
        list(rows(tmp_path / "a.xlsx"))
