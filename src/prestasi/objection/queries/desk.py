"""B11 Meja keberatan: the queue with its clocks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.objection.models import Objection
from prestasi.objection.permissions import check_desk, visible_objections
from prestasi.objection.queries.words import TONES, Clock, clock_until
from prestasi.objection.states import OPEN
from prestasi.organization.queries.calendar import calendar_between
from prestasi.performance.queries.words import PREDICATE_TONES, period_words, predicate_word

PER_PAGE = 25
FILTERS = ("terbuka", "analis", "putusan", "selesai")
STATES = {
    "terbuka": OPEN, "analis": frozenset({"filed", "answered"}),
    "putusan": frozenset({"recommended", "returned", "rerated"}),
    "selesai": frozenset({"rejected", "changed", "withdrawn"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One case in the queue."""

    id: int
    person: str
    title: str
    word: str
    word_tone: str
    state: str
    label: str
    tone: str
    arrived_at: dt.datetime
    due: Clock
    mine: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """The page of the queue; counts are of everything in sight."""

    rows: tuple[DeskRow, ...]
    page: Page[Objection]
    shown: str
    open: int
    waiting: int
    late: int


def desk(actor: Actor, shown: str, page: int) -> Desk:
    """Most urgent first. Five statements."""
    check_desk(actor)
    shown = shown if shown in FILTERS else "terbuka"
    seen = Objection.objects.filter(visible_objections(actor))
    order = ("-decided_at", "-pk") if shown == "selesai" else ("decision_due_on", "pk")
    rows = seen.filter(state__in=STATES[shown]).select_related("person", "evaluation__period").order_by(*order)
    found = Paginator(rows, PER_PAGE).get_page(page)
    calendar = calendar_between(clock.today() - dt.timedelta(days=366), clock.today() + dt.timedelta(days=60))
    open_ones = list(seen.filter(state__in=OPEN).values_list("state", "decision_due_on"))
    return Desk(
        rows=tuple(_row(row, clock_until(row.decision_due_on, row.state, calendar), actor) for row in found),
        page=found, shown=shown, open=len(open_ones),
        waiting=sum(state in {"filed", "answered"} for state, _due in open_ones),
        late=sum(due < clock.today() for _state, due in open_ones),
    )  # fmt: skip


def _row(row: Objection, due: Clock, actor: Actor) -> DeskRow:
    return DeskRow(
        row.pk, row.person.full_name, period_words(row.evaluation.period), predicate_word(row.predicate_before),
        PREDICATE_TONES.get(row.predicate_before, ""), row.state, row.get_state_display(), TONES[row.state],
        row.arrived_at, due, row.rater_id == actor.person_id,
    )  # fmt: skip


def waiting_count(actor: Actor) -> int:
    """How many cases wait for a recommendation of this analyst; for the menu."""
    if not actor.has_role("analyst"):
        return 0
    return Objection.objects.filter(visible_objections(actor), state="answered").count()
