"""`prestasi restore`: a backup into an empty installation, or a drill that proves it could be."""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql

from config.env import ENV
from prestasi.core import pg
from prestasi.core.pg.roles import SUPERUSER
from prestasi.core.trouble import Trouble
from prestasi.platform import archive, backup, console, database, dumping, instance


def main(argv: list[str]) -> int:
    """Verify first, then restore; nothing is touched when the file is not whole or the place is not empty."""
    parser = argparse.ArgumentParser(prog="prestasi restore", description="Pulihkan cadangan, atau uji pemulihannya.")
    parser.add_argument("file", type=Path, metavar="BERKAS", help="cadangan buatan `prestasi backup`")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--to", metavar="URL", help="pulihkan basis data saja, ke alamat PostgreSQL ini (harus kosong)")
    where.add_argument("--drill", action="store_true", help="uji: pulihkan ke basis data sementara, bandingkan, buang")
    options = parser.parse_args(argv)
    with console.step("Cadangan utuh"):
        manifest = archive.verify(options.file)
    if options.drill:
        drill(options.file, manifest)
    elif options.to:
        database.answers(options.to)
        into(options.to, options.file, manifest)
    else:
        in_place(options.file, manifest)
    return 0


def in_place(file: Path, manifest: archive.Manifest) -> None:
    """Restore database and attachments of this installation, which must be empty and not running."""
    instance.check_folder(ENV.state)
    with instance.alone(ENV.state), database.running():
        _check_no_media()
        into(_address(manifest), file, manifest)
        with console.step("Lampiran dipulihkan"):
            unpack_media(file, backup.media_folder())


def into(address: str, file: Path, manifest: archive.Manifest) -> None:
    """Restore the database there and compare its event log with the manifest's. Raises `Trouble` on any difference."""
    with psycopg.connect(address, autocommit=True) as connection:
        if not dumping.is_empty(connection):
            raise Trouble("Basis data tujuan tidak kosong; tidak ada yang diubah.", "pulihkan ke basis data yang baru.")
        known = not dumping.missing_roles(connection, manifest.roles)
        faithful = known and connection.info.user in (SUPERUSER, manifest.owner)
        with console.step("Basis data dipulihkan"):
            _restore_dump(address, file, server=dumping.server_major(connection), faithful=faithful)
        compare(connection, manifest)
    if not faithful:
        console.say("  ! peran basis data di sini lain dari asalnya: semua tabel milik akun ini, hak lama tidak dibawa")


def compare(connection: dumping.Connection, manifest: archive.Manifest) -> None:
    """The restored event log against the manifest, event by event."""
    found = dumping.tally(connection)
    if found != manifest.tally:
        raise Trouble(
            f"Catatan peristiwa berbeda: cadangan {manifest.tally.events} (…{manifest.tally.last_hash[-8:]}), "
            f"hasil pemulihan {found.events} (…{found.last_hash[-8:]}).",
            "jangan pakai basis data ini; pulihkan cadangan lain.",
        )
    console.say(f"  ✓ {found.events} peristiwa sama dengan cadangan, sidik terakhir {found.last_hash[:16] or '-'}")


def drill(file: Path, manifest: archive.Manifest) -> None:
    """Restore everything into a scratch cluster and folder, compare, and throw both away."""
    started = time.monotonic()
    instance.check_folder(ENV.state)
    with tempfile.TemporaryDirectory(prefix="drill-", dir=ENV.state) as folder:
        cluster = pg.at(Path(folder), volatile=True)
        try:
            with pg.lease(cluster):
                address = pg.address(cluster, role=SUPERUSER).url
                _create_roles(address, manifest.roles)
                into(address, file, manifest)
            with console.step("Lampiran dipulihkan"):
                count = unpack_media(file, Path(folder) / archive.MEDIA)
        finally:
            pg.stop(cluster)
    seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
    console.say(f"Uji pemulihan berhasil dalam {seconds} detik: {manifest.tally.events} peristiwa, {count} lampiran.")


def unpack_media(file: Path, target: Path) -> int:
    """Write the attachments beside their place and move them there in one step; their number."""
    unfinished = target.with_name(f"{target.name}.restoring")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    count = 0
    for name, content in archive.members(file):
        if name.startswith(f"{archive.MEDIA}/"):
            path = unfinished / name.removeprefix(f"{archive.MEDIA}/")
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as sink:
                shutil.copyfileobj(content, sink, archive.BLOCK)
            count += 1
    if target.is_dir():
        target.rmdir()
    unfinished.rename(target)
    return count


def _restore_dump(address: str, file: Path, *, server: int, faithful: bool) -> None:
    for name, content in archive.members(file):
        if name == archive.DUMP:
            dumping.restore(address, content, server=server, faithful=faithful)
            return


def _address(manifest: archive.Manifest) -> str:
    """As whom to restore here: the embedded cluster's superuser if the roles are ours, else the owner of the tables."""
    if ENV.database_url or manifest.owner != pg.OWNER:
        return database.url(owner=True)
    return pg.address(pg.at(ENV.state), role=SUPERUSER).url


def _create_roles(address: str, names: list[str]) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for name in dumping.missing_roles(connection, names):
            connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(name)))


def _check_no_media() -> None:
    folder = backup.media_folder()
    if folder.is_dir() and any(folder.iterdir()):
        raise Trouble(f"Folder {folder} tidak kosong; tidak ada yang diubah.", "pulihkan ke PRESTASI_STATE baru.")
