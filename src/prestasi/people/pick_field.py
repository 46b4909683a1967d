"""A form field that takes a person, post or unit as typed text, with suggestions where the script runs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from prestasi.core.actor import ANONYMOUS, Actor
from prestasi.people.queries.pick import resolve


class PickInput(forms.TextInput):
    """Text box with a list of suggestions fetched while typing."""

    def __init__(self, kind: str) -> None:
        super().__init__({"autocomplete": "off"})
        self.kind = kind

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        listed = f"saran_{name}"
        more = {
            "list": listed,
            "hx-get": f"{reverse('people:suggest')}?apa={self.kind}&isian={name}",
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{listed}",
        }
        box = super().render(name, value, {**(attrs or {}), **more}, renderer)
        return format_html('{}<datalist id="{}"></datalist>', box, listed)


class PickField(forms.CharField):
    """Cleans to the id of the one thing meant; `actor` limits what may be found and is set by the form."""

    def __init__(self, kind: str, **options: Any) -> None:
        super().__init__(max_length=300, widget=PickInput(kind), **options)
        self.kind = kind
        self.actor: Actor = ANONYMOUS

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        found = resolve(self.actor, self.kind, text)
        if not found:
            raise forms.ValidationError(_("“%(text)s” tidak ditemukan. Ketik nama atau NIP, lalu pilih dari saran.") % {
                "text": text
            })  # fmt: skip
        if len(found) > 1:
            listed = "; ".join(choice.text for choice in found)
            raise forms.ValidationError(_("Ada beberapa yang cocok. Salin salah satu: %(list)s") % {"list": listed})
        return found[0].id


class ActorForm(forms.Form):
    """A form whose pick fields search as this actor; dates are chosen in the browser's own calendar."""

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, PickField):
                field.actor = actor


def date_field(label: Any, **options: Any) -> forms.DateField:
    """A day as YYYY-MM-DD from a calendar, or typed as 8/10/2026."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    formats = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
    messages = {"invalid": _("Tulis tanggal seperti 8/10/2026.")}
    return forms.DateField(label=label, widget=widget, input_formats=formats, error_messages=messages, **options)
