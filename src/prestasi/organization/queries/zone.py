"""The agency's zone (WIB, WITA or WIT): it decides which day it is when a deadline ends."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from django.db.models import Model, QuerySet, Subquery

from prestasi.organization.models import Agency

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Zone:
    """Time zone and its label on receipts and prints."""

    info: ZoneInfo
    label: str

    def day(self, moment: dt.datetime) -> dt.date:
        """The calendar day of a moment where the agency is."""
        return moment.astimezone(self.info).date()


def agency_zone() -> Zone:
    """Zone of the installation's agency; Western Indonesia Time while there is none."""
    return _zone(Agency.objects.values_list("timezone", "zone_label").first())


def with_zone(rows: QuerySet[Row]) -> QuerySet[Row]:
    """The rows with the agency's zone beside them, for `zone_beside`: a page that reads one row needs no statement."""
    first = Agency.objects.order_by("pk")
    beside = {"agency_zone": Subquery(first.values("timezone")[:1]),
              "agency_zone_label": Subquery(first.values("zone_label")[:1])}  # fmt: skip
    return cast("QuerySet[Row]", rows.annotate(**beside))


def zone_beside(row: Model) -> Zone:
    """The zone that `with_zone` brought along."""
    name: str | None = getattr(row, "agency_zone", None)
    return _zone((name, getattr(row, "agency_zone_label", "")) if name else None)


def _zone(row: tuple[str, str] | None) -> Zone:
    name, label = row or ("Asia/Jakarta", "WIB")
    return Zone(ZoneInfo(name), label)
