"""What can go wrong in an action, as five exceptions that the pages know how to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class Refusal(Exception):
    """Base of all refusals; nothing has been written when one is raised."""

    status = 400


class NotVisible(Refusal):
    """Outside the actor's sight: answered 404, so that existence is not revealed."""

    status = 404


@dataclass
class NotAllowed(Refusal):
    """Visible but not permitted: says who may do it and how to ask. Answered 403."""

    reason: str
    who_may: str = ""
    status = 403

    def __str__(self) -> str:
        return self.reason


@dataclass
class Invalid(Refusal):
    """Input that cannot be accepted: field name ("" for the whole form) -> message. Answered 422."""

    errors: Mapping[str, str]
    status = 422

    def __str__(self) -> str:
        return " ".join(self.errors.values())


@dataclass
class Conflict(Refusal):
    """Somebody else saved first: field -> (theirs, yours). Answered 409 with a three-way comparison."""

    message: str
    fields: Mapping[str, tuple[str, str]] | None = None
    status = 409

    def __str__(self) -> str:
        return self.message


@dataclass
class Closed(Refusal):
    """The state or the period no longer permits this. Answered 409."""

    message: str
    status = 409

    def __str__(self) -> str:
        return self.message
