"""Forms of people and organisation: they read and clean, the actions decide."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.organization.models import PositionKind
from prestasi.people.models import Person
from prestasi.people.pick_field import ActorForm, PickField, date_field
from prestasi.people.queries.directory import SORTS, STATES, Filters
from prestasi.people.queries.labels import rank_label

_STATE_WORDS = (_("Bekerja"), _("Sedang cuti"), _("Tanpa jabatan"), _("Tanpa atasan"), _("Sudah berhenti"))
_RANKS = [(f"pns-{n}", rank_label("pns", n)) for n in range(17, 0, -1)]
_GRADES = [(f"pppk-{n}", rank_label("pppk", n)) for n in range(17, 0, -1)]


class FilterForm(forms.Form):
    """The filters of the list of people as they stand in the address; unknown values are dropped, never an error."""

    q = forms.CharField(required=False, max_length=80)
    unit = forms.IntegerField(required=False, min_value=1)
    kind = forms.ChoiceField(
        label=_("Jenis jabatan"), required=False, choices=[("", _("Semua jenis jabatan")), *PositionKind.choices]
    )
    employment = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("Semua status")), *Person.Employment.choices]
    )
    rank = forms.ChoiceField(
        label=_("Golongan"), required=False,
        choices=[("", _("Semua golongan")), (_("PNS"), _RANKS), (_("PPPK"), _GRADES)],
    )  # fmt: skip
    state = forms.ChoiceField(label=_("Keadaan"), required=False, choices=list(zip(STATES, _STATE_WORDS, strict=True)))

    def filters(self) -> Filters:
        self.is_valid()
        known = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return replace(Filters(), **known)


def filters_from(params: QueryDict) -> tuple[FilterForm, Filters]:
    """The bound form and what it means, with sort and page keys."""
    form = FilterForm(params)
    filters = form.filters()
    sort = params.get("sort", "name")
    sort = sort if sort.removeprefix("-") in SORTS else "name"
    return form, replace(filters, sort=sort, after=params.get("after", "")[:260], before=params.get("before", "")[:260])


class MoveForm(ActorForm):
    position_id = PickField("post", label=_("Jabatan baru"), help_text=_("Ketik nama jabatan dan unitnya."))
    effective_on = date_field(_("Berlaku mulai"), help_text=_("Boleh tanggal yang sudah lewat."))
    superior_id = PickField(
        "leader", label=_("Atasan langsung"), required=False, help_text=_("Kosongkan untuk pimpinan unit baru.")
    )
    decree = forms.CharField(label=_("Nomor surat keputusan"), max_length=80)


class SuperiorForm(ActorForm):
    superior_id = PickField("leader", label=_("Atasan langsung yang baru"))
    effective_on = date_field(_("Berlaku mulai"))
    source = forms.CharField(label=_("Dasar perubahan"), max_length=200, help_text=_("Misalnya nomor surat."))


class ActingForm(ActorForm):
    kind = forms.ChoiceField(
        label=_("Bentuk penugasan"), widget=forms.RadioSelect,
        choices=[("plt", _("Plt., jabatan kosong")), ("plh", _("Plh., pejabat berhalangan"))],
    )  # fmt: skip
    person_id = PickField("person", label=_("Pegawai yang ditunjuk"), help_text=_("Ketik nama atau NIP."))
    starts_on = date_field(_("Mulai"))
    ends_on = date_field(_("Berakhir sebelum"), help_text=_("Hari pertama penugasan ini tidak berlaku lagi."))
    decree = forms.CharField(label=_("Nomor surat perintah"), max_length=80)


class ActingEndForm(forms.Form):
    ends_on = date_field(_("Berakhir sebelum"))
    reason = forms.CharField(label=_("Alasan"), max_length=200)


class CorrectionForm(ActorForm):
    proposed_superior_id = PickField(
        "leader", label=_("Atasan yang benar"), required=False, help_text=_("Kosongkan bila Anda tidak tahu.")
    )
    since = date_field(_("Keliru sejak"))
    reason = forms.CharField(
        label=_("Apa yang keliru?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu atau dua kalimat. Analis kepegawaian membacanya."),
    )  # fmt: skip


class DecisionForm(ActorForm):
    superior_id = PickField("leader", label=_("Atasan yang benar"), required=False)
    reason = forms.CharField(
        label=_("Alasan keputusan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pemohon membaca kalimat ini."),
    )  # fmt: skip


class UnitCorrectionForm(ActorForm):
    proposed_unit_id = PickField(
        "unit", label=_("Unit yang benar"), required=False, help_text=_("Kosongkan bila Anda tidak tahu.")
    )
    since = date_field(_("Keliru sejak"))
    reason = forms.CharField(
        label=_("Apa yang keliru?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu atau dua kalimat. Analis kepegawaian membacanya."),
    )  # fmt: skip


class UnitDecisionForm(ActorForm):
    """The move that puts the unit right; only the reason is needed to refuse."""

    position_id = PickField(
        "post", label=_("Jabatan di unit yang benar"), required=False,
        help_text=_("Ketik nama jabatan dan unitnya. Kosongkan bila ditolak."),
    )  # fmt: skip
    effective_on = date_field(_("Berlaku mulai"), required=False)
    decree = forms.CharField(
        label=_("Nomor surat keputusan"), max_length=80, required=False,
        help_text=_("Kosongkan untuk memakai nomor permintaan ini."),
    )  # fmt: skip
    superior_id = PickField(
        "leader", label=_("Atasan langsung"), required=False, help_text=_("Kosongkan untuk pimpinan unit baru.")
    )
    reason = forms.CharField(
        label=_("Alasan keputusan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pemohon membaca kalimat ini."),
    )  # fmt: skip


class UnitForm(ActorForm):
    """Common to all changes of units."""

    effective_on = date_field(_("Berlaku mulai"), help_text=_("Boleh tanggal yang akan datang."))
    decree = forms.CharField(label=_("Dasar hukum"), max_length=200, help_text=_("Misalnya Perbup 9 Tahun 2026."))


class UnitRenameForm(UnitForm):
    name = forms.CharField(label=_("Nama unit"), max_length=200)
    kind = forms.CharField(label=_("Jenis"), max_length=40, help_text=_("Misalnya dinas, badan, kecamatan, uptd."))
    field_order = ["name", "kind", "effective_on", "decree"]


class UnitCreateForm(UnitRenameForm):
    code = forms.SlugField(label=_("Kode"), max_length=80, help_text=_("Huruf kecil dan tanda hubung, tidak berubah."))
    parent_id = PickField("unit", label=_("Di bawah unit"))
    field_order = ["parent_id", "name", "kind", "code", "effective_on", "decree"]


class UnitMoveForm(UnitForm):
    parent_id = PickField("unit", label=_("Pindah ke bawah"))
    field_order = ["parent_id", "effective_on", "decree"]


class UnitMergeForm(UnitForm):
    into_id = PickField("unit", label=_("Digabung ke"))
    field_order = ["into_id", "effective_on", "decree"]


def typed(form: forms.Form) -> list[tuple[str, Any]]:
    """The typed values of a form, to carry through an effect page."""
    return [(name, form.data.get(name, "")) for name in form.fields]
