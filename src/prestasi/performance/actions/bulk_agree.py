"""*Persetujuan massal*: a superior agrees everything that waits, after seeing its effects, in one job with progress."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from prestasi.accounts.models import ApprovalRule
from prestasi.accounts.queries.approvals import steps_for
from prestasi.audit.actions.record import once, record
from prestasi.core import clock, jobs, live
from prestasi.core.actor import Actor
from prestasi.core.bulk import KEPT, advance
from prestasi.core.errors import Closed, NotAllowed
from prestasi.core.receipt import Receipt
from prestasi.performance.actions.plan import agree_plan, needed_reason
from prestasi.performance.models import BulkAgreement
from prestasi.performance.queries.waiting import plans_to_review

CHUNK = 50
MOST = 5_000
TASK = "performance.agree_in_bulk"


def start_bulk_agreement(*, by: Actor, reason: str, leave_out: Sequence[int] = (), key: str | None = None) -> Receipt:
    """Take down what waits for the actor as seen now, without the plans left out, and queue the job.

    Only the direct superior in their own name: an analyst agrees nobody's plan, and a delegate reads one by one.
    """

    def act() -> Receipt:
        if by.on_behalf_of is not None or by.person_id is None or by.user_id is None:
            raise NotAllowed(_("Persetujuan massal dilakukan atasan langsung sendiri."), _("Atasan langsung"))
        because = needed_reason(reason)[:300]
        waiting = plans_to_review(by).exclude(pk__in=leave_out).order_by("pk")
        ids = [list(row) for row in waiting.values_list("pk", "lock_version")[:MOST]]
        if not ids:
            raise Closed(_("Tidak ada rencana yang menunggu Anda setujui."))
        run = _start(by, ids, because)
        jobs.app.configure_task(TASK).defer(run_id=run.pk)
        return record(
            "plan.bulk_started", by=by, about=run, capacity="superior",
            payload={"plans": len(ids), "reason": because, "left_out": sorted(leave_out)},
            next_step=_("Setiap rencana mendapat kesepakatan dan bukti terimanya sendiri."),
        )  # fmt: skip

    return once(key, by, act)


def _start(by: Actor, ids: list[list[int]], reason: str) -> BulkAgreement:
    try:
        with transaction.atomic():
            return BulkAgreement.objects.create(
                person_id=by.person_id or 0, user_id=by.user_id or 0, ids=ids, reason=reason, started_at=clock.now()
            )
    except IntegrityError:
        raise Closed(_("Persetujuan massal Anda yang sebelumnya masih berjalan.")) from None


def continue_bulk_agreement(run_id: int) -> int:
    """Agree in chunks until done; each chunk is one transaction, so a killed worker goes on where it was.

    Rights and versions are asked anew for each plan: what was taken back, moved to another superior or changed
    meanwhile is left out with the reason. Answers how many were left out.
    """
    while True:
        with transaction.atomic():
            runs = BulkAgreement.objects.select_related("person").select_for_update(of=("self",))
            run = runs.filter(pk=run_id).first()
            if run is None or run.state == BulkAgreement.State.DONE:
                return len(run.left_out) if run else 0
            _chunk(run)
            live.publish(f"person:{run.person_id}", {"kind": "bulk", "id": run.pk})


def _chunk(run: BulkAgreement) -> None:
    by = Actor(run.user_id, run.person_id, run.person.full_name, role="supervisor")
    if advance(run, partial(_agree, by), CHUNK):
        payload = {"agreed": run.total - len(run.left_out), "left_out": len(run.left_out)}
        record("plan.bulk_done", by=by, about=run, capacity="superior", payload=payload)
    run.save(update_fields=KEPT)


def _agree(by: Actor, plan_id: int, version: int) -> Receipt:
    return agree_plan(by=by, plan_id=plan_id, lock_version=version)


def needs_second() -> bool:
    """Whether the agency asks for a second step after this one."""
    return steps_for(ApprovalRule.Act.PLAN) == 2
