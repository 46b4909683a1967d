"""The rows that an account of credit points is derived from, for many people at once. Seven statements."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from prestasi.credit.models import Determination, Opening
from prestasi.organization.models import PositionKind
from prestasi.people.models import Assignment, Education, Person, RankRecord
from prestasi.performance.models import Evaluation, Period
from prestasi.performance.states_evaluation import DECIDED

EMPLOYED = ("pns", "cpns")
"""Contract staff have no rank, so no credit."""
DEGREES = tuple(Education.Level.values)


@dataclass(frozen=True, slots=True)
class Origin:
    """What an account stands on: a confirmed opening balance or a determined PAK."""

    kind: str
    id: int
    number: str
    until: dt.date
    level: str
    rank: int
    by_origin: dict[str, int]
    degree: str

    @property
    def points(self) -> int:
        return sum(self.by_origin.values())


@dataclass(frozen=True, slots=True)
class Post:
    """A definitive post, from its first day until before `until`."""

    since: dt.date
    until: dt.date | None
    title: str
    is_functional: bool
    unit: int


@dataclass(slots=True)
class Source:
    """Everything known of one person; `openings` and `determinations` newest first."""

    person: Person
    openings: list[Opening] = field(default_factory=list)
    determinations: list[Determination] = field(default_factory=list)
    years: list[Evaluation] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    ranks: list[RankRecord] = field(default_factory=list)
    degrees: list[tuple[int, int]] = field(default_factory=list)
    without: int | None = None

    @property
    def is_credited(self) -> bool:
        return self.person.employment in EMPLOYED

    @property
    def last(self) -> Determination | None:
        """The PAK in force; `without` is left aside, for what comes in its place."""
        found = [d for d in self.determinations if d.state == "determined" and d.pk != self.without]
        return max(found, key=lambda row: row.until, default=None)

    @property
    def opening(self) -> Opening | None:
        return next((row for row in self.openings if row.state == "confirmed"), None)

    @property
    def origin(self) -> Origin | None:
        """The PAK that reaches furthest, else the opening balance; a later opening balance goes before an older PAK."""
        held: list[tuple[str, Opening | Determination | None]] = [("opening", self.opening), ("pak", self.last)]
        found = [(kind, row) for kind, row in held if row is not None]
        if not found:
            return None
        kind, row = max(found, key=lambda pair: (pair[1].until, pair[0]))
        return Origin(kind, row.pk, row.number, row.until, row.level, row.rank, row.by_origin, row.degree)

    def post_on(self, day: dt.date) -> Post | None:
        held = [post for post in self.posts if post.since <= day and (post.until is None or post.until > day)]
        return held[-1] if held else None

    def rank_on(self, day: dt.date) -> RankRecord | None:
        held = [row for row in self.ranks if row.valid_from <= day and (row.valid_to is None or row.valid_to > day)]
        return held[-1] if held else None


def sources(person_ids: Collection[int], *, without: int | None = None) -> dict[int, Source]:
    """Person id -> what is known; unknown ids are absent. `without` is a PAK to leave aside."""
    people = Person.objects.filter(pk__in=person_ids)
    found = {person.pk: Source(person, without=without) for person in people}
    _balances(found)
    _years(found)
    _careers(found)
    return found


def _balances(found: dict[int, Source]) -> None:
    both = ("requested_by", "decided_by")
    for opening in Opening.objects.filter(person__in=found).select_related(*both).order_by("-pk"):
        found[opening.person_id].openings.append(opening)
    determined = Determination.objects.filter(person__in=found).select_related(*both).defer("snapshot")
    for row in determined.order_by("-pk"):
        found[row.person_id].determinations.append(row)


def released_years(person_ids: Iterable[int]) -> Iterable[Evaluation]:
    """Confirmed and released annual results in functional posts, in the order of time."""
    rows = Evaluation.objects.filter(
        person__in=person_ids, period__kind=Period.Kind.YEAR, state__in=DECIDED, released_at__isnull=False,
        predicate__isnull=False, plan__position__kind=PositionKind.FUNCTIONAL,
    )  # fmt: skip
    related = rows.select_related("period", "plan__position").defer("steps", "frozen", "note", "self_note")
    return related.order_by("period__ends_on", "plan__starts_on", "pk")


def _years(found: dict[int, Source]) -> None:
    for row in released_years(found):
        found[row.person_id].years.append(row)


def _careers(found: dict[int, Source]) -> None:
    held = Assignment.objects.filter(person__in=found, kind="definitive").select_related("position")
    for row in held.order_by("valid_from", "pk"):
        is_functional = row.position.kind == PositionKind.FUNCTIONAL
        post = Post(row.valid_from, row.valid_to, row.position.title, is_functional, row.unit_id)
        found[row.person_id].posts.append(post)
    for rank in RankRecord.objects.filter(person__in=found, scale="pns").order_by("valid_from", "pk"):
        found[rank.person_id].ranks.append(rank)
    degrees: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for person, level, year in Education.objects.filter(person__in=found).values_list(
        "person", "level", "graduated_in"
    ):
        degrees[person].append((DEGREES.index(level), year))
    for pk, known in degrees.items():
        found[pk].degrees = sorted(known)


def holds_functional_post(on: dt.date) -> Q:
    """Filter on `Person`: employed as PNS and in a definitive functional post on the day."""
    posts = Assignment.objects.on(on).filter(kind="definitive", position__kind=PositionKind.FUNCTIONAL)
    return Q(employment__in=EMPLOYED, pk__in=posts.values("person"))
