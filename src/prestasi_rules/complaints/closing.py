"""Menutup dan membuka kembali: the reopen window from the moment of resolving, and pictures used twice as evidence."""

from datetime import date

from prestasi_rules.declare import failing, figure, flag, passing, step
from prestasi_rules.fixed import col, when
from prestasi_rules.moments import due, minutes, moment
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

WINDOW = "Keputusan produk: masa buka kembali berjalan sejak diselesaikan, bukan sejak perubahan terakhir"
PICTURE = "Keputusan produk: bukti diperiksa terhadap bukti tiket lain"
NONE = Text("tidak ada", "none")

REOPEN_WINDOW_1 = RuleSet(
    id="reopen-window-1",
    title=Text("Masa buka kembali", "Reopen window"),
    subject="reopen-window",
    valid_from=date(2018, 1, 1),
    legal_basis=("Keputusan produk",),
    parameters=load("reopen-window-1"),
    inputs=(
        *moment("resolved", Text("Diselesaikan", "Resolved")),
        *moment("asked", Text("Diminta buka kembali", "Asked to reopen"), empty=NONE),
    ),
    steps=(
        *due(
            "closes",
            Text("Masa buka kembali berakhir", "The window closes"),
            "resolved_on resolved_minute",
            lambda p: minutes("resolved") + p["window_hours"] * 60,
            basis=WINDOW,
            confidence="PD",
        ),
        step(
            "may_reopen",
            Text("Boleh dibuka kembali", "May be reopened"),
            "asked_on asked_minute resolved_on resolved_minute closes_moment",
            lambda p: (minutes("asked") >= minutes("resolved")) & (minutes("asked") <= col("closes_moment")),
            Text(
                "Diminta {asked_on} pukul {asked_minute}; berakhir {closes_moment}: {may_reopen}.",
                "Asked {asked_on} at {asked_minute}; closes {closes_moment}: {may_reopen}.",
            ),
            basis=WINDOW,
            confidence="PD",
            kind="boolean",
            empty=Text("tidak diminta", "not asked"),
        ),
    ),
    outputs=("closes_on", "closes_minute", "may_reopen"),
)

FAULTS = {
    "similar_picture": Text("bukti mirip tiket lain", "the picture is like one of another ticket"),
    "older_than_report": Text("foto lebih lama daripada laporan", "the photo is older than the report"),
    "no_original": Text("berkas asli tidak ada", "no original file"),
    "ai_made": Text("gambar dibuat atau diubah AI", "made or changed by AI"),
}

EVIDENCE_REUSE_1 = RuleSet(
    id="evidence-reuse-1",
    title=Text("Keaslian bukti penyelesaian", "Integrity of the proof"),
    subject="evidence-reuse",
    valid_from=date(2018, 1, 1),
    legal_basis=("Keputusan produk",),
    parameters=load("evidence-reuse-1"),
    inputs=(
        figure(
            "nearest_distance",
            Text("Jarak ke foto termirip pada tiket lain", "Distance to the nearest photo of another ticket"),
            unit="bit",
            high=256,
            empty=Text("tidak ada foto lain", "no other photo"),
        ),
        flag("is_older", Text("Foto lebih lama daripada laporan", "The photo is older than the report")),
        flag("has_original", Text("Berkas asli tersimpan", "The original file is kept")),
        flag("is_ai_made", Text("Dinyatakan buatan atau ubahan AI", "Declared made or changed by AI")),
        flag("second_checker_agrees", Text("Pemeriksa kedua setuju", "A second checker agrees")),
    ),
    steps=(
        failing(
            "faults",
            Text("Temuan", "Findings"),
            FAULTS,
            "nearest_distance is_older has_original is_ai_made",
            lambda p: {
                "similar_picture": when(col("nearest_distance") <= p["distance_at_most"], True, False),
                "older_than_report": col("is_older"),
                "no_original": ~col("has_original"),
                "ai_made": col("is_ai_made"),
            },
            basis=PICTURE,
            confidence="PD",
        ),
        passing("is_clean", Text("Bukti tanpa temuan", "No findings"), "faults", basis=PICTURE, confidence="PD"),
        step(
            "may_propose_done",
            Text("Boleh diusulkan selesai", "May be proposed as done"),
            "is_clean second_checker_agrees is_ai_made",
            lambda p: col("is_clean") | (col("second_checker_agrees") & ~col("is_ai_made")),
            Text(
                "Bersih {is_clean}; pemeriksa kedua {second_checker_agrees}; AI {is_ai_made}: {may_propose_done}.",
                "No findings {is_clean}; second checker {second_checker_agrees}; AI {is_ai_made}: {may_propose_done}.",
            ),
            basis=PICTURE,
            confidence="PD",
            kind="boolean",
        ),
    ),
    outputs=("may_propose_done", "faults"),
)


def distance(first: int, second: int) -> int:
    """How many bits two perceptual hashes differ in."""
    return (first ^ second).bit_count()


RULESETS = (REOPEN_WINDOW_1, EVIDENCE_REUSE_1)
