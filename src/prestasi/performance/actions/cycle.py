"""Opening and closing periods for a population by rule, set-based."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock, providers
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.notify import notify_many
from prestasi.notices.models import Notice
from prestasi.performance.models import Cycle, Evaluation, Period
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.queries.words import period_words
from prestasi.performance.states_evaluation import COUNTED_PLAN_STATES, PERIOD_CLOSED, UNRATED

# A plan whose whole time in the period is covered by one leave has nothing to evaluate: it is skipped with the leave's
# kind as reason code. Superiors are those of the plan's last day or today, whichever is earlier.
OPEN = """
WITH slice AS (
  SELECT s.id AS plan_id, s.person_id, s.unit_id, s.is_unit_head,
         greatest(s.starts_on, p.starts_on) AS starts, least(s.ends_on, p.ends_on) AS ends,
         least(s.ends_on, %(today)s::date) AS line_day
  FROM performance_plan s JOIN performance_period p ON p.id = %(period)s
  JOIN people_person e ON e.id = s.person_id JOIN organization_position o ON o.id = s.position_id
  WHERE s.cycle_id = p.cycle_id AND s.version > 0 AND s.state = ANY(%(states)s)
    AND s.starts_on <= p.ends_on AND s.ends_on >= p.starts_on
    AND (%(units)s::bigint[] IS NULL OR s.unit_id = ANY(%(units)s::bigint[]))
    AND (%(employment)s::text[] IS NULL OR e.employment = ANY(%(employment)s::text[]))
    AND (%(kinds)s::text[] IS NULL OR o.kind = ANY(%(kinds)s::text[]))
), led AS (
  SELECT slice.*, above.superior_id AS rater_id, coalesce(higher.superior_id, above.superior_id) AS rater_superior_id,
         away.kind AS leave_kind
  FROM slice
  LEFT JOIN people_reportingline above ON above.person_id = slice.person_id AND above.valid_from <= slice.line_day
    AND (above.valid_to IS NULL OR above.valid_to > slice.line_day)
  LEFT JOIN people_reportingline higher ON higher.person_id = above.superior_id AND higher.valid_from <= slice.line_day
    AND (higher.valid_to IS NULL OR higher.valid_to > slice.line_day)
  LEFT JOIN people_leave away ON away.person_id = slice.person_id AND away.valid_from <= slice.starts
    AND (away.valid_to IS NULL OR away.valid_to > slice.ends)
), made AS (
  INSERT INTO performance_evaluation (plan_id, person_id, period_id, unit_id, state, lock_version, rater_id,
    rater_superior_id, is_unit_head, self_note, result_reason, behaviour_reason, ruleset, ruleset_hash, note,
    skipped_reason)
  SELECT plan_id, person_id, %(period)s, unit_id, CASE WHEN leave_kind IS NULL THEN 'open' ELSE 'skipped' END, 1,
    rater_id,
    rater_superior_id, is_unit_head, '', '', '', '', '', '', coalesce(leave_kind, '')
  FROM led ON CONFLICT (plan_id, period_id) DO NOTHING
  RETURNING id, plan_id, state
), items AS (
  INSERT INTO performance_itemrating (evaluation_id, result_id, is_main, reason, evidence_count)
  SELECT made.id, r.id, r.kind = 'utama', '', 0 FROM made JOIN performance_expectedresult r
    ON r.plan_id = made.plan_id AND r.dropped_at IS NULL
  WHERE made.state = 'open'
  RETURNING 1
)
SELECT count(*) FILTER (WHERE state = 'open'), count(*) FILTER (WHERE state = 'skipped'), (SELECT count(*) FROM items)
FROM made
"""


def open_period(*, by: Actor, period_id: int, key: str | uuid.UUID | None = None) -> Receipt:
    """Open a period: one evaluation per plan slice of the cycle's population. Again possible for late joiners.

    `cycle.population` may name `units` (ids), `employment` and `kinds` of position; an absent name means all.
    """

    def act() -> Receipt:
        gate.check_may_run_cycles(by)
        period = _locked(period_id)
        if period.state == Period.State.CLOSED:
            raise Closed(_("Periode yang sudah ditutup tidak dibuka lagi."))
        Period.objects.filter(pk=period.pk).update(state=Period.State.OPEN)
        counts = make_evaluations(period)
        return record("period.opened", by=by, about=period, capacity="analyst", payload=counts)

    return once(key, by, act)


def open_prepared(
    *, by: Actor, period_id: int, dues: dict[str, dt.date], payload: dict[str, Any] | None = None
) -> Receipt:
    """Open a period for the first time with these last days, in the transaction of an approval whose gate was passed.

    `dues` names `self_due_on`, `rating_due_on` and `confirm_due_on`.
    """
    period = _locked(period_id)
    if period.state != Period.State.AHEAD:
        raise Closed(_("Periode ini sudah pernah dibuka."))
    Period.objects.filter(pk=period.pk).update(state=Period.State.OPEN, **dues)
    counts = make_evaluations(period)
    return record("period.opened", by=by, about=period, payload=counts | (payload or {}))


def close_period(*, by: Actor, period_id: int, key: str | uuid.UUID | None = None) -> Receipt:
    """Close a period for good: from now on the database refuses changes of its ratings and reports."""

    def act() -> Receipt:
        gate.check_may_run_cycles(by)
        period = _locked(period_id)
        if period.state != Period.State.OPEN:
            raise Closed(_("Hanya periode yang sedang dibuka yang dapat ditutup."))
        check_closable(period.pk)
        unrated = _leave_unrated(period)
        Period.objects.filter(pk=period.pk).update(state=Period.State.CLOSED, closed_at=clock.now())
        return record("period.closed", by=by, about=period, capacity="analyst", payload=_by_state(period) | unrated)

    return once(key, by, act)


def _leave_unrated(period: Period) -> dict[str, int]:
    """Forms still open become *tidak dinilai*; each employee is told, and the rating needs a reopening from now on."""
    rows = Evaluation.objects.filter(period=period, state__in=UNRATED)
    text = _("%s ditutup sebelum Anda dinilai") % period_words(period)
    movable = Evaluation.objects.filter(period=period, state__in=UNRATED | {"rated"})
    list(movable.select_for_update(no_key=True).order_by("pk").values_list("pk"))  # whoever is rating ends first
    people = dict(rows.values_list("pk", "person_id"))
    rows.update(state="skipped", skipped_reason=PERIOD_CLOSED, lock_version=F("lock_version") + 1)
    notify_many(
        Notice(
            person_id=person, kind="evaluation.left_unrated", text=text,
            why=_("Penilai atau analis kepegawaian dapat meminta pembukaan kembali."), url="/hasil/",
            effect_key=f"evaluation.left_unrated:{pk}",
        )
        for pk, person in people.items()
    )  # fmt: skip
    return {"left_unrated": len(people)}


def check_closable(period_id: int) -> None:
    """Raise Closed with the first reason that speaks against closing; the database refuses the decisive ones again."""
    for reason in providers.closing_refusals.collect(period_id):
        raise Closed(reason)


def make_evaluations(period: Period) -> dict[str, int]:
    """Add what is missing of an open period, in the caller's transaction: {"opened", "skipped", "items"} rows."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN, _population(period))
        opened, skipped, items = cursor.fetchone()
    return {"opened": opened, "skipped": skipped, "items": items}


def _population(period: Period) -> dict[str, Any]:
    rule = Cycle.objects.values_list("population", flat=True).get(pk=period.cycle_id)
    return {
        "period": period.pk,
        "today": clock.today(),
        "states": sorted(COUNTED_PLAN_STATES),
        **{name: rule.get(name) or None for name in ("units", "employment", "kinds")},
    }


def _locked(period_id: int) -> Period:
    """The row for one act at a time. Not its key: a rating that is being saved refers to it, and would never end."""
    period = Period.objects.select_for_update(no_key=True).filter(pk=period_id).first()
    if period is None:
        raise NotVisible
    return period


def _by_state(period: Period) -> dict[str, int]:
    from django.db.models import Count

    return dict(period.evaluations.values_list("state").annotate(n=Count("pk")).order_by())
