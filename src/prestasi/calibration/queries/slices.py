"""*Pembagian menurut waktu*: the posts and raters of a person's year, their days, and what together they amount to."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prestasi.calibration import mapping
from prestasi.core.actor import Actor
from prestasi.core.formats import percent, plain_date
from prestasi.people.models import ReportingLine
from prestasi.performance.models import Evaluation, Plan
from prestasi.performance.queries.my_result import result_or_404
from prestasi.performance.queries.words import PREDICATE_TONES, RATING_LONG, period_words, predicate_word

CLOSING = gettext_lazy(
    "Rating dengan hari terbanyak menjadi rating gabungan; bila sama banyak, yang terakhir. Predikat tahunan tetap "
    "keputusan tersendiri pejabat penilai terakhir, dengan pembagian ini di hadapannya."
)


@dataclass(frozen=True, slots=True)
class Slice:
    """One stretch of the period under one post and one rater; `share` is in hundredths of a percent of all days."""

    starts_on: dt.date
    ends_on: dt.date
    post: str
    unit: str
    rater: str
    is_acting: bool
    days: int
    share_bp: int
    result: int | None
    behaviour: int | None
    predicate: str
    tone: str
    decides: bool

    @property
    def share(self) -> str:
        return percent(Decimal(self.share_bp) / 100, 2)

    @property
    def rated_as(self) -> str:
        if not (self.result and self.behaviour):
            return _("belum dinilai")
        return f"{RATING_LONG[self.result]} / {RATING_LONG[self.behaviour]}"


@dataclass(frozen=True, slots=True)
class SlicesPage:
    """`result` and `behaviour` are what the days together say; the annual rating stays its own decision."""

    evaluation_id: int
    person: str
    title: str
    slices: tuple[Slice, ...]
    total_days: int
    total_bp: int
    overlap: bool
    combined: str
    sentences: tuple[str, ...]

    @property
    def total(self) -> str:
        return percent(Decimal(self.total_bp) / 100, 2)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A plan under one reporting line."""

    plan: Plan
    starts_on: dt.date
    ends_on: dt.date
    rater: str
    capacity: str


def slices_page(actor: Actor, evaluation_id: int) -> SlicesPage:
    """The slices of the period of one result that the actor may read. Five statements."""
    evaluation, _relations = result_or_404(actor, evaluation_id)
    period = evaluation.period
    plans = Plan.objects.filter(
        person=evaluation.person_id, cycle=period.cycle_id, version__gt=0, starts_on__lte=period.ends_on,
        ends_on__gte=period.starts_on,
    ).select_related("position", "rater")  # fmt: skip
    stretches = cut(list(plans.order_by("starts_on")), evaluation.person_id, period.starts_on, period.ends_on)
    given = mapping.shares([(s.starts_on, s.ends_on) for s in stretches])
    rated = _ratings(evaluation, actor)
    slices = tuple(
        _slice(stretch, share, rated.get(stretch.plan.pk))
        for stretch, share in zip(stretches, given or (), strict=False)
    )
    return SlicesPage(
        evaluation_id, evaluation.person.full_name, period_words(period), slices,
        sum(part.days for part in slices), sum(part.share_bp for part in slices), given is None,
        *combined(slices),
    )  # fmt: skip


def _ratings(evaluation: Evaluation, actor: Actor) -> dict[int, Evaluation]:
    """Plan id -> its evaluation in this period; the employee sees released ones only."""
    rows = Evaluation.objects.filter(person=evaluation.person_id, period=evaluation.period_id)
    if actor.person_id == evaluation.person_id:
        rows = rows.filter(released_at__isnull=False)
    return {row.plan_id: row for row in rows.defer("steps", "frozen")}


def cut(plans: Sequence[Plan], person_id: int, first: dt.date, last: dt.date) -> list[Stretch]:
    """Plans cut where the reporting line changes, within the period; a day without a line keeps the plan's rater."""
    lines = list(
        ReportingLine.objects.filter(person=person_id, valid_from__lte=last).select_related("superior")
        .order_by("valid_from")
    )  # fmt: skip
    return [part for plan in plans for part in _parts(plan, lines, first, last)]


def _parts(plan: Plan, lines: Sequence[ReportingLine], first: dt.date, last: dt.date) -> list[Stretch]:
    start, end = max(plan.starts_on, first), min(plan.ends_on, last)
    changes = {start} | {d for line in lines for d in (line.valid_from, line.valid_to) if d and start < d <= end}
    edges = [*sorted(changes), end + dt.timedelta(days=1)]
    found: list[Stretch] = []
    for begins, following in pairwise(edges):
        line = next((x for x in lines if x.valid_from <= begins and (x.valid_to is None or x.valid_to > begins)), None)
        rater = line.superior.full_name if line else plan.rater.full_name if plan.rater else "–"
        capacity = line.capacity if line else ""
        ends = following - dt.timedelta(days=1)
        if found and (found[-1].rater, found[-1].capacity) == (rater, capacity):
            found[-1] = Stretch(plan, found[-1].starts_on, ends, rater, capacity)
        else:
            found.append(Stretch(plan, begins, ends, rater, capacity))
    return found


def _slice(stretch: Stretch, share: mapping.Share, rated: Evaluation | None) -> Slice:
    frozen = (rated.frozen if rated else None) or {}
    return Slice(
        stretch.starts_on, stretch.ends_on, stretch.plan.position.title, (frozen.get("person") or {}).get("unit", ""),
        stretch.rater, stretch.capacity not in {"", "definitive"}, share.days, share.share_bp,
        rated.result_rating if rated else None, rated.behaviour_rating if rated else None,
        predicate_word(rated.predicate if rated else None),
        PREDICATE_TONES.get((rated.predicate if rated else 0) or 0, "none"), share.decides,
    )  # fmt: skip


def combined(slices: Sequence[Slice]) -> tuple[str, tuple[str, ...]]:
    """The rating that most days carry, for result and behaviour; a tie goes to the later. With its explanation."""
    rated = [part for part in slices if part.result and part.behaviour]
    if not rated:
        return _("belum ada bagian yang dinilai"), ()
    result = _most([(part.result or 0, part.share_bp, part.ends_on) for part in rated])
    behaviour = _most([(part.behaviour or 0, part.share_bp, part.ends_on) for part in rated])
    sentences = [
        _("%(start)s sampai %(end)s di bawah %(rater)s: %(rating)s, %(share)s dari hari yang dijalani.")
        % {
            "start": plain_date(part.starts_on), "end": plain_date(part.ends_on), "rater": part.rater,
            "rating": part.rated_as, "share": part.share,
        }
        for part in slices
    ]  # fmt: skip
    sentences.append(str(CLOSING))
    return f"{RATING_LONG[result]} / {RATING_LONG[behaviour]}", tuple(sentences)


def _most(parts: Sequence[tuple[int, int, dt.date]]) -> int:
    weights: dict[int, int] = defaultdict(int)
    latest: dict[int, dt.date] = {}
    for rating, share, ends in parts:
        weights[rating] += share
        latest[rating] = max(latest.get(rating, ends), ends)
    return max(weights, key=lambda rating: (weights[rating], latest[rating]))
