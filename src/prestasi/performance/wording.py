"""How an indicator or a result is worded: rules that ask, never refuse. No database.

Source: the criteria *spesifik, terukur* of PermenPANRB 6/2022. How often these rules are right on labelled wordings
stands in docs/evidence/indicator-wording.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from enum import StrEnum

ALIKE = 0.92


class Habit(StrEnum):
    """What the wording of an indicator may suffer from."""

    ACTIVITY = "activity"
    COUNTS_WORK = "counts_work"
    VAGUE = "vague"
    DIRECTION = "direction"
    TWO_IN_ONE = "two_in_one"


def _words(text: str) -> str:
    return rf"(?:{'|'.join(text.split())})"


NOUNS = _words(
    "pelaksanaan penyusunan pembuatan penyelenggaraan pengelolaan pelayanan promosi sosialisasi koordinasi monitoring "
    "verifikasi intervensi pembinaan pendampingan fasilitasi evaluasi supervisi penyuluhan input rekapitulasi"
)
# An active verb in the first place (melaksanakan, menjaga), the noun made of it, or the same thing as a state.
ACTIVITY = re.compile(
    rf"^me(?!dia\b|ter\b)\w{{4,}}(?<!nya)\b|^{NOUNS}\b(?!.*\b(?:sesuai|tepat|selesai)\b)|^kegiatan\b|^input\b|"
    r"^(?:terlaksana|terselenggara)nya\b"
)
WORK_NOUN = re.compile(r"^pe\w{3,}an\b")
MEASURE = _words(
    "jumlah persentase prosentase persen nilai indeks skor angka rasio rata-rata tingkat cakupan prevalensi volume "
    "luas panjang lama waktu frekuensi capaian realisasi proporsi selisih opini pertumbuhan ketepatan ketersediaan "
    "kesesuaian"
)
MEASURED = re.compile(rf"\b{MEASURE}\b")
SHARE_OF_WORK = re.compile(rf"^(?:persentase|prosentase)\s+{NOUNS}\b")
WORK = re.compile(
    r"^(?:jumlah\s+)?(?:tersedianya\s+|tersusunnya\s+)?"
    r"(?:dokumen|laporan|kegiatan|rapat|notulen|surat|undangan|pembinaan|sosialisasi)\b"
    r"(?!.*\b(?:tepat|selesai|dijawab|lengkap|dalam \d+)\b)|^(?:tersedianya|tersusunnya) (?:dokumen|laporan)\b|"
    r"^jumlah (?:laporan|dokumen|kegiatan|hari operasi)\b"
)
WORK_UNITS = frozenset({"kegiatan", "kali"})
PAPER_UNITS = frozenset({"dokumen", "laporan", "rekap", "notulen", "surat", "data", "undangan"})
IN_TIME = re.compile(r"\b(?:tepat|selesai|dijawab|lengkap|diverifikasi|terbit|dalam \d+)\b")
PRAISE = re.compile(
    r"\b(?:optimal|maksimal|memadai|prima|lancar|efektif|efisien|berkualitas|lebih baik|dengan baik|yang baik|"
    r"tertib dan)\b"
)
BAD = re.compile(
    r"\b(?:kematian|stunting|wasting|kemiskinan|miskin|pengangguran|keluhan|pengaduan|terlambat|waktu tunggu|lama|"
    r"salah|kehilangan|kecelakaan|kekerasan|ketimpangan|kerawanan|pelanggaran|temuan|selisih|perokok|putus sekolah|"
    r"kejadian|belum ditindaklanjuti|rata-rata waktu|hari sejak|kasus|piutang|tunggakan|kerusakan|mengulang|"
    r"waktu respons|sengketa|korban|kerugian|pencemaran|mangkir|keterlambatan|berat rendah|berat badan rendah|"
    r"kebocoran|kekurangan|gagal|hilang)\b"
)
TURNED = re.compile(
    r"\b(?:penurunan|menurunnya|pengurangan|ditindaklanjuti|diselesaikan|selesai|dijawab|diperbaiki|terlayani|"
    r"lama sekolah)\b"
)
STILL_BAD = re.compile(r"\b(?:belum|terlambat|tidak) \w+")
GOOD = re.compile(r"\b(?:cakupan|kepuasan|lulus|tepat waktu|kepatuhan|ketersediaan|akreditasi|partisipasi)\b")
JOINED = re.compile(rf"\b{MEASURE}\b.*\b(?:dan|serta)\s+{MEASURE}\b")


def habits(name: str, unit_of_measure: str = "", direction: str = "") -> frozenset[Habit]:
    """What this wording should be asked about. `direction`: higher, lower, range or ""."""
    text, unit = " ".join(name.lower().split()), unit_of_measure.strip().lower()
    found = {
        Habit.ACTIVITY: _is_activity(text, unit),
        Habit.COUNTS_WORK: _counts_work(text, unit),
        Habit.VAGUE: _is_vague(text, unit),
        Habit.DIRECTION: _is_turned(text, direction),
        Habit.TWO_IN_ONE: bool(JOINED.search(text)),
    }
    return frozenset(habit for habit, is_so in found.items() if is_so)


def _is_activity(text: str, unit: str) -> bool:
    if unit in WORK_UNITS and WORK_NOUN.search(text):
        return True
    return bool(ACTIVITY.search(text) or SHARE_OF_WORK.search(text)) and not _is_state(text)


def _counts_work(text: str, unit: str) -> bool:
    if WORK.search(text):
        return True
    return (unit in WORK_UNITS and not _is_rate(text)) or (unit in PAPER_UNITS and not IN_TIME.search(text))


def _is_state(text: str) -> bool:
    """Prima, maksimal: a praised state, asked about as vague."""
    return text.startswith(("pelayanan prima", "pengelolaan prima"))


def _is_rate(text: str) -> bool:
    return text.startswith(("frekuensi", "persentase", "rasio"))


def _is_vague(text: str, unit: str) -> bool:
    if PRAISE.search(text):
        return True
    return not unit and not MEASURED.search(text) and not IN_TIME.search(text)


def _is_turned(text: str, direction: str) -> bool:
    """Whether "more is better" stands beside something bad, or "less is better" beside something good."""
    is_bad = bool(BAD.search(text)) and (bool(STILL_BAD.search(text)) or not TURNED.search(text))
    if direction == "higher":
        return is_bad
    return direction == "lower" and not is_bad and bool(GOOD.search(text))


def is_alike(text: str, others: Iterable[str]) -> bool:
    """Whether the text is word for word, or nearly, one of the others."""
    own = " ".join(text.lower().split())
    return any(SequenceMatcher(None, own, " ".join(o.lower().split())).ratio() >= ALIKE for o in others if o)
