"""*Penetapan massal*: the rater's superior confirms everything that waits, in one job with progress."""

from __future__ import annotations

import uuid
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.calibration.models import BulkConfirmation
from prestasi.core import clock, jobs, live
from prestasi.core.actor import Actor
from prestasi.core.bulk import KEPT, advance
from prestasi.core.errors import Closed, NotAllowed
from prestasi.core.receipt import Receipt
from prestasi.performance.actions.evaluation import confirm_evaluation
from prestasi.performance.queries.waiting import evaluations_to_confirm

Key = str | uuid.UUID | None
CHUNK = 100
MOST = 5_000
TASK = "calibration.confirm_in_bulk"


def start_bulk_confirmation(*, by: Actor, key: Key = None) -> Receipt:
    """Take down what waits for the actor, as seen now, and queue the job that confirms it one by one."""

    def act() -> Receipt:
        if by.on_behalf_of is not None or by.person_id is None or by.user_id is None:
            raise NotAllowed(_("Penetapan massal dilakukan atasan penilai sendiri, tidak melalui delegasi."))
        waiting = evaluations_to_confirm(by).order_by("unit", "pk")  # two runs count units in the same order
        ids = [list(row) for row in waiting.values_list("pk", "lock_version")[:MOST]]
        if not ids:
            raise Closed(_("Tidak ada hasil yang menunggu Anda tetapkan."))
        try:
            with transaction.atomic():
                run = BulkConfirmation.objects.create(
                    person_id=by.person_id, user_id=by.user_id, ids=ids, started_at=clock.now()
                )
        except IntegrityError:
            raise Closed(_("Penetapan massal Anda yang sebelumnya masih berjalan.")) from None
        jobs.app.configure_task(TASK).defer(run_id=run.pk)
        return record("confirmation.bulk_started", by=by, about=run, capacity="above", payload={"people": len(ids)})

    return once(key, by, act)


def continue_bulk_confirmation(run_id: int) -> int:
    """Confirm in chunks until done; each chunk is one transaction, so a killed worker goes on where it was.

    A result that was changed, taken back or confirmed meanwhile is left out with the reason. Answers how many remain.
    """
    while True:
        with transaction.atomic():
            run = (
                BulkConfirmation.objects.select_related("person")
                .select_for_update(of=("self",))
                .filter(pk=run_id, state="running")
                .first()
            )
            if run is None:
                return 0
            by = Actor(run.user_id, run.person_id, run.person.full_name, role="supervisor")
            if advance(run, partial(_confirm, by), CHUNK):
                payload = {"done": run.total - len(run.left_out), "left_out": len(run.left_out)}
                record("confirmation.bulk_done", by=by, about=run, capacity="above", payload=payload)
            run.save(update_fields=KEPT)
            live.publish(f"person:{run.person_id}", {"kind": "bulk", "id": run.pk})
        if run.state == BulkConfirmation.State.DONE:
            return 0


def _confirm(by: Actor, evaluation_id: int, version: int) -> Receipt:
    return confirm_evaluation(by=by, evaluation_id=evaluation_id, lock_version=version)
