"""The year, step by step, each done by who may do it on the page where it is done."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import Counter
from typing import Any

from django.db import connections

from lab.people import visitor
from lab.turned import Calendar
from lab.visitor import Form, Page, Refused, Visitor
from lab.year import each, until
from prestasi.accounts.models import RoleGrant, User
from prestasi.calibration.models import BulkConfirmation, Determination
from prestasi.core import jobs
from prestasi.fairness.models import FairnessReport, PeriodOpening, Simulation
from prestasi.performance.models import Cycle, Evaluation, Indicator, Period, Plan, Progress

REASON = "Sesuai bukti yang diperiksa bersama tim."
RETURNED_EVERY = 30
RATINGS = (2, 2, 2, 2, 2, 2, 1, 1, 3)


class Replay:
    """The whole agency for one year after the last one there is."""

    def __init__(self, calendar: Calendar, port: int, quarters: int) -> None:
        self.calendar, self.port, self.quarters = calendar, port, quarters
        self.year = (Cycle.objects.order_by("-year").values_list("year", flat=True).first() or 2026) + 1
        self.counts: Counter[str] = Counter()
        self.refusals, self.sent, self.people = 0, 0, 0
        self.signed_in: dict[int, Visitor] = {}
        self.by_person = dict(User.objects.filter(person__isnull=False, is_active=True).values_list("person", "pk"))

    def run(self) -> None:
        self._turn(dt.date(self.year - 1, 12, 1))
        self._prepare()
        self._turn(dt.date(self.year, 1, 5))
        self._plan()
        for number in range(1, self.quarters + 1):
            self._quarter(number)
        self._period(5, dt.date(self.year + 1, 1, 7))

    # -- moving through the year

    def _turn(self, day: dt.date) -> None:
        """Another day: everybody signs in anew, what happens once a day has happened."""
        self.calendar.turn_to(day)
        self.sent += sum(one.sent for one in self.signed_in.values())
        self.signed_in.clear()
        connections.close_all()
        for task in ("performance.daily",):
            jobs.app.configure_task(task, queue="default").defer(timestamp=0)
        print(f"-- {day:%d %B %Y}", flush=True)

    def _as(self, person: int) -> Visitor:
        if person not in self.signed_in:
            self.signed_in[person] = visitor(self.port, User.objects.get(pk=self.by_person[person]))
        return self.signed_in[person]

    def _office(self, role: str) -> Visitor:
        today = self._today()
        grants = RoleGrant.objects.on(today).filter(role=role, unit__isnull=True, user__person__isnull=False)
        return self._as(grants.values_list("user__person", flat=True)[0])

    def _today(self) -> dt.date:
        from prestasi.core import clock

        return clock.today()

    # -- planning

    def _prepare(self) -> None:
        analyst = self._office("analyst")
        form = analyst.get("/periode/tahun-berikutnya/").form("tahun-berikutnya")
        assert form is not None
        analyst.send(form, plan_due_on=f"{self.year}-01-31")
        self.counts["years prepared"] += 1

    def _plan(self) -> None:
        """From the top down, so that everybody finds what the superior has taken over."""
        for rank, people in itertools.groupby(self._by_depth(), key=lambda pair: pair[0]):
            each(f"plans of level {rank}", [person for _rank, person in people], self._write_plan)
        plans = list(Plan.objects.filter(cycle__year=self.year, state="submitted").values_list("pk", "rater"))
        each("agreed", plans, self._agree)
        self.people = Plan.objects.filter(cycle__year=self.year, state="agreed").values("person").distinct().count()

    def _by_depth(self) -> list[tuple[int, int]]:
        with connections["default"].cursor() as cursor:
            cursor.execute(
                """WITH RECURSIVE line AS (
                     SELECT p.id, 0 AS depth FROM people_person p WHERE p.left_on IS NULL AND NOT EXISTS (
                       SELECT 1 FROM people_reportingline r WHERE r.person_id = p.id AND r.valid_from <= %(day)s
                        AND (r.valid_to IS NULL OR r.valid_to > %(day)s))
                     UNION ALL SELECT r.person_id, line.depth + 1 FROM line JOIN people_reportingline r
                       ON r.superior_id = line.id AND r.valid_from <= %(day)s
                        AND (r.valid_to IS NULL OR r.valid_to > %(day)s))
                   SELECT max(depth), id FROM line GROUP BY id ORDER BY 1, 2""",
                {"day": self._today()},
            )
            return [(depth, person) for depth, person in cursor.fetchall() if person in self.by_person]

    def _write_plan(self, person: int) -> None:
        me = self._as(person)
        start = me.get(f"/rencana/?tahun={self.year}").form("/rencana/mulai/")
        if start is None:
            self.counts["people without an obligation to plan"] += 1
            return
        draft = me.send(start, expected=frozenset({302, 422}))
        if draft.status == 422:
            self.counts["people without an obligation to plan"] += 1
            return
        page = me.get(draft.path)
        for pattern in ("ambil-semua", "/ambil/hasil/", "/ambil/sasaran/"):
            if form := page.form(pattern):
                me.send(form)
                break
        self._submit(me, int(draft.path.split("/")[2]))

    def _submit(self, me: Visitor, plan: int) -> None:
        page = me.get(f"/rencana/{plan}/ajukan/")
        form = page.form(f"/rencana/{plan}/ajukan/")
        if form is None:
            self._mend(me, plan)
            form = me.get(f"/rencana/{plan}/ajukan/").form(f"/rencana/{plan}/ajukan/")
        if form is None:
            self.counts["plans that could not be sent"] += 1
            return
        me.send(form)
        self.counts["plans sent"] += 1

    def _mend(self, me: Visitor, plan: int) -> None:
        """Link what is not linked to the first result of the superior; give targets that are missing."""
        draft = me.get(f"/rencana/{plan}/susun/")
        for address in draft.links(r"/rencana/hasil/\d+/tautan/[^\"]*"):
            page = me.get(address)
            form = next((f for f in page.forms if "/tautan/" in f.action), None)
            target = _first_choice(page, "target")
            if form is not None and target:
                me.send(form, expected=frozenset({302, 422}), target=target)

    def _agree(self, pair: tuple[int, int]) -> None:
        plan, rater = pair
        me = self._as(rater)
        page = me.get(f"/rencana/{plan}/tinjau/")
        if plan % RETURNED_EVERY == 0 and (form := page.form("/kembalikan/")):
            me.send(form, reason="Sebut angka target tahun ini, bukan tahun lalu.")
            owner = self._as(Plan.objects.get(pk=plan).person_id)
            self._submit(owner, plan)
            self.counts["plans returned and sent again"] += 1
            page = me.get(f"/rencana/{plan}/tinjau/")
        form = page.form("/setujui/")
        if form is None:
            raise Refused(f"plan {plan}: no way to agree for {me.name}")
        me.send(form)
        self.counts["plans agreed"] += 1

    # -- a quarter

    def _quarter(self, number: int) -> None:
        period = Period.objects.get(cycle__year=self.year, number=number)
        self._turn(period.ends_on - dt.timedelta(days=2))
        plans = list(Plan.objects.filter(cycle__year=self.year, state="agreed").values_list("pk", "person"))
        each("reports", plans, lambda pair: self._report(*pair))
        waiting = Progress.objects.filter(plan__cycle__year=self.year, state="reported")
        each("verified", list(waiting.values_list("pk", "plan__rater")), lambda pair: self._verify(*pair))
        self._period(number, period.ends_on + dt.timedelta(days=3))

    def _report(self, plan: int, person: int) -> None:
        me = self._as(person)
        form = me.get("/capaian/catat/").form("/capaian/catat/")
        if form is None:
            return
        for indicator in Indicator.objects.filter(result__plan=plan, dropped_at=None, result__dropped_at=None)[:3]:
            page = me.get(f"/capaian/catat/?indikator={indicator.pk}")
            form = page.form("/capaian/catat/")
            if form is None:
                continue
            given = {"level": "2"} if indicator.levels else {"value": _value(indicator)}
            me.send(form, indicator=str(indicator.pk), link="https://contoh.go.id/laporan", **given)
            self.counts["reports"] += 1

    def _verify(self, progress: int, rater: int) -> None:
        me = self._as(rater)
        me.send(self._bare(me, "/tinjau/", f"/tinjau/{progress}/terima/"))
        self.counts["reports accepted"] += 1

    def _bare(self, me: Visitor, page: str, action: str) -> Form:
        """A form that is one button, with the token of a page of the same session."""
        token = me.cookies.get("csrftoken") or ""
        if not token:
            me.get(page)
            token = me.cookies.get("csrftoken", "")
        return Form(action, [("csrfmiddlewaretoken", token)])

    # -- a period

    def _period(self, number: int, day: dt.date) -> None:
        self._turn(day)
        period = Period.objects.get(cycle__year=self.year, number=number)
        self._open(period)
        self._achievements(period)
        rows = Evaluation.objects.filter(period=period, state__in=["open", "self"])
        each("self-assessed", list(rows.values_list("pk", "person")), lambda pair: self._assess(*pair))
        self._rate(period)
        self._confirm(period)
        self._determine(period)
        released = Evaluation.objects.filter(period=period, released_at__isnull=False, state="confirmed")
        each("received", list(released.values_list("pk", "person")), lambda pair: self._receive(*pair))
        self._close(period)

    def _open(self, period: Period) -> None:
        analyst, second = self._office("analyst"), self._office("admin")
        form = analyst.get(f"/periode/{period.pk}/siapkan/").form("/siapkan/")
        assert form is not None
        place = analyst.send(form).path
        until("the simulation", lambda: not Simulation.objects.filter(state__in=["waiting", "running"]).exists())
        opening = PeriodOpening.objects.filter(period=period).latest("pk")
        form = analyst.get(place).form("/ajukan/")
        assert form is not None
        analyst.send(form)
        form = second.get(f"/pembukaan/{opening.pk}/").form("/setujui/")
        assert form is not None
        second.send(form)
        self.counts["periods opened by two persons"] += 1

    def _achievements(self, period: Period) -> None:
        heads = set(Plan.objects.filter(cycle__year=self.year, is_unit_head=True).values_list("person", flat=True)) | {
            person for depth, person in self._by_depth() if depth == 0
        }
        each("achievements", sorted(heads & set(self.by_person)), lambda person: self._set_levels(person, period))

    def _set_levels(self, person: int, period: Period) -> None:
        me = self._as(person)
        page = me.get("/capaian-organisasi/")
        for address in page.links(rf"/capaian-organisasi/\d+/{period.pk}/") if page.status == 200 else ():
            form = me.get(address).form("/capaian-organisasi/")
            if form is not None:
                me.send(form, level="BAIK", reason="Capaian perjanjian kinerja tercapai.")
                self.counts["achievements of units set"] += 1

    def _assess(self, evaluation: int, person: int) -> None:
        me = self._as(person)
        form = me.get(f"/hasil/{evaluation}/evaluasi-diri/").form("evaluasi-diri")
        if form is None:
            return
        given = dict.fromkeys(_names(me.get(f"/hasil/{evaluation}/evaluasi-diri/"), r"r\d+"), "2")
        me.send(form, **given, note="Semua bukti sudah diunggah.")
        self.counts["self-assessments"] += 1

    def _rate(self, period: Period) -> None:
        """Heads first: their own rating comes from what their unit achieved."""
        rows = Evaluation.objects.filter(period=period, state__in=["open", "self"], rater__isnull=False)
        each("rated", list(rows.values_list("pk", "plan__rater")), lambda pair: self._rate_one(*pair))

    def _rate_one(self, evaluation: int, rater: int) -> None:
        me, chance = self._as(rater), random.Random(evaluation)
        page = me.get(f"/nilai/{evaluation}/")
        form = page.form(rf"/nilai/{evaluation}/$")
        if form is None:
            self.refusals += 1
            return
        rating = chance.choice(RATINGS)
        given: dict[str, str] = {}
        for name in _names(page, r"r\d+"):
            given |= {name: str(rating), f"a{name[1:]}": REASON}
        given |= {f"p{n}": "2" for n in range(1, 8)} | {"result_rating": str(rating), "behaviour_rating": "2"}
        given |= dict.fromkeys(("result_reason", "behaviour_reason", "note", "without_achievement_reason"), REASON)
        me.send(form, **given)
        self.counts["ratings"] += 1

    def _confirm(self, period: Period) -> None:
        rows = Evaluation.objects.filter(period=period, state="rated")
        people = sorted(set(rows.values_list("plan__rater_superior", flat=True)) - {None})
        each("confirmed in bulk", people, self._confirm_all)
        waiting = BulkConfirmation.objects.filter(state="running")
        until("bulk confirmation", lambda: not waiting.exists(), lambda: (list(waiting.values()), _jobs()))
        left = list(rows.values_list("pk", "state", "rater_superior", "plan__rater_superior", "plan__state")[:5])
        assert not left, f"rated, and nobody could confirm: {left}"
        self.counts["results confirmed"] += Evaluation.objects.filter(period=period, state="confirmed").count()

    def _confirm_all(self, person: int) -> None:
        """All at once; a single one has its own button."""
        me = self._as(person)
        page = me.get("/nilai/penetapan/")
        if (form := page.form("/penetapan/massal/")) is not None:
            me.send(form)
            return
        for form in page.forms:
            if form.action.endswith("/tetapkan/"):
                me.send(form)

    def _determine(self, period: Period) -> None:
        """Every head puts the own unit forward, the office of personnel sets; what a unit above has set stays set."""
        heads = Evaluation.objects.filter(period=period, is_unit_head=True).values_list("person", flat=True)
        for person in sorted(set(heads)):
            me = self._as(person)
            for address in me.get("/penetapan/").links(rf"/penetapan/\d+/{period.pk}/"):
                if (form := me.get(address).form("/ajukan/")) is not None:
                    me.send(form, expected=frozenset({302, 409}), reason=REASON)
        analyst = self._office("analyst")
        for found in Determination.objects.filter(period=period, state="requested"):
            page = analyst.get(f"/penetapan/{found.unit_id}/{period.pk}/")
            if (form := page.form("/tetapkan/")) is not None:
                answer = analyst.send(form, expected=frozenset({302, 409}))
                self.counts["units determined by two persons"] += answer.status == 302

    def _receive(self, evaluation: int, person: int) -> None:
        me = self._as(person)
        if (form := me.get(f"/hasil/{evaluation}/").form("/terima/")) is not None:
            me.send(form)
            self.counts["results received"] += 1

    def _close(self, period: Period) -> None:
        analyst = self._office("analyst")
        if period.kind == Period.Kind.YEAR:
            self._fairness(analyst, period)
        form = analyst.get(f"/periode/{period.pk}/tutup/").form("/tutup/")
        assert form is not None, f"period {period.number} cannot be closed"
        analyst.send(form)
        self.counts["periods closed"] += 1

    def _fairness(self, analyst: Visitor, period: Period) -> None:
        page = analyst.get(f"/keadilan/periode/{period.pk}/")
        form, official = page.form("/keadilan/"), _first_choice(page, "official")
        assert form is not None
        analyst.send(form, official=official)
        report = FairnessReport.objects.filter(period=period).latest("pk")
        signer = self._as(report.official_id)
        form = signer.get(f"/keadilan/laporan/{report.pk}/").form("tanda-tangan")
        assert form is not None
        signer.send(form, statement="Selisih yang ditandai sudah diperiksa bersama kepala perangkat daerah.")
        self.counts["fairness reports signed"] += 1


def _jobs() -> list[object]:
    """What the queue still holds."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT task_name, status, attempts FROM procrastinate_jobs WHERE status <> 'succeeded' LIMIT 20"
        )
        return cursor.fetchall()


def _names(page: Page, pattern: str) -> list[str]:
    """Names of the fields on a page that match as a whole, each once."""
    import re

    return list(dict.fromkeys(re.findall(rf'name="({pattern})"', page.text)))


def _first_choice(page: Page, name: str) -> str:
    """The first value that a list or a group of buttons of that name offers."""
    import re

    found = re.search(rf'<select[^>]*name="{name}".*?<option value="([^"]+)"', page.text, re.DOTALL)
    found = found or re.search(rf'name="{name}"[^>]*value="([^"]+)"', page.text)
    return found[1] if found else ""


def _value(indicator: Any) -> str:
    """A figure near the target, with the decimal comma."""
    target = indicator.target or indicator.target_low or 1
    share = random.Random(indicator.pk).choice([88, 95, 100, 103, 110])
    return f"{target * share / 100:.2f}".replace(".", ",")
