"""Satyalancana Karya Satya (UU 20/2009, PP 35/2010): 10, 20, 30 years of service without a heavier sanction."""

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from prestasi_rules.dates import add_years, whole_years_between
from prestasi_rules.declare import code, day, failing, flag, step, yes
from prestasi_rules.fixed import band, cases, col, known, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

BASIS = "UU 20/2009; PP 35/2010"
NONE = Text("tidak ada", "none")
CLASS = {
    "X": Text("X, perunggu, 10 tahun", "X, bronze, 10 years"),
    "XX": Text("XX, perak, 20 tahun", "XX, silver, 20 years"),
    "XXX": Text("XXX, emas, 30 tahun", "XXX, gold, 30 years"),
}
YEARS = {"X": 10, "XX": 20, "XXX": 30}
REASONS = {
    "service_short": Text("masa kerja terus-menerus belum cukup", "continuous service too short"),
    "being_punished": Text("sedang menjalani hukuman sedang atau berat", "serving a medium or severe sanction"),
    "on_unpaid_leave": Text("sedang cuti di luar tanggungan negara", "on unpaid leave"),
    "held_already": Text("kelas itu sudah dimiliki", "the class is held already"),
}


def barred(p: Parameters) -> Mapping[str, nw.Expr]:
    return {
        "service_short": ~known("reached_class"),
        "being_punished": yes("is_punished"),
        "on_unpaid_leave": yes("is_on_unpaid_leave"),
        "held_already": held() >= reached(),
    }


def reached() -> nw.Expr:
    return cases([(col("reached_class") == name, years) for name, years in YEARS.items()])


def held() -> nw.Expr:
    return cases([(col("held_class") == name, years) for name, years in YEARS.items()])


SATYA_2010 = RuleSet(
    id="award-satya-2010",
    title=Text("Satyalancana Karya Satya", "Satyalancana Karya Satya"),
    subject="award-satya",
    valid_from=date(2010, 1, 1),
    legal_basis=("UU 20/2009", "PP 35/2010"),
    parameters=load("award-satya-2010"),
    inputs=(
        day("on", Text("Tanggal usulan", "Date of the proposal")),
        day("cpns_on", Text("TMT CPNS", "Service since")),
        day(
            "punishment_ended_on",
            Text("Hukuman sedang/berat terakhir selesai", "Last heavier sanction ended"),
            empty=NONE,
        ),
        day("unpaid_leave_ended_on", Text("CLTN terakhir selesai", "Last unpaid leave ended"), empty=NONE),
        flag("is_punished", Text("Sedang menjalani hukuman sedang/berat", "Serving a heavier sanction")),
        flag("is_on_unpaid_leave", Text("Sedang CLTN", "On unpaid leave")),
        code("held_class", Text("Kelas yang sudah dimiliki", "Class held"), CLASS, empty=NONE),
    ),
    steps=(
        step(
            "restart_on",
            Text("Masa kerja dihitung ulang sejak", "Counted anew from"),
            "punishment_ended_on unpaid_leave_ended_on",
            lambda p: cases(
                [
                    (col("punishment_ended_on") >= col("unpaid_leave_ended_on"), col("punishment_ended_on")),
                    (known("unpaid_leave_ended_on"), col("unpaid_leave_ended_on")),
                    (known("punishment_ended_on"), col("punishment_ended_on")),
                ]
            ),
            basis=BASIS,
            confidence="L",
            kind="date",
            empty=NONE,
        ),
        step(
            "counted_from",
            Text("Dihitung sejak", "Counted from"),
            "restart_on cpns_on",
            lambda p: when(col("restart_on") > col("cpns_on"), col("restart_on"), col("cpns_on")),
            Text(
                "CPNS {cpns_on}; hukuman atau CLTN memutus masa kerja, mulai lagi {restart_on}: {counted_from}.",
                "Since {cpns_on}; a sanction or unpaid leave breaks it, again from {restart_on}: {counted_from}.",
            ),
            basis=BASIS,
            confidence="L",
            kind="date",
        ),
        step(
            "years",
            Text("Masa kerja terus-menerus", "Continuous service"),
            "counted_from on",
            lambda p: whole_years_between(col("counted_from"), col("on")),
            Text("{counted_from} sampai {on}: {years}.", "{counted_from} to {on}: {years}."),
            basis=BASIS,
            unit="year",
        ),
        step(
            "reached_class",
            Text("Kelas yang dicapai", "Class reached"),
            "years",
            lambda p: band(col("years"), {int(years): name for years, name in p["classes"].items()}),
            Text("{years}: {reached_class}.", "{years}: {reached_class}."),
            basis=BASIS,
            codes=CLASS,
            empty=Text("belum sepuluh tahun", "not yet ten years"),
        ),
        failing(
            "reasons",
            Text("Alasan belum dapat diusulkan", "Why it cannot be proposed"),
            REASONS,
            "reached_class is_punished is_on_unpaid_leave held_class",
            barred,
            basis=BASIS,
        ),
        step(
            "proposed_class",
            Text("Kelas yang diusulkan", "Class to propose"),
            "reasons reached_class",
            lambda p: when(col("reasons") == "", col("reached_class")),
            Text("Satu kelas, kelas bawah tidak wajib lebih dahulu: {proposed_class}.", "One class: {proposed_class}."),
            basis=BASIS,
            confidence="L",
            codes=CLASS,
            empty=Text("tidak diusulkan", "nothing to propose"),
        ),
        step(
            "next_class_on",
            Text("Kelas berikutnya dicapai", "Next class reached on"),
            "years counted_from",
            lambda p: cases(
                [(col("years") < years, add_years(col("counted_from"), years)) for years in sorted(YEARS.values())]
            ),
            basis=BASIS,
            kind="date",
            empty=Text("kelas tertinggi tercapai", "the highest class is reached"),
        ),
    ),
    outputs=("proposed_class", "reasons", "years", "next_class_on"),
    doubts=(
        Text(
            "Perhitungan ulang setelah hukuman dan kelas tanpa berjenjang adalah bacaan yang mungkin.",
            "Counting anew after a sanction and skipping a lower class are likely readings.",
        ),
    ),
)

RULESETS = (SATYA_2010,)
