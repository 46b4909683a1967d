"""The agency this installation serves, as the frame of every page shows it."""

from django.db import DatabaseError

from prestasi.organization.models import Agency


def current() -> Agency | None:
    """The one agency; None before set-up, and when the database does not answer, so that error pages still appear."""
    try:
        return Agency.objects.only("name", "short_name", "brand_hue").first()
    except DatabaseError:
        return None
