"""The second step of a plan's approval: the superior of the one who took the first."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.accounts.actions.approval import take_step
from prestasi.accounts.models import Approval, ApprovalRule
from prestasi.accounts.queries.approvals import taken
from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, NotAllowed, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.people.permissions import relations
from prestasi.people.queries.superior import superior_of
from prestasi.performance.actions._common import step, tell
from prestasi.performance.actions.first_approval import round_of
from prestasi.performance.actions.plan import freeze, needed_reason
from prestasi.performance.models import Plan

PLAN = ApprovalRule.Act.PLAN


def approve_second(*, by: Actor, plan_id: int, key: str | None = None) -> Receipt:
    """Make the plan agreed, as the direct superior approved it. The direct superior stays its rater."""

    def act() -> Receipt:
        plan, first = _waiting(by, plan_id)
        take_step(by=by, act=PLAN, object_id=plan.pk, round_=round_of(plan), step=2)
        version = freeze(plan, rater_id=first.on_behalf_of_id or first.person_id, agreed_by_id=first.person_id)
        with speaking_to(plan.person_id):
            text = _("Rencana Anda disepakati, versi %s.") % version.number
            tell(plan, plan.person_id, "plan.agreed", text, _("Rencana Anda"))
        return record(
            "plan.agreed", by=by, about=plan, subject=plan.person_id, unit=plan.unit_id, capacity="superior_above",
            payload={"version": version.number, "sha256": version.sha256, "first": first.person_id},
            next_step=_("Capaian dapat dicatat."),
        )  # fmt: skip

    return once(key, by, act)


def return_second(*, by: Actor, plan_id: int, reason: str, key: str | None = None) -> Receipt:
    """Back to the employee with a reason; both steps begin anew when the plan is sent again."""

    def act() -> Receipt:
        plan, _first = _waiting(by, plan_id)
        plan.returned_reason = needed_reason(reason)
        step(plan, "return", "returned_reason")
        with speaking_to(plan.person_id):
            tell(
                plan, plan.person_id, "plan.returned", _("Rencana Anda dikembalikan dengan catatan."), _("Rencana Anda")
            )
        return record(
            "plan.returned", by=by, about=plan, subject=plan.person_id, unit=plan.unit_id, capacity="superior_above",
            payload={"reason": plan.returned_reason}, next_step=_("Pegawai memperbaiki dan mengajukan lagi."),
        )  # fmt: skip

    return once(key, by, act)


def _waiting(by: Actor, plan_id: int) -> tuple[Plan, Approval]:
    """The locked plan with its first step, when the actor leads the person who took it today."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("cycle", "person").filter(pk=plan_id).first()
    if plan is None or not relations(by, plan.person_id):
        raise NotVisible
    first = taken(PLAN, plan.pk, round_of(plan)).get(1)
    if plan.state != "submitted" or first is None:
        raise Closed(_("Rencana ini tidak menunggu persetujuan kedua."))
    leader = superior_of(first.on_behalf_of_id or first.person_id, clock.today())
    if by.on_behalf_of is not None or leader != by.person_id or by.person_id == plan.person_id:
        raise NotAllowed(_("Tahap kedua milik atasan dari penyetuju pertama."), _("Atasan dari atasan langsung"))
    return plan, first
