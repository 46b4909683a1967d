"""Identity numbers: NIP of PNS and NI of PPPK. ``read_number`` is the plain door, ``identity-2007`` the rule set."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from prestasi_rules.identity.numbers import IDENTITY_2007
from prestasi_rules.rows import compute


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """What the eighteen digits say. Codes of ``errors`` reject the number, those of ``warnings`` only ask."""

    normalized: str
    number_kind: str | None
    birth_on: date | None
    started_on: date | None
    start_year: int | None
    contract_code: int | None
    sex: str | None
    serial: int | None
    errors: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def is_valid(self) -> bool:
        return not self.errors


def read_number(number: str, *, birth_on: date | None = None, read_on: date | None = None) -> IdentityNumber:
    """One NIP or NI PPPK. ``birth_on`` is compared, ``read_on`` is the day after which a start lies in the future."""
    row = {"number": number, "recorded_birth_on": birth_on, "read_on": read_on}
    [result] = compute([row], IDENTITY_2007)
    return IdentityNumber(**{name: _frozen(result[name]) for name in IdentityNumber.__slots__})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


__all__ = ["IdentityNumber", "read_number"]
