"""Lapor Sleman: an answer within thirteen working days (SOP 2018)."""

from datetime import date

from prestasi_rules.complaints.limits import READINGS, WORKING_DAYS, in_time, numbered, working_limit
from prestasi_rules.declare import day
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

BASIS = "SOP Lapor Sleman 2018"

COMPLAINT_SLEMAN_2018 = RuleSet(
    id="complaint-sleman-2018",
    title=Text("Batas jawaban Lapor Sleman", "Answer limit of Lapor Sleman"),
    subject="complaint-sleman",
    valid_from=date(2018, 1, 1),
    legal_basis=(BASIS,),
    parameters=(*load("complaint-sleman-2018"), *WORKING_DAYS),
    options=READINGS,
    inputs=(
        day("received_on", Text("Diterima", "Received on")),
        day("answered_on", Text("Dijawab", "Answered on"), empty=Text("belum", "not yet")),
        day("on", Text("Keadaan pada", "As of")),
    ),
    steps=(
        numbered("received", Text("penerimaan", "receipt")),
        working_limit("answer_by", Text("Jawaban paling lambat", "Answer by"), "received", "answer_days", basis=BASIS),
        in_time(
            "answered_in_time", Text("Dijawab tepat waktu", "Answered in time"), "answered_on", "answer_by", basis=BASIS
        ),
    ),
    outputs=("answer_by", "answered_in_time"),
    doubts=(Text("SOP terbaru belum terbaca.", "The present SOP was not read."),),
)

RULESETS = (COMPLAINT_SLEMAN_2018,)
