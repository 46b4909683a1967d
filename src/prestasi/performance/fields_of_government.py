"""*Bidang urusan pemerintahan*: UU 23/2014 Pasal 12, and which of them a unit works in, read from its name.

Only fields that regional offices carry in their names; the supporting functions of Pasal 217-219 follow at the end.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class GovernmentField(models.TextChoices):
    EDUCATION = "pendidikan", _("Pendidikan")
    HEALTH = "kesehatan", _("Kesehatan")
    WORKS = "pupr", _("Pekerjaan umum dan penataan ruang")
    HOUSING = "perumahan", _("Perumahan dan kawasan permukiman")
    ORDER = "trantibum", _("Ketenteraman, ketertiban, dan perlindungan masyarakat")
    SOCIAL = "sosial", _("Sosial")
    LABOUR = "tenaga_kerja", _("Tenaga kerja")
    WOMEN = "perempuan_anak", _("Pemberdayaan perempuan dan pelindungan anak")
    FOOD = "pangan", _("Pangan dan pertanian")
    LAND = "pertanahan", _("Pertanahan")
    ENVIRONMENT = "lingkungan", _("Lingkungan hidup")
    POPULATION = "dukcapil", _("Administrasi kependudukan dan pencatatan sipil")
    VILLAGES = "desa", _("Pemberdayaan masyarakat dan desa")
    TRANSPORT = "perhubungan", _("Perhubungan")
    COMMUNICATION = "kominfo", _("Komunikasi, informatika, statistik, dan persandian")
    COMMERCE = "usaha", _("Koperasi, perdagangan, dan perindustrian")
    INVESTMENT = "penanaman_modal", _("Penanaman modal")
    CULTURE = "kebudayaan", _("Kebudayaan, pariwisata, pemuda, dan olahraga")
    LIBRARY = "arsip", _("Perpustakaan dan kearsipan")
    PLANNING = "perencanaan", _("Perencanaan, penelitian, dan pengembangan")
    FINANCE = "keuangan", _("Keuangan")
    PERSONNEL = "kepegawaian", _("Kepegawaian, pendidikan dan pelatihan")
    OVERSIGHT = "pengawasan", _("Pengawasan")
    SECRETARIAT = "sekretariat", _("Sekretariat dan kewilayahan")


F = GovernmentField
WORDS: dict[GovernmentField, tuple[str, ...]] = {
    F.PERSONNEL: ("kepegawaian", "sumber daya manusia"),
    F.EDUCATION: ("pendidikan", "sekolah", "sd negeri", "smp negeri", "taman kanak"),
    F.HEALTH: ("kesehatan", "puskesmas", "rumah sakit", "rsud"),
    F.WORKS: ("pekerjaan umum", "penataan ruang", "bina marga", "sumber daya air", "cipta karya"),
    F.HOUSING: ("perumahan", "permukiman"),
    F.ORDER: ("polisi pamong", "penanggulangan bencana", "pemadam", "kesatuan bangsa"),
    F.SOCIAL: ("sosial",),
    F.LABOUR: ("tenaga kerja", "ketenagakerjaan"),
    F.WOMEN: ("pemberdayaan perempuan", "pelindungan anak", "perlindungan anak", "keluarga berencana"),
    F.FOOD: ("pangan", "pertanian", "perikanan", "peternakan"),
    F.LAND: ("pertanahan",),
    F.ENVIRONMENT: ("lingkungan hidup",),
    F.POPULATION: ("kependudukan", "pencatatan sipil"),
    F.VILLAGES: ("masyarakat dan kalurahan", "masyarakat dan desa", "pemberdayaan masyarakat"),
    F.TRANSPORT: ("perhubungan",),
    F.COMMUNICATION: ("komunikasi", "informatika", "statistik"),
    F.COMMERCE: ("koperasi", "perdagangan", "perindustrian", "usaha kecil"),
    F.INVESTMENT: ("penanaman modal", "perizinan"),
    F.CULTURE: ("kebudayaan", "pariwisata", "pemuda", "olahraga"),
    F.LIBRARY: ("perpustakaan", "kearsipan"),
    F.PLANNING: ("perencanaan pembangunan", "penelitian"),
    F.FINANCE: ("keuangan", "pendapatan", "aset"),
    F.OVERSIGHT: ("inspektorat",),
    F.SECRETARIAT: ("sekretariat daerah", "sekretariat dprd", "kecamatan", "kapanewon", "kelurahan"),
}


def fields_of(unit_names: Iterable[str]) -> set[str]:
    """Fields of the unit whose own name and ancestors' names are given, nearest first; those of the nearest name."""
    for name in unit_names:
        lower = name.lower()
        found = {field.value for field, words in WORDS.items() if any(word in lower for word in words)}
        if F.PERSONNEL.value in found:
            found.discard(F.EDUCATION.value)
        if found:
            return found
    return set()
