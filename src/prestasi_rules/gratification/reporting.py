"""Pelaporan gratifikasi (Per KPK 1/2026): limits per giver, the duty to report, the last day. 2019: record only."""

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from prestasi_rules.declare import code, day, figure, flag, step
from prestasi_rules.fixed import cases, col, known, reason, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Field, Text

NEW = "Per KPK 1/2026"
OLD = "Per KPK 2/2019"
GIFT = {
    "FAMILY_CEREMONY": Text("pernikahan, kelahiran, khitanan, duka dan sejenisnya", "family ceremony"),
    "COLLEAGUE_NON_CASH": Text("pemberian rekan kerja bukan uang", "non-cash gift of a colleague"),
    "FAREWELL": Text("pisah sambut, pensiun, promosi", "farewell, retirement, promotion"),
    "OTHER": Text("lainnya", "other"),
}
REASONS = {
    "over_limit": Text("melebihi batas satu pemberian", "over the limit of one gift"),
    "over_year_limit": Text("melebihi batas setahun dari pemberi yang sama", "over the yearly limit of one giver"),
    "no_exception": Text("tidak ada pengecualian", "no exception applies"),
}
STATE = {
    "NOT_NEEDED": Text("tidak wajib dilaporkan", "need not be reported"),
    "OPEN": Text("wajib, masih dalam waktu", "must be reported, still in time"),
    "IN_TIME": Text("dilaporkan tepat waktu", "reported in time"),
    "LATE": Text("terlambat: dapat menjadi milik negara", "late: may become state property"),
}
RECEIVED: tuple[Field, ...] = (
    code("gift", Text("Jenis pemberian", "Kind of gift"), GIFT),
    figure("amount", Text("Nilai", "Value"), unit="rupiah", high=10**12),
    day("received_on", Text("Diterima", "Received on")),
)


def duties(p: Parameters) -> Mapping[str, nw.Expr]:
    """Why a gift must be reported; the first that holds."""
    ceremony, colleague = col("gift") == "FAMILY_CEREMONY", col("gift") == "COLLEAGUE_NON_CASH"
    year = col("amount_before") + col("amount")
    return {
        "over_limit": (ceremony & (col("amount") > p["ceremony_limit"]))
        | (colleague & (col("amount") > p["colleague_limit"])),
        "over_year_limit": colleague & (year > p["colleague_year_limit"]),
        "no_exception": ~(ceremony | colleague),
    }


GRATIF_2026 = RuleSet(
    id="gratif-2026",
    title=Text("Pelaporan gratifikasi", "Report of a gratification"),
    subject="gratification",
    valid_from=date(2026, 1, 14),
    legal_basis=(NEW,),
    parameters=load("gratif-2026"),
    inputs=(
        *RECEIVED,
        figure(
            "amount_before",
            Text("Dari pemberi yang sama tahun itu sebelumnya", "From the same giver before in that year"),
            unit="rupiah",
            high=10**12,
        ),
        day(
            "thirtieth_working_day_on",
            Text("Hari kerja ke-30 setelah diterima", "30th working day after receipt"),
            empty=Text("belum dihitung", "not worked out"),
        ),
        day("reported_on", Text("Dilaporkan", "Reported on"), empty=Text("belum", "not yet")),
        day("on", Text("Dilihat pada", "Seen on")),
    ),
    steps=(
        step(
            "duty",
            Text("Alasan wajib dilaporkan", "Why it must be reported"),
            "gift amount amount_before",
            lambda p: reason(duties(p)),
            Text(
                "{gift} {amount} (sebelumnya {amount_before}); batas acara keluarga {ceremony_limit}, rekan kerja "
                "{colleague_limit} dan {colleague_year_limit} setahun: {duty}.",
                "{gift} {amount} (before {amount_before}); limits: ceremony {ceremony_limit}, colleague "
                "{colleague_limit} and {colleague_year_limit} a year: {duty}.",
            ),
            basis=NEW,
            codes=REASONS,
            empty=Text("tidak wajib", "no duty"),
        ),
        step(
            "must_report",
            Text("Wajib dilaporkan", "Must be reported"),
            "duty",
            lambda p: known("duty"),
            basis=NEW,
            kind="boolean",
        ),
        step(
            "last_day",
            Text("Hari terakhir", "Last day"),
            "must_report thirtieth_working_day_on",
            lambda p: when(col("must_report"), col("thirtieth_working_day_on")),
            Text(
                "Paling lama {report_days} sejak diterima: {last_day}.", "Within {report_days} of receipt: {last_day}."
            ),
            basis=NEW,
            kind="date",
            empty=Text("tidak wajib atau belum dihitung", "no duty or not worked out"),
        ),
        step(
            "state",
            Text("Keadaan", "State"),
            "must_report last_day reported_on on",
            lambda p: cases(
                [
                    (~col("must_report"), "NOT_NEEDED"),
                    (col("last_day").is_null(), None),
                    (col("reported_on") <= col("last_day"), "IN_TIME"),
                    (known("reported_on") | (col("on") > col("last_day")), "LATE"),
                ],
                default="OPEN",
            ),
            basis=NEW,
            codes=STATE,
            empty=Text("kalender belum dihitung", "calendar not worked out"),
        ),
    ),
    outputs=("must_report", "duty", "last_day", "state"),
    doubts=(
        Text(
            "Laporan yang tidak lengkap tidak diproses setelah 20 hari kerja; itu dihitung oleh UPG.",
            "An incomplete report is not processed after 20 working days; the gratification unit counts that.",
        ),
    ),
)

GRATIF_2019 = RuleSet(
    id="gratif-2019",
    title=Text("Pelaporan gratifikasi sampai 13 Januari 2026", "Report of a gratification until 13 January 2026"),
    subject="gratification",
    valid_from=date(2019, 12, 1),
    valid_to=date(2026, 1, 13),
    legal_basis=(OLD,),
    inputs=(*RECEIVED, flag("was_reported", Text("Pernah dilaporkan", "Was reported"))),
    steps=(
        step(
            "is_record_only",
            Text("Hanya catatan", "Record only"),
            "gift amount received_on was_reported",
            lambda p: known("gift", "amount", "received_on", "was_reported"),
            Text(
                "{gift} {amount} diterima {received_on}, dilaporkan {was_reported}: hanya dicatat.",
                "{gift} {amount} received {received_on}, reported {was_reported}: recorded, old limits not computed.",
            ),
            basis=OLD,
            confidence="PD",
            kind="boolean",
        ),
    ),
    outputs=("is_record_only",),
    doubts=(Text("Batas nilai Per KPK 2/2019 tidak dihitung.", "The limits of Per KPK 2/2019 are not computed."),),
)

RULESETS = (GRATIF_2026, GRATIF_2019)
