"""Self-assessment, rating, confirmation and receipt of an evaluation (*evaluasi kinerja*)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock, live
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid, NotVisible
from prestasi.core.formats import plain_date
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.notify import notify
from prestasi.people.models import ReportingLine
from prestasi.performance import mapping
from prestasi.performance.models import Evaluation, ItemRating, Period, UnitAchievement
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.queries.achievement import standings_of_plan
from prestasi.performance.queries.snapshot import facts_of
from prestasi.performance.queries.words import period_words
from prestasi.performance.rating_sheet import EXTREMES, RATINGS, RatingSheet, errors_of
from prestasi.performance.states_evaluation import EVALUATION, may_move

Key = str | uuid.UUID | None


def self_assess(
    *, by: Actor, evaluation_id: int, ratings: Mapping[int, int | None], note: str = "", lock_version: int, key: Key = None
) -> Receipt:
    """*Evaluasi diri*: the employee's own view of every result (result id -> 1 to 3), optional, before the rating."""

    def act() -> Receipt:
        evaluation = _locked(evaluation_id)
        gate.check_owner(by, evaluation.person_id)
        _check_move(evaluation, "self_assess")
        _check_version(evaluation, lock_version, {"note": (evaluation.self_note, note)})
        items = _items(evaluation)
        if any(ratings.get(pk) not in RATINGS for pk in items):
            raise Invalid({f"r{pk}": _("Pilih satu.") for pk in items if ratings.get(pk) not in RATINGS})
        for pk, item in items.items():
            item.self_rating = ratings[pk]
        ItemRating.objects.bulk_update(items.values(), ["self_rating"])
        evaluation.self_note, evaluation.self_at = note.strip()[:4000], clock.now()
        _save(evaluation, "self_assess")
        return _recorded("evaluation.self_assessed", evaluation, by, "employee", {"ratings": _numbers(ratings)})

    return once(key, by, act)


def rate_evaluation(
    *, by: Actor, evaluation_id: int, sheet: RatingSheet, lock_version: int, key: Key = None
) -> Receipt:
    """Save the rater's decision; the predicate follows from the rule set. Again possible until it is confirmed.

    Invalid names every missing rating and reason; Conflict when somebody saved first; Closed after confirmation and
    in a period that is not open.
    """

    def act() -> Receipt:
        evaluation = _locked(evaluation_id)
        capacity = gate.check_may_rate(by, evaluation.plan)
        _check_move(evaluation, "rate")
        items = _items(evaluation)
        _check_version(evaluation, lock_version, lambda: _differences(evaluation, items, sheet))
        warnings = _apply(evaluation, items, sheet, by)
        _save(evaluation, "rate")
        payload = _rating_payload(evaluation, items) | {"extremes_without_evidence": warnings}
        return _recorded(
            "evaluation.rated", evaluation, by, capacity, payload,
            _("Atasan penilai menetapkan sampai %s.") % plain_date(evaluation.period.confirm_due_on),
        )  # fmt: skip

    return once(key, by, act)


def withdraw_rating(*, by: Actor, evaluation_id: int, key: Key = None) -> Receipt:
    """Undo a rating that is not confirmed yet: the ratings are taken off, the event of the rating stays."""

    def act() -> Receipt:
        evaluation = _locked(evaluation_id)
        capacity = gate.check_may_rate(by, evaluation.plan)
        _check_move(evaluation, "withdraw")
        _clear(evaluation)
        return _recorded("evaluation.withdrawn", evaluation, by, capacity, {})

    return once(key, by, act)


def send_back(*, by: Actor, evaluation_id: int, reason: str, key: Key = None) -> Receipt:
    """The rater's superior asks for a new rating, with a reason."""

    def act() -> Receipt:
        evaluation = _locked(evaluation_id)
        capacity = gate.check_may_confirm(by, evaluation)
        _check_move(evaluation, "send_back")
        if len(reason.strip()) < 5:
            raise Invalid({"reason": _("Tulis apa yang perlu ditinjau lagi oleh penilai.")})
        rater = evaluation.rated_by_id
        evaluation.state = "open"
        evaluation.lock_version += 1
        evaluation.save()
        if rater:
            notify(
                person_id=rater, kind="evaluation.sent_back", why=reason.strip()[:200],
                text=_("Penilaian %s perlu ditinjau lagi") % evaluation.person.full_name,
                url=f"/nilai/{evaluation.pk}/", effect_key=f"evaluation.sent_back:{evaluation.pk}:{evaluation.lock_version}",
            )  # fmt: skip
        return _recorded("evaluation.sent_back", evaluation, by, capacity, {"reason": reason.strip()})

    return once(key, by, act)


def confirm_evaluation(*, by: Actor, evaluation_id: int, lock_version: int | None = None, key: Key = None) -> Receipt:
    """The rater's superior sets the result; from now on it is read-only and the employee may open it."""

    def act() -> Receipt:
        evaluation = _locked(evaluation_id)
        capacity = gate.check_may_confirm(by, evaluation)
        _check_move(evaluation, "confirm")
        _check_version(evaluation, lock_version, {})
        evaluation.confirmed_by_id, evaluation.confirmed_at = by.person_id, clock.now()
        _save(evaluation, "confirm")
        words = period_words(evaluation.period)
        notify(
            person_id=evaluation.person_id, kind="evaluation.confirmed", text=_("Hasil %s sudah ditetapkan") % words,
            url=f"/hasil/{evaluation.pk}/", effect_key=f"evaluation.confirmed:{evaluation.pk}",
        )  # fmt: skip
        payload = {"predicate": evaluation.predicate, "ruleset": evaluation.ruleset, "hash": evaluation.ruleset_hash}
        return _recorded("evaluation.confirmed", evaluation, by, capacity, payload)

    return once(key, by, act)


def receive_evaluation(*, by: Actor, evaluation_id: int, key: Key = None) -> Receipt:
    """The employee opens the result: the day of receipt, from which the time for an objection counts."""

    def act() -> Receipt:
        evaluation = _locked(evaluation_id)
        gate.check_owner(by, evaluation.person_id)
        _check_move(evaluation, "receive", needs_open_period=False)
        evaluation.received_at = clock.now()
        _save(evaluation, "receive", ["received_at"])
        last = mapping.objection_last_day(clock.today())
        return _recorded(
            "evaluation.received", evaluation, by, "employee", {"objection_until": last.isoformat()},
            _("Keberatan dapat diajukan sampai %s.") % plain_date(last),
        )  # fmt: skip

    return once(key, by, act)


def _locked(evaluation_id: int) -> Evaluation:
    found = Evaluation.objects.select_for_update(of=("self",)).select_related("plan", "period", "person")
    evaluation = found.filter(pk=evaluation_id).first()
    if evaluation is None:
        raise NotVisible
    return evaluation


def _check_move(evaluation: Evaluation, act: str, *, needs_open_period: bool = True) -> None:
    if needs_open_period and evaluation.period.state != Period.State.OPEN:
        raise Closed(_("Periode ini tidak sedang dibuka. Penilaiannya tidak dapat diubah."))
    if not may_move(EVALUATION, act, evaluation.state):
        raise Closed(_("Penilaian ini berstatus “%s”; langkah ini tidak berlaku lagi.") % evaluation.get_state_display())


def _check_version(
    evaluation: Evaluation, seen: int | None, fields: Mapping[str, tuple[str, str]] | Callable[[], Mapping[str, tuple[str, str]]]
) -> None:
    if seen is not None and seen != evaluation.lock_version:
        message = _("Orang lain menyimpan penilaian ini lebih dulu. Bandingkan, lalu simpan lagi.")
        raise Conflict(message, fields() if callable(fields) else fields)


def _items(evaluation: Evaluation) -> dict[int, ItemRating]:
    """Rows for the results of the plan as agreed now, by result id; missing ones are made, dropped ones removed."""
    results = {r.pk: r for r in evaluation.plan.results.filter(dropped_at__isnull=True).order_by("order", "pk")}
    known = {item.result_id: item for item in evaluation.items.all()}
    gone = [item.pk for pk, item in known.items() if pk not in results]
    ItemRating.objects.filter(pk__in=gone).delete()
    missing = [
        ItemRating(evaluation=evaluation, result=result, is_main=result.kind == "utama")
        for pk, result in results.items()
        if pk not in known
    ]
    known |= {item.result_id: item for item in ItemRating.objects.bulk_create(missing)}
    return {pk: known[pk] for pk in results}


def _apply(evaluation: Evaluation, items: dict[int, ItemRating], sheet: RatingSheet, by: Actor) -> list[int]:
    """Check the sheet, compute, write everything on the evaluation; answers extremes without accepted evidence."""
    ends = evaluation.period.ends_on
    suggestion = mapping.suggest(((sheet.items.get(pk), item.is_main) for pk, item in items.items()), sheet.behaviour, ends)
    level = _achievement_level(evaluation, sheet)
    errors = errors_of(sheet, list(items), is_head=evaluation.is_unit_head, suggested=suggestion.result)
    if errors:
        raise Invalid(errors)
    decision = mapping.decide(
        is_unit_head=evaluation.is_unit_head, unit_achievement=level, result=sheet.result_rating,
        behaviour=sheet.behaviour_rating, on=ends,
    )  # fmt: skip
    standings = standings_of_plan(evaluation.plan, evaluation.period)
    _write_items(items, sheet, standings)
    _write_decision(evaluation, sheet, suggestion, decision)
    _freeze(evaluation, by, level, sheet, standings)
    return [pk for pk, item in items.items() if item.rating in EXTREMES and not item.evidence_count]


def _achievement_level(evaluation: Evaluation, sheet: RatingSheet) -> str | None:
    """The unit's achievement. Its head cannot be rated without; for others a reason is asked and kept."""
    level = (
        UnitAchievement.objects.filter(unit=evaluation.unit_id, period=evaluation.period_id)
        .values_list("level", flat=True)
        .first()
    )
    if level is None and evaluation.is_unit_head:
        raise Closed(_("Capaian organisasi unit ini belum ditetapkan, padahal menjadi rating hasil kerja pimpinannya."))
    if level is None and len(sheet.without_achievement_reason.strip()) < 5:
        raise Invalid({"without_achievement_reason": _("Capaian organisasi belum ditetapkan. Tulis alasan menilai lebih dulu.")})
    return level


def _write_items(items: dict[int, ItemRating], sheet: RatingSheet, standings: Mapping[int, Any]) -> None:
    for pk, item in items.items():
        item.rating, item.reason = sheet.items[pk], sheet.reasons.get(pk, "").strip()[:400]
        standing = standings.get(pk)
        item.achievement_bp = standing.achievement_bp if standing else None
        item.evidence_count = standing.evidence_count if standing else 0
    ItemRating.objects.bulk_update(items.values(), ["rating", "reason", "achievement_bp", "evidence_count"])


def _write_decision(
    evaluation: Evaluation, sheet: RatingSheet, suggestion: mapping.Suggestion, decision: mapping.Decision
) -> None:
    evaluation.behaviour_items = list(sheet.behaviour)
    evaluation.result_suggested, evaluation.behaviour_suggested = suggestion.result, suggestion.behaviour
    evaluation.result_rating, evaluation.behaviour_rating = decision.result, sheet.behaviour_rating
    evaluation.result_reason, evaluation.behaviour_reason = sheet.result_reason.strip(), sheet.behaviour_reason.strip()
    evaluation.predicate = decision.predicate
    evaluation.ruleset, evaluation.ruleset_hash = decision.ruleset, decision.ruleset_hash
    evaluation.steps = {**decision.steps, **suggestion.steps}
    evaluation.note = sheet.note.strip()[:4000]


def _freeze(
    evaluation: Evaluation, by: Actor, level: str | None, sheet: RatingSheet, standings: Mapping[int, Any]
) -> None:
    """Position, unit, rank, rater and rater's superior as words of the day, with the figures the rater had in view."""
    plan, day = evaluation.plan, gate.line_day(evaluation.plan)
    rater = gate.acting_person(by)
    above = superior_of(rater, day) or rater
    facts = facts_of({plan.person_id, rater, above, by.person_id}, min(day, evaluation.period.ends_on))
    evaluation.rater_id, evaluation.rater_superior_id = rater, above
    evaluation.rated_by_id, evaluation.rated_at = by.person_id, clock.now()
    evaluation.frozen = {
        "person": facts.get(plan.person_id),
        "rater": facts.get(rater),
        "rater_superior": facts.get(above),
        "by_delegation": facts.get(by.person_id) if by.on_behalf_of else None,
        "plan_version": plan.version,
        "unit_achievement": level,
        "without_achievement_reason": sheet.without_achievement_reason.strip() if level is None else "",
        "standings": {str(pk): standing.frozen() for pk, standing in standings.items()},
    }


def superior_of(person_id: int | None, day: dt.date) -> int | None:
    """The direct superior of a person on a day."""
    lines = ReportingLine.objects.on(day).filter(person_id=person_id)
    return lines.values_list("superior_id", flat=True).first()


def _clear(evaluation: Evaluation) -> None:
    evaluation.state = "open"
    evaluation.lock_version += 1
    for name in ("result_rating", "behaviour_rating", "predicate", "steps", "rated_at", "rated_by_id", "behaviour_items"):
        setattr(evaluation, name, None)
    evaluation.result_reason = evaluation.behaviour_reason = ""
    evaluation.save()
    evaluation.items.update(rating=None, reason="")


def _save(evaluation: Evaluation, act: str, fields: list[str] | None = None) -> None:
    evaluation.state = EVALUATION[act].to or evaluation.state
    evaluation.lock_version += 1
    evaluation.save(update_fields=[*fields, "state", "lock_version"] if fields else None)


def _differences(
    evaluation: Evaluation, items: Mapping[int, ItemRating], sheet: RatingSheet
) -> dict[str, tuple[str, str]]:
    """Field -> (saved by somebody else, sent now), only where they differ."""
    pairs: dict[str, tuple[Any, Any]] = {f"r{pk}": (item.rating, sheet.items.get(pk)) for pk, item in items.items()}
    theirs = evaluation.behaviour_items or [None] * 7
    pairs |= {f"p{n}": (theirs[n - 1], sheet.behaviour[n - 1]) for n in range(1, 8)}
    pairs |= {name: (getattr(evaluation, name), getattr(sheet, name)) for name in ("result_rating", "behaviour_rating", "note")}
    return {name: (str(a or ""), str(b or "")) for name, (a, b) in pairs.items() if (a or "") != (b or "")}


def _rating_payload(evaluation: Evaluation, items: Mapping[int, ItemRating]) -> dict[str, Any]:
    return {
        "result": evaluation.result_rating,
        "behaviour": evaluation.behaviour_rating,
        "predicate": evaluation.predicate,
        "ruleset": evaluation.ruleset,
        "hash": evaluation.ruleset_hash,
        "items": {str(pk): item.rating for pk, item in items.items()},
        "values": evaluation.behaviour_items,
    }


def _numbers(ratings: Mapping[int, int | None]) -> dict[str, int | None]:
    return {str(pk): rating for pk, rating in ratings.items()}


def _recorded(
    kind: str, evaluation: Evaluation, by: Actor, capacity: str, payload: dict[str, Any], next_step: str = ""
) -> Receipt:
    receipt = record(
        kind, by=by, about=evaluation, subject=evaluation.person_id, unit=evaluation.unit_id, capacity=capacity,
        payload={"period": evaluation.period_id, **payload}, next_step=next_step,
    )  # fmt: skip
    if kind in {"evaluation.rated", "evaluation.confirmed"}:
        Evaluation.objects.filter(pk=evaluation.pk).update(event_id=receipt.event_id)
    for topic in (f"person:{evaluation.person_id}", f"team:{evaluation.rater_id}", f"unit:{evaluation.unit_id}"):
        live.publish(topic, {"kind": kind, "id": evaluation.pk, "person": evaluation.person_id})
    return receipt
