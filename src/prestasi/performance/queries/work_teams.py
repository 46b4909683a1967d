"""*Tim kerja*: the teams an actor sees, and one team with its members, its results and who works on them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.organization.models import UnitVersion
from prestasi.people.models import Assignment
from prestasi.people.permissions import headed_units
from prestasi.performance.models import ExpectedResult, TeamMember, WorkTeam
from prestasi.performance.permissions.team import leads, may_keep, team_or_404, visible_teams
from prestasi.performance.states import LIVE
from prestasi.performance.states_evaluation import COUNTED_PLAN_STATES

MOST = 200


@dataclass(frozen=True, slots=True)
class TeamCard:
    """A team in the list."""

    id: int
    name: str
    unit: str
    leader: str
    dates: str
    members: int
    mine: str
    is_running: bool


@dataclass(frozen=True, slots=True)
class TeamsPage:
    """The list; `units` are those for which the actor may form a team."""

    teams: tuple[TeamCard, ...]
    units: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What a member contributes to one result of the team."""

    result_id: int
    text: str
    plan_id: int
    state: str
    serves: int
    takes_feedback: bool


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member with the work taken; who left stays in the list."""

    id: int
    person_id: int
    name: str
    post: str
    unit: str
    duty: str
    left_on: dt.date | None
    work: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A result of the team; `served_by` counts the members who contribute."""

    id: int
    text: str
    served_by: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class TeamPage:
    """One team for this actor."""

    team: WorkTeam
    unit: str
    leader: str
    dates: str
    is_running: bool
    members: tuple[MemberRow, ...]
    shared: tuple[SharedRow, ...]
    offered: tuple[tuple[int, str], ...]
    may_keep: bool
    leads: bool
    is_member: bool

    @property
    def present(self) -> tuple[MemberRow, ...]:
        return tuple(m for m in self.members if m.left_on is None)

    @property
    def units(self) -> int:
        """How many units the members who are there come from."""
        return len({m.unit for m in self.present})


def teams_page(actor: Actor) -> TeamsPage:
    """Teams in sight, running ones first, and where new ones may be formed. At most six queries."""
    today = clock.today()
    here = Count("members", filter=Q(members__left_on__isnull=True), distinct=True)
    rows = _named(visible_teams(actor, today), today).select_related("leader").annotate(here=here)
    places = TeamMember.objects.filter(person_id=actor.person_id or 0, left_on=None)
    mine = set(places.values_list("team_id", flat=True))
    cards = [_card(team, actor, mine, today) for team in rows.order_by("-ends_on", "name")[:MOST]]
    return TeamsPage(tuple(sorted(cards, key=lambda c: not c.is_running)), _units(actor, today))


def _named(teams: QuerySet[WorkTeam], on: dt.date) -> QuerySet[WorkTeam]:
    name = UnitVersion.objects.on(on).filter(unit=OuterRef("unit")).values("name")[:1]
    return WorkTeam.objects.filter(pk__in=teams.values("pk")).annotate(unit_name=Subquery(name))


def _card(team: WorkTeam, actor: Actor, mine: set[int], on: dt.date) -> TeamCard:
    role = _("Anda memimpin") if team.leader_id == actor.person_id else _("Anda anggota") if team.pk in mine else ""
    return TeamCard(
        team.pk, team.name, team.unit_name or "", team.leader.full_name, _dates(team), team.here, role,  # type: ignore[attr-defined]
        team.runs_on(on),
    )  # fmt: skip


def _dates(team: WorkTeam) -> str:
    return f"{formats.short_date(team.starts_on)} – {formats.short_date(team.ends_on)}"


def _units(actor: Actor, on: dt.date) -> tuple[tuple[int, str], ...]:
    """Units for which the actor may form a team: headed ones and those below, or the analyst's."""
    granted = [g.unit_id for g in actor.grants if g.role == "analyst"]
    versions = UnitVersion.objects.on(on)
    if None not in granted:
        tops = {u for u in granted if u} | set(headed_units(actor.person_id, on) if actor.person_id else ())
        if not tops:
            return ()
        found = Q(pk__in=[])
        for path in versions.filter(unit__in=tops).values_list("path", flat=True):
            found |= Q(path__startswith=path)
        versions = versions.filter(found)
    return tuple(versions.order_by("path").values_list("unit_id", "name")[:400])


def team_page(actor: Actor, team_id: int) -> TeamPage:
    """One team; NotVisible outside sight. At most ten queries however many members."""
    today = clock.today()
    team = team_or_404(actor, team_id)
    places = list(team.members.select_related("person").order_by("left_on", "person__name"))
    posts = _posts({p.person_id for p in places}, team.unit_id, today)
    work = _work(team)
    members = tuple(_member(p, posts, work.get(p.person_id, [])) for p in places)
    shared = _shared(team, actor, members)
    is_leader = leads(actor, team)
    me = actor.person_id if actor.on_behalf_of is None else None
    return TeamPage(
        team, posts[0][1], team.leader.full_name, _dates(team), team.runs_on(today), members, shared,
        _offered(team, today) if is_leader else (), may_keep(actor, team.unit_id), is_leader,
        any(m.person_id == me and m.left_on is None for m in members),
    )  # fmt: skip


def _posts(people: set[int], unit_id: int, on: dt.date) -> dict[int, tuple[str, str]]:
    """Post and unit by person; under 0 the team's own unit. Two queries."""
    held = Assignment.objects.on(on).filter(person__in=people, kind="definitive").select_related("position")
    rows = list(held)
    versions = UnitVersion.objects.on(on).filter(unit__in={r.unit_id for r in rows} | {unit_id})
    names = dict(versions.values_list("unit_id", "name"))
    found = {r.person_id: (r.position.title, names.get(r.unit_id, "")) for r in rows}
    return found | {0: ("", names.get(unit_id, ""))}


def _work(team: WorkTeam) -> dict[int, list[Share]]:
    rows = ExpectedResult.objects.filter(team=team, dropped_at__isnull=True, plan__state__in=LIVE).annotate(
        serves=Subquery(
            ExpectedResult.objects.filter(
                in_teams__team=team, contributions__result=OuterRef("pk"), contributions__ended_at__isnull=True
            ).values("pk")[:1]
        )
    )
    found: dict[int, list[Share]] = defaultdict(list)
    for r in rows.select_related("plan").order_by("order"):
        counted = r.plan.state in COUNTED_PLAN_STATES
        found[r.plan.person_id].append(
            Share(r.pk, r.text, r.plan_id, str(r.plan.get_state_display()), r.serves or 0, counted)
        )
    return found


def _member(place: TeamMember, posts: dict[int, tuple[str, str]], work: list[Share]) -> MemberRow:
    post, unit = posts.get(place.person_id, ("", ""))
    return MemberRow(
        place.pk, place.person_id, place.person.full_name, post, unit, place.duty, place.left_on, tuple(work)
    )


def _shared(team: WorkTeam, actor: Actor, members: tuple[MemberRow, ...]) -> tuple[SharedRow, ...]:
    rows = ExpectedResult.objects.filter(in_teams__team=team, dropped_at__isnull=True).order_by("order", "pk")
    own = {s.serves for m in members if m.person_id == actor.person_id for s in m.work}
    return tuple(
        SharedRow(pk, text, sum(any(s.serves == pk for s in m.work) for m in members), pk in own)
        for pk, text in rows.values_list("pk", "text")
    )


def _offered(team: WorkTeam, on: dt.date) -> tuple[tuple[int, str], ...]:
    """Own results of the leader that the team does not have yet."""
    rows = ExpectedResult.objects.filter(
        plan__person_id=team.leader_id, plan__state__in=LIVE, plan__starts_on__lte=on, plan__ends_on__gte=on,
        dropped_at__isnull=True,
    ).exclude(in_teams__team=team)  # fmt: skip
    return tuple(rows.order_by("order").values_list("pk", "text"))
