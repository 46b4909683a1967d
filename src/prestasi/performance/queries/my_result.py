"""G10 Hasil saya: the word first, then why. And the list of own results."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from prestasi.audit.models import Event
from prestasi.core import clock, providers
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.core.formats import days_left
from prestasi.core.providers import ResultLink
from prestasi.organization.queries.zone import with_zone, zone_beside
from prestasi.people.permissions import Relation
from prestasi.performance import mapping
from prestasi.performance.models import Evaluation, RatingChange
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.queries.why import Explained, explained
from prestasi.performance.queries.words import (
    PREDICATE_TONES,
    RATING_LONG,
    period_words,
    predicate_word,
    rating_word,
)
from prestasi.performance.states_evaluation import DECIDED


@dataclass(frozen=True, slots=True)
class Objection:
    """The clock of PP 30/2019 art. 59: fourteen days after receipt, the day of receipt is day nought.

    Days are those of the agency's zone; `day` of `total` counts calendar days, also where working days decide the end.
    """

    received_on: dt.date
    last_day: dt.date
    day: int
    total: int
    zone: str
    is_working: bool

    @property
    def is_running(self) -> bool:
        return self.day <= self.total

    @property
    def left(self) -> str:
        """Days that are left, in words."""
        return days_left(self.last_day, self.received_on + dt.timedelta(days=self.day))

    @property
    def kind(self) -> str:
        return _("hari kerja") if self.is_working else _("hari kalender")


@dataclass(frozen=True, slots=True)
class PastResult:
    """One result of the own past."""

    id: int
    title: str
    post: str
    predicate: int | None
    word: str
    tone: str
    result: str
    behaviour: str
    decided_at: dt.datetime | None
    is_sealed: bool
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A rating that was changed after it was given: from what to what, on which basis, why, by whom."""

    before: str
    after: str
    basis: str
    reason: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One result as the employee (and the line above) reads it."""

    id: int
    title: str
    year: int
    person: str
    post: str
    unit: str
    is_own: bool
    is_decided: bool
    received_at: dt.datetime | None
    predicate: int | None
    word: str
    tone: str
    result_words: str
    behaviour_words: str
    result: int | None
    behaviour: int | None
    rater: str
    rater_superior: str
    rated_at: dt.datetime | None
    confirmed_at: dt.datetime | None
    sentence: str
    achievement: str
    why: Explained
    objection: Objection | None
    past: tuple[PastResult, ...]
    event: Event | None
    number: str
    links: tuple[ResultLink, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def objecting(self) -> tuple[ResultLink, ...]:
        return tuple(link for link in self.links if link.place == "objection")

    @property
    def further(self) -> tuple[ResultLink, ...]:
        return tuple(link for link in self.links if link.place == "more")


def result_page(actor: Actor, evaluation: Evaluation) -> ResultPage:
    """The page of a rated evaluation that has passed `result_or_404`. At most seven statements."""
    events = list(
        Event.objects.filter(
            object_type="performance.evaluation", object_id=evaluation.pk,
            kind__in=["evaluation.rated", "evaluation.changed", "evaluation.confirmed", "evaluation.received"],
        ).order_by("id")
    )  # fmt: skip
    decided = next((event for event in reversed(events) if event.kind == "evaluation.confirmed"), None)
    event = decided or (events[-1] if events else None)
    frozen = evaluation.frozen or {}
    objection = objection_of(evaluation)
    may_object = evaluation.state == "received" and objection is not None and objection.is_running
    person, rater, above = (frozen.get(who) or {} for who in ("person", "rater", "rater_superior"))
    return ResultPage(
        id=evaluation.pk, title=period_words(evaluation.period), year=evaluation.period.ends_on.year,
        person=person.get("name") or evaluation.person.full_name,
        post=person.get("position") or evaluation.plan.position.title, unit=person.get("unit") or "",
        is_own=actor.person_id == evaluation.person_id, is_decided=evaluation.state in DECIDED,
        received_at=evaluation.received_at, predicate=evaluation.predicate,
        word=predicate_word(evaluation.predicate), tone=PREDICATE_TONES.get(evaluation.predicate or 0, ""),
        result_words=_long(evaluation.result_rating), behaviour_words=_long(evaluation.behaviour_rating),
        result=evaluation.result_rating, behaviour=evaluation.behaviour_rating,
        rater=rater.get("name") or (evaluation.rater.full_name if evaluation.rater else ""),
        rater_superior=above.get("name") or (evaluation.rater_superior.full_name if evaluation.rater_superior else ""),
        rated_at=evaluation.rated_at, confirmed_at=evaluation.confirmed_at, sentence=evaluation.note,
        achievement=frozen.get("unit_achievement") or "", why=explained(evaluation, [event] if event else []),
        objection=objection, past=own_past(evaluation.person_id, evaluation.pk), event=event,
        number=event.number if event else "", links=links_of(actor, evaluation.person_id, evaluation.pk, may_object),
        changes=_changes(evaluation) if any(event.kind == "evaluation.changed" for event in events) else (),
    )  # fmt: skip


def _changes(evaluation: Evaluation) -> tuple[Change, ...]:
    """One statement; not asked when no event tells of a change."""
    rows = RatingChange.objects.filter(evaluation=evaluation).select_related("by").order_by("at")
    return tuple(
        Change(predicate_word(row.predicate_before), predicate_word(row.predicate_after), row.get_basis_display(),
               row.reason, row.by.full_name, row.at)
        for row in rows
    )  # fmt: skip


def links_of(
    actor: Actor, person_id: int | None, evaluation_id: int | None = None, may_object: bool | None = None
) -> tuple[ResultLink, ...]:  # fmt: skip
    """Ways on that higher apps offer from one result, or from the list of the own ones."""
    if person_id is None:
        return ()
    return providers.result_links.collect(actor, providers.ShownResult(person_id, evaluation_id, may_object))


def result_or_404(actor: Actor, evaluation_id: int) -> tuple[Evaluation, frozenset[Relation]]:
    """The gate through which every view reaches a result. What is not rated yet is nobody's result."""
    evaluation = (
        with_zone(
            Evaluation.objects.select_related(
                "person", "plan__position", "plan__cycle", "period", "rater", "rater_superior"
            )
        )
        .filter(pk=evaluation_id)
        .first()
    )
    if evaluation is None:
        raise NotVisible
    found = gate.check_may_read_result(actor, evaluation)
    is_own = found == {Relation.SELF}
    if evaluation.predicate is None or (is_own and evaluation.released_at is None):
        raise NotVisible
    return evaluation, found


def objection_of(evaluation: Evaluation) -> Objection | None:
    """The clock of a received result, for a row read `with_zone`."""
    if evaluation.received_at is None:
        return None
    zone = zone_beside(evaluation)
    received = zone.day(evaluation.received_at)
    last = mapping.objection_last_day(received)
    return Objection(
        received, last, (zone.day(clock.now()) - received).days, (last - received).days, zone.label,
        mapping.objection_in_working_days(),
    )  # fmt: skip


def own_results(actor: Actor) -> tuple[PastResult, ...]:
    """All own results, newest first. One statement."""
    return own_past(actor.person_id or 0)


def own_past(person_id: int, current: int | None = None) -> tuple[PastResult, ...]:
    """The last decided and released results of a person, newest first; `current` is the one on the page."""
    rows = (
        Evaluation.objects.filter(person=person_id, state__in=DECIDED, released_at__isnull=False)
        .select_related("period", "plan__position")
        .only(
            "state", "predicate", "result_rating", "behaviour_rating", "confirmed_at", "period", "plan__position__title"
        )
        .order_by("-period__ends_on", "-period__number", "-pk")[:24]
    )
    return tuple(_past(row, current) for row in rows)


def _past(row: Evaluation, current: int | None) -> PastResult:
    sealed = row.state == "confirmed" and row.pk != current
    return PastResult(
        row.pk, period_words(row.period), row.plan.position.title, None if sealed else row.predicate,
        "" if sealed else predicate_word(row.predicate),
        "" if sealed else PREDICATE_TONES.get(row.predicate or 0, ""), rating_word(row.result_rating),
        rating_word(row.behaviour_rating), row.confirmed_at, sealed, row.pk == current,
    )  # fmt: skip


def _long(rating: int | None) -> str:
    return str(RATING_LONG[rating]) if rating else ""
