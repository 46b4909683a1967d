"""Sel kecil: counts under the limit are hidden, and one more cell when the rest would give them away."""

from collections.abc import Sequence
from datetime import date

from prestasi_rules.declare import figure, key, step
from prestasi_rules.fixed import col, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

BASIS = "Keputusan produk: sel kecil dan sel pelengkap tidak diperlihatkan"
TABLE = "table_key"
LIMIT = 5
Grid = Sequence[Sequence[int]]

STATS_CELLS_1 = RuleSet(
    id="stats-cells-1",
    title=Text("Sel kecil pada tabel terbuka", "Small cells of a public table"),
    subject="stats-cells",
    valid_from=date(2017, 1, 1),
    legal_basis=("Keputusan produk atas UU 27/2022",),
    parameters=load("stats-cells-1"),
    together=(TABLE,),
    inputs=(
        key(TABLE, Text("Kunci tabel (satu jumlah)", "Key of the table (one total)")),
        key("cell", Text("Sel", "Cell")),
        figure("count", Text("Jumlah", "Count"), high=300_000_000),
    ),
    steps=(
        step(
            "is_small",
            Text("Sel kecil", "Small cell"),
            "count",
            lambda p: (col("count") > 0) & (col("count") < p["limit"]),
            Text("{count}, batas {limit}: {is_small}.", "{count}, limit {limit}: {is_small}."),
            basis=BASIS,
            confidence="PD",
            kind="boolean",
        ),
        step(
            "small_cells",
            Text("Sel kecil dalam tabel", "Small cells of the table"),
            f"{TABLE} is_small",
            lambda p: when(col("is_small"), 1, 0).sum().over(TABLE),
            basis=BASIS,
            confidence="PD",
        ),
        step(
            "small_sum",
            Text("Jumlah sel kecil", "Sum of the small cells"),
            f"{TABLE} is_small count",
            lambda p: when(col("is_small"), col("count"), 0).sum().over(TABLE),
            basis=BASIS,
            confidence="PD",
        ),
        step(
            "needs_complement",
            Text("Perlu sel pelengkap", "Needs a complement"),
            "small_cells small_sum",
            lambda p: (col("small_cells") == 1) | ((col("small_cells") > 1) & (col("small_sum") < p["limit"])),
            Text(
                "{small_cells} sel kecil berjumlah {small_sum}: dapat dihitung dari jumlah tabel {needs_complement}.",
                "{small_cells} small cells sum to {small_sum}: could be worked out from the total {needs_complement}.",
            ),
            basis=BASIS,
            confidence="PD",
            kind="boolean",
        ),
        step(
            "candidate",
            Text("Calon sel pelengkap", "May serve as complement"),
            "count",
            lambda p: when(col("count") >= p["limit"], 1, 0),
            basis=BASIS,
            confidence="PD",
        ),
        step(
            "candidate_order",
            Text("Urutan calon dari yang terkecil", "Order of candidates from the smallest"),
            f"{TABLE} candidate count cell",
            lambda p: col("candidate").cum_sum().over(TABLE, order_by=["count", "cell"]),
            basis=BASIS,
            confidence="PD",
        ),
        step(
            "is_hidden",
            Text("Tidak diperlihatkan", "Hidden"),
            "is_small needs_complement candidate candidate_order",
            lambda p: (
                col("is_small") | (col("needs_complement") & (col("candidate") == 1) & (col("candidate_order") == 1))
            ),
            basis=BASIS,
            confidence="PD",
            kind="boolean",
        ),
        step(
            "total_is_hidden",
            Text("Jumlah tabel tidak diperlihatkan", "The total is hidden"),
            f"{TABLE} needs_complement candidate",
            lambda p: col("needs_complement") & (col("candidate").sum().over(TABLE) == 0),
            Text(
                "Tidak ada sel pelengkap, maka jumlahnya pun disembunyikan: {total_is_hidden}.",
                "No complement is left, so the total is hidden too: {total_is_hidden}.",
            ),
            basis=BASIS,
            confidence="PD",
            kind="boolean",
        ),
        step(
            "shown_count",
            Text("Jumlah yang diperlihatkan", "Count shown"),
            "is_hidden count",
            lambda p: when(~col("is_hidden"), col("count")),
            basis=BASIS,
            confidence="PD",
            empty=Text("disembunyikan", "hidden"),
        ),
    ),
    outputs=("shown_count", "is_hidden", "total_is_hidden"),
    doubts=(
        Text(
            "Tabel dua arah disaring dengan fungsi `hidden_cells`, yang memeriksa setiap baris dan kolom sampai tetap.",
            "Two-way tables go through the function `hidden_cells`, which checks rows and columns until stable.",
        ),
        Text("Sel berisi 0 diperlihatkan: tidak ada orang di dalamnya.", "A cell of 0 is shown: nobody is in it."),
    ),
)


def hidden_cells(grid: Grid, limit: int = LIMIT) -> set[tuple[int, int]]:
    """Places (row, column) to hide in a two-way table whose row and column totals are shown.

    In every row and column the hidden cells are none, or at least two that together reach ``limit``; each round hides
    the smallest cell that helps. A line without another cell keeps what it has: hide its total.
    """
    places = {(r, c) for r, row in enumerate(grid) for c in range(len(row))}
    hidden = {(r, c) for r, c in places if 0 < grid[r][c] < limit}
    lines = [{at for at in places if at[axis] == index} for axis in (0, 1) for index in {at[axis] for at in places}]
    while found := [extra for line in lines if (extra := _complement(line, hidden, grid, limit))]:
        hidden.add(min(found, key=lambda at: (grid[at[0]][at[1]], at)))
    return hidden


def _complement(
    line: set[tuple[int, int]], hidden: set[tuple[int, int]], grid: Grid, limit: int
) -> tuple[int, int] | None:
    inside = line & hidden
    spare = [at for at in line - hidden if grid[at[0]][at[1]] > 0]
    if not inside or not spare or (len(inside) > 1 and sum(grid[r][c] for r, c in inside) >= limit):
        return None
    return min(spare, key=lambda at: (grid[at[0]][at[1]], at))


RULESETS = (STATS_CELLS_1,)
