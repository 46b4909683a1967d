"""Plans that a change of a unit touches; named in `settings.UNIT_EFFECTS`."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from prestasi.organization.queries.effects import Effect
from prestasi.performance.models import Plan


def plans_affected(unit_ids: frozenset[int], day: dt.date) -> list[Effect]:
    """Plans that run on that day for posts in the units: they go on until their owners move to another post."""
    running = Plan.objects.filter(unit_id__in=unit_ids, starts_on__lte=day, ends_on__gte=day)
    running = running.exclude(state__in=("ended", "closed"))
    return [Effect(running.count(), _("rencana kinerja sedang berjalan dan tetap berlaku"))]
