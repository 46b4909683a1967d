"""Keys of rounds go to a folder of the test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.colleagues import keys_in


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test keeps the keys of its rounds."""
    return keys_in(tmp_path / "keys", monkeypatch)
