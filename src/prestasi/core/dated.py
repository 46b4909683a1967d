"""Facts with validity: `valid_from` counts, `valid_to` no longer counts; open end is None."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class DateRange(Func):
    """SQL `daterange(from, to)`, half open."""

    function = "DATERANGE"
    output_field = DateRangeField()


class DatedQuerySet(models.QuerySet[Any]):
    """Queries by date."""

    def on(self, day: dt.date) -> Self:
        """Rows valid on `day`."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class Dated(models.Model):
    """A row that is true from `valid_from` until before `valid_to`, with the source that says so."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_valid_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def valid_order(name: str) -> models.CheckConstraint:
    """The end, if any, lies after the start."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=f"{name}_valid_order"
    )


def no_overlap(name: str, *columns: str, condition: Q | None = None) -> ExclusionConstraint:
    """At most one row per `columns` at any date."""
    same = [(column, RangeOperators.EQUAL) for column in columns]
    return ExclusionConstraint(
        name=f"{name}_no_overlap",
        expressions=[*same, (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS)],
        condition=condition,
    )
