"""Moving a person to another post, also with effect in the past: dated rows are split, never overwritten."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core.actor import Actor
from prestasi.core.errors import Conflict, Invalid
from prestasi.core.formats import plain_date
from prestasi.core.receipt import Receipt
from prestasi.organization.models import Position
from prestasi.people.actions.gates import person_to_change
from prestasi.people.actions.leadership import followers_of, hand_over, leader_above, superior_for
from prestasi.people.actions.lines import Span, lay_lines
from prestasi.people.models import Assignment, AssignmentKind, Person


def move_person(
    *, by: Actor, person_id: int, position_id: int, effective_on: dt.date, decree: str, superior_id: int | None = None,
    key: str | None = None,
) -> Receipt:  # fmt: skip
    """Give a person another definitive post from `effective_on` until the day their next recorded post begins.

    The superior is `superior_id`, else the head of the new unit. Whoever was led by the person as head of the old unit
    reports to the person's own superior from then on; a new head takes over the staff of the new unit.
    """

    def act() -> Receipt:
        person = person_to_change(by, person_id)
        position = _open_post(position_id, effective_on)
        if not decree.strip():
            raise Invalid({"decree": _("Isi nomor surat keputusan.")})
        old = _post_to_end(person, position, effective_on)
        span = Span(effective_on, _until(person, old, effective_on))
        _check_free(person, position, span)
        left = _leave(old, effective_on)
        taken_over = followers_of(position, effective_on) if position.is_head else set()
        new = Assignment.objects.create(
            person=person, position=position, unit_id=position.unit_id, decree=decree, valid_from=span.start,
            valid_to=span.end, source=decree,
        )  # fmt: skip
        _pass_on(old, left, span, decree)
        chief = _line_up(new, superior_id, span, decree)
        hand_over(position, new, taken_over - {chief}, span, decree)
        return _moved(by, new, old, chief)

    return once(key, by, act)


def _open_post(position_id: int, day: dt.date) -> Position:
    position = Position.objects.select_for_update().filter(pk=position_id).first()
    if position is None or not position.is_valid_on(day):
        raise Invalid({"position_id": _("Jabatan ini tidak ada pada %(day)s.") % {"day": plain_date(day)}})
    return position


def _post_to_end(person: Person, position: Position, day: dt.date) -> Assignment | None:
    """The definitive post on that day; refused when another change already starts then, or nothing would change."""
    posts = Assignment.objects.filter(person=person, kind=AssignmentKind.DEFINITIVE).select_related("position")
    old = posts.on(day).first()
    if old and old.valid_from == day:
        raise Conflict(
            _("%(name)s sudah tercatat mulai %(day)s sebagai %(post)s. Pilih tanggal lain.")
            % {"name": person.full_name, "day": plain_date(day), "post": old.position.title}
        )
    if old and old.position_id == position.pk:
        raise Invalid({"position_id": _("Pegawai ini sudah memegang jabatan itu.")})
    return old


def _until(person: Person, old: Assignment | None, day: dt.date) -> dt.date | None:
    """The new post lasts as long as the one it replaces, and no longer than until the next recorded one."""
    if old and old.valid_to:
        return old.valid_to
    later = Assignment.objects.filter(person=person, kind=AssignmentKind.DEFINITIVE, valid_from__gt=day)
    return later.order_by("valid_from").values_list("valid_from", flat=True).first()


def _check_free(person: Person, position: Position, span: Span) -> None:
    held = Assignment.objects.filter(span.touching(), position=position).select_related("person")
    if clash := held.filter(person=person).first():
        words = _("Bertumpuk: pegawai ini sudah tercatat pada jabatan itu (%(kind)s) mulai %(day)s.")
        raise Invalid({"effective_on": words % {"kind": clash.get_kind_display(), "day": plain_date(clash.valid_from)}})
    holder = held.filter(kind=AssignmentKind.DEFINITIVE).first()
    if position.is_head and holder:
        words = _("Jabatan pimpinan ini dipegang %(name)s sejak %(day)s.")
        values = {"name": holder.person.full_name, "day": plain_date(holder.valid_from)}
        raise Invalid({"position_id": words % values})


def _leave(old: Assignment | None, day: dt.date) -> set[int]:
    """End the old post; the people who were led from it, if it was a head's post."""
    if old is None:
        return set()
    led = followers_of(old.position, day) if old.position.is_head else set()
    old.valid_to = day
    old.save(update_fields=["valid_to"])
    return led


def _pass_on(old: Assignment | None, led: set[int], span: Span, source: str) -> None:
    above = leader_above(old.position.unit_id, span.start) if old and led else None
    if above:
        lay_lines(led, above.person_id, span, capacity=above.kind, source=source)


def _line_up(new: Assignment, superior_id: int | None, span: Span, source: str) -> int | None:
    """Lay the moved person's own line and return the superior."""
    if superior_id is None:
        found = superior_for(new.position, new.person_id, span.start)
        if found is None:
            return None
        superior_id, capacity = found.person_id, found.kind
    else:
        capacity = "definitive"
    if superior_id == new.person_id:
        raise Invalid({"superior_id": _("Seseorang tidak dapat menjadi atasannya sendiri.")})
    lay_lines([new.person_id], superior_id, span, capacity=capacity, source=source)
    return superior_id


def _moved(by: Actor, new: Assignment, old: Assignment | None, chief: int | None) -> Receipt:
    payload = {
        "position": new.position.title,
        "was": old.position.title if old else "",
        "effective_on": new.valid_from.isoformat(),
        "decree": new.decree,
        "superior": chief,
    }
    next_step = _("Berlaku mulai %(day)s.") % {"day": plain_date(new.valid_from)}
    return record(
        "assignment.changed", by=by, about=new, subject=new.person_id, unit=new.unit_id, payload=payload,
        next_step=next_step,
    )  # fmt: skip
