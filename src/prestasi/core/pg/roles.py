"""The two database roles and what each may do.

`prestasi_owner` owns the tables and runs migrations. `prestasi_app` is what the application signs in as: it reads and
writes rows of ordinary tables, may not change the schema, and never truncates. Narrower rights (the event tables) are
set by the migrations of the app that owns those tables.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from prestasi.core.pg.address import APP, DATABASE, OWNER, Address
from prestasi.core.trouble import Trouble

if TYPE_CHECKING:
    from prestasi.core.pg.cluster import Cluster

SUPERUSER = "postgres"
STAMP = "roles-1"
PREPARING = 811001


def prepare(cluster: Cluster) -> None:
    """Create roles and database of an embedded cluster once; later calls find the stamp and return."""
    stamp = cluster.root / STAMP
    if stamp.exists():
        return
    with _connect(_address(cluster, SUPERUSER, SUPERUSER)) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [PREPARING])  # two first starts at the same moment
        if stamp.exists():
            return
        _create_roles(connection, may_create_databases=cluster.volatile)
        _create_database(connection)
        # In the administrators' database, so that dumps of ours need no superuser to restore.
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        with _connect(_address(cluster, OWNER, DATABASE)) as owner:
            grant_app(owner)
        stamp.touch()


def _address(cluster: Cluster, user: str, database: str) -> Address:
    return Address(str(cluster.sockets), user, database)


def grant_app(connection: psycopg.Connection[tuple[object, ...]], app: str = APP) -> None:
    """Let the application role work with the rows of this database's tables, present and future.

    To be run as the owner, before migrations: a migration that takes rights away must come after it.
    """
    role = sql.Identifier(app)
    for statement in (
        "GRANT USAGE ON SCHEMA public TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
    ):
        connection.execute(sql.SQL(statement).format(role))


def _create_roles(connection: psycopg.Connection[tuple[object, ...]], *, may_create_databases: bool) -> None:
    present = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
    for name in (OWNER, APP):
        if name not in present:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
    connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP), sql.Identifier(OWNER)))
    if may_create_databases:
        connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(OWNER)))


def _create_database(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
        return
    statement = sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
    connection.execute(statement)


def _connect(address: Address, *, wait_s: float = 30.0) -> psycopg.Connection[tuple[object, ...]]:
    deadline = time.monotonic() + wait_s
    while True:
        try:
            return psycopg.connect(address.conninfo, autocommit=True)
        except psycopg.OperationalError as error:
            if time.monotonic() > deadline:
                raise Trouble(f"Basis data tidak menjawab: {error}", "jalankan `prestasi doctor`.") from error
            time.sleep(0.1)
