"""What a change of a unit will touch, told by every app that keeps something about units.

`settings.UNIT_EFFECTS` names functions (subtree ids, day) -> iterable of Effect, so that lower apps need not know them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from prestasi.organization.models import UnitVersion
from prestasi.organization.queries.units import subtree_filter


@dataclass(frozen=True, slots=True)
class Effect:
    """One line of an effect page: how many of what, with a few examples; `warns` when someone must act afterwards."""

    count: int
    text: str
    examples: tuple[str, ...] = ()
    warns: bool = False


def effects_on(unit_id: int, day: dt.date) -> list[Effect]:
    """Everything in the unit and below it on that date; lines with nothing are left out."""
    ids = frozenset(subtree_filter([unit_id], day).values_list("unit_id", flat=True))
    found = [_units_below(unit_id, ids, day), _scheduled(ids, day)]
    for path in getattr(settings, "UNIT_EFFECTS", []):
        found += import_string(path)(ids, day)
    return [effect for effect in found if effect.count]


def _units_below(unit_id: int, ids: frozenset[int], day: dt.date) -> Effect:
    names = UnitVersion.objects.on(day).filter(unit_id__in=ids - {unit_id}).order_by("path")
    return Effect(len(ids) - 1, _("unit di bawahnya ikut"), tuple(names.values_list("name", flat=True)[:3]))


def _scheduled(ids: frozenset[int], day: dt.date) -> Effect:
    later = UnitVersion.objects.filter(unit_id__in=ids, valid_from__gt=day)
    return Effect(later.count(), _("perubahan lain sudah terjadwal sesudah tanggal itu"), warns=True)
