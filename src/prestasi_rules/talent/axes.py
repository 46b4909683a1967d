"""Sumbu talenta: performance (Y) in three modes of reading a predicate, and potential (X)."""

import narwhals as nw

from prestasi_rules.codes import PREDICATE
from prestasi_rules.dates import add_years
from prestasi_rules.declare import code, day, figure, step
from prestasi_rules.fixed import band, clamp, col, div_half_up, lookup, total, when
from prestasi_rules.parameters import Parameters
from prestasi_rules.step import NOT_RATED, Build, Field, Step, Text
from prestasi_rules.talent.boxes import POTENTIAL, STATUS
from prestasi_rules.talent.targets import TARGET
from prestasi_rules.weights import hundred

BKN = "KepKa BKN 411/2025"
LAW = "PermenPANRB 3/2020 jo PermenPANRB 20/2025"
Y_DEN = 10_000
"""Y is kept as 1/10,000 points: percent weights on hundredths."""
X_DEN = 60_000
"""X is kept as 1/60,000 points: experience is a mean of three, potential is a sum of 40."""
EXPERIENCE = ("experience_tenure", "experience_diversity", "experience_acting")
STATUS_OF = {
    "SANGAT_BAIK": "DI_ATAS",
    "BAIK": "SESUAI",
    "BUTUH_PERBAIKAN": "DI_BAWAH",
    "KURANG": "DI_BAWAH",
    "SANGAT_KURANG": "DI_BAWAH",
}


def score(name: str, label: Text, *, empty: Text | None = None, high: int = 100) -> Field:
    return figure(name, label, unit="point", scale=100, high=high, empty=empty)


INPUTS: tuple[Field, ...] = (
    code("predicate", Text("Predikat kinerja", "Performance predicate"), PREDICATE, empty=NOT_RATED),
    score("award", Text("Penghargaan", "Award")),
    score("team_role", Text("Penugasan tim kerja", "Team assignment")),
    score("feedback", Text("Umpan balik 360 derajat", "360-degree feedback"), empty=NOT_RATED),
    score("assessment", Text("Uji kompetensi (JPM)", "Competency assessment (JPM)"), empty=NOT_RATED, high=200),
    day("assessed_on", Text("Tanggal uji kompetensi", "Assessed on"), empty=Text("belum diuji", "not assessed")),
    day("session_on", Text("Tanggal sidang talenta", "Date of the talent session")),
    figure(
        "potential_points",
        Text("Jumlah delapan aspek potensi", "Sum of the eight aspects of potential"),
        scale=100,
        high=40,
        empty=NOT_RATED,
    ),
    score("education", Text("Tingkat pendidikan", "Level of education"), empty=NOT_RATED),
    score("field_fit", Text("Kesesuaian bidang studi", "Fit of the field of study"), empty=NOT_RATED),
    score("learning", Text("Pengembangan kompetensi", "Learning record")),
    score("experience_tenure", Text("Pengalaman: lama jabatan", "Experience: tenure"), empty=NOT_RATED),
    score("experience_diversity", Text("Pengalaman: keragaman", "Experience: diversity"), empty=NOT_RATED),
    score("experience_acting", Text("Pengalaman: Plt/Plh", "Experience: acting duty"), empty=NOT_RATED),
    score("integrity", Text("Rekam disiplin", "Discipline record"), empty=NOT_RATED),
    score(
        "technical", Text("Nilai teknis jabatan target", "Technical score"), empty=Text("tidak dinilai", "not rated")
    ),
    code(
        "target_class", Text("Jenjang jabatan target", "Class of the target post"), TARGET, empty=Text("tanpa", "none")
    ),
)


def y_sum(p: Parameters) -> nw.Expr:
    weights = hundred("y_weights", p["y_weights"])
    parts = {"main": "main_performance", "award": "award", "team": "team_role", "feedback": "feedback"}
    return total(col(column) * weights[part] for part, column in parts.items())


def x_sum(p: Parameters) -> nw.Expr:
    weights = hundred("x_weights", p["x_weights"])
    plain = {
        "assessment": "valid_assessment",
        "learning": "learning",
        "education": "education",
        "field": "field_fit",
        "integrity": "integrity",
    }
    return (
        total(col(column) * (weights[part] * 6) for part, column in plain.items())
        + col("experience_sum") * (weights["experience"] * 2)
        + col("valid_potential") * (weights["potential"] * 15)
    )


def level(value: str, den: int, names: tuple[str, str, str]) -> Build:
    high, middle, low = names
    return lambda p: band(col(value), {p["high_from"]: high, p["middle_from"]: middle}, below=low, den=den)


def valid_only(name: str) -> nw.Expr:
    return when(col("session_on") < col("assessment_ends_on"), col(name))


def main_performance(is_b: bool) -> Build:
    if is_b:
        return lambda p: capped(lookup(col("predicate"), p["points_b"]), p)
    return lambda p: lookup(col("predicate"), p["points_a"])


def capped(points: nw.Expr, p: Parameters) -> nw.Expr:
    return clamp(points, high=10_000) if p.option("main_over_100") == "capped" else points


def rounded(name: str, label: Text, exact: str, den: int, basis: str) -> Step:
    return step(
        name,
        label,
        exact,
        lambda p: div_half_up(col(exact) * 1000, den),
        Text(f"Nilai tepat dibulatkan tiga desimal: {{{name}}}.", f"The exact value to three places: {{{name}}}."),
        basis=basis,
        unit="point",
        scale=1000,
    )


def status_of_predicate(p: Parameters) -> nw.Expr:
    return lookup(col("predicate"), STATUS_OF)


def axis_steps(mode: str) -> tuple[Step, ...]:
    reads = "predicate" if mode == "direct" else "y_sum"
    says = Text("Predikat {predicate} menjadi {y_status}.", "Predicate {predicate} gives {y_status}.")
    by_points = Text(
        "Y {y}: di atas mulai {high_from}, sesuai mulai {middle_from}: {y_status}.",
        "Y {y}: above from {high_from}, as expected from {middle_from}: {y_status}.",
    )
    return (
        step(
            "main_performance",
            Text("Kinerja utama", "Main performance"),
            "predicate",
            main_performance(mode == "b"),
            Text("Predikat {predicate}: {main_performance}.", "Predicate {predicate}: {main_performance}."),
            basis=BKN,
            confidence="L",
            unit="point",
            scale=100,
        ),
        step(
            "y_sum",
            Text("Sumbu kinerja tepat", "Performance axis, exact"),
            "main_performance award team_role feedback",
            y_sum,
            Text(
                "Kinerja utama {main_performance}, penghargaan {award}, tim {team_role}, umpan balik {feedback}; "
                "bobot {y_weights}.",
                "Main {main_performance}, award {award}, team {team_role}, feedback {feedback}; weights {y_weights}.",
            ),
            basis=BKN,
        ),
        rounded("y", Text("Nilai kinerja (Y)", "Performance value (Y)"), "y_sum", Y_DEN, BKN),
        step(
            "y_status",
            Text("Status kinerja", "Performance status"),
            reads,
            status_of_predicate if mode == "direct" else level("y_sum", Y_DEN, ("DI_ATAS", "SESUAI", "DI_BAWAH")),
            says if mode == "direct" else by_points,
            basis=LAW if mode == "direct" else BKN,
            confidence="PD" if mode == "direct" else "S",
            codes=STATUS,
        ),
    )


POTENTIAL_STEPS = (
    step(
        "assessment_ends_on",
        Text("Uji kompetensi berlaku sampai sebelum", "The assessment is valid until before"),
        "assessed_on",
        lambda p: add_years(col("assessed_on"), p["assessment_years"]),
        Text(
            "Diuji {assessed_on}, berlaku {assessment_years}: sampai sebelum {assessment_ends_on}.",
            "Assessed {assessed_on}, valid {assessment_years}: until before {assessment_ends_on}.",
        ),
        basis="Per BKN 26/2019",
        confidence="L",
        kind="date",
    ),
    step(
        "valid_assessment",
        Text("Uji kompetensi yang berlaku", "Valid assessment"),
        "session_on assessment_ends_on assessment",
        lambda p: clamp(valid_only("assessment"), high=10_000),
        Text(
            "{assessment} pada sidang {session_on}, paling tinggi 100: {valid_assessment}.",
            "{assessment} at the session of {session_on}, at most 100: {valid_assessment}.",
        ),
        basis=BKN,
        unit="point",
        scale=100,
    ),
    step(
        "valid_potential",
        Text("Penilaian potensi yang berlaku", "Valid assessment of potential"),
        "session_on assessment_ends_on potential_points",
        lambda p: valid_only("potential_points"),
        basis=BKN,
        scale=100,
    ),
    step(
        "experience_sum",
        Text("Jumlah tiga nilai pengalaman", "Sum of the three experience scores"),
        " ".join(EXPERIENCE),
        lambda p: total(col(name) for name in EXPERIENCE),
        Text(
            "{experience_tenure}, keragaman {experience_diversity}, Plt {experience_acting}; rata-ratanya dipakai.",
            "{experience_tenure}, diversity {experience_diversity}, acting {experience_acting}; their mean counts.",
        ),
        basis=BKN,
        confidence="L",
        unit="point",
        scale=100,
    ),
    step(
        "x_sum",
        Text("Sumbu potensial tepat", "Potential axis, exact"),
        "valid_assessment learning education field_fit integrity valid_potential experience_sum",
        x_sum,
        Text(
            "Uji {valid_assessment}, belajar {learning}, pengalaman {experience_sum} per tiga, potensi "
            "{valid_potential} dari 40, pendidikan {education}, bidang {field_fit}, "
            "integritas {integrity} menurut bobot {x_weights}.",
            "Assessment {valid_assessment}, learning {learning}, experience {experience_sum} by three, "
            "potential {valid_potential} of 40, education {education}, "
            "field {field_fit}, integrity {integrity} with weights {x_weights}.",
        ),
        basis=BKN,
    ),
    rounded("x", Text("Nilai potensial (X)", "Potential value (X)"), "x_sum", X_DEN, BKN),
    step(
        "x_level",
        Text("Tingkat potensial", "Level of potential"),
        "x_sum",
        level("x_sum", X_DEN, ("TINGGI", "MENENGAH", "RENDAH")),
        Text(
            "X {x}: tinggi mulai {high_from}, menengah mulai {middle_from}: {x_level}.",
            "X {x}: high from {high_from}, middle from {middle_from}: {x_level}.",
        ),
        basis=BKN,
        codes=POTENTIAL,
    ),
)
