"""The agency under replay: who signs in, which day it is, how many hands work, when time is over."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections

from lab.journal import RECEIPT, Journal
from lab.people import visitor
from lab.turned import Calendar
from lab.visitor import Page, Refused, Visitor
from prestasi.accounts.models import RoleGrant, User
from prestasi.core import clock, jobs
from prestasi.performance.models import Cycle, Period

HANDS = 4
PATIENCE_S = 300.0
FRESH_S = 600.0  # after that somebody who releases results signs in anew, so that the second factor is recent
READ_EVERY = 8
DIGEST = re.compile(r'class="hash whole">([^<]+)<')
DAILY = (
    "performance.daily", "dialogue.daily", "objection.daily", "colleagues.daily", "people.escalate_corrections",
    "insight.count_unplanned",
)  # fmt: skip


class OutOfTime(Exception):
    """The time that was given is over; what is done stays done."""


class Replay:
    """One year after the last one there is. Steps are functions that take it."""

    def __init__(
        self, calendar: Calendar, port: int, journal: Journal, quarters: int, deadline: float = float("inf")
    ) -> None:
        self.calendar, self.port, self.journal, self.quarters = calendar, port, journal, quarters
        self.deadline = deadline
        last = Cycle.objects.order_by("-year").values_list("year", flat=True).first() or 2026
        self.year: int = journal.facts.setdefault("year", last + 1)
        self.signed_in: dict[int, Visitor] = {}
        self.by_person = dict(User.objects.filter(person__isnull=False, is_active=True).values_list("person", "pk"))

    # -- the schedule

    def run(self, steps: Iterable[tuple[str, dt.date, Callable[[Replay], None]]]) -> None:
        """Every step that is not done, each on its day. OutOfTime between two acts when the deadline passes."""
        for name, day, act in steps:
            if name in self.journal.done:
                continue
            self.turn(day)
            began = time.monotonic()
            try:
                act(self)
                self.journal.done.append(name)
            finally:
                took = time.monotonic() - began
                self.journal.seconds += took
                self.journal.facts["day"] = day.isoformat()
                self.journal.save()
            print(f"{name}: {took:.0f} s, {self.journal.sent:,} requests", flush=True)

    def turn(self, day: dt.date) -> None:
        """Another day: everybody signs in anew, what happens once a day has happened."""
        if self.journal.facts.get("turned") == day.isoformat() and clock.today() == day:
            return
        self.calendar.turn_to(day)
        _keep_workers_alive()
        self.journal.facts["turned"] = day.isoformat()
        self.sign_out()
        connections.close_all()
        for task in DAILY:
            jobs.app.configure_task(task, queue="default").defer(timestamp=0)
        until("the daily tasks", lambda: not _unfinished(), lambda: _unfinished())
        print(f"-- {day:%d %B %Y}", flush=True)

    def sign_out(self) -> None:
        for one in self.signed_in.values():
            one.close()
        self.signed_in.clear()

    # -- people

    def as_(self, person: int, *, fresh: bool = False) -> Visitor:
        """The person, signed in; `fresh` with a second factor given within the last minutes."""
        known = self.signed_in.get(person)
        if known is None or (fresh and time.monotonic() - known.since > FRESH_S):
            user = User.objects.get(pk=self.by_person[person])
            self.signed_in[person] = known = visitor(self.port, user, self.journal.heard)
            known.receive = self.keep_receipt
        return known

    def keep_receipt(self, who: Visitor, path: str) -> None:
        """One receipt in eight is opened and its hash kept, as somebody would who prints it."""
        found = RECEIPT.search(path)
        if found and int(found[1][-7:]) % READ_EVERY == 0:
            digest = DIGEST.search(who.get(path).text)
            self.journal.read(found[1], re.sub("[^0-9a-f]", "", digest[1].lower()) if digest else "none shown")

    def office(self, role: str) -> Visitor:
        """Somebody who holds that role for the whole agency, with a recent second factor."""
        return self.as_(self.holder(role), fresh=True)

    def holder(self, role: str) -> int:
        grants = RoleGrant.objects.on(clock.today()).filter(role=role, unit__isnull=True, user__person__isnull=False)
        return int(grants.order_by("pk").values_list("user__person", flat=True)[0])

    def day(self) -> dt.date:
        return clock.today()

    def now(self) -> dt.datetime:
        return clock.now()

    def period(self, number: int) -> Period:
        return Period.objects.get(cycle__year=self.year, number=number)

    # -- work

    def each(self, what: str, things: Sequence[Any], act: Callable[[Any], None]) -> None:
        """Do the act for all things with some hands at once; the first fault ends it, and so does the deadline."""
        began = time.monotonic()

        def one(thing: Any) -> None:
            if time.monotonic() > self.deadline:
                raise OutOfTime(what)
            act(thing)

        with ThreadPoolExecutor(HANDS) as pool:
            futures = [pool.submit(one, thing) for thing in things]
            try:
                for future in futures:
                    future.result()
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
        print(f"  {what}: {len(things)} in {time.monotonic() - began:.0f} s", flush=True)

    def count(self, what: str, number: int = 1) -> None:
        self.journal.count(what, number)


def needed(page: Page, pattern: str, who: Visitor) -> Any:
    """The form of a page that has to be there."""
    form = page.form(pattern)
    if form is None:
        raise Refused(f"{who.name}: no form {pattern} on {page.path} ({page.status})")
    return form


def until(what: str, is_so: Callable[[], bool], told: Callable[[], object] = lambda: "") -> None:
    """Wait for work in the background; `told` says how things stand when it takes too long."""
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        if time.monotonic() > deadline:
            raise AssertionError(f"not after {PATIENCE_S:.0f} s: {what}; {told()}")
        time.sleep(0.3)


def _keep_workers_alive() -> None:
    """Signs of life of the background workers move with the calendar; else their jobs would look given up."""
    with connections["default"].cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now()")


def _unfinished() -> list[tuple[Any, ...]]:
    """Daily tasks that the queue still holds, with their state and attempts."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT task_name, status, attempts FROM procrastinate_jobs"
            " WHERE status IN ('todo', 'doing') AND task_name = ANY(%s)", [list(DAILY)],
        )  # fmt: skip
        return list(cursor.fetchall())
