"""Jam pelajaran (JP): what one record is worth, the yearly duty of PNS and the ceiling of PPPK."""

from datetime import date
from typing import Any

import narwhals as nw

from prestasi_rules.declare import code, figure, flag, step
from prestasi_rules.fixed import cases, clamp, col, div_half_up, lookup, reason, smaller, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

FORM = {
    "TRAINING": Text("pelatihan menurut kurikulum", "training by curriculum"),
    "E_LEARNING": Text("e-learning", "e-learning"),
    "SEMINAR": Text("seminar atau sosialisasi", "seminar or dissemination"),
    "WORKSHOP": Text("workshop atau bimtek", "workshop"),
    "BENCHMARKING": Text("patok banding", "benchmarking"),
    "SECONDMENT": Text("detasering, magang, pertukaran", "secondment, internship, exchange"),
    "SELF_LEARNING": Text("belajar mandiri", "self-learning"),
    "COMMUNITY": Text("komunitas belajar", "community of practice"),
    "COACHING": Text("coaching", "coaching"),
    "MENTORING": Text("mentoring", "mentoring"),
}
ANNEX = "PerLAN 10/2018, lampiran"
HOURS = "learning_hour"


def is_form(*forms: str) -> nw.Expr:
    return col("form").is_in(list(forms))


def units(p: Parameters) -> nw.Expr:
    """How many days, sessions or events count, under the caps of a month and a year."""
    month_left = clamp(col("counted_before") * -1 + p["sessions_a_month"], 0)
    year_left = clamp(col("counted_before") * -1 + p["events_a_year"], 0)
    return cases(
        [
            (~col("has_evidence"), 0),
            (is_form("COACHING", "MENTORING"), smaller(col("units"), month_left)),
            (is_form("SECONDMENT"), smaller(col("units"), year_left)),
        ],
        default=col("units"),
    )


def hours(p: Parameters) -> nw.Expr:
    stated = is_form("TRAINING") | (is_form("E_LEARNING") & ~col("stated_hours").is_null())
    return when(
        stated,
        when(col("has_evidence"), col("stated_hours"), 0),
        col("units_counted") * lookup(col("form"), p["hours_by_form"]),
    )


RECORD_2018 = RuleSet(
    id="learning-record-2018",
    title=Text("JP dari satu catatan pengembangan", "Learning hours of one record"),
    subject="learning-record",
    valid_from=date(2018, 1, 1),
    legal_basis=("PerLAN 10/2018",),
    parameters=load("learning-record-2018"),
    inputs=(
        code("form", Text("Bentuk", "Form"), FORM),
        figure("units", Text("Hari, sesi atau kegiatan", "Days, sessions or events"), high=366),
        figure(
            "counted_before",
            Text("Sudah dihitung pada bulan (atau tahun) itu", "Counted before in that month (or year)"),
            high=366,
        ),
        figure(
            "stated_hours",
            Text("JP menurut kurikulum atau program", "Hours stated by the curriculum"),
            unit=HOURS,
            high=2000,
            empty=Text("tidak disebut", "not stated"),
        ),
        flag("has_evidence", Text("Ada sertifikat atau catatan sesi", "Has a certificate or a session log")),
    ),
    steps=(
        step(
            "units_counted",
            Text("Yang dihitung", "Units counted"),
            "form units counted_before has_evidence",
            units,
            Text(
                "{form}: {units}, sudah dihitung {counted_before}, bukti {has_evidence}; coaching dan mentoring paling "
                "banyak {sessions_a_month} sebulan: {units_counted}.",
                "{form}: {units}, counted before {counted_before}, evidence {has_evidence}; coaching and mentoring at "
                "most {sessions_a_month} a month: {units_counted}.",
            ),
            basis=ANNEX,
            confidence="L",
        ),
        step(
            "hours",
            Text("JP", "Learning hours"),
            "form stated_hours has_evidence units_counted",
            hours,
            Text(
                "{units_counted} kali JP bentuk itu, atau JP kurikulum {stated_hours}: {hours}.",
                "{units_counted} times the hours of the form, or the curriculum's {stated_hours}: {hours}.",
            ),
            basis=ANNEX,
            confidence="L",
            unit=HOURS,
        ),
        step(
            "hours_reason",
            Text("Alasan JP kosong atau nol", "Why there are no hours"),
            "has_evidence hours units_counted units",
            lambda p: reason(
                {
                    "no_evidence": ~col("has_evidence"),
                    "hours_not_stated": col("hours").is_null(),
                    "cap_reached": (col("units") > 0) & (col("units_counted") < col("units")),
                }
            ),
            basis=ANNEX,
            confidence="PD",
            codes={
                "no_evidence": Text("tanpa bukti: diakui sendiri, tidak dihitung", "claimed without evidence"),
                "hours_not_stated": Text("JP kurikulum tidak disebut", "the curriculum states no hours"),
                "cap_reached": Text("sebagian melewati batas", "partly beyond the cap"),
            },
            empty=Text("dihitung penuh", "counted in full"),
        ),
    ),
    outputs=("hours", "units_counted", "hours_reason"),
    doubts=(
        Text(
            "JP coaching dan mentoring serta batasnya berasal dari dua sistem publik, belum dari lampiran PerLAN.",
            "Hours and caps of coaching and mentoring come from two public systems, not from the annex.",
        ),
    ),
)

PNS_2018 = RuleSet(
    id="learning-pns-2018",
    title=Text("Kewajiban 20 JP setahun", "The yearly duty of 20 hours"),
    subject="learning-pns",
    valid_from=date(2018, 1, 1),
    legal_basis=("PP 11/2017 jo PP 17/2020", "PerLAN 10/2018"),
    parameters=load("learning-pns-2018"),
    inputs=(figure("hours", Text("JP tahun itu", "Hours of the year"), unit=HOURS, high=10_000),),
    steps=(
        step(
            "shortage",
            Text("Kekurangan", "Shortage"),
            "hours",
            lambda p: clamp(col("hours") * -1 + p["hours_at_least"], 0),
            Text("{hours} dari {hours_at_least}: kurang {shortage}.", "{hours} of {hours_at_least}: {shortage} short."),
            basis="PP 11/2017 jo PP 17/2020",
            unit=HOURS,
        ),
        step(
            "fulfilment",
            Text("Pemenuhan", "Fulfilment"),
            "hours",
            lambda p: div_half_up(col("hours") * 10_000, p["hours_at_least"]),
            basis="PP 11/2017 jo PP 17/2020",
            unit="percent",
            scale=100,
        ),
        step(
            "fulfilment_reported",
            Text("Pemenuhan dalam laporan, paling tinggi 100 %", "Fulfilment as reported, at most 100 %"),
            "fulfilment",
            lambda p: clamp(col("fulfilment"), high=10_000),
            basis="Keputusan produk",
            confidence="PD",
            unit="percent",
            scale=100,
        ),
    ),
    outputs=("shortage", "fulfilment", "fulfilment_reported"),
)

VERDICT = {
    "ALLOWED": Text("boleh", "allowed"),
    "ALLOWED_BY_ASSIGNMENT": Text("boleh dengan penugasan khusus", "allowed by special assignment"),
    "BLOCKED": Text("ditahan: melewati batas", "blocked: beyond the ceiling"),
}
PPPK_2020 = RuleSet(
    id="learning-pppk-2020",
    title=Text("Batas 24 JP PPPK setahun kontrak", "The PPPK ceiling of 24 hours a contract year"),
    subject="learning-pppk",
    valid_from=date(2020, 1, 1),
    legal_basis=("PerLAN 15/2020", "PP 49/2018"),
    parameters=load("learning-pppk-2020"),
    inputs=(
        figure("recorded_hours", Text("JP tercatat tahun kontrak", "Hours recorded"), unit=HOURS, high=10_000),
        figure("new_hours", Text("JP pelatihan baru", "Hours of the new training"), unit=HOURS, high=10_000),
        flag("has_assignment", Text("Penugasan khusus", "Special assignment")),
    ),
    steps=(
        step(
            "total_hours",
            Text("Jumlah JP", "Total hours"),
            "recorded_hours new_hours",
            lambda p: col("recorded_hours") + col("new_hours"),
            basis="PerLAN 15/2020",
            unit=HOURS,
        ),
        step(
            "excess",
            Text("Kelebihan", "Excess"),
            "total_hours",
            lambda p: clamp(col("total_hours") - p["hours_at_most"], 0),
            basis="PerLAN 15/2020",
            unit=HOURS,
        ),
        step(
            "verdict",
            Text("Hasil", "Verdict"),
            "excess has_assignment",
            lambda p: cases(
                [(col("excess") == 0, "ALLOWED"), (col("has_assignment"), "ALLOWED_BY_ASSIGNMENT")], default="BLOCKED"
            ),
            Text(
                "{total_hours}, batas {hours_at_most}, penugasan khusus {has_assignment}: {verdict}.",
                "{total_hours}, ceiling {hours_at_most}, special assignment {has_assignment}: {verdict}.",
            ),
            basis="PerLAN 15/2020",
            codes=VERDICT,
        ),
    ),
    outputs=("verdict", "total_hours", "excess"),
)


def sum_hours(records: Any, *, by: str) -> Any:
    """One row per ``by`` with the ``hours`` of its evaluated records; records without hours count nothing."""
    return nw.from_native(records).group_by(by).agg(nw.col("hours").sum()).to_native()


RULESETS = (RECORD_2018, PNS_2018, PPPK_2020)
