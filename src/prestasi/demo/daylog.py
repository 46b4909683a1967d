"""Daily entries (*catatan harian*) of the last weeks: the showcase team, the cast, and a share of others."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from prestasi.demo.daylog_words import ANSWER, ANY, BY_RESULT, GUARD, RETURNED, Work
from prestasi.demo.seeded import stream
from prestasi.demo.world import Table, World
from prestasi.worklog.padding import Line, findings

WEEKS = 6
OTHERS, MOST_OTHERS = 0.03, 300
LINK = "https://sim.example.go.id/laporan/{0}"
Person = dict[str, Any]


@dataclass(slots=True)
class Log:
    """Rows of both tables, ids running on."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)


def tables(world: World) -> Iterator[Table]:
    """`worklog_entry` and `worklog_question`."""
    assert world.showcase is not None
    today, log = world.order.today, Log()
    plans = world.frames["performance_plan"].filter(
        pl.col("version") > 0, pl.col("starts_on") <= today, pl.col("ends_on") >= today, pl.col("rater_id") > 0
    )
    random = stream(world.order.seed, "daylog")
    cast = {row + 1 for row in world.cast.values()}
    named = set(world.showcase.team) | cast
    draws = random.random(len(plans))
    others = set(plans.filter(pl.Series(draws < OTHERS))["person_id"].head(MOST_OTHERS).to_list())
    results = world.frames["performance_expectedresult"].filter(pl.col("plan_id").is_in(plans["id"].to_list()))
    texts = {key[0]: part.select("id", "text").rows() for key, part in results.group_by("plan_id")}
    guards = sorted(set(world.showcase.team) - cast)[-1:]
    for person in plans.filter(pl.col("person_id").is_in(list(named | others))).sort("id").iter_rows(named=True):
        own = np.random.default_rng([world.order.seed, int(person["person_id"])])
        _person(log, own, person, texts.get(person["id"], []), today, is_guard=person["person_id"] in guards)
    employee = world.cast["employee"] + 1
    _habits(log, employee, today)
    _ask(log, today)
    yield "worklog_entry", pl.DataFrame(log.entries, infer_schema_length=None)
    if log.questions:
        yield "worklog_question", pl.DataFrame(log.questions, infer_schema_length=None)


def _person(
    log: Log, random: np.random.Generator, plan: Person, results: list[tuple[int, str]], today: dt.date, *,
    is_guard: bool,
) -> None:  # fmt: skip
    """Working days of one person; about one in twelve stays empty."""
    first = max(plan["starts_on"], today - dt.timedelta(weeks=WEEKS))
    days = [first + dt.timedelta(days=n) for n in range((today - first).days)]
    for on in (day for day in days if day.weekday() < 5):
        if results and random.random() > 0.08:
            for at, result, work in _day(random, results, is_guard=is_guard):
                _entry(log, random, plan, on, at, result, work, today)


def _day(
    random: np.random.Generator, results: list[tuple[int, str]], *, is_guard: bool
) -> Iterator[tuple[int, int, Work]]:
    """Start in minutes, result and work, one after the other until the afternoon."""
    if is_guard:
        yield 14 * 60, results[0][0], GUARD
        return
    at = 7 * 60 + 30
    for _turn in range(int(random.integers(2, 6))):
        result, text = results[int(random.integers(len(results)))]
        works = _works(text)
        work = works[int(random.integers(len(works)))]
        if at + work[2] > 16 * 60:
            return
        yield at, result, work
        at += work[2] + int(random.integers(0, 4)) * 15


def _works(text: str) -> tuple[Work, ...]:
    """Work that serves a result."""
    return next((works for word, works in BY_RESULT if word in text.lower()), ANY)


def _entry(
    log: Log, random: np.random.Generator, plan: Person, on: dt.date, at: int, result: int, work: Work, today: dt.date
) -> None:
    text, unit, minutes, low, high = work
    number = len(log.entries) + 1
    is_seen = on < today.replace(day=1) and plan["person_id"] % 5 > 0
    is_returned = not is_seen and random.random() < 0.02
    entered = dt.datetime.combine(on, dt.time(16)) + dt.timedelta(seconds=int(random.integers(60, 14_000)))
    seen_at = dt.datetime.combine(max(on, today.replace(day=1) - dt.timedelta(days=1)), dt.time(17, 5))
    log.entries.append({
        "id": number, "person_id": plan["person_id"], "plan_id": plan["id"], "result_id": result, "on": on,
        "starts": _clock(at), "ends": _clock(at + minutes), "activity": text,
        "realisation": int(random.integers(low, high + 1)), "unit_of_measure": unit,
        "link": LINK.format(number) if random.random() < 0.12 else "", "file_title": "", "file_type": "",
        "file_size": 0, "file_sha256": "", "picture_print": None,
        "state": "seen" if is_seen else "returned" if is_returned else "recorded", "source": "form",
        "batch_id": None, "entered_by_id": plan["person_id"], "entered_at": entered,
        "seen_by_id": plan["rater_id"] if is_seen or is_returned else None,
        "seen_at": seen_at if is_seen or is_returned else None, "return_reason": RETURNED if is_returned else "",
        "lock_version": 2 if is_returned else 1,
    })  # fmt: skip


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _habits(log: Log, employee: int, today: dt.date) -> None:
    """The employee of the showcase has put one report under many activities of the month before, by hand."""
    before = (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    own = [row for row in log.entries if row["person_id"] == employee and row["on"] >= before]
    for row in own[:30:5]:
        row["link"] = LINK.format("kegiatan-bulanan")


def _ask(log: Log, today: dt.date) -> None:
    """The questions that the running system would have asked by now; those about watches are answered."""
    months: dict[tuple[int, dt.date], list[Line]] = {}
    for row in log.entries:
        months.setdefault((row["person_id"], row["on"].replace(day=1)), []).append(_line(row))
    for (person_id, month), lines in sorted(months.items()):
        for found in findings(lines):
            is_answered = found.kind == "near_duplicate"
            asked = dt.datetime.combine(today - dt.timedelta(days=9), dt.time(17, 30))
            log.questions.append({
                "id": len(log.questions) + 1, "person_id": person_id, "month": month, "kind": found.kind,
                "key": found.key, "entry_ids": "{" + ",".join(map(str, found.ids)) + "}",
                "facts": json.dumps(found.facts, ensure_ascii=False), "asked_at": asked,
                "answer": ANSWER if is_answered else "",
                "answered_at": asked + dt.timedelta(days=1) if is_answered else None,
            })  # fmt: skip


def _line(row: dict[str, Any]) -> Line:
    starts, ends = (int(row[name][:2]) * 60 + int(row[name][3:]) for name in ("starts", "ends"))
    return Line(
        row["id"], row["on"], starts, ends, row["activity"], row["realisation"], row["link"], row["entered_at"]
    )  # fmt: skip
