"""Jenjang jabatan fungsional: the eight levels and how a post's name tells its level."""

from datetime import date

from prestasi_rules.declare import step
from prestasi_rules.fixed import cases, col, lookup
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Field, Text

LEVEL = {
    "PEMULA": Text("Pemula", "Beginner"),
    "TERAMPIL": Text("Terampil", "Skilled"),
    "MAHIR": Text("Mahir", "Proficient"),
    "PENYELIA": Text("Penyelia", "Supervisory"),
    "AHLI_PERTAMA": Text("Ahli Pertama", "First expert"),
    "AHLI_MUDA": Text("Ahli Muda", "Junior expert"),
    "AHLI_MADYA": Text("Ahli Madya", "Senior expert"),
    "AHLI_UTAMA": Text("Ahli Utama", "Principal expert"),
}

LAST_WORDS = {
    " pertama": "AHLI_PERTAMA",
    " muda": "AHLI_MUDA",
    " madya": "AHLI_MADYA",
    " utama": "AHLI_UTAMA",
    " penyelia": "PENYELIA",
    " mahir": "MAHIR",
    " pelaksana lanjutan": "MAHIR",
    " terampil": "TERAMPIL",
    " pemula": "PEMULA",
    " pelaksana": "TERAMPIL",
}

FUNCTIONAL_LEVEL = RuleSet(
    id="functional-level-2023",
    title=Text("Jenjang jabatan fungsional dari nama jabatan", "Functional level from the name of the post"),
    subject="functional-level",
    valid_from=date(2023, 1, 1),
    legal_basis=("PermenPANRB 1/2023",),
    parameters=tuple(p for p in load("credit-2023") if p.name == "coefficients"),
    inputs=(Field(name="post_name", label=Text("Nama jabatan", "Name of the post"), kind="text"),),
    steps=(
        step(
            "post_words",
            Text("Nama jabatan tanpa huruf besar", "Name in small letters"),
            "post_name",
            lambda p: col("post_name").str.strip_chars(" ").str.to_lowercase(),
            basis="Keputusan produk: huruf besar tidak membedakan",
            confidence="PD",
            kind="text",
        ),
        step(
            "level",
            Text("Jenjang", "Level"),
            "post_words",
            lambda p: cases([(col("post_words").str.ends_with(word), level) for word, level in LAST_WORDS.items()]),
            Text("'{post_words}' berakhir dengan nama jenjang: {level}.", "'{post_words}' ends with a level: {level}."),
            basis="PermenPANRB 1/2023, nama jenjang",
            confidence="L",
            codes=LEVEL,
            empty=Text("bukan jabatan fungsional", "not a functional post"),
        ),
        step(
            "coefficient",
            Text("Koefisien per tahun", "Coefficient a year"),
            "level",
            lambda p: lookup(col("level"), p["coefficients"]),
            Text("Jenjang {level} berkoefisien {coefficient}.", "Level {level} has the coefficient {coefficient}."),
            basis="PermenPANRB 1/2023, tabel koefisien",
            unit="credit",
            scale=100,
            empty=Text("bukan jabatan fungsional", "not a functional post"),
        ),
    ),
    outputs=("level", "coefficient"),
    doubts=(
        Text(
            "Nama lama tanpa 'Ahli' (Muda, Madya, Utama) dibaca sebagai jenjang; 'Sekretaris Utama' adalah JPT dan "
            "harus dikenali dari kelompok jabatannya.",
            "Old names without 'Ahli' are read as levels; a 'Sekretaris Utama' is senior leadership and must be told "
            "by the group of the post.",
        ),
    ),
)

RULESETS = (FUNCTIONAL_LEVEL,)
