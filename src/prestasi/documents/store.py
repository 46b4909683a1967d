"""Issued files by their hash, below MEDIA_ROOT. Written once, never changed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def path_of(sha256: str) -> Path:
    """Where the file with this hash lies."""
    return Path(settings.MEDIA_ROOT) / "dokumen" / sha256[:2] / f"{sha256}.pdf"


def put(content: bytes) -> str:
    """Keep `content`; its hash. A reader never sees half a file."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
    return sha256


def read(sha256: str) -> bytes | None:
    """The bytes, or None when they are gone or no longer those that were kept."""
    path = path_of(sha256)
    content = path.read_bytes() if path.is_file() else None
    return content if content is not None and hashlib.sha256(content).hexdigest() == sha256 else None
