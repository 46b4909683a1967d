"""Figures measured by the tests, printed after the run."""

from __future__ import annotations

FIGURES: list[str] = []


def measured(what: str, figure: str) -> None:
    """Note one figure."""
    FIGURES.append(f"{what}: {figure}")
    print(f"{what}: {figure}")
