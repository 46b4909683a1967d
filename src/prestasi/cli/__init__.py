"""The `prestasi` command. Each subcommand lives in the app it belongs to and is imported only when it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module

from prestasi.cli.commands import COMMANDS, Command, available
from prestasi.core.trouble import Trouble


def main(argv: list[str] | None = None) -> int:
    """Run `prestasi <subcommand> ...`; answers 0 for done, 1 for a fault with its remedy, 2 for a wrong call."""
    words = sys.argv[1:] if argv is None else argv
    if not words or words[0] in {"-h", "--help", "help", "bantuan"}:
        print(usage())
        return 0
    command = available().get(words[0])
    if command is None:
        print(f"prestasi: perintah '{words[0]}' tidak dikenal.\n\n{usage()}", file=sys.stderr)
        return 2
    return _said_plainly(lambda: run(command, words[1:]))


def run(command: Command, argv: list[str]) -> int:
    """Give one command the surroundings it declares, and run it."""
    sys.argv[0] = "prestasi"
    if command.as_owner:  # before the settings are read
        os.environ["PRESTASI_DATABASE_ROLE"] = "owner"
    if not command.needs_django:
        return _call(command, argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from prestasi.platform import database

    with database.running():
        import django

        django.setup()
        return _call(command, argv)


def usage() -> str:
    """The list of commands that this installation has."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.summary}" for name, command in available().items() if command.summary]
    return "Prestasi: kinerja dan karier ASN berdasarkan bukti.\n\nPemakaian: prestasi <perintah>\n\n" + "\n".join(
        lines
    )


def _call(command: Command, argv: list[str]) -> int:
    module, function = command.target.split(":")
    entry: Callable[[list[str]], int | None] = getattr(import_module(module), function)
    return entry(argv) or 0


def _said_plainly(action: Callable[[], int]) -> int:
    try:
        return action()
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in _WORDS:
            raise
        print(f"\n{_WORDS[error.errno]} ({error.filename or error})", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


_WORDS = {
    28: "Disk penuh. Kosongkan ruang, atau pindahkan PRESTASI_STATE ke disk lain.",
    30: "Sistem berkas ini hanya dapat dibaca. Pindahkan PRESTASI_STATE ke folder yang dapat ditulisi.",
}
