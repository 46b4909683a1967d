"""Saran rating: what the items of a plan suggest for the result and behaviour ratings. The rating officer decides."""

from datetime import date

from prestasi_rules.codes import RATING
from prestasi_rules.common import why_empty
from prestasi_rules.fixed import cases, col, missing, total
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import NOT_RATED, Field, Step, Text

WORDS = {
    "above": Text("di atas ekspektasi", "above expectation"),
    "meets": Text("sesuai ekspektasi", "meeting expectation"),
    "below": Text("di bawah ekspektasi", "below expectation"),
}
GROUPS = {
    "main": Text("Hasil kerja utama", "Main results"),
    "additional": Text("Hasil kerja tambahan", "Additional results"),
    "values": Text("Nilai perilaku BerAKHLAK", "BerAKHLAK values"),
}


def counted(group: str, word: str) -> Field:
    label = Text(f"{GROUPS[group].id} {WORDS[word].id}", f"{GROUPS[group].en} {WORDS[word].en}")
    return Field(name=f"{group}_{word}", label=label, unit="item", minimum=0, maximum=10_000, null_meaning=NOT_RATED)


def summed(name: str, label: Text, *parts: str) -> Step:
    return Step(
        name=name,
        label=label,
        unit="item",
        basis="PermenPANRB 6/2022, rating hasil kerja dan perilaku",
        confidence="S",
        inputs=parts,
        build=lambda p: total(col(part) for part in parts),
        sentence=Text(f"{label.id}: {{{name}}}.", f"{label.en}: {{{name}}}."),
    )


SUGGESTION_2022 = RuleSet(
    id="performance-suggestion-2022",
    title=Text("Saran rating hasil kerja dan perilaku", "Suggested result and behaviour ratings"),
    subject="performance-suggestion",
    valid_from=date(2022, 1, 1),
    legal_basis=("PermenPANRB 6/2022",),
    parameters=load("performance-suggestion-2022"),
    inputs=(
        *(counted(group, word) for group in GROUPS for word in WORDS),
        Field(
            name="breach_is_proven",
            label=Text("Pelanggaran perilaku terbukti", "A breach of conduct is proven"),
            kind="boolean",
        ),
    ),
    steps=(
        summed(
            "items",
            Text("Jumlah hasil kerja", "Number of results"),
            *(f"{group}_{word}" for group in ("main", "additional") for word in WORDS),
        ),
        summed("main_items", Text("Jumlah hasil kerja utama", "Main results"), *(f"main_{word}" for word in WORDS)),
        summed("items_above", Text("Hasil kerja di atas ekspektasi", "Above"), "main_above", "additional_above"),
        summed("items_below", Text("Hasil kerja di bawah ekspektasi", "Below"), "main_below", "additional_below"),
        Step(
            name="suggested_result",
            label=Text("Saran rating hasil kerja", "Suggested result rating"),
            kind="code",
            codes=RATING,
            basis="PermenPANRB 6/2022, rating hasil kerja; ambang: keputusan produk",
            confidence="PD",
            inputs=("items", "main_items", "items_above", "items_below", "main_below"),
            build=lambda p: cases(
                [
                    (missing("items") | (col("items") == 0), None),
                    (
                        (col("items_below") * p["majority_of"] > col("items"))
                        | (col("main_below") * p["small_part_of"] > col("main_items")),
                        "DI_BAWAH",
                    ),
                    (
                        (col("items_above") * p["majority_of"] > col("items")) & (col("main_below") == 0),
                        "DI_ATAS",
                    ),
                    (col("items") > 0, "SESUAI"),
                ]
            ),
            sentence=Text(
                "{items_above} di atas dan {items_below} di bawah dari {items}; "
                "{main_below} hasil utama di bawah dari {main_items}: disarankan {suggested_result}.",
                "{items_above} above and {items_below} below of {items}; "
                "{main_below} main results below of {main_items}: {suggested_result} is suggested.",
            ),
        ),
        summed("values_rated", Text("Nilai perilaku yang dinilai", "Values rated"), *(f"values_{w}" for w in WORDS)),
        Step(
            name="suggested_behaviour",
            label=Text("Saran rating perilaku kerja", "Suggested behaviour rating"),
            kind="code",
            codes=RATING,
            basis="Keputusan produk: PermenPANRB 6/2022 tidak memberi ambang perilaku",
            confidence="PD",
            inputs=("values_rated", "values_above", "values_below", "breach_is_proven"),
            build=lambda p: cases(
                [
                    (col("breach_is_proven"), "DI_BAWAH"),
                    (missing("values_rated") | (col("values_rated") == 0), None),
                    (col("values_below") * p["majority_of"] > col("values_rated"), "DI_BAWAH"),
                    (
                        (col("values_above") * p["majority_of"] > col("values_rated")) & (col("values_below") == 0),
                        "DI_ATAS",
                    ),
                    (col("values_rated") > 0, "SESUAI"),
                ]
            ),
            sentence=Text(
                "{values_above} nilai di atas dan {values_below} di bawah dari {values_rated}; "
                "pelanggaran terbukti: {breach_is_proven}. Disarankan {suggested_behaviour}.",
                "{values_above} values above and {values_below} below of {values_rated}; "
                "breach proven: {breach_is_proven}. {suggested_behaviour} is suggested.",
            ),
        ),
        why_empty(
            "suggested_result",
            Text("saran rating hasil kerja", "suggested result rating"),
            {
                "suggested_result": (
                    "no_results_rated",
                    Text("hasil kerja belum dinilai", "no result is rated"),
                )
            },
        ),
        why_empty(
            "suggested_behaviour",
            Text("saran rating perilaku", "suggested behaviour rating"),
            {"suggested_behaviour": ("no_values_rated", Text("belum ada nilai yang dinilai", "no value is rated"))},
        ),
    ),
    outputs=("suggested_result", "suggested_behaviour", "suggested_result_reason", "suggested_behaviour_reason"),
    doubts=(
        Text(
            "Peraturan hanya berkata 'sebagian besar' dan 'sebagian kecil'; pejabat penilai tetap memutuskan sendiri.",
            "The regulation only says 'most' and 'a small part'; the rating officer decides.",
        ),
    ),
)

RULESETS = (SUGGESTION_2022,)
