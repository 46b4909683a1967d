"""From a file to a checked batch in one call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from prestasi.exchange.actions.check import run_check, start_check
from prestasi.exchange.actions.upload import upload_sheet
from prestasi.exchange.models import ImportBatch, ImportRow
from tests.world import World

Check = Callable[..., ImportBatch]


@pytest.fixture
def check(world: World) -> Check:
    """Upload, take the guessed mapping, dry run."""

    def run(path: Path, who: str = "analyst", kind: str = "staff") -> ImportBatch:
        actor = world.actor(who)
        batch = upload_sheet(by=actor, kind=kind, name=path.name, chunks=[path.read_bytes()])
        start_check(by=actor, batch_id=batch.pk, mapping=batch.mapping)
        return run_check(batch.pk)

    return run


def told(batch: ImportBatch, number: int = 2) -> str:
    """All messages of one row."""
    return " ".join(m["text"] for m in ImportRow.objects.get(batch=batch, number=number).messages)


def status(batch: ImportBatch, number: int = 2) -> str:
    return ImportRow.objects.get(batch=batch, number=number).status
