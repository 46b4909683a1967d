"""Peringkat seleksi terbuka (PermenPANRB 15/2019): weighted scores, ties by stated order, the top three."""

from datetime import date

import narwhals as nw

from prestasi_rules.codes import RANK, RANK_ORDER
from prestasi_rules.declare import code, figure, flag, key, step
from prestasi_rules.fixed import col, div_half_up, known, lookup, reason, total, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import NOT_RATED, Text
from prestasi_rules.weights import hundred

POST = "selection_key"
BASIS = "PermenPANRB 15/2019"
PARTS = {
    "track_record": Text("Rekam jejak", "Track record"),
    "competence": Text("Kompetensi manajerial dan sosial kultural", "Managerial and socio-cultural competence"),
    "paper": Text("Makalah", "Paper"),
    "interview": Text("Wawancara", "Interview"),
}

OUT = Text("tidak diperingkat", "not ranked")

SELECTION_2019 = RuleSet(
    id="selection-2019",
    title=Text("Peringkat seleksi terbuka", "Ranking of an open selection"),
    subject="selection",
    valid_from=date(2019, 1, 1),
    legal_basis=(BASIS,),
    parameters=load("selection-2019"),
    together=(POST,),
    inputs=(
        key(POST, Text("Seleksi", "Selection")),
        flag(
            "passes_administration", Text("Lulus administrasi, kesehatan, psikologi", "Passes administration, health")
        ),
        *(figure(name, label, unit="point", scale=100, high=100, empty=NOT_RATED) for name, label in PARTS.items()),
        code("rank", Text("Pangkat", "Rank"), RANK),
    ),
    steps=(
        step(
            "score_sum",
            Text("Nilai tepat, untuk urutan", "Exact score, for the order"),
            "passes_administration track_record competence paper interview",
            lambda p: when(
                col("passes_administration"),
                total(col(part) * weight for part, weight in hundred("weights", p["weights"]).items()),
            ),
            basis=BASIS,
            confidence="U",
            empty=OUT,
        ),
        step(
            "score",
            Text("Nilai akhir", "Final score"),
            "score_sum",
            lambda p: div_half_up(col("score_sum"), 100),
            Text(
                "Rekam jejak {track_record}, kompetensi {competence}, makalah {paper}, wawancara {interview} dengan "
                "bobot {weights}: {score}.",
                "Track record {track_record}, competence {competence}, paper {paper}, interview {interview} with "
                "weights {weights}: {score}.",
            ),
            basis=BASIS,
            confidence="U",
            unit="point",
            scale=100,
            empty=OUT,
        ),
        step(
            "score_place",
            Text("Urutan menurut nilai", "Place by score"),
            f"score_sum {POST}",
            lambda p: when(
                known("score_sum"), col("score_sum").rank("dense", descending=True).over(POST).cast(nw.Int64)
            ),
            basis=BASIS,
            empty=OUT,
        ),
        step(
            "tie_key",
            Text("Pembeda nilai sama", "Tie break"),
            "interview competence track_record rank",
            lambda p: (
                col("interview") * 10**11
                + col("competence") * 10**6
                + col("track_record") * 100
                + lookup(col("rank"), RANK_ORDER)
            ),
            Text(
                "Seri: wawancara {interview}, kompetensi {competence}, rekam jejak {track_record}, pangkat {rank}.",
                "Ties: interview {interview}, competence {competence}, track record {track_record}, rank {rank}.",
            ),
            basis="Keputusan produk: urutan pembeda",
            confidence="PD",
            empty=OUT,
        ),
        step(
            "place",
            Text("Peringkat", "Place"),
            f"score_place tie_key {POST}",
            lambda p: when(
                known("score_place"),
                (col("score_place") * -(10**16) + col("tie_key"))
                .rank("min", descending=True)
                .over(POST)
                .cast(nw.Int64),
            ),
            Text("Peringkat {place}.", "Place {place}."),
            basis=BASIS,
            empty=OUT,
        ),
        step(
            "is_finalist",
            Text("Tiga terbaik", "Among the top three"),
            "place",
            lambda p: col("place") <= p["finalists"],
            Text(
                "Diumumkan {finalists} terbaik; PPK memilih salah satu dengan alasan: {is_finalist}.",
                "The best {finalists} are announced; the appointing authority picks any with a reason: {is_finalist}.",
            ),
            basis=BASIS,
            kind="boolean",
            empty=OUT,
        ),
        step(
            "place_reason",
            Text("Alasan tidak diperingkat", "Why not ranked"),
            "passes_administration track_record competence paper interview",
            lambda p: reason(
                {"administration_failed": ~col("passes_administration")}
                | {f"{part}_missing": ~known(part) for part in PARTS}
            ),
            basis=BASIS,
            confidence="PD",
            codes={"administration_failed": Text("tidak lulus administrasi", "failed the administrative stage")}
            | {
                f"{part}_missing": Text(f"{label.id} belum dinilai", f"{label.en} not scored")
                for part, label in PARTS.items()
            },
            empty=Text("diperingkat", "ranked"),
        ),
    ),
    outputs=("place", "score", "is_finalist", "place_reason"),
    doubts=(
        Text(
            "Bobot ditetapkan tiap seleksi dan dibekukan saat pengumuman; bakunya belum terverifikasi.",
            "Weights are set for each selection and frozen at the announcement; the default is unverified.",
        ),
    ),
)

RULESETS = (SELECTION_2019,)
