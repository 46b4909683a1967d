"""Every refusal of the rules package. Nothing is guessed: a bad input stops the whole call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


class RuleError(Exception):
    """Base of all refusals."""


class UnknownRuleSet(RuleError):
    """No rule set has this id or subject."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"Aturan '{name}' tidak dikenal. Yang tersedia: {', '.join(sorted(known))}.")


class NotInForce(RuleError):
    """The subject is known, but no rule set of it is in force on this date."""

    def __init__(self, subject: str, on: date, periods: Iterable[str]) -> None:
        known = "; ".join(periods)
        super().__init__(f"Tidak ada aturan '{subject}' yang berlaku pada {on:%Y-%m-%d}. Tersedia: {known}.")


class AmbiguousRuleSet(RuleError):
    """Several variants are in force on this date and the caller named none."""

    def __init__(self, subject: str, on: date, variants: Iterable[str]) -> None:
        super().__init__(
            f"Beberapa varian '{subject}' berlaku pada {on:%Y-%m-%d}; sebutkan salah satu: {', '.join(variants)}."
        )


class MissingCalendar(RuleError):
    """The holidays of this year are not loaded, so no working day can be named."""

    def __init__(self, year: int, known: Iterable[int]) -> None:
        years = ", ".join(str(value) for value in sorted(known))
        super().__init__(f"Kalender hari libur tahun {year} belum dimuat. Tahun yang tersedia: {years}.")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the input. ``row`` counts from 1; ``None`` means the table as a whole."""

    row: int | None
    field: str
    reason: str
    allowed: str = ""

    def __str__(self) -> str:
        place = "tabel" if self.row is None else f"baris {self.row}"
        allowed = f" Yang diterima: {self.allowed}." if self.allowed else ""
        return f"{place}, kolom '{self.field}': {self.reason}.{allowed}"

    def to_dict(self) -> dict[str, object]:
        return {"row": self.row, "field": self.field, "reason": self.reason, "allowed": self.allowed}


class RuleInputError(RuleError, ValueError):
    """The input is refused; ``problems`` lists row, field, reason and allowed values."""

    SHOWN = 20

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = [str(problem) for problem in self.problems[: self.SHOWN]]
        if len(self.problems) > self.SHOWN:
            lines.append(f"... dan {len(self.problems) - self.SHOWN} masalah lain")
        super().__init__("\n".join(lines))
