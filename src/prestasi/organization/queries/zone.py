"""The agency's zone (WIB, WITA or WIT): it decides which day it is when a deadline ends."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from prestasi.organization.models import Agency


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
    row = Agency.objects.values_list("timezone", "zone_label").first() or ("Asia/Jakarta", "WIB")
    return Zone(ZoneInfo(row[0]), row[1])
