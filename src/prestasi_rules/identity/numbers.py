"""NIP dan NI PPPK: the eighteen digits read, errors that reject and warnings that only ask (BKN numbering rule)."""

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from prestasi_rules.dates import date_from, month_length, whole_years_between, year_of
from prestasi_rules.fixed import cases, col, known, lookup, missing, reasons, when
from prestasi_rules.parameters import Confidence, Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Build, Codes, Field, Kind, Step, Text

BASIS = "Aturan penomoran BKN 2007: delapan belas angka"
NOT_READ = Text("tidak terbaca", "not readable")
KIND = {"PNS": Text("NIP PNS", "NIP of a PNS"), "PPPK": Text("NI PPPK", "NI of a PPPK")}
SEX = {"MALE": Text("laki-laki", "male"), "FEMALE": Text("perempuan", "female")}

ERRORS: Codes = {
    "not_18_digits": Text("bukan 18 angka", "not 18 digits"),
    "impossible_birth_date": Text("tanggal lahir tidak ada", "impossible birth date"),
    "impossible_month": Text("angka 13-14 bukan bulan atau kode PPPK", "digits 13-14 are no month or PPPK code"),
    "impossible_sex": Text("angka 15 bukan 1 atau 2", "digit 15 is not 1 or 2"),
    "serial_zero": Text("nomor urut 000", "serial 000"),
}
WARNINGS: Codes = {
    "started_too_young": Text("usia saat TMT di bawah 18", "under 18 at the start"),
    "started_too_old": Text("usia saat TMT di atas 50", "over 50 at the start"),
    "birth_date_differs": Text("tanggal lahir berbeda dari data pegawai", "birth date differs from the record"),
    "start_in_future": Text("TMT di masa depan", "start lies in the future"),
}


def read(
    name: str,
    label: Text,
    inputs: tuple[str, ...],
    build: Build,
    *,
    kind: Kind = "integer",
    codes: Codes | None = None,
    confidence: Confidence = "S",
    unit: str = "",
) -> Step:
    """A step whose sentence is its label and value."""
    return Step(
        name=name,
        label=label,
        kind=kind,
        codes=codes or {},
        unit=unit,
        basis=BASIS,
        confidence=confidence,
        inputs=inputs,
        build=build,
        sentence=Text(f"{label.id}: {{{name}}}.", f"{label.en}: {{{name}}}."),
        null_meaning=NOT_READ,
    )


def digits(first: int, last: int) -> nw.Expr:
    """Digits ``first`` to ``last`` (counted from 1) as a number."""
    return col("digits").str.slice(first - 1, last - first + 1).cast(nw.Int64)


def is_real_date() -> nw.Expr:
    year, month, day = col("birth_year"), col("birth_month"), col("birth_day")
    return (year >= 1900) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= month_length(year, month))


def number_errors() -> Mapping[str, nw.Expr]:
    return {
        "not_18_digits": missing("digits"),
        "impossible_birth_date": known("digits") & missing("birth_on"),
        "impossible_month": known("digits") & missing("number_kind"),
        "impossible_sex": known("digits") & missing("sex"),
        "serial_zero": col("serial") == 0,
    }


def number_warnings(p: Parameters) -> Mapping[str, nw.Expr]:
    return {
        "started_too_young": col("age_at_start") < p["youngest_start"],
        "started_too_old": col("age_at_start") > p["oldest_start"],
        "birth_date_differs": col("birth_on") != col("recorded_birth_on"),
        "start_in_future": (col("started_on") > col("read_on")) | (col("start_year") > year_of(col("read_on"))),
    }


IDENTITY_2007 = RuleSet(
    id="identity-2007",
    title=Text("NIP dan nomor induk PPPK", "Identity numbers of PNS and PPPK"),
    subject="identity",
    valid_from=date(2007, 1, 1),
    legal_basis=("Aturan penomoran BKN 2007",),
    parameters=load("identity-2007"),
    inputs=(
        Field(name="number", label=Text("Nomor", "Number"), kind="text"),
        Field(
            name="recorded_birth_on",
            label=Text("Tanggal lahir menurut data", "Birth date on record"),
            kind="date",
            null_meaning=Text("tidak dibandingkan", "not compared"),
        ),
        Field(
            name="read_on",
            label=Text("Dibaca pada", "Read on"),
            kind="date",
            null_meaning=Text("masa depan tidak diperiksa", "future not checked"),
        ),
    ),
    steps=(
        read(
            "normalized",
            Text("Nomor tanpa spasi", "Number without spaces"),
            ("number",),
            lambda p: col("number").str.replace_all(r"[\s\x{00A0}]", ""),
            kind="text",
        ),
        read(
            "digits",
            Text("Delapan belas angka", "Eighteen digits"),
            ("normalized",),
            lambda p: nw.when(col("normalized").str.contains("^[0-9]{18}$")).then(col("normalized")),
            kind="text",
        ),
        read("birth_year", Text("Tahun lahir", "Birth year"), ("digits",), lambda p: digits(1, 4)),
        read("birth_month", Text("Bulan lahir", "Birth month"), ("digits",), lambda p: digits(5, 6)),
        read("birth_day", Text("Hari lahir", "Birth day"), ("digits",), lambda p: digits(7, 8)),
        read(
            "birth_on",
            Text("Tanggal lahir", "Birth date"),
            ("birth_year", "birth_month", "birth_day"),
            lambda p: date_from(
                *(nw.when(is_real_date()).then(col(f"birth_{part}")) for part in ("year", "month", "day"))
            ),
            kind="date",
        ),
        read("start_year", Text("Tahun TMT", "Year of the start"), ("digits",), lambda p: digits(9, 12)),
        read(
            "start_code",
            Text("Bulan TMT atau kode kontrak", "Month of the start or contract code"),
            ("digits",),
            lambda p: digits(13, 14),
        ),
        read(
            "number_kind",
            Text("Jenis nomor", "Kind of number"),
            ("start_code",),
            lambda p: cases(
                [
                    ((col("start_code") >= 1) & (col("start_code") <= 12), "PNS"),
                    (col("start_code") >= 21, "PPPK"),
                ]
            ),
            kind="code",
            codes=KIND,
            confidence="L",
        ),
        read(
            "started_on",
            Text("TMT CPNS", "Start of service"),
            ("number_kind", "start_year", "start_code"),
            lambda p: date_from(
                when((col("number_kind") == "PNS") & (col("start_year") > 0), col("start_year")),
                when(col("number_kind") == "PNS", col("start_code")),
                1,
            ),
            kind="date",
        ),
        read(
            "contract_code",
            Text("Kode kontrak PPPK", "PPPK contract code"),
            ("number_kind", "start_code"),
            lambda p: when(col("number_kind") == "PPPK", col("start_code")),
            confidence="L",
        ),
        read("sex_code", Text("Angka jenis kelamin", "Digit of the sex"), ("digits",), lambda p: digits(15, 15)),
        read(
            "sex",
            Text("Jenis kelamin", "Sex"),
            ("sex_code",),
            lambda p: lookup(col("sex_code"), {1: "MALE", 2: "FEMALE"}),
            kind="code",
            codes=SEX,
        ),
        read("serial", Text("Nomor urut", "Serial"), ("digits",), lambda p: digits(16, 18)),
        read(
            "age_at_start",
            Text("Usia saat TMT", "Age at the start"),
            ("birth_on", "birth_year", "started_on", "start_year", "number_kind"),
            lambda p: cases(
                [
                    (known("started_on"), whole_years_between(col("birth_on"), col("started_on"))),
                    (known("number_kind"), col("start_year") - col("birth_year")),
                ]
            ),
            unit="year",
        ),
        read(
            "errors",
            Text("Kesalahan", "Errors"),
            ("digits", "birth_on", "number_kind", "sex", "serial"),
            lambda p: reasons(number_errors()),
            kind="reasons",
            codes=ERRORS,
        ),
        read(
            "warnings",
            Text("Peringatan", "Warnings"),
            ("age_at_start", "birth_on", "recorded_birth_on", "started_on", "start_year", "read_on"),
            lambda p: reasons(number_warnings(p)),
            kind="reasons",
            codes=WARNINGS,
            confidence="PD",
        ),
        read(
            "is_valid",
            Text("Nomor diterima", "Number accepted"),
            ("errors",),
            lambda p: col("errors") == "",
            kind="boolean",
        ),
    ),
    outputs=(
        *("is_valid", "normalized", "number_kind", "birth_on", "started_on", "start_year", "contract_code"),
        *("sex", "serial", "errors", "warnings"),
    ),
    doubts=(
        Text(
            "Kode kontrak 21 terlihat pada semua kontrak pertama; 22 ke atas dibaca sebagai kontrak berikutnya.",
            "Contract code 21 was seen on all first contracts; 22 and above are read as later ones.",
        ),
        Text(
            "Nomor tidak diterbitkan ulang setelah tanggal lahir diperbaiki, maka perbedaan hanya peringatan.",
            "A number is not reissued after a corrected birth date, so a difference is only a warning.",
        ),
    ),
)

RULESETS = (IDENTITY_2007,)
