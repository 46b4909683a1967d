"""Kompetisi inovasi pelayanan publik (KIPP): is an innovation old enough and its decree complete."""

from datetime import date

from prestasi_rules.dates import add_years
from prestasi_rules.declare import day, failing, figure, flag, passing, step
from prestasi_rules.fixed import col, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

FAULTS = {
    "too_young": Text("usia inovasi belum cukup", "the innovation is too young"),
    "no_named_innovator": Text("SK belum menyebut inovator", "the decree does not name the innovator"),
    "too_many_awards": Text("sudah dua kali Top 99", "twice in the Top 99 already"),
}


def contest(year: int, last: date | None, *, decree_needed: bool) -> RuleSet:
    """The entry conditions of the contests from ``year`` on."""
    law = "Pedoman KIPP 2018-2021" if year == 2018 else "Pedoman KIPP 2022"
    return RuleSet(
        id=f"kipp-{year}",
        title=Text("Kesiapan mengikuti KIPP", "Readiness for the innovation contest"),
        subject="kipp",
        valid_from=date(year, 1, 1),
        valid_to=last,
        legal_basis=("PermenPANRB 7/2021", law),
        parameters=load(f"kipp-{year}"),
        inputs=(
            day("applied_on", Text("Diterapkan", "Applied on")),
            day("entered_on", Text("Didaftarkan", "Entered on")),
            flag("is_pandemic", Text("Inovasi pandemi", "A pandemic innovation")),
            flag(
                "decree_names_innovator",
                Text("SK menyebut inovator (orang atau tim)", "The decree names a person or team"),
            ),
            figure("top_99", Text("Sudah masuk Top 99", "Times in the Top 99"), unit="item", high=100),
        ),
        steps=(
            step(
                "old_enough_on",
                Text("Cukup usia pada", "Old enough on"),
                "applied_on is_pandemic",
                lambda p: when(
                    col("is_pandemic"),
                    add_years(col("applied_on"), p["pandemic_years"]),
                    add_years(col("applied_on"), p["age_years"]),
                ),
                Text(
                    "Diterapkan {applied_on}, pandemi {is_pandemic}: {old_enough_on}.",
                    "Applied {applied_on}, pandemic {is_pandemic}: {old_enough_on}.",
                ),
                basis=f"{law}: usia inovasi",
                kind="date",
            ),
            failing(
                "obstacles",
                Text("Hambatan", "Obstacles"),
                FAULTS,
                "old_enough_on entered_on decree_names_innovator top_99"
                if decree_needed
                else "old_enough_on entered_on top_99",
                lambda p: {
                    "too_young": col("entered_on") < col("old_enough_on"),
                    **({"no_named_innovator": ~col("decree_names_innovator")} if decree_needed else {}),
                    "too_many_awards": col("top_99") >= p["top_at_most"],
                },
                basis=law,
            ),
            passing("is_ready", Text("Siap diikutkan", "Ready to enter"), "obstacles", basis=law),
        ),
        outputs=("is_ready", "obstacles", "old_enough_on"),
        doubts=(
            Text(
                "Usia sesudah 2022 dan bobot bagian belum terverifikasi.",
                "The age after 2022 and section weights are unverified.",
            ),
        ),
    )


RULESETS = (contest(2018, date(2021, 12, 31), decree_needed=False), contest(2022, None, decree_needed=True))
