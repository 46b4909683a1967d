"""What calibration puts on the pages of others: lines of *Hari ini*, and ways on from a result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from prestasi.calibration.models import Session
from prestasi.core.actor import Actor
from prestasi.core.providers import ResultLink, ShownResult, TodayItem, door
from prestasi.organization.models import UnitVersion
from prestasi.performance.queries.words import period_words

MOST = 5


def _waiting(actor: Actor, on: dt.date) -> tuple[QuerySet[Session], ...]:
    if actor.person_id is None or actor.on_behalf_of is not None:
        return ()
    mine = Session.objects.filter(members__person=actor.person_id)
    return (mine.filter(Q(state="open") | (Q(state="closing") & ~Q(closing_by=actor.person_id))),)


@door(_waiting)
def today_items(actor: Actor, on: dt.date) -> Iterator[TodayItem]:
    """Sessions to read for, and those that wait for a second person to close them. One statement."""
    found = [rows.select_related("period").annotate(name=_name(on)) for rows in _waiting(actor, on)]
    for row in (row for rows in found for row in rows.order_by("meets_on", "pk")[:MOST]):
        href = reverse("calibration:session", args=[row.pk])
        where = f"{row.name}, {period_words(row.period)}"
        if row.state == Session.State.CLOSING:
            yield TodayItem(_("Tutup sesi kalibrasi"), where, "lock", _("Tutup"), href)
        else:
            yield TodayItem(
                _("Prabaca kalibrasi"), where, "adjustments-horizontal", _("Buka"), href, max(row.meets_on, on)
            )


def _name(on: dt.date) -> Subquery:
    return Subquery(UnitVersion.objects.on(on).filter(unit=OuterRef("unit")).values("name")[:1])


def result_links(actor: Actor, shown: ShownResult) -> Iterator[ResultLink]:
    """How the time is split; for the line above and offices also the request to reopen. No statement."""
    if shown.evaluation_id is None:
        return
    yield ResultLink(
        _("Pembagian menurut waktu"), reverse("calibration:slices", args=[shown.evaluation_id]), icon="chart-pie"
    )
    if actor.person_id != shown.person_id and actor.on_behalf_of is None and not _only_audits(actor):
        href = f"{reverse('calibration:reopening_ask')}?orang={shown.evaluation_id}"
        yield ResultLink(_("Minta pembukaan kembali"), href, icon="lock-open")


def _only_audits(actor: Actor) -> bool:
    return actor.role == "auditor"
