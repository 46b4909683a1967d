"""What makes an entry impossible, said per field. One function for the form and for every row of an import."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from prestasi.core.formats import clock_time, short_date

MOST_REALISATION = 1_000_000_000
LAST_MINUTE = dt.time(23, 59)


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry as somebody wants it: `result_id` is the action plan (*rencana aksi*), times are of the wall clock."""

    on: dt.date
    starts: dt.time
    ends: dt.time
    activity: str
    realisation: int
    unit_of_measure: str
    result_id: int
    link: str = ""

    @property
    def minutes(self) -> int:
        return minutes_between(self.starts, self.ends)


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a person's entries: dates of the plan, whether it was agreed, closed quarters, the present."""

    plan_from: dt.date
    plan_to: dt.date
    is_agreed: bool
    closed: Sequence[tuple[dt.date, dt.date]]
    today: dt.date
    now: dt.time


def minutes_between(starts: dt.time, ends: dt.time) -> int:
    """Minutes from one time of the day to another; 23.59 counts as the end of the day."""
    last = 24 * 60 if ends == LAST_MINUTE else ends.hour * 60 + ends.minute
    return last - starts.hour * 60 - starts.minute


def is_closed(closed: Sequence[tuple[dt.date, dt.date]], day: dt.date) -> bool:
    return any(first <= day <= last for first, last in closed)


def faults(entry: NewEntry, frame: Frame) -> dict[str, str]:
    """Field -> what is wrong and what to do. Overlaps are not looked at: they need the other entries."""
    return _day_faults(entry, frame) | _text_faults(entry)


def _day_faults(entry: NewEntry, frame: Frame) -> dict[str, str]:
    found = {}
    if entry.ends <= entry.starts:
        found["ends"] = _("Jam selesai harus sesudah jam mulai. Giliran malam ditulis dua baris, dipisah pukul 24.00.")
    if entry.on > frame.today:
        found["on"] = _("Tanggal ini belum tiba. Catat kegiatan sampai hari ini.")
    elif entry.on == frame.today and entry.starts > frame.now:
        found["starts"] = _("Kegiatan ini belum dimulai. Catat setelah berjalan.")
    elif is_closed(frame.closed, entry.on):
        found["on"] = _("Periode tanggal ini sudah ditutup. Catatan tidak dapat ditambah atau diubah lagi.")
    elif not frame.is_agreed:
        found["result"] = _("Rencana kinerja ini belum disepakati. Catatan harian dimulai sesudah disepakati.")
    elif not frame.plan_from <= entry.on <= frame.plan_to:
        found["result"] = _("Rencana aksi ini berlaku %(a)s sampai %(b)s. Pilih yang berlaku pada tanggal itu.") % {
            "a": short_date(frame.plan_from), "b": short_date(frame.plan_to)
        }  # fmt: skip
    return found


def _text_faults(entry: NewEntry) -> dict[str, str]:
    found = {}
    if len(entry.activity.strip()) < 3:
        found["activity"] = _("Tulis kegiatannya, misalnya “Imunisasi di Posyandu Melati”.")
    if not 0 <= entry.realisation <= MOST_REALISATION:
        found["realisation"] = _("Isi realisasi dengan bilangan bulat, misalnya 12.")
    if not entry.unit_of_measure.strip():
        found["unit_of_measure"] = _("Isi satuannya, misalnya orang, berkas, atau kegiatan.")
    return found


def overlap_words(same: bool, starts: dt.time, ends: dt.time, activity: str) -> str:
    """What a person reads whose entry collides with another of the same person."""
    if same:
        return _("Kegiatan ini sudah tercatat pada jam yang sama.")
    return _("Jam ini bertumpuk dengan “%(what)s”, %(a)s sampai %(b)s. Geser jamnya, atau ubah catatan itu.") % {
        "what": activity[:60], "a": clock_time(starts), "b": clock_time(ends)
    }  # fmt: skip
