"""Working days as columns: the number of a working day and the date of that number, exact and without a loop.

Weekdays are counted from Monday 29 December 1969; a working day's number is its weekday number less the free weekdays
up to it. Years without data give null, never a guess. Readings: option ``joint_leave``; parameter ``regional_days``.
"""

from datetime import date

import narwhals as nw

from prestasi_rules.calendar.holidays import holidays
from prestasi_rules.dates import EPOCH, date_of_number, day_number
from prestasi_rules.fixed import band, cases, col, smaller, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import Option
from prestasi_rules.step import Text

HOLIDAYS = tuple((holiday.on.isoformat(), holiday.kind) for year in holidays().values() for holiday in year)
FIRST_DAY = date(min(holidays()), 1, 1)
LAST_DAY = date(max(holidays()), 12, 31)
TO_MONDAY = 3  # 1 January 1970 was a Thursday

WORKING_DAYS = load("working-days")
JOINT_LEAVE = Option(
    name="joint_leave",
    label=Text("Cuti bersama", "Joint leave"),
    default="off",
    readings={
        "off": Text("bukan hari kerja", "not a working day"),
        "working": Text("tetap hari kerja", "still a working day"),
    },
    basis="Keppres cuti bersama ASN; berlaku bagi penghitungan batas waktu belum pasti",
    confidence="L",
)
RECEIPT_DAY = Option(
    name="receipt_day",
    label=Text("Hari kejadian", "Day of the event"),
    default="zero",
    readings={
        "zero": Text("hari ke-0", "counts as day 0"),
        "one": Text("hari ke-1 bila hari kerja", "counts as day 1 when it is a working day"),
    },
    basis="Peraturan tidak menyebut apakah hari penerimaan dihitung",
    confidence="L",
)
READINGS = (JOINT_LEAVE, RECEIPT_DAY)


def free_days(p: Parameters) -> list[date]:
    """The free days that fall on Monday to Friday, in order."""
    kept = p.option("joint_leave") == "working"
    days = {date.fromisoformat(on) for on, kind in HOLIDAYS if not (kept and kind == "cuti_bersama")}
    days |= {date.fromisoformat(on) for on in p["regional_days"]}
    return sorted(day for day in days if day.weekday() < 5)


def weekday_number(day: date) -> int:
    weeks, weekday = divmod((day - EPOCH).days + TO_MONDAY, 7)
    return weeks * 5 + min(weekday + 1, 5)


def working_number(name: str, p: Parameters) -> nw.Expr:
    """The number of the last working day up to the date in column ``name``; null outside the loaded years."""
    day, off = col(name), free_days(p)
    since_monday = day_number(day) + TO_MONDAY
    weekdays = since_monday // 7 * 5 + smaller(since_monday % 7 + 1, 5)
    found = list(enumerate(off, 1))
    passed = cases([(day >= constant(free), count) for count, free in reversed(found)], default=0)
    number = weekdays - passed
    if p.option("receipt_day") == "one":
        is_off = (since_monday % 7 >= 5) | cases([(day == constant(free), True) for free in off], default=False)
        number = number - when(is_off, 0, 1)
    return when((day >= constant(FIRST_DAY)) & (day <= constant(LAST_DAY)), number)


def day_of(number: nw.Expr, p: Parameters, until: date = LAST_DAY) -> nw.Expr:
    """The date of a working day's number; null after ``until``, the last day of the loaded years."""
    off = free_days(p)
    skipped = band(number, {weekday_number(free) - before: before + 1 for before, free in enumerate(off)}, below=0)
    weekdays_before = number + skipped - 1
    last = weekday_number(until) - sum(free <= until for free in off)
    found = date_of_number(weekdays_before // 5 * 7 + weekdays_before % 5 - TO_MONDAY)
    return when(number <= last, found)


def constant(day: date) -> nw.Expr:
    return nw.lit(day, dtype=nw.Date)
