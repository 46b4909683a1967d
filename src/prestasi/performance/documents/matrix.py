"""*Matriks peran hasil*: results of the leader across, people down; wide matrices go on over further sheets."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation

from prestasi.core import clock, formats
from prestasi.documents.form import Block, Break, Cell, Form, Rows, Table, Title, head
from prestasi.documents.typeset import pdf_of
from prestasi.performance.queries.matrix import MatrixPage

ACROSS = 7  # columns that stay readable beside the names on landscape A4


def matrix_form(page: MatrixPage) -> Form:
    """A document that shows today's state; it decides nothing and is not issued. Names repeat on every sheet."""
    blocks: list[Block] = []
    for start in range(0, max(len(page.columns), 1), ACROSS):
        if blocks:
            blocks.append(Break(landscape=True))
        blocks += _sheet(page, start)
    foot = f"{page.agency} · dicetak {formats.stamp(clock.now(), zone=True)}"
    return Form(f"Matriks peran hasil {page.year}", page.agency, tuple(blocks), foot, landscape=True)


def _sheet(page: MatrixPage, start: int) -> Iterator[Block]:
    """Title and table of the columns from `start` on."""
    shown = page.columns[start : start + ACROSS]
    under = [f"Pimpinan: {page.superior.full_name}"]
    if len(page.columns) > ACROSS:
        under.append(f"Hasil {start + 1} sampai {start + len(shown)} dari {len(page.columns)}")
    yield Title(f"MATRIKS PERAN HASIL {page.year}", tuple(under))
    heads = head("Pegawai", *(f"{c.number}. {c.text} ({_served(c.served_by)})" for c in shown))
    yield Table(("44mm", *("1fr" for _column in shown)), _rows(page, start), (heads,))


def _served(people: int) -> str:
    return f"didukung {people} orang" if people else "belum ada yang mendukung"


def _rows(page: MatrixPage, start: int) -> tuple[tuple[Cell, ...], ...]:
    rows = Rows()
    for one in page.rows:
        under = one.position or one.state
        cells = one.cells[start : start + ACROSS]
        texts = [Cell("" if cell.items else "–", tuple(i.text for i in cell.items)) for cell in cells]
        rows.add(Cell(one.name, (under,) if under else ()), *texts)
    return rows.done()


def matrix_pdf(page: MatrixPage) -> bytes:
    """The matrix on landscape A4."""
    with translation.override("id"):
        form = matrix_form(page)
    return pdf_of(form, clock.now())
