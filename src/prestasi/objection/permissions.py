"""Who stands how to an objection, and what follows from it.

Nobody acts through a delegation here. The employee and the rater see both sides; who was drawn to decide is told to
them with the decision, so that nobody is talked to before it.
"""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.objection.models import Objection
from prestasi.objection.states import OBJECTION, Party
from prestasi.people.models import Person
from prestasi.people.permissions import Relation, relations, visible_people
from prestasi.performance.models import Evaluation


class Standing(StrEnum):
    """How an actor stands to one objection. READER: the rater's superior and auditors."""

    OWNER = "owner"
    RATER = "rater"
    ANALYST = "analyst"
    DECIDER = "decider"
    READER = "reader"


WHO_MAY = {
    Party.OWNER: gettext_lazy("Pegawai yang mengajukan"),
    Party.RATER: gettext_lazy("Pejabat penilai pegawai ini"),
    Party.ANALYST: gettext_lazy("Analis kepegawaian yang bukan pihak dalam perkara ini"),
    Party.DECIDER: gettext_lazy("Pejabat yang terundi untuk memutus"),
}


def standing_of(actor: Actor, objection: Objection) -> frozenset[Standing]:
    """All ways the actor stands to the objection. A party is never its analyst or its decider."""
    me = actor.person_id
    if me is None:
        return frozenset()
    if me == objection.person_id:
        return frozenset({Standing.OWNER})
    found = {
        standing
        for standing, person in (
            (Standing.RATER, objection.rater_id),
            (Standing.READER, objection.rater_superior_id),
            (Standing.DECIDER, objection.decider_id),
        )
        if person == me
    }
    return frozenset(found or _by_office(actor, objection.person_id))


def _by_office(actor: Actor, person_id: int) -> set[Standing]:
    offices = relations(actor, person_id)
    granted = {Relation.ANALYST: Standing.ANALYST, Relation.AUDITOR: Standing.READER}
    return {standing for relation, standing in granted.items() if relation in offices}


def check_may_read(actor: Actor, objection: Objection) -> frozenset[Standing]:
    """The standings, or NotVisible."""
    found = standing_of(actor, objection)
    if not found:
        raise NotVisible
    return found


def check_may(actor: Actor, act: str, objection: Objection) -> str:
    """Whether the actor is the party that this act belongs to; answers the capacity for the event."""
    found = check_may_read(actor, objection)
    who = Party(OBJECTION[act].who)
    if Standing(who) not in found or actor.on_behalf_of is not None:
        raise NotAllowed(_("Langkah ini dilakukan oleh pihak lain."), str(WHO_MAY[who]))
    return "employee" if who is Party.OWNER else str(who)


def check_may_file(actor: Actor, evaluation: Evaluation) -> None:
    """The employee in person; for everybody else the result does not show this way."""
    if actor.person_id != evaluation.person_id:
        if actor.person_id is None or not relations(actor, evaluation.person_id):
            raise NotVisible
        raise NotAllowed(_("Keberatan diajukan pegawai yang bersangkutan."), str(WHO_MAY[Party.OWNER]))
    if actor.on_behalf_of is not None:
        raise NotAllowed(_("Keberatan tidak diajukan melalui delegasi."), str(WHO_MAY[Party.OWNER]))


def has_desk(actor: Actor) -> bool:
    """Analysts run the desk; auditors read it."""
    return actor.has_role("analyst") or actor.has_role("auditor")


def check_desk(actor: Actor) -> None:
    """The desk of objections is for analysts and auditors. Raises NotAllowed."""
    if not has_desk(actor):
        raise NotAllowed(_("Meja keberatan dibuka analis kepegawaian."), _("Analis kepegawaian atau auditor"))


def visible_objections(actor: Actor) -> Q:
    """Filter on `Objection` for the desk: people within the actor's grants, without cases of one's own."""
    people = Person.objects.filter(visible_people(actor)).values("pk")
    return Q(person__in=people) & ~Q(person=actor.person_id)
