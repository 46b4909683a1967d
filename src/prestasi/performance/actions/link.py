"""Links between results: made, changed and ended, never erased."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.performance.actions._common import capacity, touch
from prestasi.performance.models import ExpectedResult, Plan, ResultLink
from prestasi.performance.permissions.plan import check_link, plan_or_404
from prestasi.performance.queries.link_targets import may_serve
from prestasi.performance.states import Who


def link_result(
    *, by: Actor, result_id: int, parent_id: int | None = None, goal_id: int | None = None, kind: str = "direct",
    key: str | None = None,
) -> Receipt:  # fmt: skip
    """Let a result serve one result of the superior (or another unit's head) or one goal; direct or indirect.

    Also after agreement: an item waits as "unlinked" and is linked when there is something to link to.
    """

    def act() -> Receipt:
        plan, who, result = _linkable(by, result_id)
        if (parent_id is None) == (goal_id is None):
            raise Invalid({"target": _("Pilih satu hasil atau satu sasaran.")})
        if not may_serve(plan, result_id=parent_id, goal_id=goal_id, on=clock.today()):
            raise Invalid({"target": _("Pilihan itu bukan hasil atasan, sasaran unit, atau hasil tim yang terbuka.")})
        link = make_link(result, parent_id, goal_id, kind, by)
        touch(plan)
        return record(
            "result.linked", by=by, about=result, subject=plan.person_id, unit=plan.unit_id, capacity=capacity(by, who),
            payload={"link": link.pk, "parent": parent_id, "goal": goal_id, "kind": link.kind},
        )  # fmt: skip

    return once(key, by, act)


def make_link(result: ExpectedResult, parent_id: int | None, goal_id: int | None, kind: str, by: Actor) -> ResultLink:
    """Open the link, or change the kind of the one that is open; inside the caller's transaction."""
    if kind not in ResultLink.Kind.values:
        raise Invalid({"kind": _("Pilih langsung atau tidak langsung.")})
    same = {"parent_id": parent_id} if parent_id is not None else {"goal_id": goal_id}
    open_ones = ResultLink.objects.filter(result=result, ended_at__isnull=True, **same)
    kept = open_ones.filter(kind=kind).first()
    if kept is not None:
        return kept
    open_ones.update(ended_at=clock.now(), ended_by=by.person_id)
    if result.unlinked_reason:
        result.unlinked_reason = ""
        result.save(update_fields=["unlinked_reason"])
    return ResultLink.objects.create(
        result=result, parent_id=parent_id, goal_id=goal_id, kind=kind, linked_by_id=by.person_id
    )


def end_link(*, by: Actor, link_id: int, key: str | None = None) -> Receipt:
    """End a link; it stays in the history with who ended it and when."""

    def act() -> Receipt:
        link = ResultLink.objects.filter(pk=link_id).first()
        if link is None:
            raise NotVisible
        plan, who, result = _linkable(by, link.result_id)
        link.refresh_from_db()
        if link.ended_at is not None:
            raise Closed(_("Tautan ini sudah diakhiri."))
        link.ended_at, link.ended_by_id = clock.now(), by.person_id
        link.save(update_fields=["ended_at", "ended_by"])
        touch(plan)
        return record(
            "result.unlinked", by=by, about=result, subject=plan.person_id, unit=plan.unit_id,
            capacity=capacity(by, who), payload={"link": link.pk, "parent": link.parent_id, "goal": link.goal_id},
        )  # fmt: skip

    return once(key, by, act)


def _linkable(by: Actor, result_id: int) -> tuple[Plan, Who, ExpectedResult]:
    plan_id = ExpectedResult.objects.filter(pk=result_id).values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise NotVisible
    plan = plan_or_404(by, plan_id, lock=True)
    who = check_link(by, plan)
    result = ExpectedResult.objects.get(pk=result_id)
    if result.dropped_at is not None:
        raise Closed(_("Hasil kerja ini sudah dikeluarkan dari rencana."))
    return plan, who, result
