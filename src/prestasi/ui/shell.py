"""Everything around a page: agency, person, role, menus, theme. Built once per request and only when a page asks.

What the shell needs to know about the person comes from a function named in `settings.SHELL_SOURCES`: `person`:
(request) -> object with name, unit, roles [(key, unit)], acting_for. `agency` there replaces `ui.agency.current`. The
person may be absent, and so may each field.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prestasi.core import formats
from prestasi.ui import menu

DEFAULT_HUE = 265
THEMES = ("", "light", "dark")
THEME_COOKIE = "tema"


@dataclass(frozen=True, slots=True)
class Item:
    """A menu entry whose page exists."""

    label: str
    icon: str
    url: str
    key: str
    count: int = 0
    verb: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class RoleOption:
    key: str
    label: str
    unit: str
    current: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """The one context object of the base templates."""

    agency: str
    place: str
    hue: int
    user: str
    initials: str
    role: str
    role_label: str
    unit: str
    acting_for: str
    menu: tuple[tuple[str, tuple[Item, ...]], ...]
    tabbar: tuple[Item, ...]
    shortcuts: tuple[Item, ...]
    roles: tuple[RoleOption, ...]
    theme: str
    language: str
    demo: bool
    queue_keys: bool
    links: dict[str, str] = field(default_factory=dict)
    left: int | None = None

    @property
    def next_theme(self) -> str:
        """The theme after this one: system, light, dark, and round again."""
        return THEMES[(THEMES.index(self.theme) + 1) % len(THEMES)]

    @property
    def signed_in(self) -> bool:
        return bool(self.user)

    @property
    def has_brand(self) -> bool:
        """Whether the agency's hue differs from the one in the style sheet."""
        return self.hue != DEFAULT_HUE

    def items(self) -> Iterable[Item]:
        """All entries of the side menu in order."""
        return (item for _heading, group in self.menu for item in group)


LINKS = {
    "home": ("performance:today", "accounts:home", "public:home"),
    "public": ("public:home",),
    "official": ("ui:official",),
    "help": ("public:help",),
    "about": ("public:about",),
    "privacy": ("public:privacy",),
    "accessibility": ("public:accessibility",),
    "preferences": ("accounts:preferences",),
    "switch_role": ("accounts:switch_role",),
    "end_delegation": ("accounts:end_delegation",),
    "security": ("accounts:security",),
    "language": ("set_language",),
    "logout": ("account_logout",),
    "draft_key": ("accounts:draft_key",),
    "more_time": ("accounts:more_time",),
    "time_left": ("accounts:time_left",),
    "worker": ("ui:worker",),
    "device_off": ("notices:device_off",),
    "report": ("performance:report",),
    "login": ("account_login",),
    "palette": ("ui:palette",),
    "brand": ("ui:brand",),
    "verify": ("audit:verify",),
}


def link(*names: str) -> str:
    """The address of the first of these pages that exists, or ""."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


SOURCES = {"agency": "prestasi.ui.agency.current"}


def _source(name: str, *args: Any) -> Any:
    path = {**SOURCES, **getattr(settings, "SHELL_SOURCES", {})}.get(name)
    return import_string(path)(*args) if path else None


def _count(path: str, actor: Any) -> int:
    return int(import_string(path)(actor)) if path and actor is not None else 0


def _item(entry: menu.Entry, here: str, actor: Any, short: bool) -> Item | None:
    url = link(entry.url)
    if not url:
        return None
    label = str((entry.short if short else "") or entry.label)
    return Item(label, entry.icon, url, entry.key, _count(entry.count, actor), entry.verb, entry.key == here)


def _items(entries: Iterable[menu.Entry], here: str, actor: Any, short: bool = False) -> tuple[Item, ...]:
    found = (_item(e, here, actor, short) for e in entries)
    return tuple(item for item in found if item)


def current_key(path: str, groups: tuple[menu.Group, ...]) -> str:
    """The entry whose address is the longest beginning of this path."""
    urls = [(link(e.url), e.key) for e in (*(e for group in groups for e in group.entries), menu.MORE)]
    fitting = [(len(url), key) for url, key in urls if url and (path == url or path.startswith(url.rstrip("/") + "/"))]
    return max(fitting)[1] if fitting else ""


def _get(thing: Any, name: str, default: Any = "") -> Any:
    return getattr(thing, name, None) or default


def _theme(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    chosen = _get(user, "theme") if _get(user, "is_authenticated", False) else ""
    chosen = chosen or request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def _role_label(role: str) -> str:
    return str(menu.ROLES.get(role, role))


def _roles(person: Any, role: str) -> tuple[RoleOption, ...]:
    held: list[tuple[str, str]] = _get(person, "roles", [])
    return tuple(RoleOption(key, _role_label(key), unit, key == role) for key, unit in held)


def _person(request: HttpRequest) -> tuple[Any, str, str]:
    """What the person source says, the name to show ("" when not signed in), and the active role."""
    user, actor = getattr(request, "user", None), getattr(request, "actor", None)
    if not _get(user, "is_authenticated", False):
        return None, "", "employee"
    person = _source("person", request)
    name = _get(person, "name") or _get(actor, "name") or str(user)
    return person, name, _get(actor, "role") or _get(user, "active_role", "employee")


def _menus(request: HttpRequest, role: str, signed_in: bool) -> dict[str, Any]:
    if not signed_in:
        return {"menu": (), "tabbar": (), "shortcuts": ()}
    actor, groups = getattr(request, "actor", None), menu.MENU.get(role, menu.MENU["employee"])
    here = current_key(request.path, groups)
    built = ((str(g.heading), _items(g.entries, here, actor)) for g in groups)
    tabs = _items(menu.TABBAR.get(role, menu.TABBAR["employee"]), here, actor, short=True)
    more = _items(menu.SHORTCUTS.get(role, ()), here, actor)
    return {"menu": tuple(g for g in built if g[1]), "tabbar": tabs, "shortcuts": more}


def _build(request: HttpRequest) -> Shell:
    agency = _source("agency")
    person, name, role = _person(request)
    return Shell(
        agency=_get(agency, "name", "Prestasi"), place=_get(agency, "short_name") or _get(agency, "name"),
        hue=int(_get(agency, "brand_hue", DEFAULT_HUE)), user=name, initials=formats.initials(name) if name else "",
        role=role, role_label=_role_label(role), unit=_get(person, "unit"), acting_for=_get(person, "acting_for"),
        roles=_roles(person, role), theme=_theme(request), language=get_language() or "id",
        demo=bool(getattr(settings, "DEMO", False)),
        queue_keys=bool(getattr(getattr(request, "user", None), "queue_keys", True)),
        left=_get(person, "seconds_left", None),
        links={key: link(*names) for key, names in LINKS.items()}, **_menus(request, role, bool(name)),
    )  # fmt: skip


def shell_of(request: HttpRequest) -> Shell:
    """The shell of this request, built at most once."""
    kept: Shell | None = getattr(request, "_ui_shell", None)
    if kept is None:
        kept = _build(request)
        request._ui_shell = kept  # type: ignore[attr-defined]
    return kept


def greeting(hour: int) -> str:
    """The greeting of the hour, for *Hari ini*."""
    if hour < 11:
        return _("Selamat pagi")
    if hour < 15:
        return _("Selamat siang")
    return _("Selamat sore") if hour < 18 else _("Selamat malam")
