"""Permintaan informasi publik (UU 14/2008): answer, extension, objection and dispute in working days."""

from datetime import date

from prestasi_rules.calendar.columns import day_of
from prestasi_rules.complaints.limits import NO_CALENDAR, READINGS, WORKING_DAYS, in_time, numbered, working_limit
from prestasi_rules.declare import day, flag, step
from prestasi_rules.fixed import col, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

LAW = "UU 14/2008, permintaan informasi"
NOT_YET = Text("belum", "not yet")

KIP_2008 = RuleSet(
    id="kip-2008",
    title=Text("Jam permintaan informasi publik", "Clocks of a public information request"),
    subject="kip",
    valid_from=date(2010, 4, 30),
    legal_basis=("UU 14/2008", "Perki 1/2021"),
    parameters=(*load("kip-2008"), *WORKING_DAYS),
    options=READINGS,
    inputs=(
        day("requested_on", Text("Diminta", "Requested on")),
        flag("is_extended", Text("Diperpanjang dengan alasan tertulis", "Extended with a written reason")),
        day("answered_on", Text("Dijawab", "Answered on"), empty=NOT_YET),
        day("refused_on", Text("Ditolak atau tidak dijawab", "Refused or left unanswered"), empty=NOT_YET),
        day("objected_on", Text("Keberatan diterima", "Objection received"), empty=NOT_YET),
        day("objection_answered_on", Text("Keberatan ditanggapi", "Objection answered"), empty=NOT_YET),
        day("on", Text("Keadaan pada", "As of")),
    ),
    steps=(
        numbered("requested", Text("permintaan", "the request")),
        step(
            "answer_by",
            Text("Jawaban paling lambat", "Answer by"),
            "requested_number is_extended",
            lambda p: day_of(
                col("requested_number")
                + when(col("is_extended"), p["answer_days"] + p["extension_days"], p["answer_days"]),
                p,
            ),
            Text(
                "{answer_days}, ditambah {extension_days} bila diperpanjang ({is_extended}): {answer_by}.",
                "{answer_days}, plus {extension_days} when extended ({is_extended}): {answer_by}.",
            ),
            basis=LAW,
            confidence="L",
            kind="date",
            empty=NO_CALENDAR,
        ),
        in_time(
            "answered_in_time",
            Text("Dijawab tepat waktu", "Answered in time"),
            "answered_on",
            "answer_by",
            basis=LAW,
            confidence="L",
        ),
        numbered("refused", Text("penolakan", "the refusal")),
        working_limit(
            "object_by",
            Text("Keberatan paling lambat", "Object by"),
            "refused",
            "objection_days",
            basis=LAW,
            confidence="L",
        ),
        numbered("objected", Text("keberatan", "the objection")),
        working_limit(
            "objection_answer_by",
            Text("Tanggapan keberatan paling lambat", "Answer the objection by"),
            "objected",
            "objection_answer_days",
            basis=LAW,
            confidence="L",
        ),
        in_time(
            "objection_in_time",
            Text("Keberatan ditanggapi tepat waktu", "Objection answered in time"),
            "objection_answered_on",
            "objection_answer_by",
            basis=LAW,
            confidence="L",
        ),
        numbered("objection_answered", Text("tanggapan", "the answer to the objection")),
        working_limit(
            "dispute_by",
            Text("Sengketa paling lambat", "Dispute by"),
            "objection_answered",
            "dispute_days",
            basis=LAW,
            confidence="L",
        ),
    ),
    outputs=("answer_by", "answered_in_time", "object_by", "objection_answer_by", "objection_in_time", "dispute_by"),
)

RULESETS = (KIP_2008,)
