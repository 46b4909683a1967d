"""Questions about a month, as sentences: for the person to answer, for the superior a neutral note."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.formats import short_date, stamp
from prestasi.worklog.models import Question

FIRST_TO_PERSON = dt.timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its answer."""

    id: int
    kind: str
    title: str
    sentence: str
    asked_at: dt.datetime
    answer: str
    answered_at: dt.datetime | None


def questions_of(person_id: int, month: dt.date, *, is_own: bool) -> tuple[Asked, ...]:
    """All for the person; for the superior those answered, or asked five days ago and more."""
    rows = Question.objects.filter(person=person_id, month=month).order_by("asked_at", "pk")
    told_before = clock.now() - FIRST_TO_PERSON
    return tuple(_asked(row) for row in rows if is_own or row.answered_at or row.asked_at < told_before)


def _asked(row: Question) -> Asked:
    return Asked(
        row.pk, row.kind, str(row.get_kind_display()), sentence(row.kind, row.facts), row.asked_at, row.answer,
        row.answered_at,
    )  # fmt: skip


def sentence(kind: str, facts: dict[str, Any]) -> str:
    """What was noticed, as a plain statement without a verdict."""
    said = {"count": facts.get("count", 0), "all": facts.get("all", 0), "text": facts.get("text", "")}
    if kind == Question.Kind.NEAR_DUPLICATE:
        return _("%(count)s catatan bulan ini hampir sama tulisan dan jumlahnya: “%(text)s”.") % said
    if kind == Question.Kind.IMPOSSIBLE_HOURS:
        hours = facts["minutes"] // 60
        return _("%(day)s memuat lebih dari %(hours)s jam kegiatan.") % {"day": _day(facts), "hours": hours}
    if kind == Question.Kind.REUSED_LINK:
        return _("Bukti yang sama dipakai pada %(count)s kegiatan yang berbeda.") % said
    if kind == Question.Kind.SAME_SECOND:
        at = timezone.localtime(dt.datetime.fromisoformat(facts["at"]))
        return _("%(count)s catatan masuk pada detik yang sama, %(at)s.") % {**said, "at": stamp(at)}
    return _("%(count)s dari %(all)s catatan bulan ini ditulis sekaligus pada %(day)s, sepekan lebih sesudahnya.") % {
        **said, "day": _day(facts)
    }  # fmt: skip


def _day(facts: dict[str, Any]) -> str:
    return short_date(dt.date.fromisoformat(facts["day"]))
