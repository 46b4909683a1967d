"""What the menu counts: things that wait for this person, never news. One statement for all of them."""

from __future__ import annotations

from prestasi.core.actor import Actor
from prestasi.performance.queries.waiting import waiting_for


def reviews(actor: Actor) -> int:
    """Plans and reports to look at."""
    return waiting_for(actor).reviews


def ratings(actor: Actor) -> int:
    """Evaluations to rate."""
    return waiting_for(actor).to_rate


def confirmations(actor: Actor) -> int:
    """Ratings to confirm as the rater's superior."""
    return waiting_for(actor).to_confirm
