"""Which topics exist, who may follow them, and how a change is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode
from django.urls import reverse
from django.utils.module_loading import import_string

from prestasi.core.actor import Actor
from prestasi.core.live_address import in_language
from prestasi.insight import mapping

Changes = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Topic:
    """`may_follow(actor, id)` is the gate; `render(id, changes)` fills `template` with fragments that have ids."""

    may_follow: Callable[[Actor, int], bool]
    render: Callable[[int, Changes], str]
    template: str


def find(name: str) -> tuple[Topic, int] | None:
    """The topic of `unit:12`, or of `unit:12@en`, with its number, or None."""
    subject, _, language = name.partition("@")
    prefix, _, number = subject.partition(":")
    path = settings.LIVE_TOPICS.get(prefix)
    if path is None or not number.isdigit() or (language and language not in dict(settings.LANGUAGES)):
        return None
    return import_string(path), int(number)


def language_of(name: str) -> str:
    """The language in which this topic is shown."""
    return name.partition("@")[2] or settings.LANGUAGE_CODE


def in_all_languages(name: str) -> list[str]:
    """One change is shown to pages of every language."""
    return [in_language(name, code) for code, _name in settings.LANGUAGES]


def warm() -> None:
    """Load what the first change would otherwise wait for: gates, templates, the rules and the whole address book."""
    for path in settings.LIVE_TOPICS.values():
        _load(import_string(path).template)
    mapping.rulesets()
    reverse(settings.LOGIN_URL)


def _load(name: str) -> None:
    """A template and all that it includes by name."""
    for node in get_template(name).template.nodelist.get_nodes_by_type(IncludeNode):  # type: ignore[attr-defined]
        if isinstance(included := node.template.var, str):
            _load(included)
