"""pytest plugin: a throw-away PostgreSQL, started only when a test asks for the database.

The migrations run once into a template database named after their content; every run and every worker copies it, so a
second run starts in about a second. Tests sign in as the owner and act as the application role, so that a missing
right fails here before it fails in production. After a test with real transactions the copy is made anew.

With DATABASE_URL (or PRESTASI_OWNER_DATABASE_URL) the tests use that server, whose role must be allowed to create
databases.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.test import TransactionTestCase
from psycopg.conninfo import make_conninfo
from pytest_django.plugin import DjangoDbBlocker

from config.env import ENV
from prestasi.core import pg
from tests.copies import Copies, template_name


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """This worker's own copy of the migrated database, for the length of the session."""
    with django_db_blocker.unblock(), _server() as given, Copies(_admin(given), template_name()) as copies:
        _point_at(given | {"NAME": copies.template})
        copies.ensure_template(_migrate)
        copies.renew()
        _point_at(given | {"NAME": copies.name})
        connection_created.connect(_act_as_application)
        with django_db_blocker.block(), pytest.MonkeyPatch.context() as patch:
            patch.setattr(TransactionTestCase, "_fixture_teardown", _start_over(copies))
            yield
        connections.close_all()


@pytest.fixture
def as_owner(db: None) -> Callable[[], AbstractContextManager[None]]:
    """`with as_owner(): ...` runs the block with the rights of the tables' owner."""

    @contextmanager
    def owner() -> Iterator[None]:
        connection.cursor().execute("RESET ROLE")
        try:
            yield
        finally:
            _act_as_application(connection=connection)

    return owner


@pytest.fixture
def database_environment(transactional_db: None) -> dict[str, str]:
    """Environment for a child process that shall see this test's committed rows."""
    chosen = connection.settings_dict
    address = pg.Address(chosen["HOST"], chosen["USER"], chosen["NAME"], int(chosen["PORT"] or pg.PORT))
    return {**os.environ, "DATABASE_URL": address.url, "PRESTASI_OWNER_DATABASE_URL": address.url}


def _server() -> AbstractContextManager[dict[str, object]]:
    given = ENV.owner_database_url or ENV.database_url
    return nullcontext(_parsed(given)) if given else _embedded()


def _parsed(url: str) -> dict[str, object]:
    import dj_database_url

    return dict(dj_database_url.parse(url))


@contextmanager
def _embedded() -> Iterator[dict[str, object]]:
    with pg.lease(pg.at(ENV.state / "test", volatile=True)) as cluster:
        yield _parsed(pg.address(cluster, role=pg.OWNER).url)


def _admin(given: dict[str, object]) -> str:
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    return make_conninfo(**{word: str(given[key]) for word, key in names.items() if given.get(key)})


def _point_at(chosen: dict[str, object]) -> None:
    """Change the one dictionary that all threads' connections are made from."""
    connections.close_all()
    for alias in connections:
        settings.DATABASES[alias].update(chosen)
        connections[alias].settings_dict.update(chosen)


def _migrate() -> None:
    connection.ensure_connection()
    if _may_act(connection):
        pg.grant_app(connection.connection)
    call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()


def _start_over(copies: Copies) -> Callable[[TransactionTestCase], None]:
    def teardown(self: TransactionTestCase) -> None:
        connections.close_all()
        copies.renew()

    return teardown


def _act_as_application(connection: BaseDatabaseWrapper, **_: object) -> None:
    if connection.alias == DEFAULT_DB_ALIAS and _may_act(connection):
        connection.connection.execute(f"SET ROLE {pg.APP}")


def _may_act(connection: BaseDatabaseWrapper) -> bool:
    """Whether this server has the application role and lets us take it."""
    query = "SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles WHERE rolname = %s"
    row = connection.connection.execute(query, [pg.APP]).fetchone()
    return bool(row and row[0])
