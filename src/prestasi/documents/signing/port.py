"""What Prestasi asks of any signing service, so that the state's own (BSrE) can take the place of the local one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Passphrase:
    """A secret that is used once. It never appears in a representation, and so in no log, and cannot be stored."""

    __slots__ = ("_secret",)

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def reveal(self) -> bytes:
        return self._secret.encode()

    def __repr__(self) -> str:
        return "Passphrase(***)"

    __str__ = __repr__

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a passphrase is not stored")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A signed PDF, by whom and when."""

    content: bytes
    signer: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a signature in a file says. `is_intact`: not one byte of what was signed has changed, nothing was added."""

    is_signed: bool
    is_intact: bool = False
    is_trusted: bool = False
    signer: str = ""
    at: dt.datetime | None = None


class Signer(Protocol):
    """A signing service. `NotAvailable` when it cannot sign now; nothing was signed then."""

    def seal(self, content: bytes, *, reason: str, place: str, passphrase: Passphrase | None = None) -> Sealed: ...

    def check(self, content: bytes) -> Verdict: ...


class NotAvailable(Exception):
    """The service did not sign."""


def signer() -> Signer:
    """The signer of this installation (`settings.SIGNER`)."""
    made: Signer = import_string(settings.SIGNER)()
    return made
