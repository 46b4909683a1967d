"""Perbaikan kinerja enam bulan (PP 30/2019 art. 56-58): which step of the path is due. People decide."""

from datetime import date

from prestasi_rules.codes import RATING
from prestasi_rules.dates import add_months
from prestasi_rules.fixed import cases, col, known, missing, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import NOT_RATED, Field, Step, Text

BASIS = "PP 30/2019 Pasal 56-58"
PENDING = Text("belum ada hasil", "no outcome yet")
PATH = {
    "NOT_NEEDED": Text("tidak perlu: target terpenuhi", "not needed: the target is met"),
    "IMPROVING": Text("masa perbaikan enam bulan", "six months to improve"),
    "REVIEW_DUE": Text("masa perbaikan berakhir, hasil harus ditetapkan", "time is over, the outcome must be set"),
    "CLOSED": Text("selesai: kinerja membaik", "closed: performance improved"),
    "COMPETENCE_TEST": Text("uji kompetensi", "competence test"),
    "KEEP_POST": Text("lulus uji kompetensi, tetap dalam jabatan", "test passed, stays in the post"),
    "MOVE": Text("pindah ke jabatan yang sesuai atau lebih rendah", "move to a fitting or lower post"),
    "TEMPORARY_PLACEMENT": Text("penempatan sementara paling lama satu tahun", "temporary placement of up to a year"),
    "HONOURABLE_DISMISSAL": Text("usul pemberhentian dengan hormat", "proposal of honourable dismissal"),
}


def outcome(name: str, label: Text) -> Field:
    return Field(name=name, label=label, kind="boolean", null_meaning=PENDING)


IMPROVEMENT_2019 = RuleSet(
    id="improvement-2019",
    title=Text("Jalur perbaikan kinerja", "Path of improvement"),
    subject="improvement",
    valid_from=date(2019, 4, 26),
    legal_basis=("PP 30/2019",),
    parameters=load("improvement-2019"),
    inputs=(
        Field(
            name="result_rating",
            label=Text("Rating hasil kerja", "Result rating"),
            kind="code",
            codes=RATING,
            null_meaning=NOT_RATED,
        ),
        Field(name="starts_on", label=Text("Masa perbaikan mulai", "Improvement starts on"), kind="date"),
        Field(name="on", label=Text("Dilihat pada", "Seen on"), kind="date"),
        outcome("has_improved", Text("Kinerja membaik", "Performance improved")),
        outcome("test_passed", Text("Lulus uji kompetensi", "Competence test passed")),
        outcome(
            "post_is_vacant",
            Text("Ada jabatan sesuai atau lebih rendah yang lowong", "A fitting or lower post is vacant"),
        ),
        Field(
            name="placed_on",
            label=Text("Penempatan sementara mulai", "Temporary placement starts on"),
            kind="date",
            null_meaning=Text("belum ditempatkan", "not placed"),
        ),
    ),
    steps=(
        Step(
            name="improve_until",
            label=Text("Masa perbaikan sampai", "Improve until"),
            kind="date",
            basis=BASIS,
            confidence="S",
            inputs=("starts_on",),
            build=lambda p: add_months(col("starts_on"), p["months_to_improve"]),
            sentence=Text(
                "{starts_on} ditambah {months_to_improve}: {improve_until}.",
                "{starts_on} plus {months_to_improve}: {improve_until}.",
            ),
        ),
        Step(
            name="placement_until",
            label=Text("Penempatan sementara sampai", "Temporary placement until"),
            kind="date",
            basis=BASIS,
            confidence="S",
            inputs=("placed_on",),
            build=lambda p: add_months(col("placed_on"), p["placement_months"]),
            sentence=Text(
                "{placed_on} ditambah {placement_months}: {placement_until}.",
                "{placed_on} plus {placement_months}: {placement_until}.",
            ),
            null_meaning=Text("belum ditempatkan", "not placed"),
        ),
        Step(
            name="next_step",
            label=Text("Langkah yang berlaku", "Step that applies"),
            kind="code",
            codes=PATH,
            basis=BASIS,
            confidence="L",
            inputs=(
                *("result_rating", "on", "improve_until", "has_improved", "test_passed", "post_is_vacant"),
                "placement_until",
            ),
            build=lambda p: cases(
                [
                    (missing("result_rating"), None),
                    (col("result_rating") != "DI_BAWAH", "NOT_NEEDED"),
                    (col("has_improved"), "CLOSED"),
                    (missing("has_improved"), when(col("on") < col("improve_until"), "IMPROVING", "REVIEW_DUE")),
                    (missing("test_passed"), "COMPETENCE_TEST"),
                    (col("test_passed"), "KEEP_POST"),
                    (col("post_is_vacant"), "MOVE"),
                    (col("on") >= col("placement_until"), "HONOURABLE_DISMISSAL"),
                    (known("post_is_vacant"), "TEMPORARY_PLACEMENT"),
                ],
                default="MOVE",
            ),
            sentence=Text(
                "Hasil kerja {result_rating}; membaik: {has_improved}; uji kompetensi lulus: {test_passed}; jabatan "
                "lowong: {post_is_vacant}; penempatan sampai {placement_until}. Pada {on}: {next_step}.",
                "Result {result_rating}; improved: {has_improved}; test passed: {test_passed}; post vacant: "
                "{post_is_vacant}; placement until {placement_until}. On {on}: {next_step}.",
            ),
        ),
    ),
    outputs=("next_step", "improve_until", "placement_until"),
    doubts=(
        Text(
            "'Tidak memenuhi target' dibaca sebagai rating hasil kerja di bawah ekspektasi.",
            "'Below target' is read as a result rating below expectation.",
        ),
        Text(
            "Apakah masa enam bulan mulai dari predikat tahunan atau periodik belum pasti; tanggal mulai diisi.",
            "Whether the six months start from the annual or a periodic predicate is open; the start is an input.",
        ),
        Text(
            "Bagi JPT hanya masa enam bulan dan uji kompetensi yang pasti. Kinerja rendah bukan pelanggaran disiplin.",
            "For JPT only the six months and the test are certain. Low performance is no breach of discipline.",
        ),
    ),
)

RULESETS = (IMPROVEMENT_2019,)
