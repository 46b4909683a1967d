"""Analisis beban kerja (PermenPANRB 1/2020) and efficiency of a unit (Permendagri 12/2008)."""

from datetime import date
from typing import Any

import narwhals as nw

from prestasi_rules.declare import figure, step
from prestasi_rules.fixed import cases, clamp, col, div_floor, div_half_up, lit, reason, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import Option, RuleSet
from prestasi_rules.step import Text

BASIS = "PermenPANRB 1/2020"
OLD = "Permendagri 12/2008"
MINUTES = Option(
    name="effective_time",
    label=Text("Waktu kerja efektif setahun", "Effective working time of a year"),
    default="hours_1250",
    readings={"hours_1250": Text("1.250 jam", "1,250 hours"), "hours_1300": Text("1.300 jam", "1,300 hours")},
    basis=BASIS,
    confidence="L",
)
ROUNDING = Option(
    name="rounding",
    label=Text("Pembulatan kebutuhan", "Rounding of the need"),
    default="nearest",
    readings={"nearest": Text("terdekat, setengah ke atas", "nearest, half up"), "up": Text("ke atas", "up")},
    basis="Praktik berbeda",
    confidence="PD",
)
WORK = figure("total_minutes", Text("Beban kerja setahun", "Workload of the year"), unit="minute", high=10**12)
STAFF = figure("staff", Text("Pegawai yang ada", "Present staff"), unit="person", high=10**6)


def whole_need(p: Parameters) -> nw.Expr:
    minutes = p["effective_minutes"]
    if p.option("rounding") == "up":
        return div_floor(col("total_minutes") + (minutes - 1), minutes)
    rounded = div_half_up(col("total_minutes"), minutes)
    return when(col("total_minutes") > 0, clamp(rounded, 1), 0)


WORKLOAD_2020 = RuleSet(
    id="workload-2020",
    title=Text("Kebutuhan pegawai dari beban kerja", "Staff need from the workload"),
    subject="workload",
    valid_from=date(2020, 1, 1),
    legal_basis=(BASIS,),
    parameters=load("workload-2020"),
    options=(MINUTES, ROUNDING),
    inputs=(WORK, STAFF),
    steps=(
        step(
            "need",
            Text("Kebutuhan tepat", "Need"),
            "total_minutes",
            lambda p: div_half_up(col("total_minutes") * 100, p["effective_minutes"]),
            Text("{total_minutes} / {effective_minutes}: {need}.", "{total_minutes} / {effective_minutes}: {need}."),
            basis=BASIS,
            confidence="L",
            unit="person",
            scale=100,
        ),
        step(
            "staff_needed",
            Text("Pegawai yang dibutuhkan", "Staff needed"),
            "total_minutes",
            whole_need,
            Text(
                "{need} dibulatkan, paling sedikit satu: {staff_needed}.",
                "{need} rounded, at least one: {staff_needed}.",
            ),
            basis="Keputusan produk",
            confidence="PD",
            unit="person",
        ),
        step(
            "shortage",
            Text("Kekurangan (minus: kelebihan)", "Shortage (minus: surplus)"),
            "staff_needed staff",
            lambda p: col("staff_needed") - col("staff"),
            basis=BASIS,
            confidence="L",
            unit="person",
        ),
    ),
    outputs=("staff_needed", "need", "shortage"),
)

GRADE = {
    "A": Text("A sangat baik", "A very good"),
    "B": Text("B baik", "B good"),
    "C": Text("C cukup", "C fair"),
    "D": Text("D rendah", "D low"),
    "E": Text("E buruk", "E poor"),
}


def grade(p: Parameters) -> nw.Expr:
    """Over 1.00 is open at the bottom; the other bounds are included. Compared without division."""
    work, time = col("total_minutes") * 100, col("available_minutes")
    rungs = [(work >= time * int(low), name) for low, name in p["grades"].items()]
    return cases([(time == 0, None), (work > time * 100, "A"), *rungs], default=lit("E"))


EFFICIENCY_2008 = RuleSet(
    id="efficiency-2008",
    title=Text("Efektivitas dan efisiensi jabatan (EJ)", "Efficiency of a unit (EJ)"),
    subject="efficiency",
    valid_from=date(2008, 1, 1),
    legal_basis=(OLD,),
    parameters=load("efficiency-2008"),
    options=(MINUTES,),
    inputs=(WORK, STAFF),
    steps=(
        step(
            "available_minutes",
            Text("Waktu efektif yang tersedia", "Effective time available"),
            "staff",
            lambda p: col("staff") * p["effective_minutes"],
            basis=OLD,
            unit="minute",
        ),
        step(
            "efficiency",
            Text("EJ", "EJ"),
            "total_minutes available_minutes",
            lambda p: div_half_up(col("total_minutes") * 1000, col("available_minutes")),
            Text(
                "{total_minutes} / {available_minutes}: {efficiency}.",
                "{total_minutes} / {available_minutes}: {efficiency}.",
            ),
            basis=OLD,
            scale=1000,
        ),
        step(
            "grade",
            Text("Prestasi unit", "Grade"),
            "total_minutes available_minutes",
            grade,
            Text(
                "EJ {efficiency}: di atas 1,00 A, lalu {grades}: {grade}.",
                "EJ {efficiency}: over 1.00 A; {grades}: {grade}.",
            ),
            basis=OLD,
            codes=GRADE,
        ),
        step(
            "grade_reason",
            Text("Alasan tanpa nilai", "Why no grade"),
            "staff",
            lambda p: reason({"no_staff": col("staff") == 0}),
            basis=OLD,
            codes={"no_staff": Text("tidak ada pegawai", "no staff")},
            empty=Text("ada nilai", "graded"),
        ),
    ),
    outputs=("grade", "efficiency", "grade_reason"),
)


def sum_minutes(tasks: Any, *, by: str, volume: str = "volume", minutes: str = "minutes") -> Any:
    """One row per ``by`` with ``total_minutes``: yearly volume x minutes of each task."""
    table = nw.from_native(tasks).with_columns((nw.col(volume) * nw.col(minutes)).alias("total_minutes"))
    return table.group_by(by).agg(nw.col("total_minutes").sum()).to_native()


RULESETS = (WORKLOAD_2020, EFFICIENCY_2008)
