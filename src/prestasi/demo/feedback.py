"""Feedback notes (*umpan balik berkelanjutan*) by the superior and by colleagues."""

from __future__ import annotations

import numpy as np
import polars as pl

from prestasi.demo.days import day
from prestasi.demo.planning import Plans
from prestasi.demo.results import Results
from prestasi.demo.seeded import stream
from prestasi.demo.settings import Order

PRAISE = (
    "Data bulan ini lengkap dan terkirim sebelum batas waktu. Teruskan.",
    "Terima kasih sudah membantu rekan yang cuti tanpa mengurangi mutu layanan.",
    "Warga menyampaikan layanannya ramah dan jelas.",
    "Usulan perbaikan alur kerja sudah dicoba dan memotong waktu tunggu.",
    "Bukti yang dilampirkan rapi dan mudah diperiksa.",
)
CORRECTION = (
    "Realisasi masih di bawah target triwulan. Mari bahas hambatannya minggu depan.",
    "Bukti yang dilampirkan belum menunjukkan angka yang dilaporkan.",
    "Laporan terlambat tiga hari. Siapkan data sejak pekan terakhir bulan berjalan.",
    "Koordinasi dengan unit lain perlu dimulai lebih awal.",
)


def notes(order: Order, plans: Plans, found: Results) -> pl.DataFrame:
    """`performance_feedbacknote`: about one for every plan, more praise than correction."""
    random = stream(order.seed, "feedback")
    live = np.flatnonzero((plans.frame["version"].to_numpy() > 0) & (plans.starts_on < day(order.today) - 20))
    plan = np.sort(random.choice(live, round(len(live) * 1.1)))
    praised = random.random(len(plan)) < 0.72
    on_result = random.random(len(plan)) < 0.6
    last = np.minimum(plans.ends_on[plan], day(order.today) - 1)
    given = plans.starts_on[plan] + (random.random(len(plan)) * (last - plans.starts_on[plan]).astype(int)).astype(int)
    words = random.integers(0, 20, len(plan))
    size = len(plan)
    return pl.DataFrame(
        {
            "id": np.arange(1, size + 1),
            "plan_id": plan + 1,
            "result_id": pl.Series(np.where(on_result, found.first[plan] + 1, 0)).replace(0, None),
            "behaviour": pl.Series(np.where(on_result, 0, 1 + words % 7)).replace(0, None),
            "kind": np.where(praised, "praise", "correction"),
            "giver_role": "rater",
            "given_by_id": plans.frame["rater_id"].to_numpy()[plan],
            "given_at": (given.astype("datetime64[m]") + 540 + words * 9).astype("datetime64[us]"),
            "person_id": plans.person[plan] + 1,
            "text": [
                (PRAISE if ok else CORRECTION)[w % (5 if ok else 4)] for ok, w in zip(praised, words, strict=True)
            ],
        }
    )
