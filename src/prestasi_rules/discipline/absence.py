"""Tidak masuk kerja tanpa alasan (PP 94/2021): the kind of sanction by days of a calendar year, and the pay cut."""

from datetime import date

from prestasi_rules.dates import add_months
from prestasi_rules.declare import day, figure, step
from prestasi_rules.fixed import band, cases, col, div_floor, div_half_up, lookup
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

BASIS = "PP 94/2021"
NONE = Text("tidak ada", "none")
KIND = {
    "NONE": Text("tidak ada hukuman", "no sanction"),
    "ORAL_WARNING": Text("teguran lisan", "oral warning"),
    "WRITTEN_WARNING": Text("teguran tertulis", "written warning"),
    "DISSATISFACTION": Text("pernyataan tidak puas secara tertulis", "written statement of dissatisfaction"),
    "CUT_6_MONTHS": Text("pemotongan tukin/TPP 25 % enam bulan", "allowance cut 25 % for six months"),
    "CUT_9_MONTHS": Text("pemotongan tukin/TPP 25 % sembilan bulan", "allowance cut 25 % for nine months"),
    "CUT_12_MONTHS": Text("pemotongan tukin/TPP 25 % dua belas bulan", "allowance cut 25 % for twelve months"),
    "LOWER_POST": Text("penurunan jabatan setingkat 12 bulan", "one post lower for 12 months"),
    "RELIEVED": Text("pembebasan menjadi pelaksana 12 bulan", "relieved to staff for 12 months"),
    "DISMISSAL": Text("pemberhentian dengan hormat tidak atas permintaan sendiri", "dismissal not at own request"),
}
LEVEL = {
    "RINGAN": Text("ringan", "light"),
    "SEDANG": Text("sedang", "medium"),
    "BERAT": Text("berat", "severe"),
}
LEVEL_OF = {
    **dict.fromkeys(("ORAL_WARNING", "WRITTEN_WARNING", "DISSATISFACTION"), "RINGAN"),
    **dict.fromkeys(("CUT_6_MONTHS", "CUT_9_MONTHS", "CUT_12_MONTHS"), "SEDANG"),
    **dict.fromkeys(("LOWER_POST", "RELIEVED", "DISMISSAL"), "BERAT"),
}
MONTHS = {"CUT_6_MONTHS": 6, "CUT_9_MONTHS": 9, "CUT_12_MONTHS": 12, "LOWER_POST": 12, "RELIEVED": 12}
CUTS = {"CUT_6_MONTHS": 1, "CUT_9_MONTHS": 1, "CUT_12_MONTHS": 1}

DISCIPLINE_2021 = RuleSet(
    id="discipline-2021",
    title=Text("Hukuman disiplin karena tidak masuk kerja", "Sanction for absence without reason"),
    subject="discipline",
    valid_from=date(2021, 8, 31),
    legal_basis=(BASIS, "Per BKN 6/2022"),
    parameters=load("discipline-2021"),
    inputs=(
        figure("absent_days", Text("Hari tanpa alasan setahun", "Days absent in the year"), unit="day", high=366),
        figure("running_days", Text("Hari berturut-turut terpanjang", "Longest run of days"), unit="day", high=366),
        figure("late_minutes", Text("Menit terlambat dan pulang cepat", "Minutes late or early"), unit="minute"),
        figure("monthly_allowance", Text("TPP sebulan", "Monthly allowance"), unit="rupiah", high=10**9, empty=NONE),
        day(
            "fifteenth_working_day_on",
            Text("Hari kerja ke-15 sejak keputusan diterima", "15th working day after delivery"),
            empty=Text("belum diserahkan", "not delivered"),
        ),
    ),
    steps=(
        step(
            "days_counted",
            Text("Hari yang dihitung", "Days counted"),
            "absent_days late_minutes",
            lambda p: col("absent_days") + div_floor(col("late_minutes"), p["minutes_a_day"]),
            Text(
                "{absent_days} ditambah {late_minutes} dengan {minutes_a_day} sehari: {days_counted}.",
                "{absent_days} plus {late_minutes} at {minutes_a_day} a day: {days_counted}.",
            ),
            basis="Per BKN 6/2022",
            confidence="L",
            unit="day",
        ),
        step(
            "kind",
            Text("Jenis hukuman", "Kind of sanction"),
            "running_days days_counted",
            lambda p: cases(
                [(col("running_days") >= p["running_days_dismissal"], "DISMISSAL")],
                default=band(col("days_counted"), {int(low): kind for low, kind in p["ladder"].items()}, below="NONE"),
            ),
            Text(
                "{days_counted} setahun, {running_days} berturut-turut (batas {running_days_dismissal}): {kind}.",
                "{days_counted} in the year, {running_days} running (limit {running_days_dismissal}): {kind}.",
            ),
            basis=BASIS,
            codes=KIND,
        ),
        step(
            "level",
            Text("Tingkat", "Level"),
            "kind",
            lambda p: lookup(col("kind"), LEVEL_OF),
            basis=BASIS,
            codes=LEVEL,
            empty=NONE,
        ),
        step(
            "months",
            Text("Lama", "Duration"),
            "kind",
            lambda p: lookup(col("kind"), MONTHS),
            basis=BASIS,
            unit="month",
            empty=Text("tanpa jangka waktu", "without a term"),
        ),
        step(
            "monthly_cut",
            Text("Potongan sebulan", "Cut a month"),
            "kind monthly_allowance",
            lambda p: lookup(col("kind"), CUTS) * div_half_up(col("monthly_allowance") * p["cut_percent"], 100),
            Text(
                "{cut_percent} dari {monthly_allowance}: {monthly_cut}.",
                "{cut_percent} of {monthly_allowance}: {monthly_cut}.",
            ),
            basis=BASIS,
            unit="rupiah",
            empty=NONE,
        ),
        step(
            "total_cut",
            Text("Potongan seluruhnya", "Cut in all"),
            "monthly_cut months",
            lambda p: col("monthly_cut") * col("months"),
            basis=BASIS,
            unit="rupiah",
            empty=NONE,
        ),
        step(
            "effective_on",
            Text("Berlaku mulai", "In force from"),
            "kind fifteenth_working_day_on",
            lambda p: cases([(col("kind") != "NONE", col("fifteenth_working_day_on"))]),
            Text(
                "Berlaku pada hari kerja ke-15 setelah diterima: {effective_on}.",
                "In force on the 15th working day after delivery: {effective_on}.",
            ),
            basis=BASIS,
            kind="date",
            empty=Text("belum berlaku", "not in force"),
        ),
        step(
            "ends_on",
            Text("Berakhir sebelum", "Ends before"),
            "effective_on months",
            lambda p: add_months(col("effective_on"), col("months")),
            basis=BASIS,
            kind="date",
            empty=Text("tanpa jangka waktu", "without a term"),
        ),
    ),
    outputs=("kind", "level", "months", "monthly_cut", "total_cut", "effective_on", "ends_on"),
    doubts=(
        Text("7,5 jam terlambat dihitung sehari: parameter.", "7.5 late hours count as a day: a parameter."),
        Text(
            "Pengulangan kesalahan yang sama diperberat oleh pejabat yang berwenang, tidak dihitung di sini.",
            "A repeated fault is punished more heavily by the authority; it is not computed here.",
        ),
    ),
)

RULESETS = (DISCIPLINE_2021,)
