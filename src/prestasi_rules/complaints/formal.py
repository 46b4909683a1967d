"""Pengaduan tertulis resmi (UU 25/2009) and the outer limit (Perpres 76/2013): calendar days."""

from datetime import date

from prestasi_rules.complaints.limits import calendar_limit, in_time
from prestasi_rules.declare import day, step
from prestasi_rules.fixed import col, known, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

LAW = "UU 25/2009, penyelesaian pengaduan"
OUTER = "Perpres 76/2013, penyelesaian pengaduan"
NOT_YET = Text("belum", "not yet")

COMPLAINT_FORMAL_2009 = RuleSet(
    id="complaint-formal-2009",
    title=Text("Pengaduan tertulis resmi", "Formal written complaint"),
    subject="complaint-formal",
    valid_from=date(2009, 7, 18),
    legal_basis=("UU 25/2009",),
    parameters=load("complaint-formal-2009"),
    inputs=(
        day("service_on", Text("Pelayanan diterima", "Service received on")),
        day("filed_on", Text("Diajukan", "Filed on"), empty=NOT_YET),
        day("asked_on", Text("Diminta melengkapi", "Asked to complete"), empty=Text("tidak diminta", "not asked")),
        day("complete_on", Text("Berkas lengkap", "File complete on"), empty=NOT_YET),
        day("decided_on", Text("Diputus", "Decided on"), empty=NOT_YET),
        day("delivered_on", Text("Disampaikan", "Delivered on"), empty=NOT_YET),
        day("on", Text("Keadaan pada", "As of")),
    ),
    steps=(
        calendar_limit(
            "file_by", Text("Diajukan paling lambat", "File by"), "service", "file_days", basis=LAW, confidence="L"
        ),
        in_time(
            "filed_in_time",
            Text("Diajukan tepat waktu", "Filed in time"),
            "filed_on",
            "file_by",
            basis=LAW,
            confidence="L",
        ),
        calendar_limit(
            "check_by",
            Text("Tanggapan kelengkapan paling lambat", "Reply on completeness by"),
            "filed",
            "check_days",
            basis=LAW,
            confidence="L",
        ),
        calendar_limit(
            "complete_by",
            Text("Dilengkapi paling lambat", "Complete by"),
            "asked",
            "complete_days",
            basis=LAW,
            confidence="L",
        ),
        step(
            "is_withdrawn",
            Text("Dianggap mencabut pengaduan", "Counts as withdrawn"),
            "complete_by complete_on on",
            lambda p: when(
                known("complete_by"),
                when(known("complete_on"), col("complete_on") > col("complete_by"), col("on") > col("complete_by")),
                False,
            ),
            Text(
                "Lengkap {complete_on}, batas {complete_by}: dianggap mencabut {is_withdrawn}.",
                "Complete {complete_on}, limit {complete_by}: counts as withdrawn {is_withdrawn}.",
            ),
            basis=LAW,
            confidence="L",
            kind="boolean",
        ),
        calendar_limit(
            "decide_by",
            Text("Diputus paling lambat", "Decide by"),
            "complete",
            "decide_days",
            basis=LAW,
            confidence="L",
        ),
        in_time(
            "decided_in_time",
            Text("Diputus tepat waktu", "Decided in time"),
            "decided_on",
            "decide_by",
            basis=LAW,
            confidence="L",
        ),
        calendar_limit(
            "deliver_by",
            Text("Disampaikan paling lambat", "Deliver by"),
            "decided",
            "deliver_days",
            basis=LAW,
            confidence="L",
        ),
        in_time(
            "delivered_in_time",
            Text("Disampaikan tepat waktu", "Delivered in time"),
            "delivered_on",
            "deliver_by",
            basis=LAW,
            confidence="L",
        ),
    ),
    outputs=(
        *("file_by", "filed_in_time", "check_by", "complete_by", "is_withdrawn", "decide_by", "decided_in_time"),
        *("deliver_by", "delivered_in_time"),
    ),
)

COMPLAINT_OUTER_2013 = RuleSet(
    id="complaint-outer-2013",
    title=Text("Batas terluar penyelesaian pengaduan", "Outer limit of a complaint"),
    subject="complaint-outer",
    valid_from=date(2013, 9, 13),
    legal_basis=("Perpres 76/2013",),
    parameters=load("complaint-outer-2013"),
    inputs=(
        day("complete_on", Text("Berkas lengkap", "File complete on"), empty=NOT_YET),
        day("finished_on", Text("Selesai", "Finished on"), empty=NOT_YET),
        day("on", Text("Keadaan pada", "As of")),
    ),
    steps=(
        calendar_limit("finish_by", Text("Selesai paling lambat", "Finish by"), "complete", "finish_days", basis=OUTER),
        in_time(
            "finished_in_time", Text("Selesai tepat waktu", "Finished in time"), "finished_on", "finish_by", basis=OUTER
        ),
    ),
    outputs=("finish_by", "finished_in_time"),
)

RULESETS = (COMPLAINT_FORMAL_2009, COMPLAINT_OUTER_2013)
