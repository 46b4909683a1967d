"""Urutan KRS untuk satu jabatan: eligible first, then box, value and the stated tie-breaks."""

from datetime import date

import narwhals as nw

from prestasi_rules.codes import RANK, RANK_ORDER
from prestasi_rules.dates import day_number
from prestasi_rules.declare import code, day, figure, key, step
from prestasi_rules.fixed import cases, clamp, col, known, lookup, reason, total, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import Option, RuleSet
from prestasi_rules.step import NOT_RATED, Field, Text
from prestasi_rules.talent.hold import ELIGIBILITY

POST = "post_key"
BASIS = "Keputusan produk atas PermenPANRB 3/2020"
NOT_LISTED = Text("tidak masuk daftar", "not on the list")
LATEST_BIRTH = 40_000

INPUTS: tuple[Field, ...] = (
    key(POST, Text("Jabatan target", "Target post")),
    code("eligibility", Text("Kelayakan", "Eligibility"), ELIGIBILITY),
    figure("box", Text("Kotak talenta", "Talent box"), low=1, high=9, empty=NOT_RATED),
    figure("post_value", Text("Nilai untuk jabatan", "Value for the post"), scale=10_000, high=120, empty=NOT_RATED),
    figure("assessment", Text("Uji kompetensi", "Assessment"), scale=100, high=200, empty=NOT_RATED),
    figure("performance", Text("Nilai kinerja", "Performance"), scale=100, high=120, empty=NOT_RATED),
    code("rank", Text("Pangkat", "Rank"), RANK),
    figure("service_months", Text("Masa kerja", "Service"), unit="month", high=720),
    day("birth_on", Text("Tanggal lahir", "Birth date")),
)

SUCCESSION_1 = RuleSet(
    id="talent-succession-1",
    title=Text("Urutan kandidat suksesi", "Order of succession candidates"),
    subject="talent-succession",
    valid_from=date(2020, 1, 1),
    legal_basis=(BASIS,),
    parameters=load("talent-succession-1"),
    options=(
        Option(
            name="box_order",
            label=Text("Urutan kotak", "Order of the boxes"),
            default="9_8_7",
            readings={"9_8_7": Text("9, 8, 7", "9, 8, 7"), "9_7_8": Text("9, 7, 8", "9, 7, 8")},
            basis="Praktik instansi berbeda",
            confidence="U",
        ),
    ),
    together=(POST,),
    inputs=INPUTS,
    steps=(
        step(
            "box_order",
            Text("Urutan kotak", "Order of the box"),
            "box",
            lambda p: lookup(col("box"), {box: 3 - spot for spot, box in enumerate(p["box_sequence"])}),
            Text("Kotak {box}, urutan {box_sequence}: {box_order}.", "Box {box}, order {box_sequence}: {box_order}."),
            basis=BASIS,
            confidence="U",
            empty=Text("kotak di luar KRS", "box outside the group"),
        ),
        step(
            "first_key",
            Text("Kunci pertama: layak, kotak, nilai, uji", "First key: eligible, box, value, assessment"),
            "eligibility box_order post_value assessment",
            lambda p: total(
                [
                    cases([(col("eligibility") == "eligible", 10**14)], default=0),
                    col("box_order") * 10**13,
                    col("post_value") * 10**6,
                    when(known("assessment"), col("assessment"), 0),
                ]
            ),
            basis=BASIS,
            confidence="PD",
            empty=NOT_LISTED,
        ),
        step(
            "first_place",
            Text("Tempat menurut kunci pertama", "Place by the first key"),
            f"first_key {POST}",
            lambda p: when(
                known("first_key"), col("first_key").rank("dense", descending=True).over(POST).cast(nw.Int64)
            ),
            basis=BASIS,
            confidence="PD",
            empty=NOT_LISTED,
        ),
        step(
            "second_key",
            Text("Kunci kedua: kinerja, pangkat, masa kerja, usia", "Second key: performance, rank, service, age"),
            "performance rank service_months birth_on",
            lambda p: total(
                [
                    when(known("performance"), col("performance"), 0) * 10**10,
                    lookup(col("rank"), RANK_ORDER) * 10**8,
                    col("service_months") * 10**5,
                    clamp(day_number(col("birth_on")) * -1 + LATEST_BIRTH, 0, 99_999),
                ]
            ),
            basis=BASIS,
            confidence="U",
        ),
        step(
            "place",
            Text("Urutan dalam KRS", "Place in the group"),
            f"first_place second_key {POST}",
            lambda p: when(
                known("first_place"),
                (col("first_place") * -(10**15) + col("second_key"))
                .rank("min", descending=True)
                .over(POST)
                .cast(nw.Int64),
            ),
            Text(
                "Layak lebih dahulu, lalu kotak {box}, nilai {post_value}, uji {assessment}, kinerja {performance}, "
                "pangkat {rank}, masa kerja {service_months}, usia: urutan {place}.",
                "Eligible first, then box {box}, value {post_value}, assessment {assessment}, performance "
                "{performance}, rank {rank}, service {service_months}, age: place {place}.",
            ),
            basis=BASIS,
            confidence="PD",
            empty=NOT_LISTED,
        ),
        step(
            "ready_candidates",
            Text("Kandidat layak untuk jabatan ini", "Eligible candidates for the post"),
            f"place eligibility {POST}",
            lambda p: when(known("place") & (col("eligibility") == "eligible"), 1, 0).sum().over(POST).cast(nw.Int64),
            basis=BASIS,
            confidence="PD",
            unit="person",
        ),
        step(
            "is_succession_gap",
            Text("Celah suksesi", "Succession gap"),
            "ready_candidates",
            lambda p: col("ready_candidates") == 0,
            basis=BASIS,
            confidence="L",
            kind="boolean",
        ),
        step(
            "has_enough_candidates",
            Text("Kandidat cukup", "Enough candidates"),
            "ready_candidates",
            lambda p: col("ready_candidates") >= p["candidates_at_least"],
            Text(
                "{ready_candidates} layak; norma {candidates_at_least}: cukup {has_enough_candidates}.",
                "{ready_candidates} eligible; norm {candidates_at_least}: enough {has_enough_candidates}.",
            ),
            basis=BASIS,
            confidence="L",
            kind="boolean",
        ),
        step(
            "place_reason",
            Text("Alasan tidak masuk daftar", "Why not on the list"),
            "box box_order post_value",
            lambda p: reason(
                {
                    "not_mapped": ~known("box"),
                    "box_outside_pool": ~known("box_order"),
                    "value_missing": ~known("post_value"),
                }
            ),
            basis=BASIS,
            confidence="PD",
            codes={
                "not_mapped": Text("belum dipetakan", "not mapped"),
                "box_outside_pool": Text("kotak di luar 7, 8, 9", "box outside 7, 8, 9"),
                "value_missing": Text("nilai belum ada", "no value"),
            },
            empty=Text("masuk daftar", "on the list"),
        ),
    ),
    outputs=("place", "ready_candidates", "is_succession_gap", "has_enough_candidates", "place_reason"),
    doubts=(Text("Urutan 9-8-7 atau 9-7-8 belum pasti.", "Whether 9-8-7 or 9-7-8 is open."),),
)

RULESETS = (SUCCESSION_1,)
