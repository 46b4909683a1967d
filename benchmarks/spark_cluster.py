"""A Spark standalone cluster on this machine: one master and two workers on 127.0.0.1, and the memory they take."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKERS = 2
WORKER_MEMORY = "3g"
HOST = "127.0.0.1"


def python(state: Path) -> Path:
    """The interpreter that has the extra `spark`: a virtual environment of its own, made when it is not there."""
    found = state / "spark-venv" / "bin" / "python"
    if not found.exists():
        subprocess.run([sys.executable, "-m", "venv", str(state / "spark-venv")], check=True)
        subprocess.run([str(found), "-m", "pip", "install", "-q", "-r", "requirements-spark.txt"], check=True)
    return found


@contextmanager
def cluster(interpreter: Path, logs: Path) -> Iterator[str]:
    """A running cluster; gives its address and stops its own processes at the end."""
    home = subprocess.run(
        [str(interpreter), "-c", "import pyspark; print(pyspark.__path__[0])"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    port = free_port()
    address = f"spark://{HOST}:{port}"
    master = ["deploy.master.Master", "--host", HOST, "--port", str(port), "--webui-port", "0"]
    worker = ["deploy.worker.Worker", "--host", HOST, "--cores", "1", "--memory", WORKER_MEMORY, "--webui-port", "0"]
    started = [_start(home, logs, "master", master)]
    try:
        _wait(port)
        started += [
            _start(home, logs, f"worker-{n}", [*worker, "--work-dir", str(logs / f"work-{n}"), address])
            for n in range(WORKERS)
        ]
        time.sleep(5)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(30)


def _start(home: str, logs: Path, name: str, words: list[str]) -> subprocess.Popen[bytes]:
    environment = os.environ | {"SPARK_HOME": home, "SPARK_LOCAL_IP": HOST, "SPARK_DAEMON_MEMORY": "512m"}
    with (logs / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [f"{home}/bin/spark-class", f"org.apache.spark.{words[0]}", *words[1:]],
            env=environment, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def _wait(port: int, seconds: int = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.3)
    raise TimeoutError(f"the Spark master did not open port {port}")


def memory_below(root: int) -> int:
    """Resident bytes of everything that a process started, itself not counted."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
    family = {root}
    while grown := {pid for pid, parent in parents.items() if parent in family and pid not in family}:
        family |= grown
    return sum(_resident(pid) for pid in family - {root})


def _parent(path: Path) -> int:
    try:
        return int((path / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0
