"""calendar-<year>: whether a date is a working day, as a rule set per loaded year."""

from datetime import date

import narwhals as nw

from prestasi_rules.calendar.holidays import Holiday, holidays
from prestasi_rules.dates import year_of
from prestasi_rules.fixed import cases, col, lit, reason, when
from prestasi_rules.parameters import Confidence
from prestasi_rules.ruleset import Option, RuleSet
from prestasi_rules.step import Field, Step, Text

KINDS = {
    "libur_nasional": Text("libur nasional", "national holiday"),
    "cuti_bersama": Text("cuti bersama", "joint leave"),
    "libur_khusus": Text("libur khusus", "special holiday"),
}
WEEKDAYS = {
    "1": Text("Senin", "Monday"),
    "2": Text("Selasa", "Tuesday"),
    "3": Text("Rabu", "Wednesday"),
    "4": Text("Kamis", "Thursday"),
    "5": Text("Jumat", "Friday"),
    "6": Text("Sabtu", "Saturday"),
    "7": Text("Minggu", "Sunday"),
}


def holiday_kind(found: tuple[Holiday, ...], year: int) -> nw.Expr:
    days = [(col("day") == nw.lit(holiday.on, dtype=nw.Date), holiday.kind) for holiday in found]
    return when(year_of(col("day")) == year, cases(days))


def calendar(year: int, found: tuple[Holiday, ...]) -> RuleSet:
    basis = found[0].legal_basis
    confidence: Confidence = "S" if all(holiday.confidence == "sure" for holiday in found) else "L"
    return RuleSet(
        id=f"calendar-{year}",
        title=Text(f"Hari kerja {year}", f"Working days of {year}"),
        subject="calendar",
        valid_from=date(year, 1, 1),
        valid_to=date(year, 12, 31),
        legal_basis=(basis,),
        options=(
            Option(
                name="joint_leave",
                label=Text("Cuti bersama", "Joint leave"),
                default="off",
                readings={
                    "off": Text("bukan hari kerja", "not a working day"),
                    "working": Text("tetap hari kerja", "still a working day"),
                },
            ),
        ),
        inputs=(Field(name="day", label=Text("Tanggal", "Date"), kind="date"),),
        steps=(
            Step(
                name="weekday",
                label=Text("Hari", "Day of the week"),
                kind="code",
                codes=WEEKDAYS,
                basis="Kalender Masehi",
                confidence="S",
                inputs=("day",),
                build=lambda p: col("day").dt.weekday().cast(nw.String),
                sentence=Text("{day} adalah hari {weekday}.", "{day} is a {weekday}."),
            ),
            Step(
                name="holiday_kind",
                label=Text("Jenis libur", "Kind of holiday"),
                kind="code",
                codes=KINDS,
                basis=basis,
                confidence=confidence,
                inputs=("day",),
                build=lambda p: holiday_kind(found, year),
                table={holiday.on: f"{KINDS[holiday.kind].id}: {holiday.name}" for holiday in found},
                sentence=Text("Pada tanggal itu: {holiday_kind}.", "On that date: {holiday_kind}."),
                null_meaning=Text("bukan hari libur", "no holiday"),
            ),
            Step(
                name="is_working_day",
                label=Text("Hari kerja", "Working day"),
                kind="boolean",
                basis=basis,
                confidence=confidence,
                inputs=("day", "weekday", "holiday_kind"),
                build=lambda p: cases(
                    [
                        (year_of(col("day")) != year, nw.lit(None, dtype=nw.Boolean)),
                        ((col("weekday") == "6") | (col("weekday") == "7"), False),
                        (col("holiday_kind") == "cuti_bersama", p.option("joint_leave") == "working"),
                        (~col("holiday_kind").is_null(), False),
                    ],
                    default=lit(True),
                ),
                sentence=Text("Hari kerja: {is_working_day}.", "Working day: {is_working_day}."),
            ),
            Step(
                name="is_working_day_reason",
                label=Text("Alasan tidak dapat ditentukan", "Why it cannot be told"),
                kind="code",
                codes={"other_year": Text(f"bukan tahun {year}", f"not in {year}")},
                basis="Keputusan produk: tahun tanpa kalender tidak ditebak",
                confidence="PD",
                inputs=("day",),
                build=lambda p: reason({"other_year": year_of(col("day")) != year}),
                sentence=Text("{is_working_day_reason}.", "{is_working_day_reason}."),
                null_meaning=Text("tidak ada", "none"),
            ),
        ),
        outputs=("is_working_day", "holiday_kind", "is_working_day_reason"),
        doubts=(
            Text(
                "Hari libur daerah tidak termuat di sini; fungsi hari kerja menerimanya sebagai daftar tambahan.",
                "Regional holidays are not in here; the working-day functions take them as an extra list.",
            ),
        ),
    )


RULESETS = tuple(calendar(year, found) for year, found in holidays().items())
