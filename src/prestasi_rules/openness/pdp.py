"""Pelindungan data pribadi (UU 27/2022): clocks of three times 24 hours, contents of a notice, and retention."""

from datetime import date

from prestasi_rules.dates import add_days, add_years
from prestasi_rules.declare import code, day, failing, flag, step
from prestasi_rules.fixed import cases, col, lookup, when
from prestasi_rules.moments import due, minutes, moment
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

CLOCK = "UU 27/2022, 3 x 24 jam"
DUTIES = {
    "breach_notice": Text("pemberitahuan kegagalan pelindungan (Pasal 46)", "notice of a breach (article 46)"),
    "correction": Text("perbaikan atau pembaruan", "correction or update"),
    "access": Text("pemberian akses", "access"),
    "stop_after_withdrawal": Text("penghentian setelah persetujuan ditarik", "stop after withdrawal of consent"),
    "restriction": Text("pembatasan pemrosesan", "restriction of processing"),
}
CONTENTS = {
    "what_data": Text("data pribadi yang terungkap", "which data"),
    "when_and_how": Text("kapan dan bagaimana", "when and how"),
    "handling": Text("upaya penanganan dan pemulihan", "handling and recovery"),
}
NOT_YET = Text("belum", "not yet")

PDP_2022 = RuleSet(
    id="pdp-2022",
    title=Text("Jam kewajiban data pribadi", "Clocks of personal-data duties"),
    subject="pdp",
    valid_from=date(2022, 10, 17),
    legal_basis=("UU 27/2022",),
    parameters=load("pdp-2022"),
    inputs=(
        code("duty", Text("Kewajiban", "Duty"), DUTIES),
        *moment("known", Text("Diketahui atau diminta", "Known or asked")),
        *moment("done", Text("Dipenuhi", "Done"), empty=NOT_YET),
        *(flag(f"tells_{name}", Text(f"Memuat {text.id}", f"Tells {text.en}")) for name, text in CONTENTS.items()),
    ),
    steps=(
        step(
            "limit_hours",
            Text("Batas waktu", "Limit"),
            "duty",
            lambda p: lookup(col("duty"), p["hours"]),
            basis=CLOCK,
            confidence="L",
            unit="hour",
        ),
        *due(
            "due",
            Text("Paling lambat", "Due"),
            "known_on known_minute limit_hours",
            lambda p: minutes("known") + col("limit_hours") * 60,
            basis=f"{CLOCK}; hari libur tidak menghentikannya",
            confidence="L",
        ),
        step(
            "is_in_time",
            Text("Tepat waktu", "In time"),
            "done_on done_minute due_moment",
            lambda p: minutes("done") <= col("due_moment"),
            Text("{done_on} pukul {done_minute}: {is_in_time}.", "{done_on} at {done_minute}: {is_in_time}."),
            basis=CLOCK,
            confidence="L",
            kind="boolean",
            empty=Text("belum dipenuhi", "not done yet"),
        ),
        failing(
            "missing_contents",
            Text("Isi pemberitahuan yang belum ada", "Contents missing from the notice"),
            CONTENTS,
            " ".join(("duty", *(f"tells_{name}" for name in CONTENTS))),
            lambda p: {name: (col("duty") == "breach_notice") & ~col(f"tells_{name}") for name in CONTENTS},
            basis="UU 27/2022 Pasal 46",
        ),
    ),
    outputs=("due_on", "due_minute", "is_in_time", "missing_contents"),
)

RECORDS = {
    "reporter_contact": Text("kontak pelapor, sejak ditutup", "reporter's contact, from closing"),
    "report_text": Text("isi laporan, sejak ditutup; lalu dianonimkan", "report text, from closing; then anonymised"),
    "evidence_file": Text("berkas bukti, sejak ditutup", "evidence files, from closing"),
    "access_log": Text("catatan akses", "access log"),
    "survey_token": Text("hash token survei, sejak periode berakhir", "survey token hashes, from the period's end"),
    "survey_answer": Text("jawaban survei tanpa identitas", "survey answers without identity"),
    "oversight": Text("berkadar pengawasan", "misconduct reports"),
}
KEEPING = "Keputusan produk, diganti jadwal retensi arsip daerah"

RETENTION_1 = RuleSet(
    id="retention-1",
    title=Text("Masa simpan", "Retention"),
    subject="retention",
    valid_from=date(2022, 10, 17),
    legal_basis=("UU 27/2022 Pasal 16", "UU 43/2009"),
    parameters=load("retention-1"),
    inputs=(code("record", Text("Jenis data", "Kind of record"), RECORDS), day("since", Text("Sejak", "Since"))),
    steps=(
        step(
            "years_kept",
            Text("Tahun disimpan", "Years kept"),
            "record",
            lambda p: lookup(col("record"), p["years"]),
            basis=KEEPING,
            confidence="PD",
            unit="year",
            empty=Text("tidak dihitung dalam tahun", "not counted in years"),
        ),
        step(
            "delete_on",
            Text("Dihapus atau dianonimkan pada", "Deleted or anonymised on"),
            "record since years_kept",
            lambda p: when(
                col("record") == "survey_token",
                add_days(col("since"), p["token_days"]),
                add_years(col("since"), col("years_kept")),
            ),
            Text("Sejak {since}: {delete_on}.", "Since {since}: {delete_on}."),
            basis=KEEPING,
            confidence="PD",
            kind="date",
            empty=Text("tidak dihapus menurut tanggal", "not deleted by date"),
        ),
        step(
            "delete_on_reason",
            Text("Alasan tanpa tanggal", "Why there is no date"),
            "record",
            lambda p: cases(
                [(col("record") == "survey_answer", "permanent"), (col("record") == "oversight", "inspectorate_rule")]
            ),
            basis=KEEPING,
            confidence="PD",
            codes={
                "permanent": Text("disimpan tetap, tanpa identitas", "kept for good, without identity"),
                "inspectorate_rule": Text("menurut aturan Inspektorat", "by the Inspectorate's rule"),
            },
            empty=NOT_YET,
        ),
    ),
    outputs=("delete_on", "delete_on_reason"),
    doubts=(
        Text(
            "Masa simpan tidak diatur UU 27/2022; tabel ini diganti jadwal retensi arsip daerah.",
            "Retention is not in UU 27/2022; the region's archive schedule replaces this table.",
        ),
    ),
)

RULESETS = (PDP_2022, RETENTION_1)
