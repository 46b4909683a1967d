"""What a file is, read from its content. The name it came with is never asked."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prestasi.performance.files.limits import MOST_UNPACKED
from prestasi.performance.files.refusal import Unacceptable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
    "application/pdf": "pdf",
    XLSX: "xlsx",
    DOCX: "docx",
    "text/csv": "csv",
    "text/plain": "txt",
}
ALLOWED_WORDS = gettext_lazy("foto JPEG, PNG, WebP, atau HEIC, dan berkas PDF, XLSX, DOCX, CSV, atau TXT")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"dex\n")
_ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")
_ACTIVE_TEXT = re.compile(r"<\s*(script|html|svg|iframe|object|\?php)\b|<\?php", re.I)


def kind_of(path: Path) -> str:
    """Media type of an allowed file; `Unacceptable` for everything else."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(_PROGRAMS):
        raise Unacceptable(_("Berkas ini sebuah program, bukan dokumen. Yang diterima: %s.") % ALLOWED_WORDS)
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"}:
        return "image/heic"
    if head[4:12] == b"ftyphevc":
        raise Unacceptable(_("Ini rekaman HEIC yang bergerak. Kirim satu fotonya saja."))
    return _document(path, head)


def _document(path: Path, head: bytes) -> str:
    if head.startswith(b"%PDF-"):
        return _pdf(path)
    if head.startswith(b"PK\x03\x04"):
        return _office(path)
    return _text(path)


def _pdf(path: Path) -> str:
    content = path.read_bytes()
    if b"%%EOF" not in content[-2048:] or b"PK\x05\x06" in content[-66_000:]:
        raise Unacceptable(_("PDF ini rusak atau memuat berkas lain di dalamnya. Cetak ulang ke PDF, lalu kirim lagi."))
    if _ACTIVE_PDF.search(content):
        raise Unacceptable(_("PDF ini memuat program atau lampiran. Cetak ulang ke PDF biasa, lalu kirim lagi."))
    return "application/pdf"


def _office(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            unpacked = sum(item.file_size for item in packed.infolist())
            comment = packed.comment
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Unacceptable(_("Berkas ini rusak dan tidak dapat dibuka.")) from None
    if unpacked > MOST_UNPACKED:
        raise Unacceptable(_("Isi berkas ini terlalu besar setelah dibuka."))
    if comment or any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".bat")) for name in names):
        raise Unacceptable(_("Berkas ini memuat makro atau program. Simpan tanpa makro, lalu kirim lagi."))
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return XLSX
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return DOCX
    raise Unacceptable(_("Berkas terkompresi tidak diterima. Yang diterima: %s.") % ALLOWED_WORDS)


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unacceptable(_("Jenis berkas ini tidak diterima. Yang diterima: %s.") % ALLOWED_WORDS) from None
    if any(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text) or not text.strip():
        raise Unacceptable(_("Jenis berkas ini tidak diterima. Yang diterima: %s.") % ALLOWED_WORDS)
    if _ACTIVE_TEXT.search(text):
        raise Unacceptable(_("Halaman web dan program tidak diterima sebagai bukti."))
    first = text.lstrip().splitlines()[0]
    return "text/csv" if max(first.count(","), first.count(";"), first.count("\t")) else "text/plain"
