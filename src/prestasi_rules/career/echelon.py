"""Pangkat menurut eselon (PP 100/2000 jo PP 13/2002): in the window, one below, above, or refused."""

from datetime import date

from prestasi_rules.codes import RANK, RANK_ORDER
from prestasi_rules.declare import code, flag, step
from prestasi_rules.fixed import cases, col, lookup
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

BASIS = "PP 100/2000 jo PP 13/2002"
ECHELON = {code: Text(code, code) for code in ("I.a", "I.b", "II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b", "V.a")}
VERDICT = {
    "IN_WINDOW": Text("dalam rentang", "inside the window"),
    "ONE_BELOW": Text("satu tingkat di bawah, diberi tanda", "one rank below, flagged"),
    "ABOVE_FLAGGED": Text("di atas rentang dengan penetapan khusus", "above the window by explicit decision"),
    "REFUSED_BELOW": Text("ditolak: pangkat terlalu rendah", "refused: rank too low"),
    "REFUSED_ABOVE": Text("ditolak: pangkat terlalu tinggi", "refused: rank too high"),
}


ECHELON_2002 = RuleSet(
    id="echelon-rank-2002",
    title=Text("Rentang pangkat menurut eselon", "Rank window of an echelon"),
    subject="echelon-rank",
    valid_from=date(2002, 4, 17),
    legal_basis=(BASIS,),
    parameters=load("echelon-rank-2002"),
    inputs=(
        code("echelon", Text("Eselon jabatan", "Echelon of the post"), ECHELON),
        code("rank", Text("Pangkat", "Rank"), RANK),
        flag("above_is_decided", Text("Pangkat di atas rentang ditetapkan", "A rank above the window was decided on")),
    ),
    steps=(
        step(
            "rank_order",
            Text("Urutan pangkat", "Order of the rank"),
            "rank",
            lambda p: lookup(col("rank"), RANK_ORDER),
            basis=BASIS,
        ),
        step(
            "lowest_order",
            Text("Urutan pangkat terendah", "Order of the lowest rank"),
            "echelon",
            lambda p: lookup(col("echelon"), {name: RANK_ORDER[rank] for name, rank in p["lowest"].items()}),
            basis=BASIS,
        ),
        step(
            "highest_order",
            Text("Urutan pangkat tertinggi", "Order of the highest rank"),
            "echelon",
            lambda p: lookup(col("echelon"), {name: RANK_ORDER[rank] for name, rank in p["highest"].items()}),
            basis=BASIS,
        ),
        step(
            "verdict",
            Text("Hasil", "Verdict"),
            "rank_order lowest_order highest_order above_is_decided",
            lambda p: cases(
                [
                    (col("rank_order") < col("lowest_order") - p["ranks_below"], "REFUSED_BELOW"),
                    (col("rank_order") < col("lowest_order"), "ONE_BELOW"),
                    (col("rank_order") <= col("highest_order"), "IN_WINDOW"),
                    (col("above_is_decided"), "ABOVE_FLAGGED"),
                ],
                default="REFUSED_ABOVE",
            ),
            Text(
                "Eselon {echelon}: pangkat ke-{lowest_order} sampai ke-{highest_order}; {rank} adalah ke-{rank_order}: "
                "{verdict}.",
                "Echelon {echelon}: rank {lowest_order} to {highest_order}; {rank} is rank {rank_order}: {verdict}.",
            ),
            basis=BASIS,
            codes=VERDICT,
        ),
        step(
            "is_accepted",
            Text("Dapat diangkat", "May be appointed"),
            "verdict",
            lambda p: col("verdict").is_in(["IN_WINDOW", "ONE_BELOW", "ABOVE_FLAGGED"]),
            basis=BASIS,
            kind="boolean",
        ),
        step(
            "needs_flag",
            Text("Diberi tanda", "Flagged"),
            "verdict",
            lambda p: col("verdict").is_in(["ONE_BELOW", "ABOVE_FLAGGED"]),
            basis=BASIS,
            confidence="PD",
            kind="boolean",
        ),
    ),
    outputs=("verdict", "is_accepted", "needs_flag"),
)

RULESETS = (ECHELON_2002,)
