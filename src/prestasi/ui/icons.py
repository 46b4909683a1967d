"""Tabler outline icons (MIT), read from the package cotton-icons.

A full page writes each icon it uses once, as a symbol at its end, and refers to it. A fragment cannot rely on the
symbols of the page it lands in, so there, and wherever there is no request, an icon is written out in place.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Protocol

from django.http import HttpRequest
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_OUTLINE = re.compile(r"variant == 'outline' %}\s*<svg[^>]*>(.*?)</svg>", re.S)


class UnknownIcon(LookupError):
    """No Tabler outline icon has this name."""


@cache
def body(name: str) -> str:
    """The shapes inside the 24 x 24 view box."""
    path = files("cotton_icons") / "templates/cotton/tablericon" / f"{name.replace('-', '_')}.html"
    found = _OUTLINE.search(path.read_text(encoding="utf-8")) if path.is_file() else None
    if not found:
        raise UnknownIcon(name)
    return re.sub(r"></(path|circle|line|rect|ellipse|polyline)>", "/>", re.sub(r"\s*\n\s*", "", found.group(1)))


class Icons(Protocol):
    """Something that can write an icon into a page."""

    def use(self, name: str, cls: str = "i") -> SafeString: ...


class InlineIcons:
    """Writes every icon out in place."""

    def use(self, name: str, cls: str = "i") -> SafeString:
        return mark_safe(f'<svg class="{escape(cls)}" viewBox="0 0 24 24" aria-hidden="true">{body(name)}</svg>')


class IconSheet:
    """Notes which icons a page uses and writes their symbols once."""

    def __init__(self) -> None:
        self._used: dict[str, str] = {}

    def use(self, name: str, cls: str = "i") -> SafeString:
        self._used.setdefault(name, body(name))
        return mark_safe(f'<svg class="{escape(cls)}" aria-hidden="true"><use href="#i-{name}"/></svg>')

    def symbols(self) -> SafeString:
        """The symbols used so far; afterwards the sheet is empty."""
        used, self._used = self._used, {}
        drawn = "".join(f'<symbol id="i-{n}" viewBox="0 0 24 24">{b}</symbol>' for n, b in used.items())
        return mark_safe(f"<svg hidden>{drawn}</svg>" if drawn else "")


def icons_for(request: HttpRequest | None) -> Icons:
    """The sheet of a full page; inline icons for fragments and texts without a request."""
    if request is None or request.headers.get("HX-Request") == "true":
        return InlineIcons()
    sheet: IconSheet | None = getattr(request, "_ui_icons", None)
    if sheet is None:
        sheet = IconSheet()
        request._ui_icons = sheet  # type: ignore[attr-defined]
    return sheet
