"""Indeks Inovasi Daerah by year: region indicators, mean of the innovations, number of innovations, grade."""

from datetime import date

from prestasi_rules.declare import figure, step
from prestasi_rules.fixed import band, col, div_half_up, larger, smaller, when
from prestasi_rules.parameters import Confidence, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

LAW = "Permendagri 104/2018, Indeks Inovasi Daerah"
GRADES = {
    "SANGAT_INOVATIF": Text("Sangat Inovatif", "very innovative"),
    "INOVATIF": Text("Inovatif", "innovative"),
    "KURANG_INOVATIF": Text("Kurang Inovatif", "less innovative"),
    "TIDAK_DAPAT_DINILAI": Text("Tidak Dapat Dinilai", "cannot be assessed"),
}
MOST_COUNTED = 200
PER_INNOVATION = 38  # hundredths of a point


def index(year: int, sure: Confidence) -> RuleSet:
    """The index of one year; its constants are in the parameter file of that year."""
    return RuleSet(
        id=f"iid-{year}",
        title=Text(f"Indeks Inovasi Daerah {year}", f"Regional innovation index {year}"),
        subject="iid",
        valid_from=date(year, 1, 1),
        valid_to=date(year, 12, 31),
        legal_basis=("UU 23/2014 Pasal 386-390", "Permendagri 104/2018"),
        parameters=load(f"iid-{year}"),
        inputs=(
            figure(
                "spd", Text("Nilai satuan pemerintah daerah (SPD)", "Points of the region (SPD)"), unit="point", high=63
            ),
            figure("innovations", Text("Inovasi", "Innovations"), unit="item", high=10_000),
            figure(
                "sid_total",
                Text("Jumlah nilai inovasi (SID)", "Sum of the innovations' points"),
                unit="point",
                high=1_110_000,
            ),
            figure(
                "functions",
                Text("Urusan pelayanan dasar yang tercakup", "Basic-service functions covered"),
                unit="item",
                high=6,
            ),
        ),
        steps=(
            step(
                "divisor",
                Text("Pembagi", "Divisor"),
                "innovations",
                lambda p: larger(col("innovations"), p["least_divisor"]),
                Text(
                    "Yang lebih besar dari {innovations} dan {least_divisor}: {divisor}.",
                    "The larger of {innovations} and {least_divisor}: {divisor}.",
                ),
                basis=LAW,
                confidence=sure,
                unit="item",
            ),
            step(
                "sid_mean",
                Text("Rata-rata nilai inovasi", "Mean of the innovations"),
                "sid_total divisor",
                lambda p: div_half_up(col("sid_total") * 100, col("divisor")),
                basis=LAW,
                confidence=sure,
                unit="point",
                scale=100,
            ),
            step(
                "is_covered",
                Text("Urusan pelayanan dasar tercakup", "Basic services are covered"),
                "functions",
                lambda p: col("functions") >= p["functions_needed"],
                Text(
                    "{functions}, diperlukan {functions_needed}: {is_covered}.",
                    "{functions}, needed {functions_needed}: {is_covered}.",
                ),
                basis=LAW,
                confidence=sure,
                kind="boolean",
            ),
            step(
                "count_points",
                Text("Nilai jumlah inovasi (indikator 36)", "Points for the number of innovations"),
                "innovations is_covered",
                lambda p: when(col("is_covered"), smaller(col("innovations"), MOST_COUNTED) * PER_INNOVATION, 0),
                Text(
                    "0,38 x {innovations} (paling banyak 200) bila tercakup: {count_points}.",
                    "0.38 x {innovations} (at most 200) if covered: {count_points}.",
                ),
                basis=LAW,
                confidence="L",
                unit="point",
                scale=100,
            ),
            step(
                "iid",
                Text("Indeks", "Index"),
                "spd sid_total divisor count_points",
                lambda p: div_half_up(
                    (col("spd") * col("divisor") * 100 + col("sid_total") * 100 + col("count_points") * col("divisor"))
                    * 100,
                    col("divisor") * p["maximum"],
                ),
                Text(
                    "100 x ({spd} + {sid_total} / {divisor} + {count_points}) / {maximum} = {iid}.",
                    "100 x ({spd} + {sid_total} / {divisor} + {count_points}) / {maximum} = {iid}.",
                ),
                basis=LAW,
                confidence="L",
                unit="point",
                scale=100,
            ),
            step(
                "grade",
                Text("Predikat daerah", "Grade"),
                "iid",
                lambda p: band(
                    col("iid"),
                    {p["very_from"]: "SANGAT_INOVATIF", p["innovative_from"]: "INOVATIF", 1: "KURANG_INOVATIF"},
                    below="TIDAK_DAPAT_DINILAI",
                ),
                Text("Indeks {iid} (dua desimal): {grade}.", "Index {iid} (two places): {grade}."),
                basis=f"{LAW}; dibaca pada indeks yang dibulatkan dua desimal",
                confidence=sure,
                codes=GRADES,
            ),
        ),
        outputs=("iid", "grade", "sid_mean", "count_points", "is_covered"),
        doubts=(
            Text(
                "Tetapan berubah setiap tahun; 2026 dan 2027 berasal dari program terbuka yang mengutip surat BSKDN.",
                "Constants change yearly; 2026 and 2027 come from open programs that cite a letter of BSKDN.",
            ),
        ),
    )


RULESETS = (index(2023, "S"), index(2026, "L"), index(2027, "L"))
