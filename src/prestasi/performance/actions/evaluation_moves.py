"""What every act on an evaluation does alike: lock, check state and version, write, record, tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import record
from prestasi.core import providers
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.performance.actions.telling import tell_pages
from prestasi.performance.models import Evaluation, ItemRating, Period
from prestasi.performance.states_evaluation import EVALUATION

Fields = Mapping[str, tuple[str, str]]


def locked(evaluation_id: int) -> Evaluation:
    """The evaluation, locked for an act, with plan, period and person. Raises NotVisible when there is none."""
    found = Evaluation.objects.select_for_update(of=("self",)).select_related("plan", "period", "person")
    evaluation = found.filter(pk=evaluation_id).first()
    if evaluation is None:
        raise NotVisible
    return evaluation


def check_move(evaluation: Evaluation, act: str, *, needs_open_period: bool = True) -> None:
    """Whether the act exists now. Raises Closed outside an open period and in a state the table does not allow."""
    if needs_open_period and evaluation.period.state != Period.State.OPEN:
        raise Closed(_("Periode ini tidak sedang dibuka. Penilaiannya tidak dapat diubah."))
    if not may_move(EVALUATION, act, evaluation.state):
        raise Closed(
            _("Penilaian ini berstatus “%s”; langkah ini tidak berlaku lagi.") % evaluation.get_state_display()
        )


def check_version(
    evaluation: Evaluation,
    seen: int | None,
    fields: Mapping[str, tuple[str, str]] | Callable[[], Mapping[str, tuple[str, str]]],
) -> None:
    """Raises Conflict when somebody saved since `seen`; `fields` are (theirs, mine) by name, asked only then."""
    if seen is not None and seen != evaluation.lock_version:
        message = _("Orang lain menyimpan penilaian ini lebih dulu. Bandingkan, lalu simpan lagi.")
        raise Conflict(message, fields() if callable(fields) else fields)


def items_of(evaluation: Evaluation) -> dict[int, ItemRating]:
    """Rows for the results of the plan as agreed now, by result id; missing ones are made, dropped ones removed."""
    results = {r.pk: r for r in evaluation.plan.results.filter(dropped_at__isnull=True).order_by("order", "pk")}
    known = {item.result_id: item for item in evaluation.items.all()}
    gone = [item.pk for pk, item in known.items() if pk not in results]
    ItemRating.objects.filter(pk__in=gone).delete()
    missing = [
        ItemRating(evaluation=evaluation, result=result, is_main=result.kind == "utama")
        for pk, result in results.items()
        if pk not in known
    ]
    known |= {item.result_id: item for item in ItemRating.objects.bulk_create(missing)}
    return {pk: known[pk] for pk in results}


def save_move(evaluation: Evaluation, act: str, fields: list[str] | None = None) -> None:
    """Write the state after the act and a new version; only `fields` when they are named."""
    evaluation.state = EVALUATION[act].after(evaluation.state)
    evaluation.lock_version += 1
    evaluation.save(update_fields=[*fields, "state", "lock_version"] if fields else None)


def recorded(
    kind: str, evaluation: Evaluation, by: Actor, capacity: str, payload: dict[str, Any], next_step: str = ""
) -> Receipt:
    """The event of an act, kept with what it settles; whoever waits for a decision and open pages are told."""
    receipt = record(
        kind, by=by, about=evaluation, subject=evaluation.person_id, unit=evaluation.unit_id, capacity=capacity,
        payload={"period": evaluation.period_id, **payload}, next_step=next_step,
    )  # fmt: skip
    if kind in {"evaluation.rated", "evaluation.confirmed"}:
        Evaluation.objects.filter(pk=evaluation.pk).update(event_id=receipt.event_id)
    if kind in {"evaluation.confirmed", "evaluation.changed"} and evaluation.released_at is not None:
        providers.decided.collect(evaluation.pk)
    told: dict[str, str | int | None] = {"kind": kind, "id": evaluation.pk, "person": evaluation.person_id}
    tell_pages(evaluation.person_id, evaluation.unit_id, told)
    return receipt
