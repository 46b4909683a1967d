"""Ids of things outside one's sight are refused like ids of things that do not exist (A04)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest

from prestasi.policy.routes import OUT_OF_SIGHT, Route, policy
from tests.web.access.asking import ask
from tests.web.access.cast import Stage
from tests.web.access.objects import values_for
from tests.web.access.routes import ANY_OBJECT, Found, address, routes

ROUTES = [
    (found, policy().routes[found.name])
    for found in routes()
    if found.name in policy().routes
    and policy().routes[found.name].object
    and policy().routes[found.name].otherwise == OUT_OF_SIGHT
    and not policy().routes[found.name].is_public
]
OUTSIDE = ("other_opd", "head_other_unit", "superior_former", "delegate_expired", "auditor_expired")
VARYING = re.compile(
    rb'[0-9a-f]{16}|<span class="hash">[^<]+|name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"'
    rb"|/[\w./-]*\d+[\w./-]*/?"
)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize(("found", "route"), ROUTES, ids=lambda value: getattr(value, "name", ""))
def test_foreign_and_missing_are_answered_alike(stage: Stage, found: Found, route: Route) -> None:
    values = values_for(stage, route.object, "employee")
    missing = {name: ANY_OBJECT if isinstance(value, int) else value for name, value in values.items()}
    for relation in OUTSIDE:
        for verb in (v for v in ("GET", "POST") if v in route.answers):
            if route.expected(relation, verb, False) != OUT_OF_SIGHT:
                continue
            foreign = ask(stage, relation, verb, address(found, values))
            absent = ask(stage, relation, verb, address(found, missing))
            assert (foreign.status_code, absent.status_code) == (404, 404), (relation, verb)
            assert VARYING.sub(b"", foreign.getvalue()) == VARYING.sub(b"", absent.getvalue())


def test_a_form_that_names_a_foreign_person_is_refused_like_one_that_names_nobody(stage: Stage) -> None:
    """A delegation to somebody outside the own unit and line."""
    url = address(Found("accounts:delegations", ()), {})
    form = {"starts_on": "2026-11-16", "last_on": "2026-11-20", "scopes": "review", "reason": "cuti"}
    people = stage.world.people
    foreign = [people[key].pk for key in ("stranger", "other_head", "regent", "left_service", "superior")]
    for holder in [*foreign, ANY_OBJECT]:
        answer = ask(stage, "superior", "POST", url, {**form, "holder": str(holder)})
        assert answer.status_code == 404, holder
    answer = ask(stage, "superior", "POST", url, {**form, "holder": str(people["peer"].pk)})
    assert answer.status_code == 302
