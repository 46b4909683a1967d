"""Numbers, dates and names as Indonesian government paper writes them.

Numbers keep the Indonesian form (decimal comma, thousands dot) in every language; only the names of months and days
follow the active language. Rounding is half up and happens here, at the end, never earlier.
"""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

NBSP = "\u00a0"
MINUS = "\u2212"
MIDDOT = "\u00b7"

_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip
_SHORT = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_NIP_GROUPS = ((0, 8), (8, 14), (14, 15), (15, 18))

Number = int | float | str | Decimal


def _language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"


def number(value: Number, decimals: int | None = None) -> str:
    """1234.5 -> "1.234,5". With `decimals` the value is rounded half up to exactly that many digits."""
    exact = Decimal(str(value))
    if decimals is None:
        exact = exact.to_integral_value() if exact == exact.to_integral_value() else exact.normalize()
    else:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        exact = abs(exact) if exact.is_zero() else exact
    text = f"{exact:,f}"
    return text.replace(",", "_").replace(".", ",").replace("_", ".").replace("-", MINUS)


def percent(value: Number, decimals: int | None = None) -> str:
    """89.4 -> "89,4 %" with a no-break space. The value is already in percent."""
    return f"{number(value, decimals)}{NBSP}%"


def signed(value: Number, decimals: int | None = None) -> str:
    """A difference: "+5,97" or "−2,39"; nought carries no sign."""
    text = number(value, decimals)
    return f"+{text}" if Decimal(str(value)) > 0 and text.strip("0,") else text


def rupiah(value: Number) -> str:
    """42500000 -> "Rp42.500.000", whole rupiah."""
    text = number(value, 0)
    return f"{MINUS}Rp{text[1:]}" if text.startswith(MINUS) else f"Rp{text}"


def _local(moment: date | datetime) -> date | datetime:
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def plain_date(day: date | datetime) -> str:
    """ "8 Oktober 2026"."""
    day = _local(day)
    return f"{day.day} {_MONTHS[_language()][day.month - 1]} {day.year}"


def long_date(day: date | datetime) -> str:
    """ "Kamis, 8 Oktober 2026"."""
    day = _local(day)
    return f"{_DAYS[_language()][day.weekday()]}, {plain_date(day)}"


def short_date(day: date | datetime) -> str:
    """ "8 Okt 2026", for tables."""
    day = _local(day)
    return f"{day.day} {_SHORT[_language()][day.month - 1]} {day.year}"


def day_and_month(day: date | datetime) -> str:
    """ "Kamis, 8 Oktober", for dates of the running year."""
    return long_date(day).rsplit(" ", 1)[0]


def clock_time(moment: datetime | time, zone: bool = False) -> str:
    """ "09.41", or "09.41 WIB" with `zone`, which receipts and prints need."""
    if isinstance(moment, datetime):
        moment = _local(moment)  # type: ignore[assignment]
    text = f"{moment.hour:02d}.{moment.minute:02d}"
    name = moment.tzname() if zone else None
    return f"{text} {name}" if name else text


def stamp(moment: datetime, zone: bool = False) -> str:
    """ "8 Okt 2026, 09.41"."""
    return f"{short_date(moment)}, {clock_time(moment, zone)}"


def month_year(day: date | datetime) -> str:
    """ "Oktober 2026"."""
    day = _local(day)
    return f"{_MONTHS[_language()][day.month - 1]} {day.year}"


def civil_servant_number(nip: str) -> str:
    """NIP in its groups 8-6-1-3: "19870605 201001 2 003". Anything that has not 18 digits is returned as it is."""
    digits = "".join(c for c in str(nip) if c.isdigit())
    if len(digits) != 18:
        return str(nip)
    return NBSP.join(digits[a:b] for a, b in _NIP_GROUPS)


def short_hash(digest: str | bytes, groups: int = 3) -> str:
    """The first `groups` groups of four of a hexadecimal hash: "D90B·7716·A2EC"."""
    text = digest.hex() if isinstance(digest, bytes) else str(digest).replace(MIDDOT, "")
    text = text[: 4 * groups].upper()
    return MIDDOT.join(text[i : i + 4] for i in range(0, len(text), 4))


def days_left(due: date | datetime, today: date | None = None) -> str:
    """Calendar days until `due` in words: "hari ini", "besok", "3 hari lagi", "lewat 2 hari"."""
    due = _local(due)
    last = due.date() if isinstance(due, datetime) else due
    left = (last - (today or timezone.localdate())).days
    if left == 0:
        return _("hari ini")
    if left == 1:
        return _("besok")
    if left < 0:
        return ngettext("lewat %(n)s hari", "lewat %(n)s hari", -left) % {"n": number(-left)}
    return ngettext("%(n)s hari lagi", "%(n)s hari lagi", left) % {"n": number(left)}


def file_size(size: int) -> str:
    """418000 -> "418 KB"; units of 1,000 bytes."""
    for unit, step in (("GB", 10**9), ("MB", 10**6), ("KB", 10**3)):
        if size >= step:
            return f"{number(Decimal(size) / step, 0 if unit == 'KB' else 1)}{NBSP}{unit}"
    return f"{number(size)}{NBSP}B"


def initials(name: str) -> str:
    """Two letters for the round mark: "dr. Bima Rekaan, M.Kes." -> "BR". Degrees and short titles are skipped."""
    words = [w for w in name.split(",")[0].split() if w[0].isalpha() and not w.endswith(".")]
    letters = [w[0] for w in (words[:1] + words[-1:] if len(words) > 1 else words)]
    return "".join(letters).upper()


def text(value: Any) -> str:
    """Whatever a page has to show: numbers through `number`, dates through `short_date`, the rest as it is."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    if isinstance(value, (int, float, Decimal)):
        return number(value)
    if isinstance(value, datetime):
        return stamp(value)
    return short_date(value) if isinstance(value, date) else str(value)
