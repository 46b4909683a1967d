"""The words of a rule: a field that comes in, a step that is worked out, and the text that a person reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import narwhals as nw

from prestasi_rules.parameters import Confidence, Parameters

Kind = Literal["integer", "code", "text", "boolean", "date", "reasons"]
Language = Literal["id", "en"]
Build = Callable[[Parameters], nw.Expr]

DTYPES: dict[str, Any] = {
    "integer": nw.Int64,
    "code": nw.String,
    "text": nw.String,
    "boolean": nw.Boolean,
    "date": nw.Date,
    "reasons": nw.String,
}


class Text(NamedTuple):
    """One wording in Indonesian and in English."""

    id: str
    en: str

    def read(self, lang: Language) -> str:
        return self.en if lang == "en" else self.id


NOTHING = Text("", "")
NOT_RATED = Text("belum dinilai", "not yet rated")

Codes = Mapping[str, Text]


@dataclass(frozen=True, kw_only=True)
class Column:
    """What a field and a step share: a name, a kind, a unit and its scale.

    ``scale`` is how many stored units make one natural unit: 110.80 with ``scale=100`` is stored as 11080.
    ``codes`` gives the label of every value of a code column; its keys are the allowed values.
    """

    name: str
    label: Text
    kind: Kind = "integer"
    unit: str = ""
    scale: int = 1
    codes: Codes = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Field(Column):
    """One input of a rule set. ``null_meaning`` set means that an empty value is allowed and what it stands for.

    ``minimum`` and ``maximum`` are in stored (scaled) units and inclusive.
    """

    minimum: int | None = None
    maximum: int | None = None
    null_meaning: Text | None = None

    @property
    def nullable(self) -> bool:
        return self.null_meaning is not None

    @property
    def allowed(self) -> tuple[str, ...]:
        return tuple(self.codes)


@dataclass(frozen=True, kw_only=True)
class Step(Column):
    """One figure that the law asks for, as a column worked out from earlier columns.

    ``inputs`` names every column that ``build`` reads; ``sentence`` may quote any column or parameter in braces;
    ``null_meaning`` says why the figure may be empty. ``table`` is the table of the law that the step reads, if any:
    a code (or a tuple of codes, in the order of ``inputs``) to its entry; the reference page prints it.
    """

    basis: str
    confidence: Confidence
    inputs: tuple[str, ...]
    build: Build
    sentence: Text
    null_meaning: Text = NOT_RATED
    table: Mapping[Any, Any] = field(default_factory=dict)
