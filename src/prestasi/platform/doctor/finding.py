"""One thing the doctor looked at, and the list of all it looks at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import psycopg


class Level(StrEnum):
    """How a finding stands; only `ERROR` makes the command fail."""

    OK = "ok"
    WARNING = "peringatan"
    ERROR = "galat"
    SKIPPED = "dilewati"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen, and what to do when it is not as it should be."""

    level: Level
    seen: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A question with its title; `needs_database` ones get a connection with the rights of the application."""

    title: str
    ask: Callable[..., Finding]
    needs_database: bool


Connection = psycopg.Connection[tuple[object, ...]]
CHECKS: list[Check] = []


def check(title: str) -> Callable[[Callable[[], Finding]], Callable[[], Finding]]:
    """Register a question about the machine or the settings."""

    def register(ask: Callable[[], Finding]) -> Callable[[], Finding]:
        CHECKS.append(Check(title, ask, needs_database=False))
        return ask

    return register


def database_check(title: str) -> Callable[[Callable[[Connection], Finding]], Callable[[Connection], Finding]]:
    """Register a question that is asked of the database."""

    def register(ask: Callable[[Connection], Finding]) -> Callable[[Connection], Finding]:
        CHECKS.append(Check(title, ask, needs_database=True))
        return ask

    return register


def ok(seen: str) -> Finding:
    return Finding(Level.OK, seen)


def warning(seen: str, remedy: str) -> Finding:
    return Finding(Level.WARNING, seen, remedy)


def error(seen: str, remedy: str) -> Finding:
    return Finding(Level.ERROR, seen, remedy)
