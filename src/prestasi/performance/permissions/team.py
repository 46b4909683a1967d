"""Who sees, keeps and leads a *tim kerja*. The leader assigns work; decree and members are kept by the unit."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, NotAllowed, NotVisible
from prestasi.organization.models import UnitVersion
from prestasi.people.models import ReportingLine
from prestasi.people.permissions import headed_units
from prestasi.performance.models import ExpectedResult, Plan, TeamMember, WorkTeam
from prestasi.performance.permissions.plan import can_set_goal

OFFICE = frozenset({"analyst", "admin", "auditor"})


def visible_teams(actor: Actor, on: dt.date) -> QuerySet[WorkTeam]:
    """Teams of the actor: led, joined, joined by a direct subordinate, of a headed unit, or of the office's units."""
    if any(g.unit_id is None and g.role in OFFICE for g in actor.grants):
        return WorkTeam.objects.all()
    me, acting = actor.person_id or 0, actor.on_behalf_of or actor.person_id or 0
    led = ReportingLine.objects.on(on).filter(superior_id=acting).values("person")
    places = TeamMember.objects.filter(Q(person_id=me) | Q(person__in=led))
    units = {g.unit_id for g in actor.grants if g.role in OFFICE and g.unit_id}
    units |= set(headed_units(me, on) if me else ())
    below = UnitVersion.objects.on(on).filter(_below(units, on)).values("unit") if units else []
    return WorkTeam.objects.filter(Q(leader_id=me) | Q(pk__in=places.values("team")) | Q(unit__in=below))


def _below(unit_ids: set[int], on: dt.date) -> Q:
    found = Q(pk__in=[])
    for path in UnitVersion.objects.on(on).filter(unit__in=unit_ids).values_list("path", flat=True):
        found |= Q(path__startswith=path)
    return found


def team_or_404(actor: Actor, team_id: int, *, lock: bool = False) -> WorkTeam:
    """The gate to a team; `lock` takes the row for an action."""
    teams = visible_teams(actor, clock.today()).filter(pk=team_id)
    team = WorkTeam.objects.filter(pk__in=teams.values("pk"))
    found = (team.select_for_update() if lock else team.select_related("leader")).first()
    if found is None:
        raise NotVisible
    return found


def may_keep(actor: Actor, unit_id: int) -> bool:
    """Whether the actor forms teams of this unit: its head, a head above, or its analyst."""
    return can_set_goal(actor, unit_id, clock.today())


def check_may_keep(actor: Actor, unit_id: int) -> None:
    """Teams are formed, filled and ended by the head of the responsible unit or an analyst, after the decree."""
    if not may_keep(actor, unit_id):
        raise NotAllowed(_("Tim kerja dibentuk dan diubah oleh pimpinan unitnya."), _("pimpinan unit atau analis"))


def leads(actor: Actor, team: WorkTeam) -> bool:
    """Whether the actor leads the team, in person."""
    return actor.person_id == team.leader_id and actor.on_behalf_of is None


def check_leads(actor: Actor, team: WorkTeam) -> None:
    """Work of a team is assigned by its leader alone, while it runs."""
    if not leads(actor, team):
        raise NotAllowed(_("Pekerjaan tim dibagi oleh pemimpinnya."), _("pemimpin tim kerja"))
    check_runs(team)


def check_runs(team: WorkTeam) -> None:
    """A team that has ended, or not begun, gives no work."""
    if not team.runs_on(clock.today()):
        raise Closed(_("Tim kerja ini tidak sedang berjalan."))


def is_member(team: WorkTeam, person_id: int | None, on: dt.date) -> bool:
    """Whether the person is in the team on that day."""
    places = team.members.filter(Q(left_on__isnull=True) | Q(left_on__gte=on), person_id=person_id or 0)
    return places.filter(joined_on__lte=on).exists()


def team_work_of(actor: Actor, plan: Plan) -> QuerySet[ExpectedResult]:
    """Results of the plan that belong to a team which the actor leads."""
    return ExpectedResult.objects.filter(plan=plan, team__leader_id=actor.person_id or 0, dropped_at__isnull=True)
