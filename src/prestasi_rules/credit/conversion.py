"""Konversi predikat kinerja ke angka kredit (PermenPANRB 1/2023 art. 37): yearly coefficient x percent x months."""

from datetime import date

from prestasi_rules.codes import PREDICATE
from prestasi_rules.common import why_empty
from prestasi_rules.credit.levels import LEVEL
from prestasi_rules.declare import code, figure, step
from prestasi_rules.fixed import clamp, col, div_half_up, lookup, smaller
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import NOT_RATED, Text

BASIS = "PermenPANRB 1/2023 Pasal 37"
PARTS = 120_000
"""Parts of one credit point: twelve months, a coefficient in hundredths, a percentage. Sums of parts stay exact."""

CREDIT_2023 = RuleSet(
    id="credit-2023",
    title=Text("Konversi predikat ke angka kredit", "Conversion of a predicate into credit points"),
    subject="credit",
    valid_from=date(2023, 1, 1),
    legal_basis=("PermenPANRB 1/2023", "Per BKN 3/2023"),
    parameters=load("credit-2023"),
    inputs=(
        code("level", Text("Jenjang", "Level"), LEVEL),
        code("predicate", Text("Predikat kinerja", "Performance predicate"), PREDICATE, empty=NOT_RATED),
        figure("months", Text("Bulan yang dikonversi", "Months to convert"), unit="month", low=1, high=12),
        figure(
            "months_converted",
            Text("Bulan tahun itu yang sudah dikonversi", "Months of that year converted before"),
            unit="month",
            high=12,
        ),
    ),
    steps=(
        step(
            "coefficient",
            Text("Koefisien per tahun", "Coefficient a year"),
            "level",
            lambda p: lookup(col("level"), p["coefficients"]),
            Text("Jenjang {level}: {coefficient} setahun.", "Level {level}: {coefficient} a year."),
            basis="PermenPANRB 1/2023, tabel koefisien",
            unit="credit",
            scale=100,
        ),
        step(
            "percent",
            Text("Persentase predikat", "Percent of the predicate"),
            "predicate",
            lambda p: lookup(col("predicate"), p["percents"]),
            Text("Predikat {predicate}: {percent}.", "Predicate {predicate}: {percent}."),
            basis=BASIS,
            unit="percent",
        ),
        step(
            "months_counted",
            Text("Bulan yang dihitung", "Months counted"),
            "months months_converted",
            lambda p: smaller(col("months"), clamp(col("months_converted") * -1 + 12, 0)),
            Text(
                "{months} diminta, {months_converted} sudah dikonversi; tidak ada bulan yang dihitung dua kali: "
                "{months_counted}.",
                "{months} asked, {months_converted} converted before; no month counts twice: {months_counted}.",
            ),
            basis="Keputusan produk atas Per BKN 3/2023: bulan tidak dikonversi dua kali",
            confidence="PD",
            unit="month",
        ),
        step(
            "credit_parts",
            Text("Angka kredit tepat, dalam per-120.000", "Exact credit, in 120,000ths"),
            "coefficient percent months_counted",
            lambda p: col("months_counted") * col("percent") * col("coefficient"),
            Text(
                "{months_counted} / 12 x {percent} x {coefficient}, disimpan tanpa pembulatan: {credit_parts}.",
                "{months_counted} / 12 x {percent} x {coefficient}, kept without rounding: {credit_parts}.",
            ),
            basis=BASIS,
        ),
        step(
            "credit",
            Text("Angka kredit", "Credit points"),
            "credit_parts",
            lambda p: div_half_up(col("credit_parts") * 1000, PARTS),
            Text("Dibulatkan sekali, tiga desimal: {credit}.", "Rounded once, three places: {credit}."),
            basis=BASIS,
            unit="credit",
            scale=1000,
        ),
        why_empty(
            "credit",
            Text("angka kredit", "credit"),
            {"predicate": ("predicate_missing", Text("predikat belum ada", "no predicate yet"))},
        ),
    ),
    outputs=("credit", "credit_parts", "months_counted", "credit_reason"),
    doubts=(
        Text(
            "Pembulatan resmi belum pasti: BKN mencetak dua desimal, dokumen PAK beredar dengan tiga. Jumlah dihitung "
            "dari nilai tepat, lalu dibulatkan.",
            "The official rounding is open: BKN prints two places, documents carry three. Sums use exact values.",
        ),
    ),
)

RULESETS = (CREDIT_2023,)
