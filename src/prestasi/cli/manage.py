"""Django's own commands, with the database they need and the rights they need."""

from __future__ import annotations

import os
import sys

# Commands that change the schema act as the owner of the tables.
AS_OWNER = frozenset({"migrate", "flush", "pgtrigger", "sqlflush"})
WITHOUT_DATABASE = frozenset(
    {"check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help", "makemessages"}
    | {"makemigrations", "sqlmigrate", "startapp", "version"}
)


def main(argv: list[str]) -> int:
    """Run one management command; `argv` starts with its name."""
    name = argv[0] if argv else "help"
    if name in AS_OWNER:
        os.environ.setdefault("PRESTASI_DATABASE_ROLE", "owner")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if name in WITHOUT_DATABASE or name.startswith("-"):
        _execute(argv)
        return 0
    from prestasi.platform import database

    with database.running():
        _grant_before(name)
        _execute(argv)
    return 0


def _grant_before(name: str) -> None:
    """The application role gets its rights before the migrations that narrow them."""
    if name == "migrate":
        from prestasi.platform import database

        database.grant_app_role()


def _execute(argv: list[str]) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line([sys.argv[0], *argv])
