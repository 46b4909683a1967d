"""What objections put on the pages of others: lines of *Hari ini*, ways on from *Hasil saya*, days in the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from prestasi.core.actor import Actor
from prestasi.core.providers import CalendarEntry, ResultLink, ShownResult, TodayItem, door
from prestasi.objection.models import Objection
from prestasi.objection.permissions import visible_objections
from prestasi.objection.queries.filing import is_in_time
from prestasi.objection.states import OPEN
from prestasi.performance.queries.words import period_words

MOST = 8


def _waiting(actor: Actor, on: dt.date) -> tuple[QuerySet[Objection], ...]:
    me = actor.person_id
    if me is None or actor.on_behalf_of is not None:
        return ()
    waiting = Q(rater=me, state__in=["filed", "returned"]) | Q(decider=me, state__in=["recommended", "rerated"])
    if actor.has_role("analyst"):
        waiting |= Q(state="answered") & visible_objections(actor) & ~Q(rater=me) & ~Q(rater_superior=me)
    return (Objection.objects.filter(waiting),)


@door(_waiting)
def today_items(actor: Actor, on: dt.date) -> Iterator[TodayItem]:
    """What waits for the rater, the analyst or the drawn official. One statement."""
    for waiting in _waiting(actor, on):
        rows = waiting.select_related("evaluation__period", "person").order_by("decision_due_on", "pk")
        yield from (_item(row, actor.person_id or 0) for row in rows[:MOST])


def _item(row: Objection, me: int) -> TodayItem:
    who = f"{row.person.full_name}, {period_words(row.evaluation.period)}"
    href = reverse("objection:case", args=[row.pk])
    if row.decider_id == me:
        return TodayItem(_("Putus keberatan"), who, "gavel", _("Putus"), href, row.decision_due_on)
    if row.rater_id == me and row.state == "filed":
        return TodayItem(_("Tanggapi keberatan"), who, "message-2", _("Tanggapi"), href, row.answer_due_on)
    if row.rater_id == me:
        return TodayItem(_("Nilai ulang"), who, "refresh", _("Nilai"), href, row.decision_due_on)
    return TodayItem(_("Beri rekomendasi keberatan"), who, "scale", _("Buka"), href, row.decision_due_on)


def result_links(actor: Actor, shown: ShownResult) -> Iterator[ResultLink]:
    """The way to file while there is time, or to the case. One statement; more where the page did not count days."""
    if shown.evaluation_id is None:
        if actor.person_id == shown.person_id:
            yield ResultLink(_("Keberatan saya"), reverse("objection:mine"), icon="scale")
        return
    rows = Objection.objects.filter(evaluation=shown.evaluation_id).order_by("-pk")
    cases = list(rows.values_list("pk", "state"))
    if cases and cases[0][1] != "withdrawn":
        href = reverse("objection:case", args=[cases[0][0]])
        yield ResultLink(_("Lihat keberatan"), href, icon="scale", place="objection", is_main=cases[0][1] in OPEN)
    elif actor.person_id == shown.person_id and _is_in_time(shown):
        href = reverse("objection:file", args=[shown.evaluation_id])
        yield ResultLink(_("Ajukan keberatan"), href, icon="scale", place="objection", is_main=True)


def _is_in_time(shown: ShownResult) -> bool:
    known = shown.may_still_object
    return is_in_time(shown.evaluation_id or 0) if known is None else known


def calendar_entries(person_id: int, start: dt.date, until: dt.date) -> Iterator[CalendarEntry]:
    """Days by which this person has to answer or to decide. One statement."""
    rows = Objection.objects.filter(
        Q(rater=person_id, state="filed", answer_due_on__range=(start, until))
        | Q(decider=person_id, state__in=["recommended", "rerated"], decision_due_on__range=(start, until))
    )
    for row in rows:
        is_decider = row.decider_id == person_id
        day = row.decision_due_on if is_decider else row.answer_due_on
        title = _("Batas putusan keberatan") if is_decider else _("Batas tanggapan keberatan")
        if day is not None:
            yield CalendarEntry(f"keberatan-{row.pk}-{'putus' if is_decider else 'jawab'}", title, day)
