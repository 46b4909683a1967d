"""Positions (*jabatan*) from seats: one row per unit and title, with the number of seats."""

from __future__ import annotations

import numpy as np
import polars as pl

from prestasi.demo import source
from prestasi.demo.careers import Careers
from prestasi.demo.families import EXECUTIVE_CLASS, family, job_class_of_level
from prestasi.demo.roster import Roster, Words
from prestasi.demo.seeded import Ints
from prestasi.demo.sizing import Structure

LONG_AGO = np.datetime64("2010-01-01")
ECHELON_CLASS = {"I.b": 16, "II.a": 15, "II.b": 14, "III.a": 12, "III.b": 11, "IV.a": 9, "IV.b": 8}
ECHELON_KIND = {"I": "jpt_madya", "II": "jpt_pratama", "III": "administrator", "IV": "pengawas"}


def titles(structure: Structure, roster: Roster, careers: Careers) -> Words:
    """The full title of each person's post."""
    found = np.full(len(roster), "", dtype=object)
    for i, (office, name) in enumerate(zip(roster.office, roster.family, strict=True)):
        head = structure.offices[office].head_title if roster.is_head[i] else ""
        found[i] = head or f"{name} {careers.level[i]}".strip()
    return found


def positions(structure: Structure, roster: Roster, careers: Careers) -> tuple[pl.DataFrame, Ints]:
    """`organization_position` and, for each person, the id of the own post."""
    frame = pl.DataFrame(
        {
            "unit_id": roster.office + 1,
            "title": titles(structure, roster, careers).tolist(),
            "family": roster.family.tolist(),
            "jf_level": careers.level.tolist(),
            "echelon": roster.echelon.tolist(),
            "is_head": roster.is_head,
            "person": np.arange(len(roster)),
            "active": np.isnat(roster.left_on),
        }
    )
    grouped = frame.group_by(["unit_id", "title", "is_head"], maintain_order=True).agg(
        pl.col("family", "jf_level", "echelon").first(), pl.col("active").sum().alias("seats"), pl.col("person")
    )
    grouped = grouped.with_columns(id=pl.int_range(1, pl.len() + 1))
    own = grouped.select("id", "person").explode("person").sort("person")["id"].to_numpy()
    return _described(grouped.drop("person")), own


def _described(grouped: pl.DataFrame) -> pl.DataFrame:
    families = job_families()
    ids = dict(zip(families["name"], families["id"], strict=True))
    rows = list(zip(grouped["family"], grouped["echelon"], grouped["jf_level"], strict=True))
    return grouped.select(
        "id",
        pl.lit(LONG_AGO).cast(pl.Date).alias("valid_from"),
        pl.lit(None, dtype=pl.Date).alias("valid_to"),
        pl.lit("demo").alias("source"),
        pl.format("jab-{}", pl.col("id").cast(pl.String).str.zfill(6)).alias("code"),
        "unit_id",
        "title",
        pl.Series("kind", [_kind(*row) for row in rows]),
        pl.Series("job_family_id", [ids.get(row[0]) for row in rows], dtype=pl.Int64),
        "jf_level",
        "echelon",
        pl.Series("job_class", [_job_class(*row) for row in rows], dtype=pl.Int64),
        "is_head",
        pl.max_horizontal(pl.col("seats").cast(pl.Int64), 1).alias("seats"),
    )


def _kind(name: str, echelon: str, level: str) -> str:
    if echelon:
        return ECHELON_KIND[echelon.partition(".")[0]]
    return "jpt_madya" if not name else "jf" if family(name).is_functional else "pelaksana"


def _job_class(name: str, echelon: str, level: str) -> int | None:
    if echelon:
        return ECHELON_CLASS[echelon]
    if level:
        extra = 1 if name.startswith("Dokter") else 0
        return job_class_of_level().get(level, 8) + extra
    return EXECUTIVE_CLASS.get(family(name).level) if name else None


def job_families() -> pl.DataFrame:
    """`organization_jobfamily`: every functional and executive post name of the national lists."""
    named: dict[str, tuple[str, str, str]] = {}
    for row in source.rows("positions_functional"):
        named.setdefault(row["name"], (row["jf_id"], "fungsional", row["source"]))
    for row in source.rows("positions_executive"):
        named.setdefault(row["name"], (row["post_id"], row["class"], row["source"]))
    return pl.DataFrame(
        [(i, code, name[:160], kind, origin) for i, (name, (code, kind, origin)) in enumerate(named.items(), start=1)],
        schema=["id", "code", "name", "category", "source"],
        orient="row",
    )
