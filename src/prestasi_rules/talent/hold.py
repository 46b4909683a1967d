"""Kelayakan talenta: eligible, on hold or not eligible, with reasons and the day on which each may end."""

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from prestasi_rules.codes import PREDICATE
from prestasi_rules.dates import add_months
from prestasi_rules.declare import below_good, code, day, failing, flag, no, step, yes
from prestasi_rules.fixed import cases, col, known, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Field, Text

BASIS = "Keputusan produk atas PermenPANRB 3/2020"
ELIGIBILITY = {
    "eligible": Text("layak", "eligible"),
    "on_hold": Text("ditahan sementara", "on hold"),
    "not_eligible": Text("tidak layak", "not eligible"),
}
BARS = {
    "serving_punishment": Text("menjalani hukuman sedang atau berat", "serving a medium or severe punishment"),
    "after_punishment": Text("belum setahun setelah hukuman berakhir", "less than a year after a punishment"),
    "retires_soon": Text("sisa masa kerja terlalu pendek", "too little time until retirement"),
    "performance_2y": Text("predikat dua tahun terakhir belum Baik", "predicates of two years not good"),
    "pns_only": Text("jabatan hanya untuk PNS", "the post is open to PNS only"),
}
HOLDS = {
    "under_examination": Text("dalam pemeriksaan disiplin", "under disciplinary examination"),
    "appeal_running": Text("keberatan atau banding berjalan", "an appeal is running"),
    "unpaid_leave": Text("cuti di luar tanggungan negara", "unpaid leave"),
    "study_assignment": Text("tugas belajar penuh", "full-time study assignment"),
    "seconded_out": Text("diperbantukan ke luar instansi", "seconded out"),
    "assets_not_filed": Text("LHKPN atau LHKASN belum dilaporkan", "asset report not filed"),
    "not_assessed": Text("uji kompetensi belum ada atau kedaluwarsa", "assessment missing or expired"),
}
FLAGS = {
    "under_examination": "is_examined",
    "appeal_running": "has_appeal",
    "unpaid_leave": "is_on_unpaid_leave",
    "study_assignment": "is_on_study_assignment",
    "seconded_out": "is_seconded_out",
}
NONE = Text("tidak ada", "none")


def bars(p: Parameters) -> Mapping[str, nw.Expr]:
    served = known("punished_from", "punished_until")
    return {
        "serving_punishment": served & (col("on") >= col("punished_from")) & (col("on") < col("punished_until")),
        "after_punishment": served
        & (col("on") >= col("punished_until"))
        & (col("on") < add_months(col("punished_until"), p["months_after_punishment"])),
        "retires_soon": col("retires_on") < add_months(col("on"), p["months_remaining"]),
        "performance_2y": below_good("last_predicate") | below_good("earlier_predicate"),
        "pns_only": no("is_pns") & yes("post_is_pns_only"),
    }


def holds(p: Parameters) -> Mapping[str, nw.Expr]:
    flags = {reason: yes(name) for reason, name in FLAGS.items()}
    return flags | {"assets_not_filed": no("assets_filed"), "not_assessed": no("is_assessed")}


INPUTS: tuple[Field, ...] = (
    day("on", Text("Diperiksa pada", "Checked on")),
    day("punished_from", Text("Hukuman sedang/berat berlaku mulai", "Punished from"), empty=NONE),
    day("punished_until", Text("Hukuman berakhir sebelum", "Punishment ends before"), empty=NONE),
    day("retires_on", Text("TMT pensiun", "Retires on"), empty=Text("tidak diketahui", "unknown")),
    code(
        "last_predicate", Text("Predikat tahun terakhir", "Last predicate"), PREDICATE, empty=Text("belum ada", "none")
    ),
    code(
        "earlier_predicate", Text("Predikat sebelumnya", "Predicate before"), PREDICATE, empty=Text("belum ada", "none")
    ),
    flag("is_pns", Text("PNS", "Permanent civil servant")),
    flag("post_is_pns_only", Text("Jabatan hanya untuk PNS", "Post open to PNS only")),
    flag("is_examined", Text("Dalam pemeriksaan disiplin", "Under disciplinary examination")),
    flag("has_appeal", Text("Keberatan atau banding berjalan", "Appeal running")),
    flag("is_on_unpaid_leave", Text("CLTN", "Unpaid leave")),
    flag("is_on_study_assignment", Text("Tugas belajar penuh", "Full-time study assignment")),
    flag("is_seconded_out", Text("Diperbantukan ke luar", "Seconded out")),
    flag("assets_filed", Text("LHKPN/LHKASN sudah dilaporkan", "Asset report filed")),
    flag("is_assessed", Text("Uji kompetensi masih berlaku", "Assessment still valid")),
)

HOLD_1 = RuleSet(
    id="talent-hold-1",
    title=Text("Kelayakan dan penahanan talenta", "Eligibility and hold of a talent"),
    subject="talent-hold",
    valid_from=date(2020, 1, 1),
    legal_basis=(BASIS, "PermenPANRB 20/2025"),
    parameters=load("talent-hold-1"),
    inputs=INPUTS,
    steps=(
        failing(
            "bars",
            Text("Alasan tidak layak", "Why not eligible"),
            BARS,
            "on punished_from punished_until retires_on last_predicate earlier_predicate is_pns post_is_pns_only",
            bars,
            basis=BASIS,
            confidence="L",
        ),
        failing(
            "holds",
            Text("Alasan ditahan", "Why on hold"),
            HOLDS,
            " ".join([*FLAGS.values(), "assets_filed", "is_assessed"]),
            holds,
            basis=BASIS,
            confidence="L",
        ),
        step(
            "eligibility",
            Text("Kelayakan", "Eligibility"),
            "bars holds",
            lambda p: cases([(col("bars") != "", "not_eligible"), (col("holds") != "", "on_hold")], default="eligible"),
            Text(
                "Tidak layak karena: {bars}. Ditahan karena: {holds}. Hasil: {eligibility}; kotak tidak berubah.",
                "Barred by: {bars}. Held by: {holds}. Result: {eligibility}; the box does not change.",
            ),
            basis=BASIS,
            confidence="PD",
            codes=ELIGIBILITY,
        ),
        step(
            "barred_until",
            Text("Hukuman tidak lagi menghalangi mulai", "A punishment stops barring from"),
            "on punished_until",
            lambda p: when(
                col("on") < add_months(col("punished_until"), p["months_after_punishment"]),
                add_months(col("punished_until"), p["months_after_punishment"]),
            ),
            Text(
                "Hukuman sampai {punished_until} ditambah {months_after_punishment}: {barred_until}.",
                "Punished until {punished_until} plus {months_after_punishment}: {barred_until}.",
            ),
            basis=BASIS,
            confidence="U",
            kind="date",
            empty=NONE,
        ),
    ),
    outputs=("eligibility", "bars", "holds", "barred_until"),
    doubts=(
        Text(
            "Masa tunggu setahun setelah hukuman tidak disebut PP 94/2021; ini pilihan yang dapat diubah.",
            "The year after a punishment is not in PP 94/2021; it is a choice that can be changed.",
        ),
    ),
)

RULESETS = (HOLD_1,)
