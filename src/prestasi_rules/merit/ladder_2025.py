"""Tangga kematangan instrumen 2025: levels of the questions that the product's own data can answer. Cumulative."""

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from prestasi_rules.declare import code, figure, flag, step
from prestasi_rules.fixed import cases, col, count_true, reason
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Field, Text

BASIS = "Lembar kerja evaluasi 2026"
RHYTHM = {
    "NEVER": Text("tidak ada", "none"),
    "YEARLY": Text("tahunan", "yearly"),
    "QUARTERLY": Text("bulanan atau triwulanan", "monthly or quarterly"),
}
MEASURED = {
    "NOBODY": Text("belum ada", "nobody"),
    "JPT_ONLY": Text("hanya JPT", "senior leadership only"),
    "SOME_MANAGERIAL": Text("sebagian, manajerial", "some, managerial"),
    "SOME_ALL_KINDS": Text("sebagian, manajerial dan lainnya", "some, managerial and others"),
}


def over(count: str, percent: int) -> nw.Expr:
    """More than ``percent`` of the staff, compared without division."""
    return col(count) * 100 > col("staff") * percent


def cumulative(rungs: Sequence[nw.Expr]) -> nw.Expr:
    """The highest level whose rung and all rungs below hold; 0 when the first fails."""
    ladder: list[tuple[nw.Expr, int]] = [(~rung, level) for level, rung in enumerate(rungs)]
    return cases([(col("staff") == 0, None), *ladder], default=len(rungs))


def coverage(p: Parameters, count: str) -> list[nw.Expr]:
    return [col(count) * 100 >= col("staff") * p["covered_from"], over(count, p["covered_over"])]


def planning(p: Parameters) -> nw.Expr:
    on_time = over("plans_on_time", p["done_over"]) & col("is_cascaded")
    return cumulative([*coverage(p, "with_plan"), on_time, over("with_milestones", p["done_over"])])


def appraisal(p: Parameters) -> nw.Expr:
    return cumulative(
        [
            *coverage(p, "appraised"),
            over("appraised_on_time", p["done_over"]) & col("has_evidence"),
            col("used_for_career"),
        ]
    )


def coaching(p: Parameters) -> nw.Expr:
    return cumulative(
        [
            col("monitoring") != "NEVER",
            col("monitoring") == "QUARTERLY",
            col("has_documented_feedback"),
            col("has_improvement_plan"),
        ]
    )


def follow_up_count() -> nw.Expr:
    return count_true(col(name) for name in ("reports", "handles_objections", "rewards", "sanctions"))


def people(name: str, label: Text) -> Field:
    return figure(name, label, unit="person", high=10**7)


LADDER_2025 = RuleSet(
    id="merit-ladder-2025",
    title=Text("Tingkat kematangan sistem merit dari data", "Maturity levels of the merit system from data"),
    subject="merit-ladder",
    valid_from=date(2026, 1, 1),
    legal_basis=("PermenPANRB 19/2025", BASIS),
    parameters=load("merit-ladder-2025"),
    inputs=(
        people("staff", Text("Pegawai", "Staff")),
        people("with_plan", Text("Memiliki SKP", "Have a plan")),
        people("plans_on_time", Text("SKP tepat waktu", "Plans on time")),
        flag("is_cascaded", Text("SKP diturunkan dari atas", "Plans are cascaded")),
        people("with_milestones", Text("Target berkala", "Have periodic milestones")),
        code("monitoring", Text("Pemantauan", "Monitoring"), RHYTHM),
        flag("has_documented_feedback", Text("Umpan balik tercatat", "Feedback is documented")),
        flag("has_improvement_plan", Text("Ada rencana perbaikan", "There is an improvement plan")),
        people("appraised", Text("Dinilai", "Appraised")),
        people("appraised_on_time", Text("Dinilai tepat waktu", "Appraised on time")),
        flag("has_evidence", Text("Penilaian berbasis bukti", "Appraisal is evidence based")),
        flag("used_for_career", Text("Dipakai untuk karier", "Used for reward, career, development")),
        flag("reports", Text("Pelaporan", "Reporting")),
        flag("handles_objections", Text("Keberatan", "Objections")),
        flag("rewards", Text("Penghargaan", "Reward")),
        flag("sanctions", Text("Sanksi", "Sanction")),
        flag("is_consistent", Text("Konsisten dengan dampak karier", "Consistent, with career effect")),
        people("mapped", Text("Dipetakan talentanya", "Talent mapped")),
        flag(
            "mapping_is_refreshed", Text("Pemetaan diperbarui dengan alat yang sahih", "Mapping refreshed, valid tools")
        ),
        flag("mapping_is_used", Text("Pemetaan dipakai", "Mapping is used")),
        code("measured", Text("Uji kompetensi", "Competency measurement"), MEASURED),
        flag("measurement_is_used", Text("Hasil uji dipakai", "Measurement is used")),
    ),
    steps=(
        step(
            "question_2_1",
            Text("2.1 Pemetaan talenta", "2.1 Talent mapping"),
            "staff mapped mapping_is_refreshed mapping_is_used",
            lambda p: cumulative(
                [col("mapped") > 0, col("mapped") >= col("staff"), col("mapping_is_refreshed"), col("mapping_is_used")]
            ),
            Text(
                "{mapped} dari {staff} dipetakan: tingkat {question_2_1}.",
                "{mapped} of {staff} mapped: {question_2_1}.",
            ),
            basis=BASIS,
            confidence="L",
        ),
        step(
            "question_3_1",
            Text("3.1 Perencanaan kinerja", "3.1 Performance planning"),
            "staff with_plan plans_on_time is_cascaded with_milestones",
            planning,
            Text(
                "{with_plan} dari {staff} memiliki SKP, {plans_on_time} tepat waktu, diturunkan {is_cascaded}, "
                "{with_milestones} dengan target berkala: tingkat {question_3_1}.",
                "{with_plan} of {staff} have a plan, {plans_on_time} on time, cascaded {is_cascaded}, "
                "{with_milestones} with milestones: level {question_3_1}.",
            ),
            basis=BASIS,
            confidence="L",
        ),
        step(
            "question_3_2",
            Text("3.2 Pemantauan dan pembinaan", "3.2 Monitoring and coaching"),
            "staff monitoring has_documented_feedback has_improvement_plan",
            coaching,
            basis=BASIS,
            confidence="L",
        ),
        step(
            "question_3_3",
            Text("3.3 Penilaian", "3.3 Appraisal"),
            "staff appraised appraised_on_time has_evidence used_for_career",
            appraisal,
            basis=BASIS,
            confidence="L",
        ),
        step(
            "question_3_4",
            Text("3.4 Tindak lanjut", "3.4 Follow-up"),
            "staff reports handles_objections rewards sanctions is_consistent",
            lambda p: cumulative(
                [follow_up_count() >= 1, follow_up_count() >= 2, follow_up_count() == 4, col("is_consistent")]
            ),
            basis=BASIS,
            confidence="L",
        ),
        step(
            "question_4_2",
            Text("4.2 Uji kompetensi", "4.2 Competency measurement"),
            "staff measured measurement_is_used",
            lambda p: cumulative(
                [
                    col("measured") != "NOBODY",
                    col("measured").is_in(["SOME_MANAGERIAL", "SOME_ALL_KINDS"]),
                    col("measured") == "SOME_ALL_KINDS",
                    col("measurement_is_used"),
                ]
            ),
            basis=BASIS,
            confidence="L",
        ),
        step(
            "level_reason",
            Text("Alasan tanpa tingkat", "Why there are no levels"),
            "staff",
            lambda p: reason({"no_staff": col("staff") == 0}),
            basis=BASIS,
            confidence="PD",
            codes={"no_staff": Text("tidak ada pegawai", "no staff")},
            empty=Text("ada tingkat", "levels exist"),
        ),
    ),
    outputs=(
        *("question_2_1", "question_3_1", "question_3_2", "question_3_3", "question_3_4", "question_4_2"),
        "level_reason",
    ),
    doubts=(
        Text(
            "Tangga disalin dari lembar kerja 2026 yang dipublikasikan; tingkat bersifat saran, bukan nilai resmi.",
            "The ladder is a public transcription of the 2026 form; levels are advice, not an official score.",
        ),
    ),
)

RULESETS = (LADDER_2025,)
