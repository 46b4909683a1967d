"""Rounds as HR sees them: rules, coverage by group, people waiting. Counts only, never an answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from prestasi.colleagues.groups import ASKED, Choosing, Group, PostType, Reweighting
from prestasi.colleagues.models import GroupWeight, Invitation, Outcome, QuestionSet, Round, Subject
from prestasi.colleagues.permissions import check_may_run, check_may_watch, may_run
from prestasi.colleagues.states import ROUND
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.core.moves import may_move
from prestasi.organization.models import PositionKind, UnitVersion
from prestasi.performance.models import Period
from prestasi.performance.queries.words import period_words

TONES = {"draft": "draft", "open": "live", "closed": "lock", "released": "b", "cancelled": "none"}
MOST = 50


@dataclass(frozen=True, slots=True)
class RoundLine:
    id: int
    title: str
    period: str
    state: str
    tone: str
    due_on: dt.date
    people: int


@dataclass(frozen=True, slots=True)
class Rounds:
    lines: tuple[RoundLine, ...]
    may_run: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """One group: how many are asked, how many answers arrived; `share` in whole percent."""

    label: str
    asked: int
    answered: int

    @property
    def share(self) -> int:
        return self.answered * 100 // self.asked if self.asked else 0


@dataclass(frozen=True, slots=True)
class Outside:
    """An outside rater for whom HR makes the link."""

    id: int
    name: str
    contact: str
    has_link: bool


@dataclass(frozen=True, slots=True)
class RoundPage:
    """`weights`: (type of post, ((group, weight)…)). `acts` are the names of what may be done now."""

    id: int
    title: str
    period: str
    state: str
    state_label: str
    tone: str
    version: int
    questions: int
    minimum: int
    rule: str
    choosing: str
    is_drawn: bool
    raters_wanted: int
    load_limit: int
    seed: int | None
    proposals_due_on: dt.date | None
    answers_due_on: dt.date
    upward_from: dt.date
    people: int
    unsettled: int
    groups: tuple[str, ...]
    weights: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    coverage: tuple[Coverage, ...]
    outside: tuple[Outside, ...]
    shown: int
    withheld: int
    acts: frozenset[str]


def rounds(actor: Actor) -> Rounds:
    """The newest rounds; one statement."""
    check_may_watch(actor)
    found = Round.objects.select_related("period__cycle").annotate(people=Count("subjects")).order_by("-pk")[:MOST]
    lines = tuple(
        RoundLine(r.pk, r.title, period_words(r.period, r.period.cycle.year), str(r.get_state_display()),
                  TONES[r.state], r.answers_due_on, r.people)
        for r in found
    )  # fmt: skip
    return Rounds(lines, may_run(actor))


def round_page(actor: Actor, round_id: int) -> RoundPage:
    """One round; six statements whatever its size."""
    check_may_watch(actor)
    row = Round.objects.select_related("period__cycle", "question_set").filter(pk=round_id).first()
    if row is None:
        raise NotVisible
    people = row.subjects.aggregate(n=Count("pk"), unsettled=Count("pk", filter=~Q(raters=Subject.Raters.SETTLED)))
    acts = {act for act in ROUND if may_move(ROUND, act, row.state)} if may_run(actor) else set()
    shown, withheld = _shown(row)
    return RoundPage(
        id=row.pk, title=row.title, period=period_words(row.period, row.period.cycle.year), state=row.state,
        state_label=str(row.get_state_display()), tone=TONES[row.state], version=row.lock_version,
        questions=row.question_set.number, minimum=row.minimum, rule=str(Reweighting(row.reweighting).label),
        choosing=str(Choosing(row.choosing).label), is_drawn=row.choosing == Choosing.DRAWN,
        raters_wanted=row.raters_wanted, load_limit=row.load_limit, seed=row.seed,
        proposals_due_on=row.proposals_due_on, answers_due_on=row.answers_due_on, upward_from=row.upward_from,
        people=people["n"], unsettled=people["unsettled"], groups=tuple(str(g.label) for g in ASKED),
        weights=_weights(row), coverage=_coverage(row), outside=_outside(row) if "answer" in acts else (),
        shown=shown, withheld=withheld, acts=frozenset(acts),
    )  # fmt: skip


def _weights(row: Round) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    found = {(w.post_type, w.group): w.weight for w in GroupWeight.objects.filter(round=row)}
    return tuple((str(kind.label), tuple((str(g.label), found.get((kind, g), 0)) for g in ASKED)) for kind in PostType)


def _coverage(row: Round) -> tuple[Coverage, ...]:
    """Over the whole round: a coverage by person could tell who has not answered."""
    counted = Invitation.objects.filter(subject__round=row, is_settled=True).values("group")
    found = {
        c["group"]: (c["n"], c["done"])
        for c in counted.annotate(n=Count("pk"), done=Count("pk", filter=Q(has_answered=True))).order_by()
    }
    return tuple(Coverage(str(g.label), *found[g]) for g in ASKED if g in found)


def _outside(row: Round) -> tuple[Outside, ...]:
    waiting = Invitation.objects.filter(subject__round=row, rater__isnull=True, is_settled=True, has_answered=False)
    return tuple(
        Outside(i.pk, i.outside_name, i.outside_contact, bool(i.link_hash)) for i in waiting.order_by("outside_name")
    )


def _shown(row: Round) -> tuple[int, int]:
    """Of people with a result: how many have at least one group of colleagues shown, how many have none."""
    if row.state != Round.State.RELEASED:
        return 0, 0
    others = Q(subject__results__group__in=[g for g in Group if g not in (Group.SELF, Group.SUPERIOR)])
    found = Outcome.objects.filter(subject__round=row)
    counted = found.aggregate(n=Count("pk", distinct=True), shown=Count("pk", distinct=True, filter=others))
    return counted["shown"], counted["n"] - counted["shown"]


Choice = tuple[object, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a round can be made of."""

    periods: tuple[Choice, ...]
    question_sets: tuple[Choice, ...]
    units: tuple[Choice, ...]
    kinds: tuple[Choice, ...]


def choices(actor: Actor, day: dt.date) -> Choices:
    """Periods, published versions, units two levels deep, kinds of posts; three statements."""
    check_may_run(actor)
    periods = Period.objects.select_related("cycle").order_by("-cycle__year", "-number")[:12]
    sets = QuestionSet.objects.filter(state=QuestionSet.State.PUBLISHED).order_by("-number")
    units = UnitVersion.objects.on(day).filter(path__regex=r"^([0-9]+\.){1,2}$").order_by("name")
    return Choices(
        tuple((p.pk, period_words(p, p.cycle.year)) for p in periods),
        tuple((s.pk, _("Versi %(n)s") % {"n": s.number}) for s in sets),
        tuple(units.values_list("unit_id", "name")),
        tuple((k.value, str(k.label)) for k in PositionKind),
    )


def stored(actor: Actor, round_id: int) -> tuple[Round, dict[tuple[str, str], int]]:
    """A draft to edit with its weights by (type of post, group)."""
    check_may_run(actor)
    row = Round.objects.filter(pk=round_id).first()
    if row is None:
        raise NotVisible
    return row, {(w.post_type, w.group): w.weight for w in row.weights.all()}
