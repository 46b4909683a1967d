"""What the command palette offers: acts first, then pages, then people and things.

A menu entry marked as a verb is an act. Other apps add entries through `settings.PALETTE_PROVIDERS`: dotted paths of
functions (request, query) -> iterable of Option. A provider must offer only what the actor may see.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from prestasi.ui.shell import shell_of

ORDER = ("act", "page", "person", "thing")
MOST = 12


@dataclass(frozen=True, slots=True)
class Option:
    """One line. `group` is a member of ORDER; `note` is the small text after the label."""

    label: str
    url: str
    icon: str = "arrow-right"
    group: str = "page"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An option with its place in the list, from 1."""

    position: int
    label: str
    url: str
    icon: str
    note: str


def _headings() -> dict[str, str]:
    return {"act": _("Tindakan"), "page": _("Halaman"), "person": _("Orang"), "thing": _("Lainnya")}


def _matches(label: str, query: str) -> bool:
    """Whether every word asked for begins a word of the label."""
    words = label.lower().split()
    return all(any(w.startswith(part) for w in words) for part in query.lower().split())


def _from_menu(request: HttpRequest, query: str) -> Iterable[Option]:
    for item in shell_of(request).items():
        if _matches(item.label, query):
            yield Option(item.label, item.url, item.icon, "act" if item.verb else "page")


def _provided(request: HttpRequest, query: str) -> Iterable[Option]:
    for path in getattr(settings, "PALETTE_PROVIDERS", []):
        yield from _readable(import_string(path)(request, query))


def _readable(found: Iterable[Any]) -> Iterable[Option]:
    """Options as this module or as any object with the same fields."""
    for o in found:
        group = getattr(o, "group", "thing")
        yield Option(str(o.label), o.url, getattr(o, "icon", "arrow-right"), group, str(getattr(o, "note", "")))


def groups(request: HttpRequest, query: str) -> list[tuple[str, list[Line]]]:
    """Headed groups of lines for one question; with an empty question the menu itself."""
    query = query.strip()[:80]
    found = [*_from_menu(request, query), *(_provided(request, query) if query else ())]
    ranked = islice(sorted(found, key=lambda o: ORDER.index(o.group)), MOST)
    numbered = [(o.group, Line(i, o.label, o.url, o.icon, o.note)) for i, o in enumerate(ranked, 1)]
    names = _headings()
    return [(names[g], [line for _g, line in lines]) for g, lines in groupby(numbered, key=lambda pair: pair[0])]
