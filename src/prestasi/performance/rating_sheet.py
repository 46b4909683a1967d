"""What a rater fills in for one evaluation, and what must be true of it before it can be saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

ABOVE, AS, BELOW = 1, 2, 3
RATINGS = frozenset({ABOVE, AS, BELOW})
EXTREMES = frozenset({ABOVE, BELOW})
SHORTEST_REASON = 5


@dataclass(frozen=True, slots=True)
class RatingSheet:
    """Ratings 1 to 3 (None: not yet) per result id and for the seven BerAKHLAK values in order, with reasons."""

    items: Mapping[int, int | None] = field(default_factory=dict)
    reasons: Mapping[int, str] = field(default_factory=dict)
    behaviour: Sequence[int | None] = (None,) * 7
    result_rating: int | None = None
    behaviour_rating: int | None = None
    result_reason: str = ""
    behaviour_reason: str = ""
    note: str = ""
    without_achievement_reason: str = ""


def errors_of(sheet: RatingSheet, result_ids: Sequence[int], *, is_head: bool, suggested: int | None) -> dict[str, str]:
    """Field name -> message; empty when the sheet can be saved. `suggested` is the computed result rating."""
    errors = _item_errors(sheet, result_ids) | _behaviour_errors(sheet)
    if not is_head and sheet.result_rating not in RATINGS:
        errors["result_rating"] = _("Tetapkan rating hasil kerja.")
    elif not is_head and _result_needs_reason(sheet, suggested) and _is_empty(sheet.result_reason):
        errors["result_reason"] = _("Tulis alasan rating hasil kerja ini.")
    return errors


def _item_errors(sheet: RatingSheet, result_ids: Sequence[int]) -> dict[str, str]:
    errors = {f"r{pk}": _("Beri nilai hasil kerja ini.") for pk in result_ids if sheet.items.get(pk) not in RATINGS}
    for pk in result_ids:
        if sheet.items.get(pk) in EXTREMES and _is_empty(sheet.reasons.get(pk, "")):
            errors[f"a{pk}"] = _("Nilai di atas atau di bawah ekspektasi perlu alasan.")
    return errors


def _behaviour_errors(sheet: RatingSheet) -> dict[str, str]:
    errors = {}
    for number, rating in enumerate(sheet.behaviour, 1):
        if rating not in RATINGS:
            errors[f"p{number}"] = _("Beri nilai perilaku ini.")
    if sheet.behaviour_rating not in RATINGS:
        errors["behaviour_rating"] = _("Tetapkan rating perilaku kerja.")
    is_extreme = sheet.behaviour_rating in EXTREMES or BELOW in sheet.behaviour
    if is_extreme and _is_empty(sheet.behaviour_reason):
        errors["behaviour_reason"] = _("Tulis alasan rating perilaku ini.")
    return errors


def _result_needs_reason(sheet: RatingSheet, suggested: int | None) -> bool:
    """An extreme is explained by the reasons of its items; a rating off the suggestion needs its own."""
    if suggested is not None and sheet.result_rating != suggested:
        return True
    explained = any(sheet.items.get(pk) == sheet.result_rating for pk, text in sheet.reasons.items() if text.strip())
    return sheet.result_rating in EXTREMES and not explained


def _is_empty(text: str) -> bool:
    return len(text.strip()) < SHORTEST_REASON
