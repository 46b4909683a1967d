"""Keeping views, and making files of them that expire after a day."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.http import QueryDict
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Invalid, NotVisible
from prestasi.core.lists import Listing
from prestasi.core.receipt import Receipt
from prestasi.exchange.actions.export import export_list
from prestasi.exchange.models import ExportFile, SavedView
from prestasi.exchange.permissions_reports import view_or_404

KEPT = dt.timedelta(hours=24)


def save_view(
    *, by: Actor, listing: Listing, name: str, params: QueryDict, columns: Sequence[str],
    shared_with: Sequence[str] = (), key: str | uuid.UUID | None = None,
) -> Receipt:  # fmt: skip
    """Keep a list with its filters and columns under a name; the event's object is the view."""

    def act() -> Receipt:
        if by.user_id is None:
            raise NotVisible
        chosen = [c.key for c in listing.columns if c.key in set(columns)]
        if not name.strip() or not chosen:
            raise Invalid({"name": _("Beri nama dan pilih paling sedikit satu kolom.")})
        view = SavedView.objects.create(
            name=name.strip(), listing=listing.name, params=listing.kept(params), columns=chosen,
            shared_with=sorted(set(shared_with)), owner_id=by.user_id,
        )  # fmt: skip
        payload = {"name": view.name, "listing": view.listing, "shared_with": view.shared_with}
        return record("report.saved", by=by, about=view, subject=by.person_id, payload=payload)

    return once(key, by, act)


def remove_view(*, by: Actor, view_id: int, key: str | uuid.UUID | None = None) -> Receipt:
    """Take an own view away; files made of it stay until they expire."""

    def act() -> Receipt:
        view = view_or_404(by, view_id, own=True)
        view.removed_at = clock.now()
        view.save(update_fields=["removed_at"])
        return record("report.removed", by=by, about=view, subject=by.person_id, payload={"name": view.name})

    return once(key, by, act)


def make_report(
    *, by: Actor, listing: Listing, title: str, params: QueryDict, columns: Sequence[str], file_format: str,
    purpose: str = "", view: SavedView | None = None,
) -> ExportFile:  # fmt: skip
    """The file of a report, kept for a day for its maker; gate, purpose, quota and event are those of every export."""
    if by.user_id is None:
        raise NotVisible
    with transaction.atomic():
        made = export_list(
            by=by, listing=listing, params=params, purpose=purpose, file_format=file_format, columns=columns
        )
        row = ExportFile.objects.create(
            listing=listing.name, title=title[:120], params=listing.kept(params), columns=list(columns),
            purpose=purpose, file_format=file_format, rows=made.rows, size=0, sha256="", view=view,
            event_id=made.receipt.event_id, made_by_id=by.user_id, expires_at=Now() + KEPT,
        )  # fmt: skip
        row.size, row.sha256 = _keep(made.file, path_of(row))
        row.save(update_fields=["size", "sha256"])
        row.refresh_from_db()
    return row


def path_of(row: ExportFile) -> Path:
    return Path(settings.MEDIA_ROOT) / "laporan" / f"{row.pk}.{row.file_format}"


def _keep(file: IO[bytes], path: Path) -> tuple[int, str]:
    """Write the file readable for this account alone; size and SHA-256."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("wb") as kept:
        path.chmod(0o600)
        shutil.copyfileobj(file, kept)
    with path.open("rb") as kept:
        digest = hashlib.file_digest(kept, "sha256").hexdigest()
    return path.stat().st_size, digest


def forget_expired() -> int:
    """Delete the files whose day is over; their rows stay as history. The number deleted."""
    gone = 0
    for row in ExportFile.objects.filter(expires_at__lte=Now()).order_by("-pk")[:5_000]:
        path = path_of(row)
        if path.exists():
            path.unlink()
            gone += 1
    return gone
