"""Assignments (*penempatan*): who held which post when. Moves, successions and acting officials included."""

from __future__ import annotations

import numpy as np
import polars as pl

from prestasi.demo.careers import Careers
from prestasi.demo.days import first_of, plus_months
from prestasi.demo.roster import NEVER, Roster
from prestasi.demo.seeded import Ints, stream
from prestasi.demo.settings import Order
from prestasi.demo.sizing import Structure


def assignments(order: Order, structure: Structure, roster: Roster, careers: Careers, own: Ints) -> pl.DataFrame:
    """`people_assignment` with `person_id`, `position_id`, `unit_id`, `kind` and dates; `own` is each person's post."""
    base = _base(order, roster, careers, own)
    moved = _swaps(order, roster, careers, own)
    risen = _risen(order, roster, own)
    changed = np.concatenate([moved["person_id"].to_numpy(), risen["person_id"].to_numpy()])
    stay = base.filter(~pl.col("person_id").is_in(np.unique(changed)))
    earliest = base.select("person_id", first=pl.col("valid_from"))
    definitive = pl.concat([stay, _from_first(moved, earliest), _from_first(risen, earliest)]).with_columns(
        kind=pl.lit("definitive")
    )
    acting = _acting(order, structure, roster, own)
    units = pl.DataFrame({"position_id": own, "unit_id": roster.office + 1}).unique("position_id")
    every = pl.concat([definitive, acting]).join(units, on="position_id", how="left")
    return every.sort(["person_id", "valid_from", "kind"]).with_columns(
        id=pl.int_range(1, pl.len() + 1),
        source=pl.lit("demo"),
        decree=pl.format("SK-{}/{}", pl.col("valid_from").dt.year(), pl.col("person_id").cast(pl.String).str.zfill(6)),
    )


def _rows(person: Ints, position: Ints, start: np.ndarray, stop: np.ndarray) -> pl.DataFrame:
    """Rows without kind; persons are given as rows of the roster."""
    return pl.DataFrame(
        {
            "person_id": person + 1,
            "position_id": position,
            "valid_from": start.astype("datetime64[D]"),
            "valid_to": stop.astype("datetime64[D]"),
        }
    )


def _base(order: Order, roster: Roster, careers: Careers, own: Ints) -> pl.DataFrame:
    random = stream(order.seed, "placed")
    size = len(roster)
    placed = first_of(random.integers(order.first_year - 9, order.first_year, size), random.integers(1, 13, size))
    ceiling = np.datetime64(order.horizon) - 31
    placed = np.where(roster.is_head, np.minimum(placed, ceiling), placed)
    start = np.maximum(careers.joined_on, placed)
    start[0] = careers.joined_on[0] = np.datetime64(f"{order.first_year}-02-20") - 730
    stop = np.where(np.isnat(roster.left_on), NEVER, roster.left_on)
    return _rows(np.arange(size), own, start, stop)


def _from_first(rows: pl.DataFrame, earliest: pl.DataFrame) -> pl.DataFrame:
    """The first row of each moved person starts where the base assignment would have started."""
    joined = rows.join(earliest, on="person_id", how="left")
    start = pl.when(pl.col("valid_from").is_null()).then(pl.col("first")).otherwise(pl.col("valid_from"))
    return (
        joined.with_columns(valid_from=start)
        .drop("first")
        .filter(pl.col("valid_to").is_null() | (pl.col("valid_to") > pl.col("valid_from")))
    )


def _swaps(order: Order, roster: Roster, careers: Careers, own: Ints) -> pl.DataFrame:
    """*Mutasi*: pairs of the same post title in different units change places on a month's first day."""
    random = stream(order.seed, "moves")
    early = careers.joined_on < np.datetime64(order.horizon)
    free = np.isnat(roster.left_on) & ~roster.is_head & early & (random.random(len(roster)) < 0.06)
    free[roster.kept] = False
    chosen = random.permutation(np.flatnonzero(free))
    label = np.asarray(
        [f"{name}|{level}" for name, level in zip(roster.family[chosen], careers.level[chosen], strict=True)]
    )
    chosen = chosen[np.argsort(label, kind="stable")]
    label = np.sort(label, kind="stable")
    left, right = chosen[:-1:2], chosen[1::2]
    same = (label[:-1:2] == label[1::2]) & (roster.office[left] != roster.office[right]) if len(chosen) > 1 else []
    left, right = left[: len(right)][same], right[same]
    last = order.today.month - 2 if order.today.month > 3 else 1
    months = random.integers(2, 12 + max(2, last), len(left))
    moved_on = plus_months(np.full(len(left), np.datetime64(f"{order.today.year - 1}-01-01")), months)
    nothing = np.full(len(left), NEVER)
    return pl.concat(
        [
            _rows(left, own[right], nothing, moved_on),
            _rows(left, own[left], moved_on, nothing),
            _rows(right, own[left], nothing, moved_on),
            _rows(right, own[right], moved_on, nothing),
        ]
    )


def _risen(order: Order, roster: Roster, own: Ints) -> pl.DataFrame:
    """Heads came from another post when their predecessor had left."""
    risen = np.flatnonzero((roster.follows >= 0) & np.isnat(roster.left_on))
    before = np.asarray([_former_post(roster, own, int(i)) for i in risen], dtype=np.int64)
    nothing = np.full(len(risen), NEVER)
    since = roster.since[risen]
    return pl.concat(
        [
            _rows(risen, before, nothing, since),
            _rows(risen, own[risen], since, nothing),
        ]
    )


def _former_post(roster: Roster, own: Ints, i: int) -> int:
    """A post in the same unit, or else the nearest one in the tree."""
    members = np.flatnonzero(~roster.is_head[: roster.staff])
    inside = members[roster.office[members] == roster.office[i]]
    return int(own[inside[0]] if len(inside) else own[members[np.argmin(np.abs(members - i))]])


def _acting(order: Order, structure: Structure, roster: Roster, own: Ints) -> pl.DataFrame:
    """*Plt*: a head of a sister or lower unit stands in while a post is vacant; about a quarter stay unfilled."""
    heads = {int(roster.office[i]): int(i) for i in np.flatnonzero(roster.is_head[: roster.staff])}
    rows = []
    for number, i in enumerate(np.flatnonzero(roster.is_head & ~np.isnat(roster.left_on))):
        unit = int(roster.office[i])
        holder = heads[unit]
        until = NEVER if holder == i else roster.since[holder]
        stand_in = _stand_in(structure, roster, heads, unit)
        if stand_in is not None and number % 4 != 1:
            rows.append((stand_in, int(own[i]), roster.left_on[i], until))
    frame = _rows(*(np.asarray(column) for column in zip(*rows, strict=True))) if rows else _none()
    return frame.unique(["person_id", "position_id"], keep="first", maintain_order=True).with_columns(
        kind=pl.lit("plt")
    )


def _none() -> pl.DataFrame:
    empty = np.zeros(0, dtype=np.int64)
    return _rows(empty, empty, empty.astype("datetime64[D]"), empty.astype("datetime64[D]"))


def _stand_in(structure: Structure, roster: Roster, heads: dict[int, int], unit: int) -> int | None:
    """A head beside the unit, in office all the time."""
    office = structure.offices[unit]
    for other, candidate in enumerate(structure.offices):
        if other != unit and office.parent is not None and candidate.parent == office.parent and other in heads:
            person = heads[other]
            if np.isnat(roster.left_on[person]) and roster.follows[person] < 0 and person not in roster.kept:
                return person
    return None
