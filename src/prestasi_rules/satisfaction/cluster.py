"""Rumpun jawaban: what an index is with, without and with a capped cluster of like answers. A person decides."""

from datetime import date

from prestasi_rules.declare import figure, step
from prestasi_rules.fixed import col, div_half_up, known, smaller, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.satisfaction.elements import BAND_BASIS, BANDS, ikm_band
from prestasi_rules.step import Step, Text

BASIS = "Keputusan produk: serangan terhadap survei ditahan, diperiksa pihak luar, ketiga angka disimpan"
READINGS = {
    "raw": Text("semua jawaban", "all answers"),
    "as_one": Text("rumpun dihitung satu jawaban", "the cluster counted as one answer"),
    "capped": Text("rumpun dibatasi", "the cluster capped"),
}


def counted(name: str) -> tuple[Step, ...]:
    """The index when ``<name>_weight`` answers of the cluster count at the cluster's own mean."""
    label = READINGS[name]
    return (
        step(
            f"{name}_ikm",
            Text(f"IKM, {label.id}", f"Index, {label.en}"),
            f"other_sum other_answers cluster_sum cluster_answers {name}_weight",
            lambda p: when(
                col("cluster_answers") > 0,
                div_half_up(
                    (col("other_sum") * col("cluster_answers") + col("cluster_sum") * col(f"{name}_weight")) * 2500,
                    col("cluster_answers") * (col("other_answers") + col(f"{name}_weight")),
                ),
                div_half_up(col("other_sum") * 2500, col("other_answers")),
            ),
            Text(
                f"Jumlah {{other_sum}} dari {{other_answers}}, ditambah {{{name}_weight}} dari rumpun, dikali 25.",
                f"Sum {{other_sum}} of {{other_answers}}, plus {{{name}_weight}} of the cluster, times 25.",
            ),
            basis=BASIS,
            confidence="PD",
            unit="point",
            scale=100,
        ),
        step(
            f"{name}_band",
            Text(f"Mutu, {label.id}", f"Band, {label.en}"),
            f"{name}_ikm",
            lambda p: ikm_band(col(f"{name}_ikm"), p),
            basis=BAND_BASIS,
            codes=BANDS,
        ),
    )


SKM_CLUSTER_1 = RuleSet(
    id="skm-cluster-1",
    title=Text("Jawaban serempak dari satu rumpun", "Answers that come as one cluster"),
    subject="skm-cluster",
    valid_from=date(2017, 1, 1),
    legal_basis=("PermenPANRB 14/2017",),
    parameters=(*load("skm-2017"), *load("skm-cluster-1")),
    inputs=(
        figure("other_sum", Text("Jumlah nilai jawaban lain", "Sum of the other answers"), unit="point", high=400_000),
        figure("other_answers", Text("Jawaban lain", "Other answers"), unit="answer", high=100_000),
        figure("cluster_sum", Text("Jumlah nilai rumpun", "Sum of the cluster"), unit="point", high=400_000),
        figure("cluster_answers", Text("Jawaban rumpun", "Answers of the cluster"), unit="answer", high=100_000),
    ),
    steps=(
        step(
            "raw_weight",
            Text("Jawaban rumpun yang dihitung: semua", "Answers of the cluster counted: all"),
            "cluster_answers",
            lambda p: col("cluster_answers"),
            basis=BASIS,
            confidence="PD",
            unit="answer",
        ),
        step(
            "as_one_weight",
            Text("Jawaban rumpun yang dihitung: satu", "Answers of the cluster counted: one"),
            "cluster_answers",
            lambda p: smaller(col("cluster_answers"), 1),
            basis=BASIS,
            confidence="PD",
            unit="answer",
        ),
        step(
            "capped_weight",
            Text("Jawaban rumpun yang dihitung: dibatasi", "Answers of the cluster counted: capped"),
            "cluster_answers",
            lambda p: smaller(col("cluster_answers"), p["cap"]),
            Text("{cluster_answers}, paling banyak {cap}.", "{cluster_answers}, at most {cap}."),
            basis=BASIS,
            confidence="PD",
            unit="answer",
        ),
        *(found for name in READINGS for found in counted(name)),
        step(
            "is_held",
            Text("Angka resmi ditahan", "Official figure is held"),
            "cluster_answers raw_ikm",
            lambda p: known("raw_ikm") & (col("cluster_answers") > p["cap"]),
            Text(
                "Rumpun {cluster_answers}, batas {cap}: ditahan sampai peninjau di luar unit memutuskan: {is_held}.",
                "Cluster of {cluster_answers}, cap {cap}: held until a reviewer outside the unit decides: {is_held}.",
            ),
            basis=BASIS,
            confidence="PD",
            kind="boolean",
        ),
    ),
    outputs=("raw_ikm", "raw_band", "as_one_ikm", "as_one_band", "capped_ikm", "capped_band", "is_held"),
    doubts=(
        Text(
            "Rumpun dikenali lebih dulu (tautan, waktu, pola jawaban); di sini tidak ada jawaban yang dibuang.",
            "The cluster is recognised before this (link, time, pattern); these figures discard nobody's answer.",
        ),
    ),
)

RULESETS = (SKM_CLUSTER_1,)
