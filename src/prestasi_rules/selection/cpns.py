"""Seleksi CPNS 2024 (PermenPANRB 6/2024, Kepmen 321/2024): passing values, the cut to SKB with ties, final ranking."""

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from prestasi_rules.dates import day_number
from prestasi_rules.declare import code, day, failing, figure, key, passing, step
from prestasi_rules.fixed import clamp, col, div_half_up, known, lookup, reason, total, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text
from prestasi_rules.weights import hundred

FORMATION = "formation_key"
BASIS = "KepmenPANRB 321/2024"
LAW = "PermenPANRB 6/2024"
ROUTE = {
    "GENERAL": Text("umum dan putra-putri Kalimantan", "general and native of Kalimantan"),
    "CUMLAUDE": Text("cumlaude dan diaspora", "cum laude and diaspora"),
    "AFFIRMATIVE": Text("disabilitas, Papua, daerah tertinggal", "disability, Papua, lagging regions"),
}
SKD_MAX = 550
FINAL_DEN = SKD_MAX * 1000
LATEST_BIRTH = 40_000
"""A day number after which nobody is born; so a bigger key is an older person."""
OUT = Text("tidak diperingkat", "not ranked")
FAILS = {
    "twk_below": Text("TWK di bawah ambang", "TWK below the passing value"),
    "tiu_below": Text("TIU di bawah ambang", "TIU below the passing value"),
    "tkp_below": Text("TKP di bawah ambang", "TKP below the passing value"),
    "total_below": Text("jumlah di bawah ambang", "total below the passing value"),
}


def fails(p: Parameters) -> Mapping[str, nw.Expr]:
    parts = {"twk": "twk", "tiu": "tiu", "tkp": "tkp", "total": "skd_total"}
    return {f"{part}_below": col(column) < lookup(col("route"), p[f"{part}_pass"]) for part, column in parts.items()}


def final_key() -> nw.Expr:
    """Final score, then SKD total, TKP and TIU as one number; with these equal, TWK is equal too."""
    return col("final_sum") * 25_000_000 + col("skd_total") * 39_776 + col("tkp") * 176 + col("tiu")


def place_of(score_place: nw.Expr, tie_key: nw.Expr) -> nw.Expr:
    return (score_place * -(10**10) + tie_key).rank("min", descending=True).over(FORMATION).cast(nw.Int64)


CPNS_2024 = RuleSet(
    id="cpns-2024",
    title=Text("Seleksi CPNS: SKD, SKB dan nilai akhir", "CPNS selection: SKD, SKB and final score"),
    subject="cpns",
    valid_from=date(2024, 1, 1),
    legal_basis=(LAW, BASIS),
    parameters=load("cpns-2024"),
    together=(FORMATION,),
    inputs=(
        key(FORMATION, Text("Formasi", "Formation")),
        figure("places", Text("Jumlah formasi", "Places"), unit="person", low=1, high=100_000),
        code("route", Text("Jalur", "Route"), ROUTE),
        figure("twk", Text("TWK", "National insight"), unit="point", high=150),
        figure("tiu", Text("TIU", "General intelligence"), unit="point", high=175),
        figure("tkp", Text("TKP", "Personal traits"), unit="point", high=225),
        figure("skb", Text("SKB", "Field test"), unit="point", scale=1000, high=100, empty=Text("belum", "not yet")),
        figure("graduation", Text("IPK atau nilai ijazah", "Graduation value"), scale=100, high=100),
        day("birth_on", Text("Tanggal lahir", "Birth date")),
    ),
    steps=(
        step(
            "skd_total",
            Text("Jumlah SKD", "SKD total"),
            "twk tiu tkp",
            lambda p: total(col(name) for name in ("twk", "tiu", "tkp")),
            Text("{twk} + {tiu} + {tkp} = {skd_total}.", "{twk} + {tiu} + {tkp} = {skd_total}."),
            basis=BASIS,
            unit="point",
        ),
        failing(
            "skd_reasons",
            Text("Di bawah ambang", "Below a passing value"),
            FAILS,
            "twk tiu tkp skd_total route",
            fails,
            basis=BASIS,
        ),
        passing("passes_skd", Text("Lulus ambang SKD", "Passes the SKD"), "skd_reasons", basis=BASIS),
        step(
            "skd_key",
            Text("Kunci urutan SKD", "Key of the SKD order"),
            "passes_skd skd_total tkp tiu twk",
            lambda p: when(
                col("passes_skd"), col("skd_total") * 10**9 + col("tkp") * 10**6 + col("tiu") * 1000 + col("twk")
            ),
            Text(
                "Jumlah {skd_total}, lalu TKP {tkp}, TIU {tiu}, TWK {twk}.",
                "Total {skd_total}, then TKP {tkp}, TIU {tiu}, TWK {twk}.",
            ),
            basis=LAW,
            empty=OUT,
        ),
        step(
            "skd_place",
            Text("Peringkat SKD", "Place in the SKD"),
            f"skd_key {FORMATION}",
            lambda p: when(
                known("skd_key"), col("skd_key").rank("min", descending=True).over(FORMATION).cast(nw.Int64)
            ),
            Text("Peringkat {skd_place}; yang sama berperingkat sama.", "Place {skd_place}; equals share a place."),
            basis=LAW,
            empty=OUT,
        ),
        step(
            "goes_to_skb",
            Text("Mengikuti SKB", "Goes on to the SKB"),
            "skd_place places",
            lambda p: when(known("skd_place"), col("skd_place") <= col("places") * p["formation_multiple"], False),
            Text(
                "Paling banyak {formation_multiple} kali {places}; yang sama di batas ikut semua: {goes_to_skb}.",
                "At most {formation_multiple} times {places}; all equals at the cut go on: {goes_to_skb}.",
            ),
            basis=LAW,
            kind="boolean",
        ),
        step(
            "final_sum",
            Text("Nilai akhir tepat, per-550.000", "Exact final score, in 550,000ths"),
            "goes_to_skb skd_total skb",
            lambda p: when(
                col("goes_to_skb"),
                col("skd_total") * (hundred("final_weights", p["final_weights"])["SKD"] * 1000)
                + div_half_up(col("skb") * (p["final_weights"]["SKB"] * SKD_MAX), 100),
            ),
            basis=LAW,
            empty=OUT,
        ),
        step(
            "final",
            Text("Nilai akhir", "Final score"),
            "final_sum",
            lambda p: div_half_up(col("final_sum") * 1000, FINAL_DEN),
            Text(
                "SKD {skd_total} dari 550 dan SKB {skb} dengan bobot {final_weights}: {final}.",
                "SKD {skd_total} of 550 and SKB {skb} with weights {final_weights}: {final}.",
            ),
            basis=LAW,
            unit="point",
            scale=1000,
            empty=OUT,
        ),
        step(
            "final_score_place",
            Text("Urutan nilai akhir dan SKD", "Place by final score and SKD"),
            f"final_sum skd_total tkp tiu {FORMATION}",
            lambda p: when(
                known("final_sum"), final_key().rank("dense", descending=True).over(FORMATION).cast(nw.Int64)
            ),
            Text(
                "Nilai {final}; bila sama SKD {skd_total}, TKP {tkp}, TIU {tiu}, TWK {twk}: {final_score_place}.",
                "Score {final}; on ties SKD {skd_total}, TKP {tkp}, TIU {tiu}, TWK {twk}: {final_score_place}.",
            ),
            basis=LAW,
            empty=OUT,
        ),
        step(
            "tie_key",
            Text("Pembeda: nilai kelulusan, lalu usia", "Tie break: graduation, then age"),
            "graduation birth_on",
            lambda p: col("graduation") * 10**5 + clamp(day_number(col("birth_on")) * -1 + LATEST_BIRTH, 0, 99_999),
            basis=LAW,
        ),
        step(
            "final_place",
            Text("Peringkat akhir", "Final place"),
            f"final_score_place tie_key {FORMATION}",
            lambda p: when(known("final_score_place"), place_of(col("final_score_place"), col("tie_key"))),
            Text(
                "Urutan {final_score_place}; bila sama nilai kelulusan {graduation}, yang lebih tua: {final_place}.",
                "Place {final_score_place}; on ties graduation {graduation}, then the older: {final_place}.",
            ),
            basis=LAW,
            empty=OUT,
        ),
        step(
            "gets_place",
            Text("Mendapat formasi", "Gets a place"),
            "final_place places",
            lambda p: col("final_place") <= col("places"),
            basis=LAW,
            kind="boolean",
            empty=OUT,
        ),
        step(
            "final_reason",
            Text("Alasan tanpa nilai akhir", "Why no final score"),
            "passes_skd goes_to_skb skb",
            lambda p: reason(
                {
                    "skd_failed": ~col("passes_skd"),
                    "below_cut": ~col("goes_to_skb"),
                    "skb_missing": ~known("skb"),
                }
            ),
            basis=LAW,
            codes={
                "skd_failed": Text("tidak lulus ambang SKD", "failed the SKD"),
                "below_cut": Text("di luar tiga kali formasi", "beyond three times the formation"),
                "skb_missing": Text("SKB belum ada", "no SKB yet"),
            },
            empty=Text("ada nilai akhir", "has a final score"),
        ),
    ),
    outputs=(
        "passes_skd",
        "skd_reasons",
        "skd_place",
        "goes_to_skb",
        "final",
        "final_place",
        "gets_place",
        "final_reason",
    ),
    doubts=(
        Text("Ambang berlaku untuk seleksi 2024; tiap tahun ditetapkan lagi.", "Passing values are those of 2024."),
    ),
)

RULESETS = (CPNS_2024,)
