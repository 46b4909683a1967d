"""Keadaan angka warga sebagai indikator: shadow, hidden, indicative, held or valid.."""

from datetime import date

from prestasi_rules.calendar.columns import READINGS, WORKING_DAYS, day_of, working_number
from prestasi_rules.dates import add_months
from prestasi_rules.declare import day, figure, flag, step
from prestasi_rules.fixed import cases, col
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

STATUS = {
    "SHADOW": Text("bayangan: diperlihatkan, belum dihitung", "shadow: shown, does not count yet"),
    "HIDDEN": Text("tersembunyi: terlalu sedikit jawaban", "hidden: too few answers"),
    "HELD": Text("ditahan: menunggu peninjau", "held: waits for a reviewer"),
    "INDICATIVE": Text("indikatif: sampel belum cukup", "indicative: the sample is too small"),
    "VALID": Text("sah: dapat diterima pejabat penilai", "valid: may be accepted by the rating officer"),
}
BASIS = "Keputusan produk: angka warga masuk indikator unit hanya lewat keputusan orang"

INDICATOR_STATUS_1 = RuleSet(
    id="indicator-status-1",
    title=Text("Keadaan indikator dari warga", "Status of a citizen indicator"),
    subject="indicator-status",
    valid_from=date(2022, 1, 1),
    legal_basis=("Keputusan produk atas PermenPANRB 6/2022",),
    parameters=(*load("indicator-status-1"), *WORKING_DAYS),
    options=READINGS,
    inputs=(
        day("shown_since", Text("Mulai diperlihatkan", "Shown since")),
        day("on", Text("Keadaan pada", "As of")),
        figure("n", Text("Jawaban", "Answers"), unit="respondent", high=300_000_000),
        figure("sample_size", Text("Besar sampel", "Sample size"), unit="respondent", high=300_000_000),
        flag("is_held", Text("Ditahan peninjau", "Held by a reviewer")),
        day("attributed_on", Text("Diatribusikan", "Attributed on"), empty=Text("belum", "not yet")),
    ),
    steps=(
        step(
            "counts_from",
            Text("Dihitung mulai", "Counts from"),
            "shown_since",
            lambda p: add_months(col("shown_since"), p["shadow_months"]),
            basis="Keputusan produk: masa bayangan",
            confidence="PD",
            kind="date",
        ),
        step(
            "status",
            Text("Keadaan", "Status"),
            "n is_held on counts_from sample_size",
            lambda p: cases(
                [
                    (col("n") < p["hidden_under"], "HIDDEN"),
                    (col("is_held"), "HELD"),
                    (col("on") < col("counts_from"), "SHADOW"),
                    (col("n") < col("sample_size"), "INDICATIVE"),
                ],
                default="VALID",
            ),
            Text(
                "{n} jawaban, sampel {sample_size}, dihitung mulai {counts_from}, ditahan {is_held}: {status}.",
                "{n} answers, sample {sample_size}, counts from {counts_from}, held {is_held}: {status}.",
            ),
            basis=BASIS,
            confidence="PD",
            codes=STATUS,
        ),
        step(
            "feeds_indicator",
            Text("Dapat masuk indikator unit", "May feed the unit's indicator"),
            "status",
            lambda p: col("status") == "VALID",
            basis=BASIS,
            confidence="PD",
            kind="boolean",
        ),
        step(
            "attributed_number",
            Text("Hari kerja atribusi", "Working day of the attribution"),
            "attributed_on",
            lambda p: working_number("attributed_on", p),
            basis="Hari kerja; hari kejadian adalah hari ke-0",
            confidence="L",
            empty=Text("belum diatribusikan, atau kalender belum dimuat", "not attributed, or calendar not loaded"),
        ),
        step(
            "contest_by",
            Text("Sanggahan paling lambat", "Contest by"),
            "attributed_number",
            lambda p: day_of(col("attributed_number") + p["contest_days"], p),
            basis="Keputusan produk: unit dapat menyanggah atribusi",
            confidence="PD",
            kind="date",
            empty=Text("belum diatribusikan, atau kalender belum dimuat", "not attributed, or calendar not loaded"),
        ),
    ),
    outputs=("status", "feeds_indicator", "counts_from", "contest_by"),
)

RULESETS = (INDICATOR_STATUS_1,)
