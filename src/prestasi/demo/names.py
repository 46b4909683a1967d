"""Fictional names. Every family word means "for instance", "example" or "made up", so that nobody is meant.

A given name and a middle name are drawn from Indonesian-sounding words; the last word always comes from `FAMILY`.
"""

from __future__ import annotations

import numpy as np

from prestasi.demo.seeded import Bools

FAMILY = (
    "Umpama", "Rekaan", "Misalkan", "Contoh", "Contohsari", "Seumpama", "Tamsil", "Andaian", "Ibarat", "Teladan",
    "Permisalan", "Perumpamaan", "Contohwati", "Umpamasari", "Rekaputra", "Rekasari", "Fiktif", "Fiksi", "Khayali",
    "Karangan", "Rekacipta", "Anggapan", "Pengandaian", "Seandainya", "Upama", "Kiranya", "Bayangan", "Angan",
    "Olahan", "Percontohan", "Ilustrasi", "Sampel", "Simulasi", "Purwarupa", "Peraga", "Templat", "Tiruan", "Maket",
    "Modelan", "Rupamisal",
)  # fmt: skip
MALE = (
    "Bima", "Panji", "Wisnu", "Damar", "Surya", "Harda", "Jaya", "Raka", "Bayu", "Galih", "Arya", "Satya", "Bagas",
    "Dimas", "Gilang", "Hanif", "Ilham", "Joko", "Krisna", "Lingga", "Mahesa", "Naufal", "Oka", "Prasetya", "Rangga",
    "Seno", "Tirta", "Umar", "Wira", "Yoga", "Zaki", "Adi", "Banyu", "Cakra", "Danu", "Eka", "Fajar", "Guntur",
    "Haris", "Indra", "Jati", "Kusuma", "Lukman", "Marwan", "Nanda", "Pandu", "Restu", "Slamet", "Teguh", "Wahyu",
    "Yuda", "Agung", "Budi", "Candra", "Darma", "Endra", "Firman", "Gatra", "Hening", "Jalu",
)  # fmt: skip
FEMALE = (
    "Sekar", "Laras", "Ayu", "Ratih", "Dewi", "Kinasih", "Wulan", "Anggun", "Citra", "Diah", "Endah", "Fitri", "Gita",
    "Hasna", "Intan", "Jelita", "Kartika", "Lestari", "Melati", "Nirmala", "Puspa", "Rara", "Sari", "Tari", "Utari",
    "Wening", "Yuni", "Zahra", "Arum", "Bunga", "Cahya", "Dian", "Elok", "Farah", "Galuh", "Hana", "Indah", "Juwita",
    "Kirana", "Lintang", "Mutiara", "Nastiti", "Padma", "Retno", "Sinta", "Tiara", "Ulya", "Widya", "Asri", "Btari",
    "Candrika", "Dinar", "Estu", "Gendis", "Harum", "Isma", "Kenanga", "Larasati", "Mega", "Ningrum",
)  # fmt: skip
MIDDLE = (
    "", "", "", "", "Adhi", "Aji", "Amarta", "Bening", "Cipta", "Dipta", "Gumilang", "Hayu", "Ismaya", "Jagad",
    "Kalpa", "Lembayung", "Manik", "Nara", "Pagi", "Prana", "Rahayu", "Samudra", "Senja", "Surti", "Tanaya", "Taruna",
    "Warsita", "Wicara", "Wijil", "Windu", "Yasa", "Utama", "Purnama", "Rembulan", "Pelangi", "Embun", "Rimba",
    "Angkasa", "Cendana", "Dahlia", "Gemilang", "Kemuning", "Mayang", "Nusa", "Pertiwi", "Rinjani", "Sagara",
)  # fmt: skip


def draw(random: np.random.Generator, female: Bools) -> list[str]:
    """A name for each person, by sex."""
    size = len(female)
    given = np.where(
        female,
        np.asarray(FEMALE)[random.integers(0, len(FEMALE), size)],
        np.asarray(MALE)[random.integers(0, len(MALE), size)],
    )
    middle = np.asarray(MIDDLE)[random.integers(0, len(MIDDLE), size)]
    family = np.asarray(FAMILY)[random.integers(0, len(FAMILY), size)]
    return [" ".join(filter(None, words)) for words in zip(given, middle, family, strict=True)]
