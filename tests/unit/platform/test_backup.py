"""A backup proves that it is whole, and a restore touches nothing until it has."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from prestasi.core import pg
from prestasi.core.pg.roles import SUPERUSER
from prestasi.core.trouble import Trouble
from prestasi.platform import archive, backup, database, restore

EVENTS = """
CREATE TABLE audit_event (id bigint PRIMARY KEY, hash text NOT NULL);
INSERT INTO audit_event SELECT n, md5(n::text) FROM generate_series(1, 500) n;
REVOKE UPDATE, DELETE ON audit_event FROM prestasi_app;
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pg.Cluster]:
    cluster = pg.at(tmp_path_factory.mktemp("source"), volatile=True)
    with pg.lease(cluster):
        with psycopg.connect(pg.address(cluster, role=pg.OWNER).conninfo, autocommit=True) as connection:
            connection.execute(EVENTS.encode())
        yield cluster


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pg.Cluster]:
    cluster = pg.at(tmp_path_factory.mktemp("scratch"), volatile=True)
    with pg.lease(cluster):
        yield cluster


@pytest.fixture
def made(source: pg.Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, archive.Manifest]:
    monkeypatch.setattr(database, "url", lambda owner=False: pg.address(source, role=pg.OWNER).url)
    monkeypatch.setattr(backup, "media_folder", lambda: tmp_path / "media")
    (tmp_path / "media" / "2026").mkdir(parents=True)
    (tmp_path / "media" / "2026" / "foto.jpg").write_bytes(b"gambar" * 1000)
    target = tmp_path / "cadangan.tar"
    return target, backup.make(target)


def test_a_backup_counts_and_hashes_what_it_holds(made: tuple[Path, archive.Manifest]) -> None:
    target, manifest = made
    assert manifest.tally.events == 500
    assert [entry.name for entry in manifest.files] == ["database.dump", "media/2026/foto.jpg"]
    assert archive.verify(target) == manifest


def test_a_backup_is_for_its_owner_only(made: tuple[Path, archive.Manifest]) -> None:
    assert made[0].stat().st_mode & 0o077 == 0


def test_a_backup_never_overwrites(made: tuple[Path, archive.Manifest]) -> None:
    target, _ = made
    before = target.read_bytes()
    with pytest.raises(Trouble, match="sudah ada"):
        backup.make(target)
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir() if "partial" in path.name] == []


def test_what_is_restored_has_the_same_events_and_rights(
    made: tuple[Path, archive.Manifest], scratch: pg.Cluster, tmp_path: Path
) -> None:
    target, manifest = made
    restore.into(pg.address(scratch, role=SUPERUSER).url, target, manifest)
    with psycopg.connect(pg.address(scratch).conninfo) as connection:
        assert connection.execute("SELECT count(*) FROM audit_event").fetchone() == (500,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM audit_event")
    assert restore.unpack_media(target, tmp_path / "back") == 1
    assert (tmp_path / "back" / "2026" / "foto.jpg").read_bytes() == b"gambar" * 1000


def test_a_database_with_tables_is_not_touched(made: tuple[Path, archive.Manifest], source: pg.Cluster) -> None:
    target, manifest = made
    with pytest.raises(Trouble, match="tidak kosong"):
        restore.into(pg.address(source, role=SUPERUSER).url, target, manifest)


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_one_changed_byte_is_found(made: tuple[Path, archive.Manifest], place: float) -> None:
    target, _ = made
    raw = bytearray(target.read_bytes())
    with tarfile.open(target) as tar:
        header = tar.getmember("database.dump")
    raw[header.offset_data + int(header.size * place)] ^= 1
    target.write_bytes(raw)
    with pytest.raises(Trouble, match=r"database\.dump berubah"):
        archive.verify(target)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6])
def test_a_cut_file_is_refused(made: tuple[Path, archive.Manifest], share: float) -> None:
    target, _ = made
    raw = target.read_bytes()
    target.write_bytes(raw[: int(len(raw) * share)])
    with pytest.raises(Trouble, match=r"utuh|terpotong"):
        archive.verify(target)


@pytest.mark.parametrize("name", ["../keluar", "/etc/passwd", "media/../../keluar", "lain.txt"])
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    target = tmp_path / "jahat.tar"
    with tarfile.open(target, "w") as tar:
        tar.addfile(tarfile.TarInfo(name))
    with pytest.raises(Trouble, match="tidak wajar"):
        archive.verify(target)


def test_an_event_more_or_less_is_found(made: tuple[Path, archive.Manifest], source: pg.Cluster) -> None:
    _, manifest = made
    with psycopg.connect(pg.address(source, role=pg.OWNER).conninfo) as connection:
        connection.execute("UPDATE audit_event SET hash = 'x' WHERE id = 250")
        with pytest.raises(Trouble, match="berbeda"):
            restore.compare(connection, manifest)
        connection.rollback()
