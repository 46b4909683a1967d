"""One-time links of outside raters: shown once, kept as a hash."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import record
from prestasi.colleagues.actions._common import locked_round
from prestasi.colleagues.models import Invitation
from prestasi.colleagues.permissions import check_may_run
from prestasi.colleagues.receipts import link_hash
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, NotVisible


def issue_link(*, by: Actor, round_id: int, invitation_id: int) -> str:
    """A fresh token for an outside rater; one issued before stops working. The event names no person."""
    with transaction.atomic():
        check_may_run(by)
        row = locked_round(round_id, "answer")
        outside = Invitation.objects.select_for_update().filter(
            pk=invitation_id, subject__round=row, rater__isnull=True, is_settled=True
        )
        invitation = outside.first()
        if invitation is None:
            raise NotVisible
        if invitation.has_answered:
            raise Closed(_("Orang ini sudah menjawab."))
        token = secrets.token_urlsafe(24)
        outside.update(link_hash=link_hash(token))
        record("link360.issued", by=by, about=row, capacity="analyst")
        return token
