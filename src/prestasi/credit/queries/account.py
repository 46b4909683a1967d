"""*Angka kredit saya*: where one official stands, what is missing, and what this year's predicate would bring."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.credit import mapping
from prestasi.credit import permissions as gate
from prestasi.credit.mapping import Asked, Goal, Standing, Stood
from prestasi.credit.models import Balance, Determination, Opening
from prestasi.credit.queries.explain import goal_node, line_node, line_source, line_title, total_node
from prestasi.credit.queries.ledger import Ledger, Line, ledgers_of
from prestasi.credit.queries.sources import Source, sources
from prestasi.credit.queries.words import ORIGINS, TONES, gained, grade_words, missing, points
from prestasi.performance.models import Plan
from prestasi.performance.queries.credit import months_within
from prestasi.performance.queries.why import Node
from prestasi.performance.queries.words import PREDICATE_TONES, PREDICATE_WORDS

EXPECTED = 2
"""*Baik*: what the months to go are counted with until the reader chooses another predicate."""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the account as the page shows it."""

    on: dt.date
    title: str
    source: str
    points: str
    after: str
    tone: str
    why: Node


@dataclass(frozen=True, slots=True)
class Aim:
    """The next rank or level: `title`, threshold and what is missing. Without a threshold there is no next one."""

    title: str
    threshold: int | None
    is_reached: bool
    short: str
    surplus: str
    months: int | None
    why: Node


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The running year at one predicate: what it would bring and what would still be missing then."""

    predicate: int
    word: str
    tone: str
    gained: str
    total: str
    rank_short: str
    level_short: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Past:
    """One opening balance or PAK of the history, with what may be done with it."""

    id: int
    kind: str
    number: str
    until: dt.date
    level: str
    rank: str
    points: str
    state: str
    label: str
    tone: str
    asked_by: str
    asked_at: dt.datetime
    decided_by: str
    reason: str
    issued_on: dt.date | None
    parts: tuple[tuple[str, str], ...]
    link: str
    has_file: bool
    can_decide: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One account. `is_official` is false for who holds no functional post and never had an account."""

    person_id: int
    name: str
    is_own: bool
    post: str
    level: str
    rank: str
    is_official: bool
    keeps: bool
    ledger: Ledger
    total: str
    total_why: Node | None
    rows: tuple[Row, ...]
    aims: tuple[Aim, ...]
    expected: str
    opens_list: bool
    year: int
    what_if: tuple[WhatIf, ...]
    history: tuple[Past, ...]
    doubts: tuple[str, ...]
    may_ask_pak: bool
    waits: bool
    shaken: str

    @property
    def has_origin(self) -> bool:
        return self.ledger.origin is not None


def account_page(actor: Actor, person_id: int, expected: int | None = None) -> AccountPage:
    """Ten statements. NotVisible outside sight."""
    gate.check_may_read(actor, person_id)
    source = sources([person_id]).get(person_id)
    if source is None:
        raise NotVisible
    today, chosen = clock.today(), expected if expected in PREDICATE_WORDS else EXPECTED
    ledger = ledgers_of([source], today)[person_id]
    post = source.post_on(today)
    keeps = gate.may_keep(actor, person_id)
    waiting = {type(row) for row in _all(source) if row.state == "requested"}
    return AccountPage(
        person_id=person_id, name=source.person.full_name, is_own=actor.person_id == person_id,
        post=post.title if post else "", level=mapping.level_words(ledger.level or ""), rank=grade_words(ledger.rank),
        is_official=source.is_credited and (ledger.level is not None or bool(_all(source))), keeps=keeps,
        ledger=ledger, total=points(ledger.total), total_why=total_node(ledger),
        rows=tuple(_row(line) for line in reversed(ledger.lines)), aims=_aims(ledger, chosen),
        expected=str(PREDICATE_WORDS[chosen]), opens_list=gate.may_list(actor),
        year=today.year, what_if=_what_if(ledger, chosen, today), history=_history(actor, source),
        doubts=mapping.unverified(("credit-2023", "credit-base-2023", "credit-ledger-2023")),
        may_ask_pak=keeps and Determination not in waiting and bool(new_lines(ledger)),
        waits=Opening in waiting, shaken=_shaken(source),
    )  # fmt: skip


def new_lines(ledger: Ledger) -> tuple[Line, ...]:
    """Entries since what the account stands on that bring points; without an origin there is nothing to add to."""
    return tuple(line for line in ledger.lines if line.points) if ledger.origin else ()


def _all(source: Source) -> list[Opening | Determination]:
    return [*source.determinations, *source.openings]


def _row(line: Line) -> Row:
    tone = PREDICATE_TONES.get(line.predicate or 0, "")
    after = points(line.after) if line.after else ""
    shown = gained(line.points) if line.points else ""
    return Row(line.on, line_title(line), line_source(line), shown, after, tone, line_node(line))


def _aims(ledger: Ledger, expected: int) -> tuple[Aim, ...]:
    if ledger.standing is None or ledger.stood is None:
        return ()
    stood = ledger.stood
    forecast = mapping.standings([_at(stood, stood.parts, expected)], ledger.on)[0]
    pairs = (("rank", _("Pangkat berikutnya"), forecast.rank), ("level", _("Jenjang berikutnya"), forecast.level))
    return tuple(_aim(forecast, *pair) for pair in pairs)


def _aim(standing: Standing, goal: str, title: str, found: Goal) -> Aim:
    why = goal_node(standing.steps, goal, title, found)
    return Aim(
        title, found.threshold, bool(found.is_reached), points(found.short), points(found.surplus), found.months, why
    )  # fmt: skip


def _at(stood: Stood, parts: int, expected: int | None = None) -> Stood:
    return Stood(stood.level, stood.rank, parts, stood.opening, stood.has_new_degree, expected)


def _what_if(ledger: Ledger, chosen: int, today: dt.date) -> tuple[WhatIf, ...]:
    """The five predicates of the running year, unless its result is already counted. One statement, two frames."""
    stood = ledger.stood
    if stood is None or ledger.level is None or any(line.year == today.year for line in ledger.lines):
        return ()
    months = _months_this_year(ledger, today)
    if not months:
        return ()
    asked = [Asked(ledger.level, number, months, 0, today) for number in PREDICATE_WORDS]
    brought = mapping.conversions(asked)
    after = mapping.standings([_at(stood, stood.parts + row.parts) for row in brought], today)
    return tuple(
        WhatIf(
            number, str(PREDICATE_WORDS[number]), PREDICATE_TONES[number], gained(row.credit), points(then.total),
            missing(then.rank.short), missing(then.level.short), number == chosen,
        )
        for number, row, then in zip(PREDICATE_WORDS, brought, after, strict=True)
    )  # fmt: skip


def _months_this_year(ledger: Ledger, today: dt.date) -> int:
    """Months of the running year's plan in the present post that are still open."""
    plan = (
        Plan.objects.filter(person=ledger.person_id, cycle__year=today.year, ends_on__gte=today)
        .order_by("-starts_on").values_list("starts_on", "ends_on").first()
    )  # fmt: skip
    if plan is None:
        return 0
    until = ledger.origin.until + dt.timedelta(days=1) if ledger.origin else plan[0]
    return min(12, len(months_within(max(plan[0], until), min(plan[1], dt.date(today.year, 12, 31)))))


def _history(actor: Actor, source: Source) -> tuple[Past, ...]:
    found = [_past(actor, row) for row in _all(source)]
    return tuple(sorted(found, key=lambda row: row.asked_at, reverse=True))


def _past(actor: Actor, row: Balance) -> Past:
    is_opening = isinstance(row, Opening)
    state = str(row.state)  # type: ignore[attr-defined]
    return Past(
        id=row.pk, kind="opening" if is_opening else "pak", number=row.number, until=row.until,
        level=mapping.level_words(row.level), rank=grade_words(row.rank), points=points(row.points), state=state,
        label=row.get_state_display(), tone=TONES[state],  # type: ignore[attr-defined]
        asked_by=row.requested_by.full_name, asked_at=row.requested_at,
        decided_by=row.decided_by.full_name if row.decided_by else "", reason=row.decision_reason or row.reason,
        issued_on=row.issued_on if isinstance(row, Opening) else None,
        parts=tuple((str(ORIGINS[name]), points(held)) for name, held in row.by_origin.items()),
        link=row.link if isinstance(row, Opening) else "", has_file=isinstance(row, Opening) and bool(row.sha256),
        can_decide=state == "requested" and gate.may_decide(actor, row),
    )  # fmt: skip


def _shaken(source: Source) -> str:
    """Why the PAK in force no longer says what the rows say; empty while it does."""
    last = source.last
    if last is None:
        return ""
    if any(row.pk == last.opening_id and row.state == "replaced" for row in source.openings):
        return _("PAK terakhir berdiri di atas saldo awal yang sudah diganti. Ajukan PAK penggantinya.")
    now = {year.pk: year.predicate for year in source.years}
    if any(now.get(evaluation) != predicate for evaluation, _version, predicate in last.rows):
        return _("Predikat yang dikonversi PAK terakhir sudah berubah. Ajukan PAK penggantinya.")
    return ""
