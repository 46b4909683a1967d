"""The clock of corrections: five working days; then the requests go up to the administrators and the asker is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from prestasi.accounts.models import RoleGrant
from prestasi.notices.actions.notify import notify_many
from prestasi.notices.models import Notice
from prestasi.notices.queries.readers import languages
from prestasi.people.models import CorrectionRequest

SOON = dt.timedelta(days=1)


def escalate_corrections(day: dt.date) -> int:
    """Tell analysts the day before an answer is due, and administrators and the asker once it is late.

    Each only once, however often this runs. The person who asked never decides, so they are left out as analyst.
    """
    open_ones = CorrectionRequest.objects.filter(state=CorrectionRequest.State.OPEN, due_on__lte=day + SOON)
    rows = list(open_ones.select_related("person"))
    if not rows:
        return 0
    analysts, admins = _holders("analyst", day), _holders("admin", day)
    speak = languages({*analysts, *admins, *(row.requested_by_id for row in rows)})
    return notify_many(notice for row in rows for notice in _told(row, day, analysts, admins, speak))


def _holders(role: str, day: dt.date) -> set[int]:
    """People who hold the role for the whole agency today."""
    grants = RoleGrant.objects.on(day).filter(role=role, unit__isnull=True, user__is_active=True)
    return {person for (person,) in grants.values_list("user__person") if person}


def _told(
    row: CorrectionRequest, day: dt.date, analysts: set[int], admins: set[int], speak: dict[int, str]
) -> Iterator[Notice]:
    is_late = row.due_on < day
    deciders = analysts | admins if is_late else analysts
    for person in sorted(deciders - {row.requested_by_id, row.person_id}):
        yield _notice(row, person, "late" if is_late else "due", speak)
    if is_late:
        yield _notice(row, row.requested_by_id, "asker", speak)


def _notice(row: CorrectionRequest, person: int, what: str, speak: dict[int, str]) -> Notice:
    with translation.override(speak.get(person, "id")):
        of_unit = {
            "due": _("Koreksi unit untuk %s perlu diputus"),
            "late": _("Koreksi unit untuk %s lewat batas lima hari kerja"),
            "asker": _("Jawaban koreksi unit untuk %s terlambat; sudah diteruskan ke admin"),
        }
        of_superior = {
            "due": _("Koreksi atasan untuk %s perlu diputus"),
            "late": _("Koreksi atasan untuk %s lewat batas lima hari kerja"),
            "asker": _("Jawaban koreksi atasan untuk %s terlambat; sudah diteruskan ke admin"),
        }
        words = of_unit if row.asks == CorrectionRequest.Asks.UNIT else of_superior
        return Notice(
            person_id=person, kind=f"correction.{what}", text=words[what] % row.person.full_name,
            url="/koreksi-atasan/",
            due_on=row.due_on if what == "due" else None, effect_key=f"correction.{what}:{row.pk}:{person}",
        )  # fmt: skip
