"""One person's month of daily entries: days with their hours, entries, questions. Seven statements."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.formats import month_year, number
from prestasi.organization.models import Holiday
from prestasi.people.models import Person
from prestasi.people.permissions import Relation
from prestasi.worklog.checks import is_closed, minutes_between
from prestasi.worklog.models import Entry
from prestasi.worklog.permissions import check_may_read, reads_answers
from prestasi.worklog.queries.facts import PlanResult, closed_quarters, results_of
from prestasi.worklog.queries.questions import Asked, questions_of
from prestasi.worklog.states import EntryState

TONES = {"recorded": "wait", "seen": "b", "returned": "k", "withdrawn": "none"}
START_OF_WORK = dt.time(7, 30)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as shown and as exported."""

    id: int
    on: dt.date
    starts: dt.time
    ends: dt.time
    minutes: int
    activity: str
    realisation: int
    unit_of_measure: str
    result_id: int
    result_number: int
    result: str
    link: str
    file_title: str
    state: str
    state_label: str
    tone: str
    reason: str
    source: str
    source_label: str
    is_open: bool

    @property
    def has_file(self) -> bool:
        return bool(self.file_title)


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its entries; `off` names the holiday or weekend, empty for working days."""

    on: dt.date
    lines: tuple[Line, ...]
    off: str
    is_future: bool

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.lines)

    @property
    def hours(self) -> str:
        return hours_words(self.minutes)

    @property
    def short(self) -> str:
        """Hours for the small calendar: "7,5"."""
        return number(Decimal(self.minutes) / 60, 1).removesuffix(",0")

    @property
    def is_missing(self) -> bool:
        """A past working day without an entry."""
        return not (self.lines or self.off or self.is_future)


@dataclass(frozen=True, slots=True)
class MonthPage:
    """`results` are what new entries can name; `suggested` the times and result that the form starts with."""

    person_id: int
    name: str
    is_own: bool
    may_review: bool
    month: dt.date
    before: dt.date
    after: dt.date | None
    days: tuple[Day, ...]
    results: tuple[PlanResult, ...]
    questions: tuple[Asked, ...]
    has_calendar: bool
    result_id: int | None = None
    state: str = ""
    suggested: dict[str, object] = field(default_factory=dict)

    @property
    def lines(self) -> list[Line]:
        return [line for day in self.days for line in day.lines]

    @property
    def shown_days(self) -> list[Day]:
        """Days up to today, the newest first; under a filter only those with entries."""
        days = [day for day in self.days if day.lines or not (day.is_future or self.result_id or self.state)]
        return [day for day in reversed(days) if day.lines or not day.off]

    @property
    def days_with(self) -> int:
        return sum(bool(day.lines) for day in self.days)

    @property
    def working_days(self) -> int:
        """Working days of the month up to today."""
        return sum(not day.off and not day.is_future for day in self.days)

    @property
    def hours(self) -> str:
        return hours_words(sum(day.minutes for day in self.days))

    @property
    def waiting(self) -> int:
        return sum(line.state == "recorded" for line in self.lines)

    @property
    def open_questions(self) -> int:
        return sum(not question.answer for question in self.questions) if self.is_own else 0

    @property
    def title(self) -> str:
        return month_year(self.month)

    @property
    def person_text(self) -> str:
        return str(self.person_id)

    @property
    def states(self) -> list[tuple[str, str]]:
        """What can be filtered by."""
        return [(value, str(label)) for value, label in EntryState.choices if value != EntryState.WITHDRAWN]

    @property
    def weekdays(self) -> list[str]:
        return [_("Sn"), _("Sl"), _("Rb"), _("Km"), _("Jm"), _("Sb"), _("Mg")]

    @property
    def grid(self) -> list[Day | None]:
        """The days behind as many blanks as the first week misses."""
        return [*([None] * self.month.weekday()), *self.days]

    @property
    def said(self) -> str:
        """The small calendar as a sentence; the list beside it has every day."""
        words = _("%(days)s hari terisi, seluruhnya %(hours)s; daftarnya ada di sebelah.")
        return words % {"days": self.days_with, "hours": self.hours}


def month_page(
    actor: Actor, person_id: int, month: dt.date | None = None, result_id: int | None = None, state: str = ""
) -> MonthPage:
    """The month (default: the running one) as the actor may see it; a future month is the running one."""
    relations = check_may_read(actor, person_id)
    today = clock.today()
    first = min(month or today, today).replace(day=1)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    results = results_of([person_id], first, last).get(person_id, [])
    rows = entries_between(person_id, first, last, result_id, state)
    lines = _lines(rows, results)
    holidays, has_calendar = _holidays(first, last)
    is_own = relations == {Relation.SELF} or Relation.SELF in relations
    may_ask = reads_answers(relations)
    person = Person.objects.filter(pk=person_id).only("name", "title_before", "title_after").get()
    return MonthPage(
        person_id, person.full_name, is_own, Relation.SUPERIOR in relations, first, _before(first),
        _after(first, today), _days(first, last, lines, holidays, today), tuple(results),
        questions_of(person_id, first, is_own=is_own) if may_ask else (), has_calendar, result_id, state,
        _suggested(rows, results, today) if is_own else {},
    )  # fmt: skip


def entries_between(
    person_id: int, first: dt.date, last: dt.date, result_id: int | None = None, state: str = ""
) -> list[Entry]:
    """Entries that count, oldest first, with the filters of the page."""
    rows = Entry.objects.filter(person=person_id, on__range=(first, last)).exclude(state="withdrawn")
    rows = rows.filter(result=result_id) if result_id else rows
    rows = rows.filter(state=state) if state else rows
    return list(rows.select_related("result").order_by("on", "starts"))


def _lines(rows: Iterable[Entry], results: Iterable[PlanResult]) -> list[Line]:
    known = {result.id: result for result in results}
    closed = closed_quarters({result.cycle_id for result in known.values()})
    return [_line(row, known.get(row.result_id), closed) for row in rows]


def _line(row: Entry, result: PlanResult | None, closed: dict[int, list[tuple[dt.date, dt.date]]]) -> Line:
    return Line(
        row.pk, row.on, row.starts, row.ends, minutes_between(row.starts, row.ends), row.activity, row.realisation,
        row.unit_of_measure, row.result_id, result.number if result else row.result.order, row.result.text, row.link,
        row.file_title, row.state, str(row.get_state_display()), TONES[row.state], row.return_reason, row.source,
        str(row.get_source_display()), result is not None and not is_closed(closed.get(result.cycle_id, []), row.on),
    )  # fmt: skip


def _holidays(first: dt.date, last: dt.date) -> tuple[dict[dt.date, str], bool]:
    """Holidays of the month, and whether the year's calendar is loaded at all."""
    year = dict(Holiday.objects.filter(date__year=first.year).values_list("date", "name"))
    return {day: name for day, name in year.items() if first <= day <= last}, bool(year)


def _days(
    first: dt.date, last: dt.date, lines: Iterable[Line], holidays: dict[dt.date, str], today: dt.date
) -> tuple[Day, ...]:
    found: dict[dt.date, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.on].append(line)
    days = (first + dt.timedelta(days=n) for n in range(last.day))
    return tuple(Day(day, tuple(found[day]), _off(day, holidays), day > today) for day in days)


def _off(day: dt.date, holidays: dict[dt.date, str]) -> str:
    if day in holidays:
        return holidays[day]
    return _("akhir pekan") if day.weekday() > 4 else ""


def _suggested(rows: list[Entry], results: list[PlanResult], today: dt.date) -> dict[str, object]:
    """What a new entry most likely is: after the last one of today, until now, under the result used last."""
    done_today = [row.ends for row in rows if row.on == today]
    now = timezone.localtime(clock.now()).time().replace(second=0, microsecond=0)
    starts = max(done_today) if done_today else START_OF_WORK
    latest = rows[-1] if rows else None
    usable = {result.id for result in results if result.is_agreed and result.plan_from <= today <= result.plan_to}
    chosen = latest.result_id if latest and latest.result_id in usable else min(usable, default=None)
    return {
        "on": today, "starts": starts, "ends": now if now > starts else _hour_later(starts), "result": chosen,
        "realisation": 1, "unit_of_measure": latest.unit_of_measure if latest else _("kegiatan"),
    }  # fmt: skip


def _hour_later(start: dt.time) -> dt.time:
    return start.replace(hour=start.hour + 1) if start.hour < 23 else dt.time(23, 59)


def _before(first: dt.date) -> dt.date:
    return (first - dt.timedelta(days=1)).replace(day=1)


def _after(first: dt.date, today: dt.date) -> dt.date | None:
    following = (first + dt.timedelta(days=32)).replace(day=1)
    return following if following <= today else None


def hours_words(minutes: int) -> str:
    """ "7 jam 30 menit", "45 menit", "8 jam"."""
    hours, rest = divmod(minutes, 60)
    words = [_("%d jam") % hours] if hours or not rest else []
    return " ".join([*words, *([_("%d menit") % rest] if rest else [])])
