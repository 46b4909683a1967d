"""Post families (*rumpun jabatan*): category, levels, education, titles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from prestasi.demo import source

EXPERT = ("Ahli Pertama", "Ahli Muda", "Ahli Madya", "Ahli Utama")
SKILLED = ("Pemula", "Terampil", "Mahir", "Penyelia")
EXECUTIVE_CLASS = {"s1": 7, "d3": 6, "sma": 5}


@dataclass(frozen=True, slots=True)
class Family:
    """What a post family asks for. `expert` and `skilled` are the levels (jenjang) the national list has for it."""

    name: str
    code: str
    category: str
    group: str
    level: str
    female: float
    before: str
    studies: tuple[tuple[str, str], ...]
    diploma: tuple[str, str]
    masters: tuple[tuple[str, str], ...]
    expert: tuple[str, ...]
    skilled: tuple[str, ...]

    @property
    def is_functional(self) -> bool:
        return bool(self.expert or self.skilled)


@cache
def family(name: str) -> Family:
    """One family by name; an empty name stands for a managerial post."""
    table = source.table("families")
    told: dict[str, Any] = {**table["default"], **table["family"].get(name, {})}
    levels = _levels().get(name, ())
    return Family(
        name=name,
        code=_codes().get(name, ""),
        category=_category(name),
        group=told["group"],
        level=told["level"],
        female=told["female"],
        before=told.get("before", ""),
        studies=tuple((field, title) for field, title in told["studies"]),
        diploma=tuple(told.get("diploma", ("Administrasi", "A.Md."))),
        masters=tuple((field, title) for field, title in told["masters"]),
        expert=tuple(level for level in EXPERT if level in levels),
        skilled=tuple(level for level in SKILLED if level in levels),
    )


@cache
def _levels() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in source.rows("positions_functional_levels"):
        found.setdefault(row["jf_name"], set()).add(row["level"])
    return found


@cache
def _codes() -> dict[str, str]:
    named = {row["name"]: row["jf_id"] for row in source.rows("positions_functional")}
    return {row["name"]: row["post_id"] for row in source.rows("positions_executive")} | named


@cache
def _category(name: str) -> str:
    if name in _levels():
        return "fungsional"
    return next((row["class"] for row in source.rows("positions_executive") if row["name"] == name), "")


@cache
def job_class_of_level() -> dict[str, int]:
    """Job class (*kelas jabatan*) of a functional level as published by one region."""
    return {row["level_today"]: int(row["job_class"]) for row in source.rows("positions_functional_class")}
