"""*Tim kerja*: the list, one team, and its acts. A refused form is shown where it stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prestasi.core import clock
from prestasi.core.answers import key_of
from prestasi.core.errors import Closed, Invalid
from prestasi.core.http import Request
from prestasi.performance.actions import team as acts
from prestasi.performance.actions import team_work
from prestasi.performance.forms.work_team import GiveForm, MembersForm, TeamEndForm, TeamForm
from prestasi.performance.permissions.team import check_may_keep
from prestasi.performance.queries.work_teams import TeamPage, team_page, teams_page
from prestasi.performance.views.answers import attempt, first_error, saved

PAGE = "performance/workteam/page.html"
NEW = "performance/workteam/new.html"


def teams(request: Request) -> HttpResponse:
    """Teams in sight."""
    return render(request, "performance/workteam/list.html", {"page": teams_page(request.actor)})


def team_new(request: Request) -> HttpResponse:
    """Form a team."""
    by = request.actor
    units = teams_page(by).units
    if not units:
        check_may_keep(by, 0)
    form = TeamForm(request.POST or None, units=list(units))
    context = {"form": form}
    if request.method != "POST":
        return render(request, NEW, context)
    return attempt(
        request, form, lambda: acts.open_team(by=by, key=form.act()["key"], **form.values()),
        lambda receipt: saved(request, _("Tim kerja dibentuk."), "performance:work_team", receipt.object_id),
        NEW, context,
    )  # fmt: skip


def team(request: Request, team_id: int) -> HttpResponse:
    """One team."""
    page = team_page(request.actor, team_id)
    return render(request, PAGE, _context(page))


def _context(page: TeamPage, **forms: Any) -> dict[str, Any]:
    ending = TeamEndForm(initial={"on": clock.today()})
    return {"page": page, "members": MembersForm(), "ending": ending, "form": None, **forms}


@require_POST
def team_members(request: Request, team_id: int) -> HttpResponse:
    """Add members by number."""
    by, page = request.actor, team_page(request.actor, team_id)
    form = MembersForm(request.POST)
    return attempt(
        request, form,
        lambda: acts.add_members(
            by=by, team_id=team_id, members=form.cleaned_data["members"], key=form.act()["key"]
        ),
        lambda _receipt: _back(request, team_id), PAGE, _context(page, members=form),
    )  # fmt: skip


def _back(request: Request, team_id: int) -> HttpResponse:
    return saved(request, _("Tersimpan."), "performance:work_team", team_id)


@require_POST
def team_leave(request: Request, team_id: int, member_id: int) -> HttpResponse:
    """A member leaves."""
    acts.end_membership(by=request.actor, team_id=team_id, member_id=member_id, key=key_of(request))
    return _back(request, team_id)


@require_POST
def team_end(request: Request, team_id: int) -> HttpResponse:
    """End the team."""
    by, page = request.actor, team_page(request.actor, team_id)
    form = TeamEndForm(request.POST)
    return attempt(
        request, form,
        lambda: acts.end_team(by=by, team_id=team_id, key=form.act()["key"], **form.values()),
        lambda _receipt: _back(request, team_id), PAGE, _context(page, ending=form),
    )  # fmt: skip


@require_POST
def team_share(request: Request, team_id: int, result_id: int) -> HttpResponse:
    """The leader offers an own result to the team, or no longer."""
    act = team_work.withdraw_result if "tutup" in request.POST else team_work.share_result
    act(by=request.actor, team_id=team_id, result_id=result_id, key=key_of(request))
    return _back(request, team_id)


@require_POST
def team_give(request: Request, team_id: int, result_id: int) -> HttpResponse:
    """The leader gives a result to members."""
    by, page = request.actor, team_page(request.actor, team_id)
    form = GiveForm(request.POST, people=[(m.person_id, m.name) for m in page.present])
    return attempt(
        request, form,
        lambda: team_work.push_to_members(
            by=by, team_id=team_id, result_id=result_id, person_ids=form.cleaned_data["people"],
            text=form.cleaned_data["text"], key=form.act()["key"],
        ),
        lambda _receipt: _back(request, team_id), PAGE,
        _context(page, form=form, given=result_id, chosen=request.POST.getlist("people")),
    )  # fmt: skip


@require_POST
def team_take(request: Request, team_id: int, result_id: int) -> HttpResponse:
    """A member takes a result into the own draft."""
    by = request.actor
    try:
        receipt = team_work.take_team_result(
            by=by, team_id=team_id, result_id=result_id, text=request.POST.get("text", ""), key=key_of(request)
        )
    except (Invalid, Closed) as refused:
        said = first_error(refused) if isinstance(refused, Invalid) else str(refused)
        context = _context(team_page(by, team_id), refused=said, taken=result_id, typed=request.POST.get("text", ""))
        return render(request, PAGE, context, status=refused.status)
    return saved(request, _("Diambil ke draf rencana Anda."), "performance:plan_draft_of", receipt.object_id)
