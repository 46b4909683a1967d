"""Kecocokan dengan jabatan target: a second, post-specific value next to the box (scheme of one ministry)."""

from datetime import date

from prestasi_rules.common import why_empty
from prestasi_rules.declare import step
from prestasi_rules.fixed import col, div_half_up, total
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import NOT_RATED, Text
from prestasi_rules.talent.axes import EXPERIENCE, INPUTS, score
from prestasi_rules.weights import hundred

BASIS = "Skema satu kementerian, dipublikasikan"
SHARED = ("education", "field_fit", "learning", *EXPERIENCE, "integrity")
DEN = 120_000
"""One point is 120,000: percent on hundredths, a mean of four, one of them a mean of three."""

FIT_1 = RuleSet(
    id="talent-fit-1",
    title=Text("Kecocokan dengan jabatan target", "Fit to a target post"),
    subject="talent-fit",
    valid_from=date(2020, 1, 1),
    legal_basis=(BASIS,),
    parameters=load("talent-fit-1"),
    inputs=(
        score(
            "potential_competence",
            Text("Potensi dan kompetensi", "Potential and competence"),
            empty=NOT_RATED,
        ),
        *(field for field in INPUTS if field.name in SHARED),
    ),
    steps=(
        step(
            "qualification_sum",
            Text("Kualifikasi tepat, per-1.200", "Qualification, exact, in 1,200ths"),
            "education field_fit learning " + " ".join(EXPERIENCE),
            lambda p: (
                total(col(name) for name in ("education", "field_fit", "learning")) * 3
                + total(col(name) for name in EXPERIENCE)
            ),
            basis=BASIS,
            confidence="L",
        ),
        step(
            "qualification",
            Text("Kualifikasi", "Qualification"),
            "qualification_sum",
            lambda p: div_half_up(col("qualification_sum"), 12),
            Text(
                "Rerata pendidikan {education}, bidang {field_fit}, belajar {learning}, pengalaman: {qualification}.",
                "Mean of education {education}, field {field_fit}, learning {learning}, experience: {qualification}.",
            ),
            basis=BASIS,
            confidence="L",
            unit="point",
            scale=100,
        ),
        step(
            "fit_sum",
            Text("Kecocokan tepat, untuk urutan", "Fit, exact, for the order"),
            "potential_competence qualification_sum integrity",
            lambda p: (
                col("potential_competence") * (hundred("fit_weights", p["fit_weights"])["potential_competence"] * 12)
                + col("qualification_sum") * p["fit_weights"]["qualification"]
                + col("integrity") * (p["fit_weights"]["integrity"] * 12)
            ),
            basis=BASIS,
            confidence="L",
        ),
        step(
            "fit",
            Text("Kecocokan", "Fit"),
            "fit_sum",
            lambda p: div_half_up(col("fit_sum") * 100, DEN),
            Text(
                "Potensi-kompetensi {potential_competence}, kualifikasi {qualification}, integritas {integrity}; "
                "bobot {fit_weights}: {fit}.",
                "Potential-competence {potential_competence}, qualification {qualification}, integrity {integrity} by "
                "{fit_weights}: {fit}.",
            ),
            basis=BASIS,
            confidence="L",
            unit="point",
            scale=100,
        ),
        why_empty(
            "fit",
            Text("kecocokan", "fit"),
            {
                "potential_competence": ("potential_missing", Text("potensi belum dinilai", "potential not assessed")),
                "qualification_sum": ("qualification_missing", Text("kualifikasi kosong", "no qualification")),
                "integrity": ("discipline_missing", Text("status disiplin kosong", "no discipline status")),
            },
        ),
    ),
    outputs=("fit", "qualification", "fit_reason"),
    doubts=(Text("Rumus satu kementerian, bukan peraturan.", "A formula of one ministry, not a regulation."),),
)

RULESETS = (FIT_1,)
