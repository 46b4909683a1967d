"""SIASN's export as a dated picture, laid beside our data: differences appear, change, and go away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import SYSTEM, Actor
from prestasi.core.errors import Closed
from prestasi.core.formats import number as as_number
from prestasi.core.receipt import Receipt
from prestasi.exchange.differing import About, Gap, gaps_of
from prestasi.exchange.models import Difference, DifferenceQuestion, ImportBatch, ImportRow
from prestasi.exchange.permissions_reconcile import check_may_reconcile, difference_or_404
from prestasi.exchange.queries.known import known_units, number_owners, posts_in
from prestasi.exchange.queries.sides import Side, sides_by_number
from prestasi.exchange.queries.snapshots import PART, absent_people, alike_people, latest_snapshot
from prestasi.exchange.states import ASKED, GONE, KEPT, OPEN, TAKEN
from prestasi.people.models import IdentityNumber, Person

CHUNK = 2_000
SIDES = ("ours", "ours_since", "ours_source", "theirs", "theirs_since", "can_take", "why_not", "print")


@dataclass(slots=True)
class Found:
    """A gap with whom it concerns; `row` is the line of the sheet, None where the sheet has none."""

    number: str
    gap: Gap
    row: int | None
    person_id: int | None
    name: str
    unit_id: int | None = None


@dataclass(slots=True)
class _Sheet:
    """What all chunks share."""

    batch: ImportBatch
    day: dt.date
    numbers: set[str]
    about: About
    met: set[int] = field(default_factory=set)


def compare_now(*, by: Actor, key: str | None = None) -> Receipt:
    """Compare the latest export again with our data as it is now. Closed when no export has been read yet."""

    def act() -> Receipt:
        check_may_reconcile(by)
        batch = latest_snapshot()
        if batch is None:
            raise Closed(_("Belum ada ekspor SIASN yang terbaca. Unggah dahulu."))
        return compare(batch, by)

    return once(key, by, act)


def compare(batch: ImportBatch, by: Actor = SYSTEM) -> Receipt:
    """Lay the staged rows beside the record of today, write the differences, tell how many stand open."""
    with transaction.atomic(), translation.override("id"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('exchange.siasn'))")
        found = {(f.number, f.gap.field): f for f in _all_gaps(batch)}
        _settle(batch, found, Difference.objects.all())
        unsettled = Difference.objects.exclude(state__in=(GONE, TAKEN, KEPT)).count()
        batch.counts = {**batch.counts, "compared_at": clock.now().isoformat(), "differences": len(found)}
        batch.save(update_fields=["counts"])
        payload = {"file": batch.file_name, "differences": len(found), "open": unsettled}
        told = _("%(n)s selisih menunggu keputusan.") % {"n": as_number(unsettled)}
        return record("siasn.compared", by=by, about=batch, payload=payload, next_step=told)


def _all_gaps(batch: ImportBatch) -> Iterator[Found]:
    day = batch.effective_on or clock.today()
    rows = ImportRow.objects.filter(batch=batch).exclude(status="error").order_by("number")
    numbers = set(rows.values_list("key", flat=True))
    sheet = _Sheet(batch, day, numbers, About(day, known_units(clock.today())))
    stream = rows.values_list("number", "key", "values").iterator(CHUNK)
    while chunk := list(islice(stream, CHUNK)):
        yield from _chunk(sheet, chunk)
    yield from _absent(sheet)


def _chunk(sheet: _Sheet, rows: list[tuple[int, str, dict[str, Any]]]) -> Iterator[Found]:
    sides = sides_by_number([key for _n, key, _v in rows], clock.today())
    sides |= alike_people([(key, v) for _n, key, v in rows if key not in sides], sheet.numbers)
    widen(sheet.about, [values for _n, _k, values in rows])
    for number, key, values in rows:
        side = sides.get(key)
        if side is None:
            yield _stranger(number, key, values)
            continue
        sheet.met.add(side.known.id)
        if key != side.number and side.number in sheet.numbers:
            continue
        yield from found_for(number, key, values, side, sheet.about)


def found_for(row: int, key: str, values: dict[str, Any], side: Side, about: About) -> Iterator[Found]:
    """The gaps of one row with the person they concern."""
    known = side.known
    for gap in gaps_of(key, values, side, about):
        yield Found(side.number or key, gap, row, known.id, known.fields["name"], known.unit_id)


def widen(about: About, rows: list[dict[str, Any]]) -> None:
    """Posts of the units and names of the superiors that these rows mention."""
    units = {u for v in rows if (text := v.get("unit")) for u in about.units.find(text)}
    about.posts = posts_in(units, clock.today())
    owners = number_owners({v["superior"] for v in rows if v.get("superior")})
    names = dict(Person.objects.filter(pk__in=set(owners.values())).values_list("pk", "name"))
    about.superiors = {number: (pk, names[pk]) for number, pk in owners.items()}


def _stranger(row: int, key: str, values: dict[str, Any]) -> Found:
    name = str(values.get("name") or "")
    theirs = ", ".join(str(values[part]) for part in ("position", "unit") if values.get(part)) or name
    why = _("Tambahkan lewat impor pegawai bila orang ini memang bekerja di sini.")
    return Found(key, Gap("only_there", "", theirs[:500], why_not=why), row, None, name.title()[:240])


def _absent(sheet: _Sheet) -> Iterator[Found]:
    """Whoever works here and is not in the sheet; not asked of a sheet with only a part of the staff."""
    absent, working = absent_people(sheet.met, clock.today())
    if len(sheet.met) * 100 < working * PART:
        return
    why = _("Tidak ada baris di SIASN untuk diambil.")
    for person in absent:
        gap = Gap("only_here", person.post or person.name, "", person.since, person.source, None, None, why)
        yield Found(person.number, gap, None, person.id, person.name, person.unit_id)


def refresh(difference: Difference) -> None:
    """Compare one row of the sheet again, after an act changed what we record of the person. In a transaction."""
    row = ImportRow.objects.filter(batch=difference.batch_id, number=difference.row or 0).first()
    owner = IdentityNumber.objects.on(clock.today()).filter(person=difference.person_id).first()
    if row is None or owner is None:
        return
    with translation.override("id"):
        about = About(difference.batch.effective_on or clock.today(), known_units(clock.today()))
        widen(about, [row.values])
        side = sides_by_number([owner.number], clock.today())[owner.number]
        found = {(f.number, f.gap.field): f for f in found_for(row.number, row.key, row.values, side, about)}
        about_person = Difference.objects.filter(person=difference.person_id).exclude(field="only_here")
        _settle(difference.batch, found, about_person)


def refresh_one(*, by: Actor, difference_id: int) -> None:
    """After a conflict: let the list show what stands on both sides now."""
    with transaction.atomic():
        refresh(difference_or_404(by, difference_id))


def _settle(batch: ImportBatch, found: dict[tuple[str, str], Found], known: QuerySet[Difference]) -> None:
    """Write what is new, bring back what changed, mark what is no longer different; the rest keeps its state."""
    before = {(d.number, d.field): d for d in known.select_for_update()}
    fresh = [
        _written(Difference(number=n, field=f), gap, batch) for (n, f), gap in found.items() if (n, f) not in before
    ]
    changed = []
    for key, difference in before.items():
        if key in found:
            _renew(difference, found[key], batch)
            changed.append(difference)
        elif difference.state not in (GONE, TAKEN):
            difference.state = GONE
            changed.append(difference)
    Difference.objects.bulk_create(fresh, batch_size=1_000)
    fields = ["batch", "row", "person", "name", "unit", "state", *SIDES]
    Difference.objects.bulk_update(changed, fields, batch_size=500)
    withdraw_questions()


def withdraw_questions() -> None:
    """Nobody need answer about a difference that is decided, gone, or another one by now."""
    waiting = DifferenceQuestion.objects.filter(answered_at__isnull=True, withdrawn_at__isnull=True)
    waiting.exclude(difference__state=ASKED).update(withdrawn_at=clock.database_now())


def _renew(difference: Difference, found: Found, batch: ImportBatch) -> None:
    if difference.print != found.gap.print or difference.state in (GONE, TAKEN):
        difference.state = OPEN
    _written(difference, found, batch)


def _written(difference: Difference, found: Found, batch: ImportBatch) -> Difference:
    gap = found.gap
    difference.batch, difference.row = batch, found.row
    difference.person_id, difference.unit_id, difference.name = found.person_id, found.unit_id, found.name[:240]
    difference.ours, difference.theirs = gap.ours[:500], gap.theirs[:500]
    difference.ours_since, difference.theirs_since = gap.ours_since, gap.theirs_since
    difference.ours_source, difference.why_not = gap.ours_source[:240], gap.why_not[:300]
    difference.can_take, difference.print = gap.take is not None, gap.print
    return difference
