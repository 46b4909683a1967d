"""The list of accounts for analysts and auditors: who holds a functional post, where they stand, who has no balance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.lookups import escape_like
from prestasi.credit import mapping
from prestasi.credit.models import Determination, Opening
from prestasi.credit.permissions import check_list, visible_officials
from prestasi.credit.queries.ledger import Ledger, ledgers
from prestasi.credit.queries.sources import holds_functional_post
from prestasi.credit.queries.words import grade_words, missing, points
from prestasi.organization.models import PositionKind, UnitVersion
from prestasi.people.models import Assignment, Person

PER_PAGE, AT_ONCE = 25, 500
STATES = ("semua", "tanpa-saldo", "menunggu", "bersaldo")
SORTS = {"name": "name", "post": "post_title", "unit": "unit_name", "until": "counted_until"}


@dataclass(frozen=True, slots=True)
class Row:
    """One official: points in thousandths, None without an opening balance."""

    person_id: int
    name: str
    post: str
    unit: str
    level: str
    rank: str
    until: dt.date | None
    points: int | None
    rank_short: int | None
    level_short: int | None
    waits: bool

    @property
    def total(self) -> str:
        return points(self.points)

    @property
    def missing_rank(self) -> str:
        return missing(self.rank_short)

    @property
    def missing_level(self) -> str:
        return missing(self.level_short)


@dataclass(frozen=True, slots=True)
class AccountList:
    """One page of the list; counts are of everybody in sight whose post names a level, `unread` of the others."""

    rows: tuple[Row, ...]
    page: Page[Person]
    shown: str
    sort: str
    q: str
    officials: int
    without: int
    waiting: int
    unread: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the page says."""

    q: str = ""
    state: str = "semua"
    sort: str = "name"

    @property
    def shown(self) -> str:
        return self.state if self.state in STATES else STATES[0]

    @property
    def order(self) -> list[str]:
        column = SORTS.get(self.sort.removeprefix("-"), "name")
        return [f"-{column}" if self.sort.startswith("-") else column, "pk"]


def account_list(actor: Actor, asked: Asked, page: int) -> AccountList:
    """Twelve statements, whatever the number of officials."""
    check_list(actor)
    everybody = _officials(actor)
    found = Paginator(_matching(everybody, asked), PER_PAGE).get_page(page)
    counts = _counts(everybody)
    return AccountList(_rows(list(found)), found, asked.shown, asked.sort, asked.q, *counts)


def _counts(everybody: QuerySet[Any]) -> tuple[int, int, int, int]:
    """Officials, those without a balance, those with something that waits, and posts that name no level."""
    groups = list(
        everybody.values("post_title").annotate(
            people=Count("pk"), without=Count("pk", filter=Q(has_balance=False)),
            waiting=Count("pk", filter=Q(has_request=True)),
        ).order_by().values_list("post_title", "people", "without", "waiting")
    )  # fmt: skip
    levels = mapping.levels_of([title for title, *_counts in groups], clock.today())
    read = [row for row in groups if levels[row[0]]]
    people, without, waiting = (sum(row[i] for row in read) for i in (1, 2, 3))
    return people, without, waiting, sum(row[1] for row in groups) - people


def all_accounts(actor: Actor, asked: Asked) -> Iterator[Row]:
    """Every row that the filters keep, some hundred at a time, for the download."""
    check_list(actor)
    ids = list(_matching(_officials(actor), asked).values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        people = {person.pk: person for person in _officials(actor).filter(pk__in=part)}
        yield from _rows([people[pk] for pk in part if pk in people])


def _officials(actor: Actor) -> QuerySet[Any]:
    """With title, unit, whether there is a balance, whether something waits, and until when it is counted."""
    today = clock.today()
    posts = Assignment.objects.on(today).filter(
        person=OuterRef("pk"), kind="definitive", position__kind=PositionKind.FUNCTIONAL
    )
    names = UnitVersion.objects.on(today).filter(unit=OuterRef("unit")).values("name")[:1]
    openings = Opening.objects.filter(person=OuterRef("pk"))
    determined = Determination.objects.filter(person=OuterRef("pk"))
    last = determined.filter(state="determined").order_by("-until").values("until")[:1]
    first = openings.filter(state="confirmed").values("until")[:1]
    return Person.objects.filter(
        visible_officials(actor), holds_functional_post(today), Q(left_on__isnull=True) | Q(left_on__gt=today)
    ).annotate(
        post_title=Subquery(posts.values("position__title")[:1]),
        unit_name=Subquery(posts.annotate(unit_name=Subquery(names)).values("unit_name")[:1]),
        has_balance=Exists(openings.filter(state="confirmed")) | Exists(determined.filter(state="determined")),
        has_request=Exists(openings.filter(state="requested")) | Exists(determined.filter(state="requested")),
        counted_until=Greatest(Subquery(last), Subquery(first)),
    )  # fmt: skip


def _matching(people: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    for word in asked.q.split()[:5]:
        like = f"%{escape_like(word)}%"
        people = people.filter(Q(name__ilike=like) | Q(post_title__ilike=like))
    if asked.shown == "tanpa-saldo":
        people = people.filter(has_balance=False)
    elif asked.shown == "menunggu":
        people = people.filter(has_request=True)
    elif asked.shown == "bersaldo":
        people = people.filter(has_balance=True)
    return people.order_by(*asked.order)


def _rows(people: Sequence[Any]) -> tuple[Row, ...]:
    known = ledgers([person.pk for person in people])
    return tuple(_row(person, known[person.pk]) for person in people)


def _row(person: Any, ledger: Ledger) -> Row:
    standing = ledger.standing
    return Row(
        person.pk, person.full_name, str(person.post_title), str(person.unit_name or ""),
        mapping.level_words(ledger.level or ""), grade_words(ledger.rank).rpartition(", ")[2],
        ledger.origin.until if ledger.origin else None, ledger.total,
        standing.rank.short if standing else None, standing.level.short if standing else None,
        bool(person.has_request),
    )  # fmt: skip
