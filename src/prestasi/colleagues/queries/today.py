"""What the app adds to pages of lower apps, through the hooks of `core.providers`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prestasi.colleagues.groups import Group
from prestasi.colleagues.models import GroupResult, Invitation, Round, Subject
from prestasi.colleagues.queries.home import unanswered, waiting
from prestasi.colleagues.queries.results import is_held_back, points
from prestasi.core.actor import Actor
from prestasi.core.providers import Panel, Rated, ResultLink, ShownResult, TodayItem, door


def _asked(actor: Actor, on: dt.date) -> tuple[QuerySet[Invitation], ...]:
    if actor.person_id is None or actor.on_behalf_of is not None:
        return ()
    return (unanswered(actor.person_id, on),)


@door(_asked)
def items(actor: Actor, on: dt.date) -> Iterator[TodayItem]:
    """One line for all answers that wait; the sheet itself when there is one. One statement."""
    if actor.person_id is None or actor.on_behalf_of is not None:
        return
    found = waiting(actor, on)
    if found:
        one = len(found) == 1
        href = reverse("colleagues:answer", args=[found[0].id]) if one else reverse("colleagues:home")
        title = ngettext("Beri umpan balik untuk %(n)s rekan", "Beri umpan balik untuk %(n)s rekan", len(found))
        text = found[0].name if one else ", ".join(task.name for task in found[:2]) + "…"
        yield TodayItem(title % {"n": len(found)}, text, "users-group", _("Jawab"), href, found[0].due_on)


def panel(actor: Actor, rated: Rated) -> Iterator[Panel]:
    """Beside the rating sheet: the released figures of the period's newest round, one input among others."""
    if actor.on_behalf_of is not None:
        return
    found = GroupResult.objects.filter(
        subject__person=rated.person_id, subject__round__period=rated.period_id,
        subject__round__state=Round.State.RELEASED,
    )  # fmt: skip
    rows = list(found.exclude(group=Group.SELF).select_related("subject__round").order_by("-subject", "pk"))
    if rows:
        subject = rows[0].subject
        shown = [r for r in rows if r.subject_id == subject.pk and not is_held_back(r, subject.round)]
        yield Panel(_("Umpan balik rekan"), "colleagues/_panel.html", _body(subject, shown), "rekan")


def _body(subject: Subject, rows: list[GroupResult]) -> dict[str, object]:
    lines = [(str(Group(r.group).label), points(r.mean), r.answers) for r in rows]
    return {"href": reverse("colleagues:result", args=[subject.pk]), "lines": lines, "title": subject.round.title}


def links(actor: Actor, shown: ShownResult) -> Iterator[ResultLink]:
    """A way from one's own results to the feedback of colleagues. No statement."""
    if actor.person_id == shown.person_id:
        yield ResultLink(_("Umpan balik rekan"), reverse("colleagues:home"), _("Hasil 360 dan yang perlu Anda jawab"),
                         "users-group")  # fmt: skip
