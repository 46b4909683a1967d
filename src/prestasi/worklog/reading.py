"""From the texts of one row to an entry: dates, times, figures and action plans as people write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from prestasi.worklog.checks import LAST_MINUTE
from prestasi.worklog.padding import plain
from prestasi.worklog.queries.facts import PlanResult

MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7, "agu": 8, "agt": 8, "ags": 8,
    "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "des": 12, "dec": 12,
}  # fmt: skip
SHORTEST_BEGINNING = 12
_WORDS_DATE = re.compile(r"(\d{1,2})[ .-]+([a-z]{3,9})[ .,-]+(\d{4})", re.I)
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:[:.]\d{2})?\s*(am|pm)?", re.I)
_IS_WEB_ADDRESS = URLValidator(schemes=["https", "http"])
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unreadable(Exception):
    """A cell that cannot be understood: its column and what to do."""

    column: str
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A row understood: everything of an entry but its action plan."""

    on: dt.date
    starts: dt.time | None
    ends: dt.time | None
    minutes: int | None
    activity: str
    realisation: int
    unit_of_measure: str
    link: str


def read_date(text: str) -> dt.date:
    """8/10/2026, 08-10-2026, 2026-10-08, 8 Okt 2026; day before month, as written in Indonesia."""
    text = text.strip().removesuffix(" 00:00:00").split("T")[0]
    if found := _WORDS_DATE.fullmatch(text):
        month = MONTHS.get(found[2].lower()[:3], 0)
        text = f"{found[3]}-{month:02d}-{int(found[1]):02d}"
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y/%m/%d"):
        try:
            return dt.datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    raise Unreadable("on", _("Tanggal “%s” tidak terbaca. Tulis seperti 8/10/2026.") % text[:40])


def read_time(text: str, column: str) -> dt.time | None:
    """07:30, 7.30, 07:30:00, 2:30 PM, a spreadsheet's part of a day (0,3125); 24.00 is the end of the day."""
    text = text.strip()
    if not text:
        return None
    if re.fullmatch(r"0?[.,]\d{3,}", text):
        minutes = round(float(text.replace(",", ".")) * 24 * 60)
        return dt.time(*divmod(minutes, 60)) if minutes < 24 * 60 else LAST_MINUTE
    found = _TIME.fullmatch(text)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if found and found[3] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found[3].lower() == "pm" else 0)
    if (hour, minute) == (24, 0):
        return LAST_MINUTE
    if hour > 23 or minute > 59:
        raise Unreadable(column, _("Jam “%s” tidak terbaca. Tulis seperti 07.30.") % text[:40])
    return dt.time(hour, minute)


def read_whole(text: str, column: str) -> int:
    """A whole number, with thousands dots or a spreadsheet's ",0"; no decimals, as in the national form."""
    text = re.sub(r"[.,]0+$", "", text.strip()) if re.fullmatch(r"\d+[.,]0{1,2}", text.strip()) else text.strip()
    bare = re.sub(r"[.\s](?=\d{3}\b)", "", text)
    if not bare.isdecimal() or len(bare) > 10:
        raise Unreadable(column, _("“%s” bukan bilangan bulat. Tulis seperti 12.") % text[:40])
    return int(bare)


def read_row(cells: Cells) -> Reading:
    """One row of a sheet, calendar or task list. Raises Unreadable for the first cell that says nothing."""
    activity = cells.get("activity", "").strip()[:500]
    if not cells.get("on", "").strip():
        raise Unreadable("on", _("Tanggalnya kosong. Isi tanggal kegiatan."))
    if not activity:
        raise Unreadable("activity", _("Kegiatannya kosong. Tulis apa yang dikerjakan."))
    minutes = cells.get("minutes", "").strip()
    return Reading(
        read_date(cells["on"]), read_time(cells.get("starts", ""), "starts"), read_time(cells.get("ends", ""), "ends"),
        read_whole(minutes, "minutes") if minutes else None, activity,
        read_whole(cells["realisation"], "realisation") if cells.get("realisation", "").strip() else 1,
        cells.get("unit_of_measure", "").strip()[:60] or _("kegiatan"), _link(cells.get("link", "")),
    )  # fmt: skip


def _link(text: str) -> str:
    """An address; a file's name from an export is nothing that can be opened, and is left out."""
    link = text.strip()
    if "://" not in link:
        return ""
    try:
        _IS_WEB_ADDRESS(link)
    except ValidationError:
        raise Unreadable("link", _("Tautan “%s” bukan alamat web lengkap.") % link[:60]) from None
    if len(link) > 400:
        raise Unreadable("link", _("Tautan ini lebih dari 400 huruf. Pakai alamat yang lebih pendek."))
    return link


def find_result(text: str, results: Iterable[PlanResult], day: dt.date, default: int | None) -> PlanResult:
    """The action plan meant: by its number in the plan, its text, or its beginning; else the file's default.

    Raises Unreadable when there is none or more than one.
    """
    known = list(results)
    running = [result for result in known if result.plan_from <= day <= result.plan_to]
    if not text.strip():
        found = [result for result in known if result.id == default]
    elif (number := re.fullmatch(r"(\d{1,2})[.)]?", text.strip())) is not None:
        found = [result for result in running if result.number == int(number[1])]
    else:
        found = _by_text(plain(text), running)
    if len(found) == 1:
        return found[0]
    if not running:
        raise Unreadable("result", _("Tidak ada rencana kinerja yang berlaku pada tanggal ini."))
    if not text.strip():
        raise Unreadable(
            "result", _("Rencana aksinya kosong. Isi nomornya (1 sampai %s), atau pilih bawaan.") % len(running)
        )
    words = _("Rencana aksi “%(text)s” tidak dikenali. Tulis nomornya dalam rencana, 1 sampai %(n)s.")
    raise Unreadable("result", words % {"text": text[:60], "n": len(running)})


def _by_text(wanted: str, running: list[PlanResult]) -> list[PlanResult]:
    same = [result for result in running if result.plain == wanted]
    if same or len(wanted) < SHORTEST_BEGINNING:
        return same
    return [result for result in running if result.plain.startswith(wanted)]
