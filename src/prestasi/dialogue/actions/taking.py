"""Taking a dialogue up for an act: the locked row, gate, state, version guard, today's superior as its leader."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, NotVisible
from prestasi.core.moves import may_move
from prestasi.dialogue import permissions as gate
from prestasi.dialogue.actions.mail import mail_invitation, mail_withdrawal
from prestasi.dialogue.models import Dialogue, Side
from prestasi.dialogue.states import DIALOGUE, PENDING
from prestasi.people.models import Person, ReportingLine
from prestasi.people.queries.superior import superior_of

NOW_WITH = gettext_lazy("Dialog %(when)s kini dengan %(who)s")


def take(by: Actor, dialogue_id: int, act: str, lock_version: int | None = None) -> tuple[Dialogue, Side]:
    """The dialogue with its row locked and the actor's side, after gate, state and version were checked."""
    Dialogue.objects.select_for_update(no_key=True).filter(pk=dialogue_id).first()  # the leader may change meanwhile
    dialogue = Dialogue.objects.select_related("person", "leader").filter(pk=dialogue_id).first()
    if dialogue is None:
        raise NotVisible
    side = gate.check_may_act(by, dialogue)
    if not may_move(DIALOGUE, act, dialogue.state):
        raise Closed(_("Dialog ini sudah %s.") % dialogue.get_state_display().lower())
    if lock_version is not None and lock_version != dialogue.lock_version:
        raise Conflict(
            _("Dialog ini berubah sejak Anda membukanya. Baca lagi sebelum melanjutkan."),
            {"state": (dialogue.get_state_display(), _("halaman yang Anda buka sudah lama"))},
        )
    _take_over(dialogue)
    return dialogue, side


def _take_over(dialogue: Dialogue) -> bool:
    """A pending dialogue belongs to today's superior; whoever was asked before the move keeps only the history.

    It leaves the calendar of the former superior: the same UID, the next SEQUENCE, CANCEL.
    """
    if dialogue.state not in PENDING:
        return False
    superior = Person.objects.filter(pk=superior_of(dialogue.person_id, clock.today()) or 0).first()
    if superior is None or superior.pk == dialogue.leader_id:
        return False
    dialogue.sequence += 1
    mail_withdrawal(dialogue, NOW_WITH, superior.full_name)
    dialogue.leader = superior
    dialogue.save(update_fields=["leader", "sequence"])
    return True


def follow_superiors() -> int:
    """Give pending dialogues to who is the direct superior today and invite both anew; how many. Safe to run twice."""
    others = (
        ReportingLine.objects.on(clock.today()).filter(person=OuterRef("person")).exclude(superior=OuterRef("leader"))
    )
    waiting = Dialogue.objects.filter(Exists(others), state__in=PENDING).order_by("pk")
    return sum(_followed(pk) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def _followed(dialogue_id: int) -> bool:
    dialogue = (
        Dialogue.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "leader")
        .get(pk=dialogue_id)
    )
    if not _take_over(dialogue):
        return False
    mail_invitation(dialogue, Side.LEADER, NOW_WITH, dialogue.leader.full_name)
    return True
