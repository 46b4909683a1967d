"""Indeks sistem merit 2018 (PermenPANRB 40/2018): eight aspects, 100-400 points, four categories read on points."""

from datetime import date

import narwhals as nw

from prestasi_rules.common import why_empty
from prestasi_rules.declare import figure, step
from prestasi_rules.fixed import band, clamp, col, div_half_up, lookup, total
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import NOT_RATED, Field, Step, Text

BASIS = "PermenPANRB 40/2018; Per KASN 9/2019"
ASPECTS = {
    "planning": Text("Perencanaan kebutuhan", "Need planning"),
    "recruitment": Text("Pengadaan", "Recruitment"),
    "career": Text("Pengembangan karier", "Career development"),
    "promotion": Text("Promosi dan mutasi", "Promotion and transfer"),
    "performance": Text("Manajemen kinerja", "Performance management"),
    "rewards": Text("Penggajian, penghargaan dan disiplin", "Pay, awards and discipline"),
    "protection": Text("Perlindungan dan pelayanan", "Protection and service"),
    "system": Text("Sistem informasi", "Information system"),
}
CATEGORY = {
    "IV": Text("IV Sangat Baik", "IV Very good"),
    "III": Text("III Baik", "III Good"),
    "II": Text("II Kurang", "II Poor"),
    "I": Text("I Buruk", "I Bad"),
}
MOST_ITEMS = 12
COMMON = 27_720
"""The least common multiple of 1 to 12, so that a mean of up to twelve scores stays whole."""
PARTS = COMMON * 4


def aspect_fields(name: str) -> tuple[Field, Field]:
    label = ASPECTS[name]
    return (
        figure(
            f"{name}_sum",
            Text(f"{label.id}: jumlah nilai subaspek", f"{label.en}: sum of the scores"),
            high=4 * MOST_ITEMS,
            empty=NOT_RATED,
        ),
        figure(
            f"{name}_items",
            Text(f"{label.id}: banyak subaspek", f"{label.en}: number of sub-aspects"),
            low=1,
            high=MOST_ITEMS,
        ),
    )


def exact(p: Parameters, name: str) -> nw.Expr:
    """Maximum x mean / 4, in parts: the mean of ``items`` scores without dividing."""
    shares = {items: COMMON // items for items in range(1, MOST_ITEMS + 1)}
    maximum: int = p["maxima"][name]
    return col(f"{name}_sum") * lookup(col(f"{name}_items"), shares) * maximum


def aspect_step(name: str) -> Step:
    label = ASPECTS[name]
    return step(
        f"{name}_parts",
        Text(f"{label.id}: nilai tepat", f"{label.en}: exact score"),
        f"{name}_sum {name}_items",
        lambda p: exact(p, name),
        Text(
            f"{label.id}: {{{name}_sum}} dari {{{name}_items}} subaspek bernilai 1-4, dalam per-110.880 poin.",
            f"{label.en}: {{{name}_sum}} over {{{name}_items}} sub-aspects of 1-4, in 110,880ths of a point.",
        ),
        basis=BASIS,
    )


def categories(p: Parameters) -> dict[int, str]:
    return {p["good_from"]: "III", p["very_good_from"]: "IV", p["poor_from"]: "II"}


MERIT_2018 = RuleSet(
    id="merit-2018",
    title=Text("Indeks sistem merit, instrumen 2018", "Merit index, instrument of 2018"),
    subject="merit",
    valid_from=date(2018, 1, 1),
    valid_to=date(2025, 12, 31),
    legal_basis=("PermenPANRB 40/2018", "Per KASN 9/2019"),
    parameters=load("merit-2018"),
    inputs=tuple(field for name in ASPECTS for field in aspect_fields(name)),
    steps=(
        *(aspect_step(name) for name in ASPECTS),
        step(
            "points_parts",
            Text("Jumlah tepat", "Exact total"),
            " ".join(f"{name}_parts" for name in ASPECTS),
            lambda p: total(col(f"{name}_parts") for name in ASPECTS),
            basis=BASIS,
        ),
        step(
            "points",
            Text("Poin", "Points"),
            "points_parts",
            lambda p: div_half_up(col("points_parts") * 100, PARTS),
            Text("Jumlah delapan aspek: {points} dari 400.", "Sum of eight aspects: {points} of 400."),
            basis=BASIS,
            unit="point",
            scale=100,
        ),
        step(
            "ratio",
            Text("Indeks", "Index"),
            "points_parts",
            lambda p: div_half_up(col("points_parts") * 10_000, PARTS * 400),
            Text("Poin dibagi 400: {ratio}.", "Points by 400: {ratio}."),
            basis=BASIS,
            scale=10_000,
        ),
        step(
            "category",
            Text("Kategori", "Category"),
            "points_parts",
            lambda p: band(col("points_parts"), categories(p), below="I", den=PARTS),
            Text(
                "{points} poin; II {poor_from}, III {good_from}, IV {very_good_from} ke atas; dibaca dari poin, "
                "bukan dari indeks: {category}.",
                "{points} points; II from {poor_from}, III from {good_from}, IV from {very_good_from}. Read on points, "
                "not on the index: {category}.",
            ),
            basis=BASIS,
            codes=CATEGORY,
        ),
        step(
            "points_to_good",
            Text("Poin sampai kategori III", "Points to category III"),
            "points_parts",
            lambda p: div_half_up(clamp(col("points_parts") * -1 + p["good_from"] * PARTS, 0) * 100, PARTS),
            basis=BASIS,
            unit="point",
            scale=100,
        ),
        why_empty(
            "points",
            Text("poin", "total"),
            {
                f"{name}_sum": (f"{name}_missing", Text(f"{label.id} belum dinilai", f"{label.en} not scored"))
                for name, label in ASPECTS.items()
            },
        ),
    ),
    outputs=("points", "ratio", "category", "points_to_good", "points_reason"),
    doubts=(
        Text(
            "Varian dengan nilai maksimum 410 diingat; maksimum disimpan sebagai data.",
            "A variant with 410 is remembered.",
        ),
        Text("Nilai 2018 dan 2025 tidak dapat dibandingkan.", "Scores of 2018 and 2025 cannot be compared."),
    ),
)

RULESETS = (MERIT_2018,)
