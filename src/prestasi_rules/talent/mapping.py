"""Pemetaan talenta: the box and the talent value from both axes, in the three modes of reading a predicate."""

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from prestasi_rules.common import why_empty
from prestasi_rules.declare import step
from prestasi_rules.fixed import col, div_half_up, lookup, quadrant, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import Option, RuleSet
from prestasi_rules.step import Text
from prestasi_rules.talent.axes import BKN, INPUTS, LAW, POTENTIAL_STEPS, X_DEN, Y_DEN, axis_steps
from prestasi_rules.talent.boxes import BOXES, FOLLOW_UP, FOLLOW_UP_OF
from prestasi_rules.weights import hundred

VALUE_DEN = X_DEN * 100


def value_sum(p: Parameters) -> nw.Expr:
    weights = hundred("value_weights", p["value_weights"])
    return col("y_sum") * (weights["Y"] * (X_DEN // Y_DEN)) + col("x_sum") * weights["X"]


RESULT_STEPS = (
    step(
        "box",
        Text("Kotak talenta", "Talent box"),
        "y_status x_level",
        lambda p: quadrant(col("y_status"), col("x_level"), BOXES),
        Text("Kinerja {y_status}, potensial {x_level}: kotak {box}.", "{y_status} with {x_level}: box {box}."),
        basis=LAW,
    ),
    step(
        "follow_up",
        Text("Tindak lanjut", "Follow-up"),
        "box",
        lambda p: lookup(col("box"), FOLLOW_UP_OF),
        Text("Kotak {box}: {follow_up}.", "Box {box}: {follow_up}."),
        basis=LAW,
        codes=FOLLOW_UP,
    ),
    step(
        "is_in_pool_box",
        Text("Kotak KRS", "Box of the succession group"),
        "box",
        lambda p: when(col("box") > 0, col("box").is_in(list(p["pool_boxes"]))),
        Text(
            "KRS hanya dari kotak {pool_boxes}: {is_in_pool_box}.", "Succession boxes {pool_boxes}: {is_in_pool_box}."
        ),
        basis=LAW,
        kind="boolean",
    ),
    step(
        "value_sum",
        Text("Nilai talenta tepat, untuk urutan", "Exact talent value, for the order"),
        "y_sum x_sum",
        value_sum,
        basis=BKN,
    ),
    step(
        "talent_value",
        Text("Nilai talenta", "Talent value"),
        "value_sum",
        lambda p: div_half_up(col("value_sum") * 100, VALUE_DEN),
        Text("Y {y} dan X {x} menurut bobot {value_weights}: {talent_value}.", "Y {y}, X {x}: {talent_value}."),
        basis=BKN,
        unit="point",
        scale=100,
    ),
    step(
        "technical_share",
        Text("Porsi nilai teknis", "Share of the technical score"),
        "target_class",
        lambda p: lookup(col("target_class"), p["technical_shares"]),
        basis="Skema satu kementerian",
        confidence="L",
        unit="percent",
        empty=Text("tanpa jabatan target", "no target post"),
    ),
    step(
        "target_value",
        Text("Nilai untuk jabatan target", "Value for the target post"),
        "value_sum technical technical_share",
        lambda p: div_half_up(
            (col("technical_share") * -1 + 100) * col("value_sum") + col("technical_share") * col("technical") * 60_000,
            VALUE_DEN,
        ),
        Text(
            "Nilai talenta {talent_value}, teknis {technical} dengan porsi {technical_share}: {target_value}.",
            "Talent value {talent_value}, technical {technical} sharing {technical_share}: {target_value}.",
        ),
        basis="Skema satu kementerian",
        confidence="L",
        unit="point",
        scale=100,
        empty=Text("tanpa jabatan target", "no target post"),
    ),
)


def missing_causes(mode: str) -> Mapping[str, tuple[str, Text]]:
    feedback = {"feedback": ("feedback_missing", Text("umpan balik 360 belum ada", "no 360 feedback"))}
    return {
        "predicate": ("predicate_missing", Text("predikat belum ada", "no predicate")),
        **({} if mode == "direct" else feedback),
        "assessment": ("assessment_missing", Text("belum diuji", "not assessed")),
        "assessment_ends_on": ("assessment_undated", Text("tanggal uji kosong", "the assessment has no date")),
        "valid_assessment": ("assessment_expired", Text("uji kedaluwarsa", "the assessment has expired")),
        "potential_points": ("potential_missing", Text("potensi belum dinilai", "potential not assessed")),
        "education": ("education_missing", Text("pendidikan kosong", "no education")),
        "field_fit": ("field_missing", Text("kesesuaian bidang kosong", "no field fit")),
        "experience_sum": ("experience_missing", Text("pengalaman kosong", "no experience")),
        "integrity": ("discipline_missing", Text("status disiplin kosong", "no discipline status")),
    }


VALIDITY = Option(
    name="assessment_validity",
    label=Text("Masa berlaku uji kompetensi", "Validity of an assessment"),
    default="two_years",
    readings={"two_years": Text("dua tahun", "two years"), "three_years": Text("tiga tahun", "three years")},
    basis="Per BKN 26/2019; praktik instansi",
    confidence="L",
)
OVER_100 = Option(
    name="main_over_100",
    label=Text("Kinerja utama di atas 100", "Main performance over 100"),
    default="capped",
    readings={"capped": Text("dibatasi 100", "capped at 100"), "uncapped": Text("tidak dibatasi", "uncapped")},
    basis=BKN,
    confidence="U",
)


def talent(mode: str, name: str, variant: str, first: date, title: Text, doubt: Text) -> RuleSet:
    names = {"direct": ("points_b",), "a": ("points_b",), "b": ("points_a",)}[mode]
    return RuleSet(
        id=name,
        title=title,
        subject="talent",
        variant=variant,
        valid_from=first,
        legal_basis=(LAW, BKN),
        parameters=tuple(parameter for parameter in load("talent") if parameter.name not in names),
        options=(VALIDITY, OVER_100) if mode == "b" else (VALIDITY,),
        inputs=INPUTS,
        steps=(
            *axis_steps(mode),
            *POTENTIAL_STEPS,
            *RESULT_STEPS,
            why_empty("box", Text("kotak", "box"), missing_causes(mode)),
        ),
        outputs=("box", "y_status", "x_level", "y", "x", "talent_value", "target_value", "follow_up", "box_reason"),
        doubts=(doubt,),
    )


RULESETS = (
    talent(
        "direct",
        "talent-2020-direct",
        "",
        date(2020, 1, 1),
        Text("Pemetaan talenta, predikat langsung", "Talent mapping, predicate read directly"),
        Text(
            "Status dibaca dari predikat; angka Y memakai skala A dan hanya untuk urutan.",
            "The status comes from the predicate; the number Y uses scale A and serves the order only.",
        ),
    ),
    talent(
        "a",
        "talent-bkn-411-2025-a",
        "bkn-a",
        date(2026, 1, 1),
        Text("Pemetaan talenta BKN, skala A", "BKN talent mapping, scale A"),
        Text(
            "Pegawai Baik tanpa penghargaan dan tim mendapat 56,50: di bawah ekspektasi. Bandingkan ketiga cara.",
            "A good employee without award or team gets 56.50: below expectation. Compare all three modes.",
        ),
    ),
    talent(
        "b",
        "talent-bkn-411-2025-b",
        "bkn-b",
        date(2026, 1, 1),
        Text("Pemetaan talenta BKN, skala B", "BKN talent mapping, scale B"),
        Text(
            "Apakah nilai di atas 100 dihitung belum pasti; bakunya dibatasi 100.",
            "Whether points over 100 count is open; they are capped by default.",
        ),
    ),
)
