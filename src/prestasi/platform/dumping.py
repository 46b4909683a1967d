"""PostgreSQL's own dump and restore, run as child programs, and the tally that both sides are compared by."""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
from itertools import islice
from pathlib import Path
from typing import IO, Protocol

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from prestasi.core.pg import binaries
from prestasi.core.trouble import Trouble
from prestasi.platform.archive import Tally

Connection = psycopg.Connection[tuple[object, ...]]
HEAD_LINES = 40
LATER = b"SET transaction_timeout"


class Source(Protocol):
    """Anything that can be read in pieces."""

    def read(self, size: int, /) -> bytes: ...


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
    words = ["--format=custom", "--compress=6", f"--snapshot={snapshot}", f"--file={target}"]
    place, password = _place(address)
    _run([_client("pg_dump", server), *words, place], password=password)


def restore(address: str, source: IO[bytes], *, server: int, faithful: bool) -> None:
    """Fill an empty database from a dump, all or nothing.

    `faithful` gives every table its recorded owner and rights; otherwise everything belongs to who is connected.
    """
    words = [] if faithful else ["--no-owner", "--no-privileges"]
    with tempfile.TemporaryFile() as script:
        _run([_client("pg_restore", server), "--file=-", *words], source=source, sink=script)
        script.seek(0)
        place, password = _place(address)
        reading = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-", place]
        _run([_client("psql", server), *reading], password=password, source=_Script(script, server))


class _Script:
    """A script as an older server understands it: without the settings that came later."""

    def __init__(self, script: IO[bytes], server: int) -> None:
        self.script = script
        self.head = b"".join(line for line in islice(script, HEAD_LINES) if server >= 17 or LATER not in line)

    def read(self, size: int) -> bytes:
        chunk, self.head = self.head or self.script.read(size), b""
        return chunk


def server_major(connection: Connection) -> int:
    """The server's major version."""
    return connection.info.server_version // 10000


def is_empty(connection: Connection) -> bool:
    """Whether the database holds no table of ours or anybody's."""
    query = "SELECT NOT EXISTS (SELECT FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema'))"
    row = connection.execute(query).fetchone()
    return bool(row and row[0])


def roles(connection: Connection) -> list[str]:
    """The owner of the tables, and every role that was given a right on them."""
    query = """
        SELECT DISTINCT pg_get_userbyid(role) FROM (
            SELECT relowner AS role FROM pg_class WHERE relnamespace = 'public'::regnamespace
            UNION SELECT grantee FROM pg_class, aclexplode(relacl) WHERE relnamespace = 'public'::regnamespace
            UNION SELECT grantee FROM pg_default_acl, aclexplode(defaclacl)
        ) AS involved WHERE role <> 0 ORDER BY 1"""
    return [str(row[0]) for row in connection.execute(query)]


def missing_roles(connection: Connection, names: list[str]) -> list[str]:
    """Those of `names` that the server does not know."""
    rows = connection.execute("SELECT name FROM unnest(%s::text[]) name WHERE to_regrole(name) IS NULL", [names])
    return [str(row[0]) for row in rows]


def _client(program: str, server: int) -> str:
    return binaries.find_at_least(server).path(program)


def _place(address: str) -> tuple[str, str]:
    """Where to connect, as a word for the command line, and the password, which must never stand there."""
    given = conninfo_to_dict(address)
    password = str(given.pop("password", None) or "")
    return f"--dbname={make_conninfo('', **given)}", password


def _run(
    command: list[str], *, password: str = "", source: Source | None = None, sink: IO[bytes] | None = None
) -> None:
    process = subprocess.Popen(
        command,
        env={**os.environ, "LC_ALL": "C", **({"PGPASSWORD": password} if password else {})},
        stdin=subprocess.PIPE if source else subprocess.DEVNULL,
        stdout=sink or subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    if source and process.stdin:
        _feed(source, process.stdin)
    words = process.stderr.read().decode(errors="replace").strip() if process.stderr else ""
    if process.wait() != 0:
        raise Trouble(
            f"{Path(command[0]).name} gagal: {words}", "perbaiki sebabnya, lalu ulangi; tidak ada yang diubah."
        )


def _feed(source: Source, sink: IO[bytes]) -> None:
    try:
        with sink:
            while chunk := source.read(1024 * 1024):
                sink.write(chunk)
    except BrokenPipeError:  # the program has stopped; its own words say why
        return
