"""Opening a calibration with its frozen before-picture, taking part in it, closing it by two."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.calibration import permissions as gate
from prestasi.calibration.models import Before, Discussed, Member, PreRead, Recusal, Remark, Session
from prestasi.calibration.permissions import Part
from prestasi.calibration.queries.population import Rated, population
from prestasi.calibration.states import SESSION
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.notify import notify_many
from prestasi.notices.models import Notice
from prestasi.people.models import Person
from prestasi.performance.actions.change_rating import change_rating
from prestasi.performance.models import Evaluation, Period, RatingChange
from prestasi.performance.permissions.evaluation import person_of
from prestasi.performance.queries.words import period_words

Key = str | uuid.UUID | None
MOST_MEMBERS = 40


def open_session(
    *, by: Actor, unit_id: int, period_id: int, member_ids: Iterable[int], meets_on: dt.date, key: Key = None
) -> Receipt:
    """Open a session and freeze every rating of the unit as it is now; the participants are told of the pre-read.

    The one who opens leads. Invalid without a second participant; Closed outside an open period or when one runs.
    """

    def act() -> Receipt:
        found = gate.check_may_open(by, unit_id)
        period = Period.objects.select_related("cycle").filter(pk=period_id).first()
        if period is None:
            raise NotVisible
        members = _members(by, member_ids)
        _check_opening(period, members, meets_on)
        session = _created(by, unit_id, period, members, meets_on)
        people = population(unit_id, period_id)
        session.digest = _freeze(session, people.people)
        session.frozen_at = clock.now()
        session.save(update_fields=["frozen_at", "digest"])
        _invite(session, people.name, period, [m for m in members if m != by.person_id])
        payload = {"period": period_id, "people": len(people.people), "members": members, "digest": session.digest}
        return record(
            "calibration.opened", by=by, about=session, unit=unit_id, capacity=found.capacity, payload=payload
        )

    return once(key, by, act)


def _members(by: Actor, member_ids: Iterable[int]) -> list[int]:
    chosen = {int(pk) for pk in member_ids} | {int(by.person_id or 0)}
    return sorted(Person.objects.filter(pk__in=chosen, left_on__isnull=True).values_list("pk", flat=True))


def _check_opening(period: Period, members: list[int], meets_on: dt.date) -> None:
    if period.state != Period.State.OPEN:
        raise Closed(_("Kalibrasi berlangsung selama periode dibuka. Periode ini tidak sedang dibuka."))
    errors = {}
    if not 2 <= len(members) <= MOST_MEMBERS:
        errors["members"] = _("Pilih paling sedikit satu peserta selain Anda, paling banyak %s.") % MOST_MEMBERS
    if meets_on < clock.today():
        errors["meets_on"] = _("Tanggal sidang sudah lewat.")
    if errors:
        raise Invalid(errors)


def _created(by: Actor, unit_id: int, period: Period, members: list[int], meets_on: dt.date) -> Session:
    try:
        with transaction.atomic():
            session = Session.objects.create(
                unit_id=unit_id, period=period, meets_on=meets_on, opened_by_id=person_of(by), opened_at=clock.now()
            )
    except IntegrityError:
        raise Closed(_("Sesi kalibrasi unit ini untuk periode ini masih berlangsung.")) from None
    Member.objects.bulk_create(
        Member(session=session, person_id=person, is_facilitator=person == by.person_id) for person in members
    )
    return session


def _freeze(session: Session, people: Iterable[Rated]) -> str:
    """Write the before-picture; answers the hash over its lines."""
    rows = [
        Before(
            session=session, evaluation_id=row.id, version=row.version, result_rating=row.result,
            behaviour_rating=row.behaviour, predicate=row.predicate,
        )
        for row in people
    ]  # fmt: skip
    Before.objects.bulk_create(rows, batch_size=2000)
    return digest_of(rows)


def digest_of(rows: Iterable[Before]) -> str:
    """The hash that seals a before-picture: SHA-256 over its lines in the order of the evaluations."""
    lines = sorted(
        (row.evaluation_id, f"{row.version},{row.result_rating},{row.behaviour_rating},{row.predicate}") for row in rows
    )
    return hashlib.sha256("\n".join(f"{pk},{rest}" for pk, rest in lines).encode()).hexdigest()


def _invite(session: Session, unit: str, period: Period, members: Iterable[int]) -> None:
    words = {"unit": unit, "period": period_words(period)}
    notify_many(
        Notice(
            person_id=person, kind="calibration.opened", text=_("Prabaca kalibrasi %(unit)s, %(period)s") % words,
            why=_("Anda peserta sidang."), url=f"/kalibrasi/{session.pk}/", due_on=session.meets_on,
            effect_key=f"calibration.opened:{session.pk}:{person}",
        )
        for person in members
    )  # fmt: skip


def taking_part(by: Actor, session_id: int, evaluation_id: int, act: str) -> tuple[Session, Part, Evaluation]:
    """Session and rating for an act of a participant: state, part and ties checked, the session row locked."""
    session, part = gate.session_or_404(by, session_id, lock=True)
    gate.check_takes_part(part)
    check_move(session, act)
    evaluation = Evaluation.objects.filter(pk=evaluation_id).select_related("plan").first()
    if evaluation is None or not Before.objects.filter(session=session, evaluation=evaluation).exists():
        raise NotVisible
    gate.check_free_of_ties(by, session, evaluation)
    return session, part, evaluation


def check_move(session: Session, act: str) -> None:
    if not may_move(SESSION, act, session.state):
        raise Closed(_("Sesi ini berstatus “%s”; langkah ini tidak berlaku.") % session.get_state_display())


def pre_read(*, by: Actor, session_id: int, evaluation_id: int, stance: str, comment: str = "") -> PreRead:
    """Keep a participant's agreement or doubt about one rating; saved again as often as they like."""
    with transaction.atomic():
        session, _part, evaluation = taking_part(by, session_id, evaluation_id, "pre_read")
        _check_stance(stance, comment)
        kept, _new = PreRead.objects.update_or_create(
            session=session, evaluation=evaluation, person_id=person_of(by),
            defaults={"stance": stance, "comment": comment.strip()[:500], "at": clock.now()},
        )  # fmt: skip
    return kept


def _check_stance(stance: str, comment: str) -> None:
    if stance not in PreRead.Stance.values:
        raise Invalid({"stance": _("Pilih setuju atau ragu.")})
    if stance == PreRead.Stance.DOUBT and len(comment.strip()) < 5:
        raise Invalid({"comment": _("Tulis apa yang Anda ragukan.")})


def add_remark(*, by: Actor, session_id: int, evaluation_id: int, text: str, key: Key = None) -> Receipt:
    """Put a sentence about one rating on the record of the session."""

    def act() -> Receipt:
        session, part, evaluation = taking_part(by, session_id, evaluation_id, "remark")
        if len(text.strip()) < 3:
            raise Invalid({"text": _("Tulis catatannya.")})
        remark = Remark.objects.create(
            session=session, evaluation=evaluation, person_id=person_of(by), text=text.strip()[:1000], at=clock.now()
        )
        return record(
            "calibration.remarked", by=by, about=remark, unit=session.unit_id, capacity=part.capacity,
            payload={"session": session.pk, "evaluation": evaluation_id},
        )  # fmt: skip

    return once(key, by, act)


def mark_discussed(*, by: Actor, session_id: int, evaluation_id: int, is_discussed: bool = True) -> None:
    """Set or take off the mark that a rating was talked about."""
    with transaction.atomic():
        session, _part, evaluation = taking_part(by, session_id, evaluation_id, "mark_discussed")
        if is_discussed:
            Discussed.objects.get_or_create(
                session=session, evaluation=evaluation, defaults={"by_id": person_of(by), "at": clock.now()}
            )
        else:
            Discussed.objects.filter(session=session, evaluation=evaluation).delete()


def recuse(*, by: Actor, session_id: int, evaluation_id: int, key: Key = None) -> Receipt:
    """A participant declares a tie (marriage, family) to one person; from then on takes no part in that rating."""

    def act() -> Receipt:
        session, part, evaluation = taking_part(by, session_id, evaluation_id, "recuse")
        recusal = Recusal.objects.create(
            session=session, evaluation=evaluation, person_id=person_of(by), at=clock.now()
        )
        PreRead.objects.filter(session=session, evaluation=evaluation, person=by.person_id).delete()
        return record(
            "calibration.recused", by=by, about=recusal, unit=session.unit_id, capacity=part.capacity,
            payload={"session": session.pk, "evaluation": evaluation_id},
        )  # fmt: skip

    return once(key, by, act)


def calibrate_rating(
    *, by: Actor, session_id: int, evaluation_id: int, result_rating: int, behaviour_rating: int, reason: str,
    expected_version: int, key: Key = None,
) -> Receipt:  # fmt: skip
    """Change one rating in the session, with a reason; marks it as discussed. Two at once: one wins, Conflict."""
    with transaction.atomic():
        session, part, _evaluation = taking_part(by, session_id, evaluation_id, "change")
        receipt = change_rating(
            by=by, evaluation_id=evaluation_id, result_rating=result_rating, behaviour_rating=behaviour_rating,
            reason=reason, basis="calibration", basis_id=session.pk, expected_version=expected_version, key=key,
            capacity=part.capacity,
        )  # fmt: skip
        Discussed.objects.get_or_create(
            session=session, evaluation_id=evaluation_id, defaults={"by_id": person_of(by), "at": clock.now()}
        )
    return receipt


def ask_closing(*, by: Actor, session_id: int, key: Key = None) -> Receipt:
    """The leader ends the meeting; ratings rest until a second person closes the session."""

    def act() -> Receipt:
        session, part = gate.session_or_404(by, session_id, lock=True)
        gate.check_leads(part)
        check_move(session, "ask_closing")
        session.closing_by_id, session.closing_at = by.person_id, clock.now()
        return _moved(by, session, part, "ask_closing", "closing_by", "closing_at")

    return once(key, by, act)


def resume_session(*, by: Actor, session_id: int, key: Key = None) -> Receipt:
    """A participant goes on with a session that waits for its closing."""

    def act() -> Receipt:
        session, part = gate.session_or_404(by, session_id, lock=True)
        gate.check_takes_part(part)
        check_move(session, "resume")
        session.closing_by_id = session.closing_at = None
        return _moved(by, session, part, "resume", "closing_by", "closing_at")

    return once(key, by, act)


def close_session(*, by: Actor, session_id: int, key: Key = None) -> Receipt:
    """A second person, participant or leader of the unit, closes the session for good."""

    def act() -> Receipt:
        session, part = gate.session_or_404(by, session_id, lock=True)
        if not (part.is_member or part.standing.leads):
            gate.check_takes_part(part)
        check_move(session, "close")
        if session.closing_by_id == by.person_id:
            raise NotAllowed(_("Yang mengakhiri sidang tidak menutupnya sendiri."), _("Peserta lain"))
        session.closed_by_id, session.closed_at = by.person_id, clock.now()
        return _moved(by, session, part, "close", "closed_by", "closed_at")

    return once(key, by, act)


EVENTS = {
    "ask_closing": "calibration.closing_asked",
    "resume": "calibration.resumed",
    "close": "calibration.closed",
}


def _moved(by: Actor, session: Session, part: Part, act: str, *fields: str) -> Receipt:
    session.state = SESSION[act].after(session.state)
    session.lock_version += 1
    session.save(update_fields=["state", "lock_version", *fields])
    payload = {"period": session.period_id, "changes": _changes(session.pk)}
    return record(EVENTS[act], by=by, about=session, unit=session.unit_id, capacity=part.capacity, payload=payload)


def _changes(session_id: int) -> int:
    return RatingChange.objects.filter(basis="calibration", basis_id=session_id).count()
