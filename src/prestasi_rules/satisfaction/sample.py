"""Besar sampel Krejcie dan Morgan: how many users of a period must answer."""

from datetime import date

from prestasi_rules.declare import figure, step
from prestasi_rules.fixed import col, div_half_up, known, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import Option, RuleSet
from prestasi_rules.step import Text

BASIS = "Krejcie dan Morgan 1970; PermenPANRB 14/2017, penetapan responden"

SAMPLE_KM_1970 = RuleSet(
    id="sample-km-1970",
    title=Text("Besar sampel survei", "Sample size of a survey"),
    subject="sample-km",
    valid_from=date(1970, 1, 1),
    legal_basis=("Krejcie dan Morgan 1970", "PermenPANRB 14/2017"),
    parameters=load("sample-km-1970"),
    options=(
        Option(
            name="confidence",
            label=Text("Tingkat kepercayaan", "Confidence level"),
            default="95",
            readings={
                "95": Text("95 persen (khi-kuadrat 3,841)", "95 percent (chi-square 3.841)"),
                "99": Text("99 persen (khi-kuadrat 6,635)", "99 percent (chi-square 6.635)"),
                "90": Text("90 persen (khi-kuadrat 2,706)", "90 percent (chi-square 2.706)"),
            },
            basis="PermenPANRB 14/2017 menyebut taraf 1, 5 atau 10 persen",
            confidence="L",
        ),
    ),
    inputs=(
        figure(
            "population",
            Text("Pengguna layanan dalam periode", "Users of the service in the period"),
            unit="person",
            low=1,
            high=300_000_000,
        ),
        figure(
            "respondents",
            Text("Responden yang menjawab", "Respondents who answered"),
            unit="respondent",
            high=300_000_000,
            empty=Text("survei belum dijalankan", "the survey has not run"),
        ),
    ),
    steps=(
        step(
            "formula_size",
            Text("Besar sampel menurut rumus", "Sample size by the formula"),
            "population",
            lambda p: div_half_up(col("population") * p["chi2"], (col("population") - 1) * 10 + p["chi2"]),
            Text(
                "{chi2} x {population} x 0,25 dibagi (0,0025 x ({population} - 1) + {chi2} x 0,25), dibulatkan ke "
                "bilangan terdekat: {formula_size}.",
                "{chi2} x {population} x 0.25 over (0.0025 x ({population} - 1) + {chi2} x 0.25), rounded to "
                "nearest: {formula_size}.",
            ),
            basis=BASIS,
            unit="respondent",
        ),
        step(
            "sample_size",
            Text("Besar sampel", "Sample size"),
            "population formula_size",
            lambda p: when(
                col("population") == (p["override_population"] if p.option("confidence") == "95" else 0),
                p["override_size"],
                col("formula_size"),
            ),
            Text(
                "Tabel resmi berbeda dari rumus hanya pada {override_population} ({override_size}): {sample_size}.",
                "The official table differs from the formula only at {override_population} ({override_size}): "
                "{sample_size}.",
            ),
            basis=BASIS,
            unit="respondent",
        ),
        step(
            "is_enough",
            Text("Responden mencukupi", "Enough respondents"),
            "respondents sample_size",
            lambda p: col("respondents") >= col("sample_size"),
            basis=BASIS,
            confidence="L",
            kind="boolean",
        ),
        step(
            "still_needed",
            Text("Responden yang masih diperlukan", "Respondents still needed"),
            "respondents sample_size",
            lambda p: when(
                known("respondents"),
                when(col("respondents") < col("sample_size"), col("sample_size") - col("respondents"), 0),
            ),
            basis=BASIS,
            confidence="L",
            unit="respondent",
        ),
    ),
    outputs=("sample_size", "is_enough", "still_needed"),
    doubts=(
        Text(
            "Dibulatkan ke bilangan terdekat: begitu setiap baris tabel kecuali N = 100.000 terulang; pembulatan ke "
            "atas tidak mengulang 46 baris.",
            "Rounded to nearest: that reproduces every row of the table except N = 100,000; rounding up misses 46.",
        ),
        Text(
            "'Sedikitnya 150 responden' berasal dari aturan 2004 dan tidak dipakai.",
            "'At least 150 respondents' belongs to the rule of 2004 and is not used.",
        ),
    ),
)

RULESETS = (SAMPLE_KM_1970,)
