"""What all plan actions share: the locked row, the version guard, the capacity, the notice."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.core.actor import Actor
from prestasi.core.errors import Conflict
from prestasi.notices.models import Notice
from prestasi.performance.models import Plan
from prestasi.performance.permissions.plan import check_act, plan_or_404
from prestasi.performance.states import Who, target


def take(by: Actor, plan_id: int, act: str, lock_version: int | None = None) -> tuple[Plan, Who]:
    """The plan with its row locked, after gate, state and version were checked."""
    plan = plan_or_404(by, plan_id, lock=True)
    who = check_act(by, plan, act)
    guard_version(plan, lock_version)
    return plan, who


def guard_version(plan: Plan, lock_version: int | None) -> None:
    """Refuse an act on a plan that changed since the actor read it."""
    if lock_version is not None and plan.lock_version != lock_version:
        raise Conflict(
            _("Rencana ini berubah sejak Anda membukanya. Baca lagi sebelum melanjutkan."),
            {"state": (plan.get_state_display(), _("halaman yang Anda buka sudah lama"))},
        )


def step(plan: Plan, act: str, *fields: str) -> None:
    """Move the plan to the state after the act and save it together with `fields`."""
    plan.state = target(act, plan.version)
    touch(plan, "state", *fields)


def touch(plan: Plan, *fields: str) -> None:
    """Save the fields and count the lock version."""
    plan.lock_version += 1
    plan.save(update_fields=["lock_version", *fields])


def begin_edit(by: Actor, plan_id: int) -> tuple[Plan, Who]:
    """The plan locked for a change of its draft; a returned plan becomes a draft (or revision) again."""
    plan, who = take(by, plan_id, "edit")
    plan.state = target("edit", plan.version)
    return plan, who


def capacity(by: Actor, who: Who) -> str:
    """In which capacity the act is done, for the event."""
    if who is Who.OWNER:
        return "self"
    if by.on_behalf_of is not None:
        return "delegate"
    return "superior" if who is Who.REVIEWER else by.role


def tell(plan: Plan, person_id: int | None, kind: str, text: str, why: str) -> None:
    """One notice about this state of the plan; repeating it has no effect."""
    if person_id is None:
        return
    key = f"{kind}:{plan.pk}:{plan.lock_version}:{person_id}"
    Notice.objects.get_or_create(
        effect_key=key,
        defaults={"person_id": person_id, "kind": kind, "text": text[:240], "why": why, "url": f"/rencana/{plan.pk}/"},
    )
