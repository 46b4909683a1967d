"""Akumulasi angka kredit: the exact total in a level against the thresholds of rank and level, and how long is left."""

from datetime import date

import narwhals as nw

from prestasi_rules.codes import PREDICATE, RANK
from prestasi_rules.credit.conversion import PARTS
from prestasi_rules.credit.levels import LEVEL
from prestasi_rules.declare import code, figure, flag, nested, step
from prestasi_rules.fixed import clamp, col, div_floor, div_half_up, lookup, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Step, Text

BASIS = "PermenPANRB 1/2023, angka kredit kumulatif"
NO_NEXT = Text("tidak ada kenaikan berikutnya dengan angka kredit", "no next promotion by credit")
GOALS = {"rank": Text("kenaikan pangkat", "the next rank"), "level": Text("kenaikan jenjang", "the next level")}


def parts_short(goal: str) -> nw.Expr:
    return clamp(col(f"{goal}_threshold") * PARTS - col("total_parts"), 0)


def goal_steps(goal: str) -> tuple[Step, ...]:
    """Reached, missing, beyond and months to go for one goal."""
    to = GOALS[goal]
    threshold, short = f"{goal}_threshold", f"{goal}_parts_short"
    return (
        step(
            f"reaches_{goal}",
            Text(f"Mencapai ambang {to.id}", f"Reaches the threshold for {to.en}"),
            f"total_parts {threshold}",
            lambda p: col("total_parts") >= col(threshold) * PARTS,
            Text(
                f"Jumlah {{total}}, ambang {{{threshold}}}: tercapai {{reaches_{goal}}}.",
                f"Total {{total}}, threshold {{{threshold}}}: reached {{reaches_{goal}}}.",
            ),
            basis=BASIS,
            kind="boolean",
            empty=NO_NEXT,
        ),
        step(
            short,
            Text(f"Kekurangan tepat untuk {to.id}", f"Exactly missing for {to.en}"),
            f"total_parts {threshold}",
            lambda p: parts_short(goal),
            basis=BASIS,
            empty=NO_NEXT,
        ),
        step(
            f"{goal}_short",
            Text(f"Kekurangan untuk {to.id}", f"Missing for {to.en}"),
            short,
            lambda p: div_half_up(col(short) * 1000, PARTS),
            basis=BASIS,
            unit="credit",
            scale=1000,
            empty=NO_NEXT,
        ),
        step(
            f"{goal}_surplus",
            Text(f"Kelebihan di atas ambang {to.id}", f"Beyond the threshold for {to.en}"),
            f"total_parts {threshold}",
            lambda p: div_half_up(clamp(col("total_parts") - col(threshold) * PARTS, 0) * 1000, PARTS),
            basis=BASIS,
            unit="credit",
            scale=1000,
            empty=NO_NEXT,
        ),
        step(
            f"{goal}_months",
            Text(f"Bulan sampai {to.id}", f"Months to {to.en}"),
            f"{short} month_parts",
            lambda p: div_floor(col(short) + col("month_parts") - 1, col("month_parts")),
            Text(
                f"Dengan predikat {{expected_predicate}} tiap bulan: {{{goal}_months}}.",
                f"With {{expected_predicate}} each month: {{{goal}_months}}.",
            ),
            basis="PermenPANRB 1/2023 Pasal 37, konversi periodik",
            unit="month",
            empty=NO_NEXT,
        ),
    )


LEDGER_2023 = RuleSet(
    id="credit-ledger-2023",
    title=Text("Akumulasi dan ambang angka kredit", "Accumulated credit and its thresholds"),
    subject="credit-ledger",
    valid_from=date(2023, 1, 1),
    legal_basis=("PermenPANRB 1/2023", "Per BKN 3/2023"),
    parameters=load("credit-2023") + load("credit-ledger-2023"),
    inputs=(
        code("level", Text("Jenjang", "Level"), LEVEL),
        code("rank", Text("Pangkat/golongan", "Rank"), RANK),
        figure(
            "conversion_parts",
            Text("Jumlah konversi tepat dalam jenjang", "Exact conversions in the level"),
            high=10**9,
        ),
        figure(
            "opening_credit",
            Text("Angka kredit awal dalam jenjang", "Opening credit in the level"),
            unit="credit",
            scale=1000,
            high=10_000,
        ),
        flag(
            "has_new_degree",
            Text("Ijazah lebih tinggi yang belum dihitung", "A higher degree that was not counted yet"),
        ),
        code(
            "expected_predicate",
            Text("Predikat yang diperkirakan", "Expected predicate"),
            PREDICATE,
            empty=Text("tanpa perkiraan", "no forecast"),
        ),
    ),
    steps=(
        step(
            "degree_bonus",
            Text("Tambahan ijazah", "Bonus for the degree"),
            "level has_new_degree",
            lambda p: when(col("has_new_degree"), lookup(col("level"), p["rank_needs"]) * p["degree_percent"] * 10, 0),
            Text(
                "Ijazah lebih tinggi: {has_new_degree}; sekali saja {degree_percent} dari kebutuhan pangkat: "
                "{degree_bonus}.",
                "Higher degree: {has_new_degree}; once, {degree_percent} of the rank's need: {degree_bonus}.",
            ),
            basis="Per BKN 3/2023, ijazah lebih tinggi",
            unit="credit",
            scale=1000,
        ),
        step(
            "total_parts",
            Text("Jumlah tepat, dalam per-120.000", "Exact total, in 120,000ths"),
            "conversion_parts opening_credit degree_bonus",
            lambda p: col("conversion_parts") + (col("opening_credit") + col("degree_bonus")) * (PARTS // 1000),
            Text(
                "Konversi, awal {opening_credit} dan ijazah {degree_bonus}: {total_parts}.",
                "Conversions, opening {opening_credit} and degree {degree_bonus}: {total_parts}.",
            ),
            basis=BASIS,
        ),
        step(
            "total",
            Text("Angka kredit kumulatif", "Cumulative credit"),
            "total_parts",
            lambda p: div_half_up(col("total_parts") * 1000, PARTS),
            Text("Dijumlahkan tepat, dibulatkan sekali: {total}.", "Summed exactly, rounded once: {total}."),
            basis=BASIS,
            unit="credit",
            scale=1000,
        ),
        step(
            "rank_threshold",
            Text("Ambang kenaikan pangkat", "Threshold for the next rank"),
            "level rank",
            lambda p: nested(col("level"), col("rank"), p["rank_thresholds"]),
            Text("{level}, {rank}: ambang {rank_threshold}.", "{level}, {rank}: threshold {rank_threshold}."),
            basis=BASIS,
            unit="credit",
            empty=NO_NEXT,
        ),
        step(
            "level_threshold",
            Text("Ambang kenaikan jenjang", "Threshold for the next level"),
            "level",
            lambda p: lookup(col("level"), p["level_needs"]),
            Text("{level}: ambang jenjang {level_threshold}.", "{level}: level threshold {level_threshold}."),
            basis=BASIS,
            unit="credit",
            empty=NO_NEXT,
        ),
        step(
            "month_parts",
            Text("Perolehan tepat sebulan", "Exact gain of a month"),
            "level expected_predicate",
            lambda p: lookup(col("level"), p["coefficients"]) * lookup(col("expected_predicate"), p["percents"]),
            basis="PermenPANRB 1/2023 Pasal 37",
            empty=Text("tanpa perkiraan", "no forecast"),
        ),
        *goal_steps("rank"),
        *goal_steps("level"),
    ),
    outputs=(
        *("total", "degree_bonus", "rank_threshold", "reaches_rank", "rank_short", "rank_surplus", "rank_months"),
        *("level_threshold", "reaches_level", "level_short", "level_surplus", "level_months"),
    ),
    doubts=(
        Text(
            "Kelebihan tetap dipakai dalam jenjang yang sama; pada kenaikan jenjang angka kredit mulai dari nol.",
            "A surplus stays usable in the same level; with a new level the credit starts from zero.",
        ),
    ),
)

RULESETS = (LEDGER_2023,)
