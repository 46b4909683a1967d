"""Forms as DOCX: the same blocks and the same tables as the PDF, for offices that work on in a word processor."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from prestasi.documents.form import Beside, Break, Cell, Form, Sides, Signatures, Table, Text, Title

LONG, SHORT, EDGE = 297, 210, 13
ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def docx_of(form: Form) -> bytes:
    """The form as a word-processor file. It is a working copy: only the PDF is sealed."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(9)
    style.paragraph_format.space_after = Pt(2)
    document.core_properties.title, document.core_properties.author = form.title, form.agency
    _page(document.sections[0], form.landscape)
    document.sections[0].footer.paragraphs[0].text = form.foot
    wide = form.landscape
    for block in form.blocks:
        wide = _block(document, block, wide)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(section: Any, landscape: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(LONG), Mm(SHORT)) if landscape else (Mm(SHORT), Mm(LONG))
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(EDGE)


def _block(document: Any, block: Any, wide: bool) -> bool:
    """Add one block; answers whether the page is landscape from here on."""
    room = (LONG if wide else SHORT) - 2 * EDGE
    match block:
        case Break():
            _page(document.add_section(), block.landscape)
            return block.landscape
        case Title():
            _line(document, block.text, bold=True, align="center", heading=True)
            for line in block.under:
                _line(document, line, align="center")
        case Sides():
            _line(document, f"{block.left}\t{block.right}", bold=True)
        case Text():
            _line(document, block.text, bold=block.bold)
        case Beside():
            _table(document, block.left, room)
            _line(document, "")
            _table(document, block.right, room)
        case Table():
            _table(document, block, room)
            _line(document, "")
        case Signatures():
            _signatures(document, block)
    return wide


def _line(document: Any, text: str, *, bold: bool = False, align: str = "left", heading: bool = False) -> None:
    paragraph = document.add_heading(level=1) if heading else document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = bold
    paragraph.alignment = ALIGN[align]


def _table(document: Any, table: Table, room: float) -> None:
    rows = (*table.head, *table.body)
    made = document.add_table(rows=len(rows), cols=len(table.widths))
    made.style, made.autofit = "Table Grid", False
    widths = _widths(table.widths, room)
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            last = made.cell(r + cell.rows - 1, c + cell.cols - 1)
            _fill(made.cell(r, c).merge(last) if cell.rows * cell.cols > 1 else last, cell)
            taken |= {(r + i, c + j) for i in range(cell.rows) for j in range(cell.cols)}
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for r in range(len(table.head)):
        _repeats(made.rows[r])


def _widths(widths: tuple[str, ...], room: float) -> list[float]:
    """Millimetres of each column: fixed ones as they are, the rest by share."""
    fixed = sum(float(w[:-2]) for w in widths if w.endswith("mm"))
    shares = sum(float(w[:-2]) for w in widths if w.endswith("fr")) or 1
    return [float(w[:-2]) if w.endswith("mm") else (room - fixed) * float(w[:-2]) / shares for w in widths]


def _fill(place: Any, cell: Cell) -> None:
    place.text = cell.text
    for line in cell.lines:
        place.add_paragraph(line)
    for paragraph in place.paragraphs:
        paragraph.alignment = ALIGN[cell.align]
        for run in paragraph.runs:
            run.bold = (cell.bold and paragraph is place.paragraphs[0]) or cell.bold
    if cell.shade:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EAEAEA")):
            shade.set(qn(f"w:{name}"), value)
        place._tc.get_or_add_tcPr().append(shade)


def _repeats(row: Any) -> None:
    flag = OxmlElement("w:tblHeader")
    flag.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(flag)


def _signatures(document: Any, block: Signatures) -> None:
    _line(document, block.place, align="right")
    made = document.add_table(rows=1, cols=len(block.parties))
    for place, party in zip(made.rows[0].cells, block.parties, strict=True):
        place.text = party.role
        for line in ("", "", *party.receipt, party.name, party.number):
            place.add_paragraph(line)
        for paragraph in place.paragraphs:
            paragraph.alignment = ALIGN["center"]
