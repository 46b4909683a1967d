"""Batas waktu pengaduan dalam hari kerja: route, first follow-up, answer by kind, closing in silence."""

from datetime import date

import narwhals as nw

from prestasi_rules.calendar.columns import day_of
from prestasi_rules.common import why_empty
from prestasi_rules.complaints.limits import READINGS, WORKING_DAYS, in_time, numbered, working_limit
from prestasi_rules.declare import code, day, step
from prestasi_rules.fixed import col, lookup, when
from prestasi_rules.parameters import Confidence, Parameters, load
from prestasi_rules.ruleset import Option, RuleSet
from prestasi_rules.step import Text

KINDS = {
    "permintaan_informasi": Text("permintaan informasi", "request for information"),
    "aspirasi": Text("aspirasi", "aspiration"),
    "tidak_berkadar_pengawasan": Text("pengaduan tidak berkadar pengawasan", "complaint without misconduct"),
    "berkadar_pengawasan": Text("pengaduan berkadar pengawasan", "complaint of misconduct"),
    "apresiasi": Text("apresiasi", "praise"),
}
LOCAL = {"ringan": Text("ringan", "light"), "normatif": Text("normatif", "normative")}
NOT_YET = Text("belum", "not yet")
LANE = {
    "INSPECTORATE": Text("Inspektorat atau WBS, bukan unit terlapor", "Inspectorate or WBS, not the accused unit"),
    "UNIT": Text("unit yang berwenang", "the competent unit"),
}


def limit_days(p: Parameters) -> nw.Expr:
    national = lookup(col("kind"), p["answer_days"])
    if p.option("grading") == "national":
        return national
    return when(~col("local_grade").is_null(), lookup(col("local_grade"), p["local_days"]), national)


def complaint_days(ruleset_id: str, law: str, first: date, last: date | None, sure: Confidence) -> RuleSet:
    """The limits of one regulation; figures are in its parameter file."""
    return RuleSet(
        id=ruleset_id,
        title=Text("Batas waktu pengaduan (hari kerja)", "Complaint limits (working days)"),
        subject="complaint-days",
        valid_from=first,
        valid_to=last,
        legal_basis=(law,),
        parameters=(*load(ruleset_id), *WORKING_DAYS),
        options=(
            *READINGS,
            Option(
                name="grading",
                label=Text("Klasifikasi", "Grading"),
                default="national",
                readings={
                    "national": Text("klasifikasi nasional", "national kinds"),
                    "local": Text("klasifikasi daerah yang lebih halus", "finer local grades"),
                },
                basis="Contoh SIPPN: ringan 2, normatif 5 hari kerja",
                confidence="S",
            ),
        ),
        inputs=(
            code("kind", Text("Klasifikasi", "Kind"), KINDS),
            code("local_grade", Text("Klasifikasi daerah", "Local grade"), LOCAL, empty=Text("tidak dipakai", "none")),
            day("received_on", Text("Diterima", "Received on")),
            day("routed_on", Text("Disalurkan", "Routed on"), empty=NOT_YET),
            day("followed_up_on", Text("Tindak lanjut awal", "First follow-up"), empty=NOT_YET),
            day("answered_on", Text("Dijawab", "Answered on"), empty=NOT_YET),
            day("replied_on", Text("Tanggapan pelapor", "Reply of the reporter"), empty=NOT_YET),
            day("on", Text("Keadaan pada", "As of")),
        ),
        steps=(
            step(
                "lane",
                Text("Jalur", "Lane"),
                "kind",
                lambda p: when(col("kind") == "berkadar_pengawasan", "INSPECTORATE", "UNIT"),
                basis=f"{law}: berkadar pengawasan tidak disalurkan ke unit terlapor",
                codes=LANE,
            ),
            numbered("received", Text("penerimaan", "receipt")),
            working_limit(
                "route_by",
                Text("Disalurkan paling lambat", "Route by"),
                "received",
                "route_days",
                basis=f"{law}, verifikasi dan penyaluran",
                confidence=sure,
            ),
            in_time(
                "routed_in_time",
                Text("Disalurkan tepat waktu", "Routed in time"),
                "routed_on",
                "route_by",
                basis=f"{law}, verifikasi dan penyaluran",
                confidence=sure,
            ),
            numbered("routed", Text("penyaluran", "routing")),
            working_limit(
                "follow_up_by",
                Text("Tindak lanjut awal paling lambat", "First follow-up by"),
                "routed",
                "follow_up_days",
                basis=f"{law}, tindak lanjut awal",
                confidence=sure,
            ),
            in_time(
                "followed_up_in_time",
                Text("Tindak lanjut awal tepat waktu", "First follow-up in time"),
                "followed_up_on",
                "follow_up_by",
                basis=f"{law}, tindak lanjut awal",
                confidence=sure,
            ),
            step(
                "limit_days",
                Text("Batas jawaban", "Limit to answer"),
                "kind local_grade",
                limit_days,
                Text("{kind}: {limit_days}.", "{kind}: {limit_days}."),
                basis=f"{law}, batas jawaban menurut klasifikasi",
                confidence=sure,
                unit="working_day",
                empty=Text("tanpa batas", "no limit"),
            ),
            step(
                "answer_by",
                Text("Jawaban paling lambat", "Answer by"),
                "routed_number limit_days",
                lambda p: day_of(col("routed_number") + col("limit_days"), p),
                Text("{limit_days} sejak disalurkan: {answer_by}.", "{limit_days} from routing: {answer_by}."),
                basis=f"{law}, batas jawaban menurut klasifikasi",
                confidence=sure,
                kind="date",
                empty=Text(
                    "belum disalurkan, tanpa batas, atau kalender belum dimuat", "no routing, limit or calendar"
                ),
            ),
            in_time(
                "answered_in_time",
                Text("Dijawab tepat waktu", "Answered in time"),
                "answered_on",
                "answer_by",
                basis=f"{law}, batas jawaban menurut klasifikasi",
                confidence=sure,
            ),
            numbered("answered", Text("jawaban", "the answer")),
            working_limit(
                "silence_ends_on",
                Text("Selesai tanpa tanggapan", "Closed in silence"),
                "answered",
                "silence_days",
                basis=f"{law}, selesai tanpa tanggapan",
                confidence=sure,
            ),
            step(
                "is_closed_in_silence",
                Text("Selesai karena tidak ada tanggapan", "Closed because nobody replied"),
                "silence_ends_on replied_on on",
                lambda p: when(
                    col("on") > col("silence_ends_on"),
                    ~when(col("replied_on") <= col("silence_ends_on"), True, False),
                    False,
                ),
                basis=f"{law}, selesai tanpa tanggapan",
                confidence=sure,
                kind="boolean",
            ),
            why_empty(
                "answer_by",
                Text("batas jawaban", "limit to answer"),
                {
                    "limit_days": ("no_limit", Text("klasifikasi tanpa batas", "a kind without limit")),
                    "routed_on": ("not_routed", Text("belum disalurkan", "not routed yet")),
                    "answer_by": ("calendar_missing", Text("kalender tahun itu belum dimuat", "calendar not loaded")),
                },
            ),
        ),
        outputs=(
            *("route_by", "routed_in_time", "follow_up_by", "followed_up_in_time", "answer_by", "answered_in_time"),
            *("silence_ends_on", "is_closed_in_silence", "lane", "answer_by_reason"),
        ),
        doubts=(
            Text(
                "Batas waktu PermenPANRB 5/2025 belum terbaca: angkanya disalin dari 62/2018 dan belum terverifikasi.",
                "The limits of PermenPANRB 5/2025 were not read: figures copied from 62/2018, unverified.",
            ),
            Text(
                "Apakah hari penerimaan dihitung dan apakah cuti bersama menghentikan hitungan: dua pilihan bacaan.",
                "Whether the day of receipt counts and joint leave stops the clock are two readings to choose.",
            ),
        ),
    )


RULESETS = (
    complaint_days("complaint-days-2018", "PermenPANRB 62/2018", date(2018, 1, 1), date(2025, 4, 30), "S"),
    complaint_days("complaint-days-2025", "PermenPANRB 5/2025", date(2025, 5, 1), None, "U"),
)
