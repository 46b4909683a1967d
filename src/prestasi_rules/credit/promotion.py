"""Syarat kenaikan pangkat dan jenjang dengan angka kredit: what is met, what is missing, and which step comes first."""

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from prestasi_rules.codes import PREDICATE, RANK
from prestasi_rules.credit.levels import LEVEL
from prestasi_rules.dates import add_years
from prestasi_rules.declare import below_good, code, day, failing, flag, nested, no, passing, step, yes
from prestasi_rules.fixed import cases, col, known, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

NEXT_STEP = {
    "LEVEL": Text("naik jenjang; angka kredit mulai dari nol", "next level; the credit starts from zero"),
    "RANK": Text("naik pangkat; kelebihan tetap dalam jenjang", "next rank; the surplus stays in the level"),
    "RANK_WITHOUT_LEVEL": Text(
        "naik pangkat satu tingkat, tetap pada jenjang sekarang", "one rank higher, the level stays"
    ),
    "NOTHING": Text("belum ada kenaikan", "no promotion yet"),
}
REASONS = {
    "credit_short": Text("angka kredit belum cukup", "not enough credit"),
    "predicate_2_years": Text("predikat dua tahun terakhir belum Baik", "predicates of two years not all good"),
    "predicate_1_year": Text("predikat tahun terakhir belum Baik", "last predicate not good"),
    "time_in_rank": Text("masa dalam pangkat kurang", "too short in the rank"),
    "under_discipline": Text("sedang terkena hukuman atau pemeriksaan disiplin", "under discipline"),
    "no_vacancy": Text("tidak ada lowongan jenjang", "no vacancy in the level"),
    "test_not_passed": Text("belum lulus uji kompetensi", "competence test not passed"),
    "works_missing": Text("karya yang dipersyaratkan belum ada", "required works are missing"),
    "time_in_level": Text("masa dalam jenjang kurang setahun", "less than a year in the level"),
}


def rank_failures(p: Parameters) -> Mapping[str, nw.Expr]:
    return {
        "credit_short": no("reaches_rank"),
        "predicate_2_years": below_good("last_predicate") | below_good("earlier_predicate"),
        "time_in_rank": col("on") < add_years(col("rank_since"), p["years_in_rank"]),
        "under_discipline": yes("is_under_discipline"),
    }


def level_failures(p: Parameters) -> Mapping[str, nw.Expr]:
    return {
        "credit_short": no("reaches_level"),
        "predicate_1_year": below_good("last_predicate"),
        "no_vacancy": no("has_vacancy"),
        "test_not_passed": no("test_passed"),
        "works_missing": when(col("works_met"), False, True) & known("works_met"),
        "time_in_level": yes("entered_below_rank")
        & (col("on") < add_years(col("level_since"), p["years_after_low_entry"])),
        "under_discipline": yes("is_under_discipline"),
    }


REQUIREMENTS_2023 = RuleSet(
    id="credit-requirements-2023",
    title=Text("Syarat naik pangkat dan jenjang fungsional", "Requirements for rank and level of functional posts"),
    subject="credit-requirements",
    valid_from=date(2023, 1, 1),
    legal_basis=("PermenPANRB 1/2023", "Per BKN 3/2023", "Per BKN 4/2025"),
    parameters=load("credit-requirements-2023"),
    inputs=(
        code("level", Text("Jenjang", "Level"), LEVEL),
        code("rank", Text("Pangkat/golongan", "Rank"), RANK),
        flag(
            "reaches_rank",
            Text("Ambang pangkat tercapai", "Rank threshold reached"),
            empty=Text("tidak ada pangkat berikutnya", "no next rank"),
        ),
        flag(
            "reaches_level",
            Text("Ambang jenjang tercapai", "Level threshold reached"),
            empty=Text("tidak ada jenjang berikutnya", "no next level"),
        ),
        day("on", Text("Diperiksa pada", "Checked on")),
        day("rank_since", Text("TMT pangkat", "In the rank since")),
        day("level_since", Text("TMT jenjang", "In the level since")),
        flag("entered_below_rank", Text("Masuk jenjang di bawah pangkatnya", "Entered a level below the rank")),
        code(
            "last_predicate",
            Text("Predikat tahun terakhir", "Last predicate"),
            PREDICATE,
            empty=Text("belum ada", "none"),
        ),
        code(
            "earlier_predicate",
            Text("Predikat tahun sebelumnya", "Predicate of the year before"),
            PREDICATE,
            empty=Text("belum ada", "none"),
        ),
        flag("has_vacancy", Text("Ada lowongan jenjang", "The next level has a vacancy")),
        flag("test_passed", Text("Lulus uji kompetensi", "Competence test passed")),
        flag(
            "works_met",
            Text("Karya yang dipersyaratkan ada", "Required works exist"),
            empty=Text("tidak dipersyaratkan", "not required"),
        ),
        flag("is_under_discipline", Text("Sedang terkena disiplin", "Under discipline")),
    ),
    steps=(
        failing(
            "rank_reasons",
            Text("Alasan belum naik pangkat", "Why no rank yet"),
            REASONS,
            "reaches_rank last_predicate earlier_predicate on rank_since is_under_discipline",
            rank_failures,
            basis="PermenPANRB 1/2023; Per BKN 4/2025",
            confidence="L",
        ),
        passing(
            "rank_eligible",
            Text("Memenuhi syarat naik pangkat", "Eligible for the rank"),
            "rank_reasons",
            basis="PermenPANRB 1/2023; Per BKN 4/2025",
        ),
        failing(
            "level_reasons",
            Text("Alasan belum naik jenjang", "Why no level yet"),
            REASONS,
            "reaches_level last_predicate has_vacancy test_passed works_met entered_below_rank on level_since "
            "is_under_discipline",
            level_failures,
            basis="PermenPANRB 1/2023; Per BKN 3/2023",
            confidence="L",
        ),
        passing(
            "level_eligible",
            Text("Memenuhi syarat naik jenjang", "Eligible for the level"),
            "level_reasons",
            basis="PermenPANRB 1/2023; Per BKN 3/2023",
        ),
        step(
            "is_last_rank",
            Text("Pangkat tertinggi dalam jenjang", "Highest rank of the level"),
            "level rank",
            lambda p: when(nested(col("level"), col("rank"), p["last_ranks"]) == 1, True, False),
            basis="PermenPANRB 1/2023, jenjang dan pangkat",
            kind="boolean",
        ),
        step(
            "next_step",
            Text("Langkah berikutnya", "Next step"),
            "level_eligible rank_eligible is_last_rank has_vacancy",
            lambda p: cases(
                [
                    (col("level_eligible"), "LEVEL"),
                    (col("rank_eligible") & ~col("is_last_rank"), "RANK"),
                    (col("rank_eligible") & no("has_vacancy"), "RANK_WITHOUT_LEVEL"),
                ],
                default="NOTHING",
            ),
            Text(
                "Jenjang: {level_eligible}, pangkat: {rank_eligible}. Bila keduanya tercapai, jenjang lebih dahulu; "
                "tanpa lowongan masih dapat naik satu pangkat: {next_step}.",
                "Level: {level_eligible}, rank: {rank_eligible}. When both are reached the level comes first; without "
                "a vacancy one rank may still be given: {next_step}.",
            ),
            basis="PermenPANRB 1/2023; Per BKN 3/2023",
            codes=NEXT_STEP,
        ),
    ),
    outputs=("next_step", "rank_eligible", "rank_reasons", "level_eligible", "level_reasons"),
    doubts=(
        Text("Dua tahun dalam pangkat adalah bacaan yang mungkin.", "Two years in the rank is a likely reading."),
        Text(
            "Karya yang dipersyaratkan untuk Madya, Utama dan Penyelia diatur per jabatan; diisi dari luar.",
            "Works required for Madya, Utama and Penyelia are set per post; they come from outside.",
        ),
    ),
)

RULESETS = (REQUIREMENTS_2023,)
