"""explain: how one result came about, as a tree from the answer down to the inputs, with article and sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from prestasi_rules.engine import evaluate
from prestasi_rules.formats import natural, shown
from prestasi_rules.parameters import Parameter, Parameters
from prestasi_rules.rows import Row, as_frame
from prestasi_rules.ruleset import NO_OPTIONS, Options, RuleSet
from prestasi_rules.step import NOTHING, Column, Language, Step


@dataclass(frozen=True, slots=True)
class Node:
    """One figure of the explanation. ``value`` is natural (None = not rated), ``formatted`` is what a person reads."""

    name: str
    kind: str  # "step", "field" or "parameter"
    label: str
    value: Any
    unit: str
    formatted: str
    basis: str
    confidence: str
    status: str
    sentence: str
    children: tuple["Node", ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The node and everything below it as JSON values."""
        plain = {name: _json(getattr(self, name)) for name in self.__slots__ if name != "children"}
        return plain | {"children": [child.to_dict() for child in self.children]}


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answers of one row, each with its tree, under one rule set, hash and choice of readings."""

    ruleset: str
    hash: str
    title: str
    lang: Language
    options: dict[str, str]
    nodes: tuple[Node, ...]

    def to_dict(self) -> dict[str, Any]:
        plain: dict[str, Any] = {name: getattr(self, name) for name in ("ruleset", "hash", "title", "lang", "options")}
        return plain | {"nodes": [node.to_dict() for node in self.nodes]}

    def to_text(self) -> str:
        """The tree for a terminal; a figure already shown above is not opened again."""
        lines = [f"{self.title} [{self.ruleset}, {self.hash[:12]}]"]
        seen: set[str] = set()
        for node in self.nodes:
            lines += _lines(node, 0, seen, _WORDS[self.lang])
        return "\n".join(lines)


_WORDS = {
    "id": {"again": "(lihat di atas)", "unverified": "belum terverifikasi"},
    "en": {"again": "(see above)", "unverified": "unverified"},
}


def _lines(node: Node, depth: int, seen: set[str], words: Mapping[str, str]) -> Iterator[str]:
    indent = "  " * depth
    again = node.kind == "step" and node.name in seen
    seen.add(node.name)
    yield f"{indent}{node.label}: {node.formatted}" + (f" {words['again']}" if again else "")
    if again:
        return
    if node.basis:
        doubt = f", {words['unverified']}" if node.status == "unverified" else ""
        yield f"{indent}  {node.sentence} ({node.basis}; {node.confidence}{doubt})".replace("   (", "  (")
    for child in node.children:
        yield from _lines(child, depth + 1, seen, words)


def explain(
    row: Row, ruleset: RuleSet, lang: Language = "id", *, options: Options = NO_OPTIONS, beside: Sequence[Row] = ()
) -> Explanation:
    """Compute one row (natural units, as for ``compute``) and tell how each output came about.

    ``beside`` holds the other rows of the whole, for a rule set whose rows belong together.
    Raises ``RuleInputError`` as ``compute`` does.
    """
    stored = evaluate(as_frame([row, *beside], ruleset), ruleset, options=options).row(0, named=True)
    return explain_result(stored, ruleset, lang, options=options)


def explain_result(
    stored: Row, ruleset: RuleSet, lang: Language = "id", *, options: Options = NO_OPTIONS
) -> Explanation:
    """The explanation of one row of an evaluated frame (scaled integers)."""
    readings = ruleset.readings(options)
    tree = _Tree(stored, ruleset, lang, readings)
    return Explanation(
        ruleset=ruleset.id,
        hash=ruleset.hash,
        title=ruleset.title.read(lang),
        lang=lang,
        options=readings,
        nodes=tuple(tree.node(name) for name in ruleset.outputs),
    )


class _Tree:
    """Builds each node once; a figure used twice is the same node."""

    def __init__(self, row: Row, ruleset: RuleSet, lang: Language, readings: Mapping[str, str]) -> None:
        self.row, self.ruleset, self.lang, self.readings = row, ruleset, lang, readings
        self.built: dict[str, Node] = {}

    @cached_property
    def words(self) -> dict[str, str]:
        """Every column and parameter as it is quoted in sentences."""
        quoted = {name: shown(self.row[name], column, self.lang) for name, column in self.ruleset.columns.items()}
        return quoted | {p.name: self._parameter_text(p) for p in self.ruleset.parameters}

    def node(self, name: str) -> Node:
        if name not in self.built:
            column = self.ruleset.columns[name]
            self.built[name] = self._step(column) if isinstance(column, Step) else self._leaf(column)
        return self.built[name]

    def _leaf(self, column: Column) -> Node:
        return self._node(column, "field", "", "", "", ())

    def _step(self, step: Step) -> Node:
        parameters = Parameters(self.ruleset.parameters, self.readings)
        step.build(parameters)
        used = dict.fromkeys(parameters.reads)
        children = [self.node(name) for name in step.inputs]
        children += [self._parameter(p) for p in self.ruleset.parameters if p.name in used]
        sentence = step.sentence.read(self.lang).format_map(self.words)
        return self._node(step, "step", step.basis, step.confidence, sentence, tuple(children))

    def _node(
        self, column: Column, kind: str, basis: str, confidence: str, sentence: str, children: tuple[Node, ...]
    ) -> Node:
        value = self.row[column.name]
        return Node(
            name=column.name,
            kind=kind,
            label=column.label.read(self.lang),
            value=natural(value, column.scale),
            unit=column.unit,
            formatted=shown(value, column, self.lang),
            basis=basis,
            confidence=confidence,
            status="unverified" if confidence == "U" else "verified",
            sentence=sentence,
            children=children,
        )

    def _parameter(self, parameter: Parameter) -> Node:
        return Node(
            name=parameter.name,
            kind="parameter",
            label=parameter.text_en if self.lang == "en" else parameter.text_id,
            value=parameter.under(self.readings),
            unit=parameter.unit,
            formatted=self._parameter_text(parameter),
            basis=parameter.basis,
            confidence=parameter.confidence,
            status=parameter.status,
            sentence="",
        )

    def _parameter_text(self, parameter: Parameter) -> str:
        return self._figure(parameter.under(self.readings), parameter)

    def _figure(self, value: Any, parameter: Parameter) -> str:
        if isinstance(value, dict):
            texts = {key: self._figure(item, parameter) for key, item in value.items()}
            return "; ".join(f"{key} ({text})" if ";" in text else f"{key} {text}" for key, text in texts.items())
        if isinstance(value, list):
            return "; ".join(self._figure(item, parameter) for item in value)
        column = Column(name=parameter.name, label=NOTHING, unit=parameter.unit, scale=parameter.scale)
        return shown(value, column, self.lang)


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
