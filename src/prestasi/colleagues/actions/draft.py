"""Drafts that only the rater's browser can read: the key is a cookie, the row a ciphertext of constant length."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.utils.translation import gettext as _

from prestasi.colleagues import vault
from prestasi.colleagues.actions.answer import check_open
from prestasi.colleagues.ballots import SLOT
from prestasi.colleagues.models import Draft, Invitation
from prestasi.colleagues.permissions import check_may_answer
from prestasi.core.actor import Actor
from prestasi.core.errors import Invalid


def keep_draft(*, by: Actor, invitation_id: int, typed: Mapping[str, str], secret: bytes) -> None:
    """Keep what is typed so far. `secret`: 32 bytes of the rater's browser. Writes no event and no time."""
    found = Invitation.objects.select_related("subject__round").filter(pk=invitation_id).first()
    invitation = check_may_answer(by, found)
    check_open(invitation, invitation.subject.round)
    raw = json.dumps(dict(typed), ensure_ascii=False, separators=(",", ":")).encode()
    if len(raw) > SLOT:
        raise Invalid({"": _("Isian terlalu panjang untuk disimpan.")})
    sealed = vault.seal(secret, raw.ljust(SLOT, b" "), f"draft:{invitation.pk}")
    Draft.objects.update_or_create(invitation=invitation, defaults={"sealed": sealed})
