"""B01: vacant heads' posts, and an acting rater for several of them at once."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from prestasi.core import clock
from prestasi.core.answers import answer_form
from prestasi.core.http import Request, number_of
from prestasi.insight.forms import VacantForm
from prestasi.insight.permissions import control_unit, may_remind
from prestasi.insight.queries.chase import unit_in_sight
from prestasi.people.actions.acting_many import appoint_for_vacant
from prestasi.people.queries.vacant import vacant_posts


@require_http_methods(["GET", "HEAD", "POST"])
def vacant(request: Request) -> HttpResponse:
    """Who is missing, who is left without a rater; with POST, the heads above act."""
    asked = number_of(request.GET.get("unit"))
    unit = unit_in_sight(request.actor, control_unit(request.actor) if asked is None else asked)
    posts, today = vacant_posts(unit.path, clock.today()), clock.today()
    form = VacantForm(request.POST or None, initial=VacantForm.usual(today)).offering([p.position_id for p in posts])
    chosen = set(request.POST.getlist("position_ids"))
    context = {"posts": posts, "unit": unit, "may_appoint": may_remind(request.actor, unit.unit_id), "chosen": chosen}
    act = partial(appoint_for_vacant, by=request.actor)
    return answer_form(request, form, act, "insight/control/vacant.html", context, reverse("insight:vacant"))
