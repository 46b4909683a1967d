"""Nothing changes by asking: the hash of the whole database is the same before and after every safe verb (A12)."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from prestasi.policy.routes import policy
from tests.web.access.asking import ask
from tests.web.access.cast import Stage
from tests.web.access.objects import values_for
from tests.web.access.routes import Found, address, routes

ROUTES = [route for route in routes() if route.name in policy().routes]
READERS = ("self", "superior", "analyst_agency", "admin", "auditor", "delegate_review", "anonymous")
# Sessions are the browser's memory, not the agency's: signing out an account that has left ends its session.
EXCEPT = {"django_session"}


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name not in EXCEPT]


def database_hash(names: list[str]) -> str:
    """SHA-256 over all rows of all tables; row order does not matter."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for name in sorted(names):
            table = connection.ops.quote_name(name)
            cursor.execute(f"SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {table} t")
            digest.update(f"{name}{cursor.fetchone()}".encode())
    return digest.hexdigest()


@pytest.mark.parametrize("found", ROUTES, ids=lambda found: found.name)
def test_asking_changes_nothing(stage: Stage, found: Found) -> None:
    route = policy().routes[found.name]
    stage.objects.clear()
    with transaction.atomic():
        urls = {r: address(found, values_for(stage, route.object, stage.subjects[r][0])) for r in READERS}
        before = database_hash(tables())
        for relation, url in urls.items():
            for verb in ("GET", "HEAD", "OPTIONS"):
                ask(stage, relation, verb, url)
        assert database_hash(tables()) == before
        transaction.set_rollback(True)
    stage.objects.clear()


def test_the_hash_notices_one_changed_value(stage: Stage) -> None:
    """The control: a hash that sees nothing would prove nothing."""
    before = database_hash(tables())
    with transaction.atomic():
        user = stage.users["superior"]
        assert user is not None
        user.theme = "dark"
        user.save(update_fields=["theme"])
        assert database_hash(tables()) != before
        transaction.set_rollback(True)
