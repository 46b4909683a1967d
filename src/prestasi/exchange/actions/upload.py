"""Taking a sheet in: kept under a name of ours, its heads read, its columns guessed."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Invalid, NotVisible
from prestasi.core.formats import file_size
from prestasi.exchange.columns import KINDS, guess, header_row
from prestasi.exchange.models import ImportBatch
from prestasi.exchange.permissions import check_may_import
from prestasi.exchange.reading.guard import MOST_BYTES
from prestasi.exchange.reading.sheet import Unreadable, first_rows

CONFIRMED = ("checked", "applied", "undone")


def upload_sheet(
    *, by: Actor, kind: str, name: str, chunks: Iterable[bytes], effective_on: dt.date | None = None
) -> ImportBatch:
    """A batch whose mapping is guessed from its heads or remembered from the last sheet with the same heads.

    Raises Invalid (field `file`) for anything that is not a readable sheet; nothing is kept then.
    """
    check_may_import(by, kind)
    if by.user_id is None:
        raise NotVisible
    path, digest, size = keep_file(chunks)
    try:
        row, heads = header_row(first_rows(path), kind)
        if not any(heads):
            raise Unreadable(_("Tidak ada baris judul kolom. Baris pertama harus berisi nama kolom."))
    except Unreadable as fault:
        path.unlink(missing_ok=True)
        raise Invalid({"file": str(fault)}) from fault
    return ImportBatch.objects.create(
        kind=kind, file_name=Path(name).name[:200], file_path=str(path.relative_to(settings.MEDIA_ROOT)), sha256=digest,
        size=size, columns=[head.strip()[:120] for head in heads], mapping=_mapping(kind, heads),
        counts={"header_row": row}, effective_on=effective_on or clock.today(), created_by_id=by.user_id,
    )  # fmt: skip


def keep_file(chunks: Iterable[bytes]) -> tuple[Path, str, int]:
    """The chunks under a name of ours, with SHA-256 and size. Invalid (field `file`) when they are too many."""
    folder = Path(settings.MEDIA_ROOT) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    path, digest, size = folder / uuid.uuid4().hex, hashlib.sha256(), 0
    with path.open("wb") as out:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                path.unlink(missing_ok=True)
                words = _("Berkas lebih dari %(most)s. Bagi menjadi beberapa berkas.")
                raise Invalid({"file": words % {"most": file_size(MOST_BYTES)}})
            digest.update(chunk)
            out.write(chunk)
    return path, digest.hexdigest(), size


def _mapping(kind: str, heads: list[str]) -> dict[str, int]:
    """The mapping that somebody confirmed for these very heads, else a guess."""
    columns = [head.strip()[:120] for head in heads]
    return _confirmed(kind, columns).values_list("mapping", flat=True).first() or guess(columns, kind)


def _confirmed(kind: str, columns: list[str]) -> QuerySet[ImportBatch]:
    """Imports of these very heads whose columns somebody matched, the latest first."""
    return ImportBatch.objects.filter(kind=kind, columns=columns, state__in=CONFIRMED).order_by("-id")


def is_shape_known(batch: ImportBatch) -> bool:
    """Whether somebody matched the columns of a sheet with these very heads before."""
    return _confirmed(batch.kind, batch.columns).exclude(pk=batch.pk).exists()


def check_mapping(kind: str, mapping: dict[str, int], width: int) -> dict[str, int]:
    """A mapping as a person chose it: required columns present, no sheet column used twice."""
    errors = {}
    known = {column.name: column for column in KINDS[kind]}
    chosen = {name: index for name, index in mapping.items() if name in known and 0 <= index < width}
    for column in KINDS[kind]:
        if column.required and column.name not in chosen:
            errors[column.name] = _("Pilih kolom untuk %(label)s.") % {"label": column.label}
    twice = [name for name in chosen if list(chosen.values()).count(chosen[name]) > 1]
    errors |= {name: _("Satu kolom lembar hanya untuk satu isian.") for name in twice}
    if errors:
        raise Invalid(errors)
    return chosen
