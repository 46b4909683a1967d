"""*Unit saya salah*: asking, and deciding it as a move whose effects are shown before."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from prestasi.core import clock
from prestasi.core.answers import answer_form, form_key
from prestasi.core.errors import NotVisible
from prestasi.core.http import Request
from prestasi.core.providers import line_effects
from prestasi.people.actions.unit_correction import decide_unit_correction, request_unit_correction
from prestasi.people.forms import UnitCorrectionForm, UnitDecisionForm, typed
from prestasi.people.permissions import person_or_404
from prestasi.people.queries.card import card_of
from prestasi.people.queries.changes import move_effects
from prestasi.people.queries.corrections import CorrectionRow


def new_unit(request: Request) -> HttpResponse:
    """For myself only."""
    me = request.actor.person_id
    if me is None:
        raise NotVisible
    form = UnitCorrectionForm(request.POST or None, actor=request.actor, initial={"since": clock.today()})
    done = reverse("people:card", args=[me])
    act = partial(request_unit_correction, by=request.actor, person_id=me)
    context = {"card": card_of(person_or_404(request.actor, me)), "back": done, "effects": line_effects.collect(me)}
    return answer_form(request, form, act, "people/unit_correction_new.html", context, done)


def decide_unit(request: Request, row: CorrectionRow) -> HttpResponse:
    """The move to be made; accepting shows its effects first."""
    form = UnitDecisionForm(request.POST or None, actor=request.actor, initial={"effective_on": row.since})
    accept, done = request.POST.get("accept") == "1", reverse("people:corrections")
    context = {"row": row, "back": done}
    wants_effects = accept and row.may_decide and "apply" not in request.POST
    if wants_effects and form.is_valid() and form.cleaned_data["position_id"]:
        return _effects(request, row, form, context)
    act = partial(decide_unit_correction, by=request.actor, request_id=row.id, accept=accept)
    return answer_form(request, form, act, "people/unit_correction.html", context, done)


def _effects(request: Request, row: CorrectionRow, form: UnitDecisionForm, context: dict[str, object]) -> HttpResponse:
    values = form.cleaned_data
    told = move_effects(
        row.person_id, position_id=values["position_id"], effective_on=values["effective_on"] or row.since,
        superior_id=values["superior_id"], decree=values["decree"] or row.asks_label,
    )  # fmt: skip
    effects = [*told, *line_effects.collect(row.person_id)]
    shown = {**context, "effects": effects, "pairs": [*typed(form), ("accept", "1")], "key": form_key(request)}
    return render(request, "people/unit_correction_effects.html", shown)
