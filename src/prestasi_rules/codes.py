"""Code lists that several rule sets share, with their labels. Codes are stored, labels are only shown."""

from prestasi_rules.step import Text

RATING = {
    "DI_ATAS": Text("Di atas ekspektasi", "Above expectation"),
    "SESUAI": Text("Sesuai ekspektasi", "Meets expectation"),
    "DI_BAWAH": Text("Di bawah ekspektasi", "Below expectation"),
}

PREDICATE = {
    "SANGAT_BAIK": Text("Sangat Baik", "Very good"),
    "BAIK": Text("Baik", "Good"),
    "BUTUH_PERBAIKAN": Text("Butuh Perbaikan", "Needs improvement"),
    "KURANG": Text("Kurang/Misconduct", "Poor/misconduct"),
    "SANGAT_KURANG": Text("Sangat Kurang", "Very poor"),
}

UNIT_ACHIEVEMENT = {
    "ISTIMEWA": Text("Istimewa", "Outstanding"),
    "BAIK": Text("Baik", "Good"),
    "BUTUH_PERBAIKAN": Text("Butuh Perbaikan/Cukup", "Needs improvement/fair"),
    "KURANG": Text("Kurang", "Poor"),
    "SANGAT_KURANG": Text("Sangat Kurang", "Very poor"),
}

SIASN_RATING = {"DI_ATAS": 1, "SESUAI": 2, "DI_BAWAH": 3}
SIASN_PREDICATE = {"SANGAT_BAIK": 1, "BAIK": 2, "BUTUH_PERBAIKAN": 3, "KURANG": 4, "SANGAT_KURANG": 5}

GRADES = tuple(f"{numeral}/{letter}" for numeral in ("I", "II", "III") for letter in "abcd") + tuple(
    f"IV/{letter}" for letter in "abcde"
)
RANK_NAMES = (
    *("Juru Muda", "Juru Muda Tingkat I", "Juru", "Juru Tingkat I"),
    *("Pengatur Muda", "Pengatur Muda Tingkat I", "Pengatur", "Pengatur Tingkat I"),
    *("Penata Muda", "Penata Muda Tingkat I", "Penata", "Penata Tingkat I"),
    *("Pembina", "Pembina Tingkat I", "Pembina Utama Muda", "Pembina Utama Madya", "Pembina Utama"),
)
RANK = {grade: Text(f"{name}, {grade}", f"{name}, {grade}") for grade, name in zip(GRADES, RANK_NAMES, strict=True)}
RANK_ORDER = {grade: order for order, grade in enumerate(GRADES, 1)}
