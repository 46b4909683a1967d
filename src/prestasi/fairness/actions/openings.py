"""Opening a period by copy of the last one: prepared, simulated on real data, proposed, opened by a second person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.fairness import mapping
from prestasi.fairness.actions.simulations import start_simulation
from prestasi.fairness.models import PeriodOpening
from prestasi.fairness.permissions import (
    check_decides_opening,
    check_makes,
    opening_or_404,
    period_or_404,
)
from prestasi.fairness.states import OPENING
from prestasi.performance.actions.cycle import open_prepared
from prestasi.performance.models import Evaluation, Period
from prestasi.performance.permissions.evaluation import person_of


@dataclass(frozen=True, slots=True)
class Terms:
    """What the analyst decides about a period: the rule version and three last days."""

    ruleset: str
    self_due_on: dt.date
    rating_due_on: dt.date
    confirm_due_on: dt.date


def last_like(period: Period) -> Period | None:
    """The newest earlier period of the same kind, whose shape and ratings are copied and replayed."""
    earlier = Period.objects.select_related("cycle").filter(kind=period.kind, ends_on__lt=period.starts_on)
    return earlier.order_by("-ends_on").first()


def rulesets_on(period: Period) -> list[tuple[str, str]]:
    """(id, title) of the published rule sets that are in force when the period ends."""
    return mapping.predicate_rulesets(period.ends_on)


def copied_terms(period: Period) -> Terms:
    """The last period's terms moved by as many days as the periods' ends lie apart; the planned dates without one."""
    last = last_like(period)
    known = [name for name, _title in mapping.predicate_rulesets(period.ends_on)]
    ruleset = known[-1] if known else period.cycle.ruleset
    if last is None:
        return Terms(ruleset, period.self_due_on, period.rating_due_on, period.confirm_due_on)
    moved = period.ends_on - last.ends_on
    return Terms(ruleset, last.self_due_on + moved, last.rating_due_on + moved, last.confirm_due_on + moved)


def prepare_opening(*, by: Actor, period_id: int, terms: Terms, key: str | None = None) -> PeriodOpening:
    """Keep the terms and start their simulation on the last period with ratings; an earlier draft is withdrawn."""
    check_makes(by)
    period = period_or_404(by, period_id)
    _check_terms(period, terms)
    if period.state != Period.State.AHEAD:
        raise Closed(_("Periode ini sudah pernah dibuka."))
    with transaction.atomic():
        PeriodOpening.objects.filter(period=period, state="prepared").update(state="withdrawn")
        made = PeriodOpening(
            period=period, copied_from=last_like(period), ruleset=terms.ruleset,
            ruleset_hash=mapping.ruleset_hash(terms.ruleset), self_due_on=terms.self_due_on,
            rating_due_on=terms.rating_due_on, confirm_due_on=terms.confirm_due_on,
            proposed_by_id=person_of(by), proposed_at=clock.database_now(),
        )  # fmt: skip
        made.simulation_id = _simulation(by, made, key)
        _insert(made)
    return made


def _insert(opening: PeriodOpening) -> None:
    try:
        with transaction.atomic():
            opening.save()
    except IntegrityError as error:
        raise Conflict(_("Pembukaan periode ini sudah diusulkan dan menunggu keputusan.")) from error


def _simulation(by: Actor, opening: PeriodOpening, key: str | None) -> int | None:
    """The last period with ratings replayed under the chosen rule version; None when nothing was ever rated."""
    rated = Evaluation.objects.filter(predicate__isnull=False, period__ends_on__lt=opening.period.ends_on)
    newest = rated.order_by("-period__ends_on").values_list("period", flat=True).first()
    if newest is None:
        return None
    title = _("Pembukaan periode %(n)s") % {"n": opening.period.number}
    draft = mapping.Draft(ruleset=opening.ruleset)
    return start_simulation(by=by, period_id=newest, title=title, draft=draft, key=key).object_id


def _check_terms(period: Period, terms: Terms) -> None:
    problems: dict[str, str] = {}
    if terms.ruleset not in dict(mapping.predicate_rulesets(period.ends_on)):
        problems["ruleset"] = _("Aturan ini tidak berlaku pada akhir periode.")
    if terms.self_due_on < period.starts_on:
        problems["self_due_on"] = _("Evaluasi diri tidak dapat berakhir sebelum periode dimulai.")
    if terms.rating_due_on < terms.self_due_on:
        problems["rating_due_on"] = _("Penilaian tidak dapat berakhir sebelum evaluasi diri.")
    if terms.confirm_due_on < terms.rating_due_on:
        problems["confirm_due_on"] = _("Penetapan tidak dapat berakhir sebelum penilaian.")
    if problems:
        raise Invalid(problems)


def propose_opening(*, by: Actor, opening_id: int, key: str | None = None) -> Receipt:
    """Put the prepared opening before a second person."""

    def act() -> Receipt:
        opening = _taken(by, opening_id, "propose")
        check_makes(by)
        opening.proposed_by_id, opening.proposed_at = person_of(by), clock.database_now()
        _step(opening, "propose", "proposed_by", "proposed_at")
        return record(
            "opening.proposed", by=by, about=opening, payload=_payload(opening),
            next_step=_("Menunggu persetujuan analis atau admin lain."),
        )  # fmt: skip

    return once(key, by, act)


def withdraw_opening(*, by: Actor, opening_id: int, key: str | None = None) -> Receipt:
    """Take back what one has not yet had decided."""

    def act() -> Receipt:
        opening = _taken(by, opening_id, "withdraw")
        check_makes(by)
        _step(opening, "withdraw")
        return record("opening.withdrawn", by=by, about=opening, payload=_payload(opening))

    return once(key, by, act)


def approve_opening(*, by: Actor, opening_id: int, lock_version: int, key: str | None = None) -> Receipt:
    """Open the period as the second person, with the proposed dates: one evaluation for each plan."""

    def act() -> Receipt:
        opening = _decided(by, opening_id, lock_version, "approve")
        dues = {name: getattr(opening, name) for name in ("self_due_on", "rating_due_on", "confirm_due_on")}
        _step(opening, "approve", "decided_by", "decided_at")
        return open_prepared(by=by, period_id=opening.period_id, dues=dues, payload=_payload(opening))

    return once(key, by, act)


def refuse_opening(*, by: Actor, opening_id: int, lock_version: int, reason: str, key: str | None = None) -> Receipt:
    """Refuse as the second person, with a reason."""

    def act() -> Receipt:
        if not reason.strip():
            raise Invalid({"reason": _("Tulis alasan penolakan.")})
        opening = _decided(by, opening_id, lock_version, "refuse")
        opening.decision_reason = reason.strip()
        _step(opening, "refuse", "decided_by", "decided_at", "decision_reason")
        return record("opening.refused", by=by, about=opening, payload=_payload(opening) | {"reason": reason.strip()})

    return once(key, by, act)


def _decided(by: Actor, opening_id: int, lock_version: int, act: str) -> PeriodOpening:
    opening = opening_or_404(by, opening_id, lock=True)
    check_decides_opening(by, opening)
    if not may_move(OPENING, act, opening.state):
        raise Closed(_("Usulan ini %(state)s.") % {"state": opening.get_state_display().lower()})
    if opening.lock_version != lock_version:
        raise Conflict(_("Usulan berubah sejak Anda membukanya. Baca lagi sebelum memutuskan."))
    opening.decided_by_id, opening.decided_at = person_of(by), clock.database_now()
    return opening


def _taken(by: Actor, opening_id: int, act: str) -> PeriodOpening:
    opening = opening_or_404(by, opening_id, lock=True)
    check_makes(by)
    if not may_move(OPENING, act, opening.state):
        raise Closed(_("Usulan ini %(state)s.") % {"state": opening.get_state_display().lower()})
    return opening


def _step(opening: PeriodOpening, act: str, *fields: str) -> None:
    opening.state = OPENING[act].after(opening.state)
    opening.lock_version += 1
    opening.save(update_fields=["state", "lock_version", *fields])


def _payload(opening: PeriodOpening) -> dict[str, object]:
    return {
        "opening": opening.pk,
        "period": opening.period_id,
        "ruleset": opening.ruleset,
        "ruleset_hash": opening.ruleset_hash,
        "dates": [str(opening.self_due_on), str(opening.rating_due_on), str(opening.confirm_due_on)],
        "simulation": opening.simulation_id,
    }
