"""Bagian yang tepat waktu atau puas: Wilson interval, shrunken value and fair rank among units of one type."""

from datetime import date

import narwhals as nw

from prestasi_rules.declare import figure, key, step
from prestasi_rules.fixed import col, div_floor, div_half_up, root_floor, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Step, Text

WILSON = "Keputusan produk: selang Wilson 95 persen dengan z = 1,96 tepat"
FAIR = "Keputusan produk: peringkat adil menurut nilai tersusut dari semua unit sejenis"
EMPTY = Text("tidak ada kasus", "no case")
TYPE = "unit_type"
ROOT = 10**6
FINE = 10**9


def wilson_bound(name: str, label: Text, sign: int) -> Step:
    """(k + z2/2 -+ z root(k(n-k)/n + z2/4)) / (n + z2), in thousandths; z is stored in hundredths."""
    return step(
        name,
        label,
        "hits n root",
        lambda p: div_half_up(
            when(
                col("n") > 0,
                col("hits") * (1000 * 20_000 * 100) + p["z"] * p["z"] * 100_000 + col("root") * (sign * p["z"] * 20),
            ),
            col("n") * 2_000_000 + p["z"] * p["z"] * 200,
        ),
        basis=WILSON,
        confidence="PD",
        scale=1000,
        empty=EMPTY,
    )


STATS_SHARE_1 = RuleSet(
    id="stats-share-1",
    title=Text("Bagian, selang Wilson dan peringkat adil", "Share, Wilson interval and fair rank"),
    subject="stats-share",
    valid_from=date(2017, 1, 1),
    legal_basis=("Keputusan produk",),
    parameters=(*load("stats-z"), *load("stats-share-1")),
    together=(TYPE,),
    inputs=(
        key(TYPE, Text("Jenis unit", "Type of unit")),
        figure("hits", Text("Kasus yang memenuhi", "Cases that meet it")),
        figure("n", Text("Semua kasus", "All cases")),
    ),
    steps=(
        step(
            "share",
            Text("Bagian", "Share"),
            "hits n",
            lambda p: div_half_up(when(col("hits") <= col("n"), col("hits") * 1000), col("n")),
            Text("{hits} dari {n}: {share}.", "{hits} of {n}: {share}."),
            basis=WILSON,
            confidence="PD",
            scale=1000,
            empty=EMPTY,
        ),
        step(
            "under_root",
            Text("Di bawah akar", "Under the root"),
            "hits n",
            lambda p: when(
                col("hits") <= col("n"),
                div_floor(col("hits") * (col("n") - col("hits")), col("n")) * ROOT**2
                + div_floor(col("hits") * (col("n") - col("hits")) % nonzero("n") * ROOT**2, col("n"))
                + p["z"] * p["z"] * (ROOT**2 // 40_000),
            ),
            Text(
                "{hits} x ({n} - {hits}) / {n} + z kuadrat / 4 = {under_root}.",
                "{hits} x ({n} - {hits}) / {n} + z squared / 4 = {under_root}.",
            ),
            basis=WILSON,
            confidence="PD",
            scale=ROOT**2,
            empty=EMPTY,
        ),
        step(
            "root",
            Text("Akar", "Root"),
            "under_root",
            lambda p: root_floor(col("under_root")),
            basis=WILSON,
            confidence="PD",
            scale=ROOT,
            empty=EMPTY,
        ),
        wilson_bound("lower", Text("Batas bawah", "Lower bound"), -1),
        wilson_bound("upper", Text("Batas atas", "Upper bound"), 1),
        step(
            "prior",
            Text("Bagian semua unit sejenis", "Share of all units of the type"),
            f"{TYPE} hits n",
            lambda p: div_half_up(col("hits").sum().over(TYPE) * FINE, col("n").sum().over(TYPE)),
            basis=FAIR,
            confidence="PD",
            scale=FINE,
            empty=EMPTY,
        ),
        step(
            "shrunken_fine",
            Text("Nilai tersusut, sembilan desimal", "Shrunken value, nine places"),
            "hits n prior",
            lambda p: div_half_up(col("hits") * FINE + col("prior") * p["strength"], col("n") + p["strength"]),
            Text(
                "({hits} + {strength} x {prior}) / ({n} + {strength}) = {shrunken_fine}.",
                "({hits} + {strength} x {prior}) / ({n} + {strength}) = {shrunken_fine}.",
            ),
            basis=FAIR,
            confidence="PD",
            scale=FINE,
            empty=EMPTY,
        ),
        step(
            "shrunken",
            Text("Nilai tersusut", "Shrunken value"),
            "shrunken_fine",
            lambda p: div_half_up(col("shrunken_fine"), FINE // 1000),
            basis=FAIR,
            confidence="PD",
            scale=1000,
            empty=EMPTY,
        ),
        step(
            "ranked_value",
            Text("Nilai yang diperingkat", "Value that is ranked"),
            "n shrunken_fine",
            lambda p: when(col("n") >= p["ranked_from"], col("shrunken_fine"), -1),
            Text(
                "{n}; peringkat mulai {ranked_from} kasus: {ranked_value}.",
                "{n}; ranked from {ranked_from} cases: {ranked_value}.",
            ),
            basis=FAIR,
            confidence="PD",
            scale=FINE,
        ),
        step(
            "fair_rank",
            Text("Peringkat adil", "Fair rank"),
            f"{TYPE} ranked_value",
            lambda p: when(col("ranked_value") >= 0, col("ranked_value").rank("min", descending=True).over(TYPE)),
            basis=FAIR,
            confidence="PD",
            empty=Text("terlalu sedikit kasus untuk peringkat", "too few cases for a rank"),
        ),
        step(
            "is_hidden",
            Text("Tidak diperlihatkan", "Hidden"),
            "n",
            lambda p: col("n") < p["hidden_under"],
            basis="Keputusan produk: jumlah kasus paling sedikit",
            confidence="PD",
            kind="boolean",
        ),
    ),
    outputs=("share", "lower", "upper", "shrunken", "fair_rank", "is_hidden"),
)


def nonzero(name: str) -> nw.Expr:
    return when(col(name) > 0, col(name))


RULESETS = (STATS_SHARE_1,)
