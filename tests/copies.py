"""Copies of a migrated template database, one per test worker."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import psycopg
from django.apps import apps
from psycopg import sql

PREFIX = "prestasi_template_"
BUILDING = 811002
MOST_DROPS = 60


def template_name() -> str:
    """A name that changes with any migration of any installed app."""
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for path in sorted((Path(app.path) / "migrations").glob("*")):
            if path.suffix in {".py", ".sql"}:
                digest.update(f"{app.label}/{path.name}".encode() + path.read_bytes())
    return PREFIX + digest.hexdigest()[:16]


class Copies:
    """Makes, renews and drops this process's copy. `admin` is the conninfo of a role that may create databases."""

    def __init__(self, admin: str, template: str) -> None:
        self.admin = psycopg.connect(admin, autocommit=True)
        self.template = template
        self.name = f"test_prestasi_{os.getpid()}"

    def __enter__(self) -> Copies:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._drop(self.name)
        self.admin.close()

    def ensure_template(self, migrate: Callable[[], None]) -> None:
        """Build the template unless it is there; workers that come at the same time wait for the first."""
        self.admin.execute("SELECT pg_advisory_lock(%s)", [BUILDING])
        try:
            if not self._is_complete():
                self._sweep()
                self._create(self.template)
                migrate()
                self._say("COMMENT ON DATABASE {} IS 'complete'", self.template)
        finally:
            self.admin.execute("SELECT pg_advisory_unlock(%s)", [BUILDING])

    def renew(self) -> None:
        """Throw the copy away, with whoever is still connected to it, and make it again."""
        self._drop(self.name)
        self._say("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", self.name, self.template)

    def _is_complete(self) -> bool:
        query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        row = self.admin.execute(query, [self.template]).fetchone()
        return row is not None and row[0] == "complete"

    def _create(self, name: str) -> None:
        self._drop(name)
        self._say("CREATE DATABASE {} TEMPLATE template0", name)

    def _sweep(self) -> None:
        """Drop what older migrations and broken runs have left, where nobody is connected."""
        query = """SELECT datname FROM pg_database d WHERE (datname LIKE %s OR datname LIKE 'test_prestasi_%%')
            AND pg_get_userbyid(datdba) = current_user
            AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid)"""
        for (name,) in self.admin.execute(query, [PREFIX + "%"]).fetchall():
            self._drop(name)

    def _drop(self, name: str) -> None:
        """Also when the server's own maintenance is at work in it, which an owner may not end: wait for that."""
        for tries_left in reversed(range(MOST_DROPS)):
            try:
                self._say("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
                return
            except psycopg.errors.InsufficientPrivilege:
                if not tries_left:
                    raise
                time.sleep(0.5)

    def _say(self, statement: str, *names: str) -> None:
        self.admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
