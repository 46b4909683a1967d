"""Units (*unit kerja*) and the dated shape of the unit tree."""

from __future__ import annotations

from django.db import models

from prestasi.core.dated import Dated, no_overlap, valid_order


class Unit(models.Model):
    """*Unit kerja*: a unit's lasting identity; its name and place are in `UnitVersion`."""

    code = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.code


class UnitVersion(Dated):
    """*Struktur organisasi*: name, kind and parent of a unit during a time.

    `path` lists the ids of all ancestors and the unit itself, each followed by a dot ("1.40.123."), so that a
    subtree is a prefix search.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    path = models.CharField(max_length=200)
    confidence = models.CharField(max_length=10, default="sure")

    class Meta:
        constraints = [
            no_overlap("unit_version", "unit"),
            valid_order("unit_version"),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("unit")), name="unit_not_own_parent"
            ),
        ]
        indexes = [models.Index(fields=["path"], name="unit_version_path", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        return self.name
