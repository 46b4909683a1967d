"""The agency this installation serves, as the frame of every page shows it."""

import time

from django.db import DatabaseError

from prestasi.organization.models import Agency

FRESH_S = 30.0
_kept: dict[str, tuple[float, Agency]] = {}


def current() -> Agency | None:
    """The one agency; None before set-up, and when the database does not answer, so that error pages still appear.

    Every page shows it and it hardly ever changes: a process asks for it twice a minute.
    """
    if (kept := _kept.get("agency")) and time.monotonic() - kept[0] < FRESH_S:
        return kept[1]
    try:
        found = Agency.objects.only("name", "short_name", "brand_hue").first()
    except DatabaseError:
        return None
    if found is not None:
        _kept["agency"] = (time.monotonic(), found)
    return found


def forget() -> None:
    """Ask anew next time."""
    _kept.clear()
