"""What the rating queue shows, as frozen rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from prestasi.core.providers import Panel
from prestasi.performance import mapping
from prestasi.performance.models import FeedbackNote, Period
from prestasi.performance.queries.achievement import IndicatorStanding
from prestasi.performance.queries.evidence import EvidenceRow
from prestasi.performance.queries.words import RATING_LONG

DONE = frozenset({"rated", "confirmed", "received", "final"})


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One person in the list."""

    id: int
    name: str
    post: str
    state: str
    words: str
    tone: str
    is_current: bool

    @property
    def is_done(self) -> bool:
        return self.state in DONE

    @property
    def is_open(self) -> bool:
        return self.state in {"open", "self"}


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One planned result to be rated, with figures in view and what was chosen so far."""

    result_id: int
    number: int
    text: str
    is_main: bool
    indicators: tuple[IndicatorStanding, ...]
    achievement: str
    evidence_count: int
    self_rating: int | None
    rating: int | None
    reason: str
    error: str
    reason_error: str
    evidence_id: int | None

    @property
    def lead(self) -> IndicatorStanding | None:
        return self.indicators[0] if self.indicators else None

    @property
    def name(self) -> str:
        return f"r{self.result_id}"

    @property
    def reason_name(self) -> str:
        return f"a{self.result_id}"


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One BerAKHLAK value to be rated, with its feedback."""

    number: int
    word: str
    feedback: tuple[FeedbackNote, ...]
    rating: int | None
    error: str

    @property
    def name(self) -> str:
        return f"p{self.number}"

    @property
    def told(self) -> str:
        praise = sum(note.kind == FeedbackNote.Kind.PRAISE for note in self.feedback)
        parts = [_("%s apresiasi") % praise] if praise else []
        corrections = len(self.feedback) - praise
        parts += [_("%s perbaikan") % corrections] if corrections else []
        return ", ".join(parts) or _("belum ada")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the ratings so far amount to: the suggestion, and the predicate if it were decided like this."""

    suggested_result: int | None
    suggested_behaviour: int | None
    result_rating: int | None
    behaviour_rating: int | None
    predicate: int | None
    predicate_word: str
    tone: str
    why: mapping.Why | None
    is_head: bool
    achievement: str
    errors: dict[str, str]
    result_reason: str
    behaviour_reason: str
    without_achievement_reason: str
    rated_values: int

    @property
    def suggestion_words(self) -> str:
        return str(RATING_LONG[self.suggested_result]) if self.suggested_result else ""

    @property
    def behaviour_words(self) -> str:
        return str(RATING_LONG[self.suggested_behaviour]) if self.suggested_behaviour else ""


@dataclass(frozen=True, slots=True)
class Habit:
    """How the rater has rated results this year, beside the other raters of the same units; shares in whole percent."""

    count: int
    above: int
    meets: int
    below: int
    others_count: int
    others_above: int

    @property
    def parts(self) -> list[tuple[int, str]]:
        return [(self.above, "sb"), (self.meets, "b"), (self.below, "bp")]


@dataclass(frozen=True, slots=True)
class Item:
    """The person being rated."""

    id: int
    plan_id: int
    name: str
    post: str
    plan_words: str
    state: str
    lock_version: int
    self_note: str
    note: str
    rows: tuple[RatingRow, ...]
    values: tuple[ValueRow, ...]
    feedback: tuple[FeedbackNote, ...]
    evidence: tuple[EvidenceRow, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Queue:
    """The whole page. `previous` and `next` are ids beside the item in the list."""

    title: str
    period: Period | None
    periods: tuple[Period, ...]
    lines: tuple[QueueLine, ...]
    item: Item | None = None
    habit: Habit | None = None
    previous: int | None = None
    next: int | None = None
    distribution: tuple[tuple[int, str, str], ...] = field(default=())
    panels: tuple[Panel, ...] = ()

    @property
    def next_open(self) -> int | None:
        """Who comes when this one is saved: the next not rated yet, from here on and then from the top."""
        at = next((n for n, line in enumerate(self.lines) if line.is_current), -1) + 1
        others = [*self.lines[at:], *self.lines[: max(at - 1, 0)]]
        return next((line.id for line in others if line.state in {"open", "self"}), None)

    @property
    def done(self) -> int:
        return sum(line.is_done for line in self.lines)

    @property
    def total(self) -> int:
        return sum(line.state != "skipped" for line in self.lines)
