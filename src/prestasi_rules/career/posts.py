"""Kelas jabatan: the post classes of career rules with group, level across groups and order inside the group."""

from prestasi_rules.step import Text

POST = {
    "PELAKSANA": Text("Pelaksana", "Staff"),
    "PENGAWAS": Text("Pengawas", "Supervisor"),
    "ADMINISTRATOR": Text("Administrator", "Administrator"),
    "JF_PEMULA": Text("JF pemula", "Functional, beginner"),
    "JF_TERAMPIL": Text("JF terampil", "Functional, skilled"),
    "JF_MAHIR": Text("JF mahir", "Functional, proficient"),
    "JF_PENYELIA": Text("JF penyelia", "Functional, supervisory"),
    "JF_AHLI_PERTAMA": Text("JF ahli pertama", "Functional, first expert"),
    "JF_AHLI_MUDA": Text("JF ahli muda", "Functional, junior expert"),
    "JF_AHLI_MADYA": Text("JF ahli madya", "Functional, senior expert"),
    "JF_AHLI_UTAMA": Text("JF ahli utama", "Functional, principal expert"),
    "JPT_PRATAMA": Text("JPT pratama", "Senior leadership, third rank"),
    "JPT_MADYA": Text("JPT madya", "Senior leadership, second rank"),
    "JPT_UTAMA": Text("JPT utama", "Senior leadership, first rank"),
}
GROUP = {name: "JF" if name.startswith("JF") else "JPT" if name.startswith("JPT") else "JA" for name in POST}
