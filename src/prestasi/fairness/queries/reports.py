"""Fairness reports: which periods have one, what it says, and why a year may not close yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.fairness.models import FairnessReport
from prestasi.fairness.permissions import HIGH_POSTS, check_reads_agency, makes, report_or_404
from prestasi.fairness.queries.frames import fingerprint
from prestasi.fairness.queries.words import DIMENSIONS, ORDER, VOLUNTARY, group_words
from prestasi.fairness.states import REPORT_REQUIRED_FROM
from prestasi.people.models import Assignment
from prestasi.performance.models import Period
from prestasi.performance.queries.words import PREDICATE_TONES, PREDICATE_WORDS, period_words


@dataclass(frozen=True, slots=True)
class Group:
    """One row of a report. Shares and gaps in tenths of a percent (of a point); None: hidden or not known."""

    name: str
    n: int | None
    share: int | None
    share_low: int | None
    share_high: int | None
    gap: int | None
    gap_low: int | None
    gap_high: int | None
    adjusted: int | None
    adjusted_low: int | None
    adjusted_high: int | None
    ratio: int | None
    is_hidden: bool
    is_flagged: bool

    @property
    def is_proven(self) -> bool:
        """Whether the adjusted gap's interval leaves out nought."""
        low, high = self.adjusted_low, self.adjusted_high
        return low is not None and high is not None and (low > 0 or high < 0)

    @property
    def interval(self) -> tuple[float, float, float] | None:
        """Low, middle and high of the share on a scale from 0 to 10, for the chart."""
        if self.share is None or self.share_low is None or self.share_high is None:
            return None
        return self.share_low / 100, self.share / 100, self.share_high / 100


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to cut, with its groups in a natural order; `is_voluntary`: people said it themselves."""

    code: str
    title: str
    is_voluntary: bool
    groups: tuple[Group, ...]

    @property
    def hidden(self) -> int:
        return sum(group.is_hidden for group in self.groups)

    @property
    def known(self) -> int:
        return sum(group.n or 0 for group in self.groups)


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report with what the reader may do with it."""

    id: int
    title: str
    period_id: int
    state: str
    state_label: str
    rated: int
    evaluations: int
    predicates: tuple[tuple[int, str, str], ...]
    dimensions: tuple[Dimension, ...]
    flagged: tuple[tuple[str, str], ...]
    made_by: str
    made_at: dt.datetime
    official: str
    signed_at: dt.datetime | None
    statement: str
    sha256: str
    is_stale: bool
    may_sign: bool
    may_make: bool


def report_page(actor: Actor, report_id: int) -> ReportPage:
    """The page of one report. Three statements."""
    report = report_or_404(actor, report_id)
    dimensions = dimensions_of(report.content["dimensions"])
    is_stale = report.state != "replaced" and fingerprint(report.period_id) != report.fingerprint
    return ReportPage(
        id=report.pk,
        title=period_words(report.period, report.period.cycle.year),
        period_id=report.period_id,
        state=report.state,
        state_label=report.get_state_display(),
        rated=report.content["rated"],
        evaluations=report.content["evaluations"],
        predicates=_predicates(report.content["predicates"]),
        dimensions=dimensions,
        flagged=tuple((d.title, g.name) for d in dimensions for g in d.groups if g.is_flagged),
        made_by=report.made_by.full_name,
        made_at=report.made_at,
        official=report.official.full_name,
        signed_at=report.signed_at,
        statement=report.statement,
        sha256=report.sha256,
        is_stale=is_stale,
        may_sign=actor.person_id == report.official_id and report.state == "draft" and not is_stale,
        may_make=makes(actor) and report.period.state != Period.State.CLOSED,
    )


def _predicates(counts: Mapping[str, int]) -> tuple[tuple[int, str, str], ...]:
    """(people, sentiment, word), best first."""
    return tuple((counts.get(str(c), 0), PREDICATE_TONES[c], str(word)) for c, word in PREDICATE_WORDS.items())


def dimensions_of(parts: Mapping[str, list[dict[str, Any]]]) -> tuple[Dimension, ...]:
    """Groups of every dimension in words; a dimension nobody said anything about is left out."""
    return tuple(
        Dimension(code, str(title), code in VOLUNTARY, groups_of(code, parts.get(code, [])))
        for code, title in DIMENSIONS.items()
        if parts.get(code)
    )


def groups_of(dimension: str, rows: list[dict[str, Any]]) -> tuple[Group, ...]:
    """Rows of `mapping.slices` as `Group`, in the order of the law's lists or of names."""
    names = {name for name in Group.__slots__ if name != "name"}
    order = ORDER.get(dimension, [])
    found = sorted(
        rows, key=lambda r: (order.index(r["group"]) if r["group"] in order else 99, group_words(dimension, r))
    )
    return tuple(Group(name=group_words(dimension, r), **{k: v for k, v in r.items() if k in names}) for r in found)


@dataclass(frozen=True, slots=True)
class PeriodReports:
    """A period and its live report. `needed`: the period will not close without one."""

    period_id: int
    title: str
    state: str
    needed: bool
    report_id: int | None
    report_state: str
    report_label: str
    official: str


def periods_with_reports(actor: Actor) -> tuple[PeriodReports, ...]:
    """Every opened period, newest first, with its live report. Two statements."""
    check_reads_agency(actor)
    live = {
        r.period_id: r
        for r in FairnessReport.objects.exclude(state="replaced").select_related("official").defer("content")
    }
    periods = Period.objects.select_related("cycle").exclude(state="ahead").order_by("-ends_on", "-number")
    return tuple(_line(period, live.get(period.pk)) for period in periods)


def _line(period: Period, report: FairnessReport | None) -> PeriodReports:
    return PeriodReports(
        period.pk,
        period_words(period, period.cycle.year),
        period.state,
        is_required(period),
        report.pk if report else None,
        report.state if report else "",
        report.get_state_display() if report else "",
        report.official.full_name if report else "",
    )


def is_required(period: Period) -> bool:
    """Whether the period closes only over a signed report; the trigger of the database holds the same."""
    return period.kind == Period.Kind.YEAR and period.ends_on >= REPORT_REQUIRED_FROM


def closing_refusals(period_id: int) -> Iterator[str]:
    """Why the period may not close yet, as far as fairness goes. At most three statements."""
    period = Period.objects.filter(pk=period_id).first()
    if period is None or not is_required(period):
        return
    signed = FairnessReport.objects.filter(period=period, state="signed").values_list("fingerprint", flat=True).first()
    if signed is None:
        yield _("Tahun ini ditutup setelah laporan keadilannya ditandatangani pejabat yang ditunjuk.")
    elif signed != fingerprint(period_id):
        yield _("Penilaian berubah setelah laporan keadilan ditandatangani. Buat dan tandatangani laporan baru.")


def officials(actor: Actor) -> list[tuple[int, str]]:
    """Who may be named to sign: heads in high posts, without the actor. One statement."""
    posts = Assignment.objects.on(clock.today()).filter(Q(position__is_head=True, position__kind__in=HIGH_POSTS))
    found = posts.exclude(person=actor.person_id).select_related("person", "position").order_by("person__name")
    return [(post.person_id, f"{post.person.full_name}, {post.position.title}") for post in found]
