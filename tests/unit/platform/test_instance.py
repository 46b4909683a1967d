"""What stands in the way of a start is said in words: ports, folders, room, a second instance."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from prestasi.core.trouble import Trouble
from prestasi.platform import instance, ports


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_named_with_a_free_one(taken: int) -> None:
    with pytest.raises(Trouble, match=f"Port {taken}") as caught:
        ports.check_free("127.0.0.1", {"PRESTASI_PORT": taken})
    suggested = int(caught.value.remedy.split("PRESTASI_PORT=")[1].split()[0])
    assert suggested != taken
    assert ports.is_free("127.0.0.1", suggested)


def test_the_same_port_twice_is_refused() -> None:
    with pytest.raises(Trouble, match="angka yang sama"):
        ports.check_free("127.0.0.1", {"PRESTASI_PORT": 9, "PRESTASI_LIVE_PORT": 9})


def test_one_instance_at_a_time(tmp_path: Path) -> None:
    with instance.alone(tmp_path):
        assert instance.holder(tmp_path) == os.getpid()
        with pytest.raises(Trouble, match=f"sudah berjalan.*{os.getpid()}"), instance.alone(tmp_path):
            pass
    assert instance.holder(tmp_path) is None


def test_a_full_disk_is_said_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instance, "free_mb", lambda folder: 12)
    with pytest.raises(Trouble, match="tersisa 12 MB"):
        instance.check_folder(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble, match="tidak dapat ditulisi"):
        instance.check_folder(tmp_path / "file" / "state")


def test_free_room_is_what_the_disk_says(tmp_path: Path) -> None:
    assert abs(instance.free_mb(tmp_path) - shutil.disk_usage(tmp_path).free // 1024**2) < 500
