"""The yearly close: evaluates everybody's year in one resumable batch, from database to database.

Chunks of plans, each one transaction: COPY out, one frame through the rules, COPY into a temporary table, one UPDATE,
and the place to go on from. Nothing that a person decided is overwritten: a stored predicate that differs is reported.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, cast

import polars as pl
from django.db import connection, transaction
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import record
from prestasi.core import clock
from prestasi.core.actor import SYSTEM, Actor
from prestasi.core.errors import Closed, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.performance import mapping_year
from prestasi.performance.actions.cycle import check_closable
from prestasi.performance.models import CloseRun, Cycle, Evaluation, Period, Plan

CHUNK = 10_000
Progress = Callable[[int, int], None]

READ = """
COPY (
  SELECT e.id, e.plan_id, e.unit_id, CASE WHEN e.is_unit_head THEN 'true' ELSE 'false' END, a.level,
    e.result_rating, e.behaviour_rating,
    coalesce(i.ma, 0), coalesce(i.mm, 0), coalesce(i.mb, 0), coalesce(i.aa, 0), coalesce(i.am, 0), coalesce(i.ab, 0),
    CASE WHEN e.behaviour_items IS NOT NULL THEN cardinality(array_positions(e.behaviour_items, 1::smallint)) END,
    CASE WHEN e.behaviour_items IS NOT NULL THEN cardinality(array_positions(e.behaviour_items, 2::smallint)) END,
    CASE WHEN e.behaviour_items IS NOT NULL THEN cardinality(array_positions(e.behaviour_items, 3::smallint)) END,
    coalesce(i.unrated, 0), e.predicate
  FROM performance_evaluation e
  LEFT JOIN performance_unitachievement a ON a.unit_id = e.unit_id AND a.period_id = e.period_id
  LEFT JOIN (
    SELECT r.evaluation_id,
      count(*) FILTER (WHERE r.is_main AND r.rating = 1) AS ma,
      count(*) FILTER (WHERE r.is_main AND r.rating = 2) AS mm,
      count(*) FILTER (WHERE r.is_main AND r.rating = 3) AS mb,
      count(*) FILTER (WHERE NOT r.is_main AND r.rating = 1) AS aa,
      count(*) FILTER (WHERE NOT r.is_main AND r.rating = 2) AS am,
      count(*) FILTER (WHERE NOT r.is_main AND r.rating = 3) AS ab, count(*) FILTER (WHERE r.rating IS NULL) AS unrated
    FROM performance_itemrating r JOIN performance_evaluation o ON o.id = r.evaluation_id
    WHERE o.period_id = {period} AND o.plan_id > {after} AND o.plan_id <= {upto} GROUP BY 1
  ) i ON i.evaluation_id = e.id
  WHERE e.period_id = {period} AND e.plan_id > {after} AND e.plan_id <= {upto} AND e.state <> 'skipped'
  ORDER BY e.plan_id
) TO STDOUT (FORMAT csv)
"""
STAGE = """CREATE TEMP TABLE close_stage (id bigint, predicate smallint, result_suggested smallint,
  behaviour_suggested smallint, steps jsonb) ON COMMIT DROP"""
WRITE = """
UPDATE performance_evaluation e SET predicate = s.predicate, result_suggested = s.result_suggested,
  behaviour_suggested = s.behaviour_suggested, steps = s.steps, ruleset = %s, ruleset_hash = %s,
  lock_version = e.lock_version + 1
FROM close_stage s WHERE s.id = e.id
"""


@dataclass(slots=True)
class Summary:
    """What a close found. Counters are per predicate code (None: not rated); `differences` are plan ids."""

    year: int
    ruleset: str = ""
    ruleset_hash: str = ""
    results_sha256: str = ""
    was_closed: bool = False
    read: int = 0
    written: int = 0
    predicates: Counter[int | None] = field(default_factory=Counter)
    differences: list[int] = field(default_factory=list)
    unit_warnings: int = 0
    units: int = 0
    receipt: Receipt | None = None


def close_year(
    year: int, *, by: Actor = SYSTEM, progress: Progress | None = None, chunk: int = CHUNK, close: bool = True
) -> Summary:
    """Evaluate the year and close it; on a closed year recompute, compare and change nothing.

    Raises NotVisible for an unknown year, Closed when people are unrated or a stored predicate differs: then all that
    could be computed is stored, and the year stays open.
    """
    period = Period.objects.select_related("cycle").filter(cycle__year=year, kind=Period.Kind.YEAR).first()
    if period is None:
        raise NotVisible
    rules = mapping_year.rules_on(period.ends_on)
    was_closed = period.state == Period.State.CLOSED
    run = None if was_closed else _run(period.cycle, rules, by)
    summary = Summary(year, rules.id, rules.hash, was_closed=was_closed)
    total = Evaluation.objects.filter(period=period).exclude(state="skipped").count()
    for frame, upto in _chunks(period, rules, run, chunk, summary):
        _count(frame, summary)
        if run is not None:
            _advance(run, frame, upto, summary)
        if progress:
            progress(summary.read, total)
    _patterns(period, summary)
    if run is not None and close:
        summary.receipt = _finish(run, period, summary, by)
    return summary


def _run(cycle: Cycle, rules: mapping_year.YearRules, by: Actor) -> CloseRun:
    """The interrupted run under the same rules, or a new one."""
    CloseRun.objects.filter(cycle=cycle, state="running").exclude(ruleset_hash=rules.hash).update(state="cancelled")
    found = CloseRun.objects.filter(cycle=cycle, state="running", ruleset_hash=rules.hash).first()
    return found or CloseRun.objects.create(
        cycle=cycle, ruleset=rules.id, ruleset_hash=rules.hash, started_by=by.name or by.role
    )


def _chunks(
    period: Period, rules: mapping_year.YearRules, run: CloseRun | None, size: int, summary: Summary
) -> Iterator[tuple[pl.DataFrame, int]]:
    """Outcome frames in plan order; each yielded inside the transaction that writes it."""
    after = run.next_plan_id if run else 0
    if run and run.next_plan_id:
        _resume(run, summary)
    while (upto := _upto(period.pk, after, size)) is not None:
        with transaction.atomic():
            read = _read(period.pk, after, upto)
            frame = mapping_year.outcome(read, rules)
            if run is not None:
                _write(frame, rules)
            yield frame, upto
        after = upto


def _resume(run: CloseRun, summary: Summary) -> None:
    summary.read = run.counts.get("read", 0)
    summary.written = run.counts.get("written", 0)
    summary.results_sha256 = run.results_sha256
    summary.differences = list(run.counts.get("differences", []))
    summary.predicates.update({int(k) if k else None: n for k, n in run.counts.get("predicates", {}).items()})


def _upto(period_id: int, after: int, size: int) -> int | None:
    plans = Evaluation.objects.filter(period=period_id, plan_id__gt=after).order_by("plan_id")
    ids = list(plans.values_list("plan_id", flat=True)[:size])
    return ids[-1] if ids else None


def _read(period_id: int, after: int, upto: int) -> pl.DataFrame:
    out = io.BytesIO()
    statement = READ.format(period=int(period_id), after=int(after), upto=int(upto))
    with connection.cursor() as cursor, _copy(cursor, statement) as copy:
        for block in copy:
            out.write(block)
    if not out.tell():
        return pl.DataFrame(schema=mapping_year.READ)
    out.seek(0)
    return pl.read_csv(out, has_header=False, new_columns=list(mapping_year.READ), schema=mapping_year.READ)


def _copy(cursor: Any, statement: str) -> AbstractContextManager[Any]:
    return cast(AbstractContextManager[Any], cursor.copy(statement))


def _write(frame: pl.DataFrame, rules: mapping_year.YearRules) -> None:
    """Store outcomes of evaluations that have none yet."""
    new = frame.filter(pl.col("stored").is_null() & pl.col("predicate").is_not_null())
    if new.is_empty():
        return
    rows = new.select("id", "predicate", "result_suggested", "behaviour_suggested", "steps")
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        with _copy(cursor, "COPY close_stage FROM STDIN (FORMAT csv)") as copy:
            copy.write(rows.write_csv(include_header=False).encode())
        cursor.execute(WRITE, [rules.id, rules.hash])
        cursor.execute("DROP TABLE close_stage")


def _count(frame: pl.DataFrame, summary: Summary) -> None:
    summary.read += frame.height
    summary.written += frame.filter(pl.col("stored").is_null() & pl.col("predicate").is_not_null()).height
    summary.predicates.update(frame["predicate"].to_list())
    differing = frame.filter(pl.col("stored").is_not_null() & pl.col("stored").ne_missing(pl.col("predicate")))
    summary.differences += differing["plan_id"].to_list()
    lines = frame.select("plan_id", "predicate").write_csv(include_header=False)
    summary.results_sha256 = hashlib.sha256((summary.results_sha256 + lines).encode()).hexdigest()


def _advance(run: CloseRun, frame: pl.DataFrame, upto: int, summary: Summary) -> None:
    run.next_plan_id = upto
    run.results_sha256 = summary.results_sha256
    run.counts = _counts(summary)
    run.save(update_fields=["next_plan_id", "results_sha256", "counts"])


def _counts(summary: Summary) -> dict[str, Any]:
    return {
        "read": summary.read,
        "written": summary.written,
        "predicates": {"" if code is None else str(code): n for code, n in summary.predicates.items()},
        "differences": summary.differences[:1_000],
    }


UNITS = """
SELECT e.unit_id, a.level, e.predicate, count(*)::int FROM performance_evaluation e
LEFT JOIN performance_unitachievement a ON a.unit_id = e.unit_id AND a.period_id = e.period_id
WHERE e.period_id = %s AND NOT e.is_unit_head AND e.predicate IS NOT NULL GROUP BY 1, 2, 3
"""


def _patterns(period: Period, summary: Summary) -> None:
    """How many units fit the pattern of their achievement; a warning, never a block."""
    with connection.cursor() as cursor:
        cursor.execute(UNITS, [period.pk])
        rows = cursor.fetchall()
    names = mapping_year.count_columns()
    units: dict[int, dict[str, Any]] = {}
    for unit_id, level, predicate, n in rows:
        unit = units.setdefault(unit_id, {"unit_achievement": level, **dict.fromkeys(names.values(), 0)})
        unit[names[predicate]] = n
    if units:
        schema = {"unit_achievement": pl.String, **dict.fromkeys(names.values(), pl.Int64)}
        checked = mapping_year.patterns(pl.DataFrame(list(units.values()), schema=schema), period.ends_on)
        summary.unit_warnings = checked.filter(pl.col("fits_pattern").eq(False)).height
    summary.units = len(units)


def _finish(run: CloseRun, period: Period, summary: Summary, by: Actor) -> Receipt:
    """Close period, plans and year, with one event that carries the hash over all results."""
    if summary.predicates[None]:
        raise Closed(_("%d evaluasi belum dinilai. Tahun ini belum dapat ditutup.") % summary.predicates[None])
    if summary.differences:
        raise Closed(_("%d predikat tersimpan berbeda dari hitungan ulang.") % len(summary.differences))
    check_closable(period.pk)
    with transaction.atomic():
        now = clock.database_now()
        Period.objects.filter(cycle=period.cycle).exclude(state="closed").update(state="closed", closed_at=now)
        Plan.objects.filter(cycle=period.cycle, state__in=["agreed", "revising", "ended"]).update(state="closed")
        Cycle.objects.filter(pk=period.cycle_id).update(state="closed", closed_at=now)
        run.state, run.finished_at = CloseRun.State.DONE, now
        run.save(update_fields=["state", "finished_at"])
        payload = _counts(summary) | {
            "year": summary.year,
            "ruleset": run.ruleset,
            "ruleset_hash": run.ruleset_hash,
            "results_sha256": summary.results_sha256,
        }
        return record("year.closed", by=by, about=run, payload=payload)
