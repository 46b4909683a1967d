"""The opening balance: put forward by the analyst, confirmed or declined by a second person, never changed after."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid
from prestasi.core.receipt import Receipt
from prestasi.credit import mapping
from prestasi.credit import permissions as gate
from prestasi.credit.actions.common import (
    Key,
    check_reason,
    decide,
    lock_person,
    locked,
    tell,
    unit_of,
)
from prestasi.credit.models import Opening
from prestasi.credit.models.balance import PARTS
from prestasi.credit.queries.sources import DEGREES, EMPLOYED
from prestasi.credit.states import OPENING
from prestasi.people.models import Person
from prestasi.performance.files.intake import Kept
from prestasi.performance.permissions.evaluation import person_of

MOST = 2_000_000
"""No row of a PAK is larger than two thousand points."""
EARLIEST = dt.date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class NewOpening:
    """What the last PAK says: points by origin in thousandths, its last day, its paper as a kept file or a link."""

    number: str
    issued_on: dt.date
    until: dt.date
    level: str
    rank: int
    degree: str
    points: dict[str, int]
    link: str = ""
    file: Kept | None = None
    reason: str = ""


def request_opening(*, by: Actor, person_id: int, new: NewOpening, key: Key = None) -> Receipt:
    """Put the last PAK of an official forward. With one in force, this is its correction and needs a reason.

    Raises Invalid at the fields, Closed while another one waits.
    """

    def act() -> Receipt:
        gate.check_may_keep(by, person_id)
        person = lock_person(person_id)
        reason = _checked(person, new)
        try:
            with transaction.atomic():
                row = _written(by, person, new, reason)
        except IntegrityError:
            raise Closed(_("Saldo awal pegawai ini sudah diajukan dan menunggu orang kedua.")) from None
        return record(
            "credit.opening_requested", by=by, about=row, subject=person_id, unit=unit_of(person_id),
            capacity="analyst", payload=_payload(row), next_step=_("Orang kedua mencocokkannya dengan PAK itu."),
        )  # fmt: skip

    return once(key, by, act)


def _checked(person: Person, new: NewOpening) -> str:
    """The reason; Invalid for everything that cannot be the last PAK of this person."""
    today = clock.today()
    points = {name: _("Tulis 0 sampai 2.000; pakai koma untuk desimal.") for name in PARTS}
    checks = (
        ("", person.employment in EMPLOYED, _("Angka kredit hanya untuk PNS dan CPNS dalam jabatan fungsional.")),
        ("number", bool(new.number.strip()), _("Tulis nomor PAK-nya.")),
        ("level", new.level in mapping.LEVELS, _("Pilih jenjangnya.")),
        ("rank", new.rank in mapping.GRADES, _("Pilih golongannya.")),
        ("degree", new.degree in DEGREES, _("Pilih ijazahnya.")),
        ("until", EARLIEST <= new.until <= today, _("Masa yang dihitung tidak melewati hari ini.")),
        ("issued_on", EARLIEST <= new.issued_on <= today, _("Tanggal PAK tidak melewati hari ini.")),
        ("link", bool(new.link or new.file), _("Lampirkan PAK-nya, sebagai berkas atau tautan.")),
        *((name, 0 <= new.points.get(name, 0) <= MOST, said) for name, said in points.items()),
    )
    errors = {name: said for name, is_right, said in checks if not is_right}
    if errors:
        raise Invalid(errors)
    is_correction = Opening.objects.filter(person=person, state=Opening.State.CONFIRMED).exists()
    return check_reason(new.reason) if is_correction else new.reason.strip()


def _written(by: Actor, person: Person, new: NewOpening, reason: str) -> Opening:
    by_origin = {name: new.points.get(name, 0) for name in PARTS}
    file = new.file
    return Opening.objects.create(
        person=person, number=new.number.strip()[:80], issued_on=new.issued_on, until=new.until, level=new.level,
        rank=new.rank, degree=new.degree, points=sum(by_origin.values()), link=new.link, reason=reason,
        title=file.title if file else "", media_type=file.media_type if file else "",
        size=file.size if file else None, sha256=file.sha256 if file else "",
        requested_by_id=person_of(by), requested_at=clock.now(), **by_origin,
    )  # fmt: skip


def _payload(row: Opening) -> dict[str, object]:
    return {
        "number": row.number, "issued_on": row.issued_on.isoformat(), "until": row.until.isoformat(),
        "level": row.level, "rank": row.rank, "points": row.points, "by_origin": row.by_origin, "reason": row.reason,
    }  # fmt: skip


def confirm_opening(*, by: Actor, opening_id: int, key: Key = None) -> Receipt:
    """The second person found it in the paper: it is in force, and the one before it is replaced."""

    def act() -> Receipt:
        row = locked(by, Opening, opening_id)
        capacity = decide(by, OPENING, "confirm", row)
        before = Opening.objects.filter(person=row.person_id, state=Opening.State.CONFIRMED)
        before.update(state=OPENING["replace"].to)
        row.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
        words = gettext_noop("Saldo awal angka kredit Anda dicatat dari PAK %(number)s")
        tell(row.person_id, "credit.opening_confirmed", words, row, reverse("credit:mine"))
        return record(
            "credit.opening_confirmed", by=by, about=row, subject=row.person_id, unit=unit_of(row.person_id),
            capacity=capacity, payload=_payload(row), next_step=_("Konversi sesudahnya dihitung di atasnya."),
        )  # fmt: skip

    return once(key, by, act)


def decline_opening(*, by: Actor, opening_id: int, reason: str, key: Key = None) -> Receipt:
    """The second person does not find it in the paper; it never counted."""

    def act() -> Receipt:
        row = locked(by, Opening, opening_id)
        capacity = decide(by, OPENING, "decline", row, reason)
        check_reason(reason)
        row.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
        words = gettext_noop("Saldo awal %(name)s tidak disetujui")
        tell(
            row.requested_by_id, "credit.opening_declined", words, row, reverse("credit:account", args=[row.person_id])
        )
        return record(
            "credit.opening_declined", by=by, about=row, subject=row.person_id, unit=unit_of(row.person_id),
            capacity=capacity, payload={"reason": row.decision_reason},
        )  # fmt: skip

    return once(key, by, act)
