"""Texts of planned results (*RHK*) and indicators (*IKI*) by role, from `data/results.csv`, as flat columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from prestasi.demo import source
from prestasi.demo.offices import Office
from prestasi.demo.roster import Words
from prestasi.demo.seeded import Floats, Ints

HEAD_ROLES = {
    "sekretariat_opd": "sekretaris", "puskesmas": "kepala_puskesmas", "rsud": "direktur_rsud", "ruang": "kepala_ruang",
    "bidang_rs": "kepala_bidang_rs", "bagian_rs": "kasubbag_umum", "sd": "kepala_sekolah", "smp": "kepala_sekolah",
    "sma": "kepala_sekolah", "smk": "kepala_sekolah", "korwil": "koordinator_pendidikan",
    "upt": "koordinator_pendidikan", "seksi": "koordinator_pendidikan", "kapanewon": "camat", "kecamatan": "camat",
    "kelurahan": "camat", "jawatan": "jawatan", "sekretariat_kapanewon": "jawatan", "kota_administrasi": "wali_kota",
    "kabupaten_administrasi": "wali_kota", "asisten": "asisten", "tim": "ketua_tim",
}  # fmt: skip
LEADING = {"dinas", "badan", "satuan", "inspektorat"}
DIVISIONS = {"bidang", "suku_dinas", "suku_badan", "suku_satuan", "inspektorat_pembantu"}


@dataclass(frozen=True, slots=True)
class Templates:
    """Flat columns: roles point to results, results point to indicators."""

    role_of: dict[str, int]
    role_first: Ints
    role_count: Ints
    text: Words
    theme: Words
    result_first: Ints
    result_count: Ints
    name: Words
    measure: Words
    aspect: Words
    low: Floats
    high: Floats
    direction: Words
    combine: Words
    frequency: Words


@cache
def templates() -> Templates:
    """The table, read once; rows of one role and text are the indicators of one result."""
    rows = sorted(enumerate(source.rows("results")), key=lambda pair: (pair[1]["role"], pair[0]))
    plain = [row for _, row in rows]
    results: list[dict[str, str]] = []
    counts: list[int] = []
    for row in plain:
        if results and (results[-1]["role"], results[-1]["text"]) == (row["role"], row["text"]):
            counts[-1] += 1
        else:
            results.append(row)
            counts.append(1)
    roles = list(dict.fromkeys(row["role"] for row in results))
    role_count = np.asarray([sum(row["role"] == role for row in results) for role in roles])
    words = {key: _words(plain, key) for key in ("indicator", "unit", "aspect", "direction", "combine", "frequency")}
    return Templates(
        role_of={role: i for i, role in enumerate(roles)},
        role_first=_first(role_count),
        role_count=role_count,
        text=_words(results, "text"),
        theme=_words(results, "theme"),
        result_first=_first(np.asarray(counts)),
        result_count=np.asarray(counts),
        name=words["indicator"],
        measure=words["unit"],
        aspect=words["aspect"],
        low=np.asarray([float(row["low"]) for row in plain]),
        high=np.asarray([float(row["high"]) for row in plain]),
        direction=words["direction"],
        combine=words["combine"],
        frequency=words["frequency"],
    )


def _words(rows: list[dict[str, str]], key: str) -> Words:
    return np.asarray([row[key] for row in rows], dtype=object)


def _first(counts: Ints) -> Ints:
    return np.concatenate(([0], np.cumsum(counts)[:-1]))


def role_name(office: Office, family: str, is_head: bool) -> str:
    """The role whose texts a post uses: the most specific one that the table has."""
    known = templates().role_of
    for name in _candidates(office, family, is_head):
        if name in known:
            return name
    return "staf:umum"


def _candidates(office: Office, family: str, is_head: bool) -> tuple[str, ...]:
    if not is_head:
        return (f"fam:{family}", f"staf:{office.sector}")
    if office.kind == "subbagian":
        return ("kasubbag_program" if office.code.endswith("-prog") else "kasubbag_umum",)
    if office.kind in LEADING or (office.kind == "sekretariat" and office.echelon.startswith("II.b")):
        return (f"opd:{office.sector}", "opd:umum")
    if office.kind == "sekretariat":
        return ("sekda",)
    if office.kind in {"bagian", "biro"}:
        return ("bagian",)
    if office.kind in DIVISIONS:
        return (f"bidang:{office.sector}", "bidang:umum")
    return (HEAD_ROLES.get(office.kind, "bidang:umum"), "bidang:umum")
