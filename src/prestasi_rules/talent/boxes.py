"""Kotak talenta: the nine boxes and their recommended follow-up (PermenPANRB 3/2020 jo 20/2025)."""

from prestasi_rules.codes import RATING
from prestasi_rules.step import Text

STATUS = RATING
POTENTIAL = {
    "TINGGI": Text("Tinggi", "High"),
    "MENENGAH": Text("Menengah", "Middle"),
    "RENDAH": Text("Rendah", "Low"),
}
BOXES = {
    ("DI_ATAS", "RENDAH"): 4,
    ("DI_ATAS", "MENENGAH"): 7,
    ("DI_ATAS", "TINGGI"): 9,
    ("SESUAI", "RENDAH"): 2,
    ("SESUAI", "MENENGAH"): 5,
    ("SESUAI", "TINGGI"): 8,
    ("DI_BAWAH", "RENDAH"): 1,
    ("DI_BAWAH", "MENENGAH"): 3,
    ("DI_BAWAH", "TINGGI"): 6,
}
FOLLOW_UP = {
    "PROMOTE_AND_KEEP": Text(
        "dipromosikan dan dipertahankan; KRS instansi dan nasional; penghargaan",
        "promote and keep; agency and national succession group; award",
    ),
    "KEEP_AND_WIDEN": Text(
        "dipertahankan; KRS instansi; rotasi atau perluasan jabatan; bimbingan kinerja",
        "keep; agency succession group; rotation or job enlargement; performance guidance",
    ),
    "KEEP_AND_ENRICH": Text(
        "dipertahankan; KRS instansi; rotasi atau pengayaan jabatan; pengembangan kompetensi; tugas belajar",
        "keep; agency succession group; rotation or job enrichment; competency development; study assignment",
    ),
    "PLACE_AND_COUNSEL": Text(
        "penempatan yang sesuai; bimbingan dan konseling kinerja", "fitting placement; guidance and counselling"
    ),
    "PLACE_AND_DEVELOP": Text(
        "penempatan yang sesuai; bimbingan kinerja; pengembangan kompetensi",
        "fitting placement; performance guidance; competency development",
    ),
    "ROTATE_AND_DEVELOP": Text("rotasi; pengembangan kompetensi", "rotation; competency development"),
    "COUNSEL_AND_DEVELOP": Text(
        "bimbingan dan konseling kinerja; pengembangan kompetensi; penempatan yang sesuai",
        "guidance and counselling; competency development; fitting placement",
    ),
    "GUIDE_AND_DEVELOP": Text(
        "bimbingan kinerja; pengembangan kompetensi; penempatan yang sesuai",
        "performance guidance; competency development; fitting placement",
    ),
    "AS_RULED": Text("diproses sesuai ketentuan", "handled under the applicable rules"),
}
FOLLOW_UP_OF = {
    9: "PROMOTE_AND_KEEP",
    8: "KEEP_AND_WIDEN",
    7: "KEEP_AND_ENRICH",
    6: "PLACE_AND_COUNSEL",
    5: "PLACE_AND_DEVELOP",
    4: "ROTATE_AND_DEVELOP",
    3: "COUNSEL_AND_DEVELOP",
    2: "GUIDE_AND_DEVELOP",
    1: "AS_RULED",
}
