"""Bauran kasus: observed against expected by category and area, raw and adjusted side by side."""

from datetime import date
from typing import Any

import narwhals as nw

from prestasi_rules.declare import figure, step
from prestasi_rules.fixed import col, div_half_up, when
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

BASIS = "Keputusan produk: rasio teramati dan terharap menurut kategori (dan kelas wilayah)"
FINE = 10**6
EMPTY = Text("tidak ada kasus yang diharapkan", "nothing was expected")


def expected(cells: Any, *, by: str, category: str = "category", hits: str = "hits", n: str = "n") -> Any:
    """One row per ``by`` with the input of ``stats-casemix-1`` from one row per unit and category.

    What a unit was expected to meet is the sum over its categories of its cases times the share of all units there,
    each to six places; a category is any code, for example a kind of report joined with a class of area.
    """
    table = nw.from_native(cells)
    rates = table.group_by(category).agg(nw.col(hits).sum().alias("all_hits"), nw.col(n).sum().alias("all_n"))
    joined = table.join(rates, on=category).with_columns(
        div_half_up(nw.col(n) * nw.col("all_hits") * FINE, nw.col("all_n")).alias("expected")
    )
    totals = table.select(nw.col(hits).sum().alias("all_hits"), nw.col(n).sum().alias("all_n"))
    sums = joined.group_by(by).agg(
        nw.col(hits).sum().alias("hits"), nw.col(n).sum().alias("n"), nw.col("expected").sum()
    )
    return sums.join(totals, how="cross").to_native()


STATS_CASEMIX_1 = RuleSet(
    id="stats-casemix-1",
    title=Text("Penyesuaian bauran kasus", "Case-mix adjustment"),
    subject="stats-casemix",
    valid_from=date(2017, 1, 1),
    legal_basis=("Keputusan produk",),
    inputs=(
        figure("hits", Text("Kasus yang memenuhi", "Cases that meet it")),
        figure("n", Text("Semua kasus unit", "All cases of the unit")),
        figure("expected", Text("Kasus yang diharapkan memenuhi", "Cases expected to meet it"), scale=FINE),
        figure("all_hits", Text("Memenuhi di semua unit", "Met in all units"), high=1_000_000_000),
        figure("all_n", Text("Kasus semua unit", "Cases of all units"), high=1_000_000_000),
    ),
    steps=(
        step(
            "raw_share",
            Text("Bagian mentah", "Raw share"),
            "hits n",
            lambda p: div_half_up(col("hits") * 1000, col("n")),
            basis=BASIS,
            confidence="PD",
            scale=1000,
            empty=Text("tidak ada kasus", "no case"),
        ),
        step(
            "ratio",
            Text("Rasio teramati dan terharap", "Observed over expected"),
            "hits expected",
            lambda p: div_half_up(col("hits") * 1000 * FINE, col("expected")),
            Text("{hits} dibagi {expected}: {ratio}.", "{hits} over {expected}: {ratio}."),
            basis=BASIS,
            confidence="PD",
            scale=1000,
            empty=EMPTY,
        ),
        step(
            "overall",
            Text("Bagian semua unit", "Share of all units"),
            "all_hits all_n",
            lambda p: div_half_up(col("all_hits") * FINE, col("all_n")),
            basis=BASIS,
            confidence="PD",
            scale=FINE,
            empty=Text("tidak ada kasus", "no case"),
        ),
        step(
            "adjusted_share",
            Text("Bagian yang disesuaikan", "Adjusted share"),
            "hits expected overall",
            lambda p: div_half_up(when(col("expected") > 0, col("hits") * col("overall") * 1000), col("expected")),
            Text(
                "{hits} / {expected} x bagian semua unit {overall} = {adjusted_share}.",
                "{hits} / {expected} x share of all units {overall} = {adjusted_share}.",
            ),
            basis=BASIS,
            confidence="PD",
            scale=1000,
            empty=EMPTY,
        ),
    ),
    outputs=("raw_share", "adjusted_share", "ratio"),
    doubts=(
        Text(
            "Bagian yang disesuaikan dapat melebihi 1: unit itu melampaui yang diharapkan dari kasusnya.",
            "An adjusted share may exceed 1: the unit did better than its cases led to expect.",
        ),
    ),
)

RULESETS = (STATS_CASEMIX_1,)
