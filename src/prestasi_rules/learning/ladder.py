"""Pelatihan kepemimpinan dan evaluasi: entry to PKN II, graduation, evaluation after training, mentors."""

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from prestasi_rules.career.posts import POST
from prestasi_rules.codes import RANK, RANK_ORDER
from prestasi_rules.dates import add_months, add_years
from prestasi_rules.declare import code, day, failing, figure, flag, no, passing, step, yes
from prestasi_rules.fixed import band, col, div_half_up, lookup, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import NOT_RATED, Text

LAN = "Pengumuman LAN, PKN Tingkat II"
PKN_REASONS = {
    "post": Text("jabatan tidak memenuhi", "the post does not qualify"),
    "rank": Text("pangkat di bawah IV/a", "rank below IV/a"),
    "time": Text("masa jabatan kurang", "too short in the post"),
    "age": Text("melebihi batas usia", "above the age limit"),
    "selection": Text("belum lulus seleksi", "selection not passed"),
}


def is_post(*posts: str) -> nw.Expr:
    return col("post").is_in(list(posts))


def months_needed(p: Parameters) -> nw.Expr:
    return lookup(col("post"), p["months_in_post"])


def pkn_failures(p: Parameters) -> Mapping[str, nw.Expr]:
    leads = is_post("JPT_PRATAMA")
    return {
        "post": ~is_post("JPT_PRATAMA", "JF_AHLI_UTAMA", "ADMINISTRATOR", "JF_AHLI_MADYA"),
        "rank": is_post("ADMINISTRATOR", "JF_AHLI_MADYA") & (lookup(col("rank"), RANK_ORDER) < p["least_rank_order"]),
        "time": col("on") < add_months(col("post_since"), months_needed(p)),
        "age": when(
            leads,
            col("on") > add_months(col("retires_on"), p["months_before_retirement"] * -1),
            col("on") > add_years(col("birth_on"), p["age_at_most"]),
        ),
        "selection": ~leads & no("selection_passed"),
    }


PKN_2 = RuleSet(
    id="pkn-2",
    title=Text("Syarat mengikuti PKN Tingkat II", "Entry to the second national leadership training"),
    subject="pkn-2",
    valid_from=date(2018, 1, 1),
    legal_basis=(LAN,),
    parameters=load("pkn-2"),
    inputs=(
        code("post", Text("Jabatan", "Post"), POST),
        code("rank", Text("Pangkat", "Rank"), RANK),
        day("on", Text("Tanggal pelatihan", "Date of the training")),
        day("post_since", Text("Dalam jabatan sejak", "In the post since")),
        day("birth_on", Text("Tanggal lahir", "Birth date")),
        day("retires_on", Text("TMT pensiun", "Retires on")),
        flag("selection_passed", Text("Lulus seleksi", "Selection passed"), empty=Text("tidak perlu", "not needed")),
    ),
    steps=(
        failing(
            "reasons",
            Text("Syarat yang belum terpenuhi", "Requirements not met"),
            PKN_REASONS,
            "post rank on post_since birth_on retires_on selection_passed",
            pkn_failures,
            basis=LAN,
        ),
        passing("is_eligible", Text("Memenuhi syarat", "Eligible"), "reasons", basis=LAN),
    ),
    outputs=("is_eligible", "reasons"),
)

PREDICATE = {
    "SANGAT_MEMUASKAN": Text("sangat memuaskan", "very satisfactory"),
    "MEMUASKAN": Text("memuaskan", "satisfactory"),
    "CUKUP_MEMUASKAN": Text("cukup memuaskan", "fairly satisfactory"),
    "KURANG_MEMUASKAN": Text("kurang memuaskan", "less satisfactory"),
    "TIDAK_MEMUASKAN": Text("tidak memuaskan", "unsatisfactory"),
}
GRADUATION_1 = RuleSet(
    id="training-graduation-1",
    title=Text("Predikat kelulusan pelatihan", "Graduation predicate of a training"),
    subject="training-graduation",
    valid_from=date(2018, 1, 1),
    legal_basis=("Pedoman LAN",),
    parameters=load("training-graduation-1"),
    inputs=(figure("score", Text("Nilai akhir", "Final score"), unit="point", scale=100, high=100, empty=NOT_RATED),),
    steps=(
        step(
            "predicate",
            Text("Predikat kelulusan", "Graduation predicate"),
            "score",
            lambda p: band(
                col("score"),
                {int(low) * 100: name for low, name in p["ladder"].items()},
                below="TIDAK_MEMUASKAN",
                open_bottom=True,
            ),
            Text(
                "{score}: 'di atas 90', 'di atas 80' dan seterusnya; batasnya sendiri tidak termasuk: {predicate}.",
                "{score}: 'above 90', 'above 80' and so on; the bound itself is not included: {predicate}.",
            ),
            basis="Pedoman LAN",
            confidence="L",
            codes=PREDICATE,
        ),
        step(
            "has_passed",
            Text("Lulus", "Passed"),
            "predicate",
            lambda p: col("predicate") != "TIDAK_MEMUASKAN",
            basis="Pedoman LAN",
            confidence="L",
            kind="boolean",
        ),
    ),
    outputs=("predicate", "has_passed"),
)

EVALUATION_1 = RuleSet(
    id="training-evaluation-1",
    title=Text("Evaluasi pasca pelatihan", "Evaluation after training"),
    subject="training-evaluation",
    valid_from=date(2018, 1, 1),
    legal_basis=("PP 11/2017", "Praktik LAN (Kirkpatrick)"),
    parameters=load("training-evaluation-1"),
    inputs=(
        day("ended_on", Text("Pelatihan selesai", "Training ended on")),
        figure("pre_test", Text("Nilai awal", "Pre-test"), unit="point", scale=100, high=100, empty=NOT_RATED),
        figure("post_test", Text("Nilai akhir", "Post-test"), unit="point", scale=100, high=100, empty=NOT_RATED),
    ),
    steps=(
        step(
            "evaluate_from",
            Text("Evaluasi mulai", "Evaluate from"),
            "ended_on",
            lambda p: add_months(col("ended_on"), p["post_eval_months"]),
            Text("{ended_on} ditambah {post_eval_months}: {evaluate_from}.", "{ended_on} plus {post_eval_months}."),
            basis="Praktik LAN",
            confidence="U",
            kind="date",
        ),
        step(
            "gain",
            Text("Peningkatan", "Gain"),
            "pre_test post_test",
            lambda p: col("post_test") - col("pre_test"),
            basis="Praktik LAN, tingkat 2",
            confidence="L",
            unit="point",
            scale=100,
        ),
        step(
            "gain_share",
            Text("Bagian dari yang masih dapat dicapai", "Share of what could be gained"),
            "gain pre_test",
            lambda p: div_half_up(col("gain") * 10_000, col("pre_test") * -1 + 10_000),
            Text(
                "{gain} dari sisa di atas {pre_test}: {gain_share}.",
                "{gain} of the rest above {pre_test}: {gain_share}.",
            ),
            basis="Praktik LAN, tingkat 2",
            confidence="L",
            unit="percent",
            scale=100,
            empty=Text("tidak ada yang dapat ditingkatkan atau belum diuji", "nothing to gain or not tested"),
        ),
    ),
    outputs=("evaluate_from", "gain", "gain_share"),
    doubts=(Text("Waktu evaluasi 6 sampai 12 bulan belum pasti.", "Whether 6 or 12 months is open."),),
)

MENTOR_REASONS = {
    "too_many_mentees": Text("sudah tiga mentee", "already three mentees"),
    "lower_rank": Text("pangkat mentor lebih rendah", "the mentor's rank is lower"),
    "under_discipline": Text("mentor terkena disiplin", "the mentor is under discipline"),
    "same_chain": Text("mentee meminta jalur lain", "the mentee asked for another chain"),
}
MENTORING_1 = RuleSet(
    id="mentoring-1",
    title=Text("Syarat pasangan mentoring", "Requirements of a mentoring pair"),
    subject="mentoring",
    valid_from=date(2018, 1, 1),
    legal_basis=("Keputusan produk",),
    parameters=load("mentoring-1"),
    inputs=(
        code("mentor_rank", Text("Pangkat mentor", "Rank of the mentor"), RANK),
        code("mentee_rank", Text("Pangkat mentee", "Rank of the mentee"), RANK),
        figure("mentees", Text("Mentee yang sudah ada", "Mentees so far"), unit="person", high=100),
        flag("is_under_discipline", Text("Mentor terkena disiplin", "Mentor under discipline")),
        flag("is_same_chain", Text("Satu garis atasan", "Same reporting chain")),
        flag("wants_other_chain", Text("Mentee meminta garis lain", "Mentee asks for another chain")),
        day("starts_on", Text("Mulai", "Starts on")),
    ),
    steps=(
        failing(
            "reasons",
            Text("Penghalang", "In the way"),
            MENTOR_REASONS,
            "mentees mentor_rank mentee_rank is_under_discipline is_same_chain wants_other_chain",
            lambda p: {
                "too_many_mentees": col("mentees") >= p["mentees_at_most"],
                "lower_rank": lookup(col("mentor_rank"), RANK_ORDER) < lookup(col("mentee_rank"), RANK_ORDER),
                "under_discipline": yes("is_under_discipline"),
                "same_chain": yes("is_same_chain") & yes("wants_other_chain"),
            },
            basis="Keputusan produk",
            confidence="PD",
        ),
        passing("is_allowed", Text("Boleh dipasangkan", "May be paired"), "reasons", basis="Keputusan produk"),
        step(
            "ends_on",
            Text("Berakhir", "Ends on"),
            "starts_on",
            lambda p: add_months(col("starts_on"), p["months"]),
            basis="Keputusan produk",
            confidence="PD",
            kind="date",
        ),
    ),
    outputs=("is_allowed", "reasons", "ends_on"),
)

RULESETS = (PKN_2, GRADUATION_1, EVALUATION_1, MENTORING_1)
