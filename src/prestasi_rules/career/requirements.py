"""Syarat jabatan (PP 11/2017 jo PP 17/2020): education, feeder post and time, age, performance, competence."""

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from prestasi_rules.career.posts import POST
from prestasi_rules.codes import PREDICATE
from prestasi_rules.credit.opening import EDUCATION
from prestasi_rules.dates import add_months
from prestasi_rules.declare import below_good, code, day, failing, figure, flag, no, passing, step
from prestasi_rules.fixed import cases, col, known, lookup, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import Option, RuleSet
from prestasi_rules.step import Text

BASIS = "PP 11/2017 jo PP 17/2020"
TARGETS = ("PELAKSANA", "PENGAWAS", "ADMINISTRATOR", "JPT_PRATAMA", "JPT_MADYA", "JPT_UTAMA")
TARGET = {name: POST[name] for name in TARGETS}
NONE = Text("tidak ada", "none")
NO_LIMIT = Text("tanpa batas", "no limit")
LADDER = ("SD", "SMP", "SMA", "D1", "D2", "D3", "S1", "S2", "S3")
REASONS = {
    "education": Text("pendidikan kurang", "education too low"),
    "experience": Text("pengalaman terkait kurang", "related experience too short"),
    "feeder_post": Text("jabatan sebelumnya tidak memenuhi", "not from a post that leads here"),
    "tenure": Text("masa dalam jabatan kurang", "too short in the post"),
    "age": Text("melebihi batas usia pengangkatan", "above the age at appointment"),
    "performance_2y": Text("kinerja dua tahun terakhir belum Baik", "performance of two years not good"),
    "competence": Text("kompetensi belum memenuhi standar", "competence below the standard"),
    "integrity": Text("rekam jejak integritas tidak memenuhi", "integrity record not met"),
    "health": Text("tidak sehat jasmani dan rohani", "health not met"),
}


def leads_to(feeders: Mapping[str, list[str]]) -> nw.Expr:
    """Whether the feeder post is one of those listed for the target; a target without a list accepts every post."""
    return cases(
        [(col("post") == target, col("feeder_post").is_in(list(posts))) for target, posts in feeders.items()],
        default=True,
    )


def is_too_old(p: Parameters) -> nw.Expr:
    if p.option("age") == "lenient":
        return col("on") >= add_months(col("age_limit_on"), 12)
    return col("on") > col("age_limit_on")


def failures(p: Parameters) -> Mapping[str, nw.Expr]:
    education = {name: order for order, name in enumerate(LADDER)}
    return {
        "education": lookup(col("education"), education)
        < lookup(col("post"), {post: education[least] for post, least in p["least_education"].items()}),
        "experience": col("experience_months") < lookup(col("post"), p["experience_years"]) * 12,
        "feeder_post": ~when(leads_to(p["feeders"]), True, False),
        "tenure": known("tenure_complete_on") & (col("served_until") < col("tenure_complete_on")),
        "age": is_too_old(p),
        "performance_2y": (col("post") != "PELAKSANA")
        & (below_good("last_predicate") | below_good("earlier_predicate")),
        "competence": no("meets_competence"),
        "integrity": no("has_integrity"),
        "health": no("is_healthy"),
    }


REQUIREMENTS_2017 = RuleSet(
    id="post-requirements-2017",
    title=Text("Syarat pengangkatan dalam jabatan", "Requirements for an appointment"),
    subject="post-requirements",
    valid_from=date(2017, 4, 7),
    legal_basis=(BASIS,),
    parameters=load("post-requirements-2017"),
    options=(
        Option(
            name="age",
            label=Text("Batas usia pada pengangkatan", "Age limit at appointment"),
            default="strict",
            readings={
                "strict": Text("paling lambat pada hari ulang tahun", "on or before the birthday"),
                "lenient": Text(
                    "sampai sehari sebelum ulang tahun berikutnya", "until the day before the next birthday"
                ),
            },
            basis=BASIS,
            confidence="U",
        ),
    ),
    inputs=(
        code("post", Text("Jabatan yang dituju", "Post aimed at"), TARGET),
        day("on", Text("Tanggal pengangkatan", "Date of appointment")),
        day("birth_on", Text("Tanggal lahir", "Birth date")),
        code("education", Text("Pendidikan", "Education"), EDUCATION),
        figure("experience_months", Text("Pengalaman terkait", "Related experience"), unit="month", high=720),
        code("feeder_post", Text("Jabatan sekarang atau yang pernah dipangku", "Post held now or before"), POST),
        day("feeder_since", Text("Memangku jabatan sejak", "Held since")),
        day("feeder_until", Text("Sampai sebelum", "Held until before"), empty=Text("masih", "still held")),
        code("last_predicate", Text("Predikat tahun terakhir", "Last predicate"), PREDICATE, empty=NONE),
        code("earlier_predicate", Text("Predikat sebelumnya", "Predicate before"), PREDICATE, empty=NONE),
        flag("meets_competence", Text("Kompetensi memenuhi SKJ", "Competence meets the standard")),
        flag("has_integrity", Text("Integritas dan moralitas baik", "Integrity and morality")),
        flag("is_healthy", Text("Sehat jasmani dan rohani", "Healthy")),
    ),
    steps=(
        step(
            "tenure_years",
            Text("Masa jabatan yang disyaratkan", "Time in post required"),
            "post",
            lambda p: lookup(col("post"), p["tenure_years"]),
            basis=BASIS,
            unit="year",
            empty=NO_LIMIT,
        ),
        step(
            "served_until",
            Text("Masa jabatan dihitung sampai", "Time in post counted until"),
            "on feeder_until",
            lambda p: when(col("feeder_until") < col("on"), col("feeder_until"), col("on")),
            basis=BASIS,
            kind="date",
        ),
        step(
            "tenure_complete_on",
            Text("Masa jabatan terpenuhi pada", "Time in post complete on"),
            "feeder_since tenure_years",
            lambda p: add_months(col("feeder_since"), col("tenure_years") * 12),
            Text(
                "{feeder_post} sejak {feeder_since} ditambah {tenure_years}: {tenure_complete_on}.",
                "{feeder_post} since {feeder_since} plus {tenure_years}: {tenure_complete_on}.",
            ),
            basis=BASIS,
            kind="date",
            empty=NO_LIMIT,
        ),
        step(
            "age_limit",
            Text("Batas usia", "Age limit"),
            "post",
            lambda p: lookup(col("post"), p["age_limits"]),
            basis=BASIS,
            unit="year",
            empty=NO_LIMIT,
        ),
        step(
            "age_limit_on",
            Text("Mencapai batas usia pada", "Reaches the age limit on"),
            "birth_on age_limit",
            lambda p: add_months(col("birth_on"), col("age_limit") * 12),
            Text(
                "Lahir {birth_on}, batas {age_limit}: {age_limit_on}.", "Born {birth_on}, {age_limit}: {age_limit_on}."
            ),
            basis=BASIS,
            kind="date",
            empty=NO_LIMIT,
        ),
        failing(
            "reasons",
            Text("Syarat yang belum terpenuhi", "Requirements not met"),
            REASONS,
            "post education experience_months feeder_post tenure_complete_on served_until on age_limit_on "
            "last_predicate earlier_predicate meets_competence has_integrity is_healthy",
            failures,
            basis=BASIS,
        ),
        passing("is_eligible", Text("Memenuhi syarat", "Eligible"), "reasons", basis=BASIS),
    ),
    outputs=("is_eligible", "reasons", "tenure_complete_on", "age_limit_on"),
    doubts=(
        Text(
            "Cara menghitung batas usia belum pasti: dua bacaan dapat dipilih.", "Two readings of the age limit exist."
        ),
        Text(
            "'Jabatan fungsional yang setara' memakai padanan penyetaraan (PermenPANRB 17/2021).",
            "'Functional post of equal level' follows the equivalence of PermenPANRB 17/2021.",
        ),
        Text(
            "Untuk JPT 'rekam jejak baik' diperiksa dengan predikat Baik dua tahun terakhir.",
            "For senior posts 'a good record' is checked as predicates of at least Baik in two years.",
        ),
    ),
)

RULESETS = (REQUIREMENTS_2017,)
