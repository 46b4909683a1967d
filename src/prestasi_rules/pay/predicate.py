"""TPP menurut predikat: an example in which one half of the allowance follows the predicate, for estimates of cost."""

from datetime import date

from prestasi_rules.codes import PREDICATE
from prestasi_rules.common import why_empty
from prestasi_rules.declare import code, figure, step
from prestasi_rules.fixed import col, div_half_up, lookup
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import NOT_RATED, Text

BASIS = "PP 12/2019 Pasal 58; porsinya contoh, bukan peraturan"
NO_AMOUNT = Text("belum diketahui", "not known")

TPP_PREDICATE_1 = RuleSet(
    id="tpp-predicate-1",
    title=Text("Contoh TPP menurut predikat", "Example: performance pay by predicate"),
    subject="tpp-predicate",
    valid_from=date(2021, 1, 1),
    legal_basis=("PP 12/2019 Pasal 58", "Kepmendagri 900-4700/2020"),
    parameters=load("tpp-predicate-1"),
    status="unverified",
    inputs=(
        code("predicate", Text("Predikat", "Predicate"), PREDICATE, empty=NOT_RATED),
        figure(
            "tpp_amount", Text("Besaran TPP sebulan", "Monthly amount"), unit="rupiah", high=2 * 10**8, empty=NO_AMOUNT
        ),
    ),
    steps=(
        step(
            "predicate_share",
            Text("Bagian menurut predikat", "Share by predicate"),
            "predicate",
            lambda p: lookup(col("predicate"), p["predicate_percent"]),
            Text("Predikat {predicate}: {predicate_share}.", "Predicate {predicate}: {predicate_share}."),
            basis=BASIS,
            unit="percent",
        ),
        step(
            "paid_share",
            Text("Bagian yang dibayar", "Share that is paid"),
            "predicate_share",
            lambda p: col("predicate_share") + p["other_percent"],
            Text(
                "{predicate_share} ditambah bagian lain {other_percent}: {paid_share}.",
                "{predicate_share} plus the other share {other_percent}: {paid_share}.",
            ),
            basis=BASIS,
            confidence="PD",
            unit="percent",
        ),
        step(
            "paid_month",
            Text("TPP sebulan", "Allowance a month"),
            "tpp_amount paid_share",
            lambda p: div_half_up(col("tpp_amount") * col("paid_share"), 100),
            Text(
                "{tpp_amount} kali {paid_share}, dibulatkan sekali ke rupiah: {paid_month}.",
                "{tpp_amount} times {paid_share}, rounded once to whole rupiah: {paid_month}.",
            ),
            basis=BASIS,
            confidence="PD",
            unit="rupiah",
        ),
        step(
            "paid_year",
            Text("TPP setahun", "Allowance a year"),
            "paid_month",
            lambda p: col("paid_month") * p["months"],
            Text("{paid_month} kali {months}: {paid_year}.", "{paid_month} times {months}: {paid_year}."),
            basis=BASIS,
            confidence="PD",
            unit="rupiah",
        ),
        why_empty(
            "paid_year",
            Text("TPP setahun", "allowance of a year"),
            {
                "predicate": ("not_rated", Text("belum berpredikat", "no predicate")),
                "tpp_amount": ("no_amount", Text("besaran belum diketahui", "amount not known")),
            },
        ),
    ),
    outputs=("paid_year", "paid_year_reason"),
    doubts=(
        Text(
            "Porsi 50, 50, 35, 20 dan 0 persen adalah contoh satu penerapan publik; isi dengan peraturan daerah.",
            "Shares of 50, 50, 35, 20 and 0 % are one public example; put the region's own rule in their place.",
        ),
        Text(
            "Bagian kehadiran dianggap penuh: hasilnya perkiraan biaya, bukan hitungan pembayaran.",
            "The attendance share is taken as full: an estimate of cost, never a pay slip.",
        ),
    ),
)

RULESETS = (TPP_PREDICATE_1,)
