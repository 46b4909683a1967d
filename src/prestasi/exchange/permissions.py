"""Who may import: analysts staff, units and exports of SIASN, admins units, each with a grant for the whole agency."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.core.actor import SYSTEM, Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.exchange.models import ImportBatch

MAY: dict[str, frozenset[str]] = {
    "staff": frozenset({"analyst"}), "units": frozenset({"analyst", "admin"}), "siasn": frozenset({"analyst"}),
}  # fmt: skip
READERS = frozenset({"analyst", "admin", "auditor"})


def kinds_for(actor: Actor) -> list[str]:
    """Kinds of sheets this actor may import."""
    return [kind for kind, roles in MAY.items() if _holds(actor, roles)]


def check_may_import(actor: Actor, kind: str) -> None:
    """Whether the actor imports this kind of list. Raises NotVisible, NotAllowed for who may only read."""
    if actor == SYSTEM or kind in kinds_for(actor):
        return
    if not _holds(actor, READERS):
        raise NotVisible
    raise NotAllowed(
        _("Anda dapat membaca impor, tetapi tidak menjalankannya."),
        _("Analis kepegawaian seluruh instansi; untuk unit juga admin."),
    )


def check_reader(actor: Actor) -> None:
    """Imports are seen by those who make them and by auditors."""
    if not _holds(actor, READERS):
        raise NotVisible


def batch_or_404(actor: Actor, batch_id: int) -> ImportBatch:
    """The gate through which every page reaches a batch."""
    check_reader(actor)
    batch = ImportBatch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise NotVisible
    return batch


def _holds(actor: Actor, roles: frozenset[str]) -> bool:
    return any(g.role in roles and g.unit_id is None for g in actor.grants)
