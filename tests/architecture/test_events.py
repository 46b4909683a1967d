"""Every event that is written is declared with its wording, and every declared one is written somewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from prestasi.audit.kinds import KINDS
from tests.architecture.source import code

ELSEWHERE = ("src/prestasi/audit/kinds.py", "src/prestasi/locale")


def test_every_written_kind_is_declared() -> None:
    assert {kind for kind in _recorded() if kind not in KINDS} == set()


def test_every_declared_kind_is_written() -> None:
    assert set(KINDS) - set(_words()) == set()


def _recorded() -> Iterator[str]:
    """First words of calls of `record`."""
    for _path, module in code("src/prestasi"):
        for node in ast.walk(module):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "record"
                and node.args
            ):
                yield from _constants(node.args[0])


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.IfExp):
        yield from (*_constants(node.body), *_constants(node.orelse))


def _words() -> Iterator[str]:
    """All texts of the code outside the table itself."""
    for path, module in code("src/prestasi"):
        if not str(path).startswith(ELSEWHERE):
            for node in ast.walk(module):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value
