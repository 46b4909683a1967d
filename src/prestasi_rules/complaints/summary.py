"""Rekap pengaduan: percent done, and the on-time share in which open overdue cases count."""

from datetime import date

from prestasi_rules.declare import figure, step
from prestasi_rules.fixed import col, div_half_up, total, when
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Step, Text

BASIS = "Keputusan produk: kasus terbuka yang lewat batas ikut dihitung dalam penyebut"
NONE = Text("tidak ada kasus", "no case")


def percent(name: str, label: Text, top: str, bottom: str, scale: int = 100) -> Step:
    return step(
        name,
        label,
        f"{top} {bottom}",
        lambda p: div_half_up(when(col(top) <= col(bottom), col(top) * 100 * scale), col(bottom)),
        Text(f"{{{top}}} dari {{{bottom}}}: {{{name}}}.", f"{{{top}}} of {{{bottom}}}: {{{name}}}."),
        basis=BASIS,
        confidence="PD",
        unit="percent",
        scale=scale,
        empty=NONE,
    )


COMPLAINT_SUMMARY_1 = RuleSet(
    id="complaint-summary-1",
    title=Text("Rekap pengaduan", "Summary of complaints"),
    subject="complaint-summary",
    valid_from=date(2009, 7, 18),
    legal_basis=("UU 25/2009", "Keputusan produk"),
    inputs=(
        figure("done_in_time", Text("Selesai tepat waktu", "Done in time"), high=1_000_000_000),
        figure("done_late", Text("Selesai terlambat", "Done late"), high=1_000_000_000),
        figure("open_overdue", Text("Terbuka, lewat batas", "Open and overdue"), high=1_000_000_000),
        figure("open_not_due", Text("Terbuka, belum jatuh tempo", "Open, not due"), high=1_000_000_000),
        figure("refused", Text("Ditolak dengan alasan", "Refused with a reason"), high=1_000_000_000),
    ),
    steps=(
        step(
            "done",
            Text("Selesai", "Done"),
            "done_in_time done_late",
            lambda p: col("done_in_time") + col("done_late"),
            basis=BASIS,
            confidence="PD",
        ),
        step(
            "received",
            Text("Diterima", "Received"),
            "done open_overdue open_not_due",
            lambda p: total(col(name) for name in ("done", "open_overdue", "open_not_due")),
            basis=BASIS,
            confidence="PD",
        ),
        step(
            "due",
            Text("Sudah jatuh tempo atau selesai", "Due or done"),
            "done open_overdue",
            lambda p: col("done") + col("open_overdue"),
            basis=BASIS,
            confidence="PD",
        ),
        step(
            "all_reports",
            Text("Diterima dan ditolak", "Received and refused"),
            "received refused",
            lambda p: col("received") + col("refused"),
            basis=BASIS,
            confidence="PD",
        ),
        percent("percent_done", Text("Persen selesai", "Percent done"), "done", "received"),
        percent(
            "percent_done_short",
            Text("Persen selesai, satu desimal", "Percent done, one place"),
            "done",
            "received",
            10,
        ),
        percent("percent_in_time", Text("Persen tepat waktu", "Percent in time"), "done_in_time", "due"),
        percent("percent_refused", Text("Persen ditolak", "Percent refused"), "refused", "all_reports"),
    ),
    outputs=("percent_done", "percent_done_short", "percent_in_time", "percent_refused"),
)

RULESETS = (COMPLAINT_SUMMARY_1,)
