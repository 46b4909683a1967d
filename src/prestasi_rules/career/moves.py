"""Arah perpindahan (PermenPANRB 22/2021): horizontal, vertical or diagonal is computed from two posts, never typed."""

from datetime import date

from prestasi_rules.career.posts import GROUP, POST
from prestasi_rules.declare import code, step
from prestasi_rules.fixed import cases, col, lookup
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Step, Text

BASIS = "PermenPANRB 22/2021"
DIRECTION = {
    "HORIZONTAL": Text("horizontal", "horizontal"),
    "VERTICAL": Text("vertikal", "vertical"),
    "DIAGONAL": Text("diagonal", "diagonal"),
    "DOWNWARD": Text("turun", "downward"),
}
GROUPS = {
    "JA": Text("jabatan administrasi", "administrative posts"),
    "JF": Text("jabatan fungsional", "functional posts"),
    "JPT": Text("jabatan pimpinan tinggi", "senior leadership posts"),
}


def place(side: str, label: Text) -> tuple[Step, ...]:
    """Group, level and order of one of the two posts."""
    post = f"{side}_post"
    return (
        step(
            f"{side}_group",
            Text(f"Kelompok {label.id}", f"Group of the {label.en}"),
            post,
            lambda p: lookup(col(post), GROUP),
            basis="UU 20/2023; PermenPANRB 22/2021",
            codes=GROUPS,
        ),
        step(
            f"{side}_level",
            Text(f"Tingkat {label.id}", f"Level of the {label.en}"),
            post,
            lambda p: lookup(col(post), p["levels"]),
            basis=BASIS,
            confidence="L",
        ),
        step(
            f"{side}_order",
            Text(f"Urutan {label.id} dalam kelompok", f"Order of the {label.en} in its group"),
            post,
            lambda p: lookup(col(post), p["orders"]),
            basis=BASIS,
            confidence="L",
        ),
    )


MOVE_2021 = RuleSet(
    id="career-move-2021",
    title=Text("Arah perpindahan jabatan", "Direction of a move"),
    subject="career-move",
    valid_from=date(2021, 5, 21),
    legal_basis=(BASIS,),
    parameters=load("career-move-2021"),
    inputs=(
        code("from_post", Text("Jabatan asal", "Post left"), POST),
        code("to_post", Text("Jabatan tujuan", "Post entered"), POST),
    ),
    steps=(
        *place("from", Text("jabatan asal", "post left")),
        *place("to", Text("jabatan tujuan", "post entered")),
        step(
            "direction",
            Text("Arah", "Direction"),
            "from_group to_group from_level to_level from_order to_order",
            lambda p: cases(
                [
                    ((col("from_group") == col("to_group")) & (col("to_order") > col("from_order")), "VERTICAL"),
                    ((col("from_group") == col("to_group")) & (col("to_order") < col("from_order")), "DOWNWARD"),
                    (col("from_group") == col("to_group"), "HORIZONTAL"),
                    (col("to_level") > col("from_level"), "DIAGONAL"),
                    (col("to_level") < col("from_level"), "DOWNWARD"),
                ],
                default="HORIZONTAL",
            ),
            Text(
                "{from_group} ke {to_group}; tingkat {from_level} ke {to_level}, urutan {from_order} ke {to_order}: "
                "{direction}.",
                "{from_group} to {to_group}; level {from_level} to {to_level}, order {from_order} to {to_order}: "
                "{direction}.",
            ),
            basis=BASIS,
            codes=DIRECTION,
        ),
        step(
            "needs_ground",
            Text("Memerlukan alasan tertulis", "Needs a stated ground"),
            "direction",
            lambda p: col("direction") == "DOWNWARD",
            Text(
                "Turun hanya karena disiplin, penataan organisasi atau permintaan sendiri: {needs_ground}.",
                "Downward only for discipline, reorganisation or at one's own request: {needs_ground}.",
            ),
            basis=BASIS,
            kind="boolean",
        ),
    ),
    outputs=("direction", "needs_ground"),
    doubts=(
        Text(
            "Tingkat ahli utama (5) dan penyelia (1) dapat diperdebatkan.",
            "The levels of ahli utama (5) and penyelia (1) are debatable.",
        ),
    ),
)

RULESETS = (MOVE_2021,)
