"""What time itself does, set-based: nobody presses a button for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import record
from prestasi.core.actor import SYSTEM
from prestasi.core.providers import contested
from prestasi.notices.actions.nudge import Item, nudge_many
from prestasi.organization.queries.zone import agency_zone
from prestasi.performance import mapping
from prestasi.performance.actions.cycle import make_evaluations
from prestasi.performance.models import Cycle, Evaluation, Period, Progress
from prestasi.performance.queries.late import Scope, late_items

AHEAD = dt.timedelta(days=3)
PLANS_STAY = dt.timedelta(days=28)
AT = dt.time(5, 5)


def add_late_joiners() -> int:
    """Evaluations for plans that were agreed after their period was opened; one event per period that grew."""
    added = 0
    for period in Period.objects.filter(state=Period.State.OPEN):
        with transaction.atomic():
            counts = make_evaluations(period)
            if counts["opened"] or counts["skipped"]:
                record("period.opened", by=SYSTEM, about=period, payload=counts)
            added += counts["opened"]
    return added


def make_final(day: dt.date) -> int:
    """Received results whose time for an objection has passed and that nobody contests; one event for the day."""
    zone = agency_zone()
    with transaction.atomic():
        waiting = Evaluation.objects.select_for_update().filter(state="received", received_at__isnull=False)
        days = {pk: zone.day(moment) for pk, moment in waiting.values_list("pk", "received_at") if moment}
        over = {received for received in set(days.values()) if mapping.objection_last_day(received) < day}
        passed = [pk for pk, received in days.items() if received in over]
        held = set(contested.collect(passed)) if passed else set()
        final = [pk for pk in passed if pk not in held]
        Evaluation.objects.filter(pk__in=final).update(state="final")
        if final:
            example = Evaluation.objects.get(pk=final[0])
            record(
                "evaluation.became_final", by=SYSTEM, about=example, payload={"count": len(final), "ids": final[:2000]}
            )
    return len(final)


def remind(day: dt.date) -> int:
    """Reminders from three days before a due day on, in each reader's language, within the limits of nudges.

    Ratings and confirmations that stay undone after three reminders are told once to the person above. Answers how
    many notices were written; running it again on the same day writes none.
    """
    now = timezone.make_aware(dt.datetime.combine(day, AT))
    done = nudge_many([*_plans_due(day), *_steps_due(day), *_returned(day)], now)
    return len(done.sent) + len(done.escalated)


def _plans_due(day: dt.date) -> Iterator[Item]:
    """Plans not sent: their owners; sent ones: the superior. From three days before the last day, for four weeks."""
    for cycle in Cycle.objects.exclude(state=Cycle.State.CLOSED):
        period = cycle.periods.order_by("number").first()
        if period is not None and cycle.plan_due_on - AHEAD <= day <= cycle.plan_due_on + PLANS_STAY:
            scope = Scope(period, day)
            yield from late_items("rencana", scope)
            yield from late_items("tinjau", scope)


def _steps_due(day: dt.date) -> Iterator[Item]:
    for period in Period.objects.filter(state=Period.State.OPEN).select_related("cycle"):
        scope = Scope(period, day)
        if period.self_due_on - AHEAD <= day <= period.self_due_on:
            yield from late_items("diri", scope)
        if period.rating_due_on - AHEAD <= day:
            yield from late_items("nilai", scope)
        if period.confirm_due_on - AHEAD <= day:
            yield from late_items("tetap", scope)


def _returned(day: dt.date) -> Iterator[Item]:
    """Returned reports nobody has replaced, from the third day on."""
    old = Progress.objects.filter(state="returned", verified_at__date__lte=day - AHEAD)
    recent = old.filter(verified_at__date__gt=day - dt.timedelta(days=30))
    for pk, person, name in recent.values_list("pk", "plan__person", "indicator__name"):
        words = partial(_returned_words, name[:150])
        yield Item(f"progress.returned:{pk}:late", person, words, f"/capaian/catat/?ganti={pk}")


def _returned_words(name: str) -> str:
    return _("Bukti yang dikembalikan belum diganti: %s") % name
