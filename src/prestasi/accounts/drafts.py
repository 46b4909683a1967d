"""The key that seals drafts on a person's phone: given only inside a session, the same for each of the person's own."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

OWNER_LENGTH = 16


def draft_key(user_id: int) -> bytes:
    """32 bytes for AES-GCM. Derived, never stored: after a new sign-in the same person opens the same drafts."""
    return derived("draft-key", user_id)


def draft_owner(user_id: int) -> str:
    """A name for the person on the device that tells nothing about them."""
    return derived("draft-owner", user_id).hex()[:OWNER_LENGTH]


def derived(purpose: str, user_id: int) -> bytes:
    """32 bytes of the installation's secret for one purpose and one person."""
    return hmac.new(settings.SECRET_KEY.encode(), f"prestasi:{purpose}:{user_id}".encode(), hashlib.sha256).digest()
