"""One agreement, through its gate."""

from __future__ import annotations

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.dialogue import permissions as gate
from prestasi.dialogue.models import Agreement
from prestasi.dialogue.queries.agenda import AgreementLine, agreement_line, with_age


def agreement_or_404(actor: Actor, agreement_id: int) -> AgreementLine:
    """The employee and today's superior; of counselling, the two who held it."""
    row = with_age(Agreement.objects.filter(pk=agreement_id)).first()
    if row is None:
        raise NotVisible
    gate.agreement_side(actor, row)
    return agreement_line(row, clock.today())
