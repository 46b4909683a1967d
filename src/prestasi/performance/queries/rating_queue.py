"""S03 Antrean nilai: list, item, evidence. Seven statements for any number of people and results,
and at most one for each app of `providers.rater_panel`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prestasi.core import providers
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.core.formats import plain_date
from prestasi.people.models import LeaveKind
from prestasi.performance import mapping
from prestasi.performance.models import Evaluation, ExpectedResult, FeedbackNote, ItemRating, Period, UnitAchievement
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.queries.achievement import Standing, standings_of_plan
from prestasi.performance.queries.evidence import EvidenceRow, evidence_of_results
from prestasi.performance.queries.rating_rows import (
    DONE,
    Habit,
    Item,
    Queue,
    QueueLine,
    RatingRow,
    ValueRow,
    Verdict,
)
from prestasi.performance.queries.waiting import evaluations_to_rate
from prestasi.performance.queries.words import (
    PREDICATE_TONES,
    VALUES,
    percent_of_target,
    period_words,
    predicate_word,
)
from prestasi.performance.rating_sheet import RatingSheet
from prestasi.performance.states_evaluation import PERIOD_CLOSED

LIST_FIELDS = (
    "state", "predicate", "skipped_reason", "is_unit_head", "lock_version", "self_note", "self_at", "behaviour_items",
    "result_rating", "behaviour_rating", "result_reason", "behaviour_reason", "note", "unit", "rater", "rater_superior",
    "person__name", "person__title_before", "person__title_after", "plan__version", "plan__agreed_at",
    "plan__starts_on",
    "plan__ends_on", "plan__state", "plan__person", "plan__position__title", "plan__cycle", "period",
)  # fmt: skip


def queue_page(
    actor: Actor,
    evaluation_id: int | None = None,
    sheet: RatingSheet | None = None,
    errors: dict[str, str] | None = None,
) -> Queue:
    """The queue of the open period, at one evaluation (default: the first not rated).

    `sheet` is what was typed and not saved. NotVisible or NotAllowed when the evaluation is not the actor's to rate.
    """
    gate.check_scope(actor, gate.RATE)
    mine = list(_mine(actor))
    period = _chosen_period(mine, evaluation_id)
    rows = [row for row in mine if period and row.period_id == period.pk]
    current = _current(actor, rows, evaluation_id)
    periods = tuple({row.period_id: row.period for row in mine}.values())
    lines = tuple(_line(row, current) for row in rows)
    if period is None or current is None:
        return Queue(period_words(period) if period else "", period, periods, lines)
    before, after = _beside(rows, current)
    return Queue(
        period_words(period), period, periods, lines, _item(actor, current, sheet, errors or {}),
        _habit(actor, rows, period), before, after, _distribution(rows), _panels(actor, current),
    )  # fmt: skip


def _mine(actor: Actor) -> QuerySet[Evaluation]:
    level = UnitAchievement.objects.filter(unit=OuterRef("unit"), period=OuterRef("period")).values("level")
    return (
        evaluations_to_rate(actor)
        .select_related("person", "plan", "plan__position", "period")
        .only(*LIST_FIELDS, *(f"period__{f.name}" for f in Period._meta.fields))
        .annotate(achievement=Subquery(level[:1]))
        .order_by("period__number", "person__name", "pk")
    )


def _chosen_period(mine: Sequence[Evaluation], evaluation_id: int | None) -> Period | None:
    """The period of the evaluation asked for, else the first in which somebody is not rated yet."""
    if evaluation_id is not None:
        return next((row.period for row in mine if row.pk == evaluation_id), None)
    waiting = [row.period for row in mine if row.state in {"open", "self"}]
    return waiting[0] if waiting else (mine[0].period if mine else None)


def _current(actor: Actor, rows: Sequence[Evaluation], evaluation_id: int | None) -> Evaluation | None:
    if evaluation_id is None:
        rateable = [row for row in rows if row.state != "skipped"]
        return next((row for row in rateable if row.state in {"open", "self"}), rateable[0] if rateable else None)
    found = next((row for row in rows if row.pk == evaluation_id), None)
    if found is not None:
        return found
    row = Evaluation.objects.select_related("plan").filter(pk=evaluation_id).first()
    if row is not None:
        gate.check_may_rate(actor, row.plan)
    raise NotVisible


def _beside(rows: Sequence[Evaluation], current: Evaluation) -> tuple[int | None, int | None]:
    ids = [row.pk for row in rows if row.state != "skipped"]
    at = ids.index(current.pk) if current.pk in ids else 0
    return (ids[at - 1] if at > 0 else None, ids[at + 1] if at + 1 < len(ids) else None)


def next_open(actor: Actor, after_id: int) -> int | None:
    """The next person not rated yet, from here on and then from the top."""
    rows = list(evaluations_to_rate(actor).order_by("period__number", "person__name", "pk").values_list("pk", "state"))
    ids = [pk for pk, _state in rows]
    at = ids.index(after_id) + 1 if after_id in ids else 0
    return next((pk for pk, state in [*rows[at:], *rows[:at]] if state in {"open", "self"}), None)


def _line(row: Evaluation, current: Evaluation | None) -> QueueLine:
    is_current = current is not None and row.pk == current.pk
    tone = PREDICATE_TONES.get(row.predicate or 0, "") if row.state in DONE else ""
    return QueueLine(
        row.pk,
        row.person.full_name,
        row.plan.position.title,
        row.state,
        _state_words(row, is_current),
        tone,
        is_current,
    )


def _state_words(row: Evaluation, is_current: bool) -> str:
    if row.state == "skipped":
        if row.skipped_reason == PERIOD_CLOSED:
            return _("periode ditutup sebelum dinilai")
        return _("%s, dilewati") % dict(LeaveKind.choices).get(row.skipped_reason, row.skipped_reason)
    if row.state in DONE:
        return predicate_word(row.predicate)
    if is_current:
        return _("Sedang dinilai")
    return _("Evaluasi diri masuk") if row.state == "self" else _("Belum dinilai")


def _item(actor: Actor, row: Evaluation, sheet: RatingSheet | None, errors: dict[str, str]) -> Item:
    items = {item.result_id: item for item in row.items.all()}
    standings = standings_of_plan(row.plan, row.period)
    sheet = sheet or saved_sheet(row, items.values())
    evidence = evidence_of_results(list(standings), min(row.period.ends_on, row.plan.ends_on), row.plan_id, actor)
    notes = tuple(
        FeedbackNote.objects.filter(plan=row.plan_id).select_related("given_by", "result").order_by("-given_at")[:60]
    )
    return Item(
        id=row.pk, plan_id=row.plan_id, name=row.person.full_name, post=row.plan.position.title,
        plan_words=_plan_words(row), state=row.state, lock_version=row.lock_version, self_note=row.self_note,
        note=sheet.note, rows=tuple(_rows(standings, items, sheet, errors, evidence)),
        values=tuple(_values(notes, sheet, errors)),
        feedback=notes,
        evidence=tuple(evidence),
        verdict=verdict(row, {pk: s.is_main for pk, s in standings.items()}, sheet, errors),
    )  # fmt: skip


def _panels(actor: Actor, row: Evaluation) -> tuple[providers.Panel, ...]:
    """What higher apps know about the person being rated."""
    return providers.rater_panel.collect(actor, providers.Rated(row.pk, row.plan_id, row.person_id, row.period_id))


def _plan_words(row: Evaluation) -> str:
    if row.plan.agreed_at is None:
        return _("SKP versi %s") % row.plan.version
    return _("SKP versi %(v)s, disepakati %(day)s") % {"v": row.plan.version, "day": plain_date(row.plan.agreed_at)}


def saved_sheet(row: Evaluation, items: Iterable[ItemRating]) -> RatingSheet:
    """What is saved, as a sheet."""
    known = list(items)
    return RatingSheet(
        items={item.result_id: item.rating for item in known},
        reasons={item.result_id: item.reason for item in known},
        behaviour=row.behaviour_items or [None] * 7,
        result_rating=row.result_rating, behaviour_rating=row.behaviour_rating, result_reason=row.result_reason,
        behaviour_reason=row.behaviour_reason, note=row.note,
    )  # fmt: skip


def _rows(
    standings: dict[int, Standing], items: dict[int, ItemRating], sheet: RatingSheet, errors: dict[str, str],
    evidence: Sequence[EvidenceRow],
) -> Iterable[RatingRow]:  # fmt: skip
    newest = {piece.result_id: piece.id for piece in reversed(evidence)}
    for pk, standing in standings.items():
        item = items.get(pk)
        yield RatingRow(
            pk, standing.number, standing.text, standing.is_main, standing.indicators,
            percent_of_target(standing.achievement_bp), standing.evidence_count, item.self_rating if item else None,
            sheet.items.get(pk), sheet.reasons.get(pk, ""), errors.get(f"r{pk}", ""), errors.get(f"a{pk}", ""),
            newest.get(pk),
        )  # fmt: skip


def _values(notes: Sequence[FeedbackNote], sheet: RatingSheet, errors: dict[str, str]) -> Iterable[ValueRow]:
    for number, word in enumerate(VALUES, 1):
        own = tuple(note for note in notes if note.behaviour == number)
        yield ValueRow(number, str(word), own, sheet.behaviour[number - 1], errors.get(f"p{number}", ""))


def verdict(row: Evaluation, is_main: dict[int, bool], sheet: RatingSheet, errors: dict[str, str]) -> Verdict:
    """Suggestion and predicate of a sheet; the decision is prefilled by the suggestion once everything is rated."""
    level: str | None = getattr(row, "achievement", None)
    on = row.period.ends_on
    suggestion = mapping.suggest(((sheet.items.get(pk), main) for pk, main in is_main.items()), sheet.behaviour, on)
    result = sheet.result_rating or suggestion.result
    behaviour = sheet.behaviour_rating or suggestion.behaviour
    decision = mapping.decide(
        is_unit_head=row.is_unit_head, unit_achievement=level, result=result, behaviour=behaviour, on=on
    )
    return Verdict(
        suggestion.result, suggestion.behaviour, decision.result, behaviour, decision.predicate,
        predicate_word(decision.predicate) if decision.predicate else "",
        PREDICATE_TONES.get(decision.predicate or 0, ""),
        mapping.explain(suggestion.steps, "suggested_result", get_language() or "id"), row.is_unit_head,
        str(UnitAchievement.Level(level).label) if level else "", errors, sheet.result_reason, sheet.behaviour_reason,
        sheet.without_achievement_reason, sum(rating is not None for rating in sheet.behaviour),
    )  # fmt: skip


def preview(actor: Actor, evaluation_id: int, sheet: RatingSheet) -> Verdict:
    """The verdict of a sheet that is not saved. Two statements; NotVisible when it is not the actor's to rate."""
    gate.check_scope(actor, gate.RATE)
    row = _mine(actor).filter(pk=evaluation_id).first()
    if row is None:
        raise NotVisible
    return verdict(row, main_results(row.plan_id), sheet, {})


def main_results(plan_id: int) -> dict[int, bool]:
    """Result id -> is it a main one, in order."""
    results = ExpectedResult.objects.filter(plan=plan_id, dropped_at__isnull=True).order_by("order", "pk")
    return {pk: kind == "utama" for pk, kind in results.values_list("pk", "kind")}


def _habit(actor: Actor, rows: Sequence[Evaluation], period: Period) -> Habit | None:
    me, units = gate.acting_person(actor), {row.unit_id for row in rows}
    rated = ItemRating.objects.filter(rating__isnull=False, evaluation__period__cycle=period.cycle_id)
    near = rated.filter(Q(evaluation__rater=me) | Q(evaluation__unit__in=units))
    counts: Counter[tuple[bool, int]] = Counter()
    for rater, rating, n in near.values_list("evaluation__rater", "rating").annotate(n=Count("pk")):
        counts[rater == me, rating] += n
    own, others = (sum(counts[mine, r] for r in (1, 2, 3)) for mine in (True, False))
    if not own:
        return None
    above, meets, below = (mapping.half_up(counts[True, r] * 100, own) for r in (1, 2, 3))
    return Habit(own, above, meets, below, others, mapping.half_up(counts[False, 1] * 100, others) if others else 0)


def _distribution(rows: Sequence[Evaluation]) -> tuple[tuple[int, str, str], ...]:
    """Predicates given so far in this list: (number of people, sentiment, word)."""
    counts = Counter(row.predicate for row in rows if row.state in DONE and row.predicate)
    return tuple((counts[p], PREDICATE_TONES[p], predicate_word(p)) for p in sorted(PREDICATE_TONES) if counts[p])


def plan_of(evaluation_id: int) -> int | None:
    """The plan that an evaluation is about; None when there is no such evaluation."""
    return Evaluation.objects.filter(pk=evaluation_id).values_list("plan_id", flat=True).first()
