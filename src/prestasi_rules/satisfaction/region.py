"""IKM tingkat daerah: plain mean of units and mean weighted by respondents, side by side; one of them is official."""

from datetime import date

from prestasi_rules.common import why_empty
from prestasi_rules.declare import figure, step
from prestasi_rules.fixed import col, div_half_up
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import Option, RuleSet
from prestasi_rules.satisfaction.elements import BAND_BASIS, BANDS, ikm_band
from prestasi_rules.step import Text

BASIS = "PermenPANRB 14/2017 tidak mengatur indeks tingkat daerah; kedua cara beredar"

SKM_REGION_2017 = RuleSet(
    id="skm-region-2017",
    title=Text("IKM tingkat daerah", "Satisfaction index of a region"),
    subject="skm-region",
    valid_from=date(2017, 1, 1),
    legal_basis=("PermenPANRB 14/2017",),
    parameters=load("skm-2017"),
    options=(
        Option(
            name="official",
            label=Text("Angka resmi", "Official figure"),
            default="plain",
            readings={
                "plain": Text("rata-rata unit", "plain mean of units"),
                "weighted": Text("tertimbang responden", "weighted by respondents"),
            },
            basis=BASIS,
            confidence="U",
        ),
    ),
    inputs=(
        figure("units", Text("Unit dengan IKM", "Units with an index"), unit="item"),
        figure("units_without", Text("Unit tanpa IKM", "Units without an index"), unit="item"),
        figure("ikm_total", Text("Jumlah IKM unit", "Sum of the units' indexes"), scale=100, high=100_000_000),
        figure("respondents_total", Text("Jumlah responden", "Respondents"), unit="respondent", high=300_000_000),
        figure(
            "ikm_by_respondents",
            Text("Jumlah IKM x responden", "Sum of index x respondents"),
            scale=100,
            high=30_000_000_000,
        ),
    ),
    steps=(
        step(
            "plain",
            Text("Rata-rata unit", "Plain mean of units"),
            "ikm_total units",
            lambda p: div_half_up(col("ikm_total"), col("units")),
            Text("{ikm_total} dibagi {units}: {plain}.", "{ikm_total} over {units}: {plain}."),
            basis=BASIS,
            confidence="U",
            unit="point",
            scale=100,
        ),
        step(
            "weighted",
            Text("Rata-rata tertimbang responden", "Mean weighted by respondents"),
            "ikm_by_respondents respondents_total",
            lambda p: div_half_up(col("ikm_by_respondents"), col("respondents_total")),
            Text(
                "{ikm_by_respondents} dibagi {respondents_total}: {weighted}.",
                "{ikm_by_respondents} over {respondents_total}: {weighted}.",
            ),
            basis=BASIS,
            confidence="U",
            unit="point",
            scale=100,
        ),
        step(
            "plain_band",
            Text("Mutu menurut rata-rata unit", "Band by the plain mean"),
            "plain",
            lambda p: ikm_band(col("plain"), p),
            basis=BAND_BASIS,
            codes=BANDS,
        ),
        step(
            "weighted_band",
            Text("Mutu menurut rata-rata tertimbang", "Band by the weighted mean"),
            "weighted",
            lambda p: ikm_band(col("weighted"), p),
            basis=BAND_BASIS,
            codes=BANDS,
        ),
        step(
            "region_ikm",
            Text("IKM daerah", "Index of the region"),
            "plain weighted",
            lambda p: col(p.option("official")),
            Text(
                "Rata-rata unit {plain}, tertimbang {weighted}; angka resmi {region_ikm}.",
                "Plain {plain}, weighted {weighted}; official figure {region_ikm}.",
            ),
            basis=BASIS,
            confidence="U",
            unit="point",
            scale=100,
        ),
        step(
            "region_band",
            Text("Mutu pelayanan daerah", "Band of the region"),
            "region_ikm",
            lambda p: ikm_band(col("region_ikm"), p),
            basis=BAND_BASIS,
            codes=BANDS,
        ),
        why_empty(
            "region_ikm",
            Text("IKM daerah", "index of the region"),
            {"region_ikm": ("no_unit", Text("tidak ada unit dengan IKM", "no unit has an index"))},
        ),
    ),
    outputs=("region_ikm", "region_band", "plain", "weighted", "plain_band", "weighted_band", "region_ikm_reason"),
    doubts=(
        Text(
            "Cara resmi menghitung IKM daerah belum ditemukan: keduanya ditampilkan, yang resmi adalah pengaturan.",
            "No official way for a region's index was found: both are shown, the official one is a setting.",
        ),
    ),
)

RULESETS = (SKM_REGION_2017,)
