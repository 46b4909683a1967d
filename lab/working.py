"""What happens inside a quarter: reports with evidence, daily entries, verification, dialogues."""

from __future__ import annotations

import random
import uuid
from typing import Any

from lab.replay import Replay, needed
from prestasi.people.queries.superior import superior_of
from prestasi.performance.models import Indicator, Plan, Progress

REPORTS_EACH = 1
RETURNED_EVERY = 40
LINK = "https://contoh.go.id/laporan"


def report(replay: Replay) -> None:
    plans = Plan.objects.filter(cycle__year=replay.year, state="agreed")
    reported = set(
        Progress.objects.filter(plan__in=plans, reported_at__date=replay.day()).values_list("plan", flat=True)
    )
    rows = [row for row in plans.values_list("pk", "person").order_by("pk") if row[0] not in reported]
    replay.each("reports", rows, lambda row: report_plan(replay, *row))


def report_plan(replay: Replay, plan: int, person: int) -> None:
    me = replay.as_(person)
    rows = Indicator.objects.filter(result__plan=plan, dropped_at=None, result__dropped_at=None).order_by("pk")
    for indicator in rows[:REPORTS_EACH]:
        form = me.get(f"/capaian/catat/?indikator={indicator.pk}").form("/capaian/catat/")
        if form is None:
            continue
        given = {"level": "2"} if indicator.levels else {"value": value_of(indicator)}
        sent = {"indicator": str(indicator.pk), "link": LINK} | given
        if me.post(form, sent, frozenset({302, 409})).status == 302:
            replay.count("reports")
        else:
            replay.journal.refuse("a report on a day of a closed period")


def value_of(indicator: Any) -> str:
    """A figure near the target, with the decimal comma."""
    target = indicator.target or indicator.target_low or 1
    share = random.Random(indicator.pk).choice([88, 95, 100, 103, 110])
    return f"{target * share / 100:.2f}".replace(".", ",")


def verify(replay: Replay) -> None:
    """Today's superior accepts; one report in forty goes back and is sent again."""
    waiting = Progress.objects.filter(plan__cycle__year=replay.year, state="reported").order_by("pk")
    rows = list(waiting.values_list("pk", "plan__person"))
    replay.each("accepted", rows, lambda row: verify_one(replay, *row))


def verify_one(replay: Replay, progress: int, person: int) -> None:
    rater = superior_of(person, replay.day())
    if rater is None or rater not in replay.by_person:
        replay.count("reports of people without a superior")
        return
    if progress % RETURNED_EVERY == 0:
        progress = sent_again(replay, progress, rater, person)
    me = replay.as_(rater)
    me.send(me.button(f"/tinjau/{progress}/terima/", "/tinjau/"))
    replay.count("reports accepted")


def sent_again(replay: Replay, progress: int, rater: int, person: int) -> int:
    """The report goes back with a reason; the person sends another in its place. Its id."""
    if not Progress.objects.filter(replaces=progress).exists():
        superior = replay.as_(rater)
        form = needed(superior.get(f"/tinjau/r{progress}/"), "/kembalikan/", superior)
        superior.send(form, reason="Tautannya bukan milik periode ini.")
        me = replay.as_(person)
        me.send(needed(me.get(f"/capaian/catat/?ganti={progress}"), "/capaian/catat/", me), link=LINK)
        replay.count("reports returned and sent again")
    return int(Progress.objects.get(replaces=progress).pk)


def write_entries(replay: Replay) -> None:
    """Every fifth person keeps the daily log."""
    plans = Plan.objects.filter(cycle__year=replay.year, state="agreed").order_by("pk")
    rows = list(plans.values_list("pk", "person"))[::5]
    replay.each("daily entries", rows, lambda row: write_entry(replay, *row))


def write_entry(replay: Replay, plan: int, person: int) -> None:
    me = replay.as_(person)
    page = me.get("/catatan/")
    form = page.form("/catatan/tulis/")
    choices = Plan.objects.get(pk=plan).results.filter(dropped_at=None).values_list("pk", flat=True)
    if form is None or not choices:
        replay.count("people who cannot write daily entries")
        return
    day = replay.day()
    for hour in (7, 8):
        answer = me.send(
            form, expected=frozenset({302, 409, 422}), activity=f"Menyusun laporan kegiatan pukul {hour}",
            result=str(choices[0]), on=day.isoformat(), starts=f"{hour:02}:00", ends=f"{hour:02}:50",
            realisation="1", unit_of_measure="laporan", key=str(uuid.uuid4()),
        )  # fmt: skip
        replay.count("daily entries" if answer.status == 302 else "daily entries refused")
