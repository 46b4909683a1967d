"""Groups of raters (*kelompok penilai*) and types of posts, as the whole app knows them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

LEAST = 5
"""No group is ever shown with fewer answers; an agency may ask for more, never for fewer."""


class Group(models.TextChoices):
    """How a rater stands to the person. `POOLED` exists in results only: small groups shown as one."""

    SUPERIOR = "superior", _("Atasan")
    PEER = "peer", _("Rekan kerja")
    SUBORDINATE = "subordinate", _("Bawahan")
    OTHER_UNIT = "other_unit", _("Unit lain")
    EXTERNAL = "external", _("Pihak luar")
    SELF = "self", _("Diri sendiri")
    POOLED = "pooled", _("Gabungan kelompok kecil")


ASKED: tuple[Group, ...] = tuple(g for g in Group if g is not Group.POOLED)
NAMED = frozenset({Group.SUPERIOR, Group.SELF})
"""One person by nature: these raters are told beforehand that their answer stands under their name."""
CHOSEN = (Group.PEER, Group.OTHER_UNIT, Group.EXTERNAL)
"""Groups that an employee may propose; subordinates are always taken by the system."""


class PostType(models.TextChoices):
    """*Jenis jabatan* for statements and weights."""

    LEADER = "leader", _("Pejabat pimpinan dan pengawas")
    FUNCTIONAL = "functional", _("Jabatan fungsional")
    EXECUTIVE = "executive", _("Pelaksana")


_TYPES: Mapping[str, PostType] = {"jf": PostType.FUNCTIONAL, "pelaksana": PostType.EXECUTIVE}


def post_type(position_kind: str) -> PostType:
    """The type of a post of `organization.PositionKind`."""
    return _TYPES.get(position_kind, PostType.LEADER)


class Reweighting(models.TextChoices):
    """*Aturan pembobotan ulang* when a group has too few answers; declared before opening, then locked."""

    SPREAD = "spread", _("Bobotnya dibagi sebanding kepada kelompok yang tampil")
    POOL = "pool", _("Kelompok kecil digabung bila bersama cukup; selebihnya dibagi sebanding")
    NO_TOTAL = "no_total", _("Tidak ada nilai gabungan; setiap kelompok dibaca sendiri")


class Choosing(models.TextChoices):
    """*Cara memilih penilai*."""

    PROPOSED = "proposed", _("Diusulkan pegawai, disetujui atasan")
    DRAWN = "drawn", _("Diundi sistem dengan aturan")
