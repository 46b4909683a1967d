"""Forms as PDF/A-2b. Same form and moment give the same bytes."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path
from typing import Final, Literal

import typst

from prestasi.documents.fonts import fonts
from prestasi.documents.form import Form, Signatures
from prestasi.documents.marks import qr_svg

TEMPLATE: Final = Path(__file__).with_name("form.typ")
STANDARD: Final[Literal["a-2b"]] = "a-2b"


def pdf_of(form: Form, at: dt.datetime) -> bytes:
    """Archive PDF (ISO 19005-2, level b) of a form; `at` becomes its date."""
    data = {**asdict(form), "codes": {url: qr_svg(url) for url in _addresses(form)}}
    return set_pdf(TEMPLATE, data, at)


def set_pdf(template: Path, data: dict[str, object], at: dt.datetime) -> bytes:
    """Any template with its data, under the same standard and typeface."""
    return bytes(
        typst.compile(
            str(template),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            font_paths=[*fonts()],
            ignore_system_fonts=True,
            pdf_standards=STANDARD,
            timestamp=int(at.timestamp()),
        )
    )


def _addresses(form: Form) -> set[str]:
    found = {form.verify_url}
    for block in form.blocks:
        if isinstance(block, Signatures):
            found |= {party.qr for party in block.parties}
    return found - {""}
