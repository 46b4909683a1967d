"""Who reads an account of credit points, who keeps it, and who is the second person. One place for each gate.

The analyst puts forward; an opening balance is confirmed by the line above the official or by another analyst, a
determination (PAK) is signed on the rater's side, as the form wants it. Nothing of this is done through a delegation.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.credit.models import Balance, Opening
from prestasi.people.models import Person
from prestasi.people.permissions import Relation, relations, visible_people

LINE = frozenset({Relation.SUPERIOR, Relation.SUPERIOR_ABOVE, Relation.UNIT_HEAD})
READERS = LINE | {Relation.SELF, Relation.ANALYST, Relation.AUDITOR}
CONFIRMS = LINE | {Relation.ANALYST}


def check_may_read(actor: Actor, person_id: int) -> frozenset[Relation]:
    """The relations, or NotVisible for everybody but the official, the line above, analysts and auditors."""
    found = relations(actor, person_id)
    if not found & READERS:
        raise NotVisible
    return found


def may_keep(actor: Actor, person_id: int) -> bool:
    """Whether the actor puts balances and determinations of this person forward."""
    found = relations(actor, person_id)
    return Relation.ANALYST in found and Relation.SELF not in found and actor.on_behalf_of is None


def check_may_keep(actor: Actor, person_id: int) -> None:
    """Raises NotVisible outside sight, NotAllowed for who reads only. Nobody keeps their own account."""
    check_may_read(actor, person_id)
    if not may_keep(actor, person_id):
        raise NotAllowed(
            _("Buku angka kredit diisi analis kepegawaian, bukan untuk dirinya sendiri."),
            _("Analis kepegawaian yang lain"),
        )


def may_decide(actor: Actor, row: Balance) -> bool:
    """Whether the actor is a second person for what was put forward."""
    found = relations(actor, row.person_id)
    seconds = CONFIRMS if isinstance(row, Opening) else LINE
    is_apart = actor.person_id not in {row.person_id, row.requested_by_id}
    return bool(found & seconds) and is_apart and actor.on_behalf_of is None


def check_may_decide(actor: Actor, row: Balance) -> str:
    """The capacity; raises NotVisible outside sight, NotAllowed for the requester, the official and who reads only."""
    found = check_may_read(actor, row.person_id)
    if not may_decide(actor, row):
        who = _("Atasan pegawai ini, atau analis kepegawaian yang lain")
        who = who if isinstance(row, Opening) else _("Pejabat penilai, atasannya, atau pimpinan unit")
        raise NotAllowed(_("Yang mengajukan dan pegawainya sendiri tidak memutuskan. Perlu orang kedua."), who)
    return str(next(r for r in (*sorted(LINE), Relation.ANALYST) if r in found))


def may_list(actor: Actor) -> bool:
    return actor.on_behalf_of is None and (actor.has_role("analyst") or actor.has_role("auditor"))


def check_list(actor: Actor) -> None:
    """The list of accounts is for analysts and auditors. Raises NotAllowed."""
    if not may_list(actor):
        raise NotAllowed(_("Daftar angka kredit dibuka analis kepegawaian."), _("Analis kepegawaian atau auditor"))


def visible_officials(actor: Actor) -> Q:
    """Filter on `Person` for the list: those whom the actor sees by office."""
    return Q(pk__in=Person.objects.filter(visible_people(actor)).values("pk"))
