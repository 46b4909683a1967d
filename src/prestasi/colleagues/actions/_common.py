"""Steps that several actions share."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from prestasi.colleagues.models import Round
from prestasi.colleagues.states import ROUND
from prestasi.core import clock
from prestasi.core.errors import Closed, NotVisible
from prestasi.core.moves import may_move


def database_today() -> dt.date:
    """The day in the agency's zone by the clock of the database."""
    return timezone.localdate(clock.database_now())


def locked_round(round_id: int, act: str) -> Round:
    """The round, locked, in a state in which the act exists."""
    row = Round.objects.select_for_update().filter(pk=round_id).first()
    if row is None:
        raise NotVisible
    if not may_move(ROUND, act, row.state):
        raise Closed(_("Putaran ini %(state)s.") % {"state": row.get_state_display().lower()})
    return row
