"""G11 Ajukan keberatan: what can be contested, until when, and what happens then; the own list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.objection import mapping
from prestasi.objection.models import Objection
from prestasi.objection.permissions import check_may_file
from prestasi.objection.queries.deadline import deadline_tree
from prestasi.objection.queries.words import TONES
from prestasi.organization.queries.zone import agency_zone
from prestasi.performance.models import Evaluation
from prestasi.performance.queries.why import Node
from prestasi.performance.queries.words import (
    RATING_LONG,
    RATING_TONES,
    VALUES,
    period_words,
    predicate_word,
    rating_word,
)

MOST = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be contested, with the rating it has."""

    value: str
    group: str
    text: str
    rating: str
    tone: str


@dataclass(frozen=True, slots=True)
class FilePage:
    """`refusal` says why it is too late or too early; the form is then left out."""

    evaluation_id: int
    title: str
    person: str
    word: str
    ratings: str
    rater: str
    note: str
    last_day: dt.date | None
    days_left: int
    zone: str
    tree: Node | None
    choices: tuple[Choice, ...]
    refusal: str


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One own objection."""

    id: int
    title: str
    filed_at: dt.datetime
    state: str
    label: str
    tone: str


def file_page(actor: Actor, evaluation_id: int) -> FilePage:
    """The page for one result of one's own. Seven statements."""
    evaluation = Evaluation.objects.select_related("period", "person", "rater", "plan").filter(pk=evaluation_id).first()
    if evaluation is None:
        raise NotVisible
    check_may_file(actor, evaluation)
    if evaluation.predicate is None or evaluation.released_at is None:
        raise NotVisible
    terms = _terms(evaluation)
    tree, zone = deadline_tree(evaluation.received_at, terms) if terms and evaluation.received_at else (None, None)
    return FilePage(
        evaluation_id=evaluation.pk, title=period_words(evaluation.period), person=evaluation.person.full_name,
        word=predicate_word(evaluation.predicate), ratings=_ratings(evaluation),
        rater=evaluation.rater.full_name if evaluation.rater else "", note=evaluation.note,
        last_day=terms.last_day if terms else None,
        days_left=(terms.last_day - clock.today()).days if terms else 0, zone=zone.label if zone else "",
        tree=tree, choices=_choices(evaluation), refusal=_refusal(evaluation, terms),
    )  # fmt: skip


def is_in_time(evaluation_id: int) -> bool:
    """Whether an objection to this result can still be filed. At most two statements."""
    evaluation = Evaluation.objects.filter(pk=evaluation_id, state="received").only("received_at").first()
    terms = _terms(evaluation) if evaluation else None
    return terms is not None and bool(terms.is_in_time)


def _terms(evaluation: Evaluation) -> mapping.Terms | None:
    if evaluation.received_at is None:
        return None
    zone = agency_zone()
    return mapping.terms_of(zone.day(evaluation.received_at), zone.day(clock.now()))


def _refusal(evaluation: Evaluation, terms: mapping.Terms | None) -> str:
    if terms is None:
        return _("Buka hasil ini dahulu; masa keberatan dihitung sejak hasil diterima.")
    if Objection.objects.filter(evaluation=evaluation).exclude(state="withdrawn").exists():
        return _("Hasil ini sudah Anda ajukan keberatannya.")
    if not terms.is_in_time:
        return _("Masa keberatan sudah berakhir. Sesudahnya hasil ini final dan tidak dapat disanggah lagi.")
    return "" if evaluation.state == "received" else _("Hasil ini sudah final.")


def _ratings(evaluation: Evaluation) -> str:
    if not evaluation.result_rating or not evaluation.behaviour_rating:
        return ""
    return _("Hasil kerja %(r)s, perilaku %(b)s") % {
        "r": RATING_LONG[evaluation.result_rating], "b": RATING_LONG[evaluation.behaviour_rating],
    }  # fmt: skip


def _choices(evaluation: Evaluation) -> tuple[Choice, ...]:
    """The predicate first, then each result, then the seven values."""
    found = [Choice("predicate", _("Keseluruhan"), _("Predikat secara keseluruhan"), "", "")]
    items = evaluation.items.select_related("result").order_by("result__order", "result_id")
    for item in items:
        tone = RATING_TONES.get(item.rating or 0, "")
        found.append(
            Choice(f"result:{item.result_id}", _("Hasil kerja"), item.result.text, rating_word(item.rating), tone)
        )
    for number, rating in enumerate(evaluation.behaviour_items or [None] * 7, 1):
        tone = RATING_TONES.get(rating or 0, "")
        text = str(VALUES[number - 1])
        found.append(Choice(f"behaviour:{number}", _("Perilaku kerja"), text, rating_word(rating), tone))
    return tuple(found)


def own_objections(actor: Actor) -> tuple[OwnRow, ...]:
    """Own objections, newest first. One statement."""
    rows = Objection.objects.filter(person=actor.person_id).select_related("evaluation__period").order_by("-pk")
    return tuple(
        OwnRow(
            row.pk, period_words(row.evaluation.period), row.filed_at, row.state, row.get_state_display(),
            TONES[row.state],
        )
        for row in rows[:MOST]
    )  # fmt: skip
