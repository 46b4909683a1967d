"""Standard terms and the models that carry them: the first line of each model's docstring."""

from __future__ import annotations

import inspect
import re

from django.apps import apps

from prestasi.docs.markdown import table

TERM = re.compile(r"\*([^*]+)\*")


def pages() -> dict[str, str]:
    rows = []
    for model in apps.get_models():
        if not model.__module__.startswith("prestasi."):
            continue
        first = (inspect.getdoc(model) or "").split("\n\n")[0].replace("\n", " ")
        terms = ", ".join(TERM.findall(first)) or "–"
        rows.append((model.__name__, terms, TERM.sub(r"\1", first), model._meta.app_label))
    head = "# Glossary\n\nThe names used in the code, with the term of the law where one exists.\n\n"
    return {"docs/glossary.md": head + table(("Name", "Indonesian", "Meaning", "App"), sorted(rows))}
