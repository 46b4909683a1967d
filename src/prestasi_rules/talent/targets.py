"""Jenjang jabatan target: the classes of posts that are filled from the succession group."""

from prestasi_rules.step import Text

TARGET = {
    "JPT_MADYA": Text("JPT madya", "Senior leadership, second rank"),
    "JPT_PRATAMA": Text("JPT pratama", "Senior leadership, third rank"),
    "ADMINISTRATOR": Text("Administrator", "Administrator"),
    "PENGAWAS": Text("Pengawas", "Supervisor"),
}
