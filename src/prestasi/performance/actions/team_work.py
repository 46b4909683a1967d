"""Work of a *tim kerja*: the leader shares own results and gives them to members; a member takes one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.performance.actions._common import begin_edit, tell, touch
from prestasi.performance.actions.link import make_link
from prestasi.performance.actions.push import receiving_plan
from prestasi.performance.actions.result import changed, insert_result
from prestasi.performance.models import ExpectedResult, Plan, TeamMember, TeamResult, WorkTeam
from prestasi.performance.permissions.team import check_leads, check_runs, is_member, team_or_404
from prestasi.performance.queries.plan import current_plan_id
from prestasi.performance.queries.push_preview import Effect, Receiver, receivers
from prestasi.performance.states import LIVE


def share_result(*, by: Actor, team_id: int, result_id: int, key: str | None = None) -> Receipt:
    """The leader makes a result of the own plan one of the team's, so that members can link to it."""

    def act() -> Receipt:
        team = team_or_404(by, team_id, lock=True)
        check_leads(by, team)
        own = ExpectedResult.objects.filter(
            pk=result_id, plan__person_id=team.leader_id, plan__state__in=LIVE, dropped_at__isnull=True
        )
        if not own.exists():
            raise NotVisible
        TeamResult.objects.get_or_create(team=team, result_id=result_id)
        return _said(by, team, "team.result_shared", {"result": result_id})

    return once(key, by, act)


def withdraw_result(*, by: Actor, team_id: int, result_id: int, key: str | None = None) -> Receipt:
    """The result is no longer offered to members; what they took stays linked."""

    def act() -> Receipt:
        team = team_or_404(by, team_id, lock=True)
        check_leads(by, team)
        if not TeamResult.objects.filter(team=team, result_id=result_id).delete()[0]:
            raise NotVisible
        return _said(by, team, "team.result_withdrawn", {"result": result_id})

    return once(key, by, act)


def _said(by: Actor, team: WorkTeam, kind: str, payload: dict[str, object]) -> Receipt:
    return record(kind, by=by, about=team, subject=team.leader_id, unit=team.unit_id, capacity="team_leader",
                  payload=payload)  # fmt: skip


def push_to_members(
    *, by: Actor, team_id: int, result_id: int, person_ids: Sequence[int], text: str = "", key: str | None = None
) -> Receipt:
    """The leader gives a shared result to members: each receives a linked draft item, *penugasan dari* the leader.

    As with subordinates an agreed plan opens for change; its direct superior reviews and agrees the change.
    """

    def act() -> Receipt:
        team = team_or_404(by, team_id, lock=True)
        check_leads(by, team)
        source = _shared(team, result_id)
        chosen = set(person_ids)
        members = set(_present(team).filter(person__in=chosen).values_list("person_id", flat=True))
        if not chosen or chosen - members:
            raise Invalid({"people": _("Pilih anggota tim yang masih aktif.")})
        rows = receivers(
            by, result_id=source.pk, goal_id=None, cycle_id=source.plan.cycle_id, on=clock.today(), person_ids=chosen
        )
        given = [row for row in rows if row.effect.is_done]
        if not given:
            raise Invalid({"people": _("Tidak ada yang dapat diberi: semua sudah punya atau sedang diajukan.")})
        for row in given:
            _give(by, team, row, source, " ".join(text.split()) or source.text)
        return record(
            "result.pushed", by=by, about=source, subject=by.person_id, unit=team.unit_id, capacity="team_leader",
            payload={"people": len(given), "left_out": len(chosen) - len(given), "team": team.pk},
            next_step=_("%s anggota menerima draf yang tertaut.") % len(given),
        )  # fmt: skip

    return once(key, by, act)


def _present(team: WorkTeam) -> QuerySet[TeamMember]:
    return team.members.filter(left_on__isnull=True, joined_on__lte=clock.today())


def _shared(team: WorkTeam, result_id: int) -> ExpectedResult:
    found = ExpectedResult.objects.filter(pk=result_id, in_teams__team=team, dropped_at__isnull=True)
    result = found.select_related("plan__cycle").first()
    if result is None:
        raise NotVisible
    return result


def _give(by: Actor, team: WorkTeam, row: Receiver, source: ExpectedResult, text: str) -> None:
    plan = receiving_plan(row, source.plan.cycle, _("Penugasan dari tim kerja %s.") % team.name)
    item = _item(by, plan, team, source, text, team.leader_id)
    touch(plan)
    _tell_both(plan, team, text, row.effect)
    record(
        "result.pushed", by=by, about=item, subject=plan.person_id, unit=plan.unit_id, capacity="team_leader",
        payload={"text": item.text, "plan": plan.pk, "team": team.pk, "effect": row.effect.value},
    )  # fmt: skip


def _item(by: Actor, plan: Plan, team: WorkTeam, source: ExpectedResult, text: str, leader: int) -> ExpectedResult:
    kind = ExpectedResult.Kind.MAIN if plan.unit_id == team.unit_id else ExpectedResult.Kind.ADDITIONAL
    item = insert_result(plan, text=text[:500], kind=kind, assigned_by_id=leader, team=team)
    make_link(item, source.pk, None, "direct", by)
    return item


def _tell_both(plan: Plan, team: WorkTeam, text: str, effect: Effect) -> None:
    """The member hears of the work; the superior of an agreed plan hears that it is open for change."""
    why = _("Tim kerja")
    with speaking_to(plan.person_id):
        words = _("Penugasan dari tim kerja %(team)s: %(text)s") % {"team": team.name, "text": text}
        tell(plan, plan.person_id, "result.pushed", words, why)
    if effect is Effect.REVISION and plan.rater_id is not None:
        with speaking_to(plan.rater_id):
            facts = {"name": plan.person.full_name, "team": team.name}
            tell(plan, plan.rater_id, "plan.revision_started",
                 _("Rencana %(name)s dibuka untuk penugasan tim kerja %(team)s.") % facts, why)  # fmt: skip


def take_team_result(*, by: Actor, team_id: int, result_id: int, text: str = "", key: str | None = None) -> Receipt:
    """A member takes a result of the team into the own draft, worded as own share and linked to it.

    Errors: NotVisible, Closed (team over, or the own plan is agreed: start a change first), Invalid (no plan).
    """

    def act() -> Receipt:
        team = team_or_404(by, team_id)
        if by.on_behalf_of is not None or not is_member(team, by.person_id, clock.today()):
            raise NotVisible
        check_runs(team)
        source = _shared(team, result_id)
        plan_id = current_plan_id(by.person_id, clock.today(), source.plan.cycle.year, only_live=True)
        if plan_id is None:
            raise Invalid({"plan": _("Mulai rencana Anda dulu, lalu ambil hasil tim.")})
        plan, who = begin_edit(by, plan_id)
        if source.contributions.filter(result__plan=plan, result__dropped_at__isnull=True, ended_at=None).exists():
            raise Closed(_("Hasil tim ini sudah ada di rencana Anda."))
        item = _item(by, plan, team, source, " ".join(text.split()) or source.text, team.leader_id)
        return changed(by, who, plan, "team_result_taken", item.pk, {"team": team.pk, "parent": source.pk})

    return once(key, by, act)
