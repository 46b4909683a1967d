"""Self-assessment, confirmation and receipt of an evaluation (*evaluasi kinerja*)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.utils.translation import gettext as _

from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import once
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid
from prestasi.core.formats import plain_date
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.notify import notify
from prestasi.organization.queries.zone import agency_zone
from prestasi.performance import mapping
from prestasi.performance.actions.evaluation_moves import (
    check_move,
    check_version,
    items_of,
    locked,
    recorded,
    save_move,
)
from prestasi.performance.models import Evaluation, ItemRating, Period
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.queries.words import period_words
from prestasi.performance.rating_sheet import RATINGS

Key = str | uuid.UUID | None
LONGEST_REASON = 300


def self_assess(
    *,
    by: Actor,
    evaluation_id: int,
    ratings: Mapping[int, int | None],
    note: str = "",
    lock_version: int,
    key: Key = None,
) -> Receipt:
    """*Evaluasi diri*: the employee's own view of every result (result id -> 1 to 3), optional, before the rating."""

    def act() -> Receipt:
        evaluation = locked(evaluation_id)
        gate.check_owner(by, evaluation.person_id)
        check_move(evaluation, "self_assess")
        check_version(evaluation, lock_version, {"note": (evaluation.self_note, note)})
        items = items_of(evaluation)
        if any(ratings.get(pk) not in RATINGS for pk in items):
            raise Invalid({f"r{pk}": _("Pilih satu.") for pk in items if ratings.get(pk) not in RATINGS})
        for pk, item in items.items():
            item.self_rating = ratings[pk]
        ItemRating.objects.bulk_update(items.values(), ["self_rating"])
        evaluation.self_note, evaluation.self_at = note.strip()[:4000], clock.now()
        save_move(evaluation, "self_assess")
        return recorded("evaluation.self_assessed", evaluation, by, "employee", {"ratings": _numbers(ratings)})

    return once(key, by, act)


def send_back(*, by: Actor, evaluation_id: int, reason: str, key: Key = None) -> Receipt:
    """The rater's superior asks for a new rating, with a reason."""

    def act() -> Receipt:
        evaluation = locked(evaluation_id)
        capacity = gate.check_may_confirm(by, evaluation)
        check_move(evaluation, "send_back")
        if len(reason.strip()) < 5:
            raise Invalid({"reason": _("Tulis apa yang perlu ditinjau lagi oleh penilai.")})
        if len(reason.strip()) > LONGEST_REASON:
            raise Invalid({"reason": _("Paling banyak %d huruf.") % LONGEST_REASON})
        rater = evaluation.rated_by_id
        evaluation.state = "open"
        evaluation.lock_version += 1
        evaluation.save()
        if rater:
            with speaking_to(rater):
                notify(
                    person_id=rater, kind="evaluation.sent_back", why=reason.strip()[:200],
                    text=_("Penilaian %s perlu ditinjau lagi") % evaluation.person.full_name,
                    url=f"/nilai/{evaluation.pk}/",
                    effect_key=f"evaluation.sent_back:{evaluation.pk}:{evaluation.lock_version}",
                )  # fmt: skip
        return recorded("evaluation.sent_back", evaluation, by, capacity, {"reason": reason.strip()})

    return once(key, by, act)


def confirm_evaluation(*, by: Actor, evaluation_id: int, lock_version: int | None = None, key: Key = None) -> Receipt:
    """The rater's superior sets the result; from now on it is read-only.

    The employee may open it at once where the period releases results one by one; else after the unit's release.
    """

    def act() -> Receipt:
        evaluation = locked(evaluation_id)
        capacity = gate.check_may_confirm(by, evaluation)
        check_move(evaluation, "confirm")
        check_version(evaluation, lock_version, {})
        evaluation.confirmed_by_id, evaluation.confirmed_at = by.person_id, clock.now()
        is_seen = evaluation.period.release == Period.Release.EACH
        evaluation.released_at = evaluation.confirmed_at if is_seen else None
        save_move(evaluation, "confirm")
        if is_seen:
            _tell_employee(evaluation)
        payload = {"predicate": evaluation.predicate, "ruleset": evaluation.ruleset, "hash": evaluation.ruleset_hash}
        return recorded("evaluation.confirmed", evaluation, by, capacity, payload)

    return once(key, by, act)


def _tell_employee(evaluation: Evaluation) -> None:
    with speaking_to(evaluation.person_id):
        words = period_words(evaluation.period)
        notify(
            person_id=evaluation.person_id, kind="evaluation.confirmed",
            text=_("Hasil %s sudah ditetapkan") % words, url=f"/hasil/{evaluation.pk}/",
            effect_key=f"evaluation.confirmed:{evaluation.pk}",
        )  # fmt: skip


def receive_evaluation(*, by: Actor, evaluation_id: int, key: Key = None) -> Receipt:
    """The employee opens the result: the day of receipt, from which the time for an objection counts."""

    def act() -> Receipt:
        evaluation = locked(evaluation_id)
        gate.check_owner(by, evaluation.person_id)
        check_move(evaluation, "receive", needs_open_period=False)
        if evaluation.released_at is None:
            raise Closed(_("Hasil periode ini belum dirilis. Anda diberi tahu saat dapat dibuka."))
        evaluation.received_at = clock.now()
        save_move(evaluation, "receive", ["received_at"])
        zone = agency_zone()
        last = mapping.objection_last_day(zone.day(evaluation.received_at))
        until = {"day": plain_date(last), "zone": zone.label}
        return recorded(
            "evaluation.received", evaluation, by, "employee", {"objection_until": last.isoformat()},
            _("Keberatan dapat diajukan sampai %(day)s pukul 23.59 %(zone)s.") % until,
        )  # fmt: skip

    return once(key, by, act)


def _numbers(ratings: Mapping[int, int | None]) -> dict[str, int | None]:
    return {str(pk): rating for pk, rating in ratings.items()}
