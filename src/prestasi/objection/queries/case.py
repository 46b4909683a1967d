"""One case as its parties read it: both sides beside each other, the clock, independence, decision and effect."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.core.formats import short_hash
from prestasi.objection.models import Draw, Objection, ObjectionEvidence
from prestasi.objection.permissions import Standing, check_may, check_may_read, has_desk
from prestasi.objection.queries.deadline import kept_tree
from prestasi.objection.queries.precedents import Precedent, facts_of, similar_to
from prestasi.objection.queries.words import (
    LEFT_OUT,
    TONES,
    Clock,
    clock_until,
    credit_words,
    item_words,
)
from prestasi.objection.states import DECIDED, OBJECTION, Party
from prestasi.organization.queries.calendar import calendar_between
from prestasi.organization.queries.zone import agency_zone
from prestasi.performance.queries.why import Node
from prestasi.performance.queries.words import PREDICATE_TONES, period_words, predicate_word, rating_word


@dataclass(frozen=True, slots=True)
class File:
    """One piece of evidence of a side."""

    id: int
    title: str
    size: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says, with its evidence."""

    name: str
    role: str
    text: str
    at: dt.datetime | None
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One contested item and the rating it has."""

    text: str
    rating: str


@dataclass(frozen=True, slots=True)
class Independence:
    """How the one who decides was found. `name` is empty for readers who learn it with the decision."""

    number: int
    candidates: int
    left_out: tuple[tuple[int, str], ...]
    seed: str
    drawn_at: dt.datetime
    name: str
    answer: str
    declared: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """One line of the record before and after; `after` is empty while nothing is decided."""

    label: str
    before: str
    after: str
    tone: str

    @property
    def changes(self) -> bool:
        return bool(self.after) and self.after != self.before


@dataclass(frozen=True, slots=True)
class Word:
    """Recommendation, return, new rating or decision: a heading, reasons, by whom, when."""

    title: str
    text: str
    by: str
    at: dt.datetime | None
    tone: str = "none"


@dataclass(frozen=True, slots=True)
class CasePage:
    """The page. `may` are the acts of the table that this reader can do now."""

    id: int
    evaluation_id: int
    lock_version: int
    title: str
    person: str
    state: str
    label: str
    tone: str
    is_owner: bool
    is_desk: bool
    opens_desk: bool
    filed_at: dt.datetime
    due: Clock
    answer_due: Clock | None
    tree: Node
    items: tuple[Item, ...]
    sides: tuple[Side, ...]
    words: tuple[Word, ...]
    independence: Independence | None
    effects: tuple[Effect, ...]
    precedents: tuple[Precedent, ...]
    may: frozenset[str]
    result: int
    behaviour: int
    is_unit_head: bool
    result_is_read: bool

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED


def objection_or_404(actor: Actor, objection_id: int) -> tuple[Objection, frozenset[Standing]]:
    """The gate through which every view reaches a case."""
    related = (
        "evaluation__period", "person", "rater", "rater_superior", "answered_by", "recommended_by", "decider",
        "decided_by",
    )  # fmt: skip
    objection = Objection.objects.select_related(*related).filter(pk=objection_id).first()
    if objection is None:
        raise NotVisible
    return objection, check_may_read(actor, objection)


def check_act(actor: Actor, objection_id: int, act: str) -> None:
    """The gate of a post, before its form is read."""
    objection = Objection.objects.filter(pk=objection_id).first()
    if objection is None:
        raise NotVisible
    check_may(actor, act, objection)


def case_page(actor: Actor, objection_id: int) -> CasePage:
    """At most ten statements."""
    objection, standing = objection_or_404(actor, objection_id)
    is_desk = bool(standing & {Standing.ANALYST, Standing.DECIDER}) or (
        Standing.READER in standing and actor.has_role("auditor")
    )
    zone = agency_zone()
    first = min(objection.received_on, clock.today())
    calendar = calendar_between(first, max(objection.decision_due_on, clock.today()))
    waits = objection.answer_due_on if objection.state == "filed" else None
    return CasePage(
        id=objection.pk, evaluation_id=objection.evaluation_id, lock_version=objection.lock_version,
        title=period_words(objection.evaluation.period), person=objection.person.full_name, state=objection.state,
        label=objection.get_state_display(), tone=TONES[objection.state], is_owner=Standing.OWNER in standing,
        is_desk=is_desk, opens_desk=has_desk(actor), filed_at=objection.filed_at,
        due=clock_until(objection.decision_due_on, objection.state, calendar),
        answer_due=clock_until(waits, objection.state, calendar) if waits else None,
        tree=kept_tree(objection, calendar, zone), items=_items(objection), sides=_sides(objection),
        words=tuple(_words(objection, is_desk)), independence=_independence(objection, is_desk),
        effects=_effects(objection), precedents=similar_to(objection, facts_of(objection)) if is_desk else (),
        may=_may(objection, standing, actor), result=objection.proposed_result or objection.result_before,
        behaviour=objection.proposed_behaviour or objection.behaviour_before,
        is_unit_head=objection.evaluation.is_unit_head, result_is_read=not (standing & {Standing.DECIDER}),
    )  # fmt: skip


def _may(objection: Objection, standing: frozenset[Standing], actor: Actor) -> frozenset[str]:
    if actor.on_behalf_of is not None:
        return frozenset()
    parties = {Party(one.value) for one in standing if one is not Standing.READER}
    found = {name for name, move in OBJECTION.items() if move.who in parties and objection.state in move.sources}
    too_early = objection.state == "filed" and (
        objection.answer_due_on is None or clock.today() <= objection.answer_due_on
    )
    return frozenset(found - {"recommend"} if too_early else found)


def _items(objection: Objection) -> tuple[Item, ...]:
    rows = objection.items.select_related("result").order_by("kind", "pk")
    return tuple(Item(item_words(row), rating_word(row.rating)) for row in rows)


def _sides(objection: Objection) -> tuple[Side, Side]:
    files: dict[str, list[File]] = {"employee": [], "rater": []}
    for row in ObjectionEvidence.objects.filter(objection=objection).order_by("pk"):
        files[row.side].append(File(row.pk, row.title, row.size, row.added_at))
    return (
        Side(objection.person.full_name, _("Pegawai"), objection.reason, objection.arrived_at,
             tuple(files["employee"])),
        Side(objection.rater.full_name, _("Pejabat penilai"), objection.answer, objection.answered_at,
             tuple(files["rater"])),
    )  # fmt: skip


def _words(objection: Objection, is_desk: bool) -> list[Word]:
    """What was said after both sides; the recommendation is read by the desk alone until the decision."""
    found = []
    over = objection.state in DECIDED
    if objection.recommendation and (is_desk or over):
        by = objection.recommended_by.full_name if objection.recommended_by else ""
        title = _("Rekomendasi: %s") % objection.get_recommended_display().lower()
        found.append(Word(title, objection.recommendation, by, objection.recommended_at))
    decider = objection.decider.full_name if objection.decider and (is_desk or over) else _("Pejabat pemutus")
    if objection.return_reason:
        found.append(
            Word(_("Dikembalikan untuk dinilai ulang"), objection.return_reason, decider, objection.returned_at, "bp")
        )
    if objection.rerate_reason:
        title = _("Dinilai ulang: hasil kerja %(r)s, perilaku %(b)s") % {
            "r": rating_word(objection.proposed_result).lower(),
            "b": rating_word(objection.proposed_behaviour).lower(),
        }
        found.append(Word(title, objection.rerate_reason, objection.rater.full_name, objection.rerated_at))
    if over:
        tone = "b" if objection.state == "changed" else "none"
        title = _("Putusan: %s") % objection.get_state_display().lower()
        found.append(Word(title, objection.decision_reason, decider, objection.decided_at, tone))
    return found


def _independence(objection: Objection, is_desk: bool) -> Independence | None:
    draw = Draw.objects.filter(objection=objection).select_related("chosen").order_by("-number").first()
    if draw is None:
        return None
    shows = is_desk or objection.state in DECIDED
    left_out = tuple((n, str(LEFT_OUT[code])) for code, n in draw.left_out.items() if code in LEFT_OUT)
    return Independence(
        draw.number, len(draw.candidates), left_out, short_hash(draw.seed), draw.drawn_at,
        draw.chosen.full_name if shows else "", draw.get_answer_display(), draw.answer == Draw.Answer.CLEAR,
    )  # fmt: skip


def _effects(objection: Objection) -> tuple[Effect, ...]:
    """Predicate, both ratings and, for functional posts, the credit points of the period."""
    tone = PREDICATE_TONES.get(objection.predicate_after or 0, "")
    after = predicate_word(objection.predicate_after) if objection.predicate_after else ""
    behaviour = rating_word(objection.behaviour_before), rating_word(objection.behaviour_after)
    lines = [
        Effect(_("Predikat"), predicate_word(objection.predicate_before), after, tone),
        Effect(_("Hasil kerja"), rating_word(objection.result_before), rating_word(objection.result_after), ""),
        Effect(_("Perilaku kerja"), *behaviour, ""),
    ]
    if objection.credit_before is not None:
        before, now = credit_words(objection.credit_before), credit_words(objection.credit_after)
        lines.append(Effect(_("Angka kredit periode ini"), before, now, ""))
    return tuple(lines)


def evidence_or_404(actor: Actor, evidence_id: int) -> ObjectionEvidence:
    """A file of either side, for everybody who may read the case."""
    row = ObjectionEvidence.objects.select_related("objection").filter(pk=evidence_id).first()
    if row is None:
        raise NotVisible
    check_may_read(actor, row.objection)
    return row
