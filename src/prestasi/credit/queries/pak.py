"""*Penetapan angka kredit* (PAK): what is frozen when it is put forward, and the page of one determination."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from prestasi.audit.models import Event
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.credit import mapping
from prestasi.credit import permissions as gate
from prestasi.credit.mapping import BONUS, CONVERSION, LEVEL_CHANGE, Goal
from prestasi.credit.models import Determination
from prestasi.credit.models.balance import PARTS
from prestasi.credit.queries.explain import line_source, line_title
from prestasi.credit.queries.ledger import Ledger, Line, ledgers_of
from prestasi.credit.queries.sources import DEGREES, Source, sources
from prestasi.credit.queries.words import ORIGINS, TONES, gained, grade_words, points
from prestasi.people.models import Person
from prestasi.performance.queries.snapshot import facts_of

EARNED = (CONVERSION, BONUS)


@dataclass(frozen=True, slots=True)
class Frozen:
    """The account of one official as it is put forward: everything a determination keeps of it."""

    source: Source
    ledger: Ledger
    since: dt.date
    until: dt.date
    rows: list[list[int]]
    figures: dict[str, Any]

    @property
    def digest(self) -> str:
        return digest_of(self.figures)

    @property
    def degree(self) -> str:
        """The highest diploma that is counted now."""
        assert self.ledger.origin is not None
        has_bonus = any(line.kind == BONUS for line in self.ledger.lines)
        return DEGREES[self.source.degrees[-1][0]] if has_bonus else self.ledger.origin.degree


def freeze(person_id: int, replaces: Determination | None = None) -> Frozen | None:
    """The account up to its last earned point; in place of another PAK, up to the same day. None: nothing to determine.

    Seven statements.
    """
    source = sources([person_id], without=replaces.pk if replaces else None).get(person_id)
    if source is None or source.origin is None:
        return None
    until = replaces.until if replaces else _last_earned(source)
    if until is None or until <= source.origin.until:
        return None
    ledger = ledgers_of([source], until)[person_id]
    if ledger.standing is None or not any(line.kind in EARNED for line in ledger.lines):
        return None
    rows = [[line.evaluation, line.version, line.predicate] for line in ledger.lines if line.evaluation]
    since = source.origin.until + dt.timedelta(days=1)
    return Frozen(source, ledger, since, until, rows, _figures(ledger))  # type: ignore[arg-type]


def _last_earned(source: Source) -> dt.date | None:
    ledger = ledgers_of([source], clock.today())[source.person.pk]
    return max((line.on for line in ledger.lines if line.kind in EARNED), default=None)


def _figures(ledger: Ledger) -> dict[str, Any]:
    """Plain JSON values of the account; `old` and `new` are the columns *lama* and *baru* of the form."""
    assert ledger.origin is not None and ledger.standing is not None and ledger.stood is not None
    origin, standing = ledger.origin, ledger.standing
    is_reset = any(line.kind == LEVEL_CHANGE for line in ledger.lines)
    old = dict.fromkeys(PARTS, 0) if is_reset else origin.by_origin
    return {
        "origin": {"kind": origin.kind, "id": origin.id, "number": origin.number, "until": origin.until.isoformat(),
                   "points": origin.points, "level": origin.level, "rank": origin.rank},
        "is_reset": is_reset, "old": old, "total": ledger.by_origin,
        "new": {name: ledger.by_origin[name] - old[name] for name in PARTS},
        "level": ledger.stood.level, "rank": ledger.stood.rank, "points": standing.total,
        "goals": {"rank": asdict(standing.rank), "level": asdict(standing.level)},
        "lines": [_plain(line) for line in ledger.lines], "steps": standing.steps,
    }  # fmt: skip


def _plain(line: Line) -> dict[str, Any]:
    return asdict(line) | {"on": line.on.isoformat()}


def digest_of(figures: dict[str, Any]) -> str:
    """SHA-256 over the figures, in one fixed writing."""
    plain = json.dumps(figures, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def identity_of(source: Source, on: dt.date) -> dict[str, Any]:
    """*Keterangan perorangan* of the form, as words on a day. One statement."""
    person, post, rank = source.person, source.post_on(on), source.rank_on(on)
    facts = facts_of({person.pk}, on).get(person.pk, {})
    return facts | {
        "born_on": person.born_on.isoformat(), "sex": person.sex,
        "rank_since": rank.valid_from.isoformat() if rank else "",
        "post_since": post.since.isoformat() if post else "",
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One row of the table *lama, baru, jumlah*."""

    label: str
    old: str
    new: str
    total: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    """Rank or level against its threshold."""

    is_level: bool
    threshold: int | None
    is_reached: bool
    short: str
    surplus: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """One entry of the accumulation."""

    on: dt.date
    title: str
    source: str
    points: str
    after: str


@dataclass(frozen=True, slots=True)
class PakPage:
    """One determination as it was frozen, and the act that waits for the reader."""

    id: int
    person_id: int
    name: str
    number: str
    since: dt.date
    until: dt.date
    level: str
    rank: str
    points: str
    state: str
    label: str
    tone: str
    origins: tuple[OriginRow, ...]
    total: OriginRow
    goals: tuple[GoalRow, ...]
    lines: tuple[LineRow, ...]
    asked_by: str
    asked_at: dt.datetime
    decided_by: str
    decided_at: dt.datetime | None
    reason: str
    decision_reason: str
    may_decide: bool
    may_replace: bool
    receipt: str
    doubts: tuple[str, ...]


def pak_or_404(actor: Actor, determination_id: int) -> Determination:
    """The gate through which every view reaches a determination."""
    related = ("person", "requested_by", "decided_by")
    found = Determination.objects.select_related(*related).filter(pk=determination_id).first()
    if found is None:
        raise NotVisible
    gate.check_may_read(actor, found.person_id)
    return found


def pak_page(actor: Actor, found: Determination) -> PakPage:
    """The page of a determination that has passed `pak_or_404`. Two statements."""
    figures = found.snapshot["figures"]
    event = event_of(found.pk)
    return PakPage(
        id=found.pk, person_id=found.person_id, name=found.person.full_name, number=found.number, since=found.since,
        until=found.until, level=mapping.level_words(found.level), rank=grade_words(found.rank),
        points=points(found.points), state=found.state, label=found.get_state_display(), tone=TONES[found.state],
        origins=origin_rows(figures), total=sum_row(figures), goals=goal_rows(figures),
        lines=line_rows(figures),
        asked_by=found.requested_by.full_name, asked_at=found.requested_at,
        decided_by=found.decided_by.full_name if found.decided_by else "", decided_at=found.decided_at,
        reason=found.reason, decision_reason=found.decision_reason,
        may_decide=found.state == "requested" and gate.may_decide(actor, found),
        may_replace=found.state == "determined" and gate.may_keep(actor, found.person_id) and is_last(found),
        receipt=event.number if event else "",
        doubts=mapping.unverified(("credit-2023", "credit-base-2023", "credit-ledger-2023")),
    )  # fmt: skip


def event_of(determination_id: int) -> Event | None:
    """The receipt of the second person's signature, or of putting it forward."""
    events = Event.objects.filter(object_type="credit.determination", object_id=determination_id)
    return events.order_by("-id").first()


def is_last(found: Determination) -> bool:
    """Whether no later PAK stands on this one, and none waits. One statement."""
    later = Determination.objects.filter(person=found.person_id, state__in=["requested", "determined"])
    return not later.exclude(pk=found.pk).filter(until__gte=found.until).exists()


def origin_rows(figures: dict[str, Any]) -> tuple[OriginRow, ...]:
    return tuple(
        OriginRow(str(ORIGINS[name]), *(points(figures[column][name]) for column in ("old", "new", "total")))
        for name in PARTS
    )


def sum_row(figures: dict[str, Any]) -> OriginRow:
    return OriginRow("", *(points(sum(figures[column].values())) for column in ("old", "new", "total")))


def goal_rows(figures: dict[str, Any]) -> tuple[GoalRow, ...]:
    goals: Sequence[tuple[str, Goal]] = [(name, Goal(**figures["goals"][name])) for name in ("rank", "level")]
    return tuple(
        GoalRow(name == "level", goal.threshold, bool(goal.is_reached), points(goal.short), points(goal.surplus))
        for name, goal in goals
    )


def lines_of(figures: dict[str, Any]) -> tuple[Line, ...]:
    """The frozen entries."""
    return tuple(Line(**line | {"on": dt.date.fromisoformat(line["on"])}) for line in figures["lines"])


def line_rows(figures: dict[str, Any]) -> tuple[LineRow, ...]:
    return tuple(
        LineRow(
            line.on, line_title(line), line_source(line), gained(line.points) if line.points else "",
            points(line.after),
        )
        for line in lines_of(figures)
    )  # fmt: skip


def person_or_404(actor: Actor, person_id: int) -> Person:
    """Whose account is kept: for the analyst's forms."""
    gate.check_may_keep(actor, person_id)
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotVisible
    return person
