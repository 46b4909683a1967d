"""What time itself does, set-based: nobody presses a button for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import record
from prestasi.core.actor import SYSTEM
from prestasi.core.providers import contested
from prestasi.notices.actions.notify import notify_many
from prestasi.notices.models import Notice
from prestasi.organization.queries.zone import agency_zone
from prestasi.performance import mapping
from prestasi.performance.actions.cycle import make_evaluations
from prestasi.performance.models import Evaluation, Period, Progress
from prestasi.performance.queries.words import period_words
from prestasi.performance.states_evaluation import UNRATED

AHEAD = (3, 1, 0)


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
    """Notices three days before, one day before and on the due day; each only once however often this runs."""
    return notify_many([*_raters(day), *_self_assessors(day), *_returned(day)])


def _due(day: dt.date) -> list[dt.date]:
    return [day + dt.timedelta(days=n) for n in AHEAD]


def _raters(day: dt.date) -> Iterator[Notice]:
    open_ones = Evaluation.objects.filter(
        period__state=Period.State.OPEN, period__rating_due_on__in=_due(day), state__in=UNRATED, rater__isnull=False
    )
    for period in Period.objects.filter(state=Period.State.OPEN, rating_due_on__in=_due(day)):
        counted = open_ones.filter(period=period).order_by().values_list("rater").annotate(n=Count("pk"))
        for rater, count in counted:
            yield Notice(
                person_id=rater, kind="evaluation.due", due_on=period.rating_due_on, url="/nilai/",
                text=_("%(n)s pegawai belum Anda nilai untuk %(period)s")
                % {"n": count, "period": period_words(period)},
                effect_key=f"evaluation.due:{period.pk}:{rater}:{day}",
            )  # fmt: skip


def _self_assessors(day: dt.date) -> Iterator[Notice]:
    for period in Period.objects.filter(state=Period.State.OPEN, self_due_on__in=_due(day)):
        waiting = Evaluation.objects.filter(period=period, state="open").values_list("pk", "person")
        for pk, person in waiting:
            yield Notice(
                person_id=person, kind="self.due", due_on=period.self_due_on, url=f"/hasil/{pk}/evaluasi-diri/",
                text=_("Evaluasi diri %s dapat diisi") % period_words(period), effect_key=f"self.due:{pk}:{day}",
            )  # fmt: skip


def _returned(day: dt.date) -> Iterator[Notice]:
    """Returned reports nobody has replaced, after three and seven days."""
    for age in (3, 7):
        old = Progress.objects.filter(state="returned", verified_at__date=day - dt.timedelta(days=age))
        for pk, person, name in old.values_list("pk", "plan__person", "indicator__name"):
            yield Notice(
                person_id=person, kind="progress.returned", url=f"/capaian/catat/?ganti={pk}",
                text=_("Bukti yang dikembalikan belum diganti: %s") % name[:150],
                effect_key=f"progress.returned:{pk}:{age}",
            )  # fmt: skip
