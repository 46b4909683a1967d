"""Words for ranks, posts and numbers, the same on every page and in every export."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.core.formats import NBSP, civil_servant_number

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI",
          "XVII")  # fmt: skip


def rank_label(scale: str, rank: int | None) -> str:
    """*Golongan ruang* of PNS ("III/d") or grade of PPPK ("IX")."""
    if rank is None:
        return ""
    if scale == "pppk":
        return _ROMAN[rank]
    group, room = divmod(rank - 1, 4) if rank < 17 else (3, 4)
    return f"{_ROMAN[group + 1]}/{'abcde'[room]}"


def rank_of(text: str) -> tuple[str, int] | None:
    """ "III/d", "3d", "III d" or "IX" -> (scale, rank); None when it is neither."""
    plain = text.upper().replace(" ", "").replace(".", "").replace("/", "")
    if plain in _ROMAN[1:]:
        return "pppk", _ROMAN.index(plain)
    for group, roman in enumerate(("I", "II", "III", "IV"), 1):
        if plain[:-1] in {roman, str(group)} and plain[-1:] in "ABCDE"[: 5 if group == 4 else 4]:
            return "pns", 4 * (group - 1) + "ABCDE".index(plain[-1]) + 1
    return None


def masked_number(number: str) -> str:
    """The birth year and the serial of an identity number, the rest as dots: lists need no more."""
    grouped = civil_servant_number(number)
    if grouped == number:
        return number[:2] + "•" * max(0, len(number) - 4) + number[-2:]
    year, serial = number[:4], number[15:]
    return f"{year}••••{NBSP}••••••{NBSP}•{NBSP}{serial}"


def full_name(name: str, before: str, after: str) -> str:
    """Name with degrees as given."""
    front = f"{before} {name}".strip()
    return f"{front}, {after}" if after else front


def acting_title(kind: str, title: str) -> str:
    """ "Plt. Kepala Dinas" for acting officials, the bare title for holders."""
    short = {"plt": "Plt. ", "plh": "Plh. "}.get(kind, "")
    return f"{short}{title}" if title else _("Tanpa jabatan")
