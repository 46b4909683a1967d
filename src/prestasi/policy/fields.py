"""`fields.toml` read into memory: the privacy class of every stored field.

K1 published, K2 work facts seen inside the gates, K3 personal (the person, their line of rating where the law says so,
staff officers), K4 sealed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from django.apps import apps
from django.db.models import Field, Model

FILE = Path(__file__).with_name("fields.toml")
CLASSES = ("K1", "K2", "K3", "K4")


@cache
def classes() -> Mapping[tuple[str, str], str]:
    """(model label, field) -> class. Raises ValueError when a field stands in two classes."""
    found: dict[tuple[str, str], str] = {}
    for app, models in tomllib.loads(FILE.read_text())["field"].items():
        for model, by_class in models.items():
            for name, level in _listed(by_class):
                key = (f"{app}.{model}", name)
                if found.setdefault(key, level) != level:
                    raise ValueError(f"{key} has two classes")
    return MappingProxyType(found)


def _listed(by_class: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, level) for level, names in by_class.items() for name in names.split())


def outside() -> frozenset[str]:
    """Apps of other packages whose tables hold K3 as a whole."""
    return frozenset(tomllib.loads(FILE.read_text())["packages"]["K3"].split())


def own_models() -> list[type[Model]]:
    """Every model of this project."""
    return [m for m in apps.get_models() if m.__module__.startswith("prestasi.") and not m._meta.auto_created]


def stored_fields(model: type[Model]) -> list[Field]:
    """The fields of a model that have a column of their own."""
    return [f for f in model._meta.get_fields() if isinstance(f, Field) and f.concrete and not f.many_to_many]
