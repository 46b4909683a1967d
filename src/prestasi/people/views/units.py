"""B05 Organisasi: the tree at a date, one unit, and its changes with their effects shown first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prestasi.core import clock
from prestasi.core.answers import answer_form, form_key
from prestasi.core.errors import NotVisible
from prestasi.core.http import Request, number_of
from prestasi.organization.actions.unit import create_unit, move_unit, rename_unit
from prestasi.organization.permissions import CHANGERS, check_change_unit, check_reader, may_change_unit
from prestasi.organization.queries.effects import effects_on
from prestasi.organization.queries.units import UnitRow, last_known, line_of
from prestasi.people.actions.unit_merge import merge_unit
from prestasi.people.forms import UnitCreateForm, UnitForm, UnitMergeForm, UnitMoveForm, UnitRenameForm, typed
from prestasi.people.queries.pick import labelled
from prestasi.people.queries.units import unit_page, unit_tree

COLUMNS = ((_("Jabatan"), ""), (_("Pemegang"), ""), (_("Terisi"), "", "r"), ("", "", "r"))


def day_asked(request: Request) -> dt.date:
    """The date in the address, today when there is none or it is no date."""
    try:
        return dt.date.fromisoformat(request.GET.get("tanggal", ""))
    except ValueError:
        return clock.today()


def tree(request: Request) -> HttpResponse:
    check_reader(request.actor)
    day = day_asked(request)
    may_create = any(g.role in CHANGERS and g.unit_id is None for g in request.actor.grants)
    asked = request.GET.get("unit", "")
    unit_id = number_of(asked)
    context = {
        "tree": unit_tree(day, unit_id),
        "line": line_of(unit_id, day) if unit_id else [],
        "unit_id": unit_id,
        "may_create": may_create,
    }
    return render(request, "organization/tree.html", {**context, **_days(day)})


def _days(day: dt.date) -> dict[str, Any]:
    """The date for the page and for its links, which carry it on when it is not today."""
    kept = "" if day == clock.today() else f"tanggal={day.isoformat()}"
    return {"day": day, "today": clock.today(), "only_day": kept and f"?{kept}", "and_day": kept and f"&{kept}"}


def unit(request: Request, unit_id: int) -> HttpResponse:
    check_reader(request.actor)
    day = day_asked(request)
    page = unit_page(request.actor, unit_id, day)
    context = {
        "page": page,
        "columns": COLUMNS,
        "day": day,
        "today": clock.today(),
        "may_change": page.exists and may_change_unit(request.actor, unit_id),
        "may_appoint": page.exists and request.actor.has_role("analyst"),
    }
    return render(request, "organization/unit.html", context)


def create(request: Request) -> HttpResponse:
    asked = request.GET.get("induk", "")
    parent = number_of(asked)
    check_change_unit(request.actor, parent)
    initial = {"parent_id": labelled("unit", parent)}
    form = UnitCreateForm(request.POST or None, actor=request.actor, initial=initial)
    act = partial(create_unit, by=request.actor)
    done = reverse("organization:tree")
    return answer_form(request, form, act, "organization/create.html", {"back": done}, done)


def rename(request: Request, unit_id: int) -> HttpResponse:
    return _change(request, unit_id, UnitRenameForm, rename_unit, "rename")


def move(request: Request, unit_id: int) -> HttpResponse:
    return _change(request, unit_id, UnitMoveForm, move_unit, "move")


def merge(request: Request, unit_id: int) -> HttpResponse:
    return _change(request, unit_id, UnitMergeForm, merge_unit, "merge")


def _change(
    request: Request, unit_id: int, form_class: type[UnitForm], act: Callable[..., Any], change: str
) -> HttpResponse:
    """The form, then the effects on the chosen day, then the act."""
    check_change_unit(request.actor, unit_id)
    unit = _unit(unit_id)
    initial = {"name": unit.name, "kind": unit.kind}
    form = form_class(request.POST or None, actor=request.actor, initial=initial)
    done = reverse("organization:unit", args=[unit_id])
    context = {"unit": unit, "change": change, "back": done}
    if "apply" not in request.POST and form.is_bound and form.is_valid():
        day = form.cleaned_data["effective_on"]
        shown = {"effects": effects_on(unit_id, day), "day": day, "pairs": typed(form), "key": form_key(request)}
        return render(request, "organization/effects.html", {**context, **shown})
    act = partial(act, by=request.actor, unit_id=unit_id)
    return answer_form(request, form, act, "organization/change.html", context, done)


def _unit(unit_id: int) -> UnitRow:
    unit = last_known(unit_id)
    if unit is None:
        raise NotVisible
    return unit
