"""Acting officials: *Pelaksana Tugas* (Plt, the post is vacant) and *Pelaksana Harian* (Plh, the holder is away).

Source: UU 30/2014 Art. 14; rating rights start and stop with the order.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.formats import plain_date
from prestasi.core.receipt import Receipt
from prestasi.organization.models import Position
from prestasi.people.actions.gates import person_to_change
from prestasi.people.actions.leadership import followers_of, hand_over, leader_above
from prestasi.people.actions.lines import Span, lay_lines
from prestasi.people.models import Assignment, AssignmentKind, Person, ReportingLine

ACTING = (AssignmentKind.PLT, AssignmentKind.PLH)


def appoint_acting(
    *, by: Actor, position_id: int, person_id: int, kind: str, starts_on: dt.date, ends_on: dt.date, decree: str,
    key: str | None = None,
) -> Receipt:  # fmt: skip
    """Let a person lead a unit until before `ends_on`; everyone below reports to them for that time.

    The lines of the subordinates return by themselves, because each is written with its end.
    """

    def act() -> Receipt:
        person = person_to_change(by, person_id)
        position = _head_post(position_id)
        span = Span(starts_on, ends_on)
        _check_terms(kind, span, decree)
        holder = _check_post_free(position, person, kind, span)
        followers = followers_of(position, starts_on)
        acting = Assignment.objects.create(
            person=person, position=position, unit_id=position.unit_id, kind=kind, decree=decree, valid_from=starts_on,
            valid_to=ends_on, source=decree,
        )  # fmt: skip
        if holder:
            _lift(person, holder, position, span, decree)
        count = hand_over(position, acting, followers, span, decree)
        return _appointed(by, acting, count)

    return once(key, by, act)


def end_acting(*, by: Actor, assignment_id: int, ends_on: dt.date, reason: str, key: str | None = None) -> Receipt:
    """End an acting term early, before its planned day; the lines laid for it end on the same day."""

    def act() -> Receipt:
        found = Assignment.objects.filter(pk=assignment_id, kind__in=ACTING).values_list("person_id", flat=True).first()
        if found is None:
            raise NotVisible
        person_to_change(by, found)
        acting = Assignment.objects.select_for_update().select_related("position", "person").get(pk=assignment_id)
        _check_end(acting, ends_on, reason)
        planned, acting.valid_to = acting.valid_to, ends_on
        acting.save(update_fields=["valid_to"])
        _give_back(acting, Span(ends_on, planned))
        payload = {"kind": acting.kind, "reason": reason, "ends_on": ends_on.isoformat()}
        return record(
            "acting.ended", by=by, about=acting, subject=acting.person_id, unit=acting.unit_id, payload=payload,
            next_step=_("Hak menilai berakhir pada %(day)s.") % {"day": plain_date(ends_on)},
        )  # fmt: skip

    return once(key, by, act)


def _head_post(position_id: int) -> Position:
    position = Position.objects.select_for_update().filter(pk=position_id).first()
    if position is None:
        raise Invalid({"position_id": _("Jabatan ini tidak ada.")})
    if not position.is_head:
        raise Invalid({"position_id": _("Plt. dan Plh. hanya untuk jabatan pimpinan unit.")})
    return position


def _check_terms(kind: str, span: Span, decree: str) -> None:
    errors = {}
    if kind not in ACTING:
        errors["kind"] = _("Pilih Plt. atau Plh.")
    if span.end is None or span.end <= span.start:
        errors["ends_on"] = _("Tanggal berakhir harus sesudah tanggal mulai.")
    if not decree.strip():
        errors["decree"] = _("Isi nomor surat perintah.")
    if errors:
        raise Invalid(errors)


def _check_post_free(position: Position, person: Person, kind: str, span: Span) -> Assignment | None:
    """The definitive holder, if any. Refuses a second acting official and a Plt beside a holder."""
    held = Assignment.objects.filter(span.touching(), position=position).select_related("person")
    acting = held.filter(kind__in=ACTING).first()
    if acting:
        raise Invalid({"starts_on": _overlap(acting)})
    holder = held.filter(kind=AssignmentKind.DEFINITIVE).first()
    if holder and holder.person_id == person.pk:
        raise Invalid({"person_id": _("%(name)s sudah memegang jabatan ini.") % {"name": person.full_name}})
    if holder and kind == AssignmentKind.PLT:
        words = _("Jabatan masih dipegang %(name)s. Plt. untuk jabatan kosong; pilih Plh. bila pejabatnya berhalangan.")
        raise Invalid({"kind": words % {"name": holder.person.full_name}})
    return holder


def _overlap(acting: Assignment) -> str:
    ends = acting.valid_to
    return _("Bertumpuk dengan %(kind)s %(name)s, %(start)s sampai %(end)s.") % {
        "kind": acting.get_kind_display(),
        "name": acting.person.full_name,
        "start": plain_date(acting.valid_from),
        "end": plain_date(ends) if ends else _("tanpa batas"),
    }


def _lift(person: Person, holder: Assignment, position: Position, span: Span, source: str) -> None:
    """An acting official who reports to the absent holder reports to the next head above for that time."""
    lines = ReportingLine.objects.filter(span.touching(), person=person, superior_id=holder.person_id)
    above = leader_above(position.unit_id, span.start, besides=person.pk)
    if above and lines.exists():
        lay_lines([person.pk], above.person_id, span, capacity=above.kind, source=source, field="person_id")


def _appointed(by: Actor, acting: Assignment, count: int) -> Receipt:
    payload = {
        "kind": acting.kind,
        "starts_on": acting.valid_from.isoformat(),
        "ends_on": acting.valid_to.isoformat() if acting.valid_to else "",
        "decree": acting.decree,
        "subordinates": count,
    }
    return record(
        "acting.appointed", by=by, about=acting, subject=acting.person_id, unit=acting.unit_id, payload=payload,
        next_step=_("%(count)s bawahan melapor kepada %(name)s selama masa itu.")
        % {"count": count, "name": acting.person.full_name},
    )  # fmt: skip


def _check_end(acting: Assignment, ends_on: dt.date, reason: str) -> None:
    if not reason.strip():
        raise Invalid({"reason": _("Tulis alasannya.")})
    if acting.valid_to is not None and acting.valid_to <= clock.today():
        raise Closed(_("Masa ini sudah berakhir pada %(day)s.") % {"day": plain_date(acting.valid_to)})
    if ends_on <= acting.valid_from or (acting.valid_to and ends_on >= acting.valid_to):
        raise Invalid({"ends_on": _("Pilih tanggal di dalam masa tugas, sebelum akhir yang direncanakan.")})


def _give_back(acting: Assignment, span: Span) -> None:
    """Subordinates return to the definitive holder, or to the next head above when the post is vacant."""
    lines = ReportingLine.objects.filter(span.touching(), superior_id=acting.person_id, capacity=acting.kind)
    people = set(lines.values_list("person_id", flat=True))
    holder = Assignment.objects.on(span.start).filter(position=acting.position, kind="definitive").first()
    above = holder or leader_above(acting.unit_id, span.start)
    if above:
        lay_lines(people, above.person_id, span, capacity=above.kind, source=acting.decree)
