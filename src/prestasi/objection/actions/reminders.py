"""What time does to open objections: reminders before, on and after the due days. Each notice once a day at most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from prestasi.accounts.queries.language import speaking_to
from prestasi.core.formats import plain_date
from prestasi.notices.actions.notify import notify_many
from prestasi.notices.models import Notice
from prestasi.objection.models import Objection
from prestasi.objection.states import OPEN
from prestasi.organization.queries.calendar import calendar_between

AHEAD = (3, 1, 0)
SOON = gettext_noop("Keberatan %(name)s menunggu Anda, batas %(day)s")
LATE = gettext_noop("Keberatan %(name)s lewat batas sejak %(day)s")


def remind(day: dt.date) -> int:
    """Three days before, one day before and on the due day; after it every working day. Answers how many were offered.

    Lateness changes nothing else: the law names no consequence, and the contested result stays open until decided.
    """
    rows = Objection.objects.filter(state__in=OPEN).select_related("person")
    is_working = calendar_between(day, day).is_working(day)
    return notify_many([notice for row in rows for notice in _notices(row, day, is_working)])


def _notices(row: Objection, day: dt.date, is_working: bool) -> Iterator[Notice]:
    """Who holds the case: the rater, the drawn official, the analyst who recommended."""
    if row.state == "filed" and row.answer_due_on and (row.answer_due_on - day).days in AHEAD:
        yield _notice(row, row.rater_id, row.answer_due_on, day, SOON)
    left = (row.decision_due_on - day).days
    holders = _holders(row)
    if left in AHEAD:
        yield from (_notice(row, person, row.decision_due_on, day, SOON) for person in holders)
    elif left < 0 and is_working:
        late = {person for person in (*holders, row.recommended_by_id) if person}
        yield from (_notice(row, person, row.decision_due_on, day, LATE) for person in sorted(late))


def _holders(row: Objection) -> list[int]:
    if row.state in {"recommended", "rerated"} and row.decider_id:
        return [row.decider_id]
    return [row.rater_id] if row.state in {"filed", "returned"} else []


def _notice(row: Objection, person: int, due: dt.date, day: dt.date, words: str) -> Notice:
    with speaking_to(person):
        text = _(words) % {"name": row.person.full_name, "day": plain_date(due)}
    return Notice(
        person_id=person, kind="objection.due", text=text[:240], due_on=due, url=f"/keberatan/{row.pk}/",
        effect_key=f"objection.due:{row.pk}:{person}:{day}",
    )  # fmt: skip
