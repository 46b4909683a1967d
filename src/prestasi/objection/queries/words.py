"""Words and tones that the pages of objections share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from prestasi.core import clock
from prestasi.core.formats import number
from prestasi.objection.models import ObjectionItem
from prestasi.objection.states import OPEN
from prestasi.organization.queries.calendar import Calendar
from prestasi.performance.queries.words import VALUES

TONES = {
    "filed": "date", "answered": "date", "recommended": "date", "returned": "bp", "rerated": "date",
    "rejected": "none", "changed": "b", "withdrawn": "none",
}  # fmt: skip
LEFT_OUT: dict[str, Promise] = {
    "party": gettext_lazy("pihak dalam perkara: pegawai, penilai, atasan penilai, atau analis yang merekomendasikan"),
    "same_opd": gettext_lazy("satu perangkat daerah dengan pegawai"),
    "subordinate": gettext_lazy("berada di bawah pegawai"),
    "calibrator": gettext_lazy("pernah mengubah penilaian ini"),
    "conflict": gettext_lazy("menyatakan benturan kepentingan"),
    "unavailable": gettext_lazy("sedang cuti atau tanpa akun aktif"),
}
CATEGORY: dict[str, Promise] = {
    "result": gettext_lazy("hasil kerja"), "behaviour": gettext_lazy("perilaku kerja"),
    "predicate": gettext_lazy("predikat"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """Time left until a day: words with their kind of days, and the tone (late, soon, date; none when it is over)."""

    last_day: dt.date
    words: str
    tone: str


def clock_until(last_day: dt.date, state: str, calendar: Calendar) -> Clock:
    """Working days left where the calendar is loaded, else calendar days. A closed case has no clock."""
    if state not in OPEN:
        return Clock(last_day, "", "none")
    today = clock.today()
    working = calendar.working_days_until(today, last_day)
    left = (last_day - today).days if working is None else working
    if last_day < today:
        return Clock(last_day, _late(-left, working is not None), "late")
    return Clock(last_day, _left(left, working is not None), "soon" if left <= 2 else "date")


def _left(days: int, are_working: bool) -> str:
    if days <= 0:
        return _("hari ini hari terakhir")
    if are_working:
        return ngettext("%(n)s hari kerja lagi", "%(n)s hari kerja lagi", days) % {"n": days}
    return ngettext("%(n)s hari lagi", "%(n)s hari lagi", days) % {"n": days}


def _late(days: int, are_working: bool) -> str:
    if are_working:
        return ngettext("lewat %(n)s hari kerja", "lewat %(n)s hari kerja", days) % {"n": days}
    return ngettext("lewat %(n)s hari", "lewat %(n)s hari", days) % {"n": days}


def item_words(item: ObjectionItem) -> str:
    """ "Hasil kerja: Meningkatnya cakupan imunisasi", "Perilaku: Kompeten", "Predikat secara keseluruhan"."""
    if item.kind == "result" and item.result is not None:
        return item.result.text
    if item.kind == "behaviour" and item.behaviour:
        return _("Perilaku %s") % VALUES[item.behaviour - 1]
    return _("Predikat secara keseluruhan")


def credit_words(thousandths: int | None) -> str:
    """3125 -> "3,125"."""
    return "" if thousandths is None else number(f"{thousandths // 1000}.{thousandths % 1000:03d}", 3)
