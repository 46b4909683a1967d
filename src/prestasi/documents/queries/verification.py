"""P10 Verifikasi: whether a paper or a file is genuine, and no more than the paper itself says."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from prestasi.core.formats import short_hash
from prestasi.documents import store
from prestasi.documents.kinds import kind_of
from prestasi.documents.models import IssuedDocument
from prestasi.documents.signing.port import Verdict, signer


@dataclass(frozen=True, slots=True)
class Genuine:
    """An issued document as anyone may learn of it: kind, number, seal, whether a newer one has taken its place."""

    number: str
    title: str
    issued_at: dt.datetime
    signer: str
    signed_at: dt.datetime
    short_hash: str
    is_intact: bool
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class FileCheck:
    """A file somebody holds: known to us byte for byte, and what its own signature says."""

    known: Genuine | None
    verdict: Verdict


def genuine(code: str) -> Genuine | None:
    """By the code under the QR; None for every other code. Two statements and one reading of the kept file."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())[:20]
    row = IssuedDocument.objects.filter(code=typed).first()
    return _genuine(row) if row else None


def checked(content: bytes) -> FileCheck:
    """By the file itself."""
    row = IssuedDocument.objects.filter(sha256=hashlib.sha256(content).hexdigest()).first()
    return FileCheck(_genuine(row) if row else None, signer().check(content))


def _genuine(row: IssuedDocument) -> Genuine:
    kept = store.read(row.sha256)
    newer = IssuedDocument.objects.filter(kind=row.kind, object_id=row.object_id, pk__gt=row.pk)
    return Genuine(
        number=row.number, title=str(kind_of(row.kind).title), issued_at=row.issued_at, signer=row.signer,
        signed_at=row.signed_at, short_hash=short_hash(row.sha256),
        is_intact=kept is not None and signer().check(kept).is_intact, is_in_force=not newer.exists(),
    )  # fmt: skip
