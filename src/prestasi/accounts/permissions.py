"""Who may do what with accounts, grants and delegations."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from prestasi.accounts.models import Delegation, User
from prestasi.accounts.roles import Role
from prestasi.core import clock
from prestasi.core.above import rows_of
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible


def can_manage_accounts(actor: Actor) -> bool:
    """Admins of the whole agency; a unit's admin sees people, but no accounts."""
    return any(g.role == Role.ADMIN and g.unit_id is None for g in actor.grants)


def check_manages_accounts(actor: Actor) -> None:
    """Raises NotAllowed for everybody but administrators of the whole agency."""
    if not can_manage_accounts(actor):
        raise NotAllowed(_("Halaman ini untuk pengelola akun."), _("Admin instansi"))


def check_manages(actor: Actor, user_id: int) -> User:
    """The account, or a refusal; nobody manages their own."""
    check_manages_accounts(actor)
    user = User.objects.select_related("person").filter(pk=user_id).first()
    if user is None:
        raise NotVisible
    if user.pk == actor.user_id:
        raise NotAllowed(_("Akun sendiri dikelola orang lain."), _("Admin lain"))
    return user


DELEGATION: dict[str, frozenset[str]] = {
    "see": frozenset({"giver", "holder", "above"}),
    "answer": frozenset({"holder"}),
    "end": frozenset({"giver", "holder"}),
    "act": frozenset({"holder"}),
    "approve": frozenset({"above"}),
}


WHO_MAY = {
    "see": _lazy("Pemberi dan penerima"),
    "answer": _lazy("Penerima delegasi"),
    "end": _lazy("Pemberi atau penerima"),
    "act": _lazy("Penerima delegasi"),
    "approve": _lazy("Atasan langsung pemberi"),
}


def delegation_relation(actor: Actor, delegation: Delegation) -> str:
    """How the actor stands to the delegation; powers held for another never reach it."""
    if actor.on_behalf_of is not None or actor.person_id is None:
        return ""
    own = {delegation.giver_id: "giver", delegation.holder_id: "holder"}.get(actor.person_id, "")
    return own or ("above" if _leads(actor.person_id, delegation.giver_id) else "")


def _leads(person_id: int, giver_id: int) -> bool:
    """Whether the person is the giver's superior today."""
    lines = rows_of("people.ReportingLine").on(clock.today())
    return bool(lines.filter(person=giver_id, superior=person_id).exists())


def check_delegation(actor: Actor, delegation: Delegation | None, act: str) -> Delegation:
    """The delegation when the actor may do `act` with it; NotVisible for everybody who has no part in it."""
    relation = delegation_relation(actor, delegation) if delegation else ""
    if delegation is None or relation not in DELEGATION["see"]:
        raise NotVisible
    if relation not in DELEGATION[act]:
        raise NotAllowed(_("Ini menjadi hak orang lain dalam delegasi ini."), str(WHO_MAY[act]))
    return delegation
