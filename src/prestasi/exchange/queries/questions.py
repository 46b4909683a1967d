"""Questions that a person was asked about differences with SIASN."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.exchange.models import DifferenceQuestion

MOST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with both sides as they were when it was asked."""

    id: int
    about: str
    own: bool
    field: str
    text: str
    ours: str
    ours_since: dt.date | None
    ours_source: str
    theirs: str
    theirs_since: dt.date | None
    siasn_day: dt.date | None
    by: str
    due_on: dt.date
    is_late: bool
    answer: str
    note: str
    answered_at: dt.datetime | None


def asked_of_me(actor: Actor) -> list[Asked]:
    """Open ones by day, then answered ones; those taken back are left out. A delegate sees none."""
    if actor.person_id is None or actor.on_behalf_of is not None:
        return []
    rows = DifferenceQuestion.objects.filter(asked_of=actor.person_id, withdrawn_at__isnull=True)
    related = ("difference__batch", "asked_by")
    found = [question_page(q) for q in rows.select_related(*related).order_by("due_on", "pk")[:MOST]]
    return sorted(found, key=lambda q: q.answered_at is not None)


def question_page(q: DifferenceQuestion) -> Asked:
    d = q.difference
    return Asked(
        id=q.pk, about=d.name, own=d.person_id == q.asked_of_id, field=d.get_field_display(), text=q.text, ours=d.ours,
        ours_since=d.ours_since, ours_source=d.ours_source, theirs=d.theirs, theirs_since=d.theirs_since,
        siasn_day=d.batch.effective_on, by=q.asked_by.full_name, due_on=q.due_on,
        is_late=q.answered_at is None and q.due_on < clock.today(), answer=q.get_answer_display() if q.answer else "",
        note=q.note, answered_at=q.answered_at,
    )  # fmt: skip
