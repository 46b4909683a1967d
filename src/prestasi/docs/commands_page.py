"""The subcommands of `prestasi` and the targets of make."""

from __future__ import annotations

import re

from config.env import PROJECT
from prestasi.cli.commands import COMMANDS, available
from prestasi.docs.markdown import table


def pages() -> dict[str, str]:
    here = available()
    rows = [(f"`prestasi {name}`", command.summary) for name, command in COMMANDS.items() if name in here]
    targets = re.findall(r"^([a-z0-9-]+):.*?## (.+)$", (PROJECT / "Makefile").read_text(), re.M)
    text = "# Commands\n\n" + table(("Command", "Does"), rows)
    if targets:
        text += "\n## make\n\n" + table(("Target", "Does"), [(f"`make {name}`", doc) for name, doc in targets])
    return {"docs/reference/commands.md": text}
