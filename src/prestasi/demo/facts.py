"""Facts about people as words for signed documents: name, number, rank, post, unit. JSON with sorted keys."""

from __future__ import annotations

import numpy as np
import polars as pl

from prestasi.demo.planning import Plans
from prestasi.performance.queries.snapshot import rank_words


def full_names(persons: pl.DataFrame) -> pl.DataFrame:
    """`id` and `name` with degrees."""
    before = pl.when(pl.col("title_before") != "").then(pl.col("title_before") + " ").otherwise(pl.lit(""))
    after = pl.when(pl.col("title_after") != "").then(", " + pl.col("title_after")).otherwise(pl.lit(""))
    return persons.select("id", name=before + pl.col("name") + after)


def facts(
    persons: pl.DataFrame, numbers: pl.DataFrame, ranks: pl.DataFrame, positions: pl.DataFrame,
    versions: pl.DataFrame, own: np.ndarray
) -> pl.DataFrame:  # fmt: skip
    """Person id -> `name`, the two halves around the post (`head`, `rank`), and `facts` with the present post."""
    number = numbers.filter(pl.col("valid_to").is_null()).select("person_id", "number", "kind")
    rank = ranks.filter(pl.col("valid_to").is_null()).select("person_id", "scale", grade="rank")
    frame = (
        full_names(persons)
        .join(number, left_on="id", right_on="person_id", how="left")
        .join(rank, left_on="id", right_on="person_id", how="left")
        .sort("id")
    )
    words = [rank_words(scale, grade) for scale, grade in frame.select("scale", "grade").iter_rows()]
    kind = pl.col("kind").replace_strict({"nip": "NIP", "ni_pppk": "NI PPPK"}, default="")
    frame = frame.with_columns(
        rank=pl.Series(words),
        position_id=pl.Series(own),
        head=pl.concat_str(
            pl.lit('{"id":'), pl.col("id").cast(pl.String), pl.lit(',"name":"'), "name", pl.lit('","number":"'),
            pl.col("number").fill_null(""), pl.lit('","number_kind":"'), kind, pl.lit('","position":"'),
        ),
    )  # fmt: skip
    frame = frame.join(posts(positions, versions), on="position_id", how="left")
    return frame.select("id", "name", "head", "rank", facts=whole())


def posts(positions: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """`position_id` -> `title`, `unit_id`, `unit`."""
    units = versions.select("unit_id", unit="name")
    return positions.select(position_id="id", title="title", unit_id="unit_id").join(units, on="unit_id", how="left")


def whole() -> pl.Expr:
    """The JSON of one person from the columns head, title, position_id, rank, unit, unit_id."""
    return pl.concat_str(
        "head", "title", pl.lit('","position_id":'), pl.col("position_id").cast(pl.String), pl.lit(',"rank":"'), "rank",
        pl.lit('","unit":"'), "unit", pl.lit('","unit_id":'), pl.col("unit_id").cast(pl.String), pl.lit("}"),
    )  # fmt: skip


def of_plans(plans: Plans, people: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Plan id -> `person`, `rater`, `rater_superior` as JSON; the person with the post of the plan."""
    frame = plans.frame.select("id", "person_id", "position_id", "rater_id", "rater_superior_id")
    own = (
        frame.join(people.select(person_id="id", head="head", rank="rank"), on="person_id", how="left")
        .join(places, on="position_id", how="left")
        .with_columns(person=whole())
        .sort("id")
    )
    for role in ("rater", "rater_superior"):
        told = people.select(pl.col("id").alias(f"{role}_id"), pl.col("facts").alias(role))
        own = own.join(told, on=f"{role}_id", how="left")
    return own.sort("id").select(plan_id="id", person="person", rater="rater", rater_superior="rater_superior")
