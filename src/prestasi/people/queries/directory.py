"""The list of people (B02): a page of masked rows, filtered, sorted and paged by key; queries do not grow with rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.lookups import escape_like
from prestasi.organization.queries.units import UnitRow, subtree_filter, units_on
from prestasi.people.models import Assignment, IdentityKind, IdentityNumber, Leave, Person, RankRecord, ReportingLine
from prestasi.people.permissions import visible_people
from prestasi.people.queries.labels import acting_title, full_name, masked_number, rank_label

PAGE_SIZE = 50
COUNT_UP_TO = 10_000
SORTS = ("name", "post", "rank", "joined")
STATES = ("active", "leave", "no_post", "no_superior", "left")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address of the page says. `after`/`before` are keys of the row beside the page: "sort value|id"."""

    q: str = ""
    unit: int | None = None
    kind: str = ""
    employment: str = ""
    rank: str = ""
    state: str = "active"
    sort: str = "name"
    after: str = ""
    before: str = ""

    @property
    def descends(self) -> bool:
        return self.sort.startswith("-")

    @property
    def column(self) -> str:
        column = self.sort.removeprefix("-")
        return column if column in SORTS else "name"

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.unit or self.kind or self.employment or self.rank or self.state != "active")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the grid. `number` is masked; `full_number` is for exports only."""

    id: int
    name: str
    number: str
    full_number: str
    number_kind: str
    post: str
    kind: str
    unit: str
    unit_id: int | None
    rank: str
    employment: str
    sex: str
    born_on: dt.date
    joined_on: dt.date
    email: str
    note: str
    key: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of the list; `total` is exact up to COUNT_UP_TO, then `is_more` says there are more."""

    rows: tuple[PersonRow, ...]
    total: int
    is_more: bool
    after: str
    before: str
    suggestions: tuple[tuple[int, str], ...]


def people_page(actor: Actor, filters: Filters, day: dt.date | None = None) -> PeoplePage:
    """The page that the filters ask for, of the people this actor may see."""
    on = day or clock.today()
    found = matching(actor, filters, on)
    total = found.values("pk")[: COUNT_UP_TO + 1].count()
    rows, has_more = _slice(found, filters, on)
    turned = bool(filters.before)
    more_after, more_before = (True, has_more) if turned else (has_more, bool(filters.after))
    return PeoplePage(
        rows=rows,
        total=min(total, COUNT_UP_TO),
        is_more=total > COUNT_UP_TO,
        after=rows[-1].key if rows and more_after else "",
        before=rows[0].key if rows and more_before else "",
        suggestions=() if rows or not filters.q else _similar(actor, filters.q, on),
    )


def all_rows(actor: Actor, filters: Filters, day: dt.date) -> Iterator[PersonRow]:
    """Every matching row for an export, 2,000 at a time, so that memory does not grow with the list."""
    filters, size = replace(filters, after="", before=""), PAGE_SIZE
    found = matching(actor, filters, day)
    while True:
        rows, more = _slice(found, filters, day, size)
        yield from rows
        if not more:
            return
        filters, size = replace(filters, after=rows[-1].key), 2_000


def matching(actor: Actor, filters: Filters, day: dt.date) -> QuerySet[Person]:
    """People within sight that pass all filters."""
    held = Q(assignments__valid_to__isnull=True) | Q(assignments__valid_to__gt=day)
    post = FilteredRelation(
        "assignments", condition=held & Q(assignments__kind="definitive", assignments__valid_from__lte=day)
    )
    found = Person.objects.annotate(post=post).filter(visible_people(actor, day), _state(filters.state, day))
    if filters.unit:
        found = found.filter(post__unit_id__in=subtree_filter([filters.unit], day).values("unit_id"))
    if filters.kind:
        found = found.filter(post__position__kind=filters.kind)
    if filters.employment:
        found = found.filter(employment=filters.employment)
    scale, _, rank = filters.rank.partition("-")
    if rank.isdigit():
        found = found.filter(Exists(_ranks(day).filter(scale=scale, rank=int(rank))))
    return found.filter(_search(filters.q)) if filters.q.strip() else found


def _ranks(day: dt.date) -> QuerySet[RankRecord]:
    return RankRecord.objects.on(day).filter(person_id=OuterRef("pk"))


def _state(state: str, day: dt.date) -> Q:
    if state == "left":
        return Q(left_on__lte=day)
    active = Q(left_on__isnull=True) | Q(left_on__gt=day)
    of_person = {"person_id": OuterRef("pk")}
    if state == "leave":
        return active & Q(Exists(Leave.objects.on(day).filter(**of_person)))
    if state == "no_post":
        return active & ~Q(Exists(Assignment.objects.on(day).filter(**of_person, kind="definitive")))
    if state == "no_superior":
        return active & ~Q(Exists(ReportingLine.objects.on(day).filter(**of_person))) & ~Q(employment="elected")
    return active


def _search(text: str) -> Q:
    """Digits are looked for at the start of identity numbers, words anywhere in the name."""
    digits = text.replace(" ", "").replace("\u00a0", "")
    if digits.isdigit() and len(digits) >= 4:
        numbers = IdentityNumber.objects.filter(number__startswith=digits)
        return Q(pk__in=numbers.values("person_id"))
    words = Q()
    for word in text.split()[:5]:
        words &= Q(name__ilike=f"%{escape_like(word)}%")
    return words


def _similar(actor: Actor, text: str, day: dt.date) -> tuple[tuple[int, str], ...]:
    """Names that sound alike, offered when nothing was found."""
    found = Person.objects.filter(visible_people(actor, day), name__trigram_word_similar=text[:60])
    return tuple(found.order_by("name", "id").values_list("id", "name")[:5])


_SORT_KEY = {
    "name": F("name"),
    "post": Coalesce(F("post__position__title"), Value("")),
    "joined": F("joined_on"),
}


def _slice(
    found: QuerySet[Person], filters: Filters, day: dt.date, size: int = PAGE_SIZE
) -> tuple[tuple[PersonRow, ...], bool]:
    key = _SORT_KEY.get(filters.column) or Coalesce(Subquery(_ranks(day).values("rank")[:1]), Value(0))
    backwards = filters.descends != bool(filters.before)
    found = found.annotate(sort_key=key).filter(_beyond(filters, backwards))
    order = ("-sort_key", "-id") if backwards else ("sort_key", "id")
    fields = (
        "id", "name", "title_before", "title_after", "sex", "born_on", "joined_on", "employment", "email", "left_on",
        "post__unit_id", "post__position__title", "post__position__kind", "sort_key",
    )  # fmt: skip
    records = list(found.order_by(*order).values_list(*fields)[: size + 1])
    has_more, records = len(records) > size, records[:size]
    if filters.before:
        records.reverse()
    return _dressed(records, day), has_more


def _beyond(filters: Filters, backwards: bool) -> Q:
    """Rows on the other side of the key beside the page. A key that does not fit the column is ignored."""
    value, _, pk = (filters.before or filters.after).rpartition("|")
    if not pk.isdigit() or not _fits(filters.column, value):
        return Q()
    if backwards:
        return Q(sort_key__lt=value) | Q(sort_key=value, id__lt=int(pk))
    return Q(sort_key__gt=value) | Q(sort_key=value, id__gt=int(pk))


def _fits(column: str, value: str) -> bool:
    if column == "rank":
        return value.isdigit()
    if column != "joined":
        return True
    try:
        return bool(dt.date.fromisoformat(value))
    except ValueError:
        return False


def _dressed(records: list[tuple], day: dt.date) -> tuple[PersonRow, ...]:
    """Rows with number, rank, unit and acting post: four more queries, whatever the number of rows."""
    ids = [r[0] for r in records]
    numbers = _by_person(IdentityNumber.objects.on(day).filter(person_id__in=ids).exclude(kind="nrk"), "number", "kind")
    ranks = _by_person(RankRecord.objects.on(day).filter(person_id__in=ids), "scale", "rank")
    acting = Assignment.objects.on(day).filter(person_id__in=ids, kind__in=("plt", "plh"))
    also = _by_person(acting, "kind", "position__title")
    units = units_on([r[10] for r in records if r[10]], day)
    return tuple(_row(r, numbers.get(r[0]), ranks.get(r[0]), also.get(r[0]), units) for r in records)


def _by_person(rows: QuerySet, *fields: str) -> dict[int, tuple]:
    return {row[0]: row[1:] for row in rows.values_list("person_id", *fields)}


def _row(
    record: tuple,
    number: tuple | None,
    rank: tuple | None,
    also: tuple | None,
    units: dict[int, UnitRow],
) -> PersonRow:
    pk, name, before, after, sex, born, joined, employment, email, _left, unit_id, title, kind, key = record
    digits, number_kind = number or ("", "nip")
    unit = units.get(unit_id)
    return PersonRow(
        id=pk, name=full_name(name, before, after), number=masked_number(digits) if digits else "", full_number=digits,
        number_kind=str(IdentityKind(number_kind).label), post=title or "", kind=kind or "",
        unit=unit.name if unit else "", unit_id=unit_id, rank=rank_label(*rank) if rank else "",
        employment=str(Person.Employment(employment).label), sex=sex, born_on=born,
        joined_on=joined, email=email, note=acting_title(*also) if also else "", key=f"{key}|{pk}",
    )  # fmt: skip
