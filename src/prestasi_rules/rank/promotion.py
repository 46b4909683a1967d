"""Kenaikan pangkat: each kind with its time, predicates and ceilings (PP 99/2000 jo PP 12/2002, Per BKN 2/2025)."""

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from prestasi_rules.codes import PREDICATE, RANK, RANK_ORDER
from prestasi_rules.credit.opening import EDUCATION
from prestasi_rules.dates import add_months, add_years
from prestasi_rules.declare import below_good, code, day, failing, figure, flag, no, passing, step, yes
from prestasi_rules.fixed import cases, col, lookup, missing
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Field, Text

KIND = {
    "REGULER": Text("reguler", "regular"),
    "STRUKTURAL": Text("pilihan, jabatan struktural", "selective, structural post"),
    "FUNGSIONAL": Text("pilihan, jabatan fungsional", "selective, functional post"),
    "PRESTASI": Text("pilihan, prestasi luar biasa", "selective, outstanding achievement"),
    "PENEMUAN": Text("pilihan, penemuan baru", "selective, invention"),
    "PENGABDIAN": Text("pengabdian", "service"),
    "ANUMERTA": Text("anumerta", "posthumous"),
}
TOP_EDUCATION = EDUCATION | {
    "SMP_KEJURUAN": Text("SMP kejuruan", "Vocational lower secondary school"),
    "DOKTER": Text("dokter atau apoteker", "physician or pharmacist"),
}
REASONS = {
    "time_in_rank": Text("masa dalam pangkat kurang", "too short in the rank"),
    "time_in_post": Text("masa dalam jabatan kurang", "too short in the post"),
    "performance_2y": Text("kinerja dua tahun terakhir belum Baik", "performance of two years not good"),
    "performance_1y": Text("kinerja tahun terakhir belum cukup", "performance of the last year too low"),
    "education_ceiling": Text("melebihi batas pangkat pendidikan", "above the ceiling of the education"),
    "superior_ceiling": Text("melebihi pangkat atasan langsung", "above the rank of the direct superior"),
    "holds_post": Text("kenaikan reguler untuk pelaksana", "regular promotion is for staff without such a post"),
    "rank_window": Text("di luar rentang pangkat eselon", "outside the rank window of the echelon"),
    "credit_short": Text("angka kredit belum cukup", "not enough credit"),
    "decree_missing": Text("keputusan pejabat berwenang belum ada", "the decree is missing"),
    "service_short": Text("masa kerja kurang untuk pengabdian", "too little service"),
    "punished": Text("hukuman sedang atau berat dalam setahun terakhir", "medium or severe sanction in the last year"),
    "not_on_duty": Text("tidak tewas dalam tugas", "did not die on duty"),
    "highest_rank": Text("sudah pada pangkat tertinggi", "already in the highest rank"),
}
NONE = Text("tidak ada", "none")


def kind_is(*kinds: str) -> nw.Expr:
    return col("kind").is_in(list(kinds))


def too_early(since: str, years: nw.Expr | int) -> nw.Expr:
    return missing(since) | (col("on") < add_years(col(since), years))


def failures(p: Parameters) -> Mapping[str, nw.Expr]:
    """One line per sentence of the law."""
    one_year, two_years, four_years = p["years_special"], p["years_functional"], p["years_regular"]
    return {
        "highest_rank": missing("next_rank_order"),
        "time_in_rank": (kind_is("REGULER") & too_early("rank_since", four_years))
        | (kind_is("FUNGSIONAL") & too_early("rank_since", two_years))
        | (kind_is("STRUKTURAL", "PRESTASI", "PENEMUAN") & too_early("rank_since", one_year)),
        "time_in_post": kind_is("STRUKTURAL") & too_early("post_since", p["years_in_post"]),
        "performance_2y": kind_is("REGULER", "STRUKTURAL", "FUNGSIONAL")
        & (below_good("last_predicate") | below_good("earlier_predicate")),
        "performance_1y": (kind_is("PRESTASI") & is_not_very_good())
        | (kind_is("PENEMUAN") & below_good("last_predicate")),
        "education_ceiling": kind_is("REGULER") & (col("next_rank_order") > col("ceiling_order")),
        "holds_post": kind_is("REGULER") & yes("holds_post"),
        "rank_window": kind_is("STRUKTURAL") & no("is_in_window"),
        "credit_short": kind_is("FUNGSIONAL") & no("reaches_credit"),
        "decree_missing": kind_is("PRESTASI", "PENEMUAN") & no("has_decree"),
        "service_short": kind_is("PENGABDIAN") & no("meets_service"),
        "punished": kind_is("PENGABDIAN") & yes("was_punished"),
        "not_on_duty": kind_is("ANUMERTA") & no("died_on_duty"),
    }


def failures_2002(p: Parameters) -> Mapping[str, nw.Expr]:
    above = kind_is("REGULER") & (col("next_rank_order") > col("superior_order"))
    return {**failures(p), "superior_ceiling": above}


def is_not_very_good() -> nw.Expr:
    return missing("last_predicate") | (col("last_predicate") != "SANGAT_BAIK")


FAILURE_INPUTS = (
    "kind next_rank_order on rank_since post_since last_predicate earlier_predicate ceiling_order holds_post "
    "is_in_window reaches_credit has_decree meets_service was_punished died_on_duty"
)

INPUTS: tuple[Field, ...] = (
    code("kind", Text("Jenis kenaikan pangkat", "Kind of promotion"), KIND),
    code("rank", Text("Pangkat sekarang", "Present rank"), RANK),
    code("education", Text("Pendidikan tertinggi yang diakui", "Highest recognised education"), TOP_EDUCATION),
    day("on", Text("Diperiksa pada", "Checked on")),
    day("rank_since", Text("TMT pangkat", "In the rank since")),
    day("post_since", Text("TMT jabatan struktural", "In the structural post since"), empty=NONE),
    code(
        "last_predicate", Text("Predikat tahun terakhir", "Last predicate"), PREDICATE, empty=Text("belum ada", "none")
    ),
    code(
        "earlier_predicate", Text("Predikat sebelumnya", "Predicate before"), PREDICATE, empty=Text("belum ada", "none")
    ),
    flag("holds_post", Text("Memangku jabatan struktural atau fungsional", "Holds a structural or functional post")),
    flag(
        "is_in_window", Text("Pangkat berikut dalam rentang eselon", "Next rank within the echelon window"), empty=NONE
    ),
    flag("reaches_credit", Text("Angka kredit tercapai", "Credit threshold reached"), empty=NONE),
    flag("has_decree", Text("Keputusan prestasi atau penemuan", "Decree on the achievement or invention"), empty=NONE),
    figure("service_years", Text("Masa kerja penuh", "Whole years of service"), unit="year", high=60),
    flag("was_punished", Text("Hukuman sedang/berat setahun terakhir", "Medium or severe sanction in the last year")),
    flag("died_on_duty", Text("Tewas dalam tugas", "Died on duty")),
    code("superior_rank", Text("Pangkat atasan langsung", "Rank of the direct superior"), RANK, empty=NONE),
)
BASIS = "PP 99/2000 jo PP 12/2002"


def meets_service(p: Parameters) -> nw.Expr:
    """Enough service for the time in the rank: the longer the service, the shorter the time needed."""
    return cases(
        [
            (col("service_years") >= p["service_long"], in_rank_for(1)),
            (col("service_years") >= p["service_middle"], in_rank_for(12)),
            (col("service_years") >= p["service_short"], in_rank_for(24)),
        ],
        default=False,
    )


def in_rank_for(months: int) -> nw.Expr:
    return col("on") >= add_months(col("rank_since"), months)


def rank_promotion(name: str, first: date, last: date | None, basis: tuple[str, ...], *, has_ceiling: bool) -> RuleSet:
    of_superior = (
        step(
            "superior_order",
            Text("Urutan pangkat atasan", "Order of the superior's rank"),
            "superior_rank",
            lambda p: lookup(col("superior_rank"), RANK_ORDER),
            basis=BASIS,
            empty=Text("atasan tidak diketahui", "superior unknown"),
        ),
    )
    return RuleSet(
        id=f"rank-promotion-{name}",
        title=Text("Syarat kenaikan pangkat", "Requirements for a rank promotion"),
        subject="rank-promotion",
        valid_from=first,
        valid_to=last,
        legal_basis=basis,
        parameters=load("rank-promotion"),
        inputs=INPUTS,
        steps=(
            step(
                "next_rank_order",
                Text("Urutan pangkat berikutnya", "Order of the next rank"),
                "rank",
                lambda p: lookup(col("rank"), {grade: order + 1 for grade, order in RANK_ORDER.items() if order < 17}),
                basis=BASIS,
                empty=Text("tidak ada pangkat di atasnya", "no rank above"),
            ),
            step(
                "next_rank",
                Text("Pangkat berikutnya", "Next rank"),
                "next_rank_order",
                lambda p: lookup(col("next_rank_order"), {order: grade for grade, order in RANK_ORDER.items()}),
                basis=BASIS,
                codes=RANK,
                empty=Text("tidak ada pangkat di atasnya", "no rank above"),
            ),
            step(
                "ceiling_order",
                Text("Batas pangkat reguler menurut pendidikan", "Ceiling of the regular promotion by education"),
                "education",
                lambda p: lookup(col("education"), {key: RANK_ORDER[rank] for key, rank in p["ceilings"].items()}),
                Text(
                    "Pendidikan {education}: batas pangkat ke-{ceiling_order}.", "{education}: ceiling {ceiling_order}."
                ),
                basis=BASIS,
                confidence="L",
            ),
            step(
                "meets_service",
                Text("Masa kerja cukup untuk pengabdian", "Enough service for a service promotion"),
                "service_years on rank_since",
                meets_service,
                Text(
                    "{service_years} masa kerja, pangkat sejak {rank_since}: {meets_service}.",
                    "{service_years} of service, rank since {rank_since}: {meets_service}.",
                ),
                basis="PP 99/2000, kenaikan pangkat pengabdian",
                kind="boolean",
            ),
            *(of_superior if has_ceiling else ()),
            failing(
                "reasons",
                Text("Syarat yang belum terpenuhi", "Requirements not met"),
                REASONS,
                f"{FAILURE_INPUTS} superior_order" if has_ceiling else FAILURE_INPUTS,
                failures_2002 if has_ceiling else failures,
                basis="; ".join(basis),
                confidence="L",
            ),
            passing("is_eligible", Text("Memenuhi syarat", "Eligible"), "reasons", basis="; ".join(basis)),
        ),
        outputs=("is_eligible", "reasons", "next_rank"),
        doubts=(
            Text(
                "Pilihan fungsional: dua tahun dalam pangkat; struktural: setahun dalam jabatan dan dalam pangkat [L].",
                "Functional: two years in the rank; structural: one year in post and in rank [L].",
            ),
            Text(
                "Kriteria kenaikan pangkat istimewa UU 20/2023 belum diketahui.", "Criteria of UU 20/2023 are unknown."
            ),
        ),
    )


RULESETS = (
    rank_promotion("2002", date(2002, 4, 17), date(2025, 5, 19), ("PP 99/2000 jo PP 12/2002",), has_ceiling=True),
    rank_promotion("2025", date(2025, 5, 20), None, ("PP 99/2000 jo PP 12/2002", "Per BKN 2/2025"), has_ceiling=False),
)
