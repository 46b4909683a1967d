"""One row of a sheet into clean values and messages. Pure: no database, no clock."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from prestasi.exchange.columns import Column
from prestasi.exchange.reading.child import LOST
from prestasi.people.queries.labels import rank_of

_SCIENTIFIC = re.compile(r"^\d+([.,]\d+)?[eE][+]?\d+$")
_ODD = re.compile(r"[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SPACES = re.compile(r"[\s\u00a0]+")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$")
_LOCAL = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")
_NAMED = re.compile(r"^(\d{1,2}) ([a-z]+) (\d{4})$")
MOST_KEPT = 2_000
_UNKNOWN = object()
_check_email = EmailValidator()
_SHORT = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_MONTHS = {m: i for i, m in enumerate(_SHORT, 1)}
_MONTHS |= {"may": 5, "aug": 8, "ags": 8, "agt": 8, "oct": 10, "dec": 12, "peb": 2, "nop": 11}


@dataclass(slots=True)
class Clean:
    """What a row says. `errors` and `doubts` are (column name, message)."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Refused:
    """What a cell says, and why it cannot be taken."""

    text: str
    words: str


class Wrong(ValueError):
    """A cell that cannot be taken; the message is for the screen."""


def clean_row(cells: dict[str, str], columns: tuple[Column, ...]) -> Clean:
    """Mapped cells by column name -> clean values; a required empty cell is an error, other empty cells are None."""
    found = tuple(column for column in columns if column.name in cells)
    return Cleaner(found).row([cells[column.name] for column in found])


class Cleaner:
    """Cleans rows of the same columns. Sheets repeat themselves: what a column says often is read once.

    What cannot be taken stays under `as_written`, so that a correction begins with what the sheet says.
    """

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self._columns: list[tuple[Column, dict[str, Any]]] = [(column, {}) for column in columns]

    def row(self, cells: Sequence[str]) -> Clean:
        """Cells in the order of the columns."""
        row = Clean()
        values = row.values
        for (column, known), cell in zip(self._columns, cells, strict=True):
            value = known.get(cell, _UNKNOWN)
            if value is _UNKNOWN:
                value = self._read(column, known, cell)
            if isinstance(value, Refused):
                row.errors.append((column.name, value.words))
                if value.text:
                    values.setdefault("as_written", {})[column.name] = value.text
                    continue
                value = None
            values[column.name] = value
        return row

    def _read(self, column: Column, known: dict[str, Any], cell: str) -> Any:
        value = _cleaned(tidy(cell), column)
        if len(known) < MOST_KEPT:
            known[cell] = value
        return value


def _cleaned(text: str, column: Column) -> Any:
    """The value of a tidy cell, None for an empty one, or why it cannot be taken."""
    if not text:
        return Refused("", _("Kosong. Kolom ini wajib diisi.")) if column.required else None
    try:
        return READ[column.kind](text, column)
    except Wrong as wrong:
        return Refused(text.lstrip(LOST), str(wrong))


def tidy(text: str) -> str:
    """Without invisible marks, leading apostrophes and doubled spaces."""
    if text.isascii() and text.isprintable() and "  " not in text and not text.startswith(("'", " ")):
        return text.rstrip()
    kept = text.startswith(LOST)
    text = _SPACES.sub(" ", _ODD.sub("", unicodedata.normalize("NFC", text))).strip()
    return (LOST if kept else "") + text.lstrip("'`´’ ")


def _identity(text: str, column: Column) -> str:
    """Digits of an identity number. A number that a spreadsheet has rounded is refused, never repaired."""
    if text.startswith(LOST) or _SCIENTIFIC.match(text):
        shown = text.lstrip(LOST)
        raise Wrong(
            _("“%(text)s”: Excel mengubah nomor ini menjadi angka dan digit sesudah yang ke-15 hilang. Format kolom "
              "sebagai Teks (Text), lalu isi ulang dari sumbernya.") % {"text": shown}
        )  # fmt: skip
    digits = text.replace(" ", "").replace(".", "").replace("-", "")
    if not digits.isascii() or not digits.isdigit():
        raise Wrong(_("“%(text)s” memuat huruf atau tanda; nomor induk hanya angka.") % {"text": text[:40]})
    return digits


def _text(text: str, column: Column) -> str:
    if text.startswith(LOST):
        raise Wrong(_("“%(text)s” adalah angka yang dibulatkan Excel. Format kolom sebagai Teks.") % {"text": text[1:]})
    if len(text) > column.most:
        raise Wrong(_("Terlalu panjang: %(n)s huruf, paling banyak %(most)s.") % {"n": len(text), "most": column.most})
    return text


def _code(text: str, column: Column) -> str:
    code = _text(text, column).lower().replace(" ", "-")
    if not re.fullmatch(r"[a-z0-9._/-]+", code):
        raise Wrong(_("Kode “%(code)s” hanya boleh huruf, angka, titik dan tanda hubung.") % {"code": text})
    return code


def _date(text: str, column: Column) -> str:
    """Day first, as Indonesians write; ISO as well; "5 Jun 2010" too."""
    if found := _ISO.match(text):
        year, month, day = map(int, found.groups())
    elif found := _LOCAL.match(text):
        day, month, year = map(int, found.groups())
    elif found := _NAMED.match(text.lower()):
        day, month, year = int(found[1]), _MONTHS.get(found[2][:3], 0), int(found[3])
    else:
        raise Wrong(_("“%(text)s” bukan tanggal. Tulis seperti 05-06-1987 atau 1987-06-05.") % {"text": text[:40]})
    if not 1900 <= year <= 2100:
        raise Wrong(_("Tahun %(year)s tidak wajar.") % {"year": year})
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        raise Wrong(_("Tanggal “%(text)s” tidak ada di kalender.") % {"text": text}) from None


def _rank(text: str, column: Column) -> list[Any]:
    head = text.split("(")[0].split(",")[-1].strip() or text
    found = rank_of(head) or rank_of(text)
    if found is None:
        raise Wrong(_("Golongan “%(text)s” tidak dikenal. Contoh: III/d, atau IX untuk PPPK.") % {"text": text[:40]})
    return list(found)


def _choice(table: dict[str, str], words: str) -> Callable[[str, Column], str]:
    def read(text: str, column: Column) -> str:
        found = table.get(re.sub(r"[^a-z0-9]", "", text.lower()))
        if found is None:
            raise Wrong(_("“%(text)s” tidak dikenal. Pilihan: %(words)s.") % {"text": text[:40], "words": words})
        return found

    return read


def _whole(least: int, most: int) -> Callable[[str, Column], int]:
    def read(text: str, column: Column) -> int:
        if not text.isdigit() or not least <= int(text) <= most:
            values = {"text": text[:40], "least": least, "most": most}
            raise Wrong(_("“%(text)s” bukan angka antara %(least)s dan %(most)s.") % values)
        return int(text)

    return read


def _email(text: str, column: Column) -> str:
    try:
        _check_email(text)
    except ValidationError:
        raise Wrong(_("“%(text)s” bukan alamat surel.") % {"text": text[:60]}) from None
    return text.lower()


SEX = {"l": "m", "lk": "m", "lakilaki": "m", "pria": "m", "m": "m", "male": "m", "1": "m"}
SEX |= {"p": "f", "pr": "f", "perempuan": "f", "wanita": "f", "f": "f", "female": "f", "2": "f"}
EMPLOYMENT = {"pns": "pns", "aktif": "pns", "cpns": "cpns", "pppk": "pppk", "p3k": "pppk", "pppkparuhwaktu": "pppk"}
EMPLOYMENT |= {"pejabatnegara": "elected"}
POST = {"struktural": "pengawas", "fungsional": "jf", "jabatanfungsional": "jf", "fungsionaltertentu": "jf", "jf": "jf"}
POST |= {"pelaksana": "pelaksana", "fungsionalumum": "pelaksana", "jabatanpelaksana": "pelaksana"}
POST |= {"administrator": "administrator", "jabatanadministrator": "administrator", "pengawas": "pengawas"}
POST |= {"jabatanpengawas": "pengawas", "jptpratama": "jpt_pratama", "jptmadya": "jpt_madya"}
LEVEL = {"sd": "sd", "smp": "smp", "sltp": "smp", "sma": "sma", "smk": "sma", "slta": "sma", "smasmk": "sma"}
LEVEL |= {"d1": "d1", "d2": "d2", "d3": "d3", "diii": "d3", "d4": "s1", "div": "s1", "s1": "s1", "s1d4": "s1"}
LEVEL |= {"sarjana": "s1", "s2": "s2", "magister": "s2", "s3": "s3", "doktor": "s3", "diplomaiii": "d3"}
YES = {"ya": "1", "y": "1", "1": "1", "benar": "1", "yes": "1", "tidak": "", "t": "", "0": "", "no": "", "n": ""}

READ: dict[str, Callable[[str, Column], Any]] = {
    "identity": _identity,
    "text": _text,
    "code": _code,
    "date": _date,
    "rank": _rank,
    "email": _email,
    "sex": _choice(SEX, "L, P"),
    "employment": _choice(EMPLOYMENT, "PNS, CPNS, PPPK"),
    "post": _choice(POST, "JPT Pratama, administrator, pengawas, fungsional, pelaksana"),
    "level": _choice(LEVEL, "SMA, D-3, S-1, S-2, S-3"),
    "yes": _choice(YES, "ya, tidak"),
    "whole": _whole(1, 17),
    "year": _whole(1940, 2100),
}
