"""Words of groups, findings and dimensions on the screen."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Text = str | Promise

DIMENSIONS: dict[str, Text] = {
    "sex": gettext_lazy("Jenis kelamin"),
    "age": gettext_lazy("Kelompok umur"),
    "kind": gettext_lazy("Jenis jabatan"),
    "employment": gettext_lazy("Jenis kepegawaian"),
    "pattern": gettext_lazy("Pola kerja"),
    "disability": gettext_lazy("Disabilitas"),
    "office": gettext_lazy("Unit"),
}
GROUPS: dict[str, dict[str, Text]] = {
    "sex": {"f": gettext_lazy("Perempuan"), "m": gettext_lazy("Laki-laki")},
    "age": {
        "u30": gettext_lazy("Di bawah 30 tahun"),
        "30-39": gettext_lazy("30 sampai 39 tahun"),
        "40-49": gettext_lazy("40 sampai 49 tahun"),
        "50+": gettext_lazy("50 tahun ke atas"),
    },
    "kind": {
        "upper": gettext_lazy("Pimpinan tinggi dan administrator"),
        "pengawas": gettext_lazy("Pengawas"),
        "jf": gettext_lazy("Jabatan fungsional"),
        "pelaksana": gettext_lazy("Pelaksana"),
    },
    "employment": {"pns": "PNS", "cpns": "CPNS", "pppk": "PPPK", "elected": gettext_lazy("Pejabat negara")},
    "pattern": {
        "office": gettext_lazy("Jam kantor"),
        "shift": gettext_lazy("Sif"),
        "field": gettext_lazy("Lapangan"),
        "flexible": gettext_lazy("Fleksibel"),
    },
    "disability": {"yes": gettext_lazy("Penyandang disabilitas"), "no": gettext_lazy("Bukan penyandang disabilitas")},
}
MEASURES: dict[str, Text] = {
    "very_good": gettext_lazy("Predikat sangat baik"),
    "good": gettext_lazy("Predikat baik atau lebih"),
    "above": gettext_lazy("Hasil kerja di atas ekspektasi"),
    "below": gettext_lazy("Hasil kerja di bawah ekspektasi"),
}
VOLUNTARY = frozenset({"pattern", "disability"})
ORDER = {"age": ["u30", "30-39", "40-49", "50+"], "kind": ["upper", "pengawas", "jf", "pelaksana"]}


def group_words(dimension: str, row: Mapping[str, object]) -> str:
    """A group of a dimension in words; units bring their name."""
    code = str(row["group"])
    return str(row.get("name") or GROUPS.get(dimension, {}).get(code, code))


def points(tenths: int | None) -> str:
    """Tenths as signed points with a decimal comma: +12,3."""
    if tenths is None:
        return ""
    sign = "+" if tenths > 0 else "−" if tenths < 0 else ""
    whole, part = divmod(abs(tenths), 10)
    return f"{sign}{whole},{part}"


def finding_words(code: str) -> tuple[str, str, str]:
    """(title, what it means, what to do) of a finding about a rater."""
    return {
        "lenient": (
            _("Anda cenderung lebih longgar"),
            _("Orang yang sama menerima nilai lebih tinggi dari Anda daripada dari penilai lain."),
            _("Baca lagi rubrik “di atas ekspektasi” dan tuliskan bukti yang melampaui target sebelum memberinya."),
        ),
        "strict": (
            _("Anda cenderung lebih ketat"),
            _("Orang yang sama menerima nilai lebih rendah dari Anda daripada dari penilai lain."),
            _("Periksa apakah Anda menuntut lebih dari target yang disepakati; target tercapai berarti sesuai."),
        ),
        "central": (
            _("Nilai Anda memusat"),
            _("Hampir semua orang dan semua butir menerima nilai yang sama, lebih dari yang lazim."),
            _("Bandingkan bukti dua orang yang paling berbeda di tim Anda, lalu nilai butir demi butir."),
        ),
        "halo_like": (
            _("Satu kesan mewarnai semua butir"),
            _("Butir-butir satu orang hampir selalu bernilai sama, padahal antarorang nilainya berbeda."),
            _("Nilai satu butir untuk semua orang dahulu, baru pindah ke butir berikutnya."),
        ),
        "noisy": (
            _("Nilai Anda berubah-ubah"),
            _("Nilai orang yang sama naik turun antartriwulan lebih dari yang lazim."),
            _("Catat umpan balik sepanjang triwulan, agar nilai tidak bergantung pada minggu terakhir."),
        ),
    }[code]
