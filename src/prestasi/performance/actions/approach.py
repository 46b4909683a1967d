"""*Pendekatan hasil kerja* of one plan: by numbers or by described levels."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid
from prestasi.core.receipt import Receipt
from prestasi.performance.actions._common import begin_edit
from prestasi.performance.actions.result import changed
from prestasi.performance.models import ExpectedResult, Indicator, Plan
from prestasi.performance.models.plan import PlanForm

QUANTITATIVE, QUALITATIVE = "quantitative", "qualitative"
OTHER = {
    QUALITATIVE: {PlanForm.JQ: PlanForm.JL, PlanForm.AQ: PlanForm.AL},
    QUANTITATIVE: {PlanForm.JL: PlanForm.JQ, PlanForm.AL: PlanForm.AQ},
}


def choose_approach(*, by: Actor, plan_id: int, approach: str, key: str | None = None) -> Receipt:
    """Take the other form of the same post (J-Q/J-L, A-Q/A-L, PermenPANRB 6/2022) for one plan, before it is agreed.

    The year's approach is what a plan starts with. Indicators stay; what the new form does not know goes: described
    levels when numbers are asked for, targets when the levels are described. Closed once a version was agreed.
    """

    def act() -> Receipt:
        plan, who = begin_edit(by, plan_id)
        if approach not in OTHER:
            raise Invalid({"approach": _("Pilih kuantitatif atau kualitatif.")})
        if plan.version:
            raise Closed(_("Pendekatan tidak berubah lagi setelah rencana pernah disepakati."))
        plan.form = OTHER[approach].get(PlanForm(plan.form), plan.form)
        plan.save(update_fields=["form"])
        if not plan.is_qualitative:
            Indicator.objects.filter(result__plan=plan).update(levels=[])
        return changed(by, who, plan, "approach", None, {"form": plan.form})

    return once(key, by, act)


def follow_approach(plan: Plan, sources: Sequence[ExpectedResult]) -> None:
    """A plan that is still empty takes the approach of the results it takes over, if they have one between them."""
    asked = {source.plan.is_qualitative for source in sources}
    if len(asked) != 1 or plan.is_qualitative in asked or plan.version or plan.results.exists():
        return
    plan.form = OTHER[QUALITATIVE if asked.pop() else QUANTITATIVE][PlanForm(plan.form)]
    plan.save(update_fields=["form"])
