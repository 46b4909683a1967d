"""RuleSet: one regulation as an ordered list of steps, in force between two dates, with a content hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from prestasi_rules.errors import Problem, RuleInputError
from prestasi_rules.parameters import Confidence, Parameter, Parameters, Status, adapted
from prestasi_rules.source import source_of
from prestasi_rules.step import Column, Field, Step, Text

Options = Mapping[str, str]
NO_OPTIONS: Options = {}


@dataclass(frozen=True, kw_only=True)
class Option:
    """A choice between named readings of a rule. The default is what the domain decided; the others stay selectable."""

    name: str
    label: Text
    default: str
    readings: Mapping[str, Text]
    basis: str = ""
    confidence: Confidence = "PD"


@dataclass(frozen=True, kw_only=True)
class RuleSet:
    """A regulation that can be computed.

    ``valid_from`` and ``valid_to`` are inclusive days of the *fact*, never "today". ``outputs`` names the steps that
    are the answer; every other step stays as explanation. ``together`` names key columns whose rows must be evaluated
    in one frame (ranking, shares of a whole); empty means that each row stands alone. ``variant`` tells sibling sets
    of one subject and period apart; the default sibling has the empty variant.
    """

    id: str
    title: Text
    subject: str
    valid_from: date
    valid_to: date | None = None
    variant: str = ""
    legal_basis: tuple[str, ...]
    inputs: tuple[Field, ...]
    parameters: tuple[Parameter, ...] = ()
    options: tuple[Option, ...] = ()
    steps: tuple[Step, ...]
    outputs: tuple[str, ...]
    status: Status = "verified"
    together: tuple[str, ...] = ()
    doubts: tuple[Text, ...] = field(default=())

    def __post_init__(self) -> None:
        seen = [column.name for column in self.inputs]
        for step in self.steps:
            if unknown := set(step.inputs) - set(seen):
                raise ValueError(f"{self.id}: step {step.name} reads {sorted(unknown)} before it exists")
            seen.append(step.name)
        if len(seen) != len(set(seen)):
            raise ValueError(f"{self.id}: a name is used twice")
        if unknown := set(self.outputs) - {step.name for step in self.steps}:
            raise ValueError(f"{self.id}: unknown outputs {sorted(unknown)}")

    @cached_property
    def hash(self) -> str:
        """SHA-256 over everything that decides a result: texts, inputs, parameters, and the source of every step."""
        return hashlib.sha256(_canonical(self).encode()).hexdigest()

    @cached_property
    def columns(self) -> dict[str, Column]:
        """Fields and steps by name, in order."""
        return {column.name: column for column in (*self.inputs, *self.steps)}

    @property
    def unverified(self) -> tuple[Parameter, ...]:
        """The parameters that nobody has confirmed against the official text."""
        return tuple(parameter for parameter in self.parameters if parameter.status == "unverified")

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def readings(self, chosen: Options) -> dict[str, str]:
        """Every option with its chosen or default reading; an unknown option or reading is refused."""
        known = {option.name: option for option in self.options}
        problems = [
            Problem(None, name, "pilihan tidak dikenal", ", ".join(known) or "tidak ada pilihan")
            for name in chosen.keys() - known.keys()
        ]
        problems += [
            Problem(None, name, f"bacaan '{value}' tidak dikenal", ", ".join(known[name].readings))
            for name, value in chosen.items()
            if name in known and value not in known[name].readings
        ]
        if problems:
            raise RuleInputError(problems)
        return {name: chosen.get(name, option.default) for name, option in known.items()}

    def parameters_under(self, options: Options) -> Parameters:
        return Parameters(self.parameters, self.readings(options))

    def adapted(self, **values: Any) -> "RuleSet":
        """This rule set with an agency's own confirmed parameters (natural units); it gets a hash of its own."""
        return replace(self, parameters=adapted(self.parameters, values))


def _canonical(value: Any) -> str:
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """Dataclasses, texts, dates and functions as JSON values."""
    if isinstance(value, Text):
        return list(value)
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return [[str(key), _plain(item)] for key, item in value.items()]
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return source_of(value) if callable(value) else value
