"""An official form as data: titles, tables, signatures. One description, set as PDF and as DOCX with identical tables.

Widths are Typst lengths ("12mm") or shares ("1.2fr"). A cell with several lines becomes a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `cols` and `rows` span, `lines` after the first are listed below it."""

    text: str = ""
    lines: tuple[str, ...] = ()
    cols: int = 1
    rows: int = 1
    bold: bool = False
    shade: bool = False
    align: Align = "left"


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; `head` repeats on every page."""

    widths: tuple[str, ...]
    body: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Title:
    """Centred heading, with lines under it."""

    text: str
    under: tuple[str, ...] = ()
    kind: str = "title"


@dataclass(frozen=True, slots=True)
class Sides:
    """Two texts at the left and the right edge."""

    left: str
    right: str
    kind: str = "sides"


@dataclass(frozen=True, slots=True)
class Beside:
    """Two tables beside each other."""

    left: Table
    right: Table
    kind: str = "beside"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    bold: bool = False
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs as what; `receipt` lines stand over the name, `qr` is the address behind the code."""

    role: str
    name: str
    number: str
    receipt: tuple[str, ...] = ()
    qr: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Place and date, then up to two signatures beside each other; kept on one page."""

    place: str
    parties: tuple[Signature, ...]
    kind: str = "signatures"


@dataclass(frozen=True, slots=True)
class Break:
    """A new page, landscape or not."""

    landscape: bool
    kind: str = "break"


Block = Table | Title | Sides | Beside | Text | Signatures | Break


@dataclass(frozen=True, slots=True)
class Form:
    """A document. `foot` stands on every page; `mark` behind the text of what is not issued ("SALINAN")."""

    title: str
    agency: str
    blocks: tuple[Block, ...]
    foot: str = ""
    landscape: bool = False
    mark: str = ""
    verify_url: str = ""
    verify_words: str = ""

    def plain(self) -> dict[str, Any]:
        """JSON values for the typesetter."""
        return asdict(self)


@dataclass(slots=True)
class Rows:
    """Collects rows of a body, for builders that add group by group."""

    found: list[Row] = field(default_factory=list)

    def add(self, *cells: Cell | str | int) -> None:
        self.found.append(tuple(c if isinstance(c, Cell) else Cell(str(c)) for c in cells))

    def span(self, text: str, cols: int, *, shade: bool = False, bold: bool = True) -> None:
        self.found.append((Cell(text, cols=cols, bold=bold, shade=shade),))

    def done(self) -> tuple[Row, ...]:
        return tuple(self.found)


def head(*words: str) -> Row:
    """A shaded row of column heads."""
    return tuple(Cell(word, bold=True, shade=True) for word in words)


def identity(title: str, facts: Sequence[tuple[str, str]]) -> Table:
    """A block of numbered facts, as the forms show employee and rater."""
    rows = Rows()
    rows.span(title, 3, shade=True)
    for number, (label, value) in enumerate(facts, 1):
        rows.add(number, label, value)
    return Table(("6mm", "30mm", "1fr"), rows.done())


def cells_of(form: Form) -> list[list[list[str]]]:
    """The text of every table, row by row: what two renderings of one form have in common."""
    tables: list[Table] = []
    for block in form.blocks:
        if isinstance(block, Table):
            tables.append(block)
        elif isinstance(block, Beside):
            tables += [block.left, block.right]
    return [[[_words(c) for c in row] for row in (*table.head, *table.body)] for table in tables]


def _words(cell: Cell) -> str:
    return "\n".join(part for part in (cell.text, *cell.lines) if part)
