"""The gates carry the weight: take one away and the matrix finds it; no view goes around them."""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from prestasi.people import permissions
from prestasi.people.permissions import Relation
from prestasi.policy.routes import policy
from tests.web.access.asking import Browser, answers
from tests.web.access.cast import Stage
from tests.web.access.routes import routes

PROJECT = Path(__file__).parents[3]
VIEWS = sorted(p for p in (PROJECT / "src" / "prestasi").glob("*/views/**/*.py") if p.name != "__init__.py")
ORM_WORDS = frozenset(
    {"objects", "_default_manager", "raw", "cursor", "select_related", "prefetch_related", "refresh_from_db"}
)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def _wrong_answers(stage: Stage, name: str) -> int:
    found = next(route for route in routes() if route.name == name)
    route = policy().routes[name]
    given = answers(stage, found, route)
    relations = policy().relations
    return sum(a.status not in route.expected(a.relation, a.verb, relations[a.relation].is_stranger) for a in given)


def test_the_matrix_fails_when_the_gate_to_people_is_taken_away(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _wrong_answers(stage, "people:card") == 0
    monkeypatch.setattr(permissions, "_relations", lambda actor, person_id, day: frozenset(Relation))
    assert _wrong_answers(stage, "people:card") > 20


def test_the_matrix_fails_when_strangers_are_let_in(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    from prestasi.accounts.middleware import ActorMiddleware

    monkeypatch.setattr(ActorMiddleware, "process_view", lambda *args: None)
    monkeypatch.setattr(Browser, "handler", None)
    assert _wrong_answers(stage, "accounts:delegations") > 10


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(PROJECT / "src" / "prestasi")))
def test_views_reach_rows_only_through_gates_queries_and_actions(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & ORM_WORDS == set()


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(PROJECT / "src" / "prestasi")))
def test_views_take_the_actor_from_the_session_only(path: Path) -> None:
    """Nobody builds an actor from what a form says."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    assert "Actor" not in {call.id for call in calls if isinstance(call, ast.Name)}
