"""Sheets as people and strangers send them, made by code."""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

HEADS = ("NIP", "Nama Lengkap", "Unit Kerja", "Nama Jabatan", "Gol. Ruang", "NIP Atasan Langsung")
NEW = ("199203042019032004", "Tara Misalnya", "Puskesmas Minggir", "Bidan Ahli Pertama", "III/a", "197902112015041001")
KNOWN = ("199001012015042001", "Sekar Umpama", "Puskesmas Minggir", "Bidan Ahli Pertama", "III/b", "197902112015041001")


def xlsx(path: Path, rows: Sequence[Sequence[object]], heads: Sequence[str] = HEADS, numbers: bool = False) -> Path:
    """A workbook; `numbers` writes digits as numbers, as a careless Excel does."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate([heads, *rows]):
            for column, cell in enumerate(row):
                if numbers and isinstance(cell, str) and cell.isdigit():
                    sheet.write_number(number, column, float(cell))
                else:
                    sheet.write(number, column, cell)
    return path


def ods(path: Path, rows: Sequence[Sequence[str]], heads: Sequence[str] = HEADS) -> Path:
    """The smallest OpenDocument sheet."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    body = "".join(
        "<table:table-row>" + "".join(cell.format(c) for c in row) + "</table:table-row>" for row in [heads, *rows]
    )
    names = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text")
    )  # fmt: skip
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Data">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )
    return path


def csv(
    path: Path, rows: Sequence[Sequence[str]], heads: Sequence[str] = HEADS, encoding: str = "utf-8", mark: str = ","
) -> Path:
    """`encoding` utf-8, utf-8-sig, utf-16, utf-16-le (without mark) or cp1252."""
    path.write_bytes("\r\n".join(mark.join(row) for row in [heads, *rows]).encode(encoding))
    return path


def bomb(path: Path, inflated: int = 400_000_000) -> Path:
    """About 400 KB that inflate to 400 MB inside an otherwise good workbook."""
    good = io.BytesIO()
    with xlsxwriter.Workbook(good) as book:
        book.add_worksheet().write(0, 0, "NIP")
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            if name != "xl/worksheets/sheet1.xml":
                archive.writestr(name, source.read(name))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(inflated // 1_000_000):
                sheet.write(b" " * 1_000_000)
    return path


def lying_bomb(path: Path) -> Path:
    """A bomb whose directory declares one byte."""
    bomb(path, 330_000_000)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    where = data.rfind(b"xl/worksheets/sheet1.xml")
    data[where - 46 + 24 : where - 46 + 28] = (1).to_bytes(4, "little")
    assert entry.file_size > 1
    path.write_bytes(bytes(data))
    return path


def utf16(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """CSV as "Unicode text" of an old Excel: UTF-16 with mark and tabs."""
    csv(path, rows, encoding="utf-16-le", mark="\t")
    path.write_bytes(codecs.BOM_UTF16_LE + path.read_bytes())
    return path
