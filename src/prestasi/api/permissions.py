"""Who makes, sees and ends keys. The superior verifies what comes in, so the superior does not hold the pen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.people.permissions import Relation, relations
from prestasi.performance.models import Indicator

MAY: dict[str, frozenset[Relation]] = {
    "make": frozenset({Relation.SELF}),
    "see": frozenset({Relation.SELF, Relation.SUPERIOR, Relation.ADMIN, Relation.AUDITOR}),
    "revoke": frozenset({Relation.SELF, Relation.SUPERIOR, Relation.ADMIN}),
}


def check_key(actor: Actor, indicator_id: int, act: str) -> tuple[Indicator, frozenset[Relation]]:
    """The indicator and how the actor stands to its person. NotVisible outside sight, NotAllowed for other relations.

    Nobody makes or ends keys on behalf of somebody else.
    """
    found = Indicator.objects.select_related("result__plan__person").filter(pk=indicator_id).first()
    how = relations(actor, found.result.plan.person_id) if found else frozenset()
    if found is None or not how:
        raise NotVisible
    if not how & MAY[act] or (act != "see" and actor.on_behalf_of is not None):
        raise NotAllowed(
            _("Kunci API dikelola pemilik indikator; atasan dan admin dapat melihat dan mencabutnya."),
            _("Pemilik rencana kinerja"),
        )
    return found, how


def sees_all_keys(actor: Actor) -> bool:
    """Admins and auditors of the whole agency see every key."""
    return any(g.role in {"admin", "auditor"} and g.unit_id is None for g in actor.grants)
