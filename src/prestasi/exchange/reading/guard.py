"""What a file is, by its content, and whether it is safe to open: nothing here parses a sheet."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from django.utils.translation import gettext as _

from prestasi.core.formats import file_size, number

MOST_BYTES = 40_000_000
MOST_INFLATED = 320_000_000
MOST_RATIO = 100
RATIO_COUNTS_FROM = 20_000_000
MOST_ENTRIES = 2_000
CHUNK = 1 << 20


class Unreadable(Exception):
    """A file that is not read; the message says why and what to do."""


def kind_of(path: Path) -> str:
    """ "xlsx", "ods" or "csv". Raises Unreadable for anything else, and for archives that are dangerous to open."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(_("Berkas ini kosong."))
    if size > MOST_BYTES:
        raise Unreadable(_("Berkas %(size)s terlalu besar; batasnya %(most)s. Bagi menjadi beberapa berkas.") % {
            "size": file_size(size), "most": file_size(MOST_BYTES)
        })  # fmt: skip
    with path.open("rb") as handle:
        start = handle.read(512)
    if start.startswith(b"PK\x03\x04"):
        return _archive(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_("Ini berkas Excel lama (.xls) atau terkunci sandi. Simpan sebagai XLSX tanpa sandi."))
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8", b"MZ", b"\x7fELF", b"GIF8", b"Rar!", b"7z")):
        raise Unreadable(_("Ini bukan lembar kerja. Unggah XLSX, ODS atau CSV."))
    return "csv"


def _archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_declared(entries, path.stat().st_size)
            _check_actual(archive, entries)
            names = {entry.filename for entry in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unreadable(_("Berkas rusak atau terkunci sandi. Buka di Excel lalu simpan lagi sebagai XLSX.")) from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    raise Unreadable(_("Arsip ini bukan lembar kerja. Unggah XLSX, ODS atau CSV."))


def _check_declared(entries: list[zipfile.ZipInfo], size: int) -> None:
    """What the archive says of itself: how much it inflates to, and parts that overlap."""
    if len(entries) > MOST_ENTRIES or sum(entry.compress_size for entry in entries) > size:
        raise Unreadable(_("Susunan berkas ini tidak wajar dan tidak dibuka."))
    _check_inflated(sum(entry.file_size for entry in entries), size)


def _check_actual(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """What it really inflates to, counted while throwing the bytes away: a declared size may lie."""
    total, size = 0, sum(entry.compress_size for entry in entries)
    for entry in entries:
        with archive.open(entry) as part:
            while chunk := part.read(CHUNK):
                total += len(chunk)
                _check_inflated(total, size)


def _check_inflated(inflated: int, size: int) -> None:
    if inflated > MOST_INFLATED or (inflated > RATIO_COUNTS_FROM and inflated > MOST_RATIO * max(size, 1)):
        words = _(
            "Berkas %(size)s ini mengembang menjadi %(inflated)s atau lebih (%(ratio)s kali) dan tidak dibuka. "
            "Salin hanya baris yang terisi ke lembar baru, lalu simpan lagi."
        )
        ratio = number(inflated // max(size, 1))
        raise Unreadable(words % {"size": file_size(size), "inflated": file_size(inflated), "ratio": ratio})
