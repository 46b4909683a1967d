"""Choosing raters: the employee proposes, the direct superior approves or returns."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.colleagues.actions._common import database_today
from prestasi.colleagues.actions.opening import make_boxes, tell_raters
from prestasi.colleagues.groups import CHOSEN, NAMED, Group
from prestasi.colleagues.models import Invitation, Round, Subject
from prestasi.colleagues.permissions import check_may_approve, check_may_propose, person_of
from prestasi.colleagues.queries.candidates import candidates
from prestasi.colleagues.states import RATERS
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.notify import notify

MOST_OUTSIDE = 12


@dataclass(frozen=True, slots=True)
class Proposal:
    """People of the agency by group, and outside raters as (name, contact)."""

    people: Mapping[Group, Sequence[int]]
    outside: Sequence[tuple[str, str]] = field(default_factory=tuple)


def propose_raters(
    *, by: Actor, subject_id: int, proposal: Proposal, version: int, key: str | uuid.UUID | None = None
) -> Receipt:
    """Send one's list of raters to the superior."""

    def act() -> Receipt:
        subject = _locked(by, subject_id, "propose", check_may_propose)
        _check_version(subject, version)
        _check(subject, proposal)
        subject.invitations.filter(group__in=CHOSEN, is_settled=False).delete()
        Invitation.objects.bulk_create(_invitations(subject, proposal))
        _step(subject, Subject.Raters.PROPOSED, "")
        counts = {str(group): len(ids) for group, ids in proposal.people.items()} | {"external": len(proposal.outside)}
        return record(
            "raters360.proposed", by=by, about=subject, subject=subject.person_id, unit=subject.unit_id,
            capacity="self", payload=counts, next_step=_("Atasan langsung menyetujui atau mengembalikan."),
        )  # fmt: skip

    return once(key, by, act)


def approve_raters(*, by: Actor, subject_id: int, version: int, key: str | uuid.UUID | None = None) -> Receipt:
    """Settle a list: the raters are asked to answer."""

    def act() -> Receipt:
        subject = _locked(by, subject_id, "approve", check_may_approve)
        _check_version(subject, version)
        waiting = list(subject.invitations.filter(is_settled=False))
        _check_load(subject.round, [i.rater_id for i in waiting if i.rater_id])
        subject.invitations.filter(is_settled=False).update(is_settled=True)
        make_boxes((subject.pk, i.group) for i in waiting)
        subject.approved_by_id = person_of(by)
        _step(subject, Subject.Raters.SETTLED, "")
        tell_raters(subject.round, dict.fromkeys(i.rater_id for i in waiting if i.rater_id))
        return _decided("raters360.approved", by, subject, {"raters": len(waiting)})

    return once(key, by, act)


def return_raters(
    *, by: Actor, subject_id: int, version: int, reason: str, key: str | uuid.UUID | None = None
) -> Receipt:
    """Give a list back with a reason; the employee proposes again."""

    def act() -> Receipt:
        subject = _locked(by, subject_id, "return", check_may_approve)
        _check_version(subject, version)
        if not 10 <= len(reason.strip()) <= 300:
            raise Invalid({"reason": _("Tulis alasan, 10 sampai 300 huruf; pegawai membacanya.")})
        _step(subject, Subject.Raters.CHOOSING, reason.strip())
        notify(
            person_id=subject.person_id, kind="round360.propose", text=_("Usulan penilai Anda dikembalikan atasan"),
            url=f"/rekan/penilai/{subject.pk}/", effect_key=f"raters360.returned:{subject.pk}:{subject.raters_version}",
        )  # fmt: skip
        return _decided("raters360.returned", by, subject, {"reason": reason.strip()})

    return once(key, by, act)


def _locked(by: Actor, subject_id: int, act: str, check: Callable[[Actor, Subject], None]) -> Subject:
    subject = Subject.objects.select_for_update(of=("self",)).select_related("round").filter(pk=subject_id).first()
    if subject is None:
        raise NotVisible
    check(by, subject)
    row = subject.round
    if row.state != Round.State.OPEN or row.answers_due_on < database_today():
        raise Closed(_("Masa memilih penilai putaran ini sudah berakhir."))
    if not may_move(RATERS, act, subject.raters):
        raise Closed(_("Daftar penilai ini: %(state)s.") % {"state": subject.get_raters_display().lower()})
    return subject


def _check_version(subject: Subject, version: int) -> None:
    if subject.raters_version != version:
        raise Conflict(_("Daftar penilai ini sudah berubah sejak Anda membukanya."))


def _step(subject: Subject, state: Subject.Raters, note: str) -> None:
    subject.raters, subject.raters_note = state, note
    subject.raters_version += 1
    subject.save(update_fields=["raters", "raters_note", "raters_version", "approved_by"])


def _check(subject: Subject, proposal: Proposal) -> None:
    allowed = candidates(subject, database_today())
    errors: dict[str, str] = {}
    for group, ids in proposal.people.items():
        if set(ids) - {c.person_id for c in allowed.get(group, ())}:
            errors[group] = _("Pilih dari daftar: bukan atasan, bawahan, atau diri sendiri.")
    if not any(proposal.people.values()):
        errors["peer"] = _("Pilih rekan yang Anda usulkan.")
    if len(proposal.outside) > MOST_OUTSIDE:
        errors["outside"] = _("Paling banyak %(n)s orang luar.") % {"n": MOST_OUTSIDE}
    if any(not 3 <= len(name) <= 120 or not 3 <= len(contact) <= 120 for name, contact in proposal.outside):
        errors["outside"] = _("Tulis satu orang per baris: nama, koma, alamat surel atau nomor telepon.")
    if errors:
        raise Invalid(errors)


def _invitations(subject: Subject, proposal: Proposal) -> list[Invitation]:
    inside = [
        Invitation(subject=subject, group=group, rater_id=person, is_settled=False)
        for group, ids in proposal.people.items()
        for person in dict.fromkeys(ids)
    ]
    outside = [
        Invitation(subject=subject, group=Group.EXTERNAL, outside_name=name, outside_contact=contact, is_settled=False)
        for name, contact in proposal.outside
    ]
    return inside + outside


def _check_load(row: Round, raters: list[int]) -> None:
    """No rater is asked more often than the round's limit, superiors and self not counted."""
    busy = (
        Invitation.objects.filter(subject__round=row, is_settled=True, rater__in=raters)
        .exclude(group__in=NAMED)
        .values("rater__name")
        .annotate(n=Count("pk"))
        .filter(n__gte=row.load_limit)
    )
    names = ", ".join(sorted(b["rater__name"] for b in busy))
    if names:
        raise Invalid({"": _("Sudah menilai terlalu banyak orang: %(names)s. Minta pengganti.") % {"names": names}})


def _decided(kind: str, by: Actor, subject: Subject, payload: dict[str, object]) -> Receipt:
    return record(
        kind, by=by, about=subject, subject=subject.person_id, unit=subject.unit_id, capacity="superior",
        payload=payload,
    )  # fmt: skip
