"""Pola distribusi predikat: what the unit's achievement allows (SE MenPANRB 3/2023). Warnings, never a block."""

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from prestasi_rules.codes import PREDICATE, UNIT_ACHIEVEMENT
from prestasi_rules.fixed import cases, clamp, col, div_floor, known, reason, reasons, total, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Build, Codes, Field, Step, Text

BASIS = "SE MenPANRB 3/2023, pola distribusi predikat kinerja"
COUNTS = {code: f"count_{code.lower()}" for code in PREDICATE}
SB, B, BP, K, SK = (col(name) for name in COUNTS.values())
N = col("headcount")


def unit_is(achievement: str) -> nw.Expr:
    return col("unit_achievement") == achievement


def over(count: nw.Expr, percent: int) -> nw.Expr:
    """More than ``percent`` of the unit, compared without division."""
    return count * 100 > N * percent


def under(count: nw.Expr, percent: int) -> nw.Expr:
    return count * 100 < N * percent


def is_not_largest(count: nw.Expr, *others: nw.Expr) -> nw.Expr:
    """*Sebagian besar*: strictly larger than each other group; a tie is not enough."""
    return nw.any_horizontal(*(count <= other for other in others), ignore_nulls=False)


WARNINGS: Codes = {
    "sangat_baik_over_most": Text("Sangat Baik melebihi 70 %", "very good over 70 %"),
    "sangat_baik_not_largest": Text("Sangat Baik bukan kelompok terbesar", "very good is not the largest group"),
    "baik_over_most": Text("Baik melebihi 70 %", "good over 70 %"),
    "baik_not_largest": Text("Baik bukan kelompok terbesar", "good is not the largest group"),
    "no_butuh_perbaikan_or_kurang": Text(
        "belum ada Butuh Perbaikan atau Kurang", "nobody is rated needs improvement or poor"
    ),
    "butuh_perbaikan_under_main": Text("Butuh Perbaikan kurang dari 60 %", "needs improvement under 60 %"),
    "kurang_under_main": Text("Kurang kurang dari 60 %", "poor under 60 %"),
    "sangat_kurang_under_main": Text("Sangat Kurang kurang dari 60 %", "very poor under 60 %"),
    "butuh_perbaikan_under_second": Text("Butuh Perbaikan kurang dari 10 %", "needs improvement under 10 %"),
    "kurang_butuh_perbaikan_under_second": Text(
        "Kurang dan Butuh Perbaikan kurang dari 10 %", "poor and needs improvement under 10 %"
    ),
    "sangat_baik_over_share": Text("Sangat Baik melebihi 10 %", "very good over 10 %"),
    "sangat_baik_present": Text("Sangat Baik tidak diperbolehkan", "very good is not allowed"),
}


def violations(p: Parameters) -> Mapping[str, nw.Expr]:
    """The pattern of the circular, one line per sentence."""
    poor, bad = unit_is("KURANG"), unit_is("SANGAT_KURANG")
    fair, good, best = unit_is("BUTUH_PERBAIKAN"), unit_is("BAIK"), unit_is("ISTIMEWA")
    return {
        "sangat_baik_over_most": best & over(SB, p["most_at_most"]),
        "sangat_baik_not_largest": best & is_not_largest(SB, B, BP, K, SK),
        "baik_over_most": good & over(B, p["most_at_most"]),
        "baik_not_largest": good & is_not_largest(B, SB, BP, K, SK),
        "no_butuh_perbaikan_or_kurang": good & (p["below_good_at_least"] > BP + K),
        "butuh_perbaikan_under_main": fair & under(BP, p["main_at_least"]),
        "kurang_under_main": poor & under(K, p["main_at_least"]),
        "sangat_kurang_under_main": bad & under(SK, p["main_at_least"]),
        "butuh_perbaikan_under_second": poor & under(BP, p["second_at_least"]),
        "kurang_butuh_perbaikan_under_second": bad & under(K + BP, p["second_at_least"]),
        "sangat_baik_over_share": (fair | poor) & over(SB, p["very_good_at_most"]),
        "sangat_baik_present": bad & (SB > 0),
    }


def at_most(percent: int) -> nw.Expr:
    return div_floor(N * percent, 100)


def at_least(percent: int) -> nw.Expr:
    return div_floor(N * percent + 99, 100)


def people(name: str, label: Text, inputs: tuple[str, ...], build: Build) -> Step:
    return Step(
        name=name,
        label=label,
        unit="person",
        basis=BASIS,
        confidence="S",
        inputs=inputs,
        build=build,
        sentence=Text(f"{label.id}: {{{name}}}.", f"{label.en}: {{{name}}}."),
        null_meaning=Text("tanpa batas", "no limit"),
    )


LIMITS = (
    people(
        "sangat_baik_limit",
        Text("Sangat Baik paling banyak", "Very good at most"),
        ("unit_achievement", "headcount"),
        lambda p: cases(
            [
                (unit_is("ISTIMEWA"), at_most(p["most_at_most"])),
                (unit_is("BUTUH_PERBAIKAN") | unit_is("KURANG"), at_most(p["very_good_at_most"])),
                (unit_is("SANGAT_KURANG"), 0),
            ]
        ),
    ),
    people(
        "baik_limit",
        Text("Baik paling banyak", "Good at most"),
        ("unit_achievement", "headcount"),
        lambda p: when(unit_is("BAIK"), at_most(p["most_at_most"])),
    ),
    people(
        "sangat_baik_remaining",
        Text("Sisa tempat Sangat Baik", "Places left for very good"),
        ("sangat_baik_limit", "count_sangat_baik"),
        lambda p: clamp(col("sangat_baik_limit") - SB, 0),
    ),
    people(
        "baik_remaining",
        Text("Sisa tempat Baik", "Places left for good"),
        ("baik_limit", "count_baik"),
        lambda p: clamp(col("baik_limit") - B, 0),
    ),
    people(
        "below_good_needed",
        Text("Butuh Perbaikan atau Kurang yang masih diperlukan", "Needs improvement or poor still required"),
        ("unit_achievement", "count_butuh_perbaikan", "count_kurang", "headcount"),
        lambda p: cases(
            [
                (unit_is("BAIK"), clamp((BP + K) * -1 + p["below_good_at_least"], 0)),
                (unit_is("SANGAT_KURANG"), clamp(at_least(p["second_at_least"]) - BP - K, 0)),
            ]
        ),
    ),
    people(
        "butuh_perbaikan_needed",
        Text("Butuh Perbaikan yang masih diperlukan", "Needs improvement still required"),
        ("unit_achievement", "count_butuh_perbaikan", "headcount"),
        lambda p: cases(
            [
                (unit_is("BUTUH_PERBAIKAN"), clamp(at_least(p["main_at_least"]) - BP, 0)),
                (unit_is("KURANG"), clamp(at_least(p["second_at_least"]) - BP, 0)),
            ]
        ),
    ),
    people(
        "lowest_needed",
        Text("Kurang atau Sangat Kurang yang masih diperlukan", "Poor or very poor still required"),
        ("unit_achievement", "count_kurang", "count_sangat_kurang", "headcount"),
        lambda p: cases(
            [
                (unit_is("KURANG"), clamp(at_least(p["main_at_least"]) - K, 0)),
                (unit_is("SANGAT_KURANG"), clamp(at_least(p["main_at_least"]) - SK, 0)),
            ]
        ),
    ),
)

DISTRIBUTION_2023 = RuleSet(
    id="distribution-2023",
    title=Text("Pola distribusi predikat kinerja", "Distribution pattern of predicates"),
    subject="distribution",
    valid_from=date(2023, 1, 31),
    legal_basis=("SE MenPANRB 3/2023",),
    parameters=load("distribution-2023"),
    inputs=(
        Field(
            name="unit_achievement",
            label=Text("Capaian kinerja organisasi", "Organisational achievement"),
            kind="code",
            codes=UNIT_ACHIEVEMENT,
            null_meaning=Text("belum ditetapkan", "not yet set"),
        ),
        *(
            Field(
                name=name,
                label=Text(f"Pegawai berpredikat {PREDICATE[code].id}", f"People rated {PREDICATE[code].en.lower()}"),
                unit="person",
                minimum=0,
                maximum=10_000_000,
            )
            for code, name in COUNTS.items()
        ),
    ),
    steps=(
        people(
            "headcount",
            Text("Jumlah pegawai tanpa pimpinan unit", "Employees without the head of the unit"),
            tuple(COUNTS.values()),
            lambda p: total(col(name) for name in COUNTS.values()),
        ),
        Step(
            name="warnings",
            label=Text("Peringatan", "Warnings"),
            kind="reasons",
            codes=WARNINGS,
            basis=BASIS,
            confidence="S",
            inputs=("unit_achievement", *COUNTS.values(), "headcount"),
            build=lambda p: when((col("headcount") > 0) & known("unit_achievement"), reasons(violations(p))),
            sentence=Text(
                "Capaian {unit_achievement}, {headcount}: Sangat Baik {count_sangat_baik}, Baik {count_baik}, Butuh "
                "Perbaikan {count_butuh_perbaikan}, Kurang {count_kurang}, Sangat Kurang {count_sangat_kurang}. "
                "Peringatan: {warnings}.",
                "Achievement {unit_achievement}, {headcount}: very good {count_sangat_baik}, good {count_baik}, needs "
                "improvement {count_butuh_perbaikan}, poor {count_kurang}, very poor {count_sangat_kurang}. "
                "Warnings: {warnings}.",
            ),
        ),
        Step(
            name="fits_pattern",
            label=Text("Sesuai pola", "Fits the pattern"),
            kind="boolean",
            basis=BASIS,
            confidence="S",
            inputs=("warnings",),
            build=lambda p: col("warnings") == "",
            sentence=Text("Sesuai pola: {fits_pattern}.", "Fits the pattern: {fits_pattern}."),
        ),
        *LIMITS,
        Step(
            name="is_advice_only",
            label=Text("Hanya saran (unit kecil)", "Advice only (small unit)"),
            kind="boolean",
            basis="Keputusan produk: unit kecil",
            confidence="PD",
            inputs=("headcount",),
            build=lambda p: col("headcount") < p["small_unit_under"],
            sentence=Text(
                "Unit dengan {headcount}; kurang dari {small_unit_under} hanya mendapat saran: {is_advice_only}.",
                "Unit of {headcount}; fewer than {small_unit_under} get advice only: {is_advice_only}.",
            ),
        ),
        Step(
            name="fits_pattern_reason",
            label=Text("Alasan pola tidak dapat diperiksa", "Why the pattern cannot be checked"),
            kind="code",
            codes={
                "achievement_not_set": Text("capaian organisasi belum ditetapkan", "achievement is not set"),
                "no_people": Text("tidak ada pegawai yang dinilai", "nobody to rate"),
            },
            basis="Keputusan produk: kosong berarti belum dinilai, bukan nol",
            confidence="PD",
            inputs=("unit_achievement", "headcount"),
            build=lambda p: reason(
                {"achievement_not_set": col("unit_achievement").is_null(), "no_people": col("headcount") == 0}
            ),
            sentence=Text("{fits_pattern_reason}.", "{fits_pattern_reason}."),
            null_meaning=Text("tidak ada, pola diperiksa", "none, the pattern was checked"),
        ),
    ),
    outputs=(
        "fits_pattern",
        "warnings",
        "sangat_baik_remaining",
        "baik_remaining",
        "below_good_needed",
        "butuh_perbaikan_needed",
        "lowest_needed",
        "is_advice_only",
        "fits_pattern_reason",
    ),
    doubts=(
        Text(
            "Surat edaran menyebut pola sebagai pertimbangan: pelanggaran adalah peringatan yang memerlukan alasan.",
            "The circular calls the pattern a consideration: a violation is a warning that needs a reason.",
        ),
        Text(
            "Apakah pimpinan unit ikut dihitung belum pasti; di sini tidak, karena ia dinilai satu tingkat di atas.",
            "Whether the head counts is not certain; here he does not, being rated one level up.",
        ),
        Text("'Sebagian besar' dibaca sebagai kelompok terbesar tanpa seri.", "'Most' is read as the largest, no tie."),
    ),
)

RULESETS = (DISTRIBUTION_2023,)
