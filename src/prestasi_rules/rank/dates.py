"""TMT kenaikan pangkat: the first listed date on or after the day on which all requirements are complete.

Each candidate date is tested against the calendar in force on that candidate, not on the day of completion.
"""

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from prestasi_rules.common import why_empty
from prestasi_rules.dates import date_from, day_of, month_of, year_of
from prestasi_rules.declare import day, step
from prestasi_rules.fixed import cases, col, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

LONGEST_WAIT = 6


def month_index(year: int, month: int) -> int:
    return year * 12 + month - 1


SIX_A_YEAR_FROM = month_index(2024, 1)
MONTHLY_FROM = month_index(2025, 10)


def is_listed(index: nw.Expr, p: Parameters) -> nw.Expr:
    """Whether the first day of this month is a promotion date under the calendar of that month."""
    month = index % 12 + 1
    return (
        (index >= MONTHLY_FROM)
        | ((index >= SIX_A_YEAR_FROM) & in_months(month, p["months_2024"]))
        | ((index < SIX_A_YEAR_FROM) & in_months(month, p["months_biannual"]))
    )


def in_months(month: nw.Expr, listed: Sequence[int]) -> nw.Expr:
    return month.is_in(list(listed))


def rank_dates(name: str, title: Text, first: date, last: date | None, basis: str) -> RuleSet:
    return RuleSet(
        id=f"rank-dates-{name}",
        title=title,
        subject="rank-dates",
        valid_from=first,
        valid_to=last,
        legal_basis=(basis,),
        parameters=load("rank-dates"),
        inputs=(
            day(
                "completed_on",
                Text("Semua syarat lengkap pada", "All requirements complete on"),
                empty=Text("belum lengkap", "not complete"),
            ),
        ),
        steps=(
            step(
                "first_month",
                Text("Bulan pertama yang mungkin", "First possible month"),
                "completed_on",
                lambda p: (
                    year_of(col("completed_on")) * 12
                    + month_of(col("completed_on"))
                    - when(day_of(col("completed_on")) == 1, 1, 0)
                ),
                Text(
                    "Tanggal 1 pada atau setelah {completed_on} (bulan ke-{first_month}).",
                    "The 1st on or after {completed_on} (month {first_month}).",
                ),
                basis=basis,
            ),
            step(
                "effective_month",
                Text("Bulan TMT", "Effective month"),
                "first_month",
                lambda p: cases(
                    [
                        (is_listed(col("first_month") + wait, p), col("first_month") + wait)
                        for wait in range(LONGEST_WAIT + 1)
                    ]
                ),
                Text(
                    "Tiap calon diuji dengan kalender yang berlaku pada tanggal itu: bulan ke-{effective_month}.",
                    "Each candidate is tested by the calendar of that date: month {effective_month}.",
                ),
                basis="Per BKN 4/2023; Per BKN 4/2025",
            ),
            step(
                "effective_on",
                Text("TMT kenaikan pangkat", "Effective date"),
                "effective_month",
                lambda p: date_from(col("effective_month") // 12, col("effective_month") % 12 + 1, 1),
                Text("TMT {effective_on}.", "Effective {effective_on}."),
                basis=basis,
                kind="date",
            ),
            why_empty(
                "effective_on",
                Text("TMT", "effective date"),
                {"completed_on": ("not_complete", Text("syarat belum lengkap", "requirements not complete"))},
            ),
        ),
        outputs=("effective_on", "effective_on_reason"),
    )


RULESETS = (
    rank_dates(
        "biannual",
        Text("TMT kenaikan pangkat: April dan Oktober", "Promotion dates: April and October"),
        date(2002, 1, 1),
        date(2023, 12, 31),
        "PP 99/2000 jo PP 12/2002",
    ),
    rank_dates(
        "2024",
        Text("TMT kenaikan pangkat: enam kali setahun", "Promotion dates: six a year"),
        date(2024, 1, 1),
        date(2025, 9, 30),
        "Per BKN 4/2023",
    ),
    rank_dates(
        "2025",
        Text("TMT kenaikan pangkat: tiap bulan", "Promotion dates: every month"),
        date(2025, 10, 1),
        None,
        "Per BKN 4/2025",
    ),
)
