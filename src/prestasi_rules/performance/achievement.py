"""Capaian indikator (IKI): periods combined, set against the target, kept beyond 100 %, capped only in the score."""

from datetime import date

import narwhals as nw

from prestasi_rules.fixed import cases, clamp, col, div_half_up, known, missing, reason
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import NOT_RATED, Field, Step, Text

BASIS = "Keputusan produk: PermenPANRB 6/2022 tidak memberi rumus capaian"
VALUE_SCALE = 100
LIMIT = 10**11  # a thousand million; larger figures are stated in thousands or millions
DIRECTION = {
    "HIGHER": Text("makin tinggi makin baik", "higher is better"),
    "LOWER": Text("makin rendah makin baik", "lower is better"),
    "RANGE": Text("di dalam rentang", "within a range"),
}
COMBINE = {
    "SUM": Text("dijumlahkan", "summed"),
    "LAST": Text("nilai terakhir", "last value"),
    "MEAN": Text("rata-rata", "mean"),
}


def figure(name: str, label: Text, null_meaning: Text | None = None) -> Field:
    return Field(name=name, label=label, scale=VALUE_SCALE, minimum=-LIMIT, maximum=LIMIT, null_meaning=null_meaning)


def is_range() -> nw.Expr:
    return col("direction") == "RANGE"


NUMERATOR = Step(
    name="actual_total",
    label=Text("Realisasi gabungan sebelum dibagi", "Combined progress before division"),
    scale=VALUE_SCALE,
    basis=BASIS,
    confidence="PD",
    inputs=("combine", "progress_sum", "progress_last"),
    build=lambda p: cases([(col("combine") == "LAST", col("progress_last"))], default=col("progress_sum")),
    sentence=Text("Periode {combine}: {actual_total}.", "Periods {combine}: {actual_total}."),
)
DENOMINATOR = Step(
    name="actual_parts",
    label=Text("Pembagi realisasi", "Divisor of the progress"),
    basis=BASIS,
    confidence="PD",
    inputs=("combine", "progress_count"),
    build=lambda p: cases(
        [(col("progress_count") == 0, None), (col("combine") == "MEAN", col("progress_count"))], default=1
    ),
    sentence=Text("Dibagi {actual_parts}.", "Divided by {actual_parts}."),
)
SHORTFALL = Step(
    name="compared_total",
    label=Text("Realisasi yang dibandingkan dengan target", "Progress as compared with the target"),
    scale=VALUE_SCALE,
    basis=BASIS,
    confidence="PD",
    inputs=("direction", "actual_total", "actual_parts", "target", "target_high", "base"),
    build=lambda p: cases(
        [
            (col("direction") == "HIGHER", col("actual_total")),
            (col("direction") == "LOWER", col("target") * col("actual_parts") * 2 - col("actual_total")),
            (col("actual_total") < col("target") * col("actual_parts"), col("actual_total")),
            (
                col("actual_total") > col("target_high") * col("actual_parts"),
                col("target_high") * col("actual_parts") * 2 - col("actual_total"),
            ),
            (known("target_high"), col("base") * col("actual_parts")),
        ]
    ),
    sentence=Text(
        "Arah {direction}, target {target}, batas atas {target_high}: dibandingkan {compared_total}.",
        "Direction {direction}, target {target}, upper limit {target_high}: compared {compared_total}.",
    ),
)
BASE = Step(
    name="base",
    label=Text("Nilai yang berarti 100 %", "The value that means 100 %"),
    scale=VALUE_SCALE,
    basis=BASIS,
    confidence="PD",
    inputs=("direction", "actual_total", "actual_parts", "target", "target_high"),
    build=lambda p: cases(
        [
            (is_range() & (missing("target_high") | (col("target_high") < col("target"))), None),
            (is_range() & (col("actual_total") > col("target_high") * col("actual_parts")), col("target_high")),
            (known("actual_total", "actual_parts"), col("target")),
        ]
    ),
    sentence=Text("{base} berarti 100 %.", "{base} means 100 %."),
)

ACHIEVEMENT_1 = RuleSet(
    id="achievement-1",
    title=Text("Capaian indikator kinerja individu", "Achievement of an individual indicator"),
    subject="achievement",
    valid_from=date(2022, 1, 1),
    legal_basis=("Keputusan produk atas PermenPANRB 6/2022",),
    parameters=load("achievement-1"),
    inputs=(
        Field(name="direction", label=Text("Arah target", "Direction of the target"), kind="code", codes=DIRECTION),
        Field(name="combine", label=Text("Cara menggabung periode", "How periods combine"), kind="code", codes=COMBINE),
        figure("target", Text("Target (batas bawah bila rentang)", "Target (lower limit of a range)")),
        figure(
            "target_high",
            Text("Batas atas rentang", "Upper limit of a range"),
            Text("bukan rentang", "not a range"),
        ),
        figure("progress_sum", Text("Jumlah realisasi", "Sum of progress"), NOT_RATED),
        figure("progress_last", Text("Realisasi terakhir", "Last progress"), NOT_RATED),
        Field(
            name="progress_count",
            label=Text("Banyaknya periode dengan realisasi", "Periods with progress"),
            unit="item",
            minimum=0,
            maximum=366,
        ),
    ),
    steps=(
        NUMERATOR,
        DENOMINATOR,
        BASE,
        SHORTFALL,
        Step(
            name="actual",
            label=Text("Realisasi", "Actual value"),
            scale=VALUE_SCALE,
            basis=BASIS,
            confidence="PD",
            inputs=("actual_total", "actual_parts"),
            build=lambda p: div_half_up(col("actual_total"), col("actual_parts")),
            sentence=Text(
                "{actual_total} dibagi {actual_parts}: {actual}.", "{actual_total} divided by {actual_parts}: {actual}."
            ),
        ),
        Step(
            name="achievement",
            label=Text("Capaian", "Achievement"),
            unit="percent",
            scale=100,
            basis=BASIS,
            confidence="PD",
            inputs=("compared_total", "actual_parts", "base", "target"),
            build=lambda p: cases(
                [
                    (col("base") > 0, div_half_up(col("compared_total") * 10_000, col("base") * col("actual_parts"))),
                    ((col("target") == 0) & (col("compared_total") == 0) & (col("actual_parts") > 0), 10_000),
                ]
            ),
            sentence=Text(
                "{compared_total} terhadap {base} kali {actual_parts}: {achievement}.",
                "{compared_total} against {base} times {actual_parts}: {achievement}.",
            ),
        ),
        Step(
            name="score",
            label=Text("Skor", "Score"),
            unit="percent",
            scale=100,
            basis=BASIS,
            confidence="PD",
            inputs=("achievement",),
            build=lambda p: clamp(col("achievement"), 0, p["score_at_most"]),
            sentence=Text(
                "Capaian {achievement} dihitung antara 0 dan {score_at_most}: {score}.",
                "Achievement {achievement} counts between 0 and {score_at_most}: {score}.",
            ),
        ),
        Step(
            name="achievement_reason",
            label=Text("Alasan capaian kosong", "Why there is no achievement"),
            kind="code",
            codes={
                "no_progress": Text("belum ada realisasi", "no progress yet"),
                "range_without_upper_limit": Text("rentang tanpa batas atas", "a range without an upper limit"),
                "range_reversed": Text("batas atas di bawah batas bawah", "the upper limit lies below the lower"),
                "target_not_positive": Text("target nol atau negatif", "target is zero or negative"),
            },
            basis="Keputusan produk: kosong berarti belum dinilai, bukan nol",
            confidence="PD",
            inputs=("direction", "target", "target_high", "actual_total", "actual_parts", "achievement"),
            build=lambda p: reason(
                {
                    "no_progress": missing("actual_total", "actual_parts"),
                    "range_without_upper_limit": is_range() & missing("target_high"),
                    "range_reversed": is_range() & (col("target_high") < col("target")),
                    "target_not_positive": missing("achievement"),
                }
            ),
            sentence=Text("{achievement_reason}.", "{achievement_reason}."),
            null_meaning=Text("tidak ada, capaian terisi", "none, the achievement is set"),
        ),
    ),
    outputs=("actual", "achievement", "score", "achievement_reason"),
    doubts=(
        Text(
            "Sejak 2022 tidak ada bobot dan angka resmi; capaian membantu pejabat penilai, bukan predikat.",
            "Since 2022 there are no official weights or figures; the achievement helps the rater, it is no predicate.",
        ),
        Text(
            "Target turun memakai (2 x target - realisasi) / target; target nol hanya terpenuhi oleh realisasi nol.",
            "A falling target uses (2 x target - actual) / target; a zero target is met only by zero.",
        ),
    ),
)

RULESETS = (ACHIEVEMENT_1,)
