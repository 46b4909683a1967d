"""B03 Kartu pegawai, and the changes an analyst makes from it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prestasi.core.answers import answer_form, form_key
from prestasi.core.http import Request
from prestasi.people.actions.acting import appoint_acting, end_acting
from prestasi.people.actions.move import move_person
from prestasi.people.actions.superior import change_superior
from prestasi.people.forms import ActingEndForm, ActingForm, MoveForm, SuperiorForm, typed
from prestasi.people.permissions import SEES_PRIVATE, Relation, person_and_relations
from prestasi.people.queries.acting import acting_term, head_post
from prestasi.people.queries.card import Card, card_of, seen_beside
from prestasi.people.queries.changes import check_may_change, move_effects

_FACTS = {
    "posts": (_("Jabatan"), _("Jabatan dan unit")),
    "lines": (_("Atasan langsung"), _("Atasan")),
    "ranks": (_("Golongan"), _("Golongan")),
    "education": (_("Pendidikan"), _("Jenjang dan bidang")),
    "leaves": (_("Cuti dan penugasan lain"), _("Jenis")),
    "numbers": (_("Nomor induk"), _("Nomor")),
}


def sections(found: Card) -> list[dict[str, Any]]:
    """The card's tables: title, heads, facts."""
    rest = ((_("Mulai"), ""), (_("Sampai"), ""), (_("Sumber"), ""))
    return [
        {"title": title, "columns": ((head, ""), *rest), "facts": getattr(found, name)}
        for name, (title, head) in _FACTS.items()
    ]


def card(request: Request, person_id: int) -> HttpResponse:
    """Facts with sources; who may change them sees how."""
    person, relations = person_and_relations(request.actor, person_id)
    own = Relation.SELF in relations
    found = card_of(person, with_private=bool(relations & SEES_PRIVATE))
    context = {
        "card": found,
        "seen": seen_beside(request.actor, found, relations),
        "sections": sections(found),
        "own": own,
        "may_change": Relation.ANALYST in relations and not own,
        "may_ask": own or Relation.SUPERIOR in relations,
    }
    return render(request, "people/card.html", context)


def move(request: Request, person_id: int) -> HttpResponse:
    """The form, then what the move will do, then the act."""
    person = check_may_change(request.actor, person_id)
    form = MoveForm(request.POST or None, actor=request.actor)
    done = reverse("people:card", args=[person_id])
    context = {"person": person, "title_key": "move", "back": done}
    if "apply" not in request.POST and form.is_bound and form.is_valid():
        effects = move_effects(person_id, **form.cleaned_data)
        shown = {**context, "effects": effects, "pairs": typed(form), "key": form_key(request)}
        return render(request, "people/move_effects.html", shown)
    act = partial(move_person, by=request.actor, person_id=person_id)
    return answer_form(request, form, act, "people/move.html", context, done)


def superior(request: Request, person_id: int) -> HttpResponse:
    person = check_may_change(request.actor, person_id)
    form = SuperiorForm(request.POST or None, actor=request.actor)
    done = reverse("people:card", args=[person_id])
    act = partial(change_superior, by=request.actor, person_id=person_id)
    return answer_form(request, form, act, "people/superior.html", {"person": person, "back": done}, done)


def acting_new(request: Request, position_id: int) -> HttpResponse:
    """Appoint somebody to a head's post for a time."""
    post = head_post(request.actor, position_id)
    kind = "plh" if post.holder else "plt"
    form = ActingForm(request.POST or None, actor=request.actor, initial={"kind": kind})
    done = reverse("organization:unit", args=[post.unit_id])
    act = partial(appoint_acting, by=request.actor, position_id=position_id)
    return answer_form(request, form, act, "people/acting.html", {"post": post, "back": done}, done)


def acting_end(request: Request, assignment_id: int) -> HttpResponse:
    term = acting_term(request.actor, assignment_id)
    form = ActingEndForm(request.POST or None)
    done = reverse("people:card", args=[term.person_id])
    act = partial(end_acting, by=request.actor, assignment_id=assignment_id)
    return answer_form(request, form, act, "people/acting_end.html", {"term": term, "back": done}, done)
