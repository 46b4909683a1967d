"""One act over every difference a filter keeps: a few at once, many in a job that survives its death."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from prestasi.accounts.models import RoleGrant
from prestasi.audit.actions.record import once, record
from prestasi.core import clock, jobs
from prestasi.core.actor import Actor, Grant
from prestasi.core.bulk import KEPT, advance
from prestasi.core.errors import Closed, Invalid
from prestasi.core.receipt import Receipt
from prestasi.exchange.actions.reconcile import keep_ours, take_theirs
from prestasi.exchange.actions.reconcile_ask import ask
from prestasi.exchange.models import ReconcileRun
from prestasi.exchange.permissions_reconcile import check_may_reconcile
from prestasi.exchange.queries.differences import filtered, kept_params
from prestasi.exchange.states import DIFFERENCE

AT_ONCE = 50
CHUNK = 25
MOST = 20_000
TASK = "exchange.reconcile"
ACTS: dict[str, Callable[..., Receipt]] = {"take": take_theirs, "keep": keep_ours, "ask": ask}


def start_bulk(*, by: Actor, act: str, params: QueryDict, expected: int, key: str | None = None) -> Receipt:
    """Note what the filter keeps now; up to fifty are settled in this request, more by the job.

    `expected` is the number the analyst was shown: Closed when the filter keeps another number by now, and while an
    earlier run goes on. Each difference gets its own act with its own event; what refuses is left out with the reason.
    """

    def begin() -> Receipt:
        check_may_reconcile(by)
        if act not in ACTS:
            raise Invalid({"act": _("Pilih tindakan.")})
        ids = bulk_ids(act, params)
        _check_same(len(ids), expected)
        run = _begun(by, act, params, ids)
        receipt = record(
            "siasn.bulk_started", by=by, about=run, capacity="analyst",
            payload={"act": act, "differences": len(ids), "filter": kept_params(params)},
            next_step=_("Setiap selisih mendapat tindakan dan jejaknya sendiri; yang tidak dapat dilewati."),
        )  # fmt: skip
        if len(ids) > AT_ONCE:
            jobs.app.configure_task(TASK).defer(run_id=run.pk)
        else:
            _advance(run, by, len(ids))
        return receipt

    return once(key, by, begin)


def bulk_ids(act: str, params: QueryDict) -> list[list[object]]:
    """(id, fingerprint) of what the act would settle, as the filter stands."""
    rows = filtered(params).filter(state__in=DIFFERENCE[act].sources)
    if act == "take":
        rows = rows.filter(can_take=True)
    return [list(row) for row in rows.order_by("pk").values_list("pk", "print")[:MOST]]


def _check_same(now: int, expected: int) -> None:
    if not now:
        raise Closed(_("Tidak ada selisih yang dapat dikerjakan dengan saringan ini."))
    if now != expected:
        words = _("Saringan ini sekarang memuat %(now)s selisih, bukan %(expected)s. Lihat dahulu, lalu ulangi.")
        raise Closed(words % {"now": now, "expected": expected})


def _begun(by: Actor, act: str, params: QueryDict, ids: list[list[object]]) -> ReconcileRun:
    try:
        with transaction.atomic():
            return ReconcileRun.objects.create(user_id=by.user_id or 0, act=act, params=kept_params(params), ids=ids)
    except IntegrityError:
        raise Closed(_("Penyelarasan massal yang sebelumnya masih berjalan.")) from None


def continue_bulk(run_id: int) -> int:
    """Settle in chunks until done, each chunk one transaction. Answers how many were left out; safe to run twice.

    Grants are read anew for every chunk: whoever lost the role meanwhile settles nothing more.
    """
    while True:
        with transaction.atomic():
            run = ReconcileRun.objects.select_related("user__person").select_for_update(of=("self",)).get(pk=run_id)
            if run.state == ReconcileRun.State.DONE:
                return len(run.left_out)
            _advance(run, _actor_of(run), CHUNK)


def _advance(run: ReconcileRun, by: Actor, count: int) -> None:
    if advance(run, partial(_settle, run.act, by), count):
        payload = {"settled": run.total - len(run.left_out), "left_out": len(run.left_out), "act": run.act}
        record("siasn.bulk_done", by=by, about=run, capacity="analyst", payload=payload)
    run.save(update_fields=KEPT)


def _settle(act: str, by: Actor, difference_id: int, seen: str) -> Receipt:
    return ACTS[act](by=by, difference_id=difference_id, seen=seen)


def _actor_of(run: ReconcileRun) -> Actor:
    held = RoleGrant.objects.on(clock.today()).filter(user=run.user_id)
    grants = frozenset(Grant(role, unit) for role, unit in held.values_list("role", "unit_id"))
    return Actor(run.user_id, run.user.person_id, str(run.user.person or run.user), grants, role="analyst")
