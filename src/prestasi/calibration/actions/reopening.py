"""*Pembukaan kembali*: what was settled is opened with a reason by two persons, for named people, and shut again."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from django.utils.translation import gettext as _

from prestasi.accounts.step_up import Proof
from prestasi.audit.actions.record import once, record
from prestasi.calibration import permissions as gate
from prestasi.calibration.states import REOPENING
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.notify import notify_many
from prestasi.notices.models import Notice
from prestasi.performance.models import Evaluation, Period, RatingChange, Reopening
from prestasi.performance.permissions.evaluation import person_of

Key = str | uuid.UUID | None
SHORTEST_REASON = 20
LONGEST_DAYS = 30
MOST_PEOPLE = 50
SETTLED = frozenset({"confirmed", "received", "final", "skipped"})


def request_reopening(
    *, by: Actor, evaluation_ids: Iterable[int], reason: str, until: dt.date, key: Key = None
) -> Receipt:
    """Ask to reopen named results of one period until a day; somebody else decides."""

    def act() -> Receipt:
        named = _named(evaluation_ids)
        capacity = gate.check_may_ask_reopening(by, named)
        _check_request(named, reason, until)
        found = Reopening.objects.create(
            period=named[0].period, reason=reason.strip(), until=until, requested_by_id=person_of(by),
            requested_at=clock.now(),
        )  # fmt: skip
        found.evaluations.add(*named)
        payload = {"reason": found.reason, "evaluations": [e.pk for e in named], "until": until.isoformat()}
        return record(
            "reopening.requested", by=by, about=found, subject=_one(named), unit=named[0].unit_id, capacity=capacity,
            payload=payload, next_step=_("Orang kedua memutuskan permintaan ini."),
        )  # fmt: skip

    return once(key, by, act)


def _named(evaluation_ids: Iterable[int]) -> list[Evaluation]:
    ids = set(evaluation_ids)
    rows = Evaluation.objects.filter(pk__in=ids).select_related("plan", "person", "period__cycle").order_by("pk")
    named = list(rows[: MOST_PEOPLE + 1])
    if not named or len(named) != len(ids):
        raise NotVisible
    return named


def _check_request(named: list[Evaluation], reason: str, until: dt.date) -> None:
    if len({e.period_id for e in named}) > 1 or len(named) > MOST_PEOPLE:
        raise Invalid({"": _("Satu permintaan memuat paling banyak %s orang dari satu periode.") % MOST_PEOPLE})
    is_closed = named[0].period.state == Period.State.CLOSED
    if any(e.state not in SETTLED and not (is_closed and e.state == "rated") for e in named):
        raise Closed(_("Penilaian ini belum ditetapkan; penilainya masih dapat mengubahnya."))
    errors = {}
    if len(reason.strip()) < SHORTEST_REASON:
        errors["reason"] = _("Tulis alasannya, paling sedikit %s huruf.") % SHORTEST_REASON
    if not clock.today() <= until <= clock.today() + dt.timedelta(days=LONGEST_DAYS):
        errors["until"] = _("Pilih hari ini sampai paling lama %s hari lagi.") % LONGEST_DAYS
    if errors:
        raise Invalid(errors)


def decide_reopening(
    *, by: Actor, reopening_id: int, is_approved: bool, reason: str, proof: Proof, key: Key = None
) -> Receipt:
    """The second person approves or refuses; approved, the named ratings may be changed by their raters."""

    def act() -> Receipt:
        found, named = gate.reopening_or_404(by, reopening_id, lock=True)
        capacity = gate.check_may_decide_reopening(by, found, named)
        move = "approve" if is_approved else "refuse"
        _check_move(found, move)
        if len(reason.strip()) < 5:
            raise Invalid({"reason": _("Tulis dasar keputusan ini.")})
        found.state = REOPENING[move].after(found.state)
        found.decided_by_id, found.decided_at, found.decision_reason = by.person_id, clock.now(), reason.strip()
        found.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
        _tell(found, named)
        return record(
            "reopening.approved" if is_approved else "reopening.refused", by=by, about=found, subject=_one(named),
            unit=named[0].unit_id, capacity=capacity,
            payload={"reason": found.decision_reason, "factor": proof.kind, "evaluations": [e.pk for e in named]},
        )  # fmt: skip

    return once(key, by, act)


def end_reopening(*, by: Actor, reopening_id: int, key: Key = None) -> Receipt:
    """Shut it before its last day; the named results are read-only again at once."""

    def act() -> Receipt:
        found, named = gate.reopening_or_404(by, reopening_id, lock=True)
        if by.person_id not in {found.requested_by_id, found.decided_by_id}:
            raise NotAllowed(_("Pembukaan ini diakhiri oleh yang meminta atau yang menyetujui."))
        _check_move(found, "end")
        found.state = REOPENING["end"].after(found.state)
        found.save(update_fields=["state"])
        changed = RatingChange.objects.filter(basis="reopening", basis_id=found.pk).count()
        return record(
            "reopening.ended", by=by, about=found, subject=_one(named), unit=named[0].unit_id,
            payload={"changed": changed, "named": len(named)},
        )  # fmt: skip

    return once(key, by, act)


def _check_move(found: Reopening, act: str) -> None:
    if not may_move(REOPENING, act, found.state):
        raise Closed(_("Permintaan ini berstatus “%s”.") % found.get_state_display())


def _one(named: list[Evaluation]) -> int | None:
    return named[0].person_id if len(named) == 1 else None


def _tell(found: Reopening, named: list[Evaluation]) -> None:
    """Who asked learns the decision; when approved, the raters learn what they may change until when."""
    told = {found.requested_by_id: _("Permintaan pembukaan kembali %s") % found.get_state_display().lower()}
    if found.state == Reopening.State.APPROVED:
        raters = {e.rater_id for e in named if e.rater_id}
        told |= dict.fromkeys(raters - {found.decided_by_id}, _("Penilaian dibuka kembali untuk Anda ubah"))
    notify_many(
        Notice(
            person_id=person, kind=f"reopening.{found.state}", text=text, why=found.decision_reason[:200],
            url=f"/pembukaan-kembali/{found.pk}/", due_on=found.until,
            effect_key=f"reopening:{found.pk}:{found.state}:{person}",
        )
        for person, text in told.items()
    )  # fmt: skip
