"""The performance tree, its branches, its table, and the forms that set a unit's goals."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.http import Request, number_of
from prestasi.performance.actions.goal import add_goal, edit_goal, set_goal_indicator
from prestasi.performance.forms.goal import GoalForm, GoalIndicatorForm
from prestasi.performance.permissions.plan import check_goal
from prestasi.performance.queries.goal_people import goal_people
from prestasi.performance.queries.goal_tree import GoalEditor, branch, goal_editor, tree_page
from prestasi.performance.views.answers import attempt, saved

KEY = re.compile(r"[gr]\d{1,18}")
GOAL = "performance/plan/goal_edit.html"
TABLE_LEVELS = 2


def goal_tree(request: Request) -> HttpResponse:
    """The tree of a unit (`?unit=`), branches in `?buka=` opened; `?tampilan=tabel` the same as a table."""
    table = request.GET.get("tampilan") == "tabel"
    opened = KEY.findall(request.GET.get("buka", ""))[:40]
    unit = number_of(request.GET.get("unit"))
    levels, everything = TABLE_LEVELS if table else 0, request.GET.get("belum") == "semua"
    page = tree_page(request.actor, unit, year_of(request), opened, levels, everything)
    return render(request, f"performance/plan/{'tree_table' if table else 'tree'}.html", {"page": page})


def year_of(request: Request) -> int:
    """The year asked for, or this one."""
    asked = request.GET.get("tahun", "")
    return int(asked) if re.fullmatch(r"20\d\d", asked) else clock.today().year


def goal_behind(request: Request, goal_id: int) -> HttpResponse:
    """The people and evidence behind a goal's figure."""
    page = goal_people(request.actor, goal_id, year_of(request))
    return render(request, "performance/plan/people.html", {"page": page})


def goal_branch(request: Request, key: str) -> HttpResponse:
    """The children of one node as a fragment."""
    nodes = branch(request.actor, key, year_of(request)) if KEY.fullmatch(key) else ()
    return render(request, "performance/plan/_branch.html", {"nodes": nodes, "year": year_of(request)})


def goal_add(request: Request, unit_id: int) -> HttpResponse:
    """A new result of a unit."""
    by, year = request.actor, year_of(request)
    check_goal(by, unit_id, clock.today())
    editor = goal_editor(unit_id, year)
    form = GoalForm(request.POST or None, parents=list(editor.parents))
    context = {"editor": editor, "form": form, "title": _("Hasil unit baru")}
    if request.method != "POST":
        return render(request, GOAL, context)
    return attempt(
        request, form,
        lambda: add_goal(by=by, unit_id=unit_id, year=year, key=form.act()["key"], **form.values()),
        lambda _receipt: _to_tree(request, unit_id), GOAL, context,
    )  # fmt: skip


def _to_tree(request: Request, unit_id: int) -> HttpResponse:
    response = saved(request, _("Sasaran tersimpan."), "performance:goal_tree")
    response["Location"] += f"?unit={unit_id}"
    return response


def goal_edit(request: Request, goal_id: int) -> HttpResponse:
    """Wording and place of a unit's goal."""
    by = request.actor
    editor = _editor(request, goal_id)
    shown = {"text": editor.goal.text, "parent_id": editor.goal.parent_id} if editor.goal else {}
    form = GoalForm(request.POST or None, parents=list(editor.parents), initial=shown)
    context = {"editor": editor, "form": form, "title": _("Ubah hasil unit")}
    if request.method != "POST":
        return render(request, GOAL, context)
    return attempt(
        request, form,
        lambda: edit_goal(by=by, goal_id=goal_id, base=form.base(), key=form.act()["key"], **form.values()),
        lambda _receipt: _to_tree(request, editor.unit_id), GOAL, context,
    )  # fmt: skip


def _editor(request: Request, goal_id: int, indicator_id: int | None = None) -> GoalEditor:
    editor = goal_editor(None, year_of(request), goal_id, indicator_id)
    check_goal(request.actor, editor.unit_id, clock.today())
    return editor


def goal_indicator(request: Request, goal_id: int, indicator_id: int | None = None) -> HttpResponse:
    """Add or change an indicator of a goal with its target of the year."""
    by, year = request.actor, year_of(request)
    editor = _editor(request, goal_id, indicator_id)
    form = GoalIndicatorForm(request.POST or None, initial=_shown(editor))
    context = {"editor": editor, "form": form, "title": _("Indikator dan target %s") % year}
    if request.method != "POST":
        return render(request, GOAL, context)
    return attempt(
        request, form,
        lambda: set_goal_indicator(
            by=by, goal_id=goal_id, indicator_id=indicator_id, year=year, values=form.values(), base=form.base(),
            key=form.act()["key"],
        ),
        lambda _receipt: _to_tree(request, editor.unit_id), GOAL, context,
    )  # fmt: skip


def _shown(editor: GoalEditor) -> dict[str, object]:
    if editor.indicator is None:
        return {}
    shown = {name: getattr(editor.indicator, name, None) for name in GoalIndicatorForm.base_fields}
    return shown | {"target": editor.target}
