"""What credit points put on the pages of others: lines of *Hari ini*, and a way on from a result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.providers import ResultLink, ShownResult, TodayItem, door
from prestasi.credit.models import Determination, Opening
from prestasi.credit.permissions import visible_officials
from prestasi.credit.queries.sources import EMPLOYED, holds_functional_post
from prestasi.organization.models import PositionKind
from prestasi.people.models import Person, ReportingLine
from prestasi.performance.models import Evaluation

MOST = 5
Waiting = QuerySet[Opening] | QuerySet[Determination]


def _waiting(actor: Actor, on: dt.date) -> tuple[Waiting, ...]:
    me = actor.person_id
    if me is None or actor.on_behalf_of is not None:
        return ()
    below = Q(person__in=ReportingLine.objects.on(on).filter(superior=me).values("person")) & ~Q(requested_by=me)
    openings = below
    if actor.has_role("analyst"):
        people = Person.objects.filter(visible_officials(actor)).exclude(pk=me)
        openings = (below | Q(person__in=people.values("pk"))) & ~Q(requested_by=me)
    return (
        Opening.objects.filter(openings, state="requested"),
        Determination.objects.filter(below, state="requested"),
    )


@door(_waiting)
def today_items(actor: Actor, on: dt.date) -> Iterator[TodayItem]:
    """What waits for the second person: openings to be matched with their paper, PAK to be signed."""
    openings, determinations = _waiting(actor, on)
    for row in openings.select_related("person").order_by("requested_at", "pk")[:MOST]:
        href = reverse("credit:account", args=[row.person_id])
        yield TodayItem(_("Cocokkan saldo awal angka kredit"), row.person.full_name, "scale", _("Buka"), href)
    for pak in determinations.select_related("person").order_by("requested_at", "pk")[:MOST]:
        href = reverse("credit:pak", args=[pak.pk])
        yield TodayItem(_("Tetapkan angka kredit"), pak.person.full_name, "signature", _("Buka"), href)


def result_links(actor: Actor, shown: ShownResult) -> Iterator[ResultLink]:
    """To the account of who earns credit points. One statement."""
    if shown.evaluation_id is None:
        if actor.person_id != shown.person_id:
            return
        rows = Person.objects.filter(holds_functional_post(clock.today()), pk=shown.person_id)
    else:
        rows = Evaluation.objects.filter(
            pk=shown.evaluation_id, plan__position__kind=PositionKind.FUNCTIONAL, person__employment__in=EMPLOYED
        )  # type: ignore[assignment]
    if rows.exists():
        is_own = actor.person_id == shown.person_id
        href = reverse("credit:mine") if is_own else reverse("credit:account", args=[shown.person_id])
        yield ResultLink(_("Angka kredit saya") if is_own else _("Angka kredit"), href, icon="stack-2")
