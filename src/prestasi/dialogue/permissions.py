"""Who may do what with a dialogue, an agreement, an improvement plan.

A pending dialogue belongs to the employee and whoever is the direct superior today (acting official included; a
delegate for review may act in it, never in counselling). A recorded one belongs to the employee and the superior who
held it; the superior of today reads it, because the history stays with the employee. Everybody else sees nothing:
what is said is of class K3, so a foreign dialogue is answered like one that does not exist.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from prestasi.accounts.models import Delegation
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.dialogue.models import Agreement, Dialogue, DialogueKind, ImprovementPlan, SealedReading, Side
from prestasi.dialogue.states import PENDING
from prestasi.people.permissions import Relation, relations
from prestasi.performance.permissions.evaluation import acting_person, has_delegation

REVIEW = Delegation.Scope.REVIEW


def side_on(actor: Actor, dialogue: Dialogue) -> Side | None:
    """The side the actor stands on, None for a reader and for everybody else."""
    if actor.person_id is None:
        return None
    if actor.person_id == dialogue.person_id:
        return None if actor.on_behalf_of else Side.EMPLOYEE
    if dialogue.is_sealed and actor.on_behalf_of:
        return None
    if dialogue.state in PENDING:
        return Side.LEADER if leads(actor, dialogue.person_id) else None
    return Side.LEADER if dialogue.leader_id == acting_person(actor) else None


def leads(actor: Actor, person_id: int) -> bool:
    """Whether the actor is (or acts for) the direct superior of the person today."""
    return Relation.SUPERIOR in relations(actor, person_id)


def check_may_read(actor: Actor, dialogue: Dialogue) -> Side | None:
    """The actor's side; None for the superior of today who reads what was held before, or an analyst with a reason."""
    side = side_on(actor, dialogue)
    if side is not None:
        return side
    if dialogue.is_sealed:
        _check_seal(actor, dialogue)
    elif actor.person_id == dialogue.person_id or not leads(actor, dialogue.person_id):
        raise NotVisible
    return None


def check_may_act(actor: Actor, dialogue: Dialogue) -> Side:
    """The side on which the actor acts."""
    side = check_may_read(actor, dialogue) if actor.person_id else None
    if side is None:
        if actor.person_id is None:
            raise NotVisible
        raise NotAllowed(_("Dialog ini milik pegawai dan atasan yang menjalaninya."), _("Kedua pihak dialog ini"))
    if actor.on_behalf_of is not None and not has_delegation(actor, REVIEW):
        raise NotAllowed(_("Delegasi Anda tidak mencakup dialog kinerja."), _("Pemberi delegasi"))
    return side


def check_may_open(actor: Actor, person_id: int, kind: str) -> Side:
    """Either side opens a dialogue: the employee for himself, the superior of today for somebody of the team."""
    if actor.person_id is None:
        raise NotVisible
    if actor.person_id == person_id and actor.on_behalf_of is None:
        return Side.EMPLOYEE
    found = relations(actor, person_id)
    if not found:
        raise NotVisible
    if Relation.SUPERIOR not in found:
        raise NotAllowed(_("Dialog diminta oleh pegawai atau atasan langsungnya."), _("Atasan langsung pegawai ini"))
    if actor.on_behalf_of is not None and (kind == DialogueKind.COUNSELLING or not has_delegation(actor, REVIEW)):
        raise NotAllowed(_("Delegasi Anda tidak mencakup dialog ini."), _("Pemberi delegasi"))
    return Side.LEADER


def check_may_lead(actor: Actor, person_id: int) -> None:
    """The direct superior of today, or a delegate for review: comments, agenda, reading of the team."""
    found = relations(actor, person_id)
    if not found:
        raise NotVisible
    if Relation.SUPERIOR not in found:
        raise NotAllowed(_("Ini dilakukan oleh atasan langsung."), _("Atasan langsung pegawai ini"))
    if actor.on_behalf_of is not None and not has_delegation(actor, REVIEW):
        raise NotAllowed(_("Delegasi Anda tidak mencakup bacaan tim."), _("Pemberi delegasi"))


def agreement_side(actor: Actor, agreement: Agreement) -> Side:
    """An agreement follows the employee: the other side is today's superior; of counselling, who held it."""
    if agreement.dialogue.is_sealed:
        return check_may_act(actor, agreement.dialogue)
    if actor.person_id is None:
        raise NotVisible
    if actor.person_id == agreement.person_id and actor.on_behalf_of is None:
        return Side.EMPLOYEE
    if not leads(actor, agreement.person_id):
        raise NotVisible
    check_may_lead(actor, agreement.person_id)
    return Side.LEADER


def visible(actor: Actor) -> Q:
    """Filter on `Dialogue` for the actor's own list as employee; teams are listed by `led_by`."""
    return Q(person=actor.person_id) if actor.on_behalf_of is None else Q(pk__in=[])


def led_by(actor: Actor) -> Q:
    """Filter on `Dialogue`: pending ones of today's team and those the actor held; no counselling for delegates."""
    me, day = acting_person(actor), clock.today()
    path = "person__superiors"
    today = Q(**{f"{path}__superior": me, f"{path}__valid_from__lte": day}) & (
        Q(**{f"{path}__valid_to__isnull": True}) | Q(**{f"{path}__valid_to__gt": day})
    )
    found = (Q(state__in=PENDING) & today) | (~Q(state__in=PENDING) & Q(leader=me))
    found &= ~Q(person=actor.person_id)
    return found & ~Q(kind=DialogueKind.COUNSELLING) if actor.on_behalf_of else found


def may_ask_for_seal(actor: Actor, dialogue: Dialogue) -> bool:
    """Whether the actor is an HR analyst of the employee, who may open a sealed record with a reason."""
    found = relations(actor, dialogue.person_id)
    return Relation.ANALYST in found and Relation.SELF not in found and actor.on_behalf_of is None


def _check_seal(actor: Actor, dialogue: Dialogue) -> None:
    """Only an analyst who gave a reason, for as long as the opening lasts."""
    if actor.person_id is None or not may_ask_for_seal(actor, dialogue):
        raise NotVisible
    opened = SealedReading.objects.filter(dialogue=dialogue, reader=actor.person_id, until__gt=clock.now())
    if not opened.exists():
        raise NotAllowed(
            _("Catatan konseling hanya untuk kedua pihak. Analis kepegawaian membukanya dengan alasan tertulis."),
            _("Pegawai dan atasan yang menjalani konseling ini"),
        )


def improvement_side(actor: Actor, plan: ImprovementPlan) -> Side:
    """The side on an improvement plan: the employee once the result was opened, or the direct superior of today."""
    if actor.person_id is not None and actor.person_id == plan.person_id:
        if actor.on_behalf_of is not None or plan.evaluation.received_at is None:
            raise NotVisible
        return Side.EMPLOYEE
    if actor.on_behalf_of is None and leads(actor, plan.person_id):
        return Side.LEADER
    raise NotVisible


def check_may_read_improvement(actor: Actor, plan: ImprovementPlan) -> Side | None:
    """Both sides, and the HR analysts of the employee, who follow every improvement plan (None)."""
    found = relations(actor, plan.person_id)
    if Relation.SELF not in found and Relation.ANALYST in found and actor.on_behalf_of is None:
        return Side.LEADER if Relation.SUPERIOR in found else None
    return improvement_side(actor, plan)
