"""Calibration in the demo: one session done in the last closed quarter, one running, a request to reopen, locked rules.

Written after the ratings, in SQL, for the unit of the showcase's head. The before-picture of the finished session holds
the ratings that its few changes started from.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connections

from prestasi import __version__
from prestasi.calibration.actions.session import digest_of
from prestasi.calibration.models import Before
from prestasi.demo.world import World

LOCK = """
INSERT INTO performance_rulelock (period_id, ruleset, ruleset_hash, locked_at)
SELECT DISTINCT ON (period_id) period_id, ruleset, ruleset_hash, rated_at FROM performance_evaluation
WHERE ruleset <> '' AND rated_at IS NOT NULL ORDER BY period_id, rated_at
"""
UNIT = """
SELECT v.unit_id, v.path FROM people_assignment a JOIN organization_position p ON p.id = a.position_id AND p.is_head
JOIN organization_unitversion v ON v.unit_id = p.unit_id AND v.valid_to IS NULL
WHERE a.person_id = %(head)s AND a.valid_to IS NULL ORDER BY v.path LIMIT 1
"""
PERIODS = """
SELECT id, state, ends_on FROM performance_period
WHERE kind = 'quarter' AND ends_on < %(today)s ORDER BY ends_on DESC LIMIT 2
"""
OPEN = """
INSERT INTO calibration_session (unit_id, period_id, state, lock_version, meets_on, opened_by_id, opened_at, digest)
VALUES (%(unit)s, %(period)s, 'open', 1, %(meets_on)s, %(head)s, %(opened_at)s, '') RETURNING id
"""
MEMBERS = """
INSERT INTO calibration_member (session_id, person_id, is_facilitator)
SELECT DISTINCT ON (who) %(session)s, who, who = %(head)s FROM (
  SELECT unnest(%(sure)s::bigint[]) AS who
  UNION (SELECT a.person_id FROM people_assignment a JOIN organization_position p ON p.id = a.position_id AND p.is_head
    JOIN organization_unitversion v ON v.unit_id = p.unit_id AND v.valid_to IS NULL
    WHERE v.path LIKE %(below)s AND a.valid_to IS NULL ORDER BY a.person_id LIMIT 5)) members
"""
FREEZE = """
INSERT INTO calibration_before (session_id, evaluation_id, version, result_rating, behaviour_rating, predicate)
SELECT %(session)s, e.id, e.lock_version, coalesce(r.result_before, e.result_rating),
  coalesce(r.behaviour_before, e.behaviour_rating), coalesce(r.predicate_before, e.predicate)
FROM performance_evaluation e JOIN organization_unitversion v ON v.unit_id = e.unit_id AND v.valid_to IS NULL
LEFT JOIN performance_ratingchange r ON r.evaluation_id = e.id AND r.basis = 'calibration'
WHERE e.period_id = %(period)s AND v.path LIKE %(below)s AND e.state <> 'skipped'
  AND NOT (e.is_unit_head AND e.unit_id = %(unit)s)
"""
CHANGES = """
INSERT INTO performance_ratingchange (evaluation_id, version, basis, basis_id, state_before, result_before,
  behaviour_before, predicate_before, result_after, behaviour_after, predicate_after, reason, by_id, capacity, at)
SELECT e.id, greatest(e.lock_version - 1, 1), 'calibration', %(session)s, 'rated', 2, 2, 2, e.result_rating,
  e.behaviour_rating, e.predicate,
  CASE WHEN e.predicate = 1 THEN 'Bukti dua triwulan dibandingkan antarunit: capaiannya jelas di atas rekan setara.'
    ELSE 'Dibandingkan dengan rekan pada jabatan yang sama, target utama belum tercapai dan bukti belum lengkap.' END,
  %(head)s, 'calibrator', %(at)s
FROM performance_evaluation e JOIN organization_unitversion v ON v.unit_id = e.unit_id AND v.valid_to IS NULL
WHERE e.period_id = %(period)s AND v.path LIKE %(below)s AND e.predicate IN (1, 3) AND NOT e.is_unit_head
  AND e.person_id <> ALL(%(sure)s) ORDER BY e.predicate DESC, e.id LIMIT 4
"""
EVENTS = """
INSERT INTO audit_event (kind, actor_person_id, actor_name, capacity, subject_person_id, unit_id, object_type,
  object_id, payload, request_id, code_version)
SELECT 'evaluation.changed', r.by_id, h.name, r.capacity, e.person_id, e.unit_id, 'performance.evaluation', e.id,
  jsonb_build_object('basis', r.basis, 'basis_id', r.basis_id, 'reason', r.reason, 'on', r.at::date,
    'before', jsonb_build_array(r.result_before, r.behaviour_before, r.predicate_before),
    'after', jsonb_build_array(r.result_after, r.behaviour_after, r.predicate_after)), '', %(version)s
FROM performance_ratingchange r JOIN performance_evaluation e ON e.id = r.evaluation_id
JOIN people_person h ON h.id = r.by_id WHERE r.basis_id = %(session)s ORDER BY r.id
"""
DISCUSS = """
INSERT INTO calibration_discussed (session_id, evaluation_id, by_id, at)
SELECT %(session)s, evaluation_id, %(head)s, %(at)s FROM (
  SELECT evaluation_id FROM calibration_before WHERE session_id = %(session)s ORDER BY evaluation_id
  LIMIT %(talked)s) talked
"""
PRE_READ = """
INSERT INTO calibration_preread (session_id, evaluation_id, person_id, stance, comment, at)
SELECT %(session)s, b.evaluation_id, %(reader)s, CASE WHEN b.predicate IN (1, 3, 4) THEN 'doubt' ELSE 'agree' END,
  CASE b.predicate WHEN 1 THEN 'Apa yang membedakannya dari rekan setara?'
    WHEN 3 THEN 'Apakah targetnya sudah disesuaikan setelah mutasi?'
    WHEN 4 THEN 'Umpan balik rekan tidak sejalan dengan rating perilaku ini.' ELSE '' END, %(at)s
FROM calibration_before b JOIN performance_evaluation e ON e.id = b.evaluation_id
WHERE b.session_id = %(session)s AND b.predicate IS NOT NULL AND e.person_id <> ALL(%(sure)s)
ORDER BY (b.predicate IN (1, 3, 4)) DESC, (b.evaluation_id * 7919) %% 101 LIMIT %(n)s
"""
CLOSE = """
UPDATE calibration_session SET state = 'closed', closing_by_id = %(head)s, closing_at = %(at)s,
  closed_by_id = %(analyst)s, closed_at = %(at)s, lock_version = 3 WHERE id = %(session)s
"""
REOPEN = """
INSERT INTO performance_reopening (period_id, state, reason, requested_by_id, requested_at, until, decision_reason)
SELECT e.period_id, 'requested', 'Bukti realisasi bulan terakhir terlambat masuk karena gangguan sistem puskesmas, '
  'sehingga belum ikut dipertimbangkan.', %(supervisor)s, %(at)s, %(until)s, ''
FROM performance_evaluation e WHERE e.id = %(evaluation)s RETURNING id
"""
OF_TEAM = """
SELECT id FROM performance_evaluation WHERE period_id = %(period)s AND rater_id = %(supervisor)s
  AND state IN ('confirmed', 'received', 'final') AND person_id <> %(employee)s ORDER BY predicate DESC, id LIMIT 1
"""


def write(world: World, using: str) -> None:
    """Everything of this module, on the connection and in the transaction of the load."""
    with connections[using].cursor() as cursor:
        cursor.execute(LOCK)
        given = _given(world)
        cursor.execute(UNIT, given)
        unit = cursor.fetchone()
        cursor.execute(PERIODS, given)
        periods = cursor.fetchall()
        if unit is None or len(periods) < 2:
            return
        given |= {"unit": unit[0], "below": f"{unit[1]}%"}
        for period, state, ends_on in periods:
            _session(cursor, given | {"period": period}, is_done=state == "closed", ends_on=ends_on, using=using)
        _reopening(cursor, given | {"period": periods[1][0]})


def _given(world: World) -> dict[str, Any]:
    people = {role: row + 1 for role, row in world.cast.items()}
    today = world.order.today
    sure = [people["unit_head"], people["supervisor"], people["analyst"]]
    return {"head": people["unit_head"], "today": today, "sure": sure, "analyst": people["analyst"],
            "supervisor": people["supervisor"], "employee": people["employee"]}  # fmt: skip


def _session(cursor: Any, given: dict[str, Any], *, is_done: bool, ends_on: dt.date, using: str) -> None:
    """One session with members, before-picture, opinions; the finished one with its changes, closed by two."""
    meets_on = ends_on + dt.timedelta(days=9) if is_done else given["today"] + dt.timedelta(days=5)
    opened = min(meets_on - dt.timedelta(days=4), given["today"])
    given = given | {"meets_on": meets_on, "opened_at": dt.datetime.combine(opened, dt.time(8, 30)),
                     "at": dt.datetime.combine(min(meets_on, given["today"]), dt.time(9, 15))}  # fmt: skip
    cursor.execute(OPEN, given)
    given["session"] = cursor.fetchone()[0]
    cursor.execute(MEMBERS, given)
    if is_done:
        cursor.execute("ALTER TABLE performance_ratingchange DISABLE TRIGGER rating_change_guard")
        cursor.execute(CHANGES, given)
        cursor.execute(EVENTS, given | {"version": __version__})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE performance_ratingchange ENABLE TRIGGER rating_change_guard")
    cursor.execute(FREEZE, given)
    digest = digest_of(Before.objects.using(using).filter(session=given["session"]))
    cursor.execute(
        "UPDATE calibration_session SET frozen_at = opened_at, digest = %s WHERE id = %s", [digest, given["session"]]
    )
    cursor.execute(DISCUSS, given | {"talked": 100_000 if is_done else 3})
    for reader, n in ((given["supervisor"], 9), (given["analyst"], 14)):
        cursor.execute(PRE_READ, given | {"reader": reader, "n": n})
    if is_done:
        cursor.execute(CLOSE, given)


def _reopening(cursor: Any, given: dict[str, Any]) -> None:
    """A request of the supervisor that waits for its second person."""
    cursor.execute(OF_TEAM, given)
    found = cursor.fetchone()
    if found is None:
        return
    at = dt.datetime.combine(given["today"], dt.time(7, 50))
    until = given["today"] + dt.timedelta(days=14)
    cursor.execute(REOPEN, given | {"evaluation": found[0], "at": at, "until": until})
    reopening = cursor.fetchone()[0]
    cursor.execute(
        "INSERT INTO performance_reopening_evaluations (reopening_id, evaluation_id) VALUES (%s, %s)",
        [reopening, found[0]],
    )
