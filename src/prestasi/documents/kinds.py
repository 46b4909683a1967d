"""The kinds of official documents. Each is declared by the app that knows its content, by dotted path in the settings.

settings.DOCUMENT_KINDS = {"evaluasi": "prestasi.performance.documents.kinds.EVALUATION", ...}
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.documents.form import Form


@dataclass(frozen=True, slots=True)
class Subject:
    """What one document is about, after its gate was passed.

    `basis` names the state it is made from: the same basis is issued once. Empty: nothing decided yet, only a copy.
    `related` are (title, address) of other documents about the same.
    """

    title: str
    basis: str
    at: dt.datetime
    person: int | None
    unit: int | None
    back: str
    may_issue: bool
    related: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """`open` is the gate and answers the subject (NotVisible, NotAllowed); `form` builds the form in Indonesian."""

    name: str
    title: str | Promise
    basis: str
    open: Callable[[Actor, int], Subject]
    form: Callable[[int, str], Form]


def kind_of(name: str) -> DocumentKind:
    """NotVisible for an unknown kind."""
    path = settings.DOCUMENT_KINDS.get(name)
    if path is None:
        raise NotVisible
    kind: DocumentKind = import_string(path)
    return kind
