"""A folder of files named by their SHA-256, below MEDIA_ROOT. Written once, never changed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from prestasi.performance.files.limits import MOST_BYTES


def path_of(sha256: str) -> Path:
    """Where the file with this hash lies."""
    return _root() / "bukti" / sha256[:2] / sha256


def preview_path_of(sha256: str) -> Path:
    return _root() / "pratinjau" / sha256[:2] / f"{sha256}.webp"


def has(sha256: str) -> bool:
    return path_of(sha256).exists()


def put(content: bytes, *, preview: bytes | None = None) -> str:
    """Keep `content`; its hash. The same content twice is one file."""
    sha256 = hashlib.sha256(content).hexdigest()
    _write(path_of(sha256), content)
    if preview is not None:
        _write(preview_path_of(sha256), preview)
    return sha256


@contextmanager
def spooled(chunks: Iterable[bytes]) -> Iterator[tuple[Path, str, int] | None]:
    """The chunks in a temporary file: (path, SHA-256, size), or None as soon as they are too many. Gone afterwards."""
    _root().mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(dir=_root(), prefix=".masuk-")
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > MOST_BYTES:
                    break
                digest.update(chunk)
                file.write(chunk)
        yield (Path(name), digest.hexdigest(), size) if size <= MOST_BYTES else None
    finally:
        Path(name).unlink(missing_ok=True)


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)


def _write(path: Path, content: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".tulis-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(name, 0o440)
    os.replace(name, path)
