"""*Delegasi*: proposed by the one who leads, in force once the holder accepts, over by itself or early."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from prestasi.accounts.actions.approval import take_step
from prestasi.accounts.models import ApprovalRule, Delegation, User
from prestasi.accounts.permissions import check_delegation
from prestasi.accounts.queries.approvals import steps_for
from prestasi.accounts.queries.delegations import candidates
from prestasi.accounts.roles import Role
from prestasi.audit.actions.record import once, record
from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.core.receipt import Receipt

LONGEST = dt.timedelta(days=92)
LEADS = (Role.SUPERVISOR, Role.UNIT_HEAD)
State = Delegation.State
Act = ApprovalRule.Act
OPEN = (State.PROPOSED, State.ACCEPTED, State.ACTIVE)


def propose_delegation(
    *, by: Actor, holder_id: int, starts_on: dt.date, last_on: dt.date, scopes: list[str], reason: str,
    key: str | None = None,
) -> Receipt:  # fmt: skip
    """Offer a colleague or subordinate to act in the own name. Held powers cannot be passed on."""
    check_may_delegate(by)
    if not candidates(by, only=holder_id):
        raise NotVisible
    _check_dates(starts_on, last_on)

    def act() -> Receipt:
        _check_free(by, holder_id, starts_on, last_on)
        row = Delegation.objects.create(
            giver_id=by.person_id or 0, holder_id=holder_id, scopes=sorted(scopes), reason=reason, valid_from=starts_on,
            valid_to=last_on + dt.timedelta(days=1),
        )  # fmt: skip
        return record(
            "delegation.proposed", by=by, about=row, subject=holder_id, payload={"scopes": row.scopes},
            next_step=_("Berlaku setelah penerima menyetujui."),
        )  # fmt: skip

    return once(key, by, act)


def check_may_delegate(actor: Actor) -> None:
    """Who leads somebody today, in the own name."""
    if actor.on_behalf_of is not None:
        raise NotAllowed(_("Kuasa yang Anda terima tidak dapat diteruskan."), _("Pemberi delegasi sendiri"))
    if not any(actor.has_role(role) for role in LEADS):
        raise NotAllowed(_("Delegasi diberikan oleh yang memimpin bawahan."), _("Pejabat penilai, pimpinan unit"))


def _check_dates(starts_on: dt.date, last_on: dt.date) -> None:
    today = clock.today()
    if starts_on < today:
        raise Invalid({"starts_on": _("Mulai paling awal hari ini, %(day)s.") % {"day": formats.plain_date(today)}})
    if last_on < starts_on:
        raise Invalid({"last_on": _("Tanggal akhir mendahului tanggal mulai.")})
    if last_on - starts_on >= LONGEST:
        too_long = _("Paling lama %(days)s hari. Untuk lebih lama, tunjuk Plt.") % {"days": LONGEST.days}
        raise Invalid({"last_on": too_long})


def _check_free(by: Actor, holder_id: int, starts_on: dt.date, last_on: dt.date) -> None:
    User.objects.select_for_update(no_key=True).get(pk=by.user_id or 0)  # two offers come one after the other
    same = Delegation.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=starts_on), giver_id=by.person_id or 0, holder_id=holder_id,
        state__in=OPEN, valid_from__lte=last_on,
    )  # fmt: skip
    if same.exists():
        raise Closed(_("Sudah ada delegasi kepada orang ini pada tanggal yang sama. Akhiri dahulu."))


def answer_delegation(*, by: Actor, delegation_id: int, accept: bool, key: str | None = None) -> Receipt:
    """The holder's yes or no."""

    def act() -> Receipt:
        row = _locked(by, delegation_id, "answer")
        if row.state != State.PROPOSED or (row.valid_to and row.valid_to <= clock.today()):
            raise Closed(_("Usul ini sudah dijawab atau sudah lewat."))
        needs_above = steps_for(Act.DELEGATION) == 2
        row.state = State.REFUSED if not accept else State.ACCEPTED if needs_above else State.ACTIVE
        row.answered_at = clock.database_now()
        row.save(update_fields=["state", "answered_at"])
        if accept:
            take_step(by=by, act=Act.DELEGATION, object_id=row.pk, round_=1, step=1)
        next_step = _("Berlaku setelah atasan pemberi menyetujui.") if row.state == State.ACCEPTED else ""
        return record(
            "delegation.answered", by=by, about=row, subject=row.giver_id, payload={"accepted": accept},
            next_step=next_step,
        )  # fmt: skip

    return once(key, by, act)


def approve_delegation(*, by: Actor, delegation_id: int, accept: bool, key: str | None = None) -> Receipt:
    """The second step where the agency asks for it: the giver's superior of today says yes or no."""

    def act() -> Receipt:
        row = _locked(by, delegation_id, "approve")
        if row.state != State.ACCEPTED or (row.valid_to and row.valid_to <= clock.today()):
            raise Closed(_("Delegasi ini tidak menunggu persetujuan Anda."))
        take_step(by=by, act=Act.DELEGATION, object_id=row.pk, round_=1, step=2, payload={"accepted": accept})
        row.state = State.ACTIVE if accept else State.REFUSED
        row.save(update_fields=["state"])
        return record("delegation.approved", by=by, about=row, subject=row.giver_id, payload={"accepted": accept})

    return once(key, by, act)


def end_delegation(*, by: Actor, delegation_id: int, key: str | None = None) -> Receipt:
    """Early end by giver or holder, at once."""

    def act() -> Receipt:
        row = _locked(by, delegation_id, "end")
        if row.state not in OPEN:
            raise Closed(_("Delegasi ini sudah berakhir."))
        row.state, row.ended_at = State.ENDED, clock.database_now()
        row.save(update_fields=["state", "ended_at"])
        other = row.holder_id if by.person_id == row.giver_id else row.giver_id
        return record("delegation.ended", by=by, about=row, subject=other)

    return once(key, by, act)


def check_may_act(*, by: Actor, delegation_id: int) -> int:
    """The id of a delegation the actor holds and that is in force today. Raises Closed otherwise."""
    row = check_delegation(by, Delegation.objects.filter(pk=delegation_id).first(), "act")
    if row.state != State.ACTIVE or not row.is_valid_on(clock.today()):
        raise Closed(_("Delegasi ini tidak sedang berlaku."))
    return row.pk


def _locked(by: Actor, delegation_id: int, act: str) -> Delegation:
    return check_delegation(by, Delegation.objects.select_for_update().filter(pk=delegation_id).first(), act)
