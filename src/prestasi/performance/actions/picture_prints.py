"""Prints of pictures that were kept before pictures had prints."""

from __future__ import annotations

from prestasi.performance.files import store
from prestasi.performance.files.prints import print_of
from prestasi.performance.models import Evidence

BATCH = 200


def add_missing_prints(after: int = 0) -> tuple[int, int | None]:
    """Look at up to two hundred pictures behind `after` (an id): how many got a print, and where to go on.

    Pictures that have no print (one plain colour, a file that is gone) are passed over. Safe to run twice.
    """
    rows = list(
        Evidence.objects.filter(pk__gt=after, picture_print__isnull=True, media_type__startswith="image/")
        .only("pk", "sha256")
        .order_by("pk")[:BATCH]
    )
    found = []
    for row in rows:
        path = store.path_of(row.sha256)
        row.picture_print = print_of(path.read_bytes()) if path.is_file() else None
        if row.picture_print is not None:
            found.append(row)
    Evidence.objects.bulk_update(found, ["picture_print"])
    return len(found), rows[-1].pk if len(rows) == BATCH else None
