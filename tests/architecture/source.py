"""The project's own files, as the tests of its shape read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from config.env import PROJECT

ROOTS = ("src", "tests", "benchmarks", "lab", "scripts", "deploy", "packaging", "docs")
TEXTS = {".py", ".html", ".txt", ".md", ".toml", ".css", ".js", ".sh", ".sql", ".service", ".yml", ".yaml", ""}
ELSEWHERE = {"migrations", "__pycache__", "node_modules", "var", "evidence"}


@cache
def texts() -> dict[Path, str]:
    """Every text file of the project, by its path below the project."""
    listed = [path for root in ROOTS for path in (PROJECT / root).rglob("*")]
    listed += [path for path in PROJECT.iterdir() if path.name != ".git"]
    found = (path for path in listed if path.is_file() and path.suffix in TEXTS)
    return {
        path.relative_to(PROJECT): path.read_text(encoding="utf-8", errors="replace")
        for path in found
        if not ELSEWHERE & set(path.relative_to(PROJECT).parts)
    }


def code(root: str) -> Iterator[tuple[Path, ast.Module]]:
    """The parsed modules below a folder."""
    for path, text in texts().items():
        if path.suffix == ".py" and path.is_relative_to(root):
            yield path, _parsed(text)


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def functions(root: str) -> Iterator[tuple[str, int]]:
    """Each function with its lines, signature and docstring included."""
    for path, module in code(root):
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1
