"""Plans (*SKP*): one per person, post and year, with rater, state and dates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from prestasi.demo.days import day
from prestasi.demo.roster import Roster
from prestasi.demo.seeded import Days, Ints, stream
from prestasi.demo.settings import Order
from prestasi.demo.sizing import Structure
from prestasi.demo.templates import role_name, templates

EXEMPT = ("cltn", "study", "suspended", "mpp")
RETURNED = "Target terlalu rendah dibanding capaian tahun lalu. Sesuaikan, lalu ajukan lagi."


@dataclass(frozen=True, slots=True)
class Plans:
    """`frame` is `performance_plan`; the arrays run beside it: role, row of the person, year, agreed or not."""

    frame: pl.DataFrame
    role: Ints
    person: Ints
    year: Ints
    starts_on: Days
    ends_on: Days

    def __len__(self) -> int:
        return len(self.role)


def plans(
    order: Order, structure: Structure, roster: Roster, held: pl.DataFrame, lines: pl.DataFrame, leaves: pl.DataFrame,
    positions: pl.DataFrame, cast: dict[str, int],
) -> Plans:  # fmt: skip
    """Everybody with a definitive post in a covered year, except the elected head and those exempt by long leave."""
    slices = [_year(order, held, year) for year in range(order.first_year, order.today.year + 1)]
    frame = pl.concat(slices).filter(pl.col("person_id") > 1)
    frame = _without_exempt(frame, leaves).sort(["cycle_id", "person_id", "starts_on"])
    frame = frame.with_columns(id=pl.int_range(1, pl.len() + 1))
    frame = _led(order, frame, lines).join(
        positions.select(position_id="id", is_head="is_head", pk="kind"), on="position_id"
    )
    frame = _stated(order, frame.sort("id"), cast)
    person = frame["person_id"].to_numpy() - 1
    return Plans(
        frame=frame.drop("pk", "year"),
        role=_roles(structure, roster, frame, person, cast),
        person=person,
        year=frame["year"].to_numpy(),
        starts_on=frame["starts_on"].to_numpy().astype("datetime64[D]"),
        ends_on=frame["ends_on"].to_numpy().astype("datetime64[D]"),
    )


def _year(order: Order, held: pl.DataFrame, year: int) -> pl.DataFrame:
    """The part of each definitive assignment inside the year, at least a fortnight long."""
    first, last = pl.date(year, 1, 1), pl.date(year, 12, 31)
    cut = held.filter(pl.col("kind") == "definitive").with_columns(
        starts_on=pl.max_horizontal("valid_from", first),
        ends_on=pl.min_horizontal(pl.col("valid_to").fill_null(pl.date(9999, 1, 1)) - pl.duration(days=1), last),
    )
    cut = cut.filter(
        pl.col("ends_on") >= pl.col("starts_on") + pl.duration(days=13), pl.col("starts_on") <= order.today
    )
    return cut.select(
        "person_id", "position_id", "unit_id", "starts_on", "ends_on", assignment_id="id",
        cycle_id=pl.lit(year - order.first_year + 1), year=pl.lit(year),
    )  # fmt: skip


def _without_exempt(frame: pl.DataFrame, leaves: pl.DataFrame) -> pl.DataFrame:
    away = leaves.filter(pl.col("kind").is_in(EXEMPT)).select("person_id", gone="valid_from", back="valid_to")
    hit = frame.join(away, on="person_id").filter(
        (pl.col("gone") <= pl.col("starts_on") + pl.duration(days=45)) & (pl.col("back") > pl.col("ends_on"))
    )
    return frame.join(hit.select("assignment_id", "year"), on=["assignment_id", "year"], how="anti")


def _led(order: Order, frame: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Rater: the superior on the last day of the plan, or today; agreed by the superior of the first days."""
    early = pl.min_horizontal(pl.col("starts_on") + pl.duration(days=16), "ends_on", pl.lit(order.today))
    late = pl.min_horizontal("ends_on", pl.lit(order.today))
    for name, moment in (("rater_id", late), ("agreed_by_id", early)):
        frame = _superior(frame.with_columns(at=moment), "person_id", lines, name)
    above = _superior(frame.with_columns(at=late), "rater_id", lines, "rater_superior_id")
    return above.with_columns(pl.col("rater_superior_id").fill_null(pl.col("rater_id"))).drop("at")


def _superior(frame: pl.DataFrame, person: str, lines: pl.DataFrame, name: str) -> pl.DataFrame:
    """The superior of the person in column `person` on the day in column `at`, as a new column."""
    told = lines.select(pl.col("person_id").alias("led"), "valid_from", pl.col("superior_id").alias(name))
    joined = frame.sort("at").join_asof(
        told.sort("valid_from"),
        left_on="at",
        right_on="valid_from",
        by_left=person,
        by_right="led",
        strategy="backward",
        check_sortedness=False,
    )
    return joined.drop("valid_from", "led", strict=False)


def _stated(order: Order, frame: pl.DataFrame, cast: dict[str, int]) -> pl.DataFrame:
    """States: past years closed; this year mostly agreed, some still on their way, ended when the post ended."""
    random = stream(order.seed, "plan states")
    size = len(frame)
    now = frame["year"].to_numpy() == order.today.year
    ended = frame["ends_on"].to_numpy().astype("datetime64[D]") < day(order.today)
    chance = random.random(size)
    open_states = np.asarray(["draft", "submitted", "returned", "revising", "agreed"], dtype=object)
    state = open_states[np.searchsorted([0.012, 0.032, 0.040, 0.048], chance)]
    state[frame["is_head"].to_numpy() | np.isin(frame["person_id"].to_numpy() - 1, list(cast.values()))] = "agreed"
    state[ended & now] = "ended"
    state[~now] = "closed"
    settled = np.isin(state, ["agreed", "revising", "ended", "closed"])
    start = frame["starts_on"].to_numpy().astype("datetime64[D]")
    sent = np.minimum(start + random.integers(4, 14, size), frame["ends_on"].to_numpy().astype("datetime64[D]"))
    sent = np.minimum(sent, day(order.today) - 1)
    late = np.isin(state, ["submitted", "returned"])
    sent[late] = np.maximum(start[late], day(order.today) - random.integers(2, 9, int(late.sum())))
    agreed = np.minimum(sent + random.integers(1, 12, size), day(order.today))
    return frame.with_columns(
        form=pl.when(pl.col("pk").str.starts_with("jpt")).then(pl.lit("J-Q")).otherwise(pl.lit("A-Q")),
        is_unit_head=pl.col("is_head"),
        state=pl.Series(state.tolist()),
        version=pl.Series(settled.astype(np.int64)),
        lock_version=pl.Series(np.where(settled, 4, 1)),
        submitted_at=_moment(sent, 9, state != "draft"),
        returned_reason=pl.Series([RETURNED if s == "returned" else "" for s in state]),
        agreed_at=_moment(agreed, 13, settled),
        agreed_by_id=pl.when(pl.Series(settled)).then(pl.col("agreed_by_id").fill_null(pl.col("rater_id"))),
        ended_reason=pl.Series(["Pindah tugas atau berhenti" if s == "ended" else "" for s in state]),
        revision_reason=pl.Series(["Perubahan anggaran pada APBD Perubahan" if s == "revising" else "" for s in state]),
    ).drop("is_head")


def _moment(days: Days, hour: int, known: np.ndarray) -> pl.Series:
    """Minutes differ by row, so that no two things happen at once."""
    minutes = np.arange(len(days)) % 180
    moments = days.astype("datetime64[m]") + np.timedelta64(hour * 60, "m") + minutes
    return pl.Series(np.where(known, moments, np.datetime64("NaT")).astype("datetime64[us]"))


def _roles(structure: Structure, roster: Roster, frame: pl.DataFrame, person: Ints, cast: dict[str, int]) -> Ints:
    """Template role of each plan, from the post held in it."""
    known = templates().role_of
    units = frame["unit_id"].to_numpy() - 1
    heads = frame["is_unit_head"].to_numpy()
    found = np.asarray(
        [
            known[role_name(structure.offices[unit], roster.family[who] or "Penelaah Teknis Kebijakan", bool(head))]
            for unit, who, head in zip(units, person, heads, strict=True)
        ]
    )
    found[(person == cast["employee"])] = known["showcase:employee"]
    return found
