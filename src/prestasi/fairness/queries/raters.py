"""*Kebiasaan menilai*: for the rater alone first; for the office as numbers of the agency, later one by one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.fairness import mapping
from prestasi.fairness.models import RaterFinding, RaterRun
from prestasi.fairness.permissions import check_reads_agency, check_reads_rater, makes
from prestasi.fairness.queries.words import finding_words, points

CODES = RaterFinding.Code.choices
SHARES = (("share_above", "sb"), ("share_meets", "b"), ("share_below", "bp"))
USUAL = 100


@dataclass(frozen=True, slots=True)
class Compared:
    """One estimate as a ratio to what is usual, in hundredths, with its interval and what it says in words."""

    title: str
    low: int
    value: int
    high: int
    words: str

    @property
    def scaled(self) -> tuple[float, float, float]:
        """Low, value and high on a scale from 4 to 20, for the chart."""
        low, value, high = (min(200, max(40, v)) / 10 for v in (self.low, self.value, self.high))
        return low, value, high


@dataclass(frozen=True, slots=True)
class Chance:
    """How often an average person would get the best predicate: from a usual rater and from this one, percent."""

    usual: int
    own: int
    own_low: int
    own_high: int
    is_proven: bool

    @property
    def scaled(self) -> tuple[float, float, float]:
        """Low, value and high on a scale from 0 to 10, for the chart."""
        return self.own_low / 10, self.own / 10, self.own_high / 10


@dataclass(frozen=True, slots=True)
class Habits:
    """The report of one rater. Points in tenths of -100..100; shares in percent; None: cannot be said."""

    finding_id: int
    rater_id: int
    name: str
    starts_on: dt.date
    ends_on: dt.date
    office_on: dt.date
    is_own: bool
    evaluations: int
    people: int
    shares: tuple[tuple[int, str], ...]
    agency_shares: tuple[tuple[int, str], ...]
    mean: int
    corrected: int | None
    leniency: int | None
    leniency_low: int | None
    leniency_high: int | None
    reliability: int | None
    shared_people: int
    shared_gap: int | None
    is_linked: bool
    few_links: bool
    compared: tuple[Compared, ...]
    chance: Chance | None
    findings: tuple[tuple[str, str, str], ...]
    first_read_at: dt.datetime | None

    @property
    def headline(self) -> str:
        """The report in one sentence."""
        if self.findings:
            return self.findings[0][0] + "."
        if self.leniency is None:
            return _("Belum dapat dibandingkan dengan penilai lain.")
        return _("Tidak terbukti berbeda dari penilai lain.")

    @property
    def chart(self) -> tuple[float, float, float] | None:
        """Leniency with its interval on a scale from -4 to 4, for the chart."""
        if self.leniency is None or self.leniency_low is None or self.leniency_high is None:
            return None
        return self.leniency_low / 100, self.leniency / 100, self.leniency_high / 100

    @property
    def interval_words(self) -> str:
        return f"{points(self.leniency_low)} " + _("sampai") + f" {points(self.leniency_high)}"

    @property
    def leniency_words(self) -> str:
        return points(self.leniency)

    @property
    def mean_words(self) -> str:
        return points(self.mean)

    @property
    def corrected_words(self) -> str:
        return points(self.corrected)

    @property
    def gap_words(self) -> str:
        return points(self.shared_gap)


def newest_run() -> RaterRun | None:
    """The last comparison of raters, None before the first."""
    return RaterRun.objects.order_by("-ends_on", "-id").first()


def own_habits(actor: Actor) -> Habits | None:
    """The newest report about the actor; None when nobody was rated. Two statements."""
    found = _findings().filter(rater=actor.person_id).order_by("-run__ends_on", "-run").first()
    if found is None or actor.on_behalf_of is not None:
        return None
    return _habits(found, actor)


def habits_of(actor: Actor, rater_id: int) -> Habits:
    """The newest report about a rater, past the gate that keeps it private first."""
    found = _findings().filter(rater=rater_id).order_by("-run__ends_on", "-run").first()
    check_reads_rater(actor, rater_id, found.run if found else None)
    if found is None:
        raise NotVisible
    return _habits(found, actor)


def _findings() -> Any:
    return RaterFinding.objects.select_related("run", "rater")


def _habits(found: RaterFinding, actor: Actor) -> Habits:
    figures, agency = found.figures, found.run.figures
    leniency = figures.get("leniency")
    return Habits(
        finding_id=found.pk,
        rater_id=found.rater_id,
        name=found.rater.full_name,
        starts_on=found.run.starts_on,
        ends_on=found.run.ends_on,
        office_on=found.run.office_on,
        is_own=found.rater_id == actor.person_id,
        evaluations=found.evaluations,
        people=found.people,
        shares=tuple((figures[name], tone) for name, tone in SHARES),
        agency_shares=tuple((agency["shares"][name.removeprefix("share_")], tone) for name, tone in SHARES),
        mean=figures["mean"],
        corrected=None if leniency is None else figures["mean"] - leniency,
        leniency=leniency,
        leniency_low=figures.get("leniency_low"),
        leniency_high=figures.get("leniency_high"),
        reliability=figures.get("reliability"),
        shared_people=figures.get("shared_people") or 0,
        shared_gap=figures.get("shared_gap"),
        is_linked=found.component is not None,
        few_links=not agency["is_known"],
        compared=tuple(_compared(figures)),
        chance=_chance(figures.get("predicate"), agency.get("predicate", {})),
        findings=tuple(finding_words(code) for code in found.codes.split()),
        first_read_at=found.read_at,
    )


def _chance(own: dict[str, int] | None, agency: dict[str, Any]) -> Chance | None:
    """None where the rater is not connected, or the agency's raters cannot be compared."""
    if not own or agency.get("usual") is None:
        return None
    is_proven = own["shift_low"] > 0 or own["shift_high"] < 0
    return Chance(agency["usual"], own["own"], own["own_low"], own["own_high"], is_proven)


def _compared(figures: dict[str, Any]) -> list[Compared]:
    titles = {
        "spread": (_("Jarak antarorang"), _("lebih sempit dari lazim"), _("lebih lebar dari lazim")),
        "halo": (_("Jarak antarbutir satu orang"), _("lebih seragam dari lazim"), _("lebih beragam dari lazim")),
        "noise": (_("Perubahan antartriwulan"), _("lebih tetap dari lazim"), _("lebih berubah dari lazim")),
    }
    found = []
    for name, (title, under, over) in titles.items():
        value, low, high = (figures.get(f"{name}{end}") for end in ("", "_low", "_high"))
        if value is not None and low is not None and high is not None:
            words = under if high < USUAL else over if low > USUAL else _("seperti lazimnya")
            found.append(Compared(title, low, value, high, words))
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """A rater in the office's list: raw mean and corrected mean side by side, in tenths."""

    rater_id: int
    name: str
    people: int
    mean: int
    corrected: int | None
    leniency: int | None
    interval: str
    findings: str
    is_linked: bool

    @property
    def mean_words(self) -> str:
        return points(self.mean)

    @property
    def corrected_words(self) -> str:
        return points(self.corrected)


@dataclass(frozen=True, slots=True)
class Overview:
    """What the office sees: counts of findings at once (small ones hidden), single raters after `office_on`."""

    run_id: int
    starts_on: dt.date
    ends_on: dt.date
    told_on: dt.date
    office_on: dt.date
    is_open: bool
    raters: int
    linked: int
    read: int
    links: int
    is_known: bool
    agreement: int | None
    variance: tuple[tuple[str, int], ...]
    counts: tuple[tuple[str, int | None], ...]
    lines: tuple[Line, ...]
    may_make: bool
    method: str
    sha256: str


def overview(actor: Actor, code: str = "", query: str = "", most: int = 60) -> Overview | None:
    """The agency's raters; None before the first run. Three statements."""
    check_reads_agency(actor)
    run = newest_run()
    if run is None:
        return None
    rows = list(run.findings.values_list("codes", "read_at"))
    is_open = run.office_on <= clock.today()
    figures = run.figures
    return Overview(
        run.pk, run.starts_on, run.ends_on, run.told_on, run.office_on, is_open, figures["raters"], figures["linked"],
        sum(read is not None for _codes, read in rows), figures["links"], figures["is_known"], figures["agreement"],
        _parts(figures["variance"]), _counts([codes for codes, _read in rows]),
        _lines(run, code, query, most) if is_open else (), makes(actor), run.method, run.sha256,
    )  # fmt: skip


def _parts(variance: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """Where differences between scores come from, in percent of the whole."""
    words = {"person": _("Orang yang dinilai"), "team": _("Tim"), "rater": _("Penilai"), "rest": _("Sisanya")}
    whole = sum(variance.values())
    return tuple((word, round(100 * variance[name] / whole)) for name, word in words.items()) if whole else ()


def _counts(codes: list[str]) -> tuple[tuple[str, int | None], ...]:
    """(finding, raters) with counts of one to four hidden."""
    labels = dict(RaterFinding.Code.choices)
    numbers = {code: sum(code in row.split() for row in codes) for code in labels}
    return tuple((str(labels[c]), n if n == 0 or n >= mapping.LIMIT else None) for c, n in numbers.items())


def _lines(run: RaterRun, code: str, query: str, most: int) -> tuple[Line, ...]:
    rows = run.findings.select_related("rater").annotate(plain=Q(codes="")).order_by("plain", "rater__name")
    if code in RaterFinding.Code.values:
        rows = rows.filter(codes__contains=code)
    elif code == "linked":
        rows = rows.filter(component__isnull=False)
    if query:
        rows = rows.filter(rater__name__icontains=query)
    return tuple(_line(row) for row in rows[:most])


def _line(row: RaterFinding) -> Line:
    figures, labels = row.figures, dict(RaterFinding.Code.choices)
    leniency = figures.get("leniency")
    interval = "" if leniency is None else f"{points(figures['leniency_low'])} – {points(figures['leniency_high'])}"
    return Line(
        row.rater_id, row.rater.full_name, row.people, figures["mean"],
        None if leniency is None else figures["mean"] - leniency, leniency, interval,
        ", ".join(str(labels[code]) for code in row.codes.split()), row.component is not None,
    )  # fmt: skip
