"""The year as a list of steps: name, day, act. A step that was done is not done again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial

from lab import careers, contests, pages, period, planning, working
from lab.replay import Replay

Step = tuple[str, dt.date, Callable[[Replay], None]]
PERIOD = (
    ("opened", period.open_), ("achievements set", period.achievements), ("own views", period.assess),
    ("rated", period.rate), ("results set", period.confirm), ("looked at too early", period.ask_too_early),
    ("determined", period.determine), ("received", period.receive), ("pages compared", pages.compare),
    ("closed", period.close),
)  # fmt: skip


def steps(year: int, quarters: int) -> Iterator[Step]:
    """From the December before to the January after."""
    yield "year prepared", dt.date(year - 1, 12, 1), planning.prepare
    yield "plans written", dt.date(year, 1, 5), planning.write_plans
    yield "plans agreed", dt.date(year, 1, 8), planning.agree_plans
    for number in range(1, quarters + 1):
        yield from _quarter(year, number)
    if quarters < 4:
        yield "year plans after moves", dt.date(year, 12, 20), careers.plan_anew
    yield from _period("year", 5, dt.date(year + 1, 1, 16))
    after = dt.date(year + 1, 1, 21)
    yield "objections of the year filed", after, partial(contests.file_objections, number=5)
    yield "objections of the year heard", after + dt.timedelta(days=6), contests.hear_objections
    yield "improvement plans closed", after + dt.timedelta(days=6), contests.close_improvements
    yield "time for objections over", dt.date(year + 1, 2, 20), pages.compare_all


def _quarter(year: int, number: int) -> Iterator[Step]:
    ends = (dt.date(year, 3 * number + 1, 1) if number < 4 else dt.date(year + 1, 1, 1)) - dt.timedelta(days=1)
    working_day = ends - dt.timedelta(days=2)
    if number == 2:
        yield "people moved", dt.date(year, 5, 17), careers.move_people
        yield "plans revised", dt.date(year, 6, 14), planning.revise
    if number == 3:
        yield "a post left vacant", dt.date(year, 7, 19), careers.leave_a_post_vacant
        yield "an acting official", dt.date(year, 8, 2), careers.appoint_acting
    yield f"Q{number} dialogues asked for", dt.date(year, 3 * number - 1, 10), contests.ask_dialogues
    yield f"Q{number} plans after moves", working_day, careers.plan_anew
    yield f"Q{number} dialogues held", working_day, contests.hold_dialogues
    yield f"Q{number} daily entries", working_day, working.write_entries
    yield f"Q{number} reported", working_day, working.report
    yield f"Q{number} verified", working_day, working.verify
    yield from _period(f"Q{number}", number, ends + dt.timedelta(days=3))
    after = ends + dt.timedelta(days=8)
    yield f"Q{number} improvement plans", after, contests.write_improvements
    yield f"Q{number} objections filed", after, partial(contests.file_objections, number=number)
    yield f"Q{number} objections heard", after + dt.timedelta(days=6), contests.hear_objections
    if number in (1, 3):
        yield f"Q{number} result reopened", after + dt.timedelta(days=7), partial(contests.reopen, number=number)


def _period(name: str, number: int, day: dt.date) -> Iterator[Step]:
    for what, act in PERIOD:
        yield f"{name} {what}", day, partial(act, number=number)
