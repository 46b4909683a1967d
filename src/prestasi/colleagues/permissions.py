"""Who may run rounds, choose raters, answer, and read results. Nobody, in any role, reads a single answer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.colleagues.models import Invitation, Subject
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.people.permissions import Relation, check_visible

WATCHES = frozenset({"analyst", "auditor"})


def person_of(actor: Actor) -> int:
    """The person behind an act in one's own name; a delegate or an account without a person does nothing here."""
    if actor.person_id is None:
        raise NotVisible
    if actor.on_behalf_of is not None:
        raise NotAllowed(_("Umpan balik rekan tidak dapat didelegasikan."), _("Orang yang diminta sendiri"))
    return actor.person_id


def may_run(actor: Actor) -> bool:
    """Analysts for the whole agency prepare, open, close and release rounds."""
    return any(g.role == Relation.ANALYST and g.unit_id is None for g in actor.grants)


def check_may_run(actor: Actor) -> None:
    """Rounds are run by analysts of the whole agency. Raises NotAllowed."""
    if not may_run(actor):
        raise NotAllowed(_("Putaran umpan balik dijalankan analis kepegawaian instansi."), _("Analis kepegawaian"))


def check_may_watch(actor: Actor) -> None:
    """Coverage (counts, never answers) is read by analysts and auditors of the whole agency."""
    if not any(g.role in WATCHES and g.unit_id is None for g in actor.grants):
        raise NotAllowed(_("Cakupan putaran dibaca analis kepegawaian dan auditor."), _("Analis kepegawaian"))


def check_may_propose(actor: Actor, subject: Subject) -> None:
    """Only the person the feedback is about proposes raters."""
    found = check_visible(actor, subject.person_id)
    if Relation.SELF not in found or actor.on_behalf_of is not None:
        raise NotAllowed(_("Penilai diusulkan pegawai yang bersangkutan."), _("Pegawai yang bersangkutan"))


def check_may_approve(actor: Actor, subject: Subject) -> None:
    """Only the direct superior of today, in person, approves a list of raters."""
    found = check_visible(actor, subject.person_id)
    if Relation.SUPERIOR not in found or actor.on_behalf_of is not None:
        raise NotAllowed(_("Daftar penilai disetujui atasan langsung."), _("Atasan langsung hari ini"))


def check_may_answer(actor: Actor, invitation: Invitation | None) -> Invitation:
    """The invited rater alone knows that this page exists."""
    if invitation is None or actor.person_id is None or invitation.rater_id != actor.person_id:
        raise NotVisible
    if actor.on_behalf_of is not None:
        raise NotVisible
    return invitation


def check_may_read(actor: Actor, subject: Subject) -> frozenset[Relation]:
    """The person reads all that is shown; the superior of today reads figures without texts."""
    found = check_visible(actor, subject.person_id)
    if Relation.SELF in found:
        return frozenset({Relation.SELF})
    if Relation.SUPERIOR not in found or actor.on_behalf_of is not None:
        raise NotAllowed(
            _("Hasil umpan balik dibaca pegawai yang bersangkutan dan atasan langsungnya."),
            _("Pegawai yang bersangkutan"),
        )
    return frozenset({Relation.SUPERIOR})
