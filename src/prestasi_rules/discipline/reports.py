"""LHKPN: until when assets are reported, and the level of sanction when they are not (PP 94/2021)."""

from datetime import date

from prestasi_rules.dates import add_months, date_from
from prestasi_rules.declare import code, day, figure, step
from prestasi_rules.discipline.absence import LEVEL
from prestasi_rules.fixed import cases, col, known, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

BASIS = "Per KPK tentang LHKPN; PP 94/2021"
EVENT = {
    "YEARLY": Text("laporan tahunan", "yearly report"),
    "FIRST": Text("pengangkatan pertama", "first appointment"),
    "END": Text("akhir jabatan", "end of the post"),
    "AGAIN": Text("pengangkatan kembali", "re-appointment"),
}
HOLDER = {
    "JPT": Text("jabatan pimpinan tinggi", "senior leadership"),
    "OTHER": Text("administrator atau fungsional", "administrator or functional"),
}

ASSETS_2021 = RuleSet(
    id="assets-report-2021",
    title=Text("Kewajiban LHKPN", "Duty to report assets"),
    subject="assets-report",
    valid_from=date(2021, 8, 31),
    legal_basis=(BASIS,),
    parameters=load("assets-report-2021"),
    inputs=(
        code("event", Text("Kejadian", "Event"), EVENT),
        code("holder", Text("Pemangku jabatan", "Holder of the post"), HOLDER),
        figure("report_year", Text("Tahun yang dilaporkan", "Year reported on"), low=2000, high=2100),
        day("event_on", Text("Tanggal kejadian", "Date of the event"), empty=Text("tahunan", "yearly")),
        day("filed_on", Text("Dilaporkan pada", "Filed on"), empty=Text("belum", "not yet")),
        day("on", Text("Dilihat pada", "Seen on")),
    ),
    steps=(
        step(
            "due_on",
            Text("Paling lambat", "Due on"),
            "event report_year event_on",
            lambda p: when(
                col("event") == "YEARLY",
                date_from(col("report_year") + 1, p["due_month"], p["due_day"]),
                add_months(col("event_on"), p["months_after_event"]),
            ),
            Text(
                "{event}: tahunan sampai 31 Maret, lainnya {months_after_event} setelah kejadian: {due_on}.",
                "{event}: yearly by 31 March of the next year, else {months_after_event} after the event: {due_on}.",
            ),
            basis=BASIS,
            kind="date",
            empty=Text("tanggal kejadian kosong", "no date of the event"),
        ),
        step(
            "is_overdue",
            Text("Terlambat", "Overdue"),
            "filed_on on due_on",
            lambda p: when(known("filed_on"), col("filed_on") > col("due_on"), col("on") > col("due_on")),
            basis=BASIS,
            kind="boolean",
        ),
        step(
            "sanction_level",
            Text("Tingkat hukuman bila tidak melapor", "Level of sanction for not filing"),
            "filed_on is_overdue holder",
            lambda p: cases(
                [
                    (known("filed_on"), None),
                    (col("is_overdue") & (col("holder") == "JPT"), "BERAT"),
                    (col("is_overdue"), "SEDANG"),
                ]
            ),
            Text("Belum melapor, {holder}: {sanction_level}.", "Not filed, {holder}: {sanction_level}."),
            basis="PP 94/2021",
            codes=LEVEL,
            empty=Text("tidak ada", "none"),
        ),
    ),
    outputs=("due_on", "is_overdue", "sanction_level"),
)

RULESETS = (ASSETS_2021,)
