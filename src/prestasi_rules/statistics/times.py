"""Lama waktu: median and p90 (nearest rank) of a group; the mean only beside them."""

from datetime import date

import narwhals as nw

from prestasi_rules.declare import figure, key, step
from prestasi_rules.fixed import col, div_floor, div_half_up, lit, when
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Step, Text

BASIS = "Keputusan produk: median dan p90; rata-rata hanya bila suatu aturan menyebutnya"
GROUP = "group_key"


def at_place(place: nw.Expr) -> nw.Expr:
    return when(col("place") == place, col("hours")).max().over(GROUP)


def middle(name: str, label: Text, place: nw.Expr) -> Step:
    return step(
        name,
        label,
        f"{GROUP} place count hours",
        lambda p: at_place(place),
        basis=BASIS,
        confidence="PD",
        unit="hour",
        scale=100,
    )


STATS_TIMES_1 = RuleSet(
    id="stats-times-1",
    title=Text("Median, p90 dan rata-rata lama waktu", "Median, p90 and mean of durations"),
    subject="stats-times",
    valid_from=date(2017, 1, 1),
    legal_basis=("Keputusan produk",),
    together=(GROUP,),
    inputs=(
        key(GROUP, Text("Kelompok", "Group")),
        key("case_key", Text("Kunci kasus", "Key of the case")),
        figure("hours", Text("Lama waktu", "Duration"), unit="hour", scale=100, high=1_000_000),
    ),
    steps=(
        step(
            "one",
            Text("Satu kasus", "One case"),
            "hours",
            lambda p: when(col("hours") >= 0, 1),
            basis=BASIS,
            confidence="PD",
        ),
        step(
            "count",
            Text("Banyaknya kasus", "Number of cases"),
            f"{GROUP} one",
            lambda p: col("one").sum().over(GROUP),
            basis=BASIS,
            confidence="PD",
        ),
        step(
            "place",
            Text("Urutan dari yang tercepat", "Place from the fastest"),
            f"{GROUP} one hours case_key",
            lambda p: col("one").cum_sum().over(GROUP, order_by=["hours", "case_key"]),
            basis=BASIS,
            confidence="PD",
        ),
        middle("lower_middle", Text("Nilai tengah bawah", "Lower middle value"), div_floor(col("count") + 1, 2)),
        middle("upper_middle", Text("Nilai tengah atas", "Upper middle value"), div_floor(col("count"), 2) + lit(1)),
        step(
            "median",
            Text("Median", "Median"),
            "lower_middle upper_middle",
            lambda p: div_half_up(col("lower_middle") + col("upper_middle"), 2),
            Text(
                "Rata-rata dua nilai tengah {lower_middle} dan {upper_middle}: {median}.",
                "Mean of the middle two {lower_middle} and {upper_middle}: {median}.",
            ),
            basis=BASIS,
            confidence="PD",
            unit="hour",
            scale=100,
        ),
        step(
            "p90",
            Text("p90", "p90"),
            f"{GROUP} place count hours",
            lambda p: at_place(div_floor(col("count") * 9 + 9, 10)),
            Text(
                "Nilai terkecil ke-(0,9 x {count}, dibulatkan ke atas): {p90}.",
                "The (0.9 x {count}, rounded up)-th smallest: {p90}.",
            ),
            basis=BASIS,
            confidence="PD",
            unit="hour",
            scale=100,
        ),
        step(
            "mean",
            Text("Rata-rata", "Mean"),
            f"{GROUP} hours count",
            lambda p: div_half_up(col("hours").sum().over(GROUP), col("count")),
            basis=BASIS,
            confidence="PD",
            unit="hour",
            scale=100,
        ),
    ),
    outputs=("median", "p90", "mean", "count"),
)

RULESETS = (STATS_TIMES_1,)
