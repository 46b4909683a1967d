"""Correcting what is recorded about a person: master data, identity number, rank, education. Each with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Conflict, Invalid
from prestasi.core.formats import plain_date
from prestasi.core.receipt import Receipt
from prestasi.people.actions.gates import person_to_change
from prestasi.people.models import Education, IdentityNumber, Person, RankRecord
from prestasi.people.queries.labels import masked_number, rank_label

CORRECTABLE = ("name", "title_before", "title_after", "sex", "born_on", "employment", "joined_on")
PLACES = 30


def correct_person(
    *, by: Actor, person_id: int, fields: Mapping[str, object], source: str, key: str | None = None
) -> Receipt:
    """*Perbaikan data pegawai*: name, degrees, sex, birth date, status or first day, on the word of `source`.

    Invalid for a field that is not correctable, a value the record does not take, or when nothing would change. The
    event names the fields, not their values: birth dates are nobody else's business.
    """

    def act() -> Receipt:
        person = person_to_change(by, person_id)
        _demand_source(source)
        changed = _changes(person, fields)
        for name, value in changed.items():
            setattr(person, name, value)
        _validate(person, changed)
        person.version = F("version") + 1
        person.save(update_fields=[*changed, "version"])
        return _told(by, person, "person.corrected", {"fields": sorted(changed), "source": source})

    return once(key, by, act)


def _changes(person: Person, fields: Mapping[str, object]) -> dict[str, object]:
    if wrong := [name for name in fields if name not in CORRECTABLE]:
        raise Invalid({wrong[0]: _("Isian ini tidak diubah lewat perbaikan data.")})
    changed = {name: value for name, value in fields.items() if getattr(person, name) != value}
    if not changed:
        raise Invalid({"": _("Nilai ini sudah tercatat; tidak ada yang berubah.")})
    return changed


def _validate(person: Person, changed: Mapping[str, object]) -> None:
    others = [f.name for f in Person._meta.fields if f.name not in changed]
    try:
        person.clean_fields(exclude=others)
    except ValidationError as wrong:
        raise Invalid({name: " ".join(words) for name, words in wrong.message_dict.items()}) from wrong
    if person.born_on > clock.today() or person.born_on >= person.joined_on:
        raise Invalid({"born_on": _("Tanggal lahir harus sebelum mulai bekerja dan sebelum hari ini.")})


def correct_number(*, by: Actor, person_id: int, number: str, source: str, key: str | None = None) -> Receipt:
    """*Perbaikan nomor induk*: the present number was written wrongly. Conflict when somebody else carries it."""

    def act() -> Receipt:
        person = person_to_change(by, person_id)
        _demand_source(source)
        if not number.isdigit() or len(number) > PLACES:
            raise Invalid({"number": _("Nomor induk hanya angka.")})
        held = IdentityNumber.objects.select_for_update().on(clock.today()).filter(person=person).first()
        if held is None or held.number == number:
            raise Invalid({"number": _("Nilai ini sudah tercatat; tidak ada yang berubah.")})
        if IdentityNumber.objects.filter(kind=held.kind, number=number).exists():
            raise Conflict(_("Nomor ini sudah dipakai pegawai lain."))
        was, held.number, held.source = held.number, number, source[:200]
        held.save(update_fields=["number", "source"])
        payload = {"was": masked_number(was), "number": masked_number(number), "source": source}
        return _told(by, person, "number.corrected", payload)

    return once(key, by, act)


def record_rank(
    *, by: Actor, person_id: int, scale: str, rank: int, since: dt.date, source: str, key: str | None = None
) -> Receipt:
    """*Golongan ruang* from `since` on: a new rank ends the present one; the same rank gets another first day."""

    def act() -> Receipt:
        person = person_to_change(by, person_id)
        _demand_source(source)
        records = RankRecord.objects.select_for_update().filter(person=person).order_by("-valid_from")
        last = records.first()
        if last is not None and (last.scale, last.rank) == (scale, rank):
            _move_start(last, records[1:2].first(), since, source)
        else:
            _succeed(person, last, scale, rank, since, source)
        payload = {"rank": rank_label(scale, rank), "since": since.isoformat(), "source": source}
        return _told(by, person, "rank.recorded", payload, _("Berlaku mulai %(day)s.") % {"day": plain_date(since)})

    return once(key, by, act)


def _move_start(last: RankRecord, before: RankRecord | None, since: dt.date, source: str) -> None:
    """The neighbour before ends where this one begins, if they touched; so the order decides which is saved first."""
    if last.valid_from == since:
        raise Invalid({"since": _("Nilai ini sudah tercatat; tidak ada yang berubah.")})
    if (before and since <= before.valid_from) or (last.valid_to and since >= last.valid_to):
        raise Invalid({"since": _("Tanggal ini melewati golongan lain yang sudah tercatat.")})
    touched = before is not None and (before.valid_to == last.valid_from or (before.valid_to or since) > since)
    last.source, earlier = source[:200], since < last.valid_from
    last.valid_from = since
    if touched and before:
        before.valid_to = since
        rows = [before, last] if earlier else [last, before]
    else:
        rows = [last]
    for row in rows:
        row.save(update_fields=["valid_from", "valid_to", "source"])


def _succeed(person: Person, last: RankRecord | None, scale: str, rank: int, since: dt.date, source: str) -> None:
    if last and since <= last.valid_from:
        words = _("Sudah tercatat golongan mulai %(day)s. Isi TMT golongan sesudahnya.")
        raise Invalid({"since": words % {"day": plain_date(last.valid_from)}})
    if last and (last.valid_to is None or last.valid_to > since):
        last.valid_to = since
        last.save(update_fields=["valid_to"])
    RankRecord.objects.create(person=person, scale=scale, rank=rank, valid_from=since, source=source[:200])


def record_education(
    *, by: Actor, person_id: int, level: str, field: str, graduated_in: int, source: str, key: str | None = None
) -> Receipt:
    """*Pendidikan formal*: a diploma not yet recorded, or the field and year of the recorded one of that level."""

    def act() -> Receipt:
        person = person_to_change(by, person_id)
        _demand_source(source)
        if level not in Education.Level.values:
            raise Invalid({"level": _("Pilih jenjang pendidikan.")})
        if not person.born_on.year + 5 < graduated_in <= clock.today().year:
            raise Invalid({"graduated_in": _("Tahun lulus %(year)s tidak wajar.") % {"year": graduated_in}})
        had = Education.objects.select_for_update().filter(person=person, level=level).order_by("-graduated_in").first()
        if had and (had.field, had.graduated_in) == (field, graduated_in):
            raise Invalid({"": _("Nilai ini sudah tercatat; tidak ada yang berubah.")})
        diploma = had or Education(person=person, level=level)
        diploma.field, diploma.graduated_in, diploma.source = field, graduated_in, source[:200]
        diploma.save()
        payload = {"level": level, "field": field, "graduated_in": graduated_in, "source": source}
        return _told(by, person, "education.recorded", payload)

    return once(key, by, act)


def _demand_source(source: str) -> None:
    if not source.strip():
        raise Invalid({"source": _("Isi dasar perubahan, misalnya nomor surat.")})


def _told(by: Actor, person: Person, kind: str, payload: dict[str, Any], next_step: str = "") -> Receipt:
    return record(
        kind, by=by, about=person, subject=person.pk, capacity="analyst", payload=payload, next_step=next_step
    )
