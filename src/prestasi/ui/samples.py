"""What the gallery shows: small, fixed, made-up content for each part."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from prestasi.ui.tokens import swatches

HUES = (
    (265, "Pemerintah Kabupaten Sleman", "Dinas Kesehatan"),
    (158, "Pemerintah Kota Bogor", "DPMPTSP"),
    (32, "Pemerintah Provinsi DKI Jakarta", "Biro Pemerintahan"),
)


class TargetForm(forms.Form):
    """The form of the gallery, bound with one impossible value."""

    target = forms.DecimalField(label="Target", help_text="Angka yang ingin dicapai sampai 31 Desember 2026")
    unit = forms.ChoiceField(label="Satuan", choices=[("", "Pilih"), ("%", "persen"), ("org", "orang")])
    note = forms.CharField(label="Catatan", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    file = forms.FileField(label="Bukti", required=False)
    rating = forms.ChoiceField(label="Penilaian", choices=[("1", "Di atas"), ("2", "Sesuai"), ("3", "Di bawah")])


def agency() -> SimpleNamespace:
    """An agency for pages drawn without a database."""
    return SimpleNamespace(name="Pemerintah Kabupaten Sleman", short_name="Kabupaten Sleman", brand_hue=265)


def _tree() -> dict[str, Any]:
    leaves = [
        {"kind": "masukan", "statement": "Pengukuran puskesmas, e-PPGBM", "value": "25 unit"},
        {"kind": "aturan", "statement": "Standar antropometri anak", "value": "berlaku 2020"},
        {"kind": "orang", "statement": "Diverifikasi Seksi Gizi", "value": "12 Jan 2024"},
        {"kind": "warga", "statement": "11 umpan balik dari 6 orang", "value": "Di atas", "tone": "sb"},
        {"kind": "bukti", "statement": "Rekap penimbangan Juli", "value": "1", "href": "#angka"},
        {"kind": "terima", "statement": "Bukti terima", "value": "2bc48d10f96e", "source": "4 Agustus 2026, 10.12"},
    ]
    return {
        "kind": "rumus", "statement": "Balita stunting / balita diukur × 100", "value": Decimal("4.51"),
        "source": "definisi indikator versi 2", "children": leaves,
    }  # fmt: skip


def _receipt() -> SimpleNamespace:
    return SimpleNamespace(
        number="KB-2026-000318", at=datetime(2026, 10, 15, 2, 12, tzinfo=UTC), digest="61f0b38d24a7c0ffee",
        next_step="dibaca dr. Laras Misalkan paling lambat 28 Oktober", url="https://prestasi.example.go.id/v/61F0B38D24A7",
    )  # fmt: skip


def _page() -> Page[int]:
    return Paginator(range(250), 25).page(3)


def _bars() -> dict[str, Any]:
    return {
        "stunting": [11, 8.38, 7.24, 6.92, 6.88, 4.51],
        "complaints": [99.85, 97.4, 96.8],
        "parts": [(2, "sb"), (8, "b"), (1, "bp"), (1, "k")],
        "steps": [(20, "a1"), (25, "a2"), (20, "a3"), (35, "a4")],
        "months": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun"],
        "cover": [71, 74.5, 78.2, 82.4, 84.9, 86.3],
        "ticks": [70, 80, 90],
        "targets": {2: 80, 5: 85},
        "health": [("Minggir", 13.16, "k"), ("Turi", 12.75, "k"), ("Sleman", 3.9, "sb")],
        "limit": [23],
    }


def samples() -> dict[str, Any]:
    """Everything the gallery's template reads."""
    return {
        "colours": swatches(),
        "form": TargetForm({"target": "sembilan puluh", "unit": "", "note": "", "rating": "2"}),
        "clean": TargetForm(auto_id="c_%s"),
        "tree": _tree(),
        "receipt": _receipt(),
        "page": _page(),
        "day": date(2026, 10, 8),
        "today": date(2026, 10, 6),
        "moment": datetime(2026, 10, 8, 2, 41, tzinfo=UTC),
        "bars": _bars(),
        "columns": [(_("Unit"), "unit"), (_("Stunting 2022"), "value", "r"), (_("Penilaian"), "")],
        "rows": [("Puskesmas Minggir", 13.16, "12 dari 31"), ("Puskesmas Turi", 12.75, "28 dari 28")],
        "tabs": [(_("Pohon"), "#1", True), (_("Tabel"), "#2", False), (_("Formulir SKP"), "#3", False)],
        "diff": [{"name": "target", "label": "Target", "mine": "92 %", "theirs": "90 %"}],
        "crumbs": [(_("Hasil saya"), "#"), ("2026", "")],
        "meta": ["Sekar Umpama, A.Md.Gz.", "Nutrisionis Terampil"],
        "hues": HUES,
        "hidden": [("key", "contoh")],
        "legend": [("sb", "sangat baik 2"), ("b", "baik 8 dari paling banyak 21"), ("bp", "butuh perbaikan 1")],
        "effects": [_("Hasil dikirim ke SIASN malam ini"), _("31 pegawai menerima kabar")],
    }
