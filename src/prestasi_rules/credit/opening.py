"""AK dasar, moving in from another post, and integration of the old credit: what a ledger starts with."""

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from prestasi_rules.codes import PREDICATE, RANK, RANK_ORDER
from prestasi_rules.common import why_empty
from prestasi_rules.credit.levels import LEVEL
from prestasi_rules.declare import code, figure, flag, step
from prestasi_rules.fixed import band, cases, col, lookup, smaller, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import NOT_RATED, Text

EDUCATION = {
    "SD": Text("SD", "Primary school"),
    "SMP": Text("SMP", "Lower secondary school"),
    "SMA": Text("SMA atau sederajat", "Upper secondary school"),
    "D1": Text("D1", "Diploma 1"),
    "D2": Text("D2", "Diploma 2"),
    "D3": Text("D3", "Diploma 3"),
    "S1": Text("S1/D4", "Bachelor or diploma 4"),
    "S2": Text("S2", "Master"),
    "S3": Text("S3", "Doctorate"),
}


def base_of(level: nw.Expr, rank_order: nw.Expr, table: Mapping[str, Mapping[str, int]]) -> nw.Expr:
    """The credit behind a rank: the highest listed rank at or below it; null below the lowest one."""
    return cases(
        [
            (level == name, band(rank_order, {RANK_ORDER[rank]: credit for rank, credit in ranks.items()}))
            for name, ranks in table.items()
        ]
    )


BASE_2023 = RuleSet(
    id="credit-base-2023",
    title=Text("Angka kredit awal saat masuk jenjang", "Opening credit when entering a level"),
    subject="credit-base",
    valid_from=date(2023, 1, 1),
    legal_basis=("PermenPANRB 1/2023", "Per BKN 3/2023"),
    parameters=load("credit-2023") + load("credit-base-2023"),
    inputs=(
        code("level", Text("Jenjang yang dimasuki", "Level entered"), LEVEL),
        code("rank", Text("Pangkat/golongan", "Rank"), RANK),
        code(
            "predicate",
            Text("Predikat terakhir dalam jabatan lama", "Last predicate in the former post"),
            PREDICATE,
            empty=NOT_RATED,
        ),
        figure("years_in_rank", Text("Tahun penuh dalam pangkat", "Whole years in the rank"), unit="year", high=40),
        flag(
            "is_at_peak",
            Text("Pangkat puncak jabatan administrasi", "Peak rank of the administrative post"),
        ),
        flag("is_moving_in", Text("Pindah dari jabatan lain", "Moves in from another post")),
    ),
    steps=(
        step(
            "rank_order",
            Text("Urutan pangkat", "Order of the rank"),
            "rank",
            lambda p: lookup(col("rank"), RANK_ORDER),
            basis="PP 99/2000, daftar pangkat",
        ),
        step(
            "base_credit",
            Text("Angka kredit dasar", "Base credit"),
            "level rank_order",
            lambda p: base_of(col("level"), col("rank_order"), p["bases"]),
            Text(
                "Masuk {level} dengan pangkat {rank}: angka kredit dasar {base_credit}.",
                "Entering {level} with rank {rank}: base credit {base_credit}.",
            ),
            basis="Per BKN 3/2023, angka kredit dasar",
            confidence="L",
            unit="credit",
        ),
        step(
            "years_counted",
            Text("Tahun yang dihitung", "Years counted"),
            "years_in_rank is_at_peak",
            lambda p: when(col("is_at_peak"), smaller(col("years_in_rank"), p["peak_years"]), col("years_in_rank")),
            Text(
                "{years_in_rank} dalam pangkat; pada pangkat puncak paling banyak {peak_years}: {years_counted}.",
                "{years_in_rank} in the rank; at the peak rank at most {peak_years}: {years_counted}.",
            ),
            basis="Per BKN 3/2023, perpindahan dari jabatan lain",
            unit="year",
        ),
        step(
            "moved_credit",
            Text("Angka kredit dari masa jabatan lama", "Credit from the time before"),
            "level predicate years_counted is_moving_in",
            lambda p: when(
                col("is_moving_in"),
                lookup(col("predicate"), p["percents"])
                * lookup(col("level"), p["coefficients"])
                * col("years_counted"),
                0,
            ),
            Text(
                "Pindah jabatan: {is_moving_in}; persentase {predicate} x koefisien {level} x {years_counted}: "
                "{moved_credit}.",
                "Moves in: {is_moving_in}; percent of {predicate} x coefficient of {level} x {years_counted}: "
                "{moved_credit}.",
            ),
            basis="Per BKN 3/2023, perpindahan dari jabatan lain",
            unit="credit",
            scale=10_000,
        ),
        step(
            "opening_credit",
            Text("Angka kredit awal", "Opening credit"),
            "base_credit moved_credit",
            lambda p: col("base_credit") * 10_000 + col("moved_credit"),
            Text(
                "{base_credit} ditambah {moved_credit}: {opening_credit}.",
                "{base_credit} plus {moved_credit}: {opening_credit}.",
            ),
            basis="Per BKN 3/2023",
            unit="credit",
            scale=10_000,
        ),
        why_empty(
            "opening_credit",
            Text("angka kredit awal", "opening credit"),
            {
                "base_credit": (
                    "rank_below_level",
                    Text("pangkat di bawah jenjang ini", "the rank is below this level"),
                ),
                "moved_credit": ("predicate_missing", Text("predikat belum ada", "no predicate yet")),
            },
        ),
    ),
    outputs=("opening_credit", "base_credit", "moved_credit", "opening_credit_reason"),
    doubts=(
        Text(
            "Dasar 100 pada III/d dan pada IV/a di Ahli Pertama pasti; baris lain mungkin. Nilai 50 untuk III/d yang "
            "beredar keliru.",
            "Base 100 at III/d and at IV/a in Ahli Pertama is sure; other rows are likely. A circulating 50 for III/d "
            "is wrong.",
        ),
        Text(
            "Rumus perpindahan dikenal dari satu contoh saja.",
            "The formula for moving in is known from one example only.",
        ),
    ),
)

INTEGRATION_2023 = RuleSet(
    id="credit-integration-2023",
    title=Text("Integrasi angka kredit lama", "Integration of conventional credit"),
    subject="credit-integration",
    valid_from=date(2023, 1, 1),
    legal_basis=("PermenPANRB 1/2023", "Per BKN 3/2023"),
    parameters=load("credit-integration-2023"),
    inputs=(
        code("education", Text("Pendidikan dasar pengangkatan", "Education at appointment"), EDUCATION),
        figure(
            "conventional_credit",
            Text("Angka kredit konvensional", "Conventional credit"),
            unit="credit",
            scale=1000,
            high=100_000,
        ),
    ),
    steps=(
        step(
            "education_base",
            Text("Nilai dasar pendidikan", "Base value of the education"),
            "education",
            lambda p: lookup(col("education"), p["education_bases"]),
            Text("{education}: nilai dasar {education_base}.", "{education}: base {education_base}."),
            basis="Per BKN 3/2023, integrasi",
            confidence="U",
            unit="credit",
        ),
        step(
            "integrated_credit",
            Text("Angka kredit integrasi", "Integrated credit"),
            "conventional_credit education_base",
            lambda p: col("conventional_credit") - col("education_base") * 1000,
            Text(
                "{conventional_credit} dikurangi {education_base}: {integrated_credit}.",
                "{conventional_credit} less {education_base}: {integrated_credit}.",
            ),
            basis="Per BKN 3/2023, integrasi",
            unit="credit",
            scale=1000,
        ),
    ),
    outputs=("integrated_credit",),
    doubts=(
        Text(
            "Nilai dasar menurut pendidikan berasal dari satu alat saja dan belum terverifikasi.",
            "The bases by education come from one tool and are unverified.",
        ),
    ),
)

RULESETS = (BASE_2023, INTEGRATION_2023)
