"""Forms of a plan. Each edit form carries what it showed (`initial-…`), so that two editors can be merged."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from prestasi.performance.behaviours import BEHAVIOURS
from prestasi.performance.forms.quantity import QuantityField
from prestasi.performance.models import ExpectedResult, Indicator, PlanAttachment
from prestasi.performance.models.measure import Combine, Direction, Frequency


def one_newline(value: Any) -> Any:
    """Browsers send CRLF where LF was stored; text is compared with LF."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class ActForm(forms.Form):
    """Form of one act: the idempotency key and the version that was read."""

    SHOWN_AS: ClassVar[Mapping[str, str]] = {}
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, version: int | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        guards: dict[str, Any] = {"key": uuid.uuid4(), "version": version}
        self.initial = guards | dict(self.initial or {})

    def act(self) -> dict[str, Any]:
        """`key` and `lock_version` for the action."""
        return {"key": self.cleaned_data.get("key"), "lock_version": self.cleaned_data.get("version")}

    def values(self) -> dict[str, Any]:
        """What was typed, without what only guards the act."""
        return {name: one_newline(v) for name, v in self.cleaned_data.items() if name not in {"key", "version"}}


class EditForm(ActForm):
    """An edit form: `base` is what the page showed when it was opened."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.show_hidden_initial = name not in {"key", "version"}

    def base(self) -> dict[str, Any]:
        """The hidden initial values, cleaned like the typed ones; unreadable ones are left out."""
        found = {}
        for name, field in self.fields.items():
            if field.show_hidden_initial:
                raw = field.hidden_widget().value_from_datadict(self.data, self.files, self.add_initial_prefix(name))
                try:
                    found[name] = one_newline(field.clean(raw))
                except forms.ValidationError:
                    continue
        return found


TARGET_IS_A_NUMBER = _("Target harus angka, misalnya 92 atau 92,5. Tulis satuannya di kolom satuan.")


def area(rows: int = 2) -> forms.Textarea:
    """A text area of a few rows."""
    return forms.Textarea(attrs={"rows": rows})


class ResultForm(EditForm):
    """*Rencana hasil kerja*."""

    text = forms.CharField(
        label=_("Rencana hasil kerja"), max_length=500, widget=area(),
        help_text=_("Tulis keadaan yang tercapai, bukan kegiatannya."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Jenis"), choices=ExpectedResult.Kind.choices, initial="utama")
    classification = forms.ChoiceField(
        label=_("Klasifikasi"), choices=ExpectedResult.Classification.choices, initial="organisasi",
        help_text=_("Organisasi: tetap pada jabatan. Individu: ikut pegawai."),
    )  # fmt: skip
    perspective = forms.ChoiceField(
        label=_("Perspektif"), choices=[("", "—"), *ExpectedResult.Perspective.choices], required=False
    )
    success_note = forms.CharField(label=_("Ukuran keberhasilan"), required=False, widget=area(3))
    unlinked_reason = forms.CharField(
        label=_("Alasan berdiri sendiri"), required=False, max_length=240,
        help_text=_("Isi bila hasil utama ini memang tidak mendukung hasil atasan."),
    )  # fmt: skip

    def __init__(self, *args: Any, form: str, is_linked: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        unused = {
            "perspective": not form.startswith("J"),
            "success_note": form.endswith("Q"),
            "unlinked_reason": is_linked,
        }
        for name in (name for name, drop in unused.items() if drop):
            del self.fields[name]


class NewResultForm(ActForm):
    """One line to add a result from the task list."""

    text = forms.CharField(label=_("Hasil kerja baru"), max_length=500, widget=area())
    kind = forms.ChoiceField(label=_("Jenis"), choices=ExpectedResult.Kind.choices, initial="utama")


class IndicatorForm(EditForm):
    """*Indikator kinerja individu*; the quantitative form asks for numbers, the qualitative one for three levels."""

    name = forms.CharField(label=_("Indikator"), max_length=300, widget=area())
    aspect = forms.ChoiceField(label=_("Aspek"), choices=Indicator.Aspect.choices, initial="kuantitas")
    unit_of_measure = forms.CharField(label=_("Satuan"), max_length=60, required=False)
    direction = forms.ChoiceField(label=_("Arah"), choices=Direction.choices, initial="higher")
    start_value = QuantityField(label=_("Angka awal"))
    target = QuantityField(label=_("Target"), message=TARGET_IS_A_NUMBER)
    target_low = QuantityField(label=_("Batas bawah"), message=TARGET_IS_A_NUMBER, help_text=_("Untuk arah rentang."))
    target_high = QuantityField(label=_("Batas atas"), message=TARGET_IS_A_NUMBER, help_text=_("Untuk arah rentang."))
    combine = forms.ChoiceField(label=_("Angka beberapa periode"), choices=Combine.choices, initial="last")
    frequency = forms.ChoiceField(label=_("Dicatat"), choices=Frequency.choices, initial="monthly")
    formula = forms.CharField(label=_("Rumus"), max_length=300, required=False)
    data_source = forms.CharField(label=_("Sumber data"), max_length=200, required=False)
    level_1 = forms.CharField(label=_("Di atas ekspektasi bila"), max_length=400, required=False, widget=area())
    level_2 = forms.CharField(label=_("Sesuai ekspektasi bila"), max_length=400, required=False, widget=area())
    level_3 = forms.CharField(label=_("Di bawah ekspektasi bila"), max_length=400, required=False, widget=area())
    weight = QuantityField(
        label=_("Bobot"), help_text=_("Tidak wajib. Bila dipakai, jumlah seluruh bobot harus 100 %.")
    )

    NUMBERS = ("unit_of_measure", "direction", "start_value", "target", "target_low", "target_high", "combine")
    LEVELS = ("level_1", "level_2", "level_3")
    NEEDED: ClassVar[Mapping[str, Any]] = {
        "target": _("Isi target dengan angka, misalnya 92 atau 92,5."),
        "unit_of_measure": _("Isi satuan, misalnya persen, orang, atau hari."),
        "target_low": _("Rentang perlu batas bawah."),
        "target_high": _("Rentang perlu batas atas."),
        **dict.fromkeys(LEVELS, _("Jelaskan ketiga tingkat.")),
    }
    use_required_attribute = False
    SHOWN_AS: ClassVar[Mapping[str, str]] = {"weight_bp": "weight", "levels": "level_1"}

    def __init__(self, *args: Any, form: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_qualitative = form.endswith("L")
        for name in self.NUMBERS if self.is_qualitative else self.LEVELS:
            del self.fields[name]
        for name in self._needed():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = str(self.NEEDED[name])

    def _needed(self) -> tuple[str, ...]:
        """What the chosen direction cannot do without; the browser does not enforce it, since the choice may change."""
        if self.is_qualitative:
            return self.LEVELS
        chosen = self.data.get("direction") if self.is_bound else (self.initial or {}).get("direction")
        return ("target_low", "target_high") if chosen == Direction.RANGE else ("target", "unit_of_measure")

    @classmethod
    def initial_of(cls, indicator: Indicator) -> dict[str, Any]:
        """What the form shows for a stored indicator."""
        shown = {name: getattr(indicator, name, None) for name in cls.base_fields}
        shown |= {f"level_{n}": level["text"] for n, level in enumerate(indicator.levels, 1)}
        return shown | {"weight": None if indicator.weight_bp is None else indicator.weight_bp / QuantityField.HUNDRED}

    def values(self) -> dict[str, Any]:
        return self._stored(super().values())

    def base(self) -> dict[str, Any]:
        return self._stored(super().base())

    def _stored(self, shown: Mapping[str, Any]) -> dict[str, Any]:
        """Form fields -> model fields: the weight in hundredths of a percent, the levels as a list."""
        values = {name: value for name, value in shown.items() if name != "weight" and not name.startswith("level_")}
        weight = shown.get("weight")
        values["weight_bp"] = None if weight is None else int(weight * QuantityField.HUNDRED)
        texts = [shown.get(name, "") for name in self.LEVELS]
        values["levels"] = [{"level": n, "text": text} for n, text in enumerate(texts, 1)] if any(texts) else []
        return values


class AttachmentsForm(EditForm):
    """*Lampiran SKP*: one line per item."""

    support = forms.CharField(label=PlanAttachment.Kind.SUPPORT.label, required=False, widget=area(4))
    accountability = forms.CharField(label=PlanAttachment.Kind.ACCOUNTABILITY.label, required=False, widget=area(4))
    consequence = forms.CharField(label=PlanAttachment.Kind.CONSEQUENCE.label, required=False, widget=area(4))

    @staticmethod
    def lines(values: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """Text of several lines -> lines, empty ones left out."""
        return {
            kind: tuple(line for raw in text.splitlines() if (line := " ".join(raw.split())))
            for kind, text in values.items()
        }


class ExpectationsForm(EditForm):
    """*Ekspektasi khusus pimpinan*, one field per BerAKHLAK value."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for behaviour in BEHAVIOURS:
            field = forms.CharField(
                label=gettext(behaviour.name),
                required=False,
                max_length=500,
                widget=area(),
                help_text="; ".join(gettext(guide) for guide in behaviour.guides),
            )
            field.show_hidden_initial = True
            self.fields[f"b{behaviour.number}"] = field

    @staticmethod
    def texts(values: Mapping[str, str]) -> dict[int, str]:
        """Number of the value -> text."""
        return {int(name[1:]): text for name, text in values.items()}


class ReasonForm(ActForm):
    """An act that needs a sentence."""

    reason = forms.CharField(label=_("Alasan"), max_length=500, widget=area(3))


class EndForm(ReasonForm):
    """Ending a plan on a date."""

    on = forms.DateField(label=_("Hari terakhir"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class StartForm(ActForm):
    """Starting a plan, optionally for one of several posts of the year."""

    year = forms.IntegerField(widget=forms.HiddenInput)
    assignment_id = forms.IntegerField(widget=forms.HiddenInput, required=False)


class LinkForm(ActForm):
    """`target` is `r<id>` for a result or `g<id>` for a goal."""

    target = forms.RegexField(r"^[rg]\d{1,18}$", widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Sifat"),
        choices=[("direct", _("Langsung")), ("indirect", _("Tidak langsung"))],
        initial="direct",
        required=False,
    )

    def call(self) -> dict[str, Any]:
        """Arguments of the action."""
        target, number = self.cleaned_data["target"][0], int(self.cleaned_data["target"][1:])
        chosen = {"parent_id": number} if target == "r" else {"goal_id": number}
        return chosen | {"kind": self.cleaned_data["kind"] or "direct", "key": self.cleaned_data["key"]}


class PushForm(ActForm):
    """Whom to give a result, with the wording for them."""

    text = forms.CharField(label=_("Bunyi untuk penerima"), max_length=500, widget=area())
    kind = forms.ChoiceField(
        label=_("Sifat"),
        choices=[
            ("direct", _("Langsung: hasil yang sama, lebih kecil")),
            ("indirect", _("Tidak langsung: hasil lain yang menyebabkannya")),
        ],
    )
    with_indicators = forms.BooleanField(label=_("Sertakan indikatornya"), required=False)
    people = forms.TypedMultipleChoiceField(label=_("Penerima"), coerce=int)

    def __init__(self, *args: Any, people: Mapping[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].choices = list(people.items())  # type: ignore[attr-defined]

    def call(self) -> dict[str, Any]:
        """Arguments of the action."""
        typed = self.values()
        return {"person_ids": typed.pop("people"), **typed}
