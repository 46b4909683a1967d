"""TMT pensiun (UU 20/2023 art. 55, PP 11/2017 art. 239): the first of the month after the age limit is reached."""

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from prestasi_rules.career.posts import POST
from prestasi_rules.dates import add_months, add_years, date_from, month_of, year_of
from prestasi_rules.declare import code, day, step
from prestasi_rules.fixed import cases, col, lookup
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Step, Text

BASIS = "UU 20/2023 Pasal 55; PP 11/2017 Pasal 239"
HOLDER = POST | {
    "TEACHER": Text("Guru", "Teacher"),
    "LECTURER": Text("Dosen", "Lecturer"),
    "PROFESSOR": Text("Guru besar", "Professor"),
}
WHAT_IF = Text("tanpa pengandaian", "no what-if")


def retirement_steps(prefix: str, post: str, label: Text, empty: Text) -> tuple[Step, ...]:
    """The age limit of a post and the first of the month after it is reached."""
    age, month, on = f"{prefix}age_limit", f"{prefix}month", f"{prefix}retires_on"
    return (
        step(
            age,
            Text(f"Batas usia pensiun {label.id}", f"Retirement age {label.en}"),
            post,
            lambda p: lookup(col(post), p["age_limits"]),
            Text(f"{{{post}}}: {{{age}}}.", f"{{{post}}}: {{{age}}}."),
            basis=BASIS,
            unit="year",
            empty=empty,
        ),
        step(
            month,
            Text(f"Bulan setelah batas usia {label.id}", f"Month after the age {label.en}"),
            f"birth_on {age}",
            lambda p: (year_of(col("birth_on")) + col(age)) * 12 + month_of(col("birth_on")),
            basis=BASIS,
            empty=empty,
        ),
        step(
            on,
            Text(f"TMT pensiun {label.id}", f"Retires on {label.en}"),
            month,
            lambda p: date_from(col(month) // 12, col(month) % 12 + 1, 1),
            Text(
                f"Lahir {{birth_on}}, mencapai {{{age}}}; tanggal 1 bulan berikutnya: {{{on}}}.",
                f"Born {{birth_on}}, reaching {{{age}}}; the 1st of the next month: {{{on}}}.",
            ),
            basis=BASIS,
            kind="date",
            empty=empty,
        ),
    )


def within(horizons: Sequence[int]) -> nw.Expr:
    """The smallest horizon in years that holds the retirement date."""
    return cases([(col("retires_on") < add_years(col("on"), years), years) for years in sorted(horizons)])


RETIREMENT_2023 = RuleSet(
    id="retirement-2023",
    title=Text("TMT pensiun", "Retirement date"),
    subject="retirement",
    valid_from=date(2023, 10, 31),
    legal_basis=("UU 20/2023", "PP 11/2017"),
    parameters=load("retirement-2023"),
    inputs=(
        day("birth_on", Text("Tanggal lahir", "Birth date")),
        code("post", Text("Jabatan sekarang", "Present post"), HOLDER),
        code("moved_post", Text("Seandainya pindah ke", "If moved to"), HOLDER, empty=WHAT_IF),
        day("on", Text("Dilihat pada", "Seen on")),
    ),
    steps=(
        *retirement_steps("", "post", Text("jabatan sekarang", "in the present post"), Text("tidak ada", "none")),
        *retirement_steps("moved_", "moved_post", Text("jabatan pengandaian", "in the other post"), WHAT_IF),
        step(
            "is_due",
            Text("Sudah mencapai TMT pensiun", "Retirement is due"),
            "on retires_on",
            lambda p: col("on") >= col("retires_on"),
            basis=BASIS,
            kind="boolean",
        ),
        step(
            "move_means_pension",
            Text("Pindah berarti langsung pensiun", "The move means pension at once"),
            "on moved_retires_on",
            lambda p: col("on") >= col("moved_retires_on"),
            Text(
                "Pada {on} batas usia {moved_post} ({moved_retires_on}) terlampaui: {move_means_pension}.",
                "On {on} the limit of {moved_post} ({moved_retires_on}) has passed: {move_means_pension}.",
            ),
            basis=BASIS,
            kind="boolean",
            empty=WHAT_IF,
        ),
        step(
            "preparation_from",
            Text("MPP paling cepat", "Free time before pension from"),
            "retires_on",
            lambda p: add_months(col("retires_on"), p["preparation_months"] * -1),
            Text(
                "{retires_on} dikurangi {preparation_months}: {preparation_from}.",
                "{retires_on} less {preparation_months}.",
            ),
            basis="PP 11/2017, masa persiapan pensiun",
            confidence="L",
            kind="date",
        ),
        step(
            "horizon",
            Text("Jangka prakiraan", "Forecast horizon"),
            "on retires_on",
            lambda p: within(p["horizons"]),
            Text(
                "Dari {on}, pensiun {retires_on}: dalam {horizon}.",
                "From {on}, retiring {retires_on}: within {horizon}.",
            ),
            basis="Keputusan produk",
            confidence="PD",
            unit="year",
            empty=Text("di luar sepuluh tahun", "beyond ten years"),
        ),
    ),
    outputs=(
        "retires_on",
        "age_limit",
        "horizon",
        "is_due",
        "moved_retires_on",
        "move_means_pension",
        "preparation_from",
    ),
    doubts=(
        Text(
            "Prakiraan memakai jabatan sekarang; kenaikan ke JPT sebelum 58 memperpanjang sampai 60.",
            "The forecast uses the present post; a move to senior leadership before 58 extends to 60.",
        ),
    ),
)

RULESETS = (RETIREMENT_2023,)
