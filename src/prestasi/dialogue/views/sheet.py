"""The sheet of a dialogue: shared notes, next date and rows of agreements, as one form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import QueryDict

from prestasi.core import clock
from prestasi.core.answers import tell
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.dialogue.forms.dialogue import AgreementForm, RecordForm, agreed_from, agreement_rows
from prestasi.dialogue.queries.page import DialoguePage

AFTER_DAYS = 30


@dataclass(slots=True)
class Sheet:
    """`theirs` are the notes that somebody else saved first."""

    form: RecordForm
    rows: list[AgreementForm]
    theirs: str = ""

    def is_valid(self) -> bool:
        return self.form.is_valid()

    def given(self) -> dict[str, Any]:
        """Keywords for `record_dialogue`."""
        return {**self.form.cleaned_data, "agreed": agreed_from(self.rows)}

    def refuse(self, refused: Invalid | Closed | Conflict) -> int:
        """Put the messages where they belong; the status of the answer."""
        if isinstance(refused, Conflict) and refused.fields:
            self.theirs = refused.fields["notes"][0]
        spread_errors(self.form, self.rows, refused)
        return refused.status


def spread_errors(form: Form, rows: Sequence[Form], refused: Invalid | Closed | Conflict) -> None:
    """Put each message at the field of the row it names; what belongs to no row at the form."""
    if not isinstance(refused, Invalid):
        tell(form, refused)
        return
    errors = dict(refused.errors)
    for row in rows:
        for name in row.fields:
            if message := errors.pop(row.add_prefix(name), None):
                row.add_error(name, message)
    tell(form, Invalid(errors))


def sheet_for(page: DialoguePage) -> Sheet:
    """A fresh sheet, with what was written so far."""
    next_on = page.next_on or clock.today() + dt.timedelta(days=AFTER_DAYS)
    initial = {"notes": page.notes, "next_on": next_on, "lock_version": page.lock_version}
    return Sheet(RecordForm(initial=initial), agreement_rows(None, page.agreements))


def sheet_from(data: QueryDict) -> Sheet:
    """The sheet that was sent."""
    return Sheet(RecordForm(data), agreement_rows(data))
