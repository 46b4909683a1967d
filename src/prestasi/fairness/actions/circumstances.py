from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Invalid
from prestasi.core.receipt import Receipt
from prestasi.fairness.models import Circumstance
from prestasi.fairness.models.circumstance import WorkingPattern
from prestasi.performance.permissions.evaluation import person_of


def state_circumstance(
    *, by: Actor, working_pattern: str, has_disability: bool | None, key: str | None = None
) -> Receipt:
    """Say, change or take back (empty, None) what only the statistics of fairness read. The event holds no content."""

    def act() -> Receipt:
        me = person_of(by)
        if working_pattern and working_pattern not in WorkingPattern.values:
            raise Invalid({"working_pattern": _("Pilih salah satu pola kerja.")})
        kept, _created = Circumstance.objects.update_or_create(
            person_id=me,
            defaults={
                "working_pattern": working_pattern,
                "has_disability": has_disability,
                "stated_at": clock.database_now(),
            },
        )
        return record("circumstance.stated", by=by, about=kept, subject=me, capacity="self")

    return once(key, by, act)
