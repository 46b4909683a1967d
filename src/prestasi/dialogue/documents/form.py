"""The record of a guidance (with forms B.1.8 and B.1.9) or a counselling as PDF/A."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst
from django.utils import translation

from prestasi.dialogue.forms.records import STATEMENTS

TEMPLATE = Path(__file__).with_name("form.typ")


def form_pdf(document: dict[str, Any]) -> bytes:
    """Typeset what `printed_form` made; an empty cell is printed as an empty cell."""
    with translation.override("id"):
        groups = [{"name": str(name), "texts": [str(text) for text in texts]} for name, texts in STATEMENTS]
    data = json.dumps({**document, "groups": groups}, ensure_ascii=False)
    compiled = typst.compile(
        str(TEMPLATE), sys_inputs={"data": data}, ignore_system_fonts=True, pdf_standards="a-3a", timestamp=0
    )
    return bytes(compiled)
