"""What an opening balance and a determination have in common: points by origin, and two persons who answer for them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from prestasi.people.models import Education

PARTS = ("base", "integrated", "adjusted", "converted", "education")
"""Columns of the points by origin, in the order of the rows of the PAK form."""


class Balance(models.Model):
    """*Angka kredit* of one official up to a day, in thousandths of a point, by the rows of the PAK form.

    `base` is *AK dasar*, `integrated` *AK JF lama*, `adjusted` *AK penyesuaian/penyetaraan*, `converted` *AK konversi*,
    `education` *AK dari pendidikan formal*; `points` is their sum. `level` is a code of the functional levels, `rank`
    1 (I/a) to 17 (IV/e), `degree` the highest diploma that was counted. `until` is the last day that was counted.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=80)
    until = models.DateField()
    level = models.CharField(max_length=16)
    rank = models.PositiveSmallIntegerField()
    base = models.PositiveIntegerField(default=0)
    integrated = models.PositiveIntegerField(default=0)
    adjusted = models.PositiveIntegerField(default=0)
    converted = models.PositiveIntegerField(default=0)
    education = models.PositiveIntegerField(default=0)
    points = models.PositiveIntegerField()
    degree = models.CharField(max_length=4, choices=Education.Level.choices)
    reason = models.TextField(blank=True)
    requested_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def by_origin(self) -> dict[str, int]:
        """Thousandths by origin."""
        return {name: getattr(self, name) for name in PARTS}


def balance_rules(name: str, in_force: str) -> list[models.BaseConstraint]:
    """One in force and one waiting at a time, the sum of the parts, and three persons apart."""
    return [
        models.UniqueConstraint(fields=["person"], condition=Q(state="requested"), name=f"{name}_one_waiting"),
        models.CheckConstraint(
            condition=Q(points=F("base") + F("integrated") + F("adjusted") + F("converted") + F("education")),
            name=f"{name}_sum_of_parts",
        ),
        models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=17), name=f"{name}_rank_range"),
        models.CheckConstraint(condition=~Q(requested_by=F("person")), name=f"{name}_not_own_request"),
        models.CheckConstraint(
            condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")), name=f"{name}_two_persons"
        ),
        models.CheckConstraint(
            condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("person")), name=f"{name}_not_own_decision"
        ),
        models.CheckConstraint(
            condition=Q(state="requested", decided_by__isnull=True)
            | (~Q(state="requested") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            name=f"{name}_by_somebody",
        ),
    ]
