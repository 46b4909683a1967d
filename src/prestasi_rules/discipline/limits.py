"""Batas hari kerja perkara disiplin: from a delivery to the days on which a decision takes effect or may be fought.

These need the calendar of the year, so they are plain functions of dates; a year that is not loaded is an error.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from prestasi_rules.calendar import add_working_days
from prestasi_rules.parameters import Parameters, load

NO_DAYS: Collection[date] = frozenset()


@dataclass(frozen=True, slots=True)
class RemedyLimits:
    """Last days (PP 79/2021). Later ones are None until the earlier event has happened."""

    effective_on: date
    objection_until: date
    answer_until: date | None
    appeal_until: date | None
    appeal_decision_until: date | None


def limits(
    delivered_on: date,
    *,
    objected_on: date | None = None,
    answered_on: date | None = None,
    appealed_on: date | None = None,
    regional: Collection[date] = NO_DAYS,
) -> RemedyLimits:
    """Every working-day limit of one decision; the day of each event is day 0."""
    p = Parameters(load("discipline-remedy-2021"), {})

    def after(event: date | None, name: str) -> date | None:
        return None if event is None else add_working_days(event, p[name], regional=regional)

    return RemedyLimits(
        effective_on=add_working_days(delivered_on, p["effective_days"], regional=regional),
        objection_until=add_working_days(delivered_on, p["objection_days"], regional=regional),
        answer_until=after(objected_on, "answer_days"),
        appeal_until=after(answered_on, "appeal_days"),
        appeal_decision_until=after(appealed_on, "appeal_decision_days"),
    )


def call_until(first_call_on: date, *, regional: Collection[date] = NO_DAYS) -> tuple[date, date]:
    """The first and the second hearing at the earliest: seven working days after each call."""
    p = Parameters(load("discipline-remedy-2021"), {})
    first = add_working_days(first_call_on, p["call_days"], regional=regional)
    return first, add_working_days(first, p["call_days"], regional=regional)
