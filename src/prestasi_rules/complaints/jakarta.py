"""CRM Jakarta: a clock per holder with pause and hand-over, and the average rule beside the share that met it."""

from datetime import date
from typing import Any

import narwhals as nw

from prestasi_rules.declare import code, figure, flag, step
from prestasi_rules.fixed import cases, col, div_half_up, number, smaller, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Step, Text

LAW = "Pergub DKI Jakarta 128/2017, praktik 2019"
OURS = "Keputusan produk: waktu dihitung per pemegang; jeda beralasan dan serah terima yang diterima"
TASK = {"COORDINATE": Text("koordinasi", "coordinate"), "FINISH": Text("penyelesaian", "finish")}
STATE = {
    "MET": Text("terpenuhi", "met"),
    "WITHIN": Text("berjalan", "within the limit"),
    "APPROACHING": Text("mendekati batas", "approaching the limit"),
    "BREACH": Text("terlampaui", "breached"),
}

COMPLAINT_JAKARTA_2019 = RuleSet(
    id="complaint-jakarta-2019",
    title=Text("Jam pengaduan per pemegang (Jakarta)", "Complaint clock per holder (Jakarta)"),
    subject="complaint-jakarta",
    valid_from=date(2019, 1, 1),
    legal_basis=("Pergub DKI Jakarta 128/2017", "SE Sekda DKI Jakarta 61/SE/2018"),
    parameters=load("complaint-jakarta-2019"),
    inputs=(
        figure("held_minutes", Text("Dipegang selama", "Held for"), unit="minute", high=10_000_000),
        figure("paused_minutes", Text("Jeda dengan alasan", "Paused with a reason"), unit="minute", high=10_000_000),
        flag("passed_on", Text("Diserahkan ke pemegang lain", "Passed on to another holder")),
        flag("accepted", Text("Serah terima diterima", "The hand-over was accepted")),
        flag("is_done", Text("Tugas pemegang selesai", "The holder's task is done")),
        figure(
            "first_act_minutes",
            Text("Tindakan pertama sesudah", "First act after"),
            unit="minute",
            high=10_000_000,
            empty=Text("belum ada tindakan", "no act yet"),
        ),
    ),
    steps=(
        step(
            "task",
            Text("Tugas yang dinilai", "Task that is judged"),
            "passed_on accepted",
            lambda p: when(col("passed_on") & col("accepted"), "COORDINATE", "FINISH"),
            Text(
                "Diserahkan {passed_on}, diterima {accepted}: {task}. Serah terima yang ditolak tidak berlaku.",
                "Passed on {passed_on}, accepted {accepted}: {task}. A refused hand-over does not move the clock.",
            ),
            basis=OURS,
            confidence="PD",
            codes=TASK,
        ),
        step(
            "pause_counted",
            Text("Jeda yang dihitung", "Pause that counts"),
            "paused_minutes held_minutes",
            lambda p: smaller(smaller(col("paused_minutes"), p["pause_minutes"]), col("held_minutes")),
            Text(
                "{paused_minutes}, paling lama {pause_minutes}: {pause_counted}.",
                "{paused_minutes}, at most {pause_minutes}: {pause_counted}.",
            ),
            basis=OURS,
            confidence="PD",
            unit="minute",
        ),
        step(
            "clock_minutes",
            Text("Waktu pemegang", "Time of the holder"),
            "held_minutes pause_counted",
            lambda p: col("held_minutes") - col("pause_counted"),
            basis=OURS,
            confidence="PD",
            unit="minute",
        ),
        step(
            "limit_minutes",
            Text("Batas", "Limit"),
            "task",
            lambda p: when(col("task") == "COORDINATE", p["coordinate_minutes"], p["finish_minutes"]),
            basis=LAW,
            unit="minute",
        ),
        step(
            "state",
            Text("Keadaan", "State"),
            "clock_minutes limit_minutes is_done passed_on accepted",
            lambda p: cases(
                [
                    (col("clock_minutes") > col("limit_minutes"), "BREACH"),
                    (col("is_done") | (col("passed_on") & col("accepted")), "MET"),
                    (col("clock_minutes") * 100 >= col("limit_minutes") * p["warn_percent"], "APPROACHING"),
                ],
                default="WITHIN",
            ),
            Text(
                "{clock_minutes}, batas {limit_minutes}: {state}.", "{clock_minutes}, limit {limit_minutes}: {state}."
            ),
            basis=LAW,
            codes=STATE,
        ),
        step(
            "counts_done_late",
            Text("Dihitung selesai terlambat", "Counts as done late"),
            "task state",
            lambda p: when((col("task") == "FINISH") & (col("state") == "BREACH"), 1, 0),
            basis=OURS,
            confidence="PD",
        ),
        step(
            "counts_routed_in_time",
            Text("Dihitung tersalur tepat waktu", "Counts as routed in time"),
            "task state",
            lambda p: when((col("task") == "COORDINATE") & (col("state") == "MET"), 1, 0),
            basis=OURS,
            confidence="PD",
        ),
        step(
            "acted_in_time",
            Text("Tindakan pertama dalam 24 jam", "First act within 24 hours"),
            "first_act_minutes held_minutes",
            lambda p: cases(
                [
                    (col("first_act_minutes") < p["act_minutes"], True),
                    (~col("first_act_minutes").is_null(), False),
                    (col("held_minutes") >= p["act_minutes"], False),
                ]
            ),
            basis="SE Sekda DKI Jakarta 61/SE/2018",
            kind="boolean",
            empty=Text("belum jatuh tempo", "not due yet"),
        ),
    ),
    outputs=("state", "task", "clock_minutes", "counts_done_late", "counts_routed_in_time", "acted_in_time"),
    doubts=(
        Text(
            "Batas Jakarta adalah batas rata-rata (6 jam, 7 hari); di sini tiap pemegang diuji dengan angka yang sama "
            "dan rata-ratanya ada pada complaint-average-2019.",
            "Jakarta's limits are averages (6 hours, 7 days); each holder is tested against the same figures and the "
            "average is in complaint-average-2019.",
        ),
    ),
)


def sum_clocks(clocks: Any, *, by: str) -> Any:
    """One row per ``by`` and task with the input of ``complaint-average-2019`` from evaluated holder clocks."""
    table = nw.from_native(clocks).with_columns(
        when(nw.col("clock_minutes") <= nw.col("limit_minutes"), 1, 0).alias("met"), number(1).alias("cases")
    )
    sums = table.group_by(by, "task").agg(
        nw.col("cases").sum(), nw.col("clock_minutes").sum().alias("total_minutes"), nw.col("met").sum()
    )
    return sums.to_native()


def rate(name: str, label: Text, top: str, *, basis: str) -> Step:
    return step(
        name,
        label,
        f"{top} cases",
        lambda p: div_half_up(col(top) * 10_000, col("cases")),
        Text(f"{{{top}}} dari {{cases}}: {{{name}}}.", f"{{{top}}} of {{cases}}: {{{name}}}."),
        basis=basis,
        confidence="PD",
        unit="percent",
        scale=100,
        empty=Text("tidak ada kasus", "no case"),
    )


COMPLAINT_AVERAGE_2019 = RuleSet(
    id="complaint-average-2019",
    title=Text("Rata-rata dan bagian yang memenuhi batas (Jakarta)", "Average and share within the limit (Jakarta)"),
    subject="complaint-average",
    valid_from=date(2019, 1, 1),
    legal_basis=("Pergub DKI Jakarta 128/2017",),
    parameters=load("complaint-jakarta-2019"),
    inputs=(
        code("task", Text("Tugas", "Task"), TASK),
        figure("cases", Text("Kasus", "Cases")),
        figure("total_minutes", Text("Jumlah waktu", "Sum of the times"), unit="minute", high=10_000_000_000),
        figure("met", Text("Kasus dalam batas", "Cases within the limit")),
    ),
    steps=(
        step(
            "average_hours",
            Text("Rata-rata", "Average"),
            "total_minutes cases",
            lambda p: div_half_up(col("total_minutes") * 100, col("cases") * 60),
            Text("{total_minutes} dibagi {cases}: {average_hours}.", "{total_minutes} over {cases}: {average_hours}."),
            basis=LAW,
            unit="hour",
            scale=100,
            empty=Text("tidak ada kasus", "no case"),
        ),
        step(
            "average_is_met",
            Text("Rata-rata memenuhi batas", "The average meets the limit"),
            "task total_minutes cases",
            lambda p: when(
                col("cases") > 0,
                col("total_minutes")
                <= col("cases") * when(col("task") == "COORDINATE", p["coordinate_minutes"], p["finish_minutes"]),
            ),
            basis=LAW,
            kind="boolean",
            empty=Text("tidak ada kasus", "no case"),
        ),
        rate(
            "share_met",
            Text("Bagian dalam batas", "Share within the limit"),
            "met",
            basis="Keputusan produk: keduanya ditampilkan, rata-rata menyembunyikan pelanggaran",
        ),
    ),
    outputs=("average_hours", "average_is_met", "share_met"),
)

RULESETS = (COMPLAINT_JAKARTA_2019, COMPLAINT_AVERAGE_2019)
