"""Argon2id at 19 MiB, two passes, one lane: OWASP's first choice, about 50 ms a sign-in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher

from prestasi.core.errors import Refusal

AT_ONCE = 2
PATIENCE_SECONDS = 5.0
_places = BoundedSemaphore(AT_ONCE)


class Busy(Refusal):
    """Too many people are signing in at this moment: answered 503, try again."""

    status = 503


@contextmanager
def _place() -> Iterator[None]:
    """One of the few places where a password is hashed, so that sign-ins never starve the pages."""
    if not _places.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _places.release()


class Argon2idHasher(Argon2PasswordHasher):
    """Django's default costs seven times the CPU, which two cores cannot pay on a Monday morning."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _place():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> Any:
        with _place():
            return super().verify(password, encoded)
