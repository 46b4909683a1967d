"""Capaian organisasi: the units below me in the periods that are being rated."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from prestasi.core.answers import fresh_key, key_of, posted, tell, to_receipt
from prestasi.core.errors import Closed, Invalid
from prestasi.core.http import Request
from prestasi.performance.actions.achievement import set_achievement
from prestasi.performance.forms.rating import AchievementForm
from prestasi.performance.queries.unit_achievement import achievements_page, one_unit


def achievements(request: Request) -> HttpResponse:
    """Units whose level I set, by period."""
    return render(request, "performance/achievement/list.html", {"page": achievements_page(request.actor)})


def achievement(request: Request, unit_id: int, period_id: int) -> HttpResponse:
    """Set one unit's level, with a reason."""
    unit = one_unit(request.actor, unit_id, period_id)
    form = AchievementForm(posted(request), initial=unit.initial)
    if form.is_bound and form.is_valid():
        try:
            return to_receipt(set_achievement(
                by=request.actor,
                unit_id=unit_id, period_id=period_id, key=key_of(request), **form.cleaned_data
            ))  # fmt: skip
        except (Invalid, Closed) as refused:
            tell(form, refused)
    context = {"unit": unit, "form": form, "key": fresh_key()}
    return render(request, "performance/achievement/set.html", context, status=422 if form.is_bound else 200)
