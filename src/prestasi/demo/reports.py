"""Reports (*realisasi*) and their evidence (*bukti dukung*) from the matrix of figures."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from prestasi.demo.days import day, first_of, month_end
from prestasi.demo.figures import ACCEPTED, RETURNED, Figures
from prestasi.demo.planning import Plans
from prestasi.demo.results import Indicators
from prestasi.demo.seeded import Ints, gathered, stream
from prestasi.demo.settings import Order

STATES = np.asarray(["", "accepted", "reported", "returned"], dtype=object)
RETURN_REASONS = (
    "Halaman 2 tidak terbaca, unggah ulang.",
    "Angka tidak sama dengan rekap unit.",
    "Bukti bulan sebelumnya terlampir lagi.",
)
KINDS = ("Rekap", "Laporan", "Register", "Daftar")
MONTH_WORDS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


@dataclass(slots=True)
class Counter:
    """Ids run on from chunk to chunk."""

    progress: int = 0
    evidence: int = 0
    kept: list[pl.DataFrame] = field(default_factory=list)


def reports(
    order: Order, plans: Plans, measured: Indicators, found: Figures, counter: Counter, chunk: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`performance_progress` and `performance_evidence` of one chunk, in order of indicator and month."""
    row, month = np.nonzero(found.state)
    indicator = row + found.first
    plan = measured.plan[indicator]
    random = stream(order.seed, f"reports {chunk}")
    state = found.state[row, month]
    on = month_end(first_of(plans.year[plan], month + 1))
    today = day(order.today)
    reported = np.minimum(on + random.integers(0, 6, len(row)), today - 1)
    verified = np.minimum(reported + random.integers(1, 8, len(row)), today)
    decided = (state == ACCEPTED) | (state == RETURNED)
    rater = plans.frame["rater_id"].to_numpy()[plan]
    ids = np.arange(counter.progress + 1, counter.progress + len(row) + 1)
    counter.progress += len(row)
    minutes = random.integers(0, 480, len(row))
    progress = pl.DataFrame(
        {
            "id": ids,
            "indicator_id": indicator + 1,
            "plan_id": plan + 1,
            "on": on,
            "value": found.value[row, month],
            "note": "",
            "state": gathered(STATES, state.astype(np.int64)),
            "reported_by_id": plans.person[plan] + 1,
            "reported_at": _moment(reported, 8, minutes),
            "verified_by_id": pl.Series(np.where(decided, rater, 0)).replace(0, None),
            "verified_at": pl.Series(np.where(decided, _moment(verified, 9, minutes), np.datetime64("NaT", "us"))),
            "return_reason": [RETURN_REASONS[i % 3] if s == RETURNED else "" for i, s in zip(ids, state, strict=True)],
        }
    )
    return progress, _evidence(plans, measured, counter, progress, indicator, month)


def _moment(days: np.ndarray, hour: int, minutes: Ints) -> np.ndarray:
    return (days.astype("datetime64[m]") + hour * 60 + minutes).astype("datetime64[us]")


def _evidence(
    plans: Plans, measured: Indicators, counter: Counter, progress: pl.DataFrame, indicator: Ints, month: Ints
) -> pl.DataFrame:
    """A record of a reporting system for each report: its number is the reference, and what the hash is over."""
    size = len(progress)
    ids = np.arange(counter.evidence + 1, counter.evidence + size + 1)
    counter.evidence += size
    year = plans.year[measured.plan[indicator]]
    frame = pl.DataFrame(
        {
            "id": ids,
            "progress_id": progress["id"],
            "word": gathered(np.asarray(KINDS, dtype=object), indicator % 4),
            "name": measured.frame["name"].gather(indicator),
            "month": gathered(np.asarray(MONTH_WORDS, dtype=object), month),
            "year": year,
            "number": month + 1,
        }
    )
    frame = frame.select(
        "id",
        "progress_id",
        pl.lit("record").alias("kind"),
        pl.format("{}: {}, {} {}", "word", "name", "month", "year").str.slice(0, 200).alias("title"),
        pl.format(
            "SIM/{}/{}/{}",
            "year",
            pl.col("number").cast(pl.String).str.zfill(2),
            pl.col("id").cast(pl.String).str.zfill(8),
        ).alias("reference"),
    )
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in frame["reference"]]
    return frame.with_columns(
        sha256=pl.Series(hashes), media_type=pl.lit(""), size=pl.lit(0),
        added_by_id=progress["reported_by_id"], added_at=progress["reported_at"],
    )  # fmt: skip
