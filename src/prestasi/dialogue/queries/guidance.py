"""Form B.1.8 and B.1.9 of a guidance, and the sealed record that an analyst asks to open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.dialogue import permissions as gate
from prestasi.dialogue.models import CompetenceScore, Dialogue, DialogueKind, GuidanceFeedback, Side
from prestasi.dialogue.states import RECORDED
from prestasi.people.queries.superior import superior_of


@dataclass(frozen=True, slots=True)
class GuidancePage:
    """`form` is the signed B.1.8, None while the employee has not signed it."""

    dialogue: Dialogue
    form: GuidanceFeedback | None
    may_sign: bool


def guidance_page(actor: Actor, dialogue_id: int) -> GuidancePage:
    """For the employee, and once it is signed for the superior of the leader; never for the leader."""
    dialogue = _guidance(dialogue_id)
    form = GuidanceFeedback.objects.filter(dialogue=dialogue).first()
    if gate.side_on(actor, dialogue) is Side.EMPLOYEE:
        return GuidancePage(dialogue, form, form is None)
    if form is None or not reads_guidance(actor, dialogue):
        gate.check_may_read(actor, dialogue)
        raise NotAllowed(_("Formulir B.1.8 dibaca pegawai dan atasan dari pimpinan yang membimbing."))
    return GuidancePage(dialogue, form, False)


def reads_guidance(actor: Actor, dialogue: Dialogue) -> bool:
    """Whether the actor is the leader's superior, for whom form B.1.8 is written."""
    if actor.on_behalf_of is not None or actor.person_id in {None, dialogue.leader_id}:
        return False
    return superior_of(dialogue.leader_id, clock.today()) == actor.person_id


def _guidance(dialogue_id: int) -> Dialogue:
    rows = Dialogue.objects.select_related("person", "leader")
    dialogue = rows.filter(pk=dialogue_id, kind=DialogueKind.GUIDANCE, state__in=RECORDED).first()
    if dialogue is None:
        raise NotVisible
    return dialogue


def competence_page(actor: Actor, dialogue_id: int) -> tuple[Dialogue, list[dict[str, Any]]]:
    """The rows of form B.1.9 so far, for the leader who held the guidance."""
    dialogue = _guidance(dialogue_id)
    if gate.check_may_read(actor, dialogue) is not Side.LEADER:
        raise NotAllowed(_("Formulir B.1.9 diisi pimpinan yang membimbing."))
    rows = CompetenceScore.objects.filter(dialogue=dialogue).order_by("order")
    return dialogue, [dict(row) for row in rows.values("competence", "score", "reason")]


def sealed_or_404(actor: Actor, dialogue_id: int) -> Dialogue:
    """A counselling record that the actor, an HR analyst of the employee, may open with a reason."""
    rows = Dialogue.objects.select_related("person", "leader").filter(kind=DialogueKind.COUNSELLING)
    dialogue = rows.filter(pk=dialogue_id).first()
    if dialogue is None or not gate.may_ask_for_seal(actor, dialogue):
        raise NotVisible
    return dialogue
