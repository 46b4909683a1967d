"""Evaluations (*evaluasi kinerja*) with the ratings of each result, by quarter and year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from prestasi.demo.calendar import Span
from prestasi.demo.days import day
from prestasi.demo.figures import Figures
from prestasi.demo.planning import Plans
from prestasi.demo.results import Indicators, Results
from prestasi.demo.seeded import Bools, Floats, Ints, stream, within
from prestasi.demo.settings import Order
from prestasi.demo.standings import achievements
from prestasi.performance import mapping_year

ABOVE, AS, BELOW = 1, 2, 3
FROM_UNIT = {"ISTIMEWA": ABOVE, "BAIK": AS, "BUTUH_PERBAIKAN": BELOW, "KURANG": BELOW, "SANGAT_KURANG": BELOW}
REASON = np.asarray(
    ["", "Melampaui target dengan bukti yang lengkap.", "", "Di bawah target; perlu pendampingan."], dtype=object
)
BEHAVIOUR = np.asarray(
    ["", "Umpan balik rekan konsisten sangat baik.", "", "Beberapa umpan balik perlu diperbaiki."], dtype=object
)  # fmt: skip
NOTE = np.asarray(
    ["", "Diusulkan mendapat penghargaan unit.", "Pertahankan, tingkatkan dokumentasi bukti.",
     "Perlu bimbingan kinerja pada triwulan berikutnya.", "Perlu konseling kinerja.", "Perlu bimbingan dan konseling."],
    dtype=object,
)  # fmt: skip


@dataclass(slots=True)
class Counter:
    """Ids run on from chunk to chunk."""

    evaluation: int = 0
    item: int = 0


@dataclass(frozen=True, slots=True)
class Rated:
    """One period of one chunk: plan rows and who is how far.

    `stage`: 0 open, 1 self-assessed, 2 rated, 3 confirmed, 4 received, 5 final, 9 skipped (for the leave in `skipped`).
    """

    plan: Ints
    stage: Ints
    skipped: np.ndarray


def evaluations(
    order: Order, plans: Plans, found: Results, measured: Indicators, made: Figures, span: Span, levels: dict[int, str],
    away: pl.DataFrame, parties: pl.DataFrame, counter: Counter, chunk: tuple[int, int], cast: dict[str, int],
    character: Floats,
) -> tuple[pl.DataFrame, pl.DataFrame]:  # fmt: skip
    """`performance_evaluation` and `performance_itemrating` of the plans in the chunk for one period.

    `levels` is the organisational achievement by unit id. The predicate and all steps come from the rule set in force
    on the last day of the period.
    """
    rated = _held(plans, _who(order, plans, span, away, chunk, cast), levels)
    items = _items(order, plans, found, measured, made, span, rated, counter)
    frame = _decided(order, plans, span, rated, items, levels, character, counter, parties)
    counter.evaluation += len(rated.plan)
    counter.item += len(items)
    return frame, items.drop("place", "stage")


def _who(
    order: Order, plans: Plans, span: Span, away: pl.DataFrame, chunk: tuple[int, int], cast: dict[str, int]
) -> Rated:
    rows = np.arange(*chunk)
    known = (plans.frame["version"].to_numpy() > 0)[rows] & (plans.year[rows] == span.year)
    inside = (plans.starts_on[rows] <= day(span.ends_on)) & (plans.ends_on[rows] >= day(span.starts_on))
    rows = rows[known & inside]
    skipped = _absent(plans, span, away, rows)
    random = stream(order.seed, f"stages {span.id} {chunk[0]}")
    if span.phase == "closed":
        stage = np.where(random.random(len(rows)) < 0.96, 5, 4)
        if span.year == order.today.year:
            stage = np.where(random.random(len(rows)) < 0.9, 4, 3)
    else:
        stage = _window(order, plans, rows, random, cast)
    return Rated(rows, np.where(skipped != "", 9, stage), skipped)


def _held(plans: Plans, rated: Rated, levels: dict[int, str]) -> Rated:
    """A head of a unit without achievement is not rated yet, only self-assessed: the rule asks for it first."""
    heads = plans.frame["is_unit_head"].to_numpy()[rated.plan]
    bare = ~np.isin(plans.frame["unit_id"].to_numpy()[rated.plan], list(levels))
    waits = heads & bare & (rated.stage >= 2) & (rated.stage != 9)
    return Rated(rated.plan, np.where(waits, 1, rated.stage), rated.skipped)


def _window(order: Order, plans: Plans, rows: Ints, random: np.random.Generator, cast: dict[str, int]) -> Ints:
    """Each rater is somewhere on the way: some have done nobody, some half, some all."""
    rater = plans.frame["rater_id"].to_numpy()[rows]
    speed = stream(order.seed, "speed").random(int(plans.person.max()) + 2) * 1.1 - 0.05
    speed[cast["supervisor"] + 1] = 0.5
    chance = random.random(len(rows))
    done = chance < speed[rater]
    stage = np.where(
        done, np.where(random.random(len(rows)) < 0.3, 3, 2), np.where(random.random(len(rows)) < 0.45, 1, 0)
    )
    person = plans.person[rows]
    stage[person == cast["employee"]] = 0
    stage[np.isin(person, [cast["supervisor"], cast["unit_head"]])] = 1
    return stage


def _absent(plans: Plans, span: Span, away: pl.DataFrame, rows: Ints) -> np.ndarray:
    """Kind of the leave that covers the whole time of the plan in the period, else empty."""
    frame = pl.DataFrame(
        {
            "place": np.arange(len(rows)),
            "person_id": plans.person[rows] + 1,
            "starts": np.maximum(plans.starts_on[rows], day(span.starts_on)),
            "ends": np.minimum(plans.ends_on[rows], day(span.ends_on)),
        }
    )
    hit = frame.join(away, on="person_id").filter(
        (pl.col("valid_from") <= pl.col("starts")) & (pl.col("valid_to") > pl.col("ends"))
    )
    kinds = np.full(len(rows), "", dtype=object)
    kinds[hit["place"].to_numpy()] = hit["kind"].to_numpy()
    return kinds


def _items(
    order: Order,
    plans: Plans,
    found: Results,
    measured: Indicators,
    made: Figures,
    span: Span,
    rated: Rated,
    counter: Counter,
) -> pl.DataFrame:
    """One row per result of each evaluation that is not skipped."""
    live = np.flatnonzero(rated.stage != 9)
    plan = rated.plan[live]
    ends = np.append(found.first[1:], len(found.plan))
    counts = ends[plan] - found.first[plan]
    result = np.repeat(found.first[plan], counts) + within(counts)
    place = np.repeat(live, counts)
    bp, evidence = achievements(made, measured, span)
    base = int(measured.result[made.first]) if made.last > made.first else 0
    reach = _reach(measured, made, base, len(bp))[result - base]
    random = stream(order.seed, f"items {span.id} {made.first}")
    habit = habits(order, plans)[plans.frame["rater_id"].fill_null(0).to_numpy()[rated.plan]][place]
    rating = _rating(reach + 0.015 * random.standard_normal(len(result)) + 0.014 * habit)
    stage = rated.stage[place]
    own = np.where((rating == BELOW) & (random.random(len(result)) < 0.6), AS, rating)
    rated_now = stage >= 2
    return pl.DataFrame(
        {
            "id": np.arange(counter.item + 1, counter.item + len(result) + 1),
            "evaluation_id": counter.evaluation + place + 1,
            "result_id": result + 1,
            "is_main": found.is_main[result],
            "self_rating": _known(own, stage >= 1),
            "rating": _known(rating, rated_now),
            "reason": np.where(rated_now, REASON[rating], "").tolist(),
            "achievement_bp": pl.Series(np.where(rated_now, bp[result - base], np.nan)).fill_nan(None).cast(pl.Int64),
            "evidence_count": np.where(rated_now, evidence[result - base], 0),
            "place": place,
            "stage": stage,
        }
    )


def _reach(measured: Indicators, made: Figures, base: int, size: int) -> Floats:
    """Mean quality of the indicators of each result."""
    place = measured.result[made.first : made.last] - base
    return np.bincount(place, made.quality, size) / np.maximum(np.bincount(place, minlength=size), 1)


def habits(order: Order, plans: Plans) -> Floats:
    """How leniently each rater rates, by person id: most near nought, one in ten clearly lenient, one in ten strict."""
    size = int(max(plans.frame["rater_id"].max() or 0, plans.person.max() + 1)) + 1
    random = stream(order.seed, "habits of raters")
    draw = random.random(size)
    usual = 0.5 * random.standard_normal(size)
    return np.where(draw < 0.1, 1.8 + usual, np.where(draw < 0.2, usual - 1.8, usual))


def _rating(reach: Floats) -> Ints:
    return np.where(reach >= 1.034, ABOVE, np.where(reach < 0.925, BELOW, AS))


def _known(values: Ints, known: Bools) -> pl.Series:
    return pl.Series(np.where(known, values, 0)).replace(0, None)


def suggested(above: Ints, below: Ints, total: Ints, main: Ints, main_below: Ints) -> Ints:
    """Result rating that follows from the items: most below, or more than a third of the main ones; most above."""
    low = (below * 2 > total) | (main_below * 3 > main)
    high = (above * 2 > total) & (main_below == 0)
    return np.where(low, BELOW, np.where(high, ABOVE, AS))


def _decided(
    order: Order, plans: Plans, span: Span, rated: Rated, items: pl.DataFrame, levels: dict[int, str],
    character: Floats,
    counter: Counter, parties: pl.DataFrame,
) -> pl.DataFrame:  # fmt: skip
    size = len(rated.plan)
    frame = plans.frame[rated.plan.tolist()] if size else plans.frame.clear()
    heads = frame["is_unit_head"].to_numpy()
    units = frame["unit_id"].to_numpy()
    level = np.asarray([levels.get(int(unit), "") for unit in units], dtype=object)
    counts = _counts(items, size)
    values = _values(order, plans, span, rated, character)
    result, behaviour = _of_items(counts), _of_values(values)
    from_unit = np.asarray([FROM_UNIT.get(word, AS) for word in level])
    final = np.where(heads, from_unit, result)
    done = (rated.stage >= 2) & (rated.stage != 9)
    outcome = _outcome(span, heads, level, final, behaviour, values, counts, done)
    return _columns(order, plans, span, rated, frame, outcome, final, behaviour, values, level, done, counter, parties)


def _of_items(counts: dict[str, Ints]) -> Ints:
    return suggested(
        counts["main_above"] + counts["additional_above"], counts["main_below"] + counts["additional_below"],
        np.sum(list(counts.values()), axis=0), counts["main_above"] + counts["main_meets"] + counts["main_below"],
        counts["main_below"],
    )  # fmt: skip


def _of_values(values: Ints) -> Ints:
    """Behaviour rating that follows from the seven values; one below excludes the highest."""
    size = len(values)
    found = suggested(
        (values == 1).sum(1), (values == 3).sum(1), np.full(size, 7), np.full(size, 1), np.zeros(size, int)
    )
    return np.where((found == ABOVE) & (values == 3).any(axis=1), AS, found)


def _counts(items: pl.DataFrame, size: int) -> dict[str, Ints]:
    place, rating, main = (
        items["place"].to_numpy(),
        items["rating"].fill_null(0).to_numpy(),
        items["is_main"].to_numpy(),
    )
    names = {(True, ABOVE): "main_above", (True, AS): "main_meets", (True, BELOW): "main_below"}
    names |= {(False, ABOVE): "additional_above", (False, AS): "additional_meets", (False, BELOW): "additional_below"}
    return {
        name: np.bincount(place[(main == is_main) & (rating == r)], minlength=size)
        for (is_main, r), name in names.items()
    }


def _values(order: Order, plans: Plans, span: Span, rated: Rated, character: Floats) -> Ints:
    """The seven BerAKHLAK ratings of each: most as expected, above where the character is strong."""
    random = stream(order.seed, f"values {span.id} {int(rated.plan[0]) if len(rated.plan) else 0}")
    habit = habits(order, plans)[plans.frame["rater_id"].fill_null(0).to_numpy()[rated.plan]]
    character = character[plans.person[rated.plan]] + 0.3 * habit
    mood = character[:, None] + 0.75 * random.standard_normal((len(rated.plan), 7))
    return np.where(mood > 0.62, ABOVE, np.where(mood < -2.3, BELOW, AS))


def _outcome(
    span: Span, heads: Bools, level: np.ndarray, result: Ints, behaviour: Ints, values: Ints,
    counts: dict[str, Ints], done: Bools
) -> pl.DataFrame:  # fmt: skip
    """Predicate, suggestions and steps by the rule sets; rows not rated yet stay empty."""
    size = len(heads)
    words = ("above", "meets", "below")
    given = pl.DataFrame(
        {
            "id": np.arange(size), "plan_id": np.arange(size), "unit_id": np.zeros(size, int), "is_unit_head": heads,
            "unit_achievement": [word or None for word in level],
            "result": _known(result, done), "behaviour": _known(behaviour, done),
            **counts, **{f"values_{word}": (values == i + 1).sum(axis=1) for i, word in enumerate(words)},
            "unrated_items": np.where(done, 0, 1), "stored": pl.Series([None] * size, dtype=pl.Int64),
        },
        schema=mapping_year.READ,
    )  # fmt: skip
    return mapping_year.outcome(given, mapping_year.rules_on(span.ends_on))


def _columns(
    order: Order, plans: Plans, span: Span, rated: Rated, frame: pl.DataFrame, outcome: pl.DataFrame, result: Ints,
    behaviour: Ints,
    values: Ints, level: np.ndarray, done: Bools, counter: Counter, parties: pl.DataFrame,
) -> pl.DataFrame:  # fmt: skip
    rules = mapping_year.rules_on(span.ends_on)
    stage = rated.stage
    states = np.asarray(
        ["open", "self", "rated", "confirmed", "received", "final", "", "", "", "skipped"], dtype=object
    )
    times = _times(order, span, rated, stage)
    predicate = outcome["predicate"]
    told = done & (predicate.is_not_null().to_numpy())
    keep, empty = pl.Series(told), pl.lit(None)
    number = predicate.fill_null(0).to_numpy()
    return frame.select(
        plan_id="id", person_id="person_id", unit_id="unit_id", rater_id="rater_id",
        rater_superior_id="rater_superior_id", is_unit_head="is_unit_head",
    ).with_columns(
        id=pl.Series(np.arange(counter.evaluation + 1, counter.evaluation + len(frame) + 1)),
        period_id=pl.lit(span.id), state=pl.Series(states[stage].tolist(), dtype=pl.String),
        lock_version=pl.Series(stage % 9 + 1), self_note=pl.lit(""), self_at=times["self"],
        behaviour_items=pl.when(keep).then(_as_array(values)),
        result_suggested=pl.when(keep).then(outcome["result_suggested"]),
        behaviour_suggested=pl.when(keep).then(outcome["behaviour_suggested"]),
        result_rating=pl.when(keep).then(pl.Series(result)), behaviour_rating=pl.when(keep).then(pl.Series(behaviour)),
        result_reason=pl.lit(""), behaviour_reason=pl.Series(np.where(told, BEHAVIOUR[behaviour], "").tolist(),
            dtype=pl.String),
        predicate=pl.when(keep).then(predicate), ruleset=pl.when(keep).then(pl.lit(rules.id)).otherwise(pl.lit("")),
        ruleset_hash=pl.when(keep).then(pl.lit(rules.hash)).otherwise(pl.lit("")),
        steps=pl.when(keep).then(outcome["steps"]),
        frozen=pl.when(keep).then(_frozen(frame, parties, level)),
        note=pl.Series(np.where(told & (plans.person[rated.plan] % 4 == 0), NOTE[number], "").tolist(),
            dtype=pl.String),
        skipped_reason=pl.Series(rated.skipped.tolist(), dtype=pl.String),
        rated_by_id=pl.when(keep).then(pl.col("rater_id")).otherwise(empty), rated_at=times["rated"],
        confirmed_by_id=pl.when(times["confirmed"].is_not_null()).then(pl.col("rater_superior_id")).otherwise(empty),
        confirmed_at=times["confirmed"], received_at=times["received"],
        released_at=times["confirmed"] if span.phase == "closed" else pl.lit(None, dtype=pl.Datetime("us")),
    )  # fmt: skip


def _frozen(frame: pl.DataFrame, parties: pl.DataFrame, level: np.ndarray) -> pl.Series:
    """What the signed result keeps about person, raters and unit, as JSON text."""
    known = frame.select("id").join(parties, left_on="id", right_on="plan_id", how="left")
    return known.with_columns(level=pl.Series(level.tolist(), dtype=pl.String)).select(
        pl.concat_str(
            pl.lit('{"by_delegation":null,"person":'), "person", pl.lit(',"plan_version":1,"rater":'), "rater",
            pl.lit(',"rater_superior":'), "rater_superior", pl.lit(',"unit_achievement":'),
            pl.when(pl.col("level") == "").then(pl.lit("null")).otherwise('"' + pl.col("level") + '"'),
            pl.lit(',"without_achievement_reason":""}'),
        ).alias("frozen")
    )["frozen"]  # fmt: skip


def _as_array(values: Ints) -> pl.Series:
    """The seven ratings of each row as PostgreSQL writes an array."""
    if not len(values):
        return pl.Series([], dtype=pl.String)
    vectors = pl.DataFrame(values.astype(str), schema=[f"v{i}" for i in range(7)])
    return vectors.select(pl.concat_str(pl.lit("{"), pl.concat_str(pl.all(), separator=","), pl.lit("}")))[:, 0]


def _times(order: Order, span: Span, rated: Rated, stage: Ints) -> dict[str, pl.Series]:
    """Moments of each step, after the end of the period and before today."""
    random = stream(order.seed, f"times {span.id} {int(rated.plan[0]) if len(rated.plan) else 0}")
    size = len(stage)
    end = np.minimum(plans_end(span), day(order.today) - 9) if span.phase == "rating" else plans_end(span)
    minutes = random.integers(0, 420, size)
    shift = {"self": (1, 1, 4), "rated": (2, 4, 8), "confirmed": (3, 8, 11), "received": (4, 11, 14)}
    found = {}
    for name, (least, low, high) in shift.items():
        moment = (
            np.minimum(end + random.integers(low, high, size), day(order.today)).astype("datetime64[m]") + 480 + minutes
        )
        known = (stage >= least) & (stage != 9)
        if name == "self":
            known &= (rated.plan % 5 != 0) | (stage == 1)
        found[name] = pl.Series(np.where(known, moment, np.datetime64("NaT")).astype("datetime64[us]"))
    return found


def plans_end(span: Span) -> np.datetime64:
    return day(span.ends_on)
