"""Every page that can be read answers within its budget of statements, whoever reads it."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prestasi.policy.routes import policy
from tests.web.access.asking import ask
from tests.web.access.cast import Stage
from tests.web.access.objects import values_for
from tests.web.access.routes import Found, address, routes

MOST_STATEMENTS = 14
# One statement over the common budget; nothing may join it.
OVER = {"performance:plan_print": 15}
READERS = ("self", "superior", "head_own_unit", "analyst_agency", "admin", "auditor", "anonymous")
PAGES = [found for found in routes() if found.name in policy().routes and "GET" in policy().routes[found.name].answers]


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("found", PAGES, ids=lambda found: found.name)
def test_a_page_keeps_to_its_statements(stage: Stage, found: Found) -> None:
    values = values_for(stage, policy().routes[found.name].object, "employee")
    spent = {reader: _statements(stage, reader, address(found, values)) for reader in READERS}
    budget = OVER.get(found.name, MOST_STATEMENTS)
    assert {reader: n for reader, n in spent.items() if n > budget} == {}


def _statements(stage: Stage, reader: str, url: str) -> int:
    """Statements of the second reading; the first may fill caches that all readers share."""
    ask(stage, reader, "GET", url)
    with CaptureQueriesContext(connection) as seen:
        ask(stage, reader, "GET", url)
    return len([query for query in seen if "SAVEPOINT" not in query["sql"]])
