"""Roles, in code. What a role may do is decided by the gates; this table names and explains it.

Three roles follow from the organisation and cannot be granted: everyone is an employee, who leads somebody today is a
rating officer, who heads a unit today is its leader. Three are granted for a time, to a unit or the whole agency.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Role(StrEnum):
    """Names of the roles as they are stored and compared."""

    EMPLOYEE = "employee"
    SUPERVISOR = "supervisor"
    UNIT_HEAD = "unit_head"
    ANALYST = "analyst"
    ADMIN = "admin"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class RoleCard:
    """Label, description and the acts of one role; `home` is the page it starts on, `basis` where it comes from."""

    role: Role
    icon: str
    label: Text
    description: Text
    may: tuple[Text, ...]
    home: str
    basis: Text
    is_granted: bool = False


_LINE = _("Garis atasan langsung hari ini")
_GRANT = _("Hibah peran dengan masa berlaku")

_CARDS = (
    RoleCard(
        Role.EMPLOYEE, "user", _("Pegawai"), _("Merencanakan, mencatat dan menjelaskan kinerja sendiri."),
        (_("Menyusun dan mengajukan rencana kinerja"), _("Mencatat capaian dan bukti"), _("Membaca hasil sendiri")),
        "performance:today", _("Setiap akun pegawai aktif"),
    ),
    RoleCard(
        Role.SUPERVISOR, "checklist", _("Pejabat penilai"), _("Memimpin dan menilai bawahan langsung."),
        (_("Menyepakati rencana"), _("Memeriksa capaian dan bukti"), _("Menilai hasil dan perilaku")),
        "performance:team", _LINE,
    ),
    RoleCard(
        Role.UNIT_HEAD, "building", _("Pimpinan unit"), _("Memimpin unit dan unit di bawahnya, juga sebagai Plt/Plh."),
        (_("Membaca kinerja unit"), _("Membagi peran hasil"), _("Menetapkan evaluasi")),
        "performance:board", _("Jabatan pimpinan yang dipegang hari ini"),
    ),
    RoleCard(
        Role.ANALYST, "users-group", _("Analis kepegawaian"), _("Merawat data pegawai dan memantau periode."),
        (_("Membaca data pegawai di lingkupnya"), _("Mengimpor data"), _("Memutus koreksi atasan")),
        "performance:control_room", _GRANT, is_granted=True,
    ),
    RoleCard(
        Role.ADMIN, "key", _("Admin"), _("Mengelola akun, peran dan pemasangan; tidak menilai siapa pun."),
        (_("Memberi dan mengakhiri peran"), _("Menerbitkan kode pemulihan"), _("Melihat keadaan sistem")),
        "accounts:users", _GRANT, is_granted=True,
    ),
    RoleCard(
        Role.AUDITOR, "list-search", _("Auditor"), _("Memeriksa tanpa mengubah; setiap bacaan berbatas waktu."),
        (_("Menelusuri peristiwa"), _("Menguji sidik bukti terima"), _("Membaca kinerja di lingkupnya")),
        "audit:search", _GRANT, is_granted=True,
    ),
)  # fmt: skip

ROLES: dict[str, RoleCard] = {card.role.value: card for card in _CARDS}
GRANTED: frozenset[str] = frozenset(name for name, card in ROLES.items() if card.is_granted)


def label(role: str) -> str:
    """What the screen calls a role; an unknown name (an old event) is shown as it is."""
    return str(ROLES[role].label) if role in ROLES else role
