"""Sesudah survei: when the next one is due, terms of follow-up lines, how far and how fast the plan was carried out."""

from datetime import date

from prestasi_rules.dates import add_months, whole_months_between
from prestasi_rules.declare import day, figure, step
from prestasi_rules.fixed import band, cases, col, div_half_up, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

PLAN = "PermenPANRB 14/2017, rencana tindak lanjut"
TERMS = {
    "SHORT": Text("jangka pendek", "short term"),
    "MEDIUM": Text("jangka menengah", "medium term"),
    "LONG": Text("jangka panjang", "long term"),
}
SPEEDS = {
    "FASTEST": Text("kurang dari 3 bulan", "under 3 months"),
    "FAST": Text("kurang dari 6 bulan", "under 6 months"),
    "SLOW": Text("6 bulan atau lebih", "6 months or more"),
}

SKM_FOLLOW_UP_2017 = RuleSet(
    id="skm-follow-up-2017",
    title=Text("Tindak lanjut survei kepuasan", "Follow-up of a satisfaction survey"),
    subject="skm-follow-up",
    valid_from=date(2017, 1, 1),
    legal_basis=("PermenPANRB 14/2017", "PermenPANRB 29/2022"),
    parameters=load("skm-follow-up-2017"),
    inputs=(
        day(
            "surveyed_on", Text("Akhir survei terakhir", "End of the last survey"), empty=Text("belum pernah", "never")
        ),
        day(
            "announced_on",
            Text("Hasil diumumkan", "Result announced on"),
            empty=Text("belum diumumkan", "not announced"),
        ),
        day("on", Text("Keadaan pada", "As of")),
        figure("media", Text("Media publikasi yang dipakai", "Publication media used"), unit="item", high=100),
        figure("lines", Text("Baris rencana tindak lanjut", "Lines of the follow-up plan"), unit="item", high=10_000),
        figure("lines_done", Text("Baris yang selesai", "Lines done"), unit="item", high=10_000),
        figure(
            "months_planned",
            Text("Jangka waktu satu baris", "Time planned for a line"),
            unit="month",
            high=600,
            empty=Text("tidak ditanyakan", "not asked"),
        ),
    ),
    steps=(
        step(
            "next_survey_by",
            Text("Survei berikutnya paling lambat", "Next survey due by"),
            "surveyed_on",
            lambda p: add_months(col("surveyed_on"), p["survey_every"]),
            basis="PermenPANRB 14/2017: paling sedikit sekali setahun",
            kind="date",
        ),
        step(
            "survey_is_overdue",
            Text("Survei terlambat", "Survey overdue"),
            "next_survey_by on",
            lambda p: col("on") > col("next_survey_by"),
            basis="PermenPANRB 14/2017: paling sedikit sekali setahun",
            kind="boolean",
        ),
        step(
            "term",
            Text("Jangka tindak lanjut", "Term of the line"),
            "months_planned",
            lambda p: cases(
                [
                    (col("months_planned") < p["short_term_under"], "SHORT"),
                    (col("months_planned") <= p["medium_term_to"], "MEDIUM"),
                    (col("months_planned") > p["medium_term_to"], "LONG"),
                ]
            ),
            basis=PLAN,
            confidence="L",
            codes=TERMS,
        ),
        step(
            "share_done",
            Text("Rencana yang selesai", "Plan carried out"),
            "lines lines_done",
            lambda p: when(col("lines_done") <= col("lines"), div_half_up(col("lines_done") * 10_000, col("lines"))),
            Text(
                "{lines_done} dari {lines}: {share_done}.",
                "{lines_done} of {lines}: {share_done}.",
            ),
            basis="PEKPPP: realisasi rencana tindak lanjut",
            confidence="L",
            unit="percent",
            scale=100,
            empty=Text("tidak ada rencana", "no plan"),
        ),
        step(
            "months_since",
            Text("Bulan sejak diumumkan", "Months since the announcement"),
            "announced_on on",
            lambda p: when(col("on") >= col("announced_on"), whole_months_between(col("announced_on"), col("on"))),
            basis="PEKPPP: kecepatan tindak lanjut",
            confidence="L",
            unit="month",
            empty=Text("belum diumumkan", "not announced"),
        ),
        step(
            "speed",
            Text("Kecepatan tindak lanjut", "Speed of the follow-up"),
            "months_since",
            lambda p: band(col("months_since"), {p["fast_months"]: "FAST", p["good_months"]: "SLOW"}, below="FASTEST"),
            basis="PEKPPP: kecepatan tindak lanjut",
            confidence="L",
            codes=SPEEDS,
            empty=Text("belum diumumkan", "not announced"),
        ),
        step(
            "media_is_top",
            Text("Media mencapai skor tertinggi", "Media reach the top score"),
            "media",
            lambda p: col("media") > p["media_over"],
            basis="PEKPPP: media publikasi hasil SKM",
            confidence="L",
            kind="boolean",
        ),
    ),
    outputs=("next_survey_by", "survey_is_overdue", "term", "share_done", "speed", "media_is_top"),
)

RULESETS = (SKM_FOLLOW_UP_2017,)
