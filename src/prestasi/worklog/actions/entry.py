"""Writing daily entries (*catatan harian*): record, change, withdraw, copy a day."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid, NotVisible
from prestasi.core.formats import short_date
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.performance.files import Kept
from prestasi.worklog.actions.question import ask_person
from prestasi.worklog.checks import Frame, NewEntry, faults, is_closed, overlap_words
from prestasi.worklog.models import Entry
from prestasi.worklog.permissions import check_owner, own_person
from prestasi.worklog.queries.facts import PlanResult, clash, closed_quarters, day_entries, frame_of, one_result
from prestasi.worklog.states import ENTRY, EntryState

COPY_BACK = dt.timedelta(days=31)
TEXT_FIELDS = ("on", "starts", "ends", "activity", "realisation", "unit_of_measure", "link")


@dataclass(frozen=True, slots=True)
class Attached:
    """The evidence of an entry: a link is in the entry itself, this is the kept file. None leaves what there is."""

    file: Kept | None = None
    is_removed: bool = False


def record_entry(
    *, by: Actor, entry: NewEntry, attached: Attached | None = None, key: str | uuid.UUID | None = None
) -> Receipt:
    """Write down one activity of the own day. Invalid names the fields; an overlap is told with what it meets."""

    def act() -> Receipt:
        person = own_person(by)
        result = _result(person, entry.result_id)
        _check(person, entry, result)
        row = Entry(person_id=person, plan_id=result.plan_id, entered_by_id=person)
        _fill(row, entry, attached)
        _save(row)
        ask_person(person, entry.on)
        return _told("worklog.recorded", by, row)

    return once(key, by, act)


def change_entry(
    *, by: Actor, entry_id: int, entry: NewEntry, lock_version: int, attached: Attached | None = None,
    key: str | uuid.UUID | None = None,
) -> Receipt:  # fmt: skip
    """Correct an own entry that the superior has not seen, or has returned; it then waits to be seen again."""

    def act() -> Receipt:
        row = _locked(by, entry_id, "change")
        if row.lock_version != lock_version:
            raise Conflict(_("Catatan ini sudah diubah di tempat lain."), _differences(row, entry))
        result = _result(row.person_id, entry.result_id)
        _check_open(row)
        _check(row.person_id, entry, result, without=row.pk)
        before = {name: str(getattr(row, name)) for name in TEXT_FIELDS}
        row.plan_id, row.state, row.return_reason = result.plan_id, EntryState.RECORDED, ""
        row.seen_by_id, row.seen_at, row.lock_version = None, None, row.lock_version + 1
        _fill(row, entry, attached)
        _save(row)
        ask_person(row.person_id, row.on)
        return _told("worklog.changed", by, row, before={n: v for n, v in before.items() if v != str(getattr(row, n))})

    return once(key, by, act)


def withdraw_entry(*, by: Actor, entry_id: int, key: str | uuid.UUID | None = None) -> Receipt:
    """Take an own entry back; it is kept, but counts nowhere and its time is free again."""

    def act() -> Receipt:
        row = _locked(by, entry_id, "withdraw")
        _check_open(row)
        row.state, row.lock_version = EntryState.WITHDRAWN, row.lock_version + 1
        row.save(update_fields=["state", "lock_version"])
        ask_person(row.person_id, row.on)
        return _told("worklog.withdrawn", by, row)

    return once(key, by, act)


def copy_day(*, by: Actor, to: dt.date, key: str | uuid.UUID | None = None) -> Receipt:
    """Write the entries of the last day before `to` again for `to`, without evidence; those in the way are left out.

    Invalid when there is nothing to copy within a month, or nothing of it fits.
    """

    def act() -> Receipt:
        person = own_person(by)
        source = _last_day(person, to)
        rows = [row for old in source if (row := _copied(person, old, to)) is not None]
        if not rows:
            words = _("Tidak ada yang disalin: catatan %(day)s tidak cocok dengan jam atau rencana hari ini.")
            raise Invalid({"": words % {"day": short_date(source[0].on)}})
        for row in rows:
            _save(row)
        ask_person(person, to)
        payload = {"from": source[0].on.isoformat(), "entries": [row.pk for row in rows]}
        return _told("worklog.copied", by, rows[0], **payload)

    return once(key, by, act)


def _last_day(person: int, to: dt.date) -> list[Entry]:
    earlier = Entry.objects.filter(person=person, on__lt=to, on__gte=to - COPY_BACK).exclude(state="withdrawn")
    day = earlier.order_by("-on").values_list("on", flat=True).first()
    if day is None:
        raise Invalid({"": _("Belum ada catatan sebulan terakhir yang dapat disalin.")})
    return day_entries(person, day)


def _copied(person: int, old: Entry, to: dt.date) -> Entry | None:
    """The entry for the new day, or None where it cannot stand."""
    entry = NewEntry(
        to, old.starts, old.ends, old.activity, old.realisation, old.unit_of_measure, old.result_id
    )  # fmt: skip
    result = one_result(person, old.result_id)
    if result is None or faults(entry, _frame(result)) or clash(day_entries(person, to), entry.starts, entry.ends):
        return None
    row = Entry(person_id=person, plan_id=result.plan_id, entered_by_id=person, source=Entry.Source.COPY)
    _fill(row, entry, None)
    return row


def _result(person: int, result_id: int) -> PlanResult:
    result = one_result(person, result_id)
    if result is None:
        raise Invalid({"result": _("Pilih rencana aksi dari rencana kinerja Anda.")})
    return result


def _frame(result: PlanResult) -> Frame:
    return frame_of(result, closed_quarters([result.cycle_id]).get(result.cycle_id, []))


def _check(person: int, entry: NewEntry, result: PlanResult, without: int | None = None) -> None:
    found = faults(entry, _frame(result))
    other = clash(day_entries(person, entry.on, without), entry.starts, entry.ends) if "ends" not in found else None
    if other is not None:
        found.setdefault("starts", _meets(other, entry))
    if found:
        raise Invalid(found)


def _meets(other: Entry, entry: NewEntry) -> str:
    same = (other.starts, other.ends, other.activity.strip()) == (entry.starts, entry.ends, entry.activity.strip())
    return overlap_words(same, other.starts, other.ends, other.activity)


def _check_open(row: Entry) -> None:
    """An entry of a closed quarter does not leave it by being given another date."""
    if is_closed(closed_quarters([row.plan.cycle_id]).get(row.plan.cycle_id, []), row.on):
        raise Closed(_("Periode catatan ini sudah ditutup. Catatan tidak dapat diubah lagi."))


def _locked(by: Actor, entry_id: int, act: str) -> Entry:
    row = Entry.objects.select_for_update(of=("self",)).select_related("plan").filter(pk=entry_id).first()
    if row is None:
        raise NotVisible
    check_owner(by, row.person_id)
    if not may_move(ENTRY, act, row.state):
        raise Closed(_("Catatan ini %(state)s dan tidak dapat diubah lagi.") % {
            "state": str(row.get_state_display()).lower()
        })  # fmt: skip
    return row


def _differences(row: Entry, entry: NewEntry) -> dict[str, tuple[str, str]]:
    pairs = {name: (str(getattr(row, name)), str(getattr(entry, name))) for name in TEXT_FIELDS}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _fill(row: Entry, entry: NewEntry, attached: Attached | None) -> None:
    row.on, row.starts, row.ends = entry.on, entry.starts, entry.ends
    row.activity, row.realisation = entry.activity.strip()[:500], entry.realisation
    row.unit_of_measure, row.result_id, row.link = entry.unit_of_measure.strip()[:60], entry.result_id, entry.link
    if attached is None or (attached.file is None and not attached.is_removed):
        return
    file = attached.file
    row.file_title, row.file_type = (file.title[:200], file.media_type) if file else ("", "")
    row.file_size, row.file_sha256 = (file.size, file.sha256) if file else (0, "")
    row.picture_print = file.picture_print if file else None


def _save(row: Entry) -> None:
    """Two phones may write the same hour at once; the constraint decides, and its refusal is told in words."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if name != "entry_no_overlap":
            raise
        raise Invalid({"starts": _("Jam ini baru saja diisi catatan lain. Muat ulang halamannya.")}) from error


def _told(kind: str, by: Actor, row: Entry, **more: object) -> Receipt:
    payload = {
        "on": row.on.isoformat(), "starts": row.starts.isoformat("minutes"), "ends": row.ends.isoformat("minutes"),
        "result": row.result_id, **more,
    }  # fmt: skip
    return record(
        kind, by=by, about=row, subject=row.person_id, unit=row.plan.unit_id, capacity="employee", payload=payload
    )
