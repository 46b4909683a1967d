"""`policy.toml` and the files of `routes.d/`, one per app, read into memory: routes, verbs, audiences, answers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

FILE = Path(__file__).with_name("policy.toml")
ROUTES = Path(__file__).with_name("routes.d")
VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
KNOWN_WITHOUT_POLICY = frozenset({"GET", "POST"})

SIGN_IN = frozenset({302})
NO_SUCH_VERB = frozenset({405})
ALLOW_LIST = frozenset({204})
OUT_OF_SIGHT = frozenset({404})
NOT_ALLOWED = frozenset({403})

Expectation = frozenset[int]


@dataclass(frozen=True, slots=True)
class Route:
    """One route: what object its address names, whether strangers may ask, and per verb who gets which answer.

    `answers` maps a verb to (relation -> statuses); a relation that is not named gets `otherwise`.
    """

    name: str
    is_public: bool
    object: str
    answers: Mapping[str, Mapping[str, Expectation]]
    otherwise: Expectation
    note: str = ""

    def verbs(self) -> tuple[str, ...]:
        """The verbs the route knows, GET bringing HEAD with it; OPTIONS is answered for every route."""
        return tuple(v for v in VERBS if v in self.answers or (v == "HEAD" and "GET" in self.answers))

    def expected(self, relation: str, verb: str, is_stranger: bool) -> Expectation:
        """Statuses an actor of this relation may get; several where the state of the object decides."""
        if is_stranger and not self.is_public:
            return SIGN_IN
        if verb == "OPTIONS":
            return ALLOW_LIST
        if verb not in self.verbs():
            return NO_SUCH_VERB
        return self.answers["GET" if verb == "HEAD" else verb].get(relation, self.otherwise)


@dataclass(frozen=True, slots=True)
class Relation:
    """One way an actor stands to the person or unit an object belongs to."""

    name: str
    about: str
    is_stranger: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """The whole file."""

    relations: Mapping[str, Relation]
    audiences: Mapping[str, frozenset[str]]
    routes: Mapping[str, Route]

    def route(self, name: str) -> Route | None:
        return self.routes.get(name)

    def allowed_verbs(self, name: str) -> frozenset[str]:
        """Verbs that reach the view of this route."""
        route = self.routes.get(name)
        known = KNOWN_WITHOUT_POLICY if route is None else frozenset(route.verbs())
        return known | {"HEAD"} if "GET" in known else known


def _relations(raw: Mapping[str, Any]) -> dict[str, Relation]:
    return {name: Relation(name, row["about"], bool(row.get("stranger"))) for name, row in raw.items()}


def _audiences(raw: Mapping[str, str], relations: Mapping[str, Relation]) -> dict[str, frozenset[str]]:
    """Named sets; a set may name relations and sets above it, with `-` taking one away."""
    found: dict[str, frozenset[str]] = {name: frozenset({name}) for name in relations}
    found["everyone"] = frozenset(relations)
    found["signed_in"] = frozenset(name for name, row in relations.items() if not row.is_stranger)
    for name, words in raw.items():
        found[name] = members(words, found)
    return found


def members(words: str, audiences: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """`"line analyst -peer"` -> the relations meant. Raises KeyError for an unknown word."""
    chosen: frozenset[str] = frozenset()
    for word in words.split():
        chosen = chosen - audiences[word[1:]] if word.startswith("-") else chosen | audiences[word]
    return chosen


def _statuses(text: str) -> Expectation:
    return frozenset(int(part) for part in text.split("-"))


def _route(name: str, raw: Mapping[str, Any], audiences: Mapping[str, frozenset[str]]) -> Route:
    answers: dict[str, Mapping[str, Expectation]] = {}
    for verb in (v for v in VERBS if v in raw):
        by_relation: dict[str, Expectation] = {}
        for statuses, words in raw[verb].items():
            by_relation |= dict.fromkeys(members(words, audiences), _statuses(statuses))
        answers[verb] = MappingProxyType(by_relation)
    otherwise = _statuses(str(raw["otherwise"])) if "otherwise" in raw else OUT_OF_SIGHT
    if "otherwise" not in raw and "object" not in raw:
        otherwise = NOT_ALLOWED
    return Route(name, bool(raw.get("public")), raw.get("object", ""), answers, otherwise, raw.get("note", ""))


def _rows() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every route of every file. Raises ValueError when two files name the same one."""
    seen: set[str] = set()
    for file in sorted(ROUTES.glob("*.toml")):
        for name, row in tomllib.loads(file.read_text())["route"].items():
            if name in seen:
                raise ValueError(f"{name} stands in two files of {ROUTES.name}")
            seen.add(name)
            yield name, row


@cache
def policy() -> Policy:
    """The policy of this installation's code; read once per process."""
    raw = tomllib.loads(FILE.read_text())
    relations = _relations(raw["relation"])
    audiences = _audiences(raw.get("audience", {}), relations)
    routes = {name: _route(name, row, audiences) for name, row in _rows()}
    return Policy(MappingProxyType(relations), MappingProxyType(audiences), MappingProxyType(routes))


RELATIONS = tuple(tomllib.loads(FILE.read_text())["relation"])
