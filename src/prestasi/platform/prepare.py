"""Brings database and assets up to date before the processes start. Run as the owner of the tables."""

from __future__ import annotations

from config.env import ENV
from prestasi.platform import assets, database

READY, EMPTY = 0, 3


def main(argv: list[str]) -> int:
    """`prestasi prepare`: answers 3 when the database holds no person yet, 0 otherwise."""
    migrate()
    assets.ensure()
    make_keys()
    return EMPTY if is_empty() else READY


def migrate() -> int:
    """Apply the migrations that are missing; their number."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        database.grant_app_role()
        call_command("migrate", interactive=False, verbosity=0)
    return len(plan)


def make_keys() -> None:
    """The key by which push services know this installation, unless one is given."""
    from prestasi.notices.push import keys

    if not ENV.push_key:
        keys.make(ENV.state)


def is_empty() -> bool:
    """Whether no person has been entered or loaded yet."""
    from django.apps import apps

    return not apps.get_model("people", "Person").objects.exists()
