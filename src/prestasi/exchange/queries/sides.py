"""Our side of a comparison: what is recorded of the people of a chunk of rows, since when, and on whose word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from prestasi.audit.models import Event
from prestasi.exchange.queries.known import KnownPerson, known_people
from prestasi.people.models import Assignment, Education, IdentityNumber, RankRecord, ReportingLine

_IMPORTED = """
  SELECT DISTINCT ON (n.id) n.id, b.applied_at, b.id, b.file_name
    FROM exchange_importeffect e CROSS JOIN unnest(e.row_ids) AS n(id) JOIN exchange_importbatch b ON b.id = e.batch_id
   WHERE e."table" = 'people_person' AND e.row_ids && %(ids)s::bigint[] AND n.id = ANY(%(ids)s)
   ORDER BY n.id, b.applied_at DESC"""


@dataclass(frozen=True, slots=True)
class Word:
    """Since when something is recorded, and who says so."""

    since: dt.date | None
    source: str


@dataclass(frozen=True, slots=True)
class Diploma:
    field: str
    year: int
    word: Word


@dataclass(slots=True)
class Side:
    """One person as recorded. `corrected` are master data that were changed after the record was made."""

    known: KnownPerson
    number: str = ""
    old_numbers: set[str] = field(default_factory=set)
    number_word: Word = Word(None, "")
    post_source: str = ""
    rank_source: str = ""
    line_source: str = ""
    diplomas: dict[str, Diploma] = field(default_factory=dict)
    corrected: dict[str, Word] = field(default_factory=dict)


def sides_by_number(numbers: Iterable[str], day: dt.date) -> dict[str, Side]:
    """Number -> our side, in thirteen queries for any number of rows."""
    people = known_people(numbers, day)
    sides = {person.id: Side(person) for person in people.values()}
    _add_numbers(sides, day)
    _add_sources(sides, day)
    _add_diplomas(sides)
    _add_words(sides)
    return {number: sides[person.id] for number, person in people.items()}


def _add_numbers(sides: dict[int, Side], day: dt.date) -> None:
    rows = IdentityNumber.objects.filter(person_id__in=sides).order_by("valid_from")
    for row in rows:
        side = sides[row.person_id]
        side.old_numbers.add(row.number)
        if row.is_valid_on(day):
            side.number, side.number_word = row.number, Word(row.valid_from, row.source)
    for side in sides.values():
        side.old_numbers.discard(side.number)


def _add_sources(sides: dict[int, Side], day: dt.date) -> None:
    held = Assignment.objects.on(day).filter(person_id__in=sides, kind="definitive")
    for person, decree, source in held.values_list("person_id", "decree", "source"):
        sides[person].post_source = decree or source
    ranks = RankRecord.objects.on(day).filter(person_id__in=sides).values_list("person_id", "decree", "source")
    for person, decree, source in ranks:
        sides[person].rank_source = decree or source
    for person, source in ReportingLine.objects.on(day).filter(person_id__in=sides).values_list("person_id", "source"):
        sides[person].line_source = source


def _add_diplomas(sides: dict[int, Side]) -> None:
    rows = Education.objects.filter(person_id__in=sides).order_by("graduated_in")
    for person, level, subject, year, source in rows.values_list(
        "person_id", "level", "field", "graduated_in", "source"
    ):
        sides[person].diplomas[level] = Diploma(subject, year, Word(None, source))


def _add_words(sides: dict[int, Side]) -> None:
    """Imports that touched the person, then corrections by hand; the later word wins."""
    with connection.cursor() as cursor:
        cursor.execute(_IMPORTED, {"ids": list(sides)})
        for person, at, batch, name in cursor.fetchall():
            word = Word(at.date() if at else None, f"Impor {batch}: {name}")
            sides[person].corrected = dict.fromkeys(sides[person].known.fields, word)
    told = Event.objects.filter(kind="person.corrected", subject_person_id__in=list(sides)).order_by("pk")
    for person, at, payload in told.values_list("subject_person_id", "at", "payload"):
        if person in sides:
            word = Word(at.date(), str(payload.get("source", "")))
            sides[person].corrected |= dict.fromkeys(payload.get("fields", ()), word)
