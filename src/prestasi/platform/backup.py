"""`prestasi backup`: database and attachments into one file that can prove it is whole."""

from __future__ import annotations

import argparse
import os
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from config.env import ENV
from prestasi.core.trouble import Trouble
from prestasi.platform import archive, console, database, dumping, instance


def main(argv: list[str]) -> int:
    """Make a backup while the system runs; prints where it is and how to check it."""
    parser = argparse.ArgumentParser(prog="prestasi backup", description="Buat cadangan basis data dan lampiran.")
    parser.add_argument("--to", type=Path, default=ENV.state / "backup", help="folder atau nama berkas tujuan")
    options = parser.parse_args(argv)
    with database.running():
        target = _target(options.to)
        manifest = make(target)
    _report(target, manifest)
    return 0


def make(target: Path) -> archive.Manifest:
    """Write the archive under a passing name and give it its own name only when it is complete."""
    if target.exists():
        raise _exists(target)
    instance.check_folder(target.parent)
    partial = target.with_name(f".{target.name}.partial")
    try:
        manifest = _write(partial)
        _publish(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def media_folder() -> Path:
    """Where this installation keeps its attachments."""
    return ENV.state / archive.MEDIA


def _target(given: Path) -> Path:
    if given.suffix == ".tar":
        return given
    moment = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    return given / f"prestasi-{ENV.agency}-{moment}.tar"


def _write(partial: Path) -> archive.Manifest:
    partial.touch(mode=0o600)  # it holds everybody's data
    with tarfile.open(partial, "w", format=tarfile.PAX_FORMAT) as tar:
        writer = archive.Writer(tar)
        manifest = _add_database(writer, partial.parent)
        _add_media(writer, media_folder())
        writer.close(manifest)
    return manifest


def _add_database(writer: archive.Writer, folder: Path) -> archive.Manifest:
    """Dump and tally see one and the same moment, also while people work."""
    address = database.url(owner=True)
    with psycopg.connect(address) as connection, tempfile.TemporaryDirectory(dir=folder) as scratch:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        server = dumping.server_major(connection)
        path = Path(scratch) / archive.DUMP
        dumping.dump(address, path, snapshot=str(row[0]) if row else "", server=server)
        writer.add(archive.DUMP, path)
        return archive.Manifest(
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
            agency=ENV.agency,
            postgres=server,
            owner=connection.info.user,
            roles=dumping.roles(connection),
            tally=dumping.tally(connection),
            files=writer.entries,
        )


def _add_media(writer: archive.Writer, folder: Path) -> None:
    """After the database: an attachment is written before the row that names it, so none is missing."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            writer.add(f"{archive.MEDIA}/{path.relative_to(folder).as_posix()}", path)


def _publish(partial: Path, target: Path) -> None:
    with partial.open("rb") as handle:
        os.fsync(handle.fileno())
    try:
        os.link(partial, target)  # unlike rename, never replaces a file that is there
    except FileExistsError:
        raise _exists(target) from None


def _exists(target: Path) -> Trouble:
    return Trouble(f"Berkas {target} sudah ada; cadangan tidak pernah menimpa.", "pilih nama lain dengan --to.")


def _report(target: Path, manifest: archive.Manifest) -> None:
    size = f"{target.stat().st_size / 1e6:.1f}".replace(".", ",")
    console.say(f"Cadangan selesai: {target} ({size} MB, {len(manifest.files)} berkas)")
    console.say(f"  peristiwa: {manifest.tally.events}, sidik terakhir {manifest.tally.last_hash[:16] or '-'}")
    console.say(f"  uji pemulihannya: prestasi restore --drill {target}")
