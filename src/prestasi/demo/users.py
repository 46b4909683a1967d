"""Accounts for everybody, without a usable password; the showcase gets its own sign-in by `accounts.demo`."""

from __future__ import annotations

import hashlib

import numpy as np
import polars as pl

from prestasi.accounts.demo import UserSpec
from prestasi.accounts.roles import GRANTED
from prestasi.demo.settings import Order
from prestasi.demo.world import World


def accounts(order: Order, people: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """`accounts_user`: the user name is the present NIP or NI PPPK; those who left are not active."""
    current = numbers.filter(pl.col("valid_to").is_null()).select("person_id", "number")
    frame = people.join(current, left_on="id", right_on="person_id", how="left").sort("id")
    names = [number or order.agency.head_title.lower() for number in frame["number"]]
    locked = [f"!{hashlib.sha256(f'{order.seed}:{name}'.encode()).hexdigest()[:40]}" for name in names]
    return frame.select(
        "id",
        pl.Series("username", names),
        pl.Series("password", locked),
        pl.col("id").alias("person_id"),
        pl.col("email"),
        pl.col("left_on").is_null().alias("is_active"),
        pl.lit(False).alias("is_superuser"),
        pl.lit(False).alias("is_staff"),
        pl.lit(np.datetime64(order.horizon)).cast(pl.Datetime("us")).alias("date_joined"),
        pl.lit("employee").alias("active_role"),
        pl.lit("").alias("theme"),
        pl.lit("id").alias("language"),
        pl.lit(True).alias("queue_keys"),
        pl.lit(False).alias("is_demo"),
    )


def sign_ins(world: World) -> list[UserSpec]:
    """One demo account for each role; analyst, admin and auditor are granted for the whole agency."""
    people, numbers = world.frames["people_person"], world.frames["people_identitynumber"]
    current = dict(numbers.filter(pl.col("valid_to").is_null()).select("person_id", "number").iter_rows())
    since = world.order.horizon
    return [
        UserSpec(
            username=current[row + 1],
            person_id=row + 1,
            email=people["email"][row],
            active_role=role,
            is_demo=True,
            grants=((role, None, since, None),) if role in GRANTED else (),
        )
        for role, row in world.cast.items()
    ]
