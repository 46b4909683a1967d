"""What the database already knows about the people and units of a sheet, fetched for a chunk of rows at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from prestasi.organization.models import Position, UnitVersion
from prestasi.people.models import Assignment, Education, IdentityNumber, Person, RankRecord, ReportingLine

PERSON_FIELDS = (
    "name", "title_before", "title_after", "sex", "born_on", "employment", "joined_on", "email",
)  # fmt: skip


@dataclass(slots=True)
class KnownPerson:
    """A person as recorded on the day of the import."""

    id: int
    fields: dict[str, str]
    left: bool
    position_id: int | None = None
    post: str = ""
    unit_id: int | None = None
    post_since: dt.date | None = None
    post_until: dt.date | None = None
    rank: tuple[str, int] | None = None
    rank_since: dt.date | None = None
    superior_id: int | None = None
    superior: str = ""
    line_since: dt.date | None = None
    education: set[str] = field(default_factory=set)


def known_people(numbers: Iterable[str], day: dt.date) -> dict[str, KnownPerson]:
    """Number -> person, in six queries for any number of rows."""
    owners = dict(IdentityNumber.objects.filter(number__in=list(numbers)).values_list("number", "person_id"))
    ids = set(owners.values())
    people = {
        pk: KnownPerson(pk, {f: _text(v) for f, v in zip(PERSON_FIELDS, rest, strict=True)}, left is not None)
        for pk, left, *rest in Person.objects.filter(pk__in=ids).values_list("id", "left_on", *PERSON_FIELDS)
    }  # fmt: skip
    _add_posts(people, day)
    _add_ranks(people, day)
    _add_lines(people, day)
    for person_id, level in Education.objects.filter(person_id__in=ids).values_list("person_id", "level"):
        people[person_id].education.add(level)
    return {number: people[person_id] for number, person_id in owners.items()}


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value or "")


def _add_posts(people: dict[int, KnownPerson], day: dt.date) -> None:
    held = Assignment.objects.on(day).filter(person_id__in=people, kind="definitive")
    fields = ("person_id", "position_id", "position__title", "unit_id", "valid_from", "valid_to")
    for pk, position, title, unit, start, end in held.values_list(*fields):
        p = people[pk]
        p.position_id, p.post, p.unit_id, p.post_since, p.post_until = position, title, unit, start, end


def _add_ranks(people: dict[int, KnownPerson], day: dt.date) -> None:
    ranks = RankRecord.objects.on(day).filter(person_id__in=people)
    for pk, scale, rank, start in ranks.values_list("person_id", "scale", "rank", "valid_from"):
        people[pk].rank, people[pk].rank_since = (scale, rank), start


def _add_lines(people: dict[int, KnownPerson], day: dt.date) -> None:
    lines = ReportingLine.objects.on(day).filter(person_id__in=people)
    for pk, superior, name, start in lines.values_list("person_id", "superior_id", "superior__name", "valid_from"):
        people[pk].superior_id, people[pk].superior, people[pk].line_since = superior, name, start


def number_owners(numbers: Iterable[str]) -> dict[str, int]:
    """Number -> person id."""
    return dict(IdentityNumber.objects.filter(number__in=list(numbers)).values_list("number", "person_id"))


def current_lines(day: dt.date) -> dict[int, int]:
    """Everybody's superior on a day; one small pair of numbers per person."""
    return dict(ReportingLine.objects.on(day).values_list("person_id", "superior_id").iterator(chunk_size=10_000))


def posts_in(unit_ids: Iterable[int], day: dt.date) -> dict[tuple[int, str], tuple[int, bool]]:
    """(unit, title in lower case) -> (position id, whether it is the head's)."""
    posts = Position.objects.on(day).filter(unit_id__in=set(unit_ids))
    rows = posts.values_list("id", "unit_id", "title", "is_head")
    return {(unit, title.lower()): (pk, head) for pk, unit, title, head in rows}


@dataclass(slots=True)
class KnownUnits:
    """Units of a day by code and by name in lower case; a name may stand for several. `parents` are codes."""

    by_code: dict[str, int]
    by_name: dict[str, list[int]]
    names: dict[int, str]
    parents: dict[int, str]
    since: dict[int, dt.date]

    def find(self, text: str) -> list[int]:
        plain = text.lower()
        return [self.by_code[plain]] if plain in self.by_code else self.by_name.get(plain, [])


def known_units(day: dt.date) -> KnownUnits:
    found = KnownUnits({}, {}, {}, {}, {})
    fields = ("unit_id", "unit__code", "name", "parent__code", "valid_from")
    for pk, code, name, parent, since in UnitVersion.objects.on(day).values_list(*fields):
        found.by_code[code.lower()] = pk
        found.by_name.setdefault(name.lower(), []).append(pk)
        found.names[pk], found.parents[pk], found.since[pk] = name, (parent or "").lower(), since
    return found
