"""Rubrik talenta: from facts (education, posts, awards, sanctions) to component scores; each table is a parameter."""

from datetime import date
from typing import Any

import narwhals as nw

from prestasi_rules.credit.opening import EDUCATION
from prestasi_rules.dates import add_years
from prestasi_rules.declare import code, day, figure, flag, step
from prestasi_rules.fixed import band, col, lookup, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import Option, RuleSet
from prestasi_rules.step import NOT_RATED, Build, Codes, Field, Step, Text

BASIS = "KepKa BKN 411/2025, rubrik"
NONE = Text("tidak ada", "none")
FIELD_FIT = {
    "FITS": Text("sesuai", "fits"),
    "RELATED": Text("serumpun", "related"),
    "OTHER": Text("tidak sesuai", "does not fit"),
}
DIVERSITY = {
    "ACROSS_AGENCIES": Text("lintas instansi", "across agencies"),
    "ACROSS_UNITS": Text("lintas unit", "across units"),
    "ONE_UNIT": Text("satu unit", "one unit"),
}
ACTING = {
    "REGIONAL_HEAD": Text("Penjabat kepala daerah", "Acting regional head"),
    "PLT_HIGHER": Text("Plt jabatan lebih tinggi", "Acting in a higher post"),
    "PLT_EQUAL": Text("Plt jabatan setara", "Acting in an equal post"),
    "PLH_HIGHER": Text("Plh jabatan lebih tinggi", "Daily acting, higher post"),
    "PLH_EQUAL": Text("Plh jabatan setara", "Daily acting, equal post"),
    "NEVER": Text("tidak pernah", "never"),
}
SANCTION = {
    "NEVER": Text("tidak pernah", "never"),
    "RINGAN": Text("ringan", "light"),
    "SEDANG": Text("sedang", "medium"),
    "BERAT": Text("berat", "severe"),
    "SERVING": Text("sedang dijalani", "being served"),
}
AWARD = {
    "INTERNATIONAL": Text("internasional", "international"),
    "NATIONAL": Text("nasional", "national"),
    "ACROSS_AGENCIES": Text("Satyalancana atau lintas instansi", "Satyalancana or across agencies"),
    "INTERNAL": Text("internal", "internal"),
}
TEAM_ROLE = {
    "HEAD_ACROSS": Text("ketua, lintas instansi atau nasional", "head, across agencies or national"),
    "HEAD_INTERNAL": Text("ketua, internal", "head, internal"),
    "MEMBER_ACROSS": Text("anggota, lintas instansi", "member, across agencies"),
    "MEMBER_INTERNAL": Text("anggota, internal", "member, internal"),
}
FEEDBACK = {
    "WELL_ABOVE": Text("jauh di atas ekspektasi", "well above expectation"),
    "ABOVE": Text("di atas ekspektasi", "above expectation"),
    "MEETS": Text("sesuai ekspektasi", "meets expectation"),
    "BELOW": Text("di bawah ekspektasi", "below expectation"),
}


def scored(name: str, label: Text, source: str, codes: Codes, table: str, confidence: str = "L") -> tuple[Field, Step]:
    """A fact and the score that one table gives it; an unknown fact has no score."""
    return (
        code(source, label, codes, empty=NOT_RATED),
        points(name, label, source, lambda p: lookup(col(source), p[table]), sure=confidence == "S"),
    )


def points(name: str, label: Text, inputs: str, build: Build, *, sure: bool = False) -> Step:
    return step(
        name,
        Text(f"Nilai {label.id}", f"Score of {label.en}"),
        inputs,
        build,
        Text(f"{label.id}: nilai {{{name}}}.", f"{label.en}: score {{{name}}}."),
        basis=BASIS,
        confidence="S" if sure else "L",
        unit="point",
        scale=100,
    )


def in_window(p: Parameters, name: str, on: str, years: str, table: str) -> nw.Expr:
    """The score of a dated item while ``session < date + years``; without one the lowest row, a known zero."""
    counted = col("session_on") < add_years(col(on), p[years])
    return when(counted, lookup(col(name), p[table], default=0), 0)


def learning(p: Parameters) -> nw.Expr:
    if p.option("learning") == "by_hours":
        return band(col("learning_hours"), {int(low): score for low, score in p["learning_by_hours"].items()})
    return when(col("has_relevant_training"), p["learning_relevant"], p["learning_other"])


LEARNING = Option(
    name="learning",
    label=Text("Rubrik pengembangan kompetensi", "Rubric of the learning record"),
    default="relevant",
    readings={
        "relevant": Text("A: pelatihan yang relevan", "A: relevant training"),
        "by_hours": Text("B: jam pelajaran setahun", "B: learning hours of the year"),
    },
    basis=BASIS,
    confidence="L",
)
ACTING_TABLE = Option(
    name="acting",
    label=Text("Rubrik Plt/Plh", "Rubric of acting duty"),
    default="a",
    readings={
        "a": Text("A: Plt dan Plh dibedakan menurut jabatan", "A: by kind and post"),
        "b": Text("B: dengan penjabat kepala daerah", "B: with acting regional heads"),
    },
    basis=BASIS,
    confidence="L",
)
SIMPLE = (
    scored("education", Text("Pendidikan", "Education"), "education_level", EDUCATION, "education_points", "S"),
    scored("field_fit", Text("Kesesuaian bidang", "Fit of the field"), "field_match", FIELD_FIT, "field_points"),
    scored("experience_diversity", Text("Keragaman", "Diversity"), "post_diversity", DIVERSITY, "diversity_points"),
    scored("experience_acting", Text("Plt/Plh", "Acting duty"), "acting_duty", ACTING, "acting_points"),
    scored("integrity", Text("Disiplin", "Discipline"), "worst_sanction", SANCTION, "sanction_points", "S"),
    scored("feedback", Text("Umpan balik 360", "360 feedback"), "feedback_level", FEEDBACK, "feedback_points"),
)

RUBRIC_2025 = RuleSet(
    id="talent-rubric-2025",
    title=Text("Rubrik komponen talenta", "Rubric of the talent components"),
    subject="talent-rubric",
    valid_from=date(2020, 1, 1),
    legal_basis=("KepKa BKN 411/2025",),
    parameters=load("talent-rubric-2025"),
    options=(LEARNING, ACTING_TABLE),
    inputs=(
        day("session_on", Text("Tanggal sidang talenta", "Date of the talent session")),
        *(field for field, _ in SIMPLE),
        figure(
            "post_months", Text("Bulan dalam jabatan", "Months in the post"), unit="month", high=600, empty=NOT_RATED
        ),
        flag("has_relevant_training", Text("Ada pelatihan yang relevan", "Has relevant training")),
        figure("learning_hours", Text("JP setahun", "Learning hours of the year"), unit="learning_hour", high=10_000),
        code("award_level", Text("Penghargaan terbaik", "Best award"), AWARD, empty=NONE),
        day("awarded_on", Text("Tanggal penghargaan", "Awarded on"), empty=NONE),
        code("team_task", Text("Peran tim terbaik", "Best team role"), TEAM_ROLE, empty=NONE),
        day("team_decreed_on", Text("Tanggal SK tim", "Team decree of"), empty=NONE),
        day("sanction_annulled_on", Text("Hukuman dibatalkan pada", "Sanction annulled on"), empty=NONE),
    ),
    steps=(
        *(made for _, made in SIMPLE if made.name != "integrity"),
        points(
            "integrity",
            Text("Disiplin", "Discipline"),
            "worst_sanction sanction_annulled_on session_on",
            lambda p: when(
                col("session_on") >= col("sanction_annulled_on"),
                p["sanction_points"]["NEVER"],
                lookup(col("worst_sanction"), p["sanction_points"]),
            ),
            sure=True,
        ),
        points(
            "experience_tenure",
            Text("Lama jabatan", "Tenure"),
            "post_months",
            lambda p: band(col("post_months"), {int(low): score for low, score in p["tenure_points"].items()}),
        ),
        points(
            "learning", Text("Pengembangan kompetensi", "Learning"), "has_relevant_training learning_hours", learning
        ),
        points(
            "award",
            Text("Penghargaan", "Award"),
            "award_level awarded_on session_on",
            lambda p: in_window(p, "award_level", "awarded_on", "award_years", "award_points"),
        ),
        points(
            "team_role",
            Text("Penugasan tim", "Team assignment"),
            "team_task team_decreed_on session_on",
            lambda p: in_window(p, "team_task", "team_decreed_on", "team_years", "team_points"),
        ),
    ),
    outputs=(
        *("education", "field_fit", "experience_tenure", "experience_diversity", "experience_acting"),
        *("integrity", "feedback", "learning", "award", "team_role"),
    ),
    doubts=(
        Text(
            "Dua rubrik beredar untuk pengembangan kompetensi dan untuk Plt/Plh; keduanya dapat dipilih, A baku.",
            "Two rubrics circulate for learning and for acting duty; both can be chosen, A is the default.",
        ),
        Text("Pendidikan di bawah D3 mendapat tingkat terendah, 60.", "Education below D3 takes the lowest step, 60."),
    ),
)


def best_of(rows: Any, *, by: str, score: str) -> Any:
    """One row per ``by`` with the best ``score``: several awards or decrees count once, the best one."""
    return nw.from_native(rows).group_by(by).agg(nw.col(score).max()).to_native()


RULESETS = (RUBRIC_2025,)
