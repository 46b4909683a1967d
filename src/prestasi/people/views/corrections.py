"""S05 Koreksi atasan: asking, the queue, the decision."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prestasi.core import clock
from prestasi.core.answers import answer_form
from prestasi.core.errors import NotVisible
from prestasi.core.http import Request, number_of
from prestasi.core.providers import line_effects
from prestasi.people.actions.correction import decide_correction, request_correction
from prestasi.people.forms import CorrectionForm, DecisionForm
from prestasi.people.permissions import Relation, check_visible, person_or_404
from prestasi.people.queries.card import card_of
from prestasi.people.queries.corrections import corrections
from prestasi.people.queries.pick import labelled
from prestasi.people.views.unit_corrections import decide_unit

COLUMNS = ((_("Pegawai"), ""), (_("Menurut data"), ""), (_("Yang benar"), ""), (_("Sejak"), ""), (_("Keadaan"), ""))


def queue(request: Request) -> HttpResponse:
    rows = corrections(request.actor)
    context = {"rows": rows, "waiting": sum(r.state == "open" for r in rows), "columns": COLUMNS}
    return render(request, "people/corrections.html", context)


def new(request: Request) -> HttpResponse:
    """For myself, or with ?pegawai=<id> as the present superior."""
    person_id = number_of(request.GET.get("pegawai")) or request.actor.person_id or 0
    person = person_or_404(request.actor, person_id)
    own = Relation.SELF in check_visible(request.actor, person_id)
    form = CorrectionForm(request.POST or None, actor=request.actor, initial={"since": clock.today()})
    done = reverse("people:card", args=[person_id])
    act = partial(request_correction, by=request.actor, person_id=person_id)
    effects = line_effects.collect(person_id)
    context = {"card": card_of(person), "own": own, "back": done, "effects": effects}
    return answer_form(request, form, act, "people/correction_new.html", context, done)


def decide(request: Request, request_id: int) -> HttpResponse:
    row = next(iter(corrections(request.actor, only=request_id)), None)
    if row is None:
        raise NotVisible
    if row.asks == "unit":
        return decide_unit(request, row)
    initial = {"superior_id": labelled("leader", row.proposed_id)}
    form = DecisionForm(request.POST or None, actor=request.actor, initial=initial)
    accept = request.POST.get("accept") == "1"
    act = partial(decide_correction, by=request.actor, request_id=request_id, accept=accept)
    done = reverse("people:corrections")
    return answer_form(request, form, act, "people/correction.html", {"row": row, "back": done}, done)
