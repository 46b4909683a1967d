"""*Buku angka kredit*: from what a person stands on, through each year's conversion, to where they stand on a day.

Derived from rows each time, never stored; only a determination (PAK) freezes it. Figures are the rules' own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from prestasi.core import clock
from prestasi.credit import mapping
from prestasi.credit.mapping import BONUS, CONVERSION, LEVEL_CHANGE, OPENING, RANK_CHANGE, Asked, Standing, Steps, Stood
from prestasi.credit.models.balance import PARTS
from prestasi.credit.queries.sources import DEGREES, Origin, Source, sources
from prestasi.performance.models import Evaluation
from prestasi.performance.queries.credit import months_within, span_of

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. Points are thousandths, `parts` exact; `lost` is the surplus that a new level ended.

    A conversion names its evaluation, the version and the predicate that were read.
    """

    on: dt.date
    kind: str
    level: str
    parts: int = 0
    points: int = 0
    before: int = 0
    lost: int = 0
    after: int = 0
    year: int = 0
    months: int = 0
    percent: int = 0
    coefficient: int = 0
    evaluation: int | None = None
    version: int = 0
    predicate: int | None = None
    rank: int | None = None
    first_month: int = 0
    last_month: int = 0
    steps: Steps = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where a person stands on `on`. Without an origin there are conversions but no sum; `level` None: no such post."""

    person_id: int
    on: dt.date
    origin: Origin | None
    lines: tuple[Line, ...]
    level: str | None
    rank: int | None
    by_origin: dict[str, int]
    stood: Stood | None = None
    standing: Standing | None = None

    @property
    def total(self) -> int | None:
        return self.standing.total if self.standing else None


def ledgers(person_ids: Collection[int], on: dt.date | None = None) -> dict[int, Ledger]:
    """Person id -> account, in seven statements and one frame for each rule set, however many people."""
    return ledgers_of(list(sources(person_ids).values()), on or clock.today())


def ledgers_of(known: Sequence[Source], on: dt.date) -> dict[int, Ledger]:
    """The same from rows that were read."""
    levels = mapping.levels_of(_titles(known), on)
    drafts = [_Draft(source, on, levels) for source in known]
    _convert(drafts)
    _enter_levels(drafts, on)
    found = [draft.ledger() for draft in drafts]
    stood = mapping.standings([row.stood for row in found if row.stood], on)
    answers = iter(stood)
    whole = [replace(row, standing=next(answers)) if row.stood else row for row in found]
    return {row.person_id: row for row in whole}


def _titles(known: Sequence[Source]) -> Iterator[str]:
    for source in known:
        yield from (post.title for post in source.posts if post.is_functional)
        yield from (year.plan.position.title for year in source.years)


class _Draft:
    """One account while it is put together: lines first, then what the rules say of each, then the balance."""

    def __init__(self, source: Source, on: dt.date, levels: dict[str, str | None]) -> None:
        self.source, self.on, self.levels = source, on, levels
        self.origin = source.origin if source.origin and source.origin.until <= on else None
        self.asked: list[tuple[Evaluation, Asked, tuple[int, int]]] = []
        self.lines: list[Line] = []
        if source.is_credited:
            self._ask_conversions()
            self._follow_career()

    @property
    def since(self) -> dt.date:
        return self.origin.until + DAY if self.origin else dt.date.min

    def _ask_conversions(self) -> None:
        """Each released year up to the day; months that lie before the origin's end or in another plan count once."""
        taken: set[int] = set()
        for year in self.source.years:
            starts, ends = span_of(year)
            level = self.levels.get(year.plan.position.title)
            if level is None or ends > self.on or ends < self.since or year.predicate is None:
                continue
            months = months_within(starts, ends)[:12]
            known = {m for m in months if m in taken or m < self._first_month()}
            taken |= set(months)
            fresh = [m for m in months if m not in known]
            if months and fresh:
                asked = Asked(level, year.predicate, len(months), len(known), year.period.ends_on)
                self.asked.append((year, asked, (fresh[0], fresh[-1])))

    def _first_month(self) -> int:
        """The first month that the origin leaves open."""
        return months_within(self.since, self.since.replace(day=28))[0] if self.origin else 0

    def _follow_career(self) -> None:
        """New levels, new ranks and a higher degree since the origin."""
        if self.origin is None:
            return
        level = self.origin.level
        for post in self.source.posts:
            entered = self.levels.get(post.title) if post.is_functional else None
            if not entered or entered == level or not self.since <= post.since <= self.on:
                continue
            rank = self.source.rank_on(post.since)
            self.lines.append(Line(post.since, LEVEL_CHANGE, entered, rank=rank.rank if rank else self.origin.rank))
            level = entered
        for record in self.source.ranks:
            if self.since <= record.valid_from <= self.on and record.rank != self.origin.rank:
                self.lines.append(Line(record.valid_from, RANK_CHANGE, "", rank=record.rank))
        self._count_degree(self.origin)

    def _count_degree(self, origin: Origin) -> None:
        """A higher degree than the one counted, once; its day is the first one of its year that is still open."""
        higher = [year for level, year in self.source.degrees if level > DEGREES.index(origin.degree)]
        day = max(dt.date(max(higher), 1, 1), self.since) if higher else dt.date.max
        if day <= self.on and not origin.by_origin["education"]:
            level = self._level_on(day) or origin.level
            bonus, steps = mapping.bonus_of(level, self.on)
            self.lines.append(Line(day, BONUS, level, bonus * mapping.THOUSANDTH, bonus, steps=steps))

    def _level_on(self, day: dt.date) -> str | None:
        post = self.source.post_on(day)
        return self.levels.get(post.title) if post and post.is_functional else None

    def ledger(self) -> Ledger:
        level, rank = self._level_on(self.on), self.source.rank_on(self.on)
        held = rank.rank if rank else self.origin.rank if self.origin else None
        lines = sorted(self.lines, key=lambda line: line.on)
        if self.origin is None:
            return Ledger(self.source.person.pk, self.on, None, tuple(lines), level, held, dict.fromkeys(PARTS, 0))
        lines = _balanced(self.origin, lines)
        sums = _by_origin(self.origin, lines)
        found = Ledger(self.source.person.pk, self.on, self.origin, tuple(lines), level, held, sums)
        return replace(found, stood=_stood(found)) if held else found


def _convert(drafts: Sequence[_Draft]) -> None:
    """All conversions of all drafts in one frame."""
    asked = [(draft, *row) for draft in drafts for row in draft.asked]
    answers = mapping.conversions([row for _draft, _year, row, _months in asked])
    for (draft, year, row, (first, last)), found in zip(asked, answers, strict=True):
        draft.lines.append(
            Line(
                span_of(year)[1], CONVERSION, row.level, found.parts, found.credit, year=row.on.year,
                months=found.months, percent=found.percent, coefficient=found.coefficient, evaluation=year.pk,
                version=year.lock_version, predicate=year.predicate, first_month=(first - 1) % 12 + 1,
                last_month=(last - 1) % 12 + 1, steps=found.steps,
            )
        )  # fmt: skip


def _enter_levels(drafts: Sequence[_Draft], on: dt.date) -> None:
    """*AK dasar* of every level that was entered, in one frame."""
    entered = {(line.level, line.rank or 1) for d in drafts for line in d.lines if line.kind == LEVEL_CHANGE}
    bases = mapping.bases(entered, on)
    for draft in drafts:
        draft.lines = [_with_base(line, bases) for line in draft.lines]


def _with_base(line: Line, bases: dict[tuple[str, int], tuple[int, Steps]]) -> Line:
    if line.kind != LEVEL_CHANGE:
        return line
    base, steps = bases[line.level, line.rank or 1]
    return replace(line, points=base, parts=base * mapping.THOUSANDTH, steps=steps)


def _balanced(origin: Origin, lines: Sequence[Line]) -> list[Line]:
    """The running balance beside each line, from the rules' own ledger."""
    first = mapping.Step(origin.until, OPENING, origin.points * mapping.THOUSANDTH)
    balances = mapping.running([first, *(mapping.Step(line.on, line.kind, line.parts) for line in lines)])
    return [
        replace(line, before=b.before, lost=b.lost, after=b.after) for line, b in zip(lines, balances[1:], strict=True)
    ]


def _by_origin(origin: Origin, lines: Sequence[Line]) -> dict[str, int]:
    """Thousandths by the rows of the form: a new level starts from its base; exact conversions are rounded once."""
    sums, parts = dict(origin.by_origin), 0
    for line in lines:
        if line.kind == LEVEL_CHANGE:
            sums, parts = dict.fromkeys(PARTS, 0) | {"base": line.points}, 0
        elif line.kind == BONUS:
            sums["education"] += line.points
        else:
            parts += line.parts
    sums["converted"] += mapping.thousandths(parts)
    return sums


def _stood(found: Ledger) -> Stood:
    """The account for the thresholds: what came in since the level was entered."""
    assert found.origin is not None
    level, brought, parts, has_degree = found.origin.level, found.origin.points, 0, False
    for line in found.lines:
        if line.kind == LEVEL_CHANGE:
            level, brought, parts, has_degree = line.level, line.points, 0, False
        elif line.kind == BONUS:
            has_degree = True
        else:
            parts += line.parts
    return Stood(level, found.rank or found.origin.rank, parts, brought, has_degree)
