"""Where the agency asks for two steps: the direct superior's yes, which does not yet make a plan agreed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.accounts.actions.approval import take_step
from prestasi.accounts.models import ApprovalRule
from prestasi.accounts.queries.approvals import taken
from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.notify import notify
from prestasi.people.queries.superior import superior_of
from prestasi.performance.models import Plan

PLAN = ApprovalRule.Act.PLAN


def round_of(plan: Plan) -> int:
    """One round for each time the plan was sent; what was approved of an earlier text does not count."""
    return int(plan.submitted_at.timestamp()) if plan.submitted_at else 0


def approve_first(by: Actor, plan: Plan, capacity: str) -> Receipt:
    """Note the first step and tell the superior above, inside the caller's transaction with the plan locked."""
    if 1 in taken(PLAN, plan.pk, round_of(plan)):
        raise Closed(_("Rencana ini sudah Anda setujui dan menunggu persetujuan kedua."))
    above = superior_of(by.on_behalf_of or by.person_id or 0, clock.today())
    if above is None:
        raise Invalid({"": _("Tidak ada atasan untuk tahap kedua. Minta analis kepegawaian memeriksa garis atasan.")})
    take_step(by=by, act=PLAN, object_id=plan.pk, round_=round_of(plan), step=1)
    with speaking_to(above):
        notify(
            person_id=above, kind="plan.second", url="/tinjau/kedua/",
            text=_("Rencana %s menunggu persetujuan kedua Anda") % plan.person.full_name,
            effect_key=f"plan.second:{plan.pk}:{round_of(plan)}",
        )  # fmt: skip
    return record(
        "plan.first_approved", by=by, about=plan, subject=plan.person_id, unit=plan.unit_id, capacity=capacity,
        payload={"above": above}, next_step=_("Berlaku setelah atasan Anda menyetujui."),
    )  # fmt: skip
