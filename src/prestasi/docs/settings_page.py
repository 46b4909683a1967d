"""Every environment variable, from `config.env`."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from config.env import PROJECT, Env
from prestasi.docs.markdown import table


def pages() -> dict[str, str]:
    rows = [(f"`{f.metadata['name']}`", _default(f.default), f.metadata["doc"]) for f in fields(Env)]
    text = (
        "# Settings\n\nEverything is set by environment variables. A secret may be given as a file: `<NAME>_FILE`.\n\n"
    )
    return {"docs/reference/settings.md": text + table(("Variable", "Default", "Meaning"), rows)}


def _default(value: object) -> str:
    if isinstance(value, bool):
        return "`1`" if value else "`0`"
    if isinstance(value, Path):
        return f"`{value.relative_to(PROJECT)}`" if value.is_relative_to(PROJECT) else f"`{value}`"
    return f"`{value}`" if value != "" else "empty"
