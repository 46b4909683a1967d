"""Identity numbers through the rules `identity-2007`: many at once, in one frame."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from django.utils.translation import get_language

from prestasi_rules import evaluate, get

_SEX = {"MALE": "m", "FEMALE": "f"}
_KIND = {"PNS": "nip", "PPPK": "ni_pppk"}


@dataclass(frozen=True, slots=True)
class NumberReading:
    """What an identity number says. `errors` reject it, `warnings` only ask; both are sentences for the screen."""

    number: str
    kind: str
    born_on: dt.date | None
    started_on: dt.date | None
    start_year: int | None
    sex: str
    errors: tuple[str, ...]
    warnings: tuple[str, ...]


def read_numbers(numbers: Sequence[tuple[str, dt.date | None]], read_on: dt.date) -> list[NumberReading]:
    """Readings of (number, birth date on record or None), in the given order."""
    if not numbers:
        return []
    frame = pl.DataFrame(
        {
            "number": [number for number, _born in numbers],
            "recorded_birth_on": [born for _number, born in numbers],
            "read_on": [read_on] * len(numbers),
        },
        schema={"number": pl.String, "recorded_birth_on": pl.Date, "read_on": pl.Date},
    )
    wanted = ("normalized", "number_kind", "birth_on", "started_on", "start_year", "sex", "errors", "warnings")
    read = evaluate(frame, get("identity-2007")).select(wanted)
    return [_reading(*row) for row in read.iter_rows()]


def _reading(
    number: str, kind: str | None, born: dt.date | None, started: dt.date | None, year: int | None, sex: str | None,
    errors: str | None, warnings: str | None,
) -> NumberReading:  # fmt: skip
    kind, sex = _KIND.get(kind or "", ""), _SEX.get(sex or "", "")
    return NumberReading(number, kind, born, started, year, sex, _words("errors", errors), _words("warnings", warnings))


def _words(step: str, codes: str | None) -> tuple[str, ...]:
    """Names of reasons -> their words in the language of the screen."""
    if not codes:
        return ()
    known = get("identity-2007").columns[step].codes
    language = "en" if (get_language() or "id").startswith("en") else "id"
    return tuple(str(getattr(known[code], language)) for code in codes.split())
