"""Rating an evaluation (*penilaian kinerja*) and taking a rating back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid
from prestasi.core.formats import plain_date
from prestasi.core.receipt import Receipt
from prestasi.people.queries.superior import superior_of
from prestasi.performance import mapping
from prestasi.performance.actions.evaluation_moves import (
    check_move,
    check_version,
    items_of,
    locked,
    recorded,
    save_move,
)
from prestasi.performance.models import Evaluation, ItemRating, RuleLock, UnitAchievement
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.queries.achievement import standings_of_plan
from prestasi.performance.queries.snapshot import facts_of
from prestasi.performance.rating_sheet import EXTREMES, RatingSheet, errors_of

Key = str | uuid.UUID | None
SETTLED = frozenset({"agreed", "ended", "closed"})


def rate_evaluation(
    *, by: Actor, evaluation_id: int, sheet: RatingSheet, lock_version: int, key: Key = None
) -> Receipt:
    """Save the rater's decision; the predicate follows from the rule set. Again possible until it is confirmed.

    Invalid names every missing rating and reason; Conflict when somebody saved first; Closed after confirmation, in a
    period that is not open, and while the plan is being changed: what is rated is what both sides agreed.
    """

    def act() -> Receipt:
        evaluation = locked(evaluation_id)
        capacity = gate.check_may_rate(by, evaluation.plan)
        check_move(evaluation, "rate")
        _check_plan_settled(evaluation)
        items = items_of(evaluation)
        check_version(evaluation, lock_version, lambda: _differences(evaluation, items, sheet))
        warnings = _apply(evaluation, items, sheet, by)
        save_move(evaluation, "rate")
        payload = _rating_payload(evaluation, items) | {"extremes_without_evidence": warnings}
        return recorded(
            "evaluation.rated", evaluation, by, capacity, payload,
            _("Atasan penilai menetapkan sampai %s.") % plain_date(evaluation.period.confirm_due_on),
        )  # fmt: skip

    return once(key, by, act)


def _check_plan_settled(evaluation: Evaluation) -> None:
    """The rater can agree to the change or cancel it, so the employee cannot hold up the rating."""
    if evaluation.plan.state not in SETTLED:
        raise Closed(_("Rencana kinerjanya sedang diubah. Sepakati atau batalkan perubahan itu dulu, lalu nilai."))


def withdraw_rating(*, by: Actor, evaluation_id: int, key: Key = None) -> Receipt:
    """Undo a rating that is not confirmed yet: the ratings are taken off, the event of the rating stays."""

    def act() -> Receipt:
        evaluation = locked(evaluation_id)
        capacity = gate.check_may_rate(by, evaluation.plan)
        check_move(evaluation, "withdraw")
        _clear(evaluation)
        return recorded("evaluation.withdrawn", evaluation, by, capacity, {})

    return once(key, by, act)


def _apply(evaluation: Evaluation, items: dict[int, ItemRating], sheet: RatingSheet, by: Actor) -> list[int]:
    """Check the sheet, compute, write everything on the evaluation; answers extremes without accepted evidence."""
    ends = evaluation.period.ends_on
    suggestion = mapping.suggest(
        ((sheet.items.get(pk), item.is_main) for pk, item in items.items()), sheet.behaviour, ends
    )
    level = _achievement_level(evaluation, sheet)
    errors = errors_of(sheet, list(items), is_head=evaluation.is_unit_head, suggested=suggestion.result)
    if errors:
        raise Invalid(errors)
    decision = mapping.decide(
        is_unit_head=evaluation.is_unit_head, unit_achievement=level, result=sheet.result_rating,
        behaviour=sheet.behaviour_rating, on=ends,
    )  # fmt: skip
    _check_rules(evaluation, decision)
    standings = standings_of_plan(evaluation.plan, evaluation.period)
    _write_items(items, sheet, standings)
    _write_decision(evaluation, sheet, suggestion, decision)
    _freeze(evaluation, by, level, sheet, standings)
    return [pk for pk, item in items.items() if item.rating in EXTREMES and not item.evidence_count]


def _check_rules(evaluation: Evaluation, decision: mapping.Decision) -> None:
    """One rule text per period, that of its first rating; the database refuses the same again."""
    lock = RuleLock.objects.filter(period=evaluation.period_id).first()
    if lock is not None and (lock.ruleset, lock.ruleset_hash) != (decision.ruleset, decision.ruleset_hash):
        raise Closed(
            _("Aturan periode ini terkunci sejak penilaian pertama, %(day)s. Aturan yang terpasang sekarang berbeda; "
              "hubungi analis kepegawaian.") % {"day": plain_date(lock.locked_at.date())}
        )  # fmt: skip


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
        raise Invalid(
            {"without_achievement_reason": _("Capaian organisasi belum ditetapkan. Tulis alasan menilai lebih dulu.")}
        )
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
    evaluation.behaviour_items = [rating for rating in sheet.behaviour if rating is not None]
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
    me = gate.person_of(by)
    rater = by.on_behalf_of or me
    above = superior_of(rater, day) or rater
    facts = facts_of({plan.person_id, rater, above, me}, min(day, evaluation.period.ends_on))
    evaluation.rater_id, evaluation.rater_superior_id = rater, above
    evaluation.rated_by_id, evaluation.rated_at = me, clock.now()
    evaluation.frozen = {
        "person": facts.get(plan.person_id),
        "rater": facts.get(rater),
        "rater_superior": facts.get(above),
        "by_delegation": facts.get(me) if by.on_behalf_of else None,
        "plan_version": plan.version,
        "unit_achievement": level,
        "without_achievement_reason": sheet.without_achievement_reason.strip() if level is None else "",
        "standings": {str(pk): standing.frozen() for pk, standing in standings.items()},
    }


def _clear(evaluation: Evaluation) -> None:
    evaluation.state = "open"
    evaluation.lock_version += 1
    for name in (
        "result_rating",
        "behaviour_rating",
        "predicate",
        "steps",
        "rated_at",
        "rated_by_id",
        "behaviour_items",
    ):
        setattr(evaluation, name, None)
    evaluation.result_reason = evaluation.behaviour_reason = ""
    evaluation.save()
    evaluation.items.update(rating=None, reason="")


def _differences(
    evaluation: Evaluation, items: Mapping[int, ItemRating], sheet: RatingSheet
) -> dict[str, tuple[str, str]]:
    """Field -> (saved by somebody else, sent now), only where they differ."""
    pairs: dict[str, tuple[Any, Any]] = {f"r{pk}": (item.rating, sheet.items.get(pk)) for pk, item in items.items()}
    theirs: Sequence[int | None] = evaluation.behaviour_items or [None] * 7
    pairs |= {f"p{n}": (theirs[n - 1], sheet.behaviour[n - 1]) for n in range(1, 8)}
    pairs |= {
        name: (getattr(evaluation, name), getattr(sheet, name))
        for name in ("result_rating", "behaviour_rating", "note")
    }
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
