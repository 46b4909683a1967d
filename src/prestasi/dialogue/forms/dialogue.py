"""Forms of dialogues: they read and clean, the actions decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from prestasi.core import clock
from prestasi.dialogue.actions.record import Agreed
from prestasi.dialogue.models import DialogueKind, Side, Topic
from prestasi.dialogue.queries.agenda import AgreementLine
from prestasi.people.pick_field import date_field

OTHER_TIME = "lain"
ROWS = 3


class TimeForm(forms.Form):
    """A moment: one of the offered times (`slot`), or with `slot=lain` an own day and hour."""

    slot = forms.CharField(label=_("Waktu"), max_length=20, required=False)
    day = date_field(_("Tanggal"), required=False)
    hour = forms.TimeField(
        label=_("Jam"), required=False, input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """`starts_at`, aware; a refusal stands at the day."""
        cleaned = super().clean() or {}
        moment = self._moment(cleaned)
        if moment is None:
            self.add_error("day", _("Pilih salah satu waktu, atau isi tanggal dan jam."))
        else:
            cleaned["starts_at"] = moment
        return cleaned

    def _moment(self, cleaned: dict[str, Any]) -> dt.datetime | None:
        slot = cleaned.get("slot", "")
        if slot and slot != OTHER_TIME:
            return _aware(slot)
        day, hour = cleaned.get("day"), cleaned.get("hour")
        return timezone.make_aware(dt.datetime.combine(day, hour)) if day and hour else None

    def given(self) -> dict[str, Any]:
        """Keywords for the action."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"slot", "day", "hour"}}


def _aware(text: str) -> dt.datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return timezone.make_aware(found) if found is not None and timezone.is_naive(found) else found


class AskForm(TimeForm):
    """Asking for a dialogue."""

    topics = forms.MultipleChoiceField(
        label=_("Pokok bahasan"), choices=Topic.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=DialogueKind.choices, initial=DialogueKind.CHECK_IN, required=False,
        help_text=_("Konseling hanya terbaca oleh Anda berdua."),
    )  # fmt: skip
    matter = forms.CharField(
        label=_("Masalah atau kebutuhan"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wajib untuk bimbingan dan konseling."),
    )  # fmt: skip
    place = forms.CharField(label=_("Tempat"), max_length=120, required=False)

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or DialogueKind.CHECK_IN


class TopicForm(forms.Form):
    """One topic for the agenda."""

    text = forms.CharField(label=_("Tambah pokok bahasan"), max_length=300)


class RecordForm(forms.Form):
    """Shared notes and the next date."""

    notes = forms.CharField(
        label=_("Catatan bersama"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Dibaca dan dikonfirmasi kedua pihak."),
    )  # fmt: skip
    next_on = date_field(_("Dialog berikutnya"), required=False)
    lock_version = forms.IntegerField(widget=forms.HiddenInput)


class AgreementForm(forms.Form):
    """One agreed action; a row without text is no agreement."""

    text = forms.CharField(label=_("Kesepakatan"), max_length=300, required=False)
    owner = forms.ChoiceField(label=_("Dikerjakan"), choices=Side.choices, required=False)
    due_on = date_field(_("Paling lambat"), required=False)
    sign = forms.CharField(label=_("Tanda berhasil"), max_length=200, required=False)

    def __init__(self, *args: Any, row: int, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": f"a{row}"})
        self.row = row

    def agreed(self) -> Agreed | None:
        given = self.cleaned_data if self.is_valid() else {**dict.fromkeys(self.fields, ""), **self.cleaned_data}
        text = str(given.get("text") or self.data.get(self.add_prefix("text"), "")).strip()
        if not text:
            return None
        owner = given.get("owner") or Side.EMPLOYEE
        return Agreed(self.row, text, owner, given.get("due_on") or None, given.get("sign") or "")


def agreement_rows(data: QueryDict | None, known: Sequence[AgreementLine] = ()) -> list[AgreementForm]:
    """Rows for what is agreed already and at least three in all; typed rows come back as they were."""
    if data is not None:
        count = max([ROWS, *(int(key[1:].split("-")[0]) for key in data if _is_row(key))])
        return [AgreementForm(data, row=row) for row in range(1, min(count, 8) + 1)]
    due = clock.today() + dt.timedelta(days=30)
    filled: list[dict[str, Any]] = [
        {"text": a.text, "owner": Side.LEADER if a.is_leaders else Side.EMPLOYEE, "due_on": a.due_on, "sign": a.sign}
        for a in known
    ]
    empty = {"owner": Side.EMPLOYEE, "due_on": due}
    rows = [*filled, *[empty] * max(1, ROWS - len(filled))][:8]
    return [AgreementForm(row=n, initial=initial) for n, initial in enumerate(rows, 1)]


def _is_row(key: str) -> bool:
    head = key.split("-")[0]
    return head[:1] == "a" and head[1:].isdecimal() and len(head) < 4


def agreed_from(rows: Iterable[AgreementForm]) -> list[Agreed]:
    return [one for row in rows if (one := row.agreed()) is not None]


class PrivateForm(forms.Form):
    """The own private note."""

    private = forms.CharField(
        label=_("Catatan pribadi"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
