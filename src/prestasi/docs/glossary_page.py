"""Standard terms and the classes that carry them: the first paragraph of the docstring of each model and list of codes.

A docstring opens with the term of the law where one exists: `*Penempatan*: a person in a position during a time.`
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module

from django.db.models import Choices

from prestasi.docs.markdown import table
from prestasi.policy.fields import own_models

OPENING = re.compile(r"\*([^*]+)\*(?: \(([^)]+)\))?:? ")


def pages() -> dict[str, str]:
    head = "# Glossary\n\nThe names used in the code, with the term of the law where one exists.\n\n"
    rows = sorted((cls.__name__, *entry(cls), app) for app, cls in _named())
    return {"docs/glossary.md": head + table(("Name", "Indonesian", "Meaning", "App"), rows)}


def entry(cls: type) -> tuple[str, str]:
    """The Indonesian term ("–" when there is none) and the meaning of a class."""
    first = (inspect.getdoc(cls) or "").split("\n\n")[0].replace("\n", " ")
    opening = OPENING.match(first)
    if opening is None:
        return "–", first.replace("*", "")
    term, short = opening.groups()
    meaning = first[opening.end() :]
    return f"{term} ({short})" if short else term, (meaning[:1].upper() + meaning[1:]).replace("*", "")


def _named() -> Iterator[tuple[str, type]]:
    for model in own_models():
        yield model._meta.app_label, model
    for module in sorted({m.__module__ for m in own_models()}):
        for cls in vars(import_module(module)).values():
            if inspect.isclass(cls) and issubclass(cls, Choices) and cls.__module__ == module and _has_term(cls):
                yield module.split(".")[1], cls


def _has_term(cls: type) -> bool:
    return OPENING.match(cls.__doc__ or "") is not None
