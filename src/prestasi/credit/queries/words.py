"""Words and figures that the pages of credit points share."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prestasi.core.formats import number
from prestasi.performance.queries.snapshot import rank_words

ORIGINS: dict[str, Promise] = {
    "base": gettext_lazy("AK dasar"),
    "integrated": gettext_lazy("AK JF lama"),
    "adjusted": gettext_lazy("AK penyesuaian/penyetaraan"),
    "converted": gettext_lazy("AK konversi"),
    "education": gettext_lazy("AK dari pendidikan formal"),
}
TONES = {"requested": "soon", "confirmed": "b", "determined": "b", "declined": "none", "replaced": "none"}


def points(thousandths: int | None) -> str:
    """12500 -> "12,500"; nothing for None. PAK papers carry three decimals."""
    return "" if thousandths is None else number(f"{thousandths // 1000}.{thousandths % 1000:03d}", 3)


def missing(thousandths: int | None) -> str:
    """What is still missing; nought is said in a word."""
    return _("tercapai") if thousandths == 0 else points(thousandths)


def gained(thousandths: int) -> str:
    return f"+{points(thousandths)}"


def grade_words(rank: int | None) -> str:
    """10 -> "Penata Muda Tingkat I, III/b"."""
    return rank_words("pns", rank)
