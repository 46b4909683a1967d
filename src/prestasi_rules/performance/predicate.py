"""Predikat kinerja pegawai: read from the quadrant of result and behaviour (PermenPANRB 6/2022)."""

from datetime import date

from prestasi_rules.codes import PREDICATE, RATING, SIASN_PREDICATE, UNIT_ACHIEVEMENT
from prestasi_rules.common import why_empty
from prestasi_rules.fixed import col, lookup, quadrant, when
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import NOT_RATED, Field, Step, Text

QUADRANT = {
    ("DI_ATAS", "DI_BAWAH"): "KURANG",
    ("DI_ATAS", "SESUAI"): "BAIK",
    ("DI_ATAS", "DI_ATAS"): "SANGAT_BAIK",
    ("SESUAI", "DI_BAWAH"): "KURANG",
    ("SESUAI", "SESUAI"): "BAIK",
    ("SESUAI", "DI_ATAS"): "BAIK",
    ("DI_BAWAH", "DI_BAWAH"): "SANGAT_KURANG",
    ("DI_BAWAH", "SESUAI"): "BUTUH_PERBAIKAN",
    ("DI_BAWAH", "DI_ATAS"): "BUTUH_PERBAIKAN",
}

UNIT_TO_RESULT = {
    "ISTIMEWA": "DI_ATAS",
    "BAIK": "SESUAI",
    "BUTUH_PERBAIKAN": "DI_BAWAH",
    "KURANG": "DI_BAWAH",
    "SANGAT_KURANG": "DI_BAWAH",
}

PERFORMANCE_2022 = RuleSet(
    id="performance-2022",
    title=Text("Predikat kinerja pegawai", "Employee performance predicate"),
    subject="performance",
    valid_from=date(2022, 1, 1),
    legal_basis=("PermenPANRB 6/2022", "SE MenPANRB 3/2023"),
    inputs=(
        Field(
            name="is_unit_head",
            label=Text("Pimpinan unit kerja yang dinilai", "Head of the unit being rated"),
            kind="boolean",
        ),
        Field(
            name="unit_achievement",
            label=Text("Capaian kinerja organisasi", "Organisational achievement"),
            kind="code",
            codes=UNIT_ACHIEVEMENT,
            null_meaning=Text("belum ditetapkan", "not yet set"),
        ),
        Field(
            name="result_rating",
            label=Text("Rating hasil kerja dari pejabat penilai", "Result rating by the rating officer"),
            kind="code",
            codes=RATING,
            null_meaning=NOT_RATED,
        ),
        Field(
            name="behaviour_rating",
            label=Text("Rating perilaku kerja", "Behaviour rating"),
            kind="code",
            codes=RATING,
            null_meaning=NOT_RATED,
        ),
    ),
    steps=(
        Step(
            name="unit_result_rating",
            label=Text("Rating hasil kerja menurut capaian organisasi", "Result rating read from the unit"),
            kind="code",
            codes=RATING,
            basis="SE MenPANRB 3/2023, pimpinan unit kerja",
            confidence="L",
            inputs=("unit_achievement",),
            build=lambda p: lookup(col("unit_achievement"), UNIT_TO_RESULT),
            table=UNIT_TO_RESULT,
            sentence=Text(
                "Capaian organisasi {unit_achievement} setara rating {unit_result_rating}.",
                "Organisational achievement {unit_achievement} corresponds to {unit_result_rating}.",
            ),
        ),
        Step(
            name="effective_result_rating",
            label=Text("Rating hasil kerja", "Result rating"),
            kind="code",
            codes=RATING,
            basis="SE MenPANRB 3/2023, pimpinan unit kerja",
            confidence="S",
            inputs=("is_unit_head", "unit_result_rating", "result_rating"),
            build=lambda p: when(col("is_unit_head"), col("unit_result_rating"), col("result_rating")),
            sentence=Text(
                "Bagi pimpinan unit (di sini: {is_unit_head}) capaian organisasi menjadi rating hasil kerja; "
                "bagi yang lain berlaku rating pejabat penilai.",
                "For the head of the unit (here: {is_unit_head}) the unit's achievement is the result rating; "
                "for everybody else the rating officer's rating counts.",
            ),
        ),
        Step(
            name="predicate",
            label=Text("Predikat kinerja", "Performance predicate"),
            kind="code",
            codes=PREDICATE,
            basis="PermenPANRB 6/2022, kuadran kinerja",
            confidence="S",
            inputs=("effective_result_rating", "behaviour_rating"),
            build=lambda p: quadrant(col("effective_result_rating"), col("behaviour_rating"), QUADRANT),
            table=QUADRANT,
            sentence=Text(
                "Hasil kerja {effective_result_rating} dan perilaku {behaviour_rating} menghasilkan {predicate}.",
                "Result {effective_result_rating} with behaviour {behaviour_rating} gives {predicate}.",
            ),
        ),
        Step(
            name="predicate_code",
            label=Text("Kode predikat SIASN", "SIASN predicate code"),
            basis="Daftar kode SIASN",
            confidence="S",
            inputs=("predicate",),
            build=lambda p: lookup(col("predicate"), SIASN_PREDICATE),
            table=SIASN_PREDICATE,
            sentence=Text(
                "SIASN mencatat {predicate} sebagai {predicate_code}.",
                "SIASN stores {predicate} as {predicate_code}.",
            ),
        ),
        why_empty(
            "predicate",
            Text("predikat", "predicate"),
            {
                "effective_result_rating": (
                    "result_not_rated",
                    Text("hasil kerja belum dinilai", "result not yet rated"),
                ),
                "behaviour_rating": ("behaviour_not_rated", Text("perilaku belum dinilai", "behaviour not yet rated")),
            },
        ),
    ),
    outputs=("predicate", "predicate_code", "predicate_reason"),
    doubts=(
        Text(
            "Padanan lima tingkat capaian organisasi ke tiga rating adalah turunan, bukan kutipan surat edaran.",
            "The mapping of five unit levels to three ratings is derived, not quoted from the circular.",
        ),
    ),
)

RULESETS = (PERFORMANCE_2022,)
