"""What daily entries put on other pages: *Hari ini*, the panel beside the rating sheet, a word about a team member."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prestasi.core.actor import Actor
from prestasi.core.providers import Panel, Rated, TeamNote, TodayItem, door
from prestasi.performance.models import Period
from prestasi.worklog.models import Entry, Question
from prestasi.worklog.queries.month import hours_words
from prestasi.worklog.queries.team import Minutes

LOOKED_BACK = dt.timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Summary:
    """Entries of the rated period: sums, and the same per planned result. `href` opens the last month."""

    hours: str
    rows: tuple[tuple[str, int, str], ...]
    href: str


def _open(actor: Actor, on: dt.date) -> tuple[QuerySet[Any], ...]:
    if actor.person_id is None:
        return ()
    returned = Entry.objects.filter(person=actor.person_id, state="returned", on__gte=on - LOOKED_BACK)
    return (returned, Question.objects.filter(person=actor.person_id, answered_at__isnull=True))


@door(_open)
def today_items(actor: Actor, on: dt.date) -> Iterator[TodayItem]:
    """Returned entries and open questions of the own log. One statement."""
    if actor.person_id is None:
        return
    asked = Question.objects.filter(person=OuterRef("person"), answered_at__isnull=True).order_by().values("person")
    rows = (
        Entry.objects.filter(person=actor.person_id, on__gte=on - LOOKED_BACK)
        .order_by()
        .values("person")
        .annotate(
            returned=Count("pk", filter=Q(state="returned")), last=Max("on", filter=Q(state="returned")),
            questions=Coalesce(Subquery(asked.annotate(n=Count("pk")).values("n")), 0),
            about=Subquery(asked.annotate(m=Max("month")).values("m")),
        )
    )  # fmt: skip
    row = next(iter(rows), None)
    if row and row["returned"]:
        title = ngettext("%(n)s catatan harian dikembalikan", "%(n)s catatan harian dikembalikan", row["returned"])
        href = f"{reverse('worklog:month')}?bulan={row['last']:%Y-%m}&status=returned"
        yield TodayItem(title % {"n": row["returned"]}, _("Betulkan, lalu simpan lagi."), "notes", _("Buka"), href)
    if row and row["questions"]:
        title = ngettext("%(n)s pertanyaan tentang catatan", "%(n)s pertanyaan tentang catatan", row["questions"])
        href = f"{reverse('worklog:month')}?bulan={row['about']:%Y-%m}#pertanyaan"
        text = _("Hanya ditanyakan; jawaban dibaca atasan langsung.")
        yield TodayItem(title % {"n": row["questions"]}, text, "help-circle", _("Jawab"), href)


def rater_panel(actor: Actor, rated: Rated) -> Iterator[Panel]:
    """The log of the rated period, per planned result. One statement; nothing where nothing was written."""
    period = Period.objects.filter(pk=rated.period_id)
    rows = list(
        Entry.objects.filter(person=rated.person_id, on__gte=Subquery(period.values("starts_on")))
        .filter(on__lte=Subquery(period.values("ends_on")))
        .exclude(state="withdrawn")
        .order_by()
        .values("result", text=F("result__text"))
        .annotate(n=Count("pk"), last=Max("on"), minutes=Minutes())
        .order_by("-n")[:8]
    )
    if not rows:
        return
    month = max(row["last"] for row in rows)
    href = f"{reverse('worklog:person', args=[rated.person_id])}?bulan={month:%Y-%m}"
    lines = tuple((row["text"], row["n"], hours_words(row["minutes"])) for row in rows)
    total = hours_words(sum(row["minutes"] for row in rows))
    body = Summary(total, lines, href)
    yield Panel(_("Catatan harian"), "worklog/_panel.html", body, "catatan-harian")


def team_notes(actor: Actor, person_ids: tuple[int, ...]) -> Iterator[TeamNote]:
    """Who has entries that the superior has not seen. One statement."""
    if not person_ids:
        return
    waiting = Entry.objects.filter(person__in=person_ids, state="recorded").order_by().values("person")
    for row in waiting.annotate(n=Count("pk"), last=Max("on")):
        href = f"{reverse('worklog:person', args=[row['person']])}?bulan={row['last']:%Y-%m}"
        words = ngettext("%(n)s catatan belum dilihat", "%(n)s catatan belum dilihat", row["n"]) % {"n": row["n"]}
        yield TeamNote(row["person"], words, href)
