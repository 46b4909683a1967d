"""Faults that the operator can mend: said in plain words, never shown as a traceback."""


class Trouble(Exception):
    """One fault of the installation: what happened, and what to do about it (both in Indonesian)."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\n  Yang perlu dilakukan: {self.remedy}" if self.remedy else self.what
