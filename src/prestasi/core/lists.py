"""Lists that can leave the system as a spreadsheet: every app declares its own in `<app>/lists.py` as `LISTS`.

A list page, its download and a saved report read the same rows through the same gate, with the filters of the address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.http import QueryDict
from django.utils.functional import Promise

from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `of` takes a row: text, number, date, moment, bool or None; `private` is masked on screen."""

    key: str
    head: Text
    of: Callable[[Any], Any]
    private: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list by its name in addresses. `rows(actor, params)` checks the gate and gives every row the filters keep.

    `filters` names the parameters of the page's address in words; `word(name, value)` may put a value in words.
    `personal` lists hold facts about other people: they ask for a purpose, count against the quota and leave an event.
    """

    name: str
    title: Text
    page: str
    columns: tuple[Column, ...]
    rows: Callable[[Actor, QueryDict], Iterable[Any]]
    filters: tuple[tuple[str, Text], ...] = ()
    personal: bool = False
    word: Callable[[str, str], str] | None = None

    def heads(self, keys: Iterable[str] = ()) -> list[str]:
        """The titles of the chosen columns, in the reader's language."""
        return [str(column.head) for column in self.chosen(keys)]

    def chosen(self, keys: Iterable[str] = ()) -> tuple[Column, ...]:
        """The columns with these keys in the list's own order; all when none is known."""
        wanted = set(keys)
        return tuple(c for c in self.columns if c.key in wanted) or self.columns

    def cells(self, row: Any, columns: Iterable[Column]) -> tuple[Any, ...]:
        return tuple(column.of(row) for column in columns)

    def said(self, params: QueryDict) -> list[tuple[str, str]]:
        """The filters in force: (name in words, value in words)."""
        found = []
        for name, label in self.filters:
            if value := params.get(name, "").strip():
                found.append((str(label), self.word(name, value) if self.word else value))
        return found

    def kept(self, params: QueryDict) -> dict[str, str]:
        """The parameters that are filters, for the event and for saved views."""
        return {name: value for name, _label in self.filters if (value := params.get(name))}


@cache
def listings() -> Mapping[str, Listing]:
    """Every list of every installed app, by name. Raises ValueError when two share one."""
    found: dict[str, Listing] = {}
    for app in apps.get_app_configs():
        module = f"{app.name}.lists"
        if not app.name.startswith("prestasi.") or find_spec(module) is None:
            continue
        for listing in getattr(import_module(module), "LISTS", ()):
            if listing.name in found:
                raise ValueError(f"two lists are called {listing.name!r}")
            found[listing.name] = listing
    return found


def listing_or_404(name: str) -> Listing:
    """The list of this name. Raises NotVisible when there is none."""
    try:
        return listings()[name]
    except KeyError:
        raise NotVisible from None
