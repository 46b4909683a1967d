"""Job person match (Per BKN 26/2019): levels held against levels required, uncapped and capped, with both scales."""

from datetime import date
from typing import Any

import narwhals as nw

from prestasi_rules.common import why_empty
from prestasi_rules.competence.standard import COMPETENCY
from prestasi_rules.declare import code, figure, step
from prestasi_rules.fixed import band, clamp, col, div_half_up, smaller, total, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import Option, RuleSet
from prestasi_rules.step import NOT_RATED, Step, Text

BASIS = "Per BKN 26/2019"
NAMES = tuple(name.lower() for name in COMPETENCY)
PURPOSE = {
    "PROMOTION": Text("promosi atau pengisian jabatan", "promotion or filling of a post"),
    "MAPPING": Text("pemetaan", "mapping"),
}
CATEGORY = {
    "MS": Text("Memenuhi Syarat", "Qualified"),
    "MMS": Text("Masih Memenuhi Syarat", "Still qualified"),
    "KMS": Text("Kurang Memenuhi Syarat", "Not fully qualified"),
    "OPTIMAL": Text("Optimal", "Optimal"),
    "CUKUP_OPTIMAL": Text("Cukup Optimal", "Fairly optimal"),
    "KURANG_OPTIMAL": Text("Kurang Optimal", "Less than optimal"),
}
CHOICE = Option(
    name="category_on",
    label=Text("Kategori dibaca dari", "The category is read from"),
    default="uncapped",
    readings={
        "uncapped": Text("jumlah tanpa batas", "the uncapped sum"),
        "capped": Text("tiap kompetensi dibatasi standarnya", "each competency capped at its standard"),
    },
    basis=BASIS,
    confidence="PD",
)


def jpm(name: str, label: Text, held: str) -> Step:
    return step(
        name,
        label,
        f"{held} required_sum",
        lambda p: div_half_up(col(held) * 10_000, col("required_sum")),
        Text(f"{{{held}}} / {{required_sum}} x 100: {{{name}}}.", f"{{{held}}} / {{required_sum}} x 100: {{{name}}}."),
        basis=BASIS,
        unit="percent",
        scale=100,
    )


def category(p: Parameters) -> nw.Expr:
    """Banded on the exact share: sums are compared, nothing is divided."""
    held = col("held_sum" if p.option("category_on") == "uncapped" else "capped_sum") * 100
    required = col("required_sum")
    promotion = band(held, {p["ms_from"]: "MS", p["mms_from"]: "MMS"}, below="KMS", den=required)
    mapping = band(
        held, {p["optimal_from"]: "OPTIMAL", p["fair_from"]: "CUKUP_OPTIMAL"}, below="KURANG_OPTIMAL", den=required
    )
    return when(required > 0, when(col("purpose") == "PROMOTION", promotion, mapping))


RESULT = (
    jpm("jpm", Text("JPM tanpa batas", "JPM, uncapped"), "held_sum"),
    jpm("jpm_capped", Text("JPM dibatasi standar", "JPM, capped"), "capped_sum"),
    step(
        "category",
        Text("Kategori", "Category"),
        "purpose held_sum capped_sum required_sum",
        category,
        Text(
            "Tujuan {purpose}: promosi MS mulai {ms_from}, MMS mulai {mms_from}; pemetaan Optimal {optimal_from}, "
            "Cukup Optimal {fair_from}: {category}.",
            "Purpose {purpose}: promotion MS from {ms_from}, MMS from {mms_from}; mapping Optimal from {optimal_from}, "
            "Cukup Optimal from {fair_from}: {category}.",
        ),
        basis=BASIS,
        codes=CATEGORY,
    ),
    step(
        "jpm_for_talent",
        Text("JPM untuk sumbu potensial, paling tinggi 100", "JPM for the potential axis, at most 100"),
        "jpm",
        lambda p: clamp(col("jpm"), high=10_000),
        basis="KepKa BKN 411/2025",
        unit="percent",
        scale=100,
    ),
    why_empty(
        "jpm",
        Text("JPM", "JPM"),
        {
            "held_sum": ("not_assessed", Text("ada kompetensi yang belum diuji", "a competency was not assessed")),
            "jpm": ("no_standard", Text("tidak ada standar", "no standard")),
        },
    ),
)
OUTPUTS = ("jpm", "jpm_capped", "category", "jpm_for_talent", "jpm_reason")
DOUBT = Text(
    "Laporan dengan satu tujuan tidak boleh diberi kategori tujuan lain.",
    "A report of one purpose must not be re-labelled with the other.",
)

JPM_2019 = RuleSet(
    id="jpm-bkn-2019",
    title=Text("Job person match manajerial dan sosial kultural", "Managerial and socio-cultural job person match"),
    subject="jpm",
    valid_from=date(2019, 12, 1),
    legal_basis=(BASIS, "PermenPANRB 38/2017"),
    parameters=load("jpm-bkn-2019"),
    options=(CHOICE,),
    inputs=(
        code("purpose", Text("Tujuan uji kompetensi", "Purpose of the assessment"), PURPOSE),
        *(
            figure(f"{name}_level", label, scale=100, high=5, empty=NOT_RATED)
            for name, label in zip(NAMES, COMPETENCY.values(), strict=True)
        ),
        *(
            figure(f"{name}_required", Text(f"Standar {label.id}", f"Standard of {label.en.lower()}"), low=1, high=5)
            for name, label in zip(NAMES, COMPETENCY.values(), strict=True)
        ),
    ),
    steps=(
        step(
            "held_sum",
            Text("Jumlah tingkat yang dimiliki", "Sum of the levels held"),
            " ".join(f"{name}_level" for name in NAMES),
            lambda p: total(col(f"{name}_level") for name in NAMES),
            basis=BASIS,
            scale=100,
        ),
        step(
            "required_sum",
            Text("Jumlah tingkat yang disyaratkan", "Sum of the levels required"),
            " ".join(f"{name}_required" for name in NAMES),
            lambda p: total(col(f"{name}_required") for name in NAMES) * 100,
            basis=BASIS,
            scale=100,
        ),
        step(
            "capped_sum",
            Text(
                "Jumlah tingkat, tiap kompetensi paling tinggi standarnya", "Sum with each level at most its standard"
            ),
            " ".join(f"{name}_{what}" for name in NAMES for what in ("level", "required")),
            lambda p: total(smaller(col(f"{name}_level"), col(f"{name}_required") * 100) for name in NAMES),
            basis=BASIS,
            confidence="L",
            scale=100,
        ),
        *RESULT,
    ),
    outputs=OUTPUTS,
    doubts=(DOUBT,),
)

TECHNICAL_2019 = RuleSet(
    id="jpm-technical-2019",
    title=Text("Job person match teknis", "Technical job person match"),
    subject="jpm-technical",
    valid_from=date(2019, 12, 1),
    legal_basis=(BASIS,),
    parameters=load("jpm-bkn-2019"),
    options=(CHOICE,),
    inputs=(
        code("purpose", Text("Tujuan uji kompetensi", "Purpose of the assessment"), PURPOSE),
        figure("held_sum", Text("Jumlah tingkat yang dimiliki", "Levels held"), scale=100, high=1000, empty=NOT_RATED),
        figure("capped_sum", Text("Jumlah dibatasi standar", "Levels, capped"), scale=100, high=1000, empty=NOT_RATED),
        figure("required_sum", Text("Jumlah yang disyaratkan", "Levels required"), scale=100, high=1000),
    ),
    steps=RESULT,
    outputs=OUTPUTS,
    doubts=(DOUBT, Text("Kamus kompetensi teknis berbeda tiap urusan.", "Technical dictionaries differ by line.")),
)


def sum_levels(levels: Any, *, by: str, level: str = "level", required: str = "required_level") -> Any:
    """One row per ``by`` with ``held_sum``, ``capped_sum``, ``required_sum`` from one row per competency.

    ``level`` has scale 100, ``required`` is a whole level. A competency that was not assessed leaves both sums empty.
    """
    table = nw.from_native(levels).with_columns(
        smaller(nw.col(level), nw.col(required) * 100).alias("capped_level"),
        when(nw.col(level).is_null(), 1, 0).alias("unassessed"),
    )
    sums = table.group_by(by).agg(
        nw.col(level).sum().alias("held"),
        nw.col("capped_level").sum().alias("capped"),
        (nw.col(required) * 100).sum().alias("required_sum"),
        nw.col("unassessed").sum(),
    )
    complete = nw.col("unassessed") == 0
    return sums.select(
        by,
        nw.when(complete).then(nw.col("held")).alias("held_sum"),
        nw.when(complete).then(nw.col("capped")).alias("capped_sum"),
        "required_sum",
    ).to_native()


RULESETS = (JPM_2019, TECHNICAL_2019)
