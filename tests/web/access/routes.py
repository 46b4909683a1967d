"""Every route of the project, found by walking the address book, and its address for an object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

ANY_OBJECT = 987_654_321


@dataclass(frozen=True)
class Found:
    """A named route and the names of what its address takes."""

    name: str
    takes: tuple[str, ...]


def routes() -> list[Found]:
    """All routes, by name. A route without a name is an error: nothing could link to it or guard it."""
    found = {route.name: route for route in _walk(get_resolver(), "")}
    return [found[name] for name in sorted(found)]


def _walk(resolver: URLResolver, prefix: str, takes: tuple[str, ...] = ()) -> Iterator[Found]:
    for entry in resolver.url_patterns:
        names = (*takes, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _walk(entry, space, names)
        elif isinstance(entry, URLPattern):
            if not entry.name:
                raise AssertionError(f"route without a name: {entry.pattern}")
            yield Found(f"{prefix}{entry.name}", names)


def address(route: Found, values: dict[str, object]) -> str:
    return reverse(route.name, kwargs={name: values[name] for name in route.takes})
