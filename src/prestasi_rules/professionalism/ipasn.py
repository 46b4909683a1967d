"""IP ASN (PermenPANRB 38/2018, Per BKN 8/2019): qualification, competence, performance and discipline out of 100."""

from datetime import date

import narwhals as nw

from prestasi_rules.codes import PREDICATE
from prestasi_rules.credit.opening import EDUCATION
from prestasi_rules.declare import code, figure, flag, step
from prestasi_rules.fixed import band, cases, clamp, col, div_half_up, known, lookup, reasons, total, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import Option, RuleSet
from prestasi_rules.step import NOT_RATED, Build, Step, Text

BASIS = "PermenPANRB 38/2018; Per BKN 8/2019"
LOWEST = Text("tidak tercatat, dihitung terendah", "not recorded, counted lowest")
GROUP = {
    "STRUCTURAL": Text("JPT, administrator, pengawas", "Senior leadership, administrator, supervisor"),
    "FUNCTIONAL": Text("Jabatan fungsional", "Functional post"),
    "STAFF": Text("Pelaksana", "Staff"),
}
LEADERSHIP = {
    "NONE": Text("belum ada", "none"),
    "LOWER": Text("tingkat lebih rendah", "of a lower level"),
    "SAME_OR_HIGHER": Text("tingkat jabatan sekarang atau lebih tinggi", "of the present level or higher"),
}
SANCTION = {
    "NEVER": Text("tidak pernah", "never"),
    "RINGAN": Text("ringan", "light"),
    "SEDANG": Text("sedang", "medium"),
    "BERAT": Text("berat", "severe"),
}
CATEGORY = {
    "SANGAT_TINGGI": Text("Sangat Tinggi", "Very high"),
    "TINGGI": Text("Tinggi", "High"),
    "SEDANG": Text("Sedang", "Middle"),
    "RENDAH": Text("Rendah", "Low"),
    "SANGAT_RENDAH": Text("Sangat Rendah", "Very low"),
}
MISSING = {
    "education_missing": Text("pendidikan tidak tercatat", "education not recorded"),
    "appraisal_missing": Text("penilaian kinerja tidak tercatat", "appraisal not recorded"),
    "discipline_missing": Text("status disiplin tidak tercatat", "discipline not recorded"),
}
TECHNICAL = Option(
    name="technical",
    label=Text("Diklat teknis di bawah 20 JP", "Technical training under 20 hours"),
    default="yes_no",
    readings={
        "yes_no": Text("ya atau tidak", "yes or no"),
        "pro_rata": Text("sebanding dengan JP", "in proportion to the hours"),
    },
    basis="Per BKN 8/2019; praktik instansi",
    confidence="L",
)


def points(name: str, label: Text, inputs: str, build: Build, sentence: Text, confidence: str = "S") -> Step:
    return step(
        name,
        label,
        inputs,
        build,
        sentence,
        basis=BASIS,
        confidence="S" if confidence == "S" else "L",
        unit="point",
        scale=1000,
    )


def by_group(p: Parameters, table: str) -> nw.Expr:
    return lookup(col("post_group"), p[table])


def own_training(p: Parameters) -> nw.Expr:
    """Leadership training for structural posts, functional training for functional ones, none for staff."""
    done = cases(
        [
            ((col("post_group") == "STRUCTURAL") & (col("leadership_training") == "SAME_OR_HIGHER"), True),
            ((col("post_group") == "FUNCTIONAL") & (col("functional_training") | ~col("functional_is_required")), True),
        ],
        default=False,
    )
    return when(done, by_group(p, "own_training_points"), 0)


def technical(p: Parameters) -> nw.Expr:
    most, enough = by_group(p, "technical_points"), p["technical_hours_at_least"]
    if p.option("technical") == "pro_rata":
        return div_half_up(clamp(col("technical_hours"), high=enough) * most, enough)
    return when(col("technical_hours") >= enough, most, 0)


def performance(p: Parameters) -> nw.Expr:
    """A predicate decides; the number only counts for appraisals on the older scale of 100; neither: the lowest row."""
    rungs = {int(low) * 100: value for low, value in p["number_points"].items()}
    return cases(
        [
            (known("predicate"), lookup(col("predicate"), p["predicate_points"])),
            (known("appraisal_number"), band(col("appraisal_number"), rungs)),
        ],
        default=p["predicate_points"]["SANGAT_KURANG"],
    )


def category(column: str) -> Build:
    return lambda p: band(
        col(column), {int(low) * 1000: name for low, name in p["categories"].items()}, below="SANGAT_RENDAH"
    )


IPASN_2018 = RuleSet(
    id="ipasn-2018",
    title=Text("Indeks Profesionalitas ASN", "Professionalism index"),
    subject="ipasn",
    valid_from=date(2018, 1, 1),
    legal_basis=("PermenPANRB 38/2018", "Per BKN 8/2019"),
    parameters=load("ipasn-2018"),
    options=(TECHNICAL,),
    inputs=(
        code("post_group", Text("Kelompok jabatan", "Post group"), GROUP),
        code("education", Text("Pendidikan yang diakui", "Recognised education"), EDUCATION, empty=LOWEST),
        code("leadership_training", Text("Diklat kepemimpinan", "Leadership training"), LEADERSHIP),
        flag("functional_training", Text("Diklat fungsional", "Functional training")),
        flag("functional_is_required", Text("Diklat fungsional dipersyaratkan", "Functional training is required")),
        figure(
            "technical_hours",
            Text("Diklat teknis setahun", "Technical training of a year"),
            unit="learning_hour",
            high=2000,
        ),
        flag("has_seminar", Text("Seminar, workshop, magang dua tahun terakhir", "Seminar or the like in two years")),
        code("predicate", Text("Predikat tahun lalu", "Predicate of last year"), PREDICATE, empty=NOT_RATED),
        figure(
            "appraisal_number", Text("Nilai lama 0-100", "Old appraisal 0-100"), scale=100, high=100, empty=NOT_RATED
        ),
        code(
            "worst_sanction",
            Text("Hukuman terberat lima tahun", "Worst sanction in five years"),
            SANCTION,
            empty=LOWEST,
        ),
    ),
    steps=(
        points(
            "qualification",
            Text("Kualifikasi", "Qualification"),
            "education",
            lambda p: lookup(col("education"), p["education_points"], default=p["education_points"]["SD"]),
            Text("Pendidikan {education}: {qualification} dari 25.", "Education {education}: {qualification} of 25."),
        ),
        points(
            "own_training",
            Text("Diklat kepemimpinan atau fungsional", "Leadership or functional training"),
            "post_group leadership_training functional_training functional_is_required",
            own_training,
            Text(
                "{post_group}: kepemimpinan {leadership_training}, fungsional {functional_training} (dipersyaratkan: "
                "{functional_is_required}): {own_training}.",
                "{post_group}: leadership {leadership_training}, functional {functional_training} (required: "
                "{functional_is_required}): {own_training}.",
            ),
            "L",
        ),
        points(
            "technical_training",
            Text("Diklat teknis", "Technical training"),
            "post_group technical_hours",
            technical,
            Text(
                "{technical_hours}, paling sedikit {technical_hours_at_least}: {technical_training}.",
                "{technical_hours}, at least {technical_hours_at_least}: {technical_training}.",
            ),
            "L",
        ),
        points(
            "seminar",
            Text("Seminar dan sejenisnya", "Seminar and the like"),
            "post_group has_seminar",
            lambda p: when(col("has_seminar"), by_group(p, "seminar_points"), 0),
            Text("Ada seminar: {has_seminar}: {seminar}.", "Has a seminar: {has_seminar}: {seminar}."),
        ),
        points(
            "competence",
            Text("Kompetensi", "Competence"),
            "own_training technical_training seminar",
            lambda p: total(col(name) for name in ("own_training", "technical_training", "seminar")),
            Text(
                "{own_training} + {technical_training} + {seminar} = {competence} dari 40.",
                "{own_training} + {technical_training} + {seminar} = {competence} of 40.",
            ),
        ),
        points(
            "performance",
            Text("Kinerja", "Performance"),
            "predicate appraisal_number",
            performance,
            Text(
                "Predikat {predicate}, nilai lama {appraisal_number}: {performance} dari 30.",
                "Predicate {predicate}, old appraisal {appraisal_number}: {performance} of 30.",
            ),
            "L",
        ),
        points(
            "discipline",
            Text("Disiplin", "Discipline"),
            "worst_sanction",
            lambda p: lookup(col("worst_sanction"), p["sanction_points"], default=p["sanction_points"]["BERAT"]),
            Text(
                "Hukuman terberat {worst_sanction}: {discipline} dari 5.", "Worst {worst_sanction}: {discipline} of 5."
            ),
        ),
        points(
            "index",
            Text("Indeks, data kosong dihitung terendah", "Index, missing data counted lowest"),
            "qualification competence performance discipline",
            lambda p: total(col(name) for name in ("qualification", "competence", "performance", "discipline")),
            Text(
                "{qualification} + {competence} + {performance} + {discipline} = {index}.",
                "{qualification} + {competence} + {performance} + {discipline} = {index}.",
            ),
        ),
        step(
            "missing",
            Text("Data yang kosong", "Missing data"),
            "education predicate appraisal_number worst_sanction",
            lambda p: reasons(
                {
                    "education_missing": ~known("education"),
                    "appraisal_missing": ~known("predicate") & ~known("appraisal_number"),
                    "discipline_missing": ~known("worst_sanction"),
                }
            ),
            basis="Keputusan produk",
            confidence="PD",
            kind="reasons",
            codes=MISSING,
        ),
        step(
            "index_assessed",
            Text("Indeks bila semua data ada", "Index when all data exist"),
            "missing index",
            lambda p: when(col("missing") == "", col("index")),
            basis="Keputusan produk",
            confidence="PD",
            unit="point",
            scale=1000,
        ),
        step(
            "category",
            Text("Kategori", "Category"),
            "index",
            category("index"),
            Text(
                "Indeks {index}, batas bawah termasuk: {category}.", "Index {index}, lower bounds included: {category}."
            ),
            basis=BASIS,
            codes=CATEGORY,
        ),
    ),
    outputs=(
        "index",
        "category",
        "index_assessed",
        "missing",
        "qualification",
        "competence",
        "performance",
        "discipline",
    ),
    doubts=(
        Text(
            "Cetakan resmi 81-90 dan 71-80 menyisakan celah: 80,5 dibaca Sedang.",
            "The official print 81-90 and 71-80 leaves a hole: 80.5 is read as Sedang.",
        ),
        Text("Menjumlahkan beberapa diklat sampai 20 JP belum pasti; bakunya boleh.", "Adding trainings up is open."),
    ),
)

UNIT_2018 = RuleSet(
    id="ipasn-unit-2018",
    title=Text("Indeks Profesionalitas unit atau instansi", "Professionalism index of a unit or agency"),
    subject="ipasn-unit",
    valid_from=date(2018, 1, 1),
    legal_basis=("PermenPANRB 38/2018", "Per BKN 8/2019"),
    parameters=tuple(parameter for parameter in load("ipasn-2018") if parameter.name == "categories"),
    inputs=(
        figure("index_sum", Text("Jumlah indeks pegawai", "Sum of the indexes"), scale=1000, high=10**9),
        figure("people", Text("Pegawai", "People"), unit="person", high=10**7),
    ),
    steps=(
        points(
            "index",
            Text("Indeks unit", "Index of the unit"),
            "index_sum people",
            lambda p: div_half_up(col("index_sum"), col("people")),
            Text("{index_sum} dibagi {people}: {index}.", "{index_sum} by {people}: {index}."),
        ),
        step(
            "category",
            Text("Kategori", "Category"),
            "index_sum people",
            lambda p: when(
                col("people") > 0,
                band(
                    col("index_sum"),
                    {int(low) * 1000: name for low, name in p["categories"].items()},
                    below="SANGAT_RENDAH",
                    den=col("people"),
                ),
            ),
            basis=BASIS,
            codes=CATEGORY,
        ),
    ),
    outputs=("index", "category"),
)

RULESETS = (IPASN_2018, UNIT_2018)
