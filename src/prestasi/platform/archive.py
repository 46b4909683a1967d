"""The backup file: one tar with the database's dump, the attachments, and a manifest of every file's hash.

Names inside: `database.dump` (pg_dump, custom format), `media/...`, and last `manifest.json`.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from prestasi.core.trouble import Trouble

DUMP = "database.dump"
MEDIA = "media"
MANIFEST = "manifest.json"
FORMAT = 1
BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Tally:
    """What the event log amounted to: how many events, the last one's hash, and one hash over all of them."""

    events: int
    last_hash: str
    all_hashes: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in the archive; size in bytes, hash as SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the archive holds and what it was made from; `roles` are the owner of the tables and all who have rights."""

    created_at: str
    agency: str
    postgres: int
    owner: str
    roles: list[str]
    tally: Tally
    files: list[Entry] = field(default_factory=list)
    format: int = FORMAT

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()


def parse(raw: bytes) -> Manifest:
    """The manifest from its file. Raises `Trouble` when it is not one of ours."""
    try:
        read: dict[str, Any] = json.loads(raw)
        if read["format"] != FORMAT:
            raise Trouble(
                f"Cadangan ini berformat {read['format']}; yang dikenal: {FORMAT}.", "pakai versi yang sesuai."
            )
        return Manifest(**{**read, "tally": Tally(**read["tally"]), "files": [Entry(**one) for one in read["files"]]})
    except (ValueError, KeyError, TypeError) as error:
        raise Trouble(f"Daftar isi cadangan rusak: {error}", "pakai cadangan lain.") from error


class Writer:
    """Adds files to an open tar and remembers their hashes."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.entries: list[Entry] = []

    def add(self, name: str, path: Path) -> None:
        """Copy one file in; its size is the one it has now, so a file that grows meanwhile is cut there."""
        with path.open("rb") as source:
            header = self.tar.gettarinfo(arcname=name, fileobj=source)
            header.uid = header.gid = 0
            header.uname = header.gname = ""
            hashed = HashingReader(source, header.size)
            self.tar.addfile(header, hashed)
        self.entries.append(Entry(name, header.size, hashed.hexdigest()))

    def close(self, manifest: Manifest) -> None:
        """Write the manifest, the last file of the archive."""
        raw = manifest.as_json()
        header = tarfile.TarInfo(MANIFEST)
        header.size = len(raw)
        self.tar.addfile(header, io.BytesIO(raw))


class HashingReader(io.RawIOBase):
    """A file read once: copied and hashed in the same pass."""

    def __init__(self, source: IO[bytes], size: int) -> None:
        self.source = source
        self.left = size
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        chunk = self.source.read(wanted)
        self.left -= len(chunk)
        self.digest.update(chunk)
        return chunk

    def hexdigest(self) -> str:
        return self.digest.hexdigest()


def verify(path: Path) -> Manifest:
    """Read the whole archive and compare every file with the manifest; nothing is written.

    Raises `Trouble` that names the first file that is missing, changed, or not in the manifest.
    """
    found: dict[str, Entry] = {}
    manifest: Manifest | None = None
    with _readable(path):
        for name, content in members(path):
            if name == MANIFEST:
                manifest = parse(content.read())
            else:
                found[name] = _measured(name, content)
    if manifest is None:
        raise Trouble(f"{path.name} terpotong: daftar isinya tidak ada.", "pakai cadangan lain.")
    _compare(path, manifest, found)
    return manifest


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """The archive's files one after the other, as name and content. Refuses names that lead elsewhere."""
    with tarfile.open(path, "r:") as tar:
        for header in tar:
            content = tar.extractfile(header)
            if content is None or not _is_plain(header.name):
                raise Trouble(f"Cadangan memuat nama yang tidak wajar: {header.name}", "jangan dipulihkan.")
            yield header.name, content


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise Trouble(f"Berkas {path} tidak ada.", "periksa nama dan foldernya.") from None
    except (tarfile.TarError, EOFError) as error:
        raise Trouble(f"{path.name} bukan cadangan yang utuh ({error}).", "pakai cadangan lain.") from error


def _measured(name: str, content: IO[bytes]) -> Entry:
    digest, size = hashlib.sha256(), 0
    while chunk := content.read(BLOCK):
        digest.update(chunk)
        size += len(chunk)
    return Entry(name, size, digest.hexdigest())


def _compare(path: Path, manifest: Manifest, found: dict[str, Entry]) -> None:
    wanted = {entry.name: entry for entry in manifest.files}
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            state = "hilang" if name not in found else "berubah" if name in wanted else "tidak terdaftar"
            raise Trouble(f"{path.name} tidak utuh: {name} {state}.", "pakai cadangan lain; jangan pulihkan yang ini.")


def _is_plain(name: str) -> bool:
    parts = PurePosixPath(name).parts
    known = name in {DUMP, MANIFEST} or (len(parts) > 1 and parts[0] == MEDIA)
    return known and ".." not in parts and not name.startswith("/")
