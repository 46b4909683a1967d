"""Nilai kinerja PNS 2019-2021 (PP 30/2019 art. 41): the numeric formula, kept for imported records only."""

from datetime import date

from prestasi_rules.codes import PREDICATE
from prestasi_rules.fixed import band, cases, col, known, reason, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import NOT_RATED, Field, Step, Text

BASIS = "PP 30/2019 Pasal 41"
PREDICATE_2019 = PREDICATE | {"BUTUH_PERBAIKAN": Text("Cukup", "Fair"), "KURANG": Text("Kurang", "Poor")}

PERFORMANCE_2019 = RuleSet(
    id="performance-2019",
    title=Text("Nilai kinerja PNS 2019-2021", "Numeric performance value 2019-2021"),
    subject="performance",
    valid_from=date(2019, 1, 1),
    valid_to=date(2021, 12, 31),
    legal_basis=("PP 30/2019",),
    parameters=load("performance-2019"),
    inputs=(
        Field(
            name="skp_value",
            label=Text("Nilai SKP", "Value of the plan"),
            scale=100,
            minimum=0,
            maximum=20_000,
            null_meaning=NOT_RATED,
        ),
        Field(
            name="behaviour_value",
            label=Text("Nilai perilaku kerja", "Value of behaviour"),
            scale=100,
            minimum=0,
            maximum=20_000,
            null_meaning=NOT_RATED,
        ),
        Field(
            name="uses_opinion",
            label=Text("Instansi memakai pendapat rekan dan bawahan", "The agency uses peer and subordinate opinion"),
            kind="boolean",
        ),
        Field(
            name="has_new_idea",
            label=Text("Menciptakan ide baru atau cara baru", "Created a new idea or way of working"),
            kind="boolean",
        ),
    ),
    steps=(
        Step(
            name="result_weight",
            label=Text("Bobot SKP", "Weight of the plan"),
            unit="percent",
            basis=BASIS,
            confidence="S",
            inputs=("uses_opinion",),
            build=lambda p: when(
                col("uses_opinion"), p["result_weight_with_opinion"], p["result_weight_without_opinion"]
            ),
            sentence=Text(
                "Pendapat rekan dan bawahan dipakai: {uses_opinion}; bobot SKP {result_weight}.",
                "Peer and subordinate opinion used: {uses_opinion}; the plan weighs {result_weight}.",
            ),
        ),
        Step(
            name="value",
            label=Text("Nilai kinerja", "Performance value"),
            scale=10_000,
            basis=BASIS,
            confidence="S",
            inputs=("skp_value", "behaviour_value", "result_weight"),
            build=lambda p: (
                col("skp_value") * col("result_weight") + col("behaviour_value") * (col("result_weight") * -1 + 100)
            ),
            sentence=Text(
                "{skp_value} dengan bobot {result_weight}, perilaku {behaviour_value} dengan bobot sisanya: {value}.",
                "{skp_value} weighing {result_weight}, behaviour {behaviour_value} weighing the rest: {value}.",
            ),
        ),
        Step(
            name="predicate",
            label=Text("Predikat kinerja", "Performance predicate"),
            kind="code",
            codes=PREDICATE_2019,
            basis=BASIS,
            confidence="S",
            inputs=("value", "has_new_idea"),
            build=lambda p: cases(
                [
                    (col("value") > p["value_at_most"], None),
                    ((col("value") >= p["very_good_from"]) & col("has_new_idea"), "SANGAT_BAIK"),
                    (
                        known("value"),
                        band(
                            col("value"),
                            {p["good_from"]: "BAIK", p["fair_from"]: "BUTUH_PERBAIKAN", p["poor_from"]: "KURANG"},
                            below="SANGAT_KURANG",
                        ),
                    ),
                ]
            ),
            sentence=Text(
                "Nilai {value}, ide baru: {has_new_idea}. Sangat Baik mulai {very_good_from} dan dengan ide baru, "
                "Baik mulai {good_from}, Cukup mulai {fair_from}, Kurang mulai {poor_from}: {predicate}.",
                "Value {value}, new idea: {has_new_idea}. Very good from {very_good_from} and only with a new idea, "
                "good from {good_from}, fair from {fair_from}, poor from {poor_from}: {predicate}.",
            ),
        ),
        Step(
            name="predicate_reason",
            label=Text("Alasan predikat kosong", "Why there is no predicate"),
            kind="code",
            codes={
                "skp_not_rated": Text("nilai SKP kosong", "no plan value"),
                "behaviour_not_rated": Text("nilai perilaku kosong", "no behaviour value"),
                "value_over_120": Text("nilai di atas 120 ditolak", "a value over 120 is refused"),
            },
            basis="Keputusan produk: kosong berarti belum dinilai, bukan nol",
            confidence="PD",
            inputs=("skp_value", "behaviour_value", "value"),
            build=lambda p: reason(
                {
                    "skp_not_rated": ~known("skp_value"),
                    "behaviour_not_rated": ~known("behaviour_value"),
                    "value_over_120": col("value") > p["value_at_most"],
                }
            ),
            sentence=Text("{predicate_reason}.", "{predicate_reason}."),
            null_meaning=Text("tidak ada, predikat terisi", "none, the predicate is set"),
        ),
    ),
    outputs=("value", "predicate", "predicate_reason"),
    doubts=(
        Text(
            "Hanya untuk data lama: sejak tahun kinerja 2022 predikat dibaca dari kuadran, tanpa bobot.",
            "For old records only: since 2022 the predicate is read from the quadrant, without weights.",
        ),
    ),
)

RULESETS = (PERFORMANCE_2019,)
