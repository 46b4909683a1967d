"""Words that several pages share: periods, ratings, predicates, BerAKHLAK values, with their sentiment."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prestasi.core import formats
from prestasi.performance.models import Period

ROMAN = ("", "I", "II", "III", "IV")
PREDICATE_TONES = {1: "sb", 2: "b", 3: "bp", 4: "k", 5: "sk"}
RATING_TONES = {1: "sb", 2: "b", 3: "bp"}
PREDICATE_WORDS: dict[int, Promise] = {
    1: gettext_lazy("Sangat baik"),
    2: gettext_lazy("Baik"),
    3: gettext_lazy("Butuh perbaikan"),
    4: gettext_lazy("Kurang"),
    5: gettext_lazy("Sangat kurang"),
}
RATING_WORDS: dict[int, Promise] = {
    1: gettext_lazy("Di atas"),
    2: gettext_lazy("Sesuai"),
    3: gettext_lazy("Di bawah"),
}
RATING_LONG: dict[int, Promise] = {
    1: gettext_lazy("di atas ekspektasi"),
    2: gettext_lazy("sesuai ekspektasi"),
    3: gettext_lazy("di bawah ekspektasi"),
}
VALUES: tuple[Promise, ...] = (
    gettext_lazy("Berorientasi pelayanan"),
    gettext_lazy("Akuntabel"),
    gettext_lazy("Kompeten"),
    gettext_lazy("Harmonis"),
    gettext_lazy("Loyal"),
    gettext_lazy("Adaptif"),
    gettext_lazy("Kolaboratif"),
)
GUIDES: tuple[tuple[str, str, str], ...] = (
    ("Memahami dan memenuhi kebutuhan masyarakat", "Ramah, cekatan, solutif, dan dapat diandalkan",
     "Melakukan perbaikan tiada henti"),
    ("Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan berintegritas tinggi",
     "Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, dan efisien",
     "Tidak menyalahgunakan kewenangan jabatan"),
    ("Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah", "Membantu orang lain belajar",
     "Melaksanakan tugas dengan kualitas terbaik"),
    ("Menghargai setiap orang apa pun latar belakangnya", "Suka menolong orang lain",
     "Membangun lingkungan kerja yang kondusif"),
    ("Memegang teguh ideologi Pancasila, UUD 1945, setia kepada NKRI serta pemerintahan yang sah",
     "Menjaga nama baik sesama ASN, pimpinan, instansi, dan negara", "Menjaga rahasia jabatan dan negara"),
    ("Cepat menyesuaikan diri menghadapi perubahan", "Terus berinovasi dan mengembangkan kreativitas",
     "Bertindak proaktif"),
    ("Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
     "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
     "Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama"),
)  # fmt: skip


def period_words(period: Period, year: int | None = None) -> str:
    """ "Triwulan III 2026" or "Tahun 2026"."""
    at = year or period.ends_on.year
    if period.kind == Period.Kind.YEAR:
        return _("Tahun %(year)s") % {"year": at}
    return _("Triwulan %(number)s %(year)s") % {"number": ROMAN[period.number], "year": at}


def rating_word(rating: int | None) -> str:
    """1 -> "Di atas"; nothing while there is no rating."""
    return str(RATING_WORDS[rating]) if rating else ""


def predicate_word(number: int | None) -> str:
    """2 -> "Baik"; says so while there is none."""
    return str(PREDICATE_WORDS[number]) if number else _("Belum ditetapkan")


def quantity(value: Decimal | None) -> str:
    """A measured figure without useless noughts: 89.4000 -> "89,4"."""
    return "" if value is None else formats.number(f"{value.normalize():f}")


def percent_of_target(achievement_bp: int | None) -> str:
    """10217 -> "102,2 %"."""
    return "" if achievement_bp is None else formats.percent(Decimal(achievement_bp) / 100, 1)


def tone(achievement_bp: int | None, expected_bp: int = 10_000) -> str:
    """Sentiment of an achievement against where it should stand by now."""
    if achievement_bp is None:
        return ""
    share = achievement_bp * 10_000 // max(expected_bp, 1)
    return next((s for limit, s in ((10_500, "sb"), (9_800, "b"), (8_000, "bp"), (5_000, "k")) if share >= limit), "sk")


def elapsed_bp(starts: dt.date, ends: dt.date, on: dt.date) -> int:
    """Share of a stretch of time that has passed, in hundredths of a percent."""
    days = (ends - starts).days + 1
    return max(0, min(days, (on - starts).days + 1)) * 10_000 // days
