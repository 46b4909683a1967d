"""The stand-alone package: built, installed in an empty environment without Django, and used."""

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "packaging" / "rules"
ROW = {"is_unit_head": False, "unit_achievement": None, "result_rating": "DI_ATAS", "behaviour_rating": "SESUAI"}


@pytest.mark.slow
def test_the_wheel_works_without_django(tmp_path: Path) -> None:
    _run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(PACKAGE))
    [wheel] = tmp_path.glob("prestasi_rules-*.whl")
    venv.create(tmp_path / "empty", with_pip=True)
    python = str(tmp_path / "empty" / "bin" / "python")
    _run(python, "-m", "pip", "install", "-q", str(wheel))

    assert subprocess.run([python, "-c", "import django"], capture_output=True, check=False).returncode
    listed = json.loads(_run(python, "-m", "prestasi_rules", "list"))
    assert "performance-2022" in {entry["id"] for entry in listed}
    answer = _run(
        python, "-m", "prestasi_rules", "compute", "performance", "--on", "2026-12-31", stdin=json.dumps([ROW])
    )
    assert json.loads(answer)[0]["predicate"] == "BAIK"


def _run(*command: str, stdin: str = "") -> str:
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr
    return done.stdout
