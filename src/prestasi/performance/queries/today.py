"""G01 Hari ini: the year's ruler, at most seven acts, own standing, the superior, the last receipts.

Seven statements: plan, periods with evaluations, indicators, reports, superior, receipts, what waits from the team;
one for all doors of `providers.today_items` and at most one for each that has something.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prestasi.audit.kinds import KINDS
from prestasi.audit.models import Event
from prestasi.core import clock, formats, providers
from prestasi.core.actor import Actor
from prestasi.people.models import Assignment, ReportingLine
from prestasi.performance.models import Period, Plan, Progress
from prestasi.performance.queries.achievement import IndicatorStanding, Standing, standings
from prestasi.performance.queries.report import Due, dues_of
from prestasi.performance.queries.waiting import Waiting, waiting_for
from prestasi.performance.queries.words import PREDICATE_TONES, ROMAN, period_words, predicate_word
from prestasi.performance.states_evaluation import DECIDED

MOST_ACTS = 7
SOON = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do: a verb, its context, until when, one button."""

    title: str
    text: str
    icon: str
    verb: str
    href: str
    due_on: dt.date | None = None

    @property
    def tone(self) -> str:
        if self.due_on is None:
            return "none"
        left = (self.due_on - clock.today()).days
        return "late" if left < 0 else "soon" if left <= 2 else "date"

    @property
    def due(self) -> str:
        if self.due_on is None:
            return ""
        near = abs((self.due_on - clock.today()).days) <= 7
        day = formats.day_and_month(self.due_on)
        return f"{day} · {formats.days_left(self.due_on, clock.today())}" if near else day


@dataclass(frozen=True, slots=True)
class Quarter:
    """One stretch of the ruler."""

    name: str
    is_past: bool
    is_current: bool
    words: str
    tone: str
    href: str


@dataclass(frozen=True, slots=True)
class Superior:
    id: int
    name: str
    initials: str
    post: str
    since: dt.date
    capacity: str


@dataclass(frozen=True, slots=True)
class LastReceipt:
    title: str
    at: dt.datetime
    number: str
    hash: str


@dataclass(frozen=True, slots=True)
class Today:
    greeting: str
    name: str
    date: dt.date
    year: int
    quarters: tuple[Quarter, ...]
    passed: str
    acts: tuple[Act, ...]
    later: tuple[Act, ...]
    indicators: tuple[IndicatorStanding, ...]
    superior: Superior | None
    receipts: tuple[LastReceipt, ...]
    plan_url: str
    waiting: Waiting = field(default_factory=Waiting)

    @property
    def summary(self) -> str:
        """ "5 hal menunggu Anda, 2 di antaranya sebelum Sabtu"."""
        if not self.acts:
            return _("Tidak ada yang menunggu Anda.")
        count = ngettext("%(n)s hal menunggu Anda", "%(n)s hal menunggu Anda", len(self.acts)) % {"n": len(self.acts)}
        near = sum(1 for act in self.acts if act.due_on and act.due_on <= self.date + SOON)
        return f"{count}, " + _("%(n)s di antaranya dalam tujuh hari") % {"n": near} if near else count


def today_page(actor: Actor) -> Today:
    """Everybody's first page."""
    day = clock.today()
    plan = _plan(actor, day)
    periods = _periods(actor, plan.cycle.year if plan else day.year)
    found = standings([plan.pk], plan.starts_on, day).get(plan.pk, {}) if plan and plan.version else {}
    dues = dues_of(plan, found.values(), day, _closed(periods)) if plan else ()
    waiting = waiting_for(actor)
    own = [*_acts(plan, periods, found, dues, waiting), *_provided(actor, day)]
    acts = sorted(own, key=lambda act: act.due_on or dt.date.max)
    urgent = [act for act in acts if act.due_on is None or act.due_on <= day + 3 * SOON]
    return Today(
        greeting=greeting(clock.now()), name=first_name(actor.name), date=day,
        year=plan.cycle.year if plan else day.year,
        quarters=tuple(_quarter(period, day) for period in periods if period.kind == Period.Kind.QUARTER),
        passed=_passed(day), acts=tuple(urgent[:MOST_ACTS]),
        later=tuple([act for act in acts if act not in urgent][:3]),
        indicators=tuple(i for standing in found.values() for i in standing.indicators)[:5],
        superior=_superior(actor, day), receipts=_receipts(actor), plan_url=_url("performance:plan"), waiting=waiting,
    )  # fmt: skip


def first_name(full_name: str) -> str:
    """ "dr. Bima Rekaan, M.Kes." -> "Bima"."""
    words = [word for word in full_name.split(",")[0].split() if not word.endswith(".")]
    return words[0] if words else full_name


def greeting(now: dt.datetime) -> str:
    hour = int(formats.clock_time(now)[:2])
    return next(
        words for until, words in
        ((11, _("Selamat pagi")), (15, _("Selamat siang")), (18, _("Selamat sore")), (25, _("Selamat malam")))
        if hour < until
    )  # fmt: skip


def _plan(actor: Actor, day: dt.date) -> Plan | None:
    plans = Plan.objects.filter(person=actor.person_id, starts_on__lte=day).select_related("cycle")
    return plans.order_by("-starts_on").first()


def _closed(periods: list[Period]) -> dt.date | None:
    """Last day of the closed quarters; nothing is asked for a day up to it."""
    quarters = [p for p in periods if p.kind == Period.Kind.QUARTER and p.state == Period.State.CLOSED]
    return max((period.ends_on for period in quarters), default=None)


def _periods(actor: Actor, year: int) -> list[Period]:
    """Periods of the year, each with the own evaluation's id, state and predicate where there is one."""
    own = FilteredRelation("evaluations", condition=Q(evaluations__person=actor.person_id))
    rows = Period.objects.filter(cycle__year=year).annotate(own=own, own_id=F("own__pk"), own_state=F("own__state"))
    rows = rows.annotate(own_released_at=F("own__released_at"))
    found: dict[int, Period] = {}
    for period in rows.annotate(own_predicate=F("own__predicate")).order_by("number", "own__plan__starts_on"):
        found[period.number] = period
    return list(found.values())


def _quarter(period: Period, day: dt.date) -> Quarter:
    state, predicate = period.own_state, period.own_predicate  # type: ignore[attr-defined]
    is_current = period.starts_on <= day <= period.ends_on
    words, tone, href = "", "", ""
    is_released = period.own_released_at is not None  # type: ignore[attr-defined]
    if state in DECIDED and is_released:
        href = reverse("performance:my_result", args=[period.own_id])  # type: ignore[attr-defined]
        words, tone = predicate_word(predicate), PREDICATE_TONES.get(predicate, "")
    if state == "confirmed":
        words, tone = (_("hasil siap dibuka") if is_released else _("menunggu rilis bersama")), ""
    elif is_current:
        words = _("berjalan, sisa %(n)s hari") % {"n": (period.ends_on - day).days}
    elif state == "open":
        words = _("evaluasi diri s.d. %(day)s") % {"day": formats.short_date(period.self_due_on).rsplit(" ", 1)[0]}
    elif state in {"self", "rated"}:
        words = _("sedang dinilai")
    elif state == "skipped":
        words = _("tidak dinilai")
    return Quarter(_("Triwulan %s") % ROMAN[period.number], period.ends_on < day, is_current, words, tone, href)


def _passed(day: dt.date) -> str:
    """Share of the year that has passed, as a length."""
    start, after = dt.date(day.year, 1, 1), dt.date(day.year + 1, 1, 1)
    return f"{(day - start).days * 1000 // (after - start).days / 10:.1f}%"


def _acts(
    plan: Plan | None, periods: list[Period], found: dict[int, Standing], dues: tuple[Due, ...], waiting: Waiting
) -> Iterator[Act]:
    yield from _plan_acts(plan)
    yield from _returned_acts(found)
    if dues and plan and plan.state not in {"closed", "ended"}:
        yield _due_act(dues[0])
    for period in periods:
        yield from _period_acts(period)
    yield from _team_acts(waiting)


def _provided(actor: Actor, day: dt.date) -> Iterator[Act]:
    """What other pages and higher apps have for the actor."""
    for item in providers.today_items.collect(actor, day):
        yield Act(item.title, item.text, item.icon, item.verb, item.href, item.due_on)


def _plan_acts(plan: Plan | None) -> Iterator[Act]:
    href = _url("performance:plan")
    if plan is None or not href:
        return
    due = plan.cycle.plan_due_on if plan.version == 0 else None
    if plan.state == "returned":
        yield Act(_("Perbaiki rencana kinerja"), plan.returned_reason, "file-alert", _("Perbaiki"), href, due)
    elif plan.state == "draft":
        text = _("Rencana %(year)s belum diajukan.") % {"year": plan.cycle.year}
        yield Act(_("Ajukan rencana kinerja"), text, "target-arrow", _("Lanjutkan"), href, due)


def _returned_acts(found: dict[int, Standing]) -> Iterator[Act]:
    for standing in found.values():
        for indicator in standing.indicators:
            for point in indicator.points:
                if point.state == Progress.State.RETURNED:
                    text = _("%(name)s, capaian sampai %(day)s") % {
                        "name": indicator.name, "day": formats.plain_date(point.on),
                    }  # fmt: skip
                    yield Act(
                        _("Ganti bukti yang dikembalikan"), text, "file-alert", _("Ganti"),
                        f"{reverse('performance:report')}?ganti={point.id}", point.on + SOON,
                    )  # fmt: skip


def _due_act(due: Due) -> Act:
    last = next((p for p in reversed(due.indicator.points) if p.value is not None and p.state != "returned"), None)
    text = due.indicator.name
    if last is not None:
        text += _(", terakhir %(value)s %(unit)s pada %(day)s") % {
            "value": formats.number(f"{last.value.normalize():f}") if last.value is not None else "",
            "unit": due.indicator.unit, "day": formats.plain_date(last.on),
        }  # fmt: skip
    href = f"{reverse('performance:report')}?indikator={due.indicator.id}"
    return Act(_("Catat capaian"), text, "pencil-plus", _("Catat"), href, due.due_on)


def _period_acts(period: Period) -> Iterator[Act]:
    state, pk = period.own_state, period.own_id  # type: ignore[attr-defined]
    words = period_words(period)
    if state == "confirmed":
        text = _("Membuka hasil mencatat tanggal terima; sejak itu Anda dapat menyatakan keberatan.")
        yield Act(_("Buka hasil %s") % words, text, "award", _("Buka"), reverse("performance:my_result", args=[pk]))
    elif state == "open" and period.state == Period.State.OPEN:
        text = _("Tidak wajib, tetapi penilai membacanya sebelum menilai.")
        href = reverse("performance:self_assessment", args=[pk])
        yield Act(_("Isi evaluasi diri %s") % words, text, "clipboard-check", _("Isi"), href, period.self_due_on)


def _team_acts(waiting: Waiting) -> Iterator[Act]:
    if waiting.to_rate:
        title = ngettext("Nilai %(n)s pegawai", "Nilai %(n)s pegawai", waiting.to_rate) % {"n": waiting.to_rate}
        text = _("Bukti, umpan balik, dan usulan hitungan sudah terkumpul.")
        yield Act(title, text, "checklist", _("Nilai"), reverse("performance:rating_queue"), waiting.rate_due_on)
    if waiting.to_confirm:
        title = _("Tetapkan %(n)s hasil penilaian") % {"n": waiting.to_confirm}
        href = reverse("performance:confirmations")
        yield Act(
            title, _("Sudah dinilai pejabat penilai."), "rubber-stamp", _("Tetapkan"), href, waiting.confirm_due_on
        )
    if waiting.reviews:
        title = _("Tinjau %(n)s kiriman tim Anda") % {"n": waiting.reviews}
        text = _("%(plans)s rencana kinerja, %(reports)s capaian dengan bukti") % {
            "plans": waiting.plans, "reports": waiting.reports,
        }  # fmt: skip
        yield Act(title, text, "inbox", _("Tinjau"), reverse("performance:review"))


def _superior(actor: Actor, day: dt.date) -> Superior | None:
    post = Assignment.objects.on(day).filter(person=OuterRef("superior")).order_by("kind").values("position__title")
    line = (
        ReportingLine.objects.on(day)
        .filter(person=actor.person_id)
        .select_related("superior")
        .annotate(post=Subquery(post[:1]))
        .first()
    )
    if line is None:
        return None
    leader = line.superior
    return Superior(leader.pk, leader.full_name, formats.initials(leader.full_name), line.post or "", line.valid_from,
                    "" if line.capacity == "definitive" else line.capacity.capitalize())  # fmt: skip


def _receipts(actor: Actor) -> tuple[LastReceipt, ...]:
    events = Event.objects.filter(actor_person_id=actor.person_id).exclude(kind__startswith="account.")
    return tuple(
        LastReceipt(
            str(KINDS[event.kind].title) if event.kind in KINDS else event.kind, event.at, event.number, event.hash
        )
        for event in events.order_by("-id")[:3]
    )


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
