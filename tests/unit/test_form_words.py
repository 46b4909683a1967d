"""Refused fields say what to do."""

from __future__ import annotations

import pytest
from django import forms

CASES = [
    (forms.CharField(), "", "Isi bagian ini."),
    (forms.DateField(), "31-31", "Tulis tanggal seperti 8/10/2026."),
    (forms.IntegerField(), "dua", "Isi dengan bilangan bulat, misalnya 12."),
    (forms.ChoiceField(choices=[("a", "A")]), "b", "Pilih salah satu yang tersedia."),
    (forms.CharField(max_length=3), "empat", "Paling banyak 3 huruf; sekarang 5."),
    (forms.CharField(error_messages={"required": "Isi jamnya."}), "", "Isi jamnya."),
]


@pytest.mark.parametrize(("field", "typed", "said"), CASES, ids=[said for _, _, said in CASES])
def test_a_refused_field_says_what_to_do(field: forms.Field, typed: str, said: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [said]
