"""Short forms for declaring fields and steps, so that a rule set reads as its rules and not as its plumbing."""

from collections.abc import Callable, Mapping

import narwhals as nw

from prestasi_rules.fixed import cases, reasons, when
from prestasi_rules.parameters import Confidence, Parameters
from prestasi_rules.step import NOT_RATED, Build, Codes, Field, Kind, Step, Text

Conditions = Callable[[Parameters], Mapping[str, nw.Expr]]


def figure(
    name: str,
    label: Text,
    *,
    unit: str = "",
    scale: int = 1,
    low: int | None = 0,
    high: int = 1_000_000,
    empty: Text | None = None,
) -> Field:
    """A number; ``low`` and ``high`` are in natural units and inclusive."""
    lowest = None if low is None else low * scale
    return Field(
        name=name, label=label, unit=unit, scale=scale, minimum=lowest, maximum=high * scale, null_meaning=empty
    )


def flag(name: str, label: Text, *, empty: Text | None = None) -> Field:
    return Field(name=name, label=label, kind="boolean", null_meaning=empty)


def day(name: str, label: Text, *, empty: Text | None = None) -> Field:
    return Field(name=name, label=label, kind="date", null_meaning=empty)


def code(name: str, label: Text, codes: Codes, *, empty: Text | None = None) -> Field:
    return Field(name=name, label=label, kind="code", codes=codes, null_meaning=empty)


def key(name: str, label: Text) -> Field:
    """A column that only tells rows apart or together."""
    return Field(name=name, label=label, kind="text")


def step(
    name: str,
    label: Text,
    inputs: str,
    build: Build,
    sentence: Text | None = None,
    *,
    basis: str,
    confidence: Confidence = "S",
    kind: Kind = "integer",
    unit: str = "",
    scale: int = 1,
    codes: Codes | None = None,
    empty: Text = NOT_RATED,
) -> Step:
    """A step; ``inputs`` names its columns with spaces between. Without a sentence it says its label and value."""
    return Step(
        name=name,
        label=label,
        kind="code" if codes and kind == "integer" else kind,
        unit=unit,
        scale=scale,
        codes=codes or {},
        basis=basis,
        confidence=confidence,
        inputs=tuple(inputs.split()),
        build=build,
        sentence=sentence or Text(f"{label.id}: {{{name}}}.", f"{label.en}: {{{name}}}."),
        null_meaning=empty,
    )


def failing(
    name: str,
    label: Text,
    codes: Codes,
    inputs: str,
    conditions: Conditions,
    *,
    basis: str,
    confidence: Confidence = "S",
) -> Step:
    """Every reason that speaks against something, as codes; empty text when nothing does."""
    return step(
        name,
        label,
        inputs,
        lambda p: reasons(conditions(p)),
        basis=basis,
        confidence=confidence,
        kind="reasons",
        codes=codes,
    )


def passing(name: str, label: Text, failures: str, *, basis: str, confidence: Confidence = "S") -> Step:
    """Whether the step ``failures`` found nothing."""
    sentence = Text(
        f"{label.id}: {{{name}}}. Alasan: {{{failures}}}.", f"{label.en}: {{{name}}}. Reasons: {{{failures}}}."
    )
    return step(
        name,
        label,
        failures,
        lambda p: col_is_empty(failures),
        sentence,
        basis=basis,
        confidence=confidence,
        kind="boolean",
    )


def col_is_empty(name: str) -> nw.Expr:
    return nw.col(name) == ""


def yes(name: str) -> nw.Expr:
    """True only where the flag is known and set."""
    return when(nw.col(name), True, False)


def no(name: str) -> nw.Expr:
    """True where the flag is not set or not known."""
    return ~yes(name)


def below_good(name: str) -> nw.Expr:
    """True where a predicate is missing or below Baik."""
    return ~when((nw.col(name) == "BAIK") | (nw.col(name) == "SANGAT_BAIK"), True, False)


def nested(first: nw.Expr, second: nw.Expr, table: Mapping[str, Mapping[str, int]]) -> nw.Expr:
    """The entry of a table of tables, as parameters store a two-way table; null where there is none."""
    return cases(
        [((first == row) & (second == column), value) for row, line in table.items() for column, value in line.items()]
    )
