"""Tanggung jawab menurut waktu: several posts or raters in a year share a whole by days, and the parts sum to it."""

from datetime import date

import narwhals as nw

from prestasi_rules.dates import day_number, days_between
from prestasi_rules.fixed import col, div_floor, missing, reason, when
from prestasi_rules.ruleset import Option, RuleSet
from prestasi_rules.step import Build, Field, Kind, Step, Text

BASIS = "Keputusan produk: pembagian menurut hari dengan sisa terbesar"
KEY = "whole_key"
UNKNOWN = Text("tidak dapat dihitung", "cannot be worked out")
WHOLE_SCALE = 1000
LATER_FIRST = 1_000_000  # more than any day number: a tie goes to the earlier or later slice as a step says


def part(
    name: str,
    label: Text,
    inputs: tuple[str, ...],
    build: Build,
    sentence: Text,
    *,
    kind: Kind = "integer",
    unit: str = "",
    scale: int = 1,
) -> Step:
    return Step(
        name=name,
        label=label,
        kind=kind,
        unit=unit,
        scale=scale,
        basis=BASIS,
        confidence="PD",
        inputs=inputs,
        build=build,
        sentence=sentence,
        null_meaning=UNKNOWN,
    )


def any_of_whole(condition: nw.Expr) -> nw.Expr:
    """True on every slice of the whole when the condition holds on one of them."""
    return when(condition, 1, 0).max().over(KEY) > 0


def differs(name: str) -> nw.Expr:
    empty = when(missing(name), 1, 0)
    uneven = col(name).max().over(KEY) != col(name).min().over(KEY)
    return uneven | (empty.max().over(KEY) != empty.min().over(KEY))


def latest(figure: nw.Expr) -> nw.Expr:
    return figure == figure.max().over(KEY)


SLICES_1 = RuleSet(
    id="slices-1",
    title=Text("Pembagian tanggung jawab menurut waktu", "Responsibility apportioned by time"),
    subject="slices",
    valid_from=date(2022, 1, 1),
    legal_basis=("Keputusan produk atas PermenPANRB 6/2022",),
    together=(KEY,),
    options=(
        Option(
            name="annual",
            label=Text("Penetap predikat tahunan setelah pindah", "Who decides the annual predicate after a move"),
            default="last_rater",
            readings={
                "last_rater": Text("pejabat penilai terakhir", "the last rating officer"),
                "longest_period": Text("penempatan terlama", "the longest period"),
            },
            basis="PermenPANRB 6/2022 tidak mengatur pindah di tengah tahun",
            confidence="U",
        ),
    ),
    inputs=(
        Field(name=KEY, label=Text("Kunci keseluruhan", "Key of the whole"), kind="text"),
        Field(name="starts_on", label=Text("Mulai", "Starts on"), kind="date"),
        Field(name="ends_on", label=Text("Selesai", "Ends on"), kind="date"),
        Field(
            name="whole",
            label=Text("Nilai yang dibagi", "The whole to share"),
            scale=WHOLE_SCALE,
            minimum=-(10**12),
            maximum=10**12,
            null_meaning=Text("tidak ada yang dibagi", "nothing to share"),
        ),
    ),
    steps=(
        part(
            "days",
            Text("Hari tanggung jawab", "Days of responsibility"),
            ("starts_on", "ends_on"),
            lambda p: nw.when(col("ends_on") >= col("starts_on")).then(
                days_between(col("starts_on"), col("ends_on")) + 1
            ),
            Text(
                "{starts_on} sampai {ends_on}, kedua hari dihitung: {days}.",
                "{starts_on} to {ends_on}, both days counted: {days}.",
            ),
            unit="day",
        ),
        part(
            "all_days",
            Text("Hari seluruh penempatan", "Days of all slices"),
            (KEY, "days"),
            lambda p: col("days").sum().over(KEY),
            Text("Semua penempatan: {all_days}.", "All slices: {all_days}."),
            unit="day",
        ),
        part(
            "previous_ends_on",
            Text("Akhir penempatan sebelumnya", "End of the slice before"),
            (KEY, "starts_on", "ends_on"),
            lambda p: col("ends_on").shift(1).over(KEY, order_by=["starts_on", "ends_on"]),
            Text("Sebelumnya berakhir {previous_ends_on}.", "The one before ended {previous_ends_on}."),
            kind="date",
        ),
        Step(
            name="share_reason",
            label=Text("Alasan bagian kosong", "Why there is no share"),
            kind="code",
            codes={
                "dates_reversed": Text("tanggal selesai sebelum mulai", "a slice ends before it starts"),
                "slices_overlap": Text("penempatan bertumpang tindih", "slices overlap"),
                "wholes_differ": Text("nilai keseluruhan berbeda antarbaris", "the whole differs between rows"),
                "nothing_to_share": Text("tidak ada nilai yang dibagi", "nothing to share"),
            },
            basis=BASIS,
            confidence="PD",
            inputs=(KEY, "days", "starts_on", "previous_ends_on", "whole"),
            build=lambda p: reason(
                {
                    "dates_reversed": any_of_whole(missing("days")),
                    "slices_overlap": any_of_whole(col("starts_on") <= col("previous_ends_on")),
                    "wholes_differ": differs("whole"),
                    "nothing_to_share": missing("whole"),
                }
            ),
            sentence=Text("{share_reason}.", "{share_reason}."),
            null_meaning=Text("tidak ada, bagian terisi", "none, the share is set"),
        ),
        part(
            "floor_share",
            Text("Bagian dibulatkan ke bawah", "Share rounded down"),
            ("whole", "days", "all_days", "share_reason"),
            lambda p: nw.when(missing("share_reason")).then(div_floor(col("whole") * col("days"), col("all_days"))),
            Text(
                "{whole} kali {days} dibagi {all_days}, ke bawah: {floor_share}.",
                "{whole} times {days} divided by {all_days}, rounded down: {floor_share}.",
            ),
            scale=WHOLE_SCALE,
        ),
        part(
            "remainder",
            Text("Sisa pembagian", "Remainder of the division"),
            ("whole", "days", "all_days", "floor_share"),
            lambda p: col("whole") * col("days") - col("floor_share") * col("all_days"),
            Text("Sisa {remainder}.", "Remainder {remainder}."),
        ),
        part(
            "left_over",
            Text("Satuan yang belum dibagikan", "Units not yet handed out"),
            (KEY, "whole", "floor_share"),
            lambda p: col("whole") - col("floor_share").sum().over(KEY),
            Text("Belum dibagikan: {left_over}.", "Not yet handed out: {left_over}."),
        ),
        part(
            "remainder_rank",
            Text("Urutan sisa terbesar", "Order of the largest remainder"),
            (KEY, "remainder", "starts_on"),
            lambda p: (
                (col("remainder") * LATER_FIRST - day_number(col("starts_on"))).rank("min", descending=True).over(KEY)
            ),
            Text(
                "Urutan sisa {remainder_rank}; sisa yang sama mendahulukan penempatan lebih awal.",
                "Remainder rank {remainder_rank}; of equal ones the earlier slice comes first.",
            ),
        ),
        part(
            "share",
            Text("Bagian", "Share"),
            ("floor_share", "remainder_rank", "left_over"),
            lambda p: col("floor_share") + when(col("remainder_rank") <= col("left_over"), 1, 0),
            Text(
                "Sisa terbesar mendapat satu satuan terkecil tambahan sampai jumlahnya tepat: {share}.",
                "The largest remainders get one smallest unit more until the sum is exact: {share}.",
            ),
            scale=WHOLE_SCALE,
        ),
        Step(
            name="decides",
            label=Text("Menetapkan predikat tahunan", "Decides the annual predicate"),
            kind="boolean",
            basis="Keputusan produk; PermenPANRB 6/2022 tidak mengatur pindah di tengah tahun",
            confidence="U",
            inputs=(KEY, "starts_on", "days"),
            build=lambda p: latest(
                day_number(col("starts_on"))
                + (col("days") * LATER_FIRST if p.option("annual") == "longest_period" else 0)
            ),
            sentence=Text(
                "Penempatan ini menetapkan predikat tahunan: {decides}; hasil sebelumnya tetap diperlihatkan.",
                "This slice decides the annual predicate: {decides}; earlier results stay visible.",
            ),
        ),
    ),
    outputs=("days", "share", "decides", "share_reason"),
    doubts=(
        Text(
            "Siapa yang menetapkan predikat tahunan setelah pindah belum diatur; bawaan: penilai terakhir.",
            "Who decides after a move is not regulated; default: the last rating officer.",
        ),
    ),
)

RULESETS = (SLICES_1,)
