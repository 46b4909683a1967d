"""Forms of accounts. They parse; whether something is allowed is decided by the actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from prestasi.accounts.models import ApprovalRule, Delegation, RecoveryCode
from prestasi.accounts.models.user import LANGUAGES, THEMES
from prestasi.accounts.protection import login_name
from prestasi.accounts.roles import GRANTED, ROLES


class SignInForm(LoginForm):
    """NIP (spaces allowed) or e-mail, and password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        name, password = self.fields["login"], self.fields["password"]
        name.label, name.help_text = _("NIP atau surel"), _("NIP boleh ditulis dengan spasi.")
        name.error_messages = {"required": _("Isi NIP atau surel Anda.")}
        name.widget = forms.TextInput(
            attrs={"autocomplete": "username webauthn", "autocapitalize": "none", "spellcheck": "false"}
        )
        password.label, password.help_text = _("Kata sandi"), ""
        password.error_messages = {"required": _("Isi kata sandi Anda.")}
        password.widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        return login_name(self.cleaned_data["login"])[:150]


class RecoverForm(forms.Form):
    """Account name, one-time code and the new password, chosen by its owner."""

    login = forms.CharField(label=_("NIP atau surel"), max_length=150)
    code = forms.CharField(
        label=_("Kode pemulihan"), max_length=40, help_text=_("Enam belas huruf dan angka dari petugas kepegawaian.")
    )
    password = forms.CharField(
        label=_("Kata sandi baru"), max_length=128, help_text=_("Paling sedikit 12 karakter."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    repeated = forms.CharField(
        label=_("Ulangi kata sandi baru"), max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean_password(self) -> str:
        password_validation.validate_password(self.cleaned_data["password"])
        return str(self.cleaned_data["password"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password") and given.get("repeated") and given["password"] != given["repeated"]:
            self.add_error("repeated", _("Kedua kata sandi belum sama."))
        return given


class PreferencesForm(forms.Form):
    """Any of the three; what is not sent stays as it is."""

    theme = forms.ChoiceField(label=_("Tema"), choices=THEMES, required=False)
    language = forms.ChoiceField(label=_("Bahasa"), choices=LANGUAGES, required=False)
    queue_keys = forms.TypedChoiceField(
        label=_("Tombol cepat di antrean nilai"), choices=[("1", _("Aktif")), ("0", _("Mati"))],
        coerce=lambda v: v == "1", empty_value=None, required=False,
    )  # fmt: skip


class DelegationForm(forms.Form):
    """A proposal: to whom, from when until which last day, for which processes, why."""

    holder = forms.IntegerField(label=_("Penerima"), min_value=1, error_messages={"required": _("Pilih penerimanya.")})
    starts_on = forms.DateField(label=_("Mulai"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last_on = forms.DateField(label=_("Sampai"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    scopes = forms.MultipleChoiceField(
        label=_("Yang didelegasikan"), choices=Delegation.Scope.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih sedikitnya satu proses.")},
    )  # fmt: skip
    reason = forms.CharField(label=_("Alasan"), max_length=200, help_text=_("Misalnya: cuti tahunan, dinas luar."))


class StepsForm(forms.Form):
    """From which day an act takes one step or two, and by which decision."""

    act = forms.ChoiceField(label=_("Tindakan"), choices=ApprovalRule.Act.choices)
    steps = forms.TypedChoiceField(label=_("Tahap"), choices=[(1, _("Satu")), (2, _("Dua"))], coerce=int)
    starts_on = forms.DateField(
        label=_("Berlaku mulai"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(label=_("Dasar"), max_length=200, help_text=_("Misalnya: Keputusan Bupati Nomor 12."))


class AnswerForm(forms.Form):
    accept = forms.TypedChoiceField(choices=[("1", _("Terima")), ("0", _("Tolak"))], coerce=lambda v: v == "1")


class RecoveryForm(forms.Form):
    """How identity was proven, and whether the second factors are lost too."""

    proof = forms.ChoiceField(label=_("Bukti identitas"), choices=RecoveryCode.Proof.choices)
    resets_factors = forms.BooleanField(label=_("Faktor kedua juga hilang"), required=False)


class GrantForm(forms.Form):
    """A role for a time, in a unit or the whole agency."""

    role = forms.ChoiceField(label=_("Peran"), choices=lambda: [(r, ROLES[r].label) for r in sorted(GRANTED)])
    unit = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=int, empty_value=None)
    last_on = forms.DateField(label=_("Sampai"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(label=_("Alasan"), max_length=200)

    def __init__(self, *given: Any, units: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["unit"].choices = [("", _("Seluruh instansi")), *units]  # type: ignore[attr-defined]
