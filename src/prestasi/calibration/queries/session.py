"""O03 *Kalibrasi*: one session as list, bins, matrix and record of changes, with one person opened beside it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from prestasi.calibration.models import PreRead, Remark, Session
from prestasi.calibration.permissions import Part, hidden_people, session_or_404
from prestasi.calibration.queries.distribution import Group, Place, UnitPattern, places, unit_patterns
from prestasi.calibration.queries.effects import Effect, effect_of
from prestasi.calibration.queries.population import Population, Rated, counted, population
from prestasi.calibration.queries.signals import Frozen, frozen_rows, generous_raters, is_changed, signals_of
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.performance.models import RatingChange
from prestasi.performance.queries.words import PREDICATE_TONES, RATING_WORDS, period_words, predicate_word

PAGE = 50
IN_CELL = 12
VIEWS = ("daftar", "kelompok", "matriks", "perubahan")


@dataclass(frozen=True, slots=True)
class Line:
    """One person in the session."""

    row: Rated
    unit: str
    word: str
    tone: str
    before: str
    signals: tuple[str, ...]
    weight: int
    doubts: int
    agrees: int
    is_discussed: bool
    is_changed: bool
    is_recused: bool

    @property
    def result(self) -> str:
        return str(RATING_WORDS[self.row.result]) if self.row.result else "–"

    @property
    def behaviour(self) -> str:
        return str(RATING_WORDS[self.row.behaviour]) if self.row.behaviour else "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """People with the same two ratings, or the same predicate: as many as fit, and how many more."""

    title: str
    tone: str
    n: int
    lines: tuple[Line, ...]
    allowed: str = ""

    @property
    def more(self) -> int:
        return self.n - len(self.lines)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one participant thinks, or said."""

    person: str
    text: str
    is_doubt: bool
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of the session, for its record."""

    name: str
    evaluation_id: int
    before: str
    after: str
    after_tone: str
    reason: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """The person opened beside the list."""

    line: Line
    opinions: tuple[Opinion, ...]
    remarks: tuple[Opinion, ...]
    own_stance: str
    own_comment: str
    effect: Effect | None
    result: int | None
    behaviour: int | None
    can_change: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class SessionPage:
    session: Session
    part: Part
    title: str
    period: str
    view: str
    lines: tuple[Line, ...]
    page: int
    pages: int
    total: int
    hidden: int
    unrated: int
    discussed: int
    doubted: int
    changed: int
    bins: tuple[Cell, ...]
    matrix: tuple[tuple[str, tuple[Cell, ...]], ...]
    changes: tuple[Changed, ...]
    before: Group
    now: Group
    whole: UnitPattern
    places: tuple[Place, ...]
    opened: Opened | None
    next_id: int | None
    reader_id: int | None

    @property
    def is_open(self) -> bool:
        return self.session.state == Session.State.OPEN

    @property
    def can_close(self) -> bool:
        """Whether the reader may be the second person who closes."""
        reader = self.part.is_member or self.part.standing.leads
        return reader and self.session.closing_by_id != self.reader_id

    @property
    def bars(self) -> tuple[Group, Group]:
        return (self.before, self.now)

    @property
    def previous_page(self) -> int:
        return self.page - 1

    @property
    def next_page(self) -> int:
        return self.page + 1


def session_page(
    actor: Actor, session_id: int, *, view: str = "daftar", evaluation_id: int | None = None, page: int = 1,
    result: int | None = None, behaviour: int | None = None,
) -> SessionPage:  # fmt: skip
    """At most eleven statements. `result` and `behaviour` are the ratings to preview for the opened person."""
    session, part = session_or_404(actor, session_id)
    people = population(session.unit_id, session.period_id, part.unit)
    frozen = frozen_rows(session, actor.person_id)
    opinions = _opinions(session)
    hidden = hidden_people(actor)
    lines = _lines(people, frozen, opinions, hidden)
    whole, _units = unit_patterns(people, session.period.ends_on)
    chosen = view if view in VIEWS else "daftar"
    pages = max(1, -(-len(lines) // PAGE))
    number = min(max(page, 1), pages)
    opened = _opened(actor, session, part, people, lines, opinions, evaluation_id, (result, behaviour))
    waiting = [line.row.id for line in lines if not line.is_discussed and line.row.id != evaluation_id]
    return SessionPage(
        session=session, part=part, title=people.name, period=period_words(session.period), view=chosen,
        lines=tuple(lines[(number - 1) * PAGE : number * PAGE]), page=number, pages=pages, total=len(lines),
        hidden=len(people.people) - len(lines), unrated=sum(line.row.predicate is None for line in lines),
        discussed=sum(line.is_discussed for line in lines), doubted=sum(line.doubts > 0 for line in lines),
        changed=sum(line.is_changed for line in lines),
        bins=_bins(lines, whole, people) if chosen == "kelompok" else (),
        matrix=_matrix(lines) if chosen == "matriks" else (),
        changes=_changes(session, hidden) if chosen == "perubahan" else (),
        before=Group("before", _("Saat sesi dibuka"), len(frozen), _counts_before(frozen)),
        now=Group("now", _("Sekarang"), len(people.people), counted(people.people)), whole=whole,
        places=places(people.levels.get(people.unit_id), whole.pattern, whole.group),
        opened=opened, next_id=waiting[0] if waiting else None, reader_id=actor.person_id,
    )  # fmt: skip


def _counts_before(frozen: Mapping[int, Frozen]) -> tuple[int, int, int, int, int]:
    found = [sum(row.predicate == number for row in frozen.values()) for number in range(1, 6)]
    return (found[0], found[1], found[2], found[3], found[4])


def _opinions(session: Session) -> dict[int, list[PreRead]]:
    found: dict[int, list[PreRead]] = defaultdict(list)
    for row in PreRead.objects.filter(session=session).select_related("person").order_by("at"):
        found[row.evaluation_id].append(row)
    return found


def _lines(
    people: Population, frozen: Mapping[int, Frozen], opinions: Mapping[int, Sequence[PreRead]], hidden: frozenset[int]
) -> list[Line]:
    """Everybody of the before-picture whom the reader may see, outliers first."""
    generous = generous_raters(people.people)
    shown = [row for row in people.people if row.id in frozen and row.person_id not in hidden]
    lines = [_line(row, frozen[row.id], opinions.get(row.id, ()), people, generous) for row in shown]
    return sorted(lines, key=lambda line: (line.is_discussed, -line.weight, line.row.bare_name, line.row.id))


def _line(
    row: Rated, frozen: Frozen, opinions: Sequence[PreRead], people: Population, generous: Mapping[int, int]
) -> Line:
    doubts = sum(opinion.stance == PreRead.Stance.DOUBT for opinion in opinions)
    signals = signals_of(row, frozen, doubts, generous)
    return Line(
        row, people.names.get(row.unit_id, ""), predicate_word(row.predicate),
        PREDICATE_TONES.get(row.predicate or 0, "none"), predicate_word(frozen.predicate),
        tuple(text for _weight, text in signals), sum(weight for weight, _text in signals), doubts,
        len(opinions) - doubts, frozen.is_discussed, is_changed(row, frozen), frozen.is_recused,
    )  # fmt: skip


def _bins(lines: Sequence[Line], whole: UnitPattern, people: Population) -> tuple[Cell, ...]:
    allowed = places(people.levels.get(people.unit_id), whole.pattern, whole.group)
    found = []
    for number, place in enumerate(allowed, start=1):
        inside = [line for line in lines if line.row.predicate == number]
        found.append(Cell(place.word, place.tone, len(inside), tuple(inside[:IN_CELL]), place.allowed))
    unrated = [line for line in lines if line.row.predicate is None]
    if unrated:
        found.append(Cell(_("Belum dinilai"), "none", len(unrated), tuple(unrated[:IN_CELL])))
    return tuple(found)


def _matrix(lines: Sequence[Line]) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Rows: result from above to below; columns: behaviour from below to above, as in the law's quadrant."""
    rows = []
    for result in (1, 2, 3):
        cells = []
        for behaviour in (3, 2, 1):
            inside = [line for line in lines if (line.row.result, line.row.behaviour) == (result, behaviour)]
            tone = inside[0].tone if inside else "none"
            cells.append(Cell(str(RATING_WORDS[behaviour]), tone, len(inside), tuple(inside[:IN_CELL])))
        rows.append((str(RATING_WORDS[result]), tuple(cells)))
    return tuple(rows)


def _changes(session: Session, hidden: frozenset[int]) -> tuple[Changed, ...]:
    rows = RatingChange.objects.filter(basis="calibration", basis_id=session.pk).exclude(evaluation__person__in=hidden)
    return tuple(
        Changed(
            row.evaluation.person.full_name, row.evaluation_id, _said(row.result_before, row.behaviour_before,
            row.predicate_before), _said(row.result_after, row.behaviour_after, row.predicate_after),
            PREDICATE_TONES[row.predicate_after], row.reason, row.by.full_name, row.at,
        )
        for row in rows.select_related("evaluation__person", "by").order_by("-at")[:500]
    )  # fmt: skip


def _said(result: int | None, behaviour: int | None, predicate: int | None) -> str:
    if not (result and behaviour):
        return predicate_word(None)
    return f"{predicate_word(predicate)} ({RATING_WORDS[result]} / {RATING_WORDS[behaviour]})"


def _opened(
    actor: Actor, session: Session, part: Part, people: Population, lines: Sequence[Line],
    opinions: Mapping[int, Sequence[PreRead]], evaluation_id: int | None, asked: tuple[int | None, int | None],
) -> Opened | None:  # fmt: skip
    if evaluation_id is None:
        return None
    line = next((line for line in lines if line.row.id == evaluation_id), None)
    if line is None:
        raise NotVisible
    given = opinions.get(evaluation_id, ())
    own = next((row for row in given if row.person_id == actor.person_id), None)
    result, behaviour = asked[0] or line.row.result, asked[1] or line.row.behaviour
    why_not = _why_not(session, part, line)
    effect = None
    if line.row.predicate is not None and result and behaviour and (result, behaviour) != (
        line.row.result, line.row.behaviour
    ):  # fmt: skip
        effect = effect_of(people, line.row, result, behaviour, session.period.ends_on)
    said = Remark.objects.filter(session=session, evaluation=evaluation_id).select_related("person").order_by("at")
    return Opened(
        line, tuple(_opinion(row) for row in given),
        tuple(Opinion(row.person.full_name, row.text, False, row.at) for row in said),
        own.stance if own else "", own.comment if own else "", effect, result, behaviour, not why_not, why_not,
    )  # fmt: skip


def _opinion(row: PreRead) -> Opinion:
    return Opinion(row.person.full_name, row.comment, row.stance == PreRead.Stance.DOUBT, row.at)


def _why_not(session: Session, part: Part, line: Line) -> str:
    """Why this rating cannot be changed by the reader now; empty when it can."""
    if session.state != Session.State.OPEN:
        return _("Sidang tidak sedang berlangsung; penilaian tidak diubah.")
    if not part.is_member:
        return _("Anda membaca sesi ini; yang mengubah adalah peserta.")
    if line.is_recused:
        return _("Anda menyatakan berhalangan menilai orang ini.")
    if line.row.predicate is None:
        return _("Belum dinilai oleh pejabat penilainya; yang belum dinilai tidak diubah di sini.")
    if line.row.released_at is not None:
        return _("Hasilnya sudah dirilis; perubahan hanya melalui pembukaan kembali.")
    return ""
