"""The question bank: its versions and the statements of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from prestasi.colleagues.groups import PostType
from prestasi.colleagues.kinds import EXTRA, MOST_EXTRA, Kind
from prestasi.colleagues.models import QuestionSet
from prestasi.colleagues.permissions import check_may_watch, may_run
from prestasi.colleagues.queries.extras import Extra, extras_of
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.performance.queries.words import VALUES


@dataclass(frozen=True, slots=True)
class SetLine:
    id: int
    number: int
    state: str
    is_draft: bool
    published_on: dt.date | None
    statements: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Bank:
    sets: tuple[SetLine, ...]
    may_start: bool
    may_run: bool


@dataclass(frozen=True, slots=True)
class ValueLines:
    """One value with its statements, one per line; `error` what is wrong with a sent text."""

    number: int
    word: str
    lines: tuple[str, ...]
    typed: str
    error: str = ""
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class ExtraLine:
    """One place for a question beside the statements, with what was typed there."""

    place: int
    kind: str = ""
    kind_label: str = ""
    value: int = 1
    word: str = ""
    text: str = ""
    options: tuple[str, ...] = ()
    error: str = ""
    theirs: str = ""

    @property
    def typed(self) -> str:
        """The options, one per line."""
        return "\n".join(self.options)


@dataclass(frozen=True, slots=True)
class SetPage:
    id: int
    number: int
    is_draft: bool
    may_edit: bool
    version: int
    state: str
    published_on: dt.date | None
    post_type: str
    post_types: tuple[tuple[str, str, bool], ...]
    values: tuple[ValueLines, ...]
    extras: tuple[ExtraLine, ...] = ()

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Kinds that a place may have."""
        return [(k.value, str(k.label)) for k in EXTRA]

    @property
    def words(self) -> list[tuple[int, str]]:
        """Values that a question may be about."""
        return [(number, str(word)) for number, word in enumerate(VALUES, 1)]

    @property
    def asked(self) -> tuple[ExtraLine, ...]:
        """The places that hold a question."""
        return tuple(line for line in self.extras if line.text)


def bank(actor: Actor) -> Bank:
    """All versions; one statement."""
    check_may_watch(actor)
    found = QuestionSet.objects.annotate(
        n=Count("statements", distinct=True), used=Count("rounds", distinct=True)
    ).order_by("-number")
    sets = tuple(
        SetLine(s.pk, s.number, str(s.get_state_display()), s.state == "draft", s.published_on, s.n, s.used)
        for s in found
    )
    runs = may_run(actor)
    return Bank(sets, runs and not any(s.is_draft for s in sets), runs)


def set_page(actor: Actor, set_id: int, post_type: str) -> SetPage:
    """The questions of one version for one type of post; three statements."""
    check_may_watch(actor)
    found = QuestionSet.objects.filter(pk=set_id).first()
    if found is None:
        raise NotVisible
    kind = PostType(post_type) if post_type in PostType.values else PostType.LEADER
    lines: dict[int, list[str]] = {value: [] for value in range(1, 8)}
    scale = found.statements.filter(post_type=kind, kind=Kind.SCALE).order_by("order")
    for value, text in scale.values_list("value", "text"):
        lines[value].append(text)
    is_draft = found.state == QuestionSet.State.DRAFT
    return SetPage(
        found.pk, found.number, is_draft, is_draft and may_run(actor), found.lock_version,
        str(found.get_state_display()), found.published_on, kind.value,
        tuple((k.value, str(k.label), k is kind) for k in PostType),
        tuple(ValueLines(v, str(VALUES[v - 1]), tuple(t), "\n".join(t)) for v, t in lines.items()),
        places(extras_of(found, kind)),
    )  # fmt: skip


def places(extras: Sequence[Extra]) -> tuple[ExtraLine, ...]:
    """All places of the page, the empty ones too."""
    given = {e.place: e for e in extras}
    return tuple(_place(n, given.get(n)) for n in range(1, MOST_EXTRA + 1))


def _place(number: int, extra: Extra | None) -> ExtraLine:
    if extra is None:
        return ExtraLine(number)
    label = str(Kind(extra.kind).label) if extra.kind in EXTRA else ""
    word = str(VALUES[extra.value - 1]) if 1 <= extra.value <= 7 else ""
    return ExtraLine(number, extra.kind, label, extra.value, word, extra.text, extra.options)
