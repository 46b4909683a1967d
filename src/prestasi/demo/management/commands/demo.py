"""`manage.py demo`: the same as `prestasi demo`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from prestasi.demo.cli import main


class Command(BaseCommand):
    help = "Muat data contoh ke basis data yang kosong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("words", nargs="*")

    def run_from_argv(self, argv: list[str]) -> None:
        raise SystemExit(main(argv[2:]))

    def handle(self, *args: Any, **options: Any) -> None:
        main(list(options["words"]))
