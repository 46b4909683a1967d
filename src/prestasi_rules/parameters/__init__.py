"""Dated figures of the law, one TOML file per regulation and period, beside this module.

A parameter is a table in the file::

    [weight_result]
    value = 70                      # natural units; with scale = 100 the value 12.5 is stored as 1250
    unit = "percent"
    basis = "PP 30/2019 Pasal 41"
    confidence = "S"                # S sure, L likely, U unsure, PD product decision
    text = { id = "Bobot hasil kerja", en = "Weight of the result" }

Two readings of one rule are ``option`` and ``readings`` in place of ``value``; the caller names the reading::

    option = "opinion"
    readings = { without = 70, with = 60 }

``status`` is ``verified`` or ``unverified``; without it an unsure parameter ([U]) is unverified.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Literal

Confidence = Literal["S", "L", "U", "PD"]
Status = Literal["verified", "unverified"]


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One figure of a regulation, with where it comes from and how sure it is. Values are scaled integers."""

    name: str
    basis: str
    confidence: Confidence
    status: Status
    text_id: str
    text_en: str
    unit: str = ""
    scale: int = 1
    value: Any = None
    option: str = ""
    readings: Mapping[str, Any] | None = None

    def under(self, options: Mapping[str, str]) -> Any:
        """The value in force under the chosen readings."""
        if self.readings is None:
            return self.value
        return self.readings[options[self.option]]


class Parameters:
    """The parameters and chosen readings that a step sees: ``p["weight"]`` and ``p.option("opinion")``."""

    def __init__(self, parameters: tuple[Parameter, ...], options: Mapping[str, str]) -> None:
        self._values = {parameter.name: parameter.under(options) for parameter in parameters}
        self._options = dict(options)
        self.reads: list[str] = []

    def __getitem__(self, name: str) -> Any:
        self.reads.append(name)
        return self._values[name]

    def option(self, name: str) -> str:
        return self._options[name]


def scaled(value: Any, scale: int) -> Any:
    """A natural figure, or a list or table of them, as scaled integers; too many places are refused."""
    if isinstance(value, dict):
        return {key: scaled(item, scale) for key, item in value.items()}
    if isinstance(value, list):
        return [scaled(item, scale) for item in value]
    if isinstance(value, bool | str) or not isinstance(value, int | Decimal):
        return value
    stored = Decimal(value) * scale
    if stored != stored.to_integral_value():
        raise ValueError(f"{value} has more places than scale {scale} holds")
    return int(stored)


@cache
def load(name: str) -> tuple[Parameter, ...]:
    """The parameters of the file ``<name>.toml`` in this folder or a folder below it."""
    for file in _files(resources.files(__package__)):
        if file.name == f"{name}.toml":
            table = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
            return tuple(_parameter(key, entry) for key, entry in table.items())
    raise FileNotFoundError(f"parameters/{name}.toml")


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry)
        elif entry.name.endswith(".toml"):
            yield entry


def _parameter(name: str, entry: dict[str, Any]) -> Parameter:
    known = {"value", "readings", "option", "unit", "scale", "basis", "confidence", "status", "text"}
    if unknown := set(entry) - known:
        raise ValueError(f"parameter {name}: unknown keys {sorted(unknown)}")
    scale, confidence = entry.get("scale", 1), entry["confidence"]
    readings = entry.get("readings")
    return Parameter(
        name=name,
        basis=entry["basis"],
        confidence=confidence,
        status=entry.get("status", "unverified" if confidence == "U" else "verified"),
        text_id=entry["text"]["id"],
        text_en=entry["text"]["en"],
        unit=entry.get("unit", ""),
        scale=scale,
        value=scaled(entry.get("value"), scale),
        option=entry.get("option", ""),
        readings=None if readings is None else scaled(readings, scale),
    )


def adapted(parameters: tuple[Parameter, ...], values: Mapping[str, Any]) -> tuple[Parameter, ...]:
    """The same parameters with an agency's own confirmed values (natural units)."""
    names = {parameter.name for parameter in parameters}
    if unknown := set(values) - names:
        raise KeyError(f"unknown parameters: {', '.join(sorted(unknown))}; known: {', '.join(sorted(names))}")
    return tuple(
        replace(p, value=scaled(values[p.name], p.scale), readings=None, option="", status="verified")
        if p.name in values
        else p
        for p in parameters
    )
