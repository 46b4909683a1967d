"""Keberatan atas hasil penilaian (PP 30/2019 art. 59): until when, and whether an objection came in time."""

from datetime import date

from prestasi_rules.common import why_empty
from prestasi_rules.dates import add_days
from prestasi_rules.fixed import col, known, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import Option, RuleSet
from prestasi_rules.step import Field, Step, Text

OBJECTION_2019 = RuleSet(
    id="objection-2019",
    title=Text("Batas waktu keberatan atas hasil penilaian", "Time limit for an objection to the result"),
    subject="objection",
    valid_from=date(2019, 4, 26),
    legal_basis=("PP 30/2019",),
    parameters=load("objection-2019"),
    options=(
        Option(
            name="days_are",
            label=Text("Cara menghitung hari", "How days are counted"),
            default="calendar",
            readings={
                "calendar": Text("hari kalender", "calendar days"),
                "working": Text("hari kerja", "working days"),
            },
            basis="PP 30/2019 Pasal 59 menyebut 'hari' tanpa 'kerja'",
            confidence="L",
        ),
    ),
    inputs=(
        Field(
            name="received_on",
            label=Text("Tanggal hasil diterima", "Result received on"),
            kind="date",
            null_meaning=Text("belum diterima", "not yet received"),
        ),
        Field(
            name="working_limit_on",
            label=Text("Hari kerja ke-14 menurut kalender", "14th working day by the calendar"),
            kind="date",
            null_meaning=Text("tidak dihitung", "not worked out"),
        ),
        Field(
            name="objected_on",
            label=Text("Tanggal keberatan", "Objection made on"),
            kind="date",
            null_meaning=Text("tidak ada keberatan", "no objection"),
        ),
    ),
    steps=(
        Step(
            name="last_day",
            label=Text("Hari terakhir keberatan", "Last day for an objection"),
            kind="date",
            basis="PP 30/2019 Pasal 59",
            confidence="L",
            inputs=("received_on", "working_limit_on"),
            build=lambda p: when(
                known("received_on"),
                col("working_limit_on")
                if p.option("days_are") == "working"
                else add_days(col("received_on"), p["days"]),
            ),
            sentence=Text(
                "Diterima {received_on} (hari ke-0); keberatan paling lama {days}: sampai {last_day}.",
                "Received {received_on} (day 0); an objection within {days}: until {last_day}.",
            ),
        ),
        Step(
            name="is_in_time",
            label=Text("Keberatan tepat waktu", "The objection is in time"),
            kind="boolean",
            basis="PP 30/2019 Pasal 59",
            confidence="S",
            inputs=("objected_on", "received_on", "last_day"),
            build=lambda p: (col("objected_on") >= col("received_on")) & (col("objected_on") <= col("last_day")),
            sentence=Text(
                "Keberatan {objected_on}, batas {last_day}: tepat waktu {is_in_time}.",
                "Objection {objected_on}, limit {last_day}: in time {is_in_time}.",
            ),
        ),
        Step(
            name="decision_due_on",
            label=Text("Putusan atasan paling lambat", "Superior's decision due on"),
            kind="date",
            basis="Keputusan produk: PP 30/2019 tidak memberi batas",
            confidence="PD",
            inputs=("objected_on",),
            build=lambda p: add_days(col("objected_on"), p["decision_days"]),
            sentence=Text(
                "Keberatan {objected_on} diputus paling lama {decision_days}: {decision_due_on}.",
                "The objection of {objected_on} is decided within {decision_days}: {decision_due_on}.",
            ),
        ),
        why_empty(
            "last_day",
            Text("hari terakhir", "last day"),
            {
                "received_on": ("not_received", Text("hasil belum diterima", "the result was not received")),
                "last_day": ("no_calendar", Text("hari kerja belum dihitung", "working days not worked out")),
            },
        ),
    ),
    outputs=("last_day", "is_in_time", "decision_due_on", "last_day_reason"),
    doubts=(
        Text(
            "Pasal 59 menyebut 14 hari tanpa kata 'kerja': dihitung hari kalender; bacaan hari kerja dapat dipilih.",
            "Article 59 says 14 days without 'working': calendar days are counted; working days can be chosen.",
        ),
        Text(
            "Keberatan atas hukuman disiplin memakai aturan lain: 14 hari kerja.",
            "An objection to a sanction follows another rule: 14 working days.",
        ),
    ),
)

RULESETS = (OBJECTION_2019,)
