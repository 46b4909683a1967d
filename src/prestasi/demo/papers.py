"""What surrounds a plan: attachments (*lampiran SKP*), behaviour expectations, and the agreed version as a document."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import numpy as np
import polars as pl

from prestasi.demo.planning import Plans
from prestasi.demo.results import Indicators, Results
from prestasi.demo.seeded import stream
from prestasi.demo.settings import Order
from prestasi.performance.behaviours import BEHAVIOURS

SUPPORT = (
    "Anggaran kegiatan sesuai DPA unit", "Bimbingan rutin dari atasan", "Perangkat kerja dan jaringan internet",
    "Kendaraan operasional untuk kunjungan lapangan", "Akses aplikasi dan data pendukung",
)  # fmt: skip
ACCOUNTABILITY = (
    "Laporan capaian setiap bulan lewat Catat capaian", "Dialog kinerja setiap triwulan dengan atasan",
    "Laporan tertulis setiap akhir triwulan",
)  # fmt: skip
CONSEQUENCE = (
    "Tercapai: diusulkan penghargaan unit; tidak tercapai: bimbingan kinerja",
    "Hasil menjadi dasar pengembangan kompetensi tahun berikutnya",
)
EXPECTATIONS = (
    (1, "Sambut setiap warga dengan salam dan selesaikan keluhan pada hari yang sama."),
    (3, "Bagikan satu pelajaran baru kepada rekan setiap triwulan."),
    (6, "Coba cara kerja baru untuk mempercepat layanan, laporkan hasilnya di triwulan II."),
    (7, "Libatkan unit lain sejak perencanaan, bukan setelah masalah muncul."),
)


def attachments(plans: Plans) -> pl.DataFrame:
    """`performance_planattachment`: one line of each kind."""
    size = len(plans)
    who = plans.person
    kinds = [("support", SUPPORT), ("accountability", ACCOUNTABILITY), ("consequence", CONSEQUENCE)]
    frames = [
        pl.DataFrame({"plan_id": np.arange(1, size + 1), "text": [texts[i % len(texts)] for i in who]}).with_columns(
            kind=pl.lit(kind), order=pl.lit(1)
        )
        for kind, texts in kinds
    ]
    return pl.concat(frames).with_columns(id=pl.int_range(1, pl.len() + 1))


def expectations(order: Order, plans: Plans) -> pl.DataFrame:
    """`performance_behaviourexpectation`: one special expectation for about a fifth."""
    random = stream(order.seed, "expectations")
    chosen = np.flatnonzero(random.random(len(plans)) < 0.2)
    told = [EXPECTATIONS[i % len(EXPECTATIONS)] for i in plans.person[chosen]]
    return pl.DataFrame(
        {
            "id": np.arange(1, len(chosen) + 1),
            "plan_id": chosen + 1,
            "value": [value for value, _ in told],
            "text": [text for _, text in told],
        }
    )


@dataclass(frozen=True, slots=True)
class Sheets:
    """Everything a signed plan is made of: whole tables, `names` by person id, `parties` by plan id."""

    plans: Plans
    found: Results
    results: pl.DataFrame
    links: pl.DataFrame
    measured: Indicators
    names: pl.DataFrame
    parties: pl.DataFrame
    expectations: pl.DataFrame
    attachments: pl.DataFrame


def versions(order: Order, sheets: Sheets, chunk: tuple[int, int]) -> pl.DataFrame:
    """`performance_planversion` of the plans in rows `chunk[0]` to before `chunk[1]`: version 1 of each agreed plan.

    The document is canonical JSON (sorted keys, no spaces) with its SHA-256; the id is the one of the plan.
    """
    inside = pl.col("plan_id").is_between(chunk[0] + 1, chunk[1])
    frame = (
        sheets.plans.frame.slice(chunk[0], chunk[1] - chunk[0])
        .filter(pl.col("version") > 0)
        .join(_results_json(sheets, chunk), left_on="id", right_on="plan_id", how="left")
        .join(sheets.parties, left_on="id", right_on="plan_id", how="left")
        .join(_attached(sheets.attachments.filter(inside)), left_on="id", right_on="plan_id", how="left")
        .sort("id")
    )
    behaviours = _expected(sheets.expectations.filter(inside), frame["id"].to_list())
    documents = _documents(order, frame.with_columns(behaviours=pl.Series(behaviours, dtype=pl.String)))
    return frame.select(
        "id", plan_id="id", number=pl.lit(1), document=documents, sha256=_hashes(documents),
        submitted_by_id="person_id",
        agreed_by_id="agreed_by_id", agreed_at="agreed_at", reason=pl.lit(""),
    )  # fmt: skip


def _hashes(texts: pl.Series) -> pl.Series:
    return pl.Series([hashlib.sha256(text.encode()).hexdigest() for text in texts], dtype=pl.String)


def _documents(order: Order, frame: pl.DataFrame) -> pl.Series:
    year = pl.col("cycle_id") + order.first_year - 1
    text = pl.concat_str(
        pl.lit('{"agency":"' + order.agency.name + '","attachments":'), "attached", pl.lit(',"behaviours":'),
            "behaviours",
        pl.lit(',"ends_on":"'), pl.col("ends_on").cast(pl.String), pl.lit('","form":"'), "form",
        pl.lit('","format":1,"person":'), "person", pl.lit(',"rater":{"acting":"",'), pl.col("rater").str.slice(1),
        pl.lit(',"rater_superior":'), "rater_superior", pl.lit(',"results":['), "results",
        pl.lit('],"starts_on":"'), pl.col("starts_on").cast(pl.String), pl.lit('","version":1,"year":'),
        year.cast(pl.String), pl.lit("}"),
    )  # fmt: skip
    return frame.select(text.alias("document"))["document"]


def _expected(special: pl.DataFrame, plan_ids: list[int]) -> list[str]:
    own = {plan: (value, text) for plan, value, text in special.select("plan_id", "value", "text").iter_rows()}
    usual = _behaviours(0, "")
    return [_behaviours(*own[i]) if i in own else usual for i in plan_ids]


def _behaviours(number: int, text: str) -> str:
    rows = [
        {
            "expectation": text if b.number == number else "",
            "guides": list(b.guides),
            "name": b.name,
            "number": b.number,
        }
        for b in BEHAVIOURS
    ]
    return json.dumps(rows, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _attached(papers: pl.DataFrame) -> pl.DataFrame:
    """Plan id -> {"accountability":["…"],"consequence":["…"],"support":["…"]}."""
    lists = [
        papers.filter(pl.col("kind") == kind).select("plan_id", pl.col("text").alias(kind))
        for kind in ("accountability", "consequence", "support")
    ]
    wide = lists[0].join(lists[1], on="plan_id").join(lists[2], on="plan_id")
    return wide.select(
        "plan_id",
        attached=pl.concat_str(
            pl.lit('{"accountability":["'), "accountability", pl.lit('"],"consequence":["'), "consequence",
            pl.lit('"],"support":["'), "support", pl.lit('"]}'),
        ),
    )  # fmt: skip


def _results_json(sheets: Sheets, chunk: tuple[int, int]) -> pl.DataFrame:
    """Plan id -> its results, comma separated, each with sorted keys."""
    frame = sheets.results.filter(pl.col("plan_id").is_between(chunk[0] + 1, chunk[1]))
    first, last = (int(i) for i in np.searchsorted(sheets.measured.plan, chunk))
    joined = (
        frame.join(_served(sheets, frame), left_on="id", right_on="result_id", how="left")
        .join(
            _indicators_json(sheets.measured.frame.slice(first, last - first)),
            left_on="id",
            right_on="result_id",
            how="left",
        )
        .with_columns(pl.col("serves").fill_null(""))
    )
    text = pl.concat_str(
        pl.lit('{"assigned_by":"","classification":"'), "classification", pl.lit('","id":'),
            pl.col("id").cast(pl.String),
        pl.lit(',"indicators":['), "indicators", pl.lit('],"kind":"'), "kind", pl.lit('","order":'),
        pl.col("order").cast(pl.String), pl.lit(',"perspective":"'), "perspective", pl.lit('","serves":['), "serves",
        pl.lit('],"success_note":"","text":"'), "text", pl.lit('","unlinked_reason":"'), "unlinked_reason",
        pl.lit('"}'),
    )  # fmt: skip
    rows = joined.sort("id").select("plan_id", text.alias("results"))
    return rows.group_by("plan_id").agg(pl.col("results").str.join(","))


def _served(sheets: Sheets, frame: pl.DataFrame) -> pl.DataFrame:
    """Result id -> the leader's result or goal it serves."""
    links = sheets.links.join(frame.select(result_id="id", own_text="text"), on="result_id")
    above = sheets.results.select(parent_id="id", parent_text="text", plan_id="plan_id").filter(
        pl.col("parent_id").is_in(links["parent_id"].drop_nulls().unique().to_list())
    )
    of = sheets.plans.frame.select(plan_id="id", of="person_id").join(
        sheets.names.select(of="id", name="name"), on="of"
    )
    to_result = links.join(above, on="parent_id").join(of, on="plan_id").select(
        "result_id",
        serves=pl.concat_str(
            pl.lit('{"kind":"'), "kind", pl.lit('","of":"'), "name", pl.lit('","result":'),
            pl.col("parent_id").cast(pl.String), pl.lit(',"text":"'), "parent_text", pl.lit('"}'),
        ),
    )  # fmt: skip
    to_goal = links.filter(pl.col("goal_id").is_not_null()).select(
        "result_id",
        serves=pl.concat_str(
            pl.lit('{"goal":'), pl.col("goal_id").cast(pl.String), pl.lit(',"kind":"'), "kind",
            pl.lit('","of":"","text":"'), "own_text", pl.lit('"}'),
        ),
    )  # fmt: skip
    return pl.concat([to_result, to_goal])


def _indicators_json(measured: pl.DataFrame) -> pl.DataFrame:
    """Result id -> its indicators, comma separated."""
    target = pl.col("target").cast(pl.String).str.strip_suffix(".0")
    text = pl.concat_str(
        pl.lit('{"aspect":"'), "aspect", pl.lit('","combine":"'), "combine", pl.lit('","data_source":"'), "data_source",
        pl.lit('","direction":"'), "direction", pl.lit('","formula":"","frequency":"'), "frequency", pl.lit('","id":'),
        pl.col("id").cast(pl.String), pl.lit(',"levels":[],"name":"'), "name", pl.lit('","order":'),
        pl.col("order").cast(pl.String), pl.lit(',"start_value":null,"target":"'), target,
        pl.lit('","target_high":null,"target_low":null,"unit_of_measure":"'), "unit_of_measure",
        pl.lit('","weight_bp":null}'),
    )  # fmt: skip
    frame = measured.sort("id").select("result_id", text.alias("indicators"))
    return frame.group_by("result_id", maintain_order=True).agg(pl.col("indicators").str.join(","))
