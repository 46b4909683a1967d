"""Due days of a person's own evaluations, for the secret calendar. Titles only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from prestasi.core.providers import CalendarEntry
from prestasi.performance.models import Evaluation, Period
from prestasi.performance.queries.words import period_words


def entries(person_id: int, start: dt.date, until: dt.date) -> Iterator[CalendarEntry]:
    """Self-assessment, rating and confirmation of the periods in which the person has a part. One statement."""
    own = Evaluation.objects.filter(period=OuterRef("pk"))
    periods = Period.objects.filter(self_due_on__lte=until, confirm_due_on__gte=start).annotate(
        is_rated=Exists(own.filter(person=person_id)), rates=Exists(own.filter(rater=person_id)),
        confirms=Exists(own.filter(rater_superior=person_id)),
    )  # fmt: skip
    for period in periods.select_related("cycle").order_by("self_due_on", "pk"):
        words = period_words(period, period.cycle.year)
        if period.is_rated:
            yield _entry(period, "self", _("Batas evaluasi diri %s") % words, period.self_due_on)
        if period.rates:
            yield _entry(period, "rating", _("Batas menilai %s") % words, period.rating_due_on)
        if period.confirms:
            yield _entry(period, "confirm", _("Batas penetapan %s") % words, period.confirm_due_on)


def _entry(period: Period, step: str, title: str, on: dt.date) -> CalendarEntry:
    return CalendarEntry(f"{step}-{period.pk}@prestasi", title, on)
