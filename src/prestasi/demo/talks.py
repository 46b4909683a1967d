"""Dialogues past and coming, agreements with their ages, requests for feedback, improvement plans."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from django.db import connections

from prestasi.demo.days import day
from prestasi.demo.planning import Plans
from prestasi.demo.seeded import Ints, stream
from prestasi.demo.settings import Order
from prestasi.demo.world import Table

NAMESPACE = uuid.UUID("6f0f5a8e-6d0c-4a5b-9a3e-0d1c7f3b2a10")
NOTES = (
    "Cakupan naik, data dua kelurahan belum masuk. Hambatan utama ada pada pencatatan.",
    "Target triwulan tercapai. Dibahas pembagian tugas selama cuti bersama.",
    "Bukti perlu memuat tanggal dan tempat. Disepakati contoh yang dipakai bersama.",
    "Beban kerja ditinjau; satu kegiatan digeser ke bulan berikutnya.",
)
ACTIONS = (
    ("Kirim rekap dua kelurahan yang tertinggal", "rekap masuk dan diperiksa"),
    ("Susun contoh bukti yang lengkap", "contoh dipakai rekan satu unit"),
    ("Ikut pelatihan pencatatan", "sertifikat terlampir"),
    ("Siapkan data sejak pekan terakhir bulan berjalan", "laporan masuk sebelum batas"),
    ("Pinjamkan petugas pencatatan dua hari", "petugas hadir"),
)
TOPICS = ("{progress}", "{progress,obstacle}", "{support}", "{development,progress}")
TABLES = [
    "dialogue_dialogue", "dialogue_agreement", "dialogue_agreementreview", "dialogue_feedbackrequest",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Talks:
    """Row of the plan, day, and whether the talk is still to come, of each dialogue."""

    plan: Ints
    on: np.ndarray
    is_coming: np.ndarray


def tables(order: Order, plans: Plans, cast: dict[str, int]) -> Iterator[Table]:
    """All tables of dialogues, about two thirds of the staff with one this year."""
    talks = _drawn(order, plans, cast)
    dialogues = _dialogues(order, plans, talks)
    agreements = _agreements(order, dialogues)
    yield "dialogue_dialogue", dialogues
    yield "dialogue_agreement", agreements
    yield "dialogue_agreementreview", _reviews(dialogues, agreements)
    yield "dialogue_feedbackrequest", _requests(order, plans, cast)


def _drawn(order: Order, plans: Plans, cast: dict[str, int]) -> _Talks:
    random = stream(order.seed, "talks")
    today = day(order.today)
    frame = plans.frame
    known = (frame["version"] > 0) & frame["rater_id"].is_not_null()
    live = np.flatnonzero(known.to_numpy() & (plans.ends_on >= today) & (plans.starts_on < today - 70))
    stars = np.isin(plans.person[live], list(cast.values()))
    first = live[(random.random(len(live)) < 0.6) | stars]
    again = live[(random.random(len(live)) < 0.3) | stars]
    coming = live[(random.random(len(live)) < 0.08) | stars]
    plan = np.concatenate([first, again, coming])
    back = np.concatenate([random.integers(50, 68, len(first)), random.integers(8, 40, len(again))])
    ahead = np.busday_offset(today + random.integers(2, 9, len(coming)), 0, roll="forward")
    on = np.concatenate([np.busday_offset(today - back, 0, roll="backward"), ahead])
    is_coming = np.arange(len(plan)) >= len(first) + len(again)
    return _Talks(plan, on, is_coming)


def _dialogues(order: Order, plans: Plans, talks: _Talks) -> pl.DataFrame:
    random = stream(order.seed, "talk words")
    size = len(talks.plan)
    starts = talks.on.astype("datetime64[m]") + random.choice([540, 630, 810, 900], size)
    words, told = random.integers(0, len(NOTES), size), pl.Series(~talks.is_coming)
    asked = random.random(size) < 0.45
    confirmed = starts + 1500
    return pl.DataFrame(
        {
            "id": np.arange(1, size + 1), "kind": ["check_in"] * size,
            "state": np.where(talks.is_coming, np.where(asked, "proposed", "agreed"), "confirmed").tolist(),
            "person_id": plans.frame["person_id"].to_numpy()[talks.plan],
            "leader_id": plans.frame["rater_id"].to_numpy()[talks.plan],
            "proposed_by": np.where(asked, "employee", "leader").tolist(),
            "proposed_at": np.minimum(starts - 5 * 1440, day(order.today).astype("datetime64[m]") - 60
                                      ).astype("datetime64[us]"),
            "starts_at": starts.astype("datetime64[us]"), "minutes": np.full(size, 30), "place": [""] * size,
            "topics": [TOPICS[w] for w in words], "matter": [""] * size, "facts": ["[]"] * size,
            "notes": np.where(talks.is_coming, "", np.asarray(NOTES, dtype=object)[words]).tolist(),
            "recorded_by": np.where(talks.is_coming, "", "leader").tolist(), "ended_reason": [""] * size,
            "ended_by": [""] * size, "uid": [str(uuid.uuid5(NAMESPACE, f"{order.seed}-{n}")) for n in range(size)],
            "sequence": np.zeros(size, int), "lock_version": np.where(talks.is_coming, 1, 3),
            "held_on": talks.on, "next_on": talks.on + 45,
            "employee_confirmed_at": confirmed.astype("datetime64[us]"),
            "leader_confirmed_at": (confirmed - 1440).astype("datetime64[us]"),
        }
    ).with_columns(
        pl.when(told).then(pl.col(name)).otherwise(None)
        for name in ("held_on", "next_on", "employee_confirmed_at", "leader_confirmed_at")
    )  # fmt: skip


def _agreements(order: Order, dialogues: pl.DataFrame) -> pl.DataFrame:
    """One or two for each dialogue that was held; two thirds are done."""
    random = stream(order.seed, "talk agreements")
    held = dialogues.filter(pl.col("held_on").is_not_null())
    frame = held[np.repeat(np.arange(len(held)), random.integers(1, 3, len(held)))]
    size = len(frame)
    words, is_done = random.integers(0, len(ACTIONS), size), random.random(size) < 0.64
    agreed = frame["held_on"].to_numpy().astype("datetime64[D]")
    ended = np.minimum(agreed + random.integers(5, 30, size), day(order.today) - 1)
    return pl.DataFrame(
        {
            "id": np.arange(1, size + 1), "person_id": frame["person_id"], "dialogue_id": frame["id"],
            "owner": np.where(words == 4, "leader", "employee").tolist(), "text": [ACTIONS[w][0] for w in words],
            "sign": [ACTIONS[w][1] for w in words], "agreed_on": agreed, "due_on": agreed + 30,
            "state": np.where(is_done, "done", "open").tolist(), "ended_note": [""] * size,
            "ended_at": (ended.astype("datetime64[m]") + 600).astype("datetime64[us]"),
            "ended_by_id": np.where(words == 4, frame["leader_id"].to_numpy(), frame["person_id"].to_numpy()),
        }
    ).with_columns(
        pl.when(pl.Series(is_done)).then(pl.col(name)).otherwise(None) for name in ("ended_at", "ended_by_id")
    )  # fmt: skip


def _reviews(dialogues: pl.DataFrame, agreements: pl.DataFrame) -> pl.DataFrame:
    """Each later dialogue of the same person at which an agreement was still open."""
    later = dialogues.filter(pl.col("held_on").is_not_null()).select(
        "person_id", "held_on", review="id", reviewed_at="leader_confirmed_at"
    )
    open_ones = agreements.filter(pl.col("state") == "open").select("person_id", "agreed_on", agreement_id="id")
    found = open_ones.join(later, on="person_id").filter(pl.col("held_on") > pl.col("agreed_on"))
    found = found.select("agreement_id", "reviewed_at", dialogue_id="review").sort("agreement_id", "dialogue_id")
    return found.with_columns(id=pl.int_range(1, pl.len() + 1))


def _requests(order: Order, plans: Plans, cast: dict[str, int]) -> pl.DataFrame:
    """The employee asks the superior, and the superior asks the unit's head."""
    rows: list[dict[str, object]] = []
    pairs = (("employee", "supervisor", "Apa satu hal yang sebaiknya saya ubah pada laporan bulanan?"),
             ("supervisor", "unit_head", ""))  # fmt: skip
    for asker, asked, question in pairs:
        mine = np.flatnonzero((plans.person == cast[asker]) & (plans.year == order.today.year))
        if len(mine):
            rows.append({
                "id": len(rows) + 1, "plan_id": int(mine[-1]) + 1, "asked_by_id": cast[asker] + 1,
                "asked_id": cast[asked] + 1, "question": question, "state": "open",
                "asked_at": dt.datetime.combine(order.today - dt.timedelta(days=2), dt.time(10)), "answered_at": None,
            })  # fmt: skip
    schema = {"answered_at": pl.Datetime}
    return pl.DataFrame(rows, schema_overrides=schema)


IMPROVEMENTS = """
INSERT INTO dialogue_improvementplan (evaluation_id, person_id, leader_id, unit_id, predicate, state, starts_on,
  ends_on, expectation, outcome, outcome_note, opened_at, lock_version, employee_agreed_at, leader_agreed_at)
SELECT DISTINCT ON (e.person_id) e.id, e.person_id, l.superior_id, e.unit_id, e.predicate, 'agreed',
  e.received_at::date, (e.received_at::date + interval '6 months' - interval '1 day')::date,
  'Laporan masuk tepat waktu dan dapat diperiksa, tanpa teguran dari warga maupun rekan.', '', '', e.received_at, 2,
  e.received_at + interval '5 days', e.received_at + interval '3 days'
FROM performance_evaluation e JOIN people_reportingline l ON l.person_id = e.person_id AND l.valid_to IS NULL
WHERE e.predicate IN (4, 5) AND e.received_at > %(today)s::date - interval '150 days' ORDER BY e.person_id, e.id DESC;
INSERT INTO dialogue_improvementstep (plan_id, "order", text, sign, support, due_on, done_note)
SELECT p.id, s.n, s.text, s.sign, s.support, p.starts_on + 30 * s.n, '' FROM dialogue_improvementplan p CROSS JOIN
  (VALUES (1, 'Menyusun jadwal laporan mingguan bersama atasan', 'jadwal disepakati', 'contoh jadwal'),
          (2, 'Mengikuti pelatihan pelayanan', 'sertifikat', 'izin dua hari')) AS s(n, text, sign, support);
"""


def add_improvements(using: str, today: dt.date) -> None:
    """Running improvement plans for the opened results of the last months with one of the two lowest predicates."""
    with connections[using].cursor() as cursor:
        for statement in IMPROVEMENTS.split(";\n")[:2]:
            cursor.execute(statement, {"today": today} if "%(today)s" in statement else None)
