"""Standar kompetensi jabatan (PermenPANRB 38/2017): required level of a class, gap, and priority of the need."""

from datetime import date

from prestasi_rules.career.posts import POST
from prestasi_rules.common import why_empty
from prestasi_rules.declare import code, figure, step
from prestasi_rules.fixed import band, clamp, col, known, lookup, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import NOT_RATED, Text

BASIS = "PermenPANRB 38/2017"
COMPETENCY = {
    "M1": Text("Integritas", "Integrity"),
    "M2": Text("Kerja sama", "Cooperation"),
    "M3": Text("Komunikasi", "Communication"),
    "M4": Text("Orientasi pada hasil", "Results orientation"),
    "M5": Text("Pelayanan publik", "Public service"),
    "M6": Text("Pengembangan diri dan orang lain", "Developing oneself and others"),
    "M7": Text("Mengelola perubahan", "Managing change"),
    "M8": Text("Pengambilan keputusan", "Decision making"),
    "S1": Text("Perekat bangsa", "Binding the nation"),
}
GAP = {
    "NONE": Text("tidak ada", "none"),
    "LOW": Text("rendah", "low"),
    "MEDIUM": Text("sedang", "medium"),
    "HIGH": Text("tinggi", "high"),
}
WEIGHT = {"NONE": 0, "LOW": 1, "MEDIUM": 2, "HIGH": 3}

SKJ_2017 = RuleSet(
    id="skj-2017",
    title=Text("Standar kompetensi jabatan dan kesenjangan", "Competency standard and gap"),
    subject="skj",
    valid_from=date(2017, 11, 1),
    legal_basis=(BASIS,),
    parameters=load("skj-2017"),
    inputs=(
        code("post", Text("Kelas jabatan", "Post class"), POST),
        code("competency", Text("Kompetensi", "Competency"), COMPETENCY),
        figure(
            "standard_level",
            Text("Tingkat menurut SKJ jabatan", "Level by the standard of the post"),
            low=1,
            high=5,
            empty=Text("memakai baku kelas jabatan", "the default of the class is used"),
        ),
        figure("level", Text("Tingkat pegawai", "Level of the person"), scale=100, high=5, empty=NOT_RATED),
        figure("importance", Text("Kepentingan bagi jabatan", "Importance for the post"), low=1, high=3),
    ),
    steps=(
        step(
            "class_level",
            Text("Tingkat baku kelas jabatan", "Default level of the class"),
            "post",
            lambda p: lookup(col("post"), p["class_levels"]),
            basis="PermenPANRB 38/2017, lampiran",
            confidence="L",
        ),
        step(
            "required_level",
            Text("Tingkat yang disyaratkan", "Required level"),
            "standard_level class_level",
            lambda p: when(known("standard_level"), col("standard_level"), col("class_level")),
            Text(
                "SKJ jabatan {standard_level} didahulukan dari baku kelas {class_level}: {required_level}.",
                "The post's standard {standard_level} comes before the class default {class_level}: {required_level}.",
            ),
            basis=BASIS,
        ),
        step(
            "gap",
            Text("Kesenjangan", "Gap"),
            "required_level level",
            lambda p: clamp(col("required_level") * 100 - col("level"), 0),
            Text(
                "Disyaratkan {required_level}, dimiliki {level}; kelebihan bukan kesenjangan negatif: {gap}.",
                "Required {required_level}, has {level}; a surplus is no negative gap: {gap}.",
            ),
            basis=BASIS,
            scale=100,
        ),
        step(
            "gap_class",
            Text("Kelas kesenjangan", "Class of the gap"),
            "gap",
            lambda p: when(
                col("gap") == 0,
                "NONE",
                band(col("gap"), {p["high_from"]: "HIGH", p["medium_from"]: "MEDIUM"}, below="LOW"),
            ),
            Text(
                "Kesenjangan {gap}: sedang mulai {medium_from}, tinggi mulai {high_from}: {gap_class}.",
                "Gap {gap}: medium from {medium_from}, high from {high_from}: {gap_class}.",
            ),
            basis="Keputusan produk",
            confidence="L",
            codes=GAP,
        ),
        step(
            "priority",
            Text("Prioritas kebutuhan", "Priority of the need"),
            "gap_class importance",
            lambda p: lookup(col("gap_class"), WEIGHT) * col("importance"),
            Text("{gap_class} x kepentingan {importance}: {priority}.", "{gap_class} x {importance}: {priority}."),
            basis="Keputusan produk",
            confidence="L",
        ),
        why_empty("gap", Text("kesenjangan", "gap"), {"level": ("not_assessed", Text("belum diuji", "not assessed"))}),
    ),
    outputs=("required_level", "gap", "gap_class", "priority", "gap_reason"),
    doubts=(
        Text(
            "Tingkat JPT madya (5) dan terampil (2) belum pasti.",
            "The levels of JPT madya (5) and terampil (2) are open.",
        ),
    ),
)

RULESETS = (SKJ_2017,)
