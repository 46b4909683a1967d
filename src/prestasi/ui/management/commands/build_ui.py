"""`manage.py build_ui`: style sheet, font and scripts for the browser."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from prestasi.ui.build import OUTPUT, build


class Command(BaseCommand):
    help = "Make the style sheet, the cut font and the scripts (skipped when up to date)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="make everything again")

    def handle(self, *args: Any, **options: Any) -> None:
        made = build(force=options["force"])
        self.stdout.write(f"{'Made' if made else 'Up to date'}: {OUTPUT}")
