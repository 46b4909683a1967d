"""Who writes, reads and reviews daily entries, who is asked and who reads the answer.

Reading follows the person's record: the person, the line above, heads of the unit, analysts and auditors. Only the
direct superior (acting official, delegate for review) marks entries as seen, returns them, and reads the answers.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.people.permissions import Relation, check_visible
from prestasi.performance.models import Plan
from prestasi.performance.permissions import evaluation as line
from prestasi.worklog.models import EntryImport

READS = frozenset({
    Relation.SELF, Relation.SUPERIOR, Relation.SUPERIOR_ABOVE, Relation.UNIT_HEAD, Relation.ANALYST, Relation.AUDITOR,
})  # fmt: skip


def own_person(actor: Actor) -> int:
    """The person whose entries the actor writes: the own person, never the giver of a delegation."""
    person = line.person_of(actor)
    if actor.on_behalf_of is not None:
        raise NotAllowed(
            _("Catatan harian hanya ditulis oleh pegawai yang bersangkutan. Akhiri delegasi lebih dulu."),
            _("Pegawai yang bersangkutan"),
        )
    return person


def check_may_read(actor: Actor, person_id: int) -> frozenset[Relation]:
    """The relations that let the actor read the person's entries."""
    found = check_visible(actor, person_id)
    if not found & READS:
        raise NotAllowed(
            _("Catatan harian dibaca pegawai, atasannya, pimpinan unit, dan analis kepegawaian."),
            _("Pegawai, atasan langsung, analis kepegawaian"),
        )
    return found


def check_owner(actor: Actor, person_id: int) -> None:
    """Changing, withdrawing and answering belong to the person alone."""
    line.check_owner(actor, person_id)


def check_may_review(actor: Actor, plan: Plan) -> str:
    """The direct superior on the plan's line day, acting official or delegate for review; answers the capacity."""
    return line.check_may_verify(actor, plan)


def reads_answers(found: frozenset[Relation]) -> bool:
    """Questions belong between the person and the direct superior; nobody else sees them."""
    return bool(found & {Relation.SELF, Relation.SUPERIOR})


def may_import_for_all(actor: Actor) -> bool:
    """Analysts for the whole agency bring in the log of another system, whose rows name their persons."""
    return actor.on_behalf_of is None and any(g.role == "analyst" and g.unit_id is None for g in actor.grants)


def check_may_import(actor: Actor, *, for_all: bool) -> int | None:
    """The person of an own import; None for a sheet of many persons."""
    if not for_all:
        return own_person(actor)
    if not may_import_for_all(actor):
        raise NotAllowed(
            _("Lembar banyak pegawai diimpor analis kepegawaian instansi."), _("Analis kepegawaian seluruh instansi")
        )
    return None


def import_or_404(actor: Actor, batch_id: int) -> EntryImport:
    """The gate through which every page reaches an import: only its uploader."""
    batch = EntryImport.objects.filter(pk=batch_id, created_by=actor.user_id).first()
    if batch is None or actor.on_behalf_of is not None:
        raise NotVisible
    return batch
