"""The access matrix: every route, every verb, every relation of an actor to the object, compared with the policy.

The expectation comes from `prestasi/policy` alone. A route that is missing there fails; so does a page that
answers differently from what the file says, in either direction.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest

from prestasi.policy.routes import policy
from tests.web.access.asking import Answer, answers
from tests.web.access.cast import Stage
from tests.web.access.counting import COUNT
from tests.web.access.objects import BUILDERS
from tests.web.access.routes import Found, routes

ROUTES = routes()


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Refusals are logged as warnings; here they are the purpose."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    known, written = {route.name for route in ROUTES}, set(policy().routes)
    assert known - written == set(), "routes without a row in policy/routes.d"
    assert written - known == set(), "rows in policy/routes.d without a route"


def test_every_relation_is_played_and_every_object_can_be_built(stage: Stage) -> None:
    assert set(stage.users) == set(policy().relations)
    assert {route.object for route in policy().routes.values()} <= set(BUILDERS)
    assert len(policy().relations) >= 24


@pytest.mark.parametrize("found", ROUTES, ids=lambda found: found.name)
def test_answers_are_those_of_the_policy(
    stage: Stage, found: Found, record_property: Callable[[str, object], None]
) -> None:
    route = policy().routes.get(found.name)
    assert route is not None, f'add [route."{found.name}"] to a file of src/prestasi/policy/routes.d'
    given = answers(stage, found, route)
    record_property(COUNT, len(given))
    assert [difference for answer in given if (difference := _difference(answer))] == []


def _difference(answer: Answer) -> str:
    """What is wrong with an answer, "" when nothing is."""
    relation, route = policy().relations[answer.relation], policy().routes[answer.route]
    expected = route.expected(answer.relation, answer.verb, relation.is_stranger)
    if answer.status in expected:
        return ""
    return f"{answer.verb} {answer.route} as {answer.relation}: {answer.status}, not {sorted(expected)}"
