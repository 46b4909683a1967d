from __future__ import annotations

from prestasi.core.actor import Actor
from prestasi.fairness.models import Circumstance
from prestasi.performance.permissions.evaluation import person_of


def own_circumstance(actor: Actor) -> dict[str, str]:
    """What the actor said before, as the form shows it."""
    kept = Circumstance.objects.filter(person=person_of(actor)).first()
    if kept is None:
        return {}
    return {
        "working_pattern": kept.working_pattern,
        "disability": {True: "yes", False: "no", None: ""}[kept.has_disability],
    }
