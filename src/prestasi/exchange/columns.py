"""The columns an import knows: what they are called in people's sheets and what kind of value they hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Column:
    """One known column. `kind`: identity, text, date, rank, sex, employment, post, level, year, whole, yes, email."""

    name: str
    label: str | Promise
    kind: str
    synonyms: tuple[str, ...]
    required: bool = False
    most: int = 200
    example: str = ""


STAFF: tuple[Column, ...] = (
    Column("number", _("NIP / NI PPPK"), "identity",
           ("nip", "nip baru", "nomor induk pegawai", "ni pppk", "nip nippppk", "nip nipppk", "nip pegawai",
            "no induk"),
           True, 30, "198706052010012003"),
    Column("name", _("Nama"), "text", ("nama", "nama lengkap", "nama pegawai", "nama asn", "name"), True, 160,
           "Sekar Umpama"),
    Column("title_before", _("Gelar depan"), "text", ("gelar depan", "glr depan", "gelar di depan"), most=40),
    Column("title_after", _("Gelar belakang"), "text", ("gelar belakang", "glr belakang", "gelar di belakang"),
           most=60, example="S.Tr.Keb."),
    Column("sex", _("Jenis kelamin"), "sex", ("jenis kelamin", "jk", "l p", "kelamin", "gender", "sex"), example="P"),
    Column("born_on", _("Tanggal lahir"), "date", ("tanggal lahir", "tgl lahir", "tgllahir", "lahir", "birth date"),
           example="1987-06-05"),
    Column("employment", _("Status kepegawaian"), "employment",
           ("status kepegawaian", "status pegawai", "jenis pegawai", "jenis asn", "kedudukan hukum", "status asn"),
           example="PNS"),
    Column("joined_on", _("Mulai bekerja"), "date",
           ("mulai bekerja", "tmt cpns", "tmt pegawai", "tmt pppk", "tanggal masuk", "tmt kerja"),
           example="2010-01-01"),
    Column("email", _("Surel"), "email", ("surel", "email", "e mail", "alamat email"), most=160,
           example="sekar@contoh.go.id"),
    Column("rank", _("Golongan"), "rank",
           ("golongan", "gol", "gol ruang", "golongan ruang", "golongan akhir", "gol akhir nama", "pangkat golongan"),
           example="III/d"),
    Column("rank_since", _("TMT golongan"), "date", ("tmt golongan", "tmt gol", "tmt pangkat", "tmt gol akhir"),
           example="2022-04-01"),
    Column("unit", _("Unit kerja (kode atau nama)"), "text",
           ("unit kerja", "unit", "kode unit", "unor", "nama unor", "opd", "skpd", "satuan kerja", "unit organisasi",
            "kode unor", "perangkat daerah"), example="slm-dinkes"),
    Column("position", _("Jabatan"), "text", ("jabatan", "nama jabatan", "jabatan nama", "posisi"),
           example="Bidan Ahli Pertama"),
    Column("position_kind", _("Jenis jabatan"), "post", ("jenis jabatan", "jenis jabatan nama", "kelompok jabatan"),
           example="fungsional"),
    Column("job_class", _("Kelas jabatan"), "whole", ("kelas jabatan", "kelas", "job class"), example="8"),
    Column("is_head", _("Pimpinan unit"), "yes", ("pimpinan unit", "pimpinan", "kepala unit"), example="tidak"),
    Column("since", _("TMT jabatan"), "date", ("tmt jabatan", "tmt penempatan", "mulai jabatan", "tmt jab"),
           example="2026-01-02"),
    Column("decree", _("Nomor SK"), "text", ("nomor sk", "no sk", "sk jabatan", "nomor surat keputusan"), most=80),
    Column("superior", _("NIP atasan langsung"), "identity",
           ("nip atasan", "nip atasan langsung", "atasan langsung", "nip penilai", "nip pejabat penilai",
            "pejabat penilai", "atasan"), most=30),
    Column("education", _("Pendidikan"), "level",
           ("pendidikan", "tingkat pendidikan", "pendidikan terakhir", "jenjang pendidikan"), example="S-1"),
    Column("education_field", _("Jurusan"), "text", ("jurusan", "program studi", "prodi", "bidang studi"), most=120),
    Column("graduated_in", _("Tahun lulus"), "year", ("tahun lulus", "thn lulus", "lulus"), example="2009"),
)  # fmt: skip

UNITS: tuple[Column, ...] = (
    Column("code", _("Kode unit"), "code", ("kode unit", "kode", "kode unor", "id unit", "unit id", "id"), True, 80,
           "slm-dinkes"),
    Column("name", _("Nama unit"), "text", ("nama unit", "nama", "nama unor", "unit kerja", "name"), True, 200,
           "Dinas Kesehatan"),
    Column("kind", _("Jenis unit"), "text", ("jenis unit", "jenis", "jenis unor", "kind"), most=40, example="dinas"),
    Column("parent", _("Kode unit induk"), "text",
           ("kode induk", "kode unit induk", "induk", "unit induk", "kode atasan", "parent id", "parent",
            "kode unor induk", "unor atasan"), most=80, example="slm"),
    Column("since", _("Berlaku mulai"), "date", ("berlaku mulai", "mulai", "tmt", "sejak"), example="2026-01-01"),
    Column("decree", _("Dasar hukum"), "text", ("dasar hukum", "nomor perda", "perbup", "sumber"), most=200),
)  # fmt: skip

KINDS: dict[str, tuple[Column, ...]] = {"staff": STAFF, "units": UNITS, "siasn": STAFF}


def plain(text: str) -> str:
    """A heading without case, marks and doubled spaces."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def guess(heads: list[str], kind: str | tuple[Column, ...]) -> dict[str, int]:
    """Column name -> index in the sheet: exact synonyms first, then headings that begin with one."""
    columns = KINDS[kind] if isinstance(kind, str) else kind
    plain_heads = [plain(head) for head in heads]
    found: dict[str, int] = {}
    for fits in (lambda head, word: head == word, lambda head, word: head.startswith(word + " ")):
        for column in columns:
            for word in column.synonyms:
                index = next((i for i, h in enumerate(plain_heads) if fits(h, word) and i not in found.values()), None)
                if column.name not in found and index is not None:
                    found[column.name] = index
    return found


def header_row(rows: list[tuple[int, list[str]]], kind: str | tuple[Column, ...]) -> tuple[int, list[str]]:
    """(row number, heads): the row among the first that names most known columns."""
    return max(rows, key=lambda row: (len(guess(row[1], kind)), -row[0]), default=(0, []))
