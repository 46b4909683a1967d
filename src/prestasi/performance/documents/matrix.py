"""*Matriks peran hasil* as PDF/A-3b."""

from __future__ import annotations

from django.utils import translation

from prestasi.core import clock, formats
from prestasi.performance.documents.plan import typeset
from prestasi.performance.queries.matrix import MatrixPage


def matrix_pdf(page: MatrixPage) -> bytes:
    """The matrix on landscape A4; the columns repeat on every page."""
    now = clock.now()
    with translation.override("id"):
        words = {
            "agency": page.agency, "year": page.year, "superior": page.superior.full_name,
            "at": formats.stamp(now, zone=True), "columns": [c.text for c in page.columns],
            "rows": [
                {
                    "name": r.name, "position": r.position or r.state,
                    "cells": [[i.text for i in cell.items] for cell in r.cells],
                }
                for r in page.rows
            ],
        }  # fmt: skip
    return typeset("matrix.typ", words, now)
