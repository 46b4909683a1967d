"""The `prestasi` command: what it lists, and how it says that something is wrong."""

import errno
import json

import pytest

from prestasi import cli
from prestasi.cli import commands
from prestasi.cli.commands import COMMANDS, Command
from prestasi.core.trouble import Trouble
from prestasi.platform import doctor
from prestasi.platform.doctor.finding import CHECKS, Finding, Level


def refuse(argv: list[str]) -> int:
    raise Trouble("Ini rusak.", "betulkan.")


def no_space(argv: list[str]) -> int:
    raise OSError(errno.ENOSPC, "No space left on device", "/var/lib/x")


def test_help_lists_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    listed = capsys.readouterr().out
    for name in ("run", "doctor", "backup", "restore"):
        assert f"  {name} " in listed


def test_a_command_whose_module_is_absent_is_not_listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(COMMANDS, "kelak", Command("prestasi.belum.ada:main", "Belum ada"))
    assert "kelak" not in commands.available()
    assert cli.main(["kelak"]) == 2
    assert "tidak dikenal" in capsys.readouterr().err


def test_a_fault_is_said_in_words(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(cli, "available", lambda: {"rusak": Command(f"{__name__}:refuse")})
    assert cli.main(["rusak"]) == 1
    said = capsys.readouterr().err
    assert "Ini rusak." in said
    assert "betulkan." in said
    assert "Traceback" not in said


def test_a_full_disk_is_said_in_words(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(cli, "available", lambda: {"penuh": Command(f"{__name__}:no_space")})
    assert cli.main(["penuh"]) == 1
    assert "Disk penuh" in capsys.readouterr().err


def test_the_doctor_asks_many_questions_each_with_its_own_title() -> None:
    titles = [check.title for check in CHECKS]
    assert len(titles) >= 25
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(("level", "code"), [(Level.OK, 0), (Level.WARNING, 0), (Level.ERROR, 1)])
def test_only_errors_make_the_doctor_fail(
    level: Level, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "examine", lambda: [(CHECKS[0], Finding(level, "terlihat", "tindakan"))])
    assert doctor.main(["--json"]) == code
    assert json.loads(capsys.readouterr().out)[0]["hasil"] == level.value
