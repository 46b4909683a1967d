"""Indeks sistem merit 2025 (PermenPANRB 19/2025): means of applicable questions; no index without all weights."""

from datetime import date

import narwhals as nw

from prestasi_rules.declare import figure, step
from prestasi_rules.fixed import col, count_true, div_half_up, known, lit, lookup, reason, total, when
from prestasi_rules.merit.instrument_2018 import COMMON, MOST_ITEMS
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import NOT_RATED, Field, Step, Text
from prestasi_rules.weights import hundred

BASIS = "PermenPANRB 19/2025"
SHEET = "Lembar kerja evaluasi 2026"
ASPECTS = {
    "planning": Text("Perencanaan kebutuhan dan standardisasi jabatan", "Need planning and post standardisation"),
    "talent": Text("Manajemen talenta", "Talent management"),
    "performance": Text("Pengelolaan kinerja", "Performance management"),
    "competence": Text("Pengembangan kompetensi", "Competency development"),
    "culture": Text("Penguatan budaya kerja dan citra institusi", "Work culture and institution image"),
    "recognition": Text("Penghargaan dan pengakuan", "Reward and recognition"),
    "discipline": Text("Disiplin, pemberhentian dan upaya administratif", "Discipline, termination, remedies"),
    "digital": Text("Digitalisasi manajemen ASN", "Digital ASN management"),
}
NO_WEIGHT = Text("bobot belum ditetapkan", "the weight is not set")
PARTS = COMMON * 4


def weights_of(p: Parameters) -> dict[str, int] | None:
    """The eight weights when all are known, checked to sum to 100; None while one is blank."""
    weights = {name: p[f"{name}_weight"] for name in ASPECTS}
    if None in weights.values():
        return None
    return dict(hundred("weights", weights, scale=100))


def aspect_fields(name: str) -> tuple[Field, Field]:
    label = ASPECTS[name]
    return (
        figure(
            f"{name}_sum",
            Text(f"{label.id}: jumlah nilai 0-4", f"{label.en}: sum of scores 0-4"),
            high=4 * MOST_ITEMS,
            empty=NOT_RATED,
        ),
        figure(
            f"{name}_applicable",
            Text(f"{label.id}: pertanyaan yang berlaku", f"{label.en}: applicable questions"),
            high=MOST_ITEMS,
        ),
    )


def mean_times_common(name: str) -> nw.Expr:
    shares = {items: COMMON // items for items in range(1, MOST_ITEMS + 1)}
    return col(f"{name}_sum") * lookup(col(f"{name}_applicable"), shares)


def aspect_steps(name: str) -> tuple[Step, ...]:
    label = ASPECTS[name]
    parts, mean = f"{name}_parts", f"{name}_mean"
    return (
        step(
            parts,
            Text(f"{label.id}: rata-rata tepat", f"{label.en}: exact mean"),
            f"{name}_sum {name}_applicable",
            lambda p: mean_times_common(name),
            Text(
                f"{{{name}_sum}} dari {{{name}_applicable}} pertanyaan yang berlaku; yang lain tidak dihitung.",
                f"{{{name}_sum}} over {{{name}_applicable}} applicable questions; others leave the mean.",
            ),
            basis=SHEET,
            confidence="L",
        ),
        step(
            mean,
            Text(f"{label.id}: rata-rata", f"{label.en}: mean"),
            parts,
            lambda p: div_half_up(col(parts) * 1000, COMMON),
            basis=SHEET,
            confidence="L",
            scale=1000,
        ),
        step(
            f"{name}_score",
            Text(f"{label.id}: nilai berbobot", f"{label.en}: weighted score"),
            parts,
            lambda p: aspect_score(p, name),
            Text(
                f"{{{mean}}} / 4 x bobot {{{name}_weight}}: {{{name}_score}}.",
                f"{{{mean}}} / 4 x weight {{{name}_weight}}: {{{name}_score}}.",
            ),
            basis=BASIS,
            confidence="S" if name == "planning" else "U",
            unit="point",
            scale=100,
            empty=NO_WEIGHT,
        ),
    )


def aspect_score(p: Parameters, name: str) -> nw.Expr:
    weight = p[f"{name}_weight"]
    return div_half_up(
        col(f"{name}_parts") * (weight or 0), when(known(f"{name}_parts"), lit(PARTS if weight is not None else 0))
    )


def index(p: Parameters) -> nw.Expr:
    weights = weights_of(p)
    parts = [col(f"{name}_parts") * (weights or {}).get(name, 0) for name in ASPECTS]
    return div_half_up(total(parts), lit(PARTS if weights else 0))


MERIT_2025 = RuleSet(
    id="merit-2025",
    title=Text("Indeks sistem merit, instrumen 2025", "Merit index, instrument of 2025"),
    subject="merit",
    valid_from=date(2026, 1, 1),
    legal_basis=(BASIS,),
    parameters=load("merit-2025"),
    inputs=tuple(field for name in ASPECTS for field in aspect_fields(name)),
    steps=(
        *(made for name in ASPECTS for made in aspect_steps(name)),
        step(
            "index",
            Text("Indeks", "Index"),
            " ".join(f"{name}_parts" for name in ASPECTS),
            index,
            Text("Jumlah delapan aspek menurut bobotnya: {index}.", "Sum of eight aspects by weight: {index}."),
            basis=BASIS,
            confidence="U",
            unit="point",
            scale=100,
            empty=Text("tidak dicetak", "not printed"),
        ),
        step(
            "aspects_scored",
            Text("Aspek yang dinilai", "Aspects scored"),
            " ".join(f"{name}_parts" for name in ASPECTS),
            lambda p: count_true(known(f"{name}_parts") for name in ASPECTS),
            basis=SHEET,
            confidence="L",
        ),
        step(
            "index_reason",
            Text("Alasan indeks tidak dicetak", "Why no index is printed"),
            "aspects_scored",
            lambda p: reason(
                {
                    "weights_not_set": col("aspects_scored") >= (0 if weights_of(p) is None else 99),
                    "aspect_missing": col("aspects_scored") < len(ASPECTS),
                }
            ),
            basis="Keputusan produk: tanpa bobot tidak ada indeks",
            confidence="PD",
            codes={
                "weights_not_set": Text("bobot aspek belum ditetapkan", "the weights are not set"),
                "aspect_missing": Text("ada aspek yang belum dinilai", "an aspect is not scored"),
            },
            empty=Text("indeks tercetak", "the index is printed"),
        ),
    ),
    outputs=("index", "index_reason", *(f"{name}_mean" for name in ASPECTS), *(f"{name}_score" for name in ASPECTS)),
    doubts=(
        Text(
            "Hanya bobot aspek pertama (10 %) yang pasti; tujuh lainnya diisi instansi dan harus berjumlah 100.",
            "Only the first weight (10 %) is certain; the agency enters the other seven, the sum must be 100.",
        ),
        Text("Kategori instrumen 2025 belum diketahui.", "The categories of 2025 are unknown."),
    ),
)

RULESETS = (MERIT_2025,)
