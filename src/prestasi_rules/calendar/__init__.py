"""Working days (hari kerja): national holidays, cuti bersama, regional days; a missing year is an error."""

from prestasi_rules.calendar.holidays import Holiday, holidays, of_year
from prestasi_rules.calendar.workdays import add_working_days, is_working_day, working_days, working_days_of_month

__all__ = [
    "Holiday",
    "add_working_days",
    "holidays",
    "is_working_day",
    "of_year",
    "working_days",
    "working_days_of_month",
]
