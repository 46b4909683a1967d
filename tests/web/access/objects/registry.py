"""What an address can name, by kind of object: the values for the parameters of a route, belonging to one subject."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.web.access.cast import Stage

Values = dict[str, Any]


BUILDERS: dict[str, Callable[[Stage, str], Values]] = {}


def builds(kind: str) -> Callable[[Callable[[Stage, str], Values]], Callable[[Stage, str], Values]]:
    def keep(build: Callable[[Stage, str], Values]) -> Callable[[Stage, str], Values]:
        BUILDERS[kind] = build
        return build

    return keep


def values_for(stage: Stage, kind: str, subject: str) -> Values:
    """The parameters for an object of this kind belonging to the subject; made once."""
    if (kind, subject) not in stage.objects:
        stage.objects[kind, subject] = BUILDERS[kind](stage, subject)
    return stage.objects[kind, subject]
