"""PostgreSQL's own dump and restore, run as child programs, and the tally that both sides are compared by."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path
from typing import IO

import psycopg
from psycopg.conninfo import conninfo_to_dict

from prestasi.core.pg import binaries
from prestasi.core.trouble import Trouble
from prestasi.platform.archive import Tally

Connection = psycopg.Connection[tuple[object, ...]]
VARIABLES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}


def tally(connection: Connection) -> Tally:
    """Count and hash the event log as this transaction sees it."""
    digest, count, last = hashlib.sha256(), 0, ""
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY (SELECT hash FROM audit_event ORDER BY id) TO STDOUT") as rows,
    ):
        for (last,) in rows.rows():
            digest.update(str(last).encode())
            count += 1
    return Tally(count, str(last), digest.hexdigest())


def dump(address: str, target: Path, *, snapshot: str, server: int) -> None:
    """Write the database to `target` as the given snapshot sees it."""
    program = _client("pg_dump", server)
    command = [program, "--format=custom", "--compress=6", f"--snapshot={snapshot}", f"--file={target}"]
    _run(command, address)


def restore(address: str, source: IO[bytes], *, server: int, owned: bool, granted: bool) -> None:
    """Fill an empty database from a dump, all or nothing.

    `owned` gives every table to the owner it had (needs the cluster's superuser); `granted` keeps the recorded rights.
    """
    words = [] if owned else ["--no-owner"]
    words += [] if granted else ["--no-privileges"]
    command = [_client("pg_restore", server), "--single-transaction", "--exit-on-error", *words]
    _run([*command, f"--dbname={conninfo_to_dict(address)['dbname']}"], address, source)


def server_major(connection: Connection) -> int:
    """The server's major version."""
    return connection.info.server_version // 10000


def is_empty(connection: Connection) -> bool:
    """Whether the database holds no table of ours or anybody's."""
    query = "SELECT NOT EXISTS (SELECT FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema'))"
    row = connection.execute(query).fetchone()
    return bool(row and row[0])


def has_role(connection: Connection, name: str) -> bool:
    """Whether the server knows this role."""
    return connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone() is not None


def _client(program: str, server: int) -> str:
    return binaries.find_at_least(server).path(program)


def _run(command: list[str], address: str, source: IO[bytes] | None = None) -> None:
    """The password goes through the environment, never through the list of processes."""
    given = conninfo_to_dict(address)
    settings = {variable: str(given[word]) for word, variable in VARIABLES.items() if given.get(word)}
    process = subprocess.Popen(
        command,
        env={**os.environ, **settings, "LC_ALL": "C"},
        stdin=subprocess.PIPE if source else subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    if source and process.stdin:
        _feed(source, process.stdin)
    words = process.stderr.read().decode(errors="replace").strip() if process.stderr else ""
    if process.wait() != 0:
        raise Trouble(
            f"{Path(command[0]).name} gagal: {words}", "tidak ada yang diubah; perbaiki sebabnya, lalu ulangi."
        )


def _feed(source: IO[bytes], sink: IO[bytes]) -> None:
    try:
        with sink:
            while chunk := source.read(1024 * 1024):
                sink.write(chunk)
    except BrokenPipeError:  # the program has stopped; its own words say why
        return
