"""The nine elements (unsur) of SKM, keyed by code and never by position, and the bands of IKM."""

import narwhals as nw

from prestasi_rules.fixed import band
from prestasi_rules.parameters import Parameters
from prestasi_rules.step import Text

ELEMENTS = {
    "persyaratan": Text("persyaratan", "requirements"),
    "prosedur": Text("sistem, mekanisme, prosedur", "system, mechanism, procedure"),
    "waktu": Text("waktu penyelesaian", "time to completion"),
    "biaya": Text("biaya/tarif", "costs and tariffs"),
    "produk": Text("spesifikasi jenis pelayanan", "product of the service"),
    "kompetensi": Text("kompetensi pelaksana", "competence of the officers"),
    "perilaku": Text("perilaku pelaksana", "conduct of the officers"),
    "pengaduan": Text("penanganan pengaduan, saran, masukan", "handling of complaints and suggestions"),
    "sarpras": Text("sarana dan prasarana", "facilities"),
}
REGULATION_ORDER = tuple(ELEMENTS)
QUESTIONNAIRE_ORDER = (*REGULATION_ORDER[:7], "sarpras", "pengaduan")

BANDS = {
    "A": Text("A (Sangat Baik)", "A (very good)"),
    "B": Text("B (Baik)", "B (good)"),
    "C": Text("C (Kurang Baik)", "C (less good)"),
    "D": Text("D (Tidak Baik)", "D (not good)"),
}
PERCEPTION = {"A": 4, "B": 3, "C": 2, "D": 1}
BAND_BASIS = "PermenPANRB 14/2017, tabel mutu pelayanan; dibaca pada IKM yang dibulatkan dua desimal"


def ikm_band(ikm: nw.Expr, p: Parameters) -> nw.Expr:
    """The band of an index in hundredths; lower bounds included, so no value falls into a printed gap."""
    return band(ikm, {p["band_a_from"]: "A", p["band_b_from"]: "B", p["band_c_from"]: "C"}, below="D")
