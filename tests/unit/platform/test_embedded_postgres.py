"""The embedded server: made once, shared, survives being killed, and says plainly what it lacks."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from prestasi.core import pg
from prestasi.core.pg import binaries, postmaster, socket_folder
from prestasi.core.trouble import Trouble


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pg.Cluster]:
    made = pg.at(tmp_path_factory.mktemp("state"), volatile=True)
    pg.keep(made)
    yield made
    pg.stop(made)


def ask(cluster: pg.Cluster, query: str, role: str = pg.APP) -> object:
    with psycopg.connect(pg.address(cluster, role=role).conninfo, autocommit=True) as connection:
        cursor = connection.execute(query.encode())
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def kill(cluster: pg.Cluster) -> int:
    pid = postmaster.pid_of(cluster.data)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    while cluster.is_running:  # the kernel takes a moment
        time.sleep(0.01)
    return pid


def test_starting_twice_leaves_the_first_alone(cluster: pg.Cluster) -> None:
    before = postmaster.pid_of(cluster.data)
    assert pg.start(cluster) is False
    assert postmaster.pid_of(cluster.data) == before


def test_the_server_listens_on_its_socket_only(cluster: pg.Cluster) -> None:
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert cluster.sockets.stat().st_mode & 0o077 == 0


def test_text_sorts_the_same_on_every_machine(cluster: pg.Cluster) -> None:
    assert ask(cluster, "SHOW server_encoding") == "UTF8"
    assert ask(cluster, "SELECT 'Z' < 'a'") is True
    assert ask(cluster, "SHOW data_checksums") == "on"


def test_the_application_works_with_rows_but_not_with_tables(cluster: pg.Cluster) -> None:
    ask(cluster, "CREATE TABLE paper (n int); INSERT INTO paper VALUES (1)", role=pg.OWNER)
    assert ask(cluster, "UPDATE paper SET n = 2 RETURNING n") == 2
    for refused in ("TRUNCATE paper", "DROP TABLE paper", "CREATE TABLE mine (n int)"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(cluster, refused)


def test_a_killed_server_comes_back_with_its_rows(tmp_path: Path) -> None:
    with pg.lease(pg.at(tmp_path)) as keeping:
        ask(keeping, "CREATE TABLE kept (n int)", role=pg.OWNER)
        for n in range(3):
            ask(keeping, f"INSERT INTO kept VALUES ({n})")
            dead = kill(keeping)
            assert pg.start(keeping) is True
            assert postmaster.pid_of(keeping.data) != dead
        assert ask(keeping, "SELECT array_agg(n) FROM kept") == [0, 1, 2]


def test_the_pid_of_a_stranger_is_not_taken_for_the_server(cluster: pg.Cluster) -> None:
    pg.stop(cluster)
    (cluster.data / postmaster.PID_FILE).write_text(f"{os.getpid()}\n{cluster.data}\n")
    assert not cluster.is_running
    assert pg.start(cluster) is True


def test_several_first_starts_at_once_make_one_server(tmp_path: Path) -> None:
    words = (
        "import sys, pathlib; from prestasi.core import pg; pg.keep(pg.at(pathlib.Path(sys.argv[1]), volatile=True))"
    )
    command = [sys.executable, "-c", words, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": "src"}
    started = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) for _ in range(3)]
    answers = [process.communicate()[1].decode() for process in started]
    made = pg.at(tmp_path, volatile=True)
    try:
        assert [process.returncode for process in started] == [0, 0, 0], answers
        assert ask(made, "SELECT current_user") == pg.APP
    finally:
        pg.stop(made)


def test_the_last_tenant_stops_the_server(tmp_path: Path) -> None:
    made = pg.at(tmp_path, volatile=True)
    with pg.lease(made):
        with pg.lease(made):
            assert made.is_running
        assert made.is_running
    assert not made.is_running


def test_a_server_that_was_started_to_stay_outlives_its_tenants(tmp_path: Path) -> None:
    made = pg.keep(pg.at(tmp_path, volatile=True))
    try:
        with pg.lease(made):
            pass
        assert made.is_running
    finally:
        pg.stop(made)


def test_an_interrupted_initdb_leaves_nothing_that_looks_like_a_cluster(tmp_path: Path) -> None:
    made = pg.at(tmp_path, volatile=True)
    (made.root / "data.new").mkdir(parents=True)
    (made.root / "data.new" / "PG_VERSION").write_text("18\n")
    assert not made.exists
    with pg.lease(made):
        assert ask(made, "SELECT 1") == 1


def test_a_deep_state_folder_gets_a_short_socket_path(tmp_path: Path) -> None:
    deep = tmp_path / ("sangat-panjang-" * 8)
    folder = pg.at(deep).sockets
    assert len(os.fsencode(folder / ".s.PGSQL.5432")) <= socket_folder.LONGEST_SOCKET_PATH
    with pg.lease(pg.at(deep, volatile=True)) as made:
        assert ask(made, "SELECT 1") == 1


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "run").symlink_to(elsewhere)
    with pytest.raises(Trouble, match="milik pengguna lain"):
        socket_folder.make(tmp_path / "run")


def test_missing_programs_are_said_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_folders", lambda: iter([]))
    with pytest.raises(Trouble, match="tidak ditemukan") as caught:
        binaries.find()
    assert "make setup" in caught.value.remedy


def test_a_cluster_of_another_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_installed", lambda: iter([binaries.Binaries(Path("/x"), 18)]))
    with pytest.raises(Trouble, match=r"PostgreSQL 15.*hanya versi 18"):
        binaries.find(15)


def test_the_last_words_of_a_server_that_cannot_start_are_shown(tmp_path: Path) -> None:
    made = pg.at(tmp_path, volatile=True)
    with pg.lease(made):
        pass
    (made.data / "postgresql.conf").write_text("nonsense = 1\n")
    with pytest.raises(Trouble, match="nonsense"):
        pg.start(made)


def test_a_server_is_ready_within_seconds(cluster: pg.Cluster) -> None:
    pg.stop(cluster)
    started = time.monotonic()
    pg.start(cluster)
    assert ask(cluster, "SELECT 1") == 1
    assert time.monotonic() - started < 15
