"""Perubahan indeks: proven only when the interval of the difference leaves out zero."""

from datetime import date

from prestasi_rules.declare import figure, step
from prestasi_rules.fixed import cases, col, div_half_up, root_floor
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Field, Step, Text

BASIS = "Keputusan produk: perubahan terbukti bila selang selisih tidak memuat 0"
FINE = 10**7
SCALE = 10_000
VERDICTS = {
    "RISE": Text("naik, terbukti", "real rise"),
    "FALL": Text("turun, terbukti", "real fall"),
    "NOT_PROVEN": Text("perubahan tidak terbukti", "no proven change"),
}


def survey(word: str, label: Text) -> tuple[Field, ...]:
    return (
        figure(f"{word}_n", Text(f"Responden {label.id}", f"Respondents {label.en}"), unit="respondent", low=2),
        figure(f"{word}_mean", Text(f"Rata-rata {label.id}", f"Mean {label.en}"), scale=SCALE, low=0, high=100),
        figure(f"{word}_sd", Text(f"Simpangan baku {label.id}", f"Deviation {label.en}"), scale=SCALE, high=100),
    )


def bound(name: str, label: Text, sign: int) -> Step:
    return step(
        name,
        label,
        "difference error",
        lambda p: div_half_up(col("difference") * 100_000 + col("error") * p["z"] * sign, 10_000_000),
        basis=BASIS,
        confidence="PD",
        unit="point",
        scale=100,
    )


def error(word: str, label: Text) -> Step:
    return step(
        f"{word}_variance",
        Text(f"Kuadrat galat baku {label.id}", f"Squared error {label.en}"),
        f"{word}_sd {word}_n",
        lambda p: div_half_up(col(f"{word}_sd") * col(f"{word}_sd") * 1_000_000, col(f"{word}_n")),
        basis=BASIS,
        confidence="PD",
        scale=FINE**2,
    )


FIRST, SECOND = Text("sebelumnya", "before"), Text("sesudahnya", "after")

STATS_CHANGE_1 = RuleSet(
    id="stats-change-1",
    title=Text("Perubahan antarperiode", "Change between periods"),
    subject="stats-change",
    valid_from=date(2017, 1, 1),
    legal_basis=("Keputusan produk",),
    parameters=load("stats-z"),
    inputs=(*survey("first", FIRST), *survey("second", SECOND)),
    steps=(
        step(
            "difference",
            Text("Selisih", "Difference"),
            "first_mean second_mean",
            lambda p: col("second_mean") - col("first_mean"),
            basis=BASIS,
            confidence="PD",
            unit="point",
            scale=SCALE,
        ),
        error("first", FIRST),
        error("second", SECOND),
        step(
            "error",
            Text("Galat baku selisih", "Standard error of the difference"),
            "first_variance second_variance",
            lambda p: root_floor(col("first_variance") + col("second_variance")),
            basis=BASIS,
            confidence="PD",
            unit="point",
            scale=FINE,
        ),
        step(
            "z_value",
            Text("Nilai z", "z value"),
            "difference error",
            lambda p: div_half_up(col("difference") * 100_000, col("error")),
            Text("{difference} dibagi {error}: {z_value}.", "{difference} over {error}: {z_value}."),
            basis=BASIS,
            confidence="PD",
            scale=100,
            empty=Text("galat baku nol", "no spread"),
        ),
        bound("lower", Text("Batas bawah selisih", "Lower bound of the difference"), -1),
        bound("upper", Text("Batas atas selisih", "Upper bound of the difference"), 1),
        step(
            "verdict",
            Text("Putusan", "Verdict"),
            "difference error",
            lambda p: cases(
                [
                    (col("difference") * 100_000 > col("error") * p["z"], "RISE"),
                    (col("difference") * -100_000 > col("error") * p["z"], "FALL"),
                ],
                default="NOT_PROVEN",
            ),
            Text(
                "Selisih {difference}, {z} x galat baku {error}: {verdict}.",
                "Difference {difference}, {z} x standard error {error}: {verdict}.",
            ),
            basis=BASIS,
            confidence="PD",
            codes=VERDICTS,
        ),
    ),
    outputs=("verdict", "difference", "lower", "upper", "z_value"),
)

RULESETS = (STATS_CHANGE_1,)
