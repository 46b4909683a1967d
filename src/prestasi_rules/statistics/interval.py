"""Selang kepercayaan indeks: t interval of the respondents' index, corrected for a small population, and its bands.

The squared standard error is exact to fourteen places and its root to seven, which decides the second place safely.
"""

from datetime import date

from prestasi_rules.declare import figure, step
from prestasi_rules.fixed import band, clamp, col, div_half_up, known, reason, root_floor, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.satisfaction.elements import BAND_BASIS, BANDS, ikm_band
from prestasi_rules.step import Step, Text

BASIS = "Keputusan produk: selang t 95 persen atas indeks responden"
FEW = Text("kurang dari dua responden", "fewer than two respondents")
FINE = 10**7
SCALE = 10_000


def bound(name: str, label: Text, sign: int) -> Step:
    return step(
        name,
        label,
        "mean half_width",
        lambda p: div_half_up(
            clamp(col("mean") * 1000 + col("half_width") * sign, p["index_from"] * 1000, p["index_to"] * 1000), 100_000
        ),
        basis=BASIS,
        confidence="PD",
        unit="point",
        scale=100,
        empty=FEW,
    )


def band_at(name: str, label: Text, at: str) -> Step:
    return step(
        name,
        label,
        at,
        lambda p: ikm_band(col(at), p),
        Text(f"{{{at}}} bermutu {{{name}}}.", f"{{{at}}} is in band {{{name}}}."),
        basis=BAND_BASIS,
        codes=BANDS,
    )


STATS_1 = RuleSet(
    id="stats-1",
    title=Text("Selang kepercayaan dan kepastian mutu", "Interval and certainty of the band"),
    subject="stats",
    valid_from=date(2017, 1, 1),
    legal_basis=("Keputusan produk atas PermenPANRB 14/2017",),
    parameters=(*load("skm-2017"), *load("stats-1"), *load("stats-t")),
    inputs=(
        figure("n", Text("Responden", "Respondents"), unit="respondent", high=10_000_000),
        figure(
            "population",
            Text("Populasi", "Population"),
            unit="person",
            low=1,
            high=300_000_000,
            empty=Text("tidak diketahui", "not known"),
        ),
        figure("mean", Text("Rata-rata indeks responden", "Mean index of respondents"), scale=SCALE, low=25, high=100),
        figure(
            "sd",
            Text("Simpangan baku indeks responden", "Standard deviation of the index"),
            scale=SCALE,
            high=100,
            empty=FEW,
        ),
    ),
    steps=(
        step(
            "t_value",
            Text("Nilai t", "t value"),
            "n",
            lambda p: band(col("n") - 1, {int(df): t for df, t in p["t"].items()}),
            Text("Derajat kebebasan {n} dikurangi 1: t = {t_value}.", "Degrees of freedom {n} less 1: t = {t_value}."),
            basis=BASIS,
            confidence="PD",
            scale=1000,
            empty=FEW,
        ),
        step(
            "is_corrected",
            Text("Dikoreksi untuk populasi hingga", "Corrected for a finite population"),
            "n population",
            lambda p: (
                known("population")
                & when(
                    (col("n") * 100 > col("population") * p["correct_over"]) & (col("n") <= col("population")),
                    True,
                    False,
                )
            ),
            Text(
                "{n} dari {population}; lebih dari {correct_over}: {is_corrected}.",
                "{n} of {population}; more than {correct_over}: {is_corrected}.",
            ),
            basis=BASIS,
            confidence="PD",
            kind="boolean",
        ),
        step(
            "variance_of_mean",
            Text("Kuadrat galat baku", "Squared standard error"),
            "sd n",
            lambda p: div_half_up(when(col("n") > 1, col("sd") * col("sd") * 1_000_000), col("n")),
            Text("{sd} kuadrat dibagi {n}.", "{sd} squared over {n}."),
            basis=BASIS,
            confidence="PD",
            scale=FINE**2,
            empty=FEW,
        ),
        step(
            "correction",
            Text("Pengurangan karena populasi hingga", "Reduction for the finite population"),
            "variance_of_mean n population is_corrected",
            lambda p: when(
                col("is_corrected") & (col("population") > 1),
                div_half_up(col("variance_of_mean") * (col("n") - 1), col("population") - 1),
                0,
            ),
            Text(
                "Kuadrat galat baku x ({n} - 1) / ({population} - 1), agar berlaku faktor (N - n) / (N - 1).",
                "The squared error x ({n} - 1) / ({population} - 1), which gives the factor (N - n) / (N - 1).",
            ),
            basis=BASIS,
            confidence="PD",
            scale=FINE**2,
            empty=FEW,
        ),
        step(
            "corrected_variance",
            Text("Kuadrat galat baku terkoreksi", "Corrected squared error"),
            "variance_of_mean correction",
            lambda p: col("variance_of_mean") - col("correction"),
            basis=BASIS,
            confidence="PD",
            scale=FINE**2,
            empty=FEW,
        ),
        step(
            "standard_error",
            Text("Galat baku", "Standard error"),
            "corrected_variance",
            lambda p: root_floor(col("corrected_variance")),
            basis=BASIS,
            confidence="PD",
            unit="point",
            scale=FINE,
            empty=FEW,
        ),
        step(
            "half_width",
            Text("Setengah lebar selang", "Half width of the interval"),
            "t_value standard_error",
            lambda p: div_half_up(col("t_value") * col("standard_error"), 1000),
            Text("{t_value} x {standard_error} = {half_width}.", "{t_value} x {standard_error} = {half_width}."),
            basis=BASIS,
            confidence="PD",
            unit="point",
            scale=FINE,
            empty=FEW,
        ),
        bound("lower", Text("Batas bawah", "Lower bound"), -1),
        bound("upper", Text("Batas atas", "Upper bound"), 1),
        step(
            "mean_shown",
            Text("Indeks", "Index"),
            "mean",
            lambda p: div_half_up(col("mean"), 100),
            basis=BASIS,
            confidence="PD",
            unit="point",
            scale=100,
        ),
        band_at("band", Text("Mutu", "Band"), "mean_shown"),
        band_at("lower_band", Text("Mutu batas bawah", "Band of the lower bound"), "lower"),
        band_at("upper_band", Text("Mutu batas atas", "Band of the upper bound"), "upper"),
        step(
            "is_certain",
            Text("Mutu pasti", "The band is certain"),
            "lower_band upper_band",
            lambda p: col("lower_band") == col("upper_band"),
            Text(
                "Selang dari mutu {lower_band} sampai {upper_band}: pasti {is_certain}.",
                "From band {lower_band} to {upper_band}: certain {is_certain}.",
            ),
            basis="Keputusan produk: mutu pasti bila seluruh selang berada di satu mutu",
            confidence="PD",
            kind="boolean",
            empty=FEW,
        ),
        step(
            "is_hidden",
            Text("Tidak diperlihatkan", "Hidden"),
            "n",
            lambda p: col("n") < p["hidden_under"],
            Text("{n}; kurang dari {hidden_under}: {is_hidden}.", "{n}; under {hidden_under}: {is_hidden}."),
            basis="Keputusan produk: jumlah responden paling sedikit",
            confidence="PD",
            kind="boolean",
        ),
        step(
            "may_be_ranked",
            Text("Boleh diperingkat", "May be ranked"),
            "n",
            lambda p: col("n") >= p["ranked_from"],
            Text("{n}; mulai {ranked_from}: {may_be_ranked}.", "{n}; from {ranked_from}: {may_be_ranked}."),
            basis="Keputusan produk: jumlah responden paling sedikit",
            confidence="PD",
            kind="boolean",
        ),
        step(
            "interval_reason",
            Text("Alasan selang kosong", "Why there is no interval"),
            "n sd",
            lambda p: reason({"too_few": col("n") < 2, "no_spread": ~known("sd")}),
            basis="Keputusan produk: kosong berarti belum dinilai, bukan nol",
            confidence="PD",
            codes={"too_few": FEW, "no_spread": Text("simpangan baku belum ada", "no standard deviation")},
            empty=Text("tidak ada, selang terisi", "none, the interval is set"),
        ),
    ),
    outputs=(
        *("mean_shown", "lower", "upper", "band", "lower_band", "upper_band", "is_certain"),
        *("is_hidden", "may_be_ranked", "interval_reason"),
    ),
)

RULESETS = (STATS_1,)
