"""Asking about what looks like padding, and keeping the answer. Nothing here reaches a rating."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Invalid, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.worklog.checks import LAST_MINUTE
from prestasi.worklog.models import Entry, Question
from prestasi.worklog.padding import Finding, Line, findings
from prestasi.worklog.permissions import check_owner

FIELDS = (
    "pk", "person", "on", "starts", "ends", "activity", "realisation", "link", "file_sha256", "entered_at", "source",
)  # fmt: skip
Month = tuple[int, dt.date]


def ask_person(person_id: int, day: dt.date) -> None:
    """Look again at one person's month."""
    ask({(person_id, day.replace(day=1))})


def ask(months: Iterable[Month]) -> int:
    """Bring the questions of these (person, first of month) up to date; how many stand now.

    Answered questions stay as they are, unanswered ones go when their reason is gone. Three statements for any number
    of months.
    """
    wanted = set(months)
    if not wanted:
        return 0
    lines = _lines(wanted)
    rows = [_row(key, found) for key in sorted(wanted) for found in findings(lines.get(key, []))]
    kept = {(row.person_id, row.month, row.key) for row in rows}
    of_months = Q()
    for person, month in wanted:
        of_months |= Q(person=person, month=month)
    old = Question.objects.filter(of_months, answered_at__isnull=True)
    gone = [q.pk for q in old.only("pk", "person_id", "month", "key") if (q.person_id, q.month, q.key) not in kept]
    if gone:
        Question.objects.filter(pk__in=gone).delete()
    if rows:
        Question.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def _lines(months: set[Month]) -> dict[Month, list[Line]]:
    first, last = min(month for _p, month in months), max(_end(month) for _p, month in months)
    rows = Entry.objects.filter(person__in={p for p, _m in months}, on__gte=first, on__lt=last)
    found: dict[Month, list[Line]] = defaultdict(list)
    for pk, person, on, starts, ends, text, count, link, sha, at, source in (
        rows.exclude(state="withdrawn").order_by("on", "starts").values_list(*FIELDS)
    ):
        until = 24 * 60 if ends == LAST_MINUTE else ends.hour * 60 + ends.minute
        line = Line(
            pk, on, starts.hour * 60 + starts.minute, until, text, count, sha or link, timezone.localtime(at),
            source == Entry.Source.FORM,
        )  # fmt: skip
        found[person, on.replace(day=1)].append(line)
    return found


def _end(month: dt.date) -> dt.date:
    return (month + dt.timedelta(days=32)).replace(day=1)


def _row(key: Month, found: Finding) -> Question:
    person, month = key
    return Question(
        person_id=person, month=month, kind=found.kind, key=found.key, entry_ids=list(found.ids), facts=found.facts
    )


def answer_question(*, by: Actor, question_id: int, answer: str, key: str | uuid.UUID | None = None) -> Receipt:
    """The person's answer; it may be written anew and is read by the direct superior."""

    def act() -> Receipt:
        row = Question.objects.select_for_update().filter(pk=question_id).first()
        if row is None:
            raise NotVisible
        check_owner(by, row.person_id)
        if len(answer.strip()) < 3:
            raise Invalid({"answer": _("Tulis jawaban singkat, misalnya “Jaga malam, kegiatannya memang sama”.")})
        row.answer, row.answered_at = answer.strip()[:500], clock.now()
        row.save(update_fields=["answer", "answered_at"])
        return record(
            "worklog.answered", by=by, about=row, subject=row.person_id, capacity="employee",
            payload={"kind": row.kind, "month": row.month.isoformat()},
        )  # fmt: skip

    return once(key, by, act)
