"""*Matriks peran hasil*: results of the leader across, people down; the columns repeat on every page."""

from __future__ import annotations

from django.utils import translation

from prestasi.core import clock, formats
from prestasi.documents.form import Cell, Form, Rows, Table, Title, head
from prestasi.documents.typeset import pdf_of
from prestasi.performance.queries.matrix import MatrixPage


def matrix_form(page: MatrixPage) -> Form:
    """A page that shows today's state; it decides nothing and is not issued."""
    rows = Rows()
    for one in page.rows:
        under = one.position or one.state
        cells = [Cell("" if cell.items else "–", tuple(i.text for i in cell.items)) for cell in one.cells]
        rows.add(Cell(one.name, (under,) if under else ()), *cells)
    heads = head("Pegawai", *(f"{number}. {column.text}" for number, column in enumerate(page.columns, 1)))
    table = Table(("44mm", *("1fr" for _column in page.columns)), rows.done(), (heads,))
    title = Title(f"MATRIKS PERAN HASIL {page.year}", (f"Pimpinan: {page.superior.full_name}",))
    foot = f"{page.agency} · dicetak {formats.stamp(clock.now(), zone=True)}"
    return Form(f"Matriks peran hasil {page.year}", page.agency, (title, table), foot, landscape=True)


def matrix_pdf(page: MatrixPage) -> bytes:
    """The matrix on landscape A4."""
    with translation.override("id"):
        form = matrix_form(page)
    return pdf_of(form, clock.now())
