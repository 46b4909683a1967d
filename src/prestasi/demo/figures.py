"""Reported figures: for a stretch of plans a matrix of indicators by months. Everything else is read from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from prestasi.demo.calendar import Span
from prestasi.demo.days import day, first_of, month_end, month_of
from prestasi.demo.planning import Plans
from prestasi.demo.results import FINE, Indicators
from prestasi.demo.seeded import Bools, Floats, Ints, stream
from prestasi.demo.settings import Order
from prestasi.demo.templates import templates

MONTHS = np.arange(1, 13)
STEP = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
NONE, ACCEPTED, REPORTED, RETURNED = 0, 1, 2, 3
Small = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Figures:
    """Rows are the indicators `first` to `last` of the table; columns are months. `state` 0 means no report."""

    first: int
    last: int
    value: Floats
    state: Small
    quality: Floats


def quality_of_people(order: Order, size: int, cast: dict[str, int]) -> Floats:
    """How far each person usually gets: 1.0 is the target. The showcase stays near it."""
    quality = 1.01 + 0.045 * stream(order.seed, "quality").standard_normal(size)
    for role, usual in (("employee", 1.02), ("supervisor", 0.99), ("unit_head", 1.01), ("analyst", 1.03)):
        quality[cast[role]] = usual
    return quality


def figures(
    order: Order, plans: Plans, measured: Indicators, spans: list[Span], quality: Floats, chunk: tuple[int, int],
    cast: dict[str, int]
) -> Figures:  # fmt: skip
    """The figures of the plans in rows `chunk[0]` to before `chunk[1]`."""
    first, last = (int(i) for i in np.searchsorted(measured.plan, chunk))
    plan, template = measured.plan[first:last], measured.template[first:last]
    random = stream(order.seed, f"figures {chunk[0]}")
    reach = np.clip(quality[plans.person[plan]] + 0.035 * random.standard_normal(len(plan)), 0.7, 1.2)
    due = _due(order, plans, plan, template)
    value = _values(plans, measured, first, last, reach, random)
    state = _states(order, plans, plan, due, spans, random)
    _hold_back(order, plans, measured, plan, state, spans, cast, first)
    return Figures(first, last, np.where(state > 0, value, np.nan), state, reach)


def _due(order: Order, plans: Plans, plan: Ints, template: Ints) -> Bools:
    """Months at whose end a figure is asked for: by frequency, inside the plan, agreed, and passed."""
    step = np.asarray([STEP[word] for word in templates().frequency[template]])[:, None]
    end = month_end(first_of(plans.year[plan][:, None], MONTHS[None, :]))
    inside = (end >= plans.starts_on[plan][:, None]) & (end <= plans.ends_on[plan][:, None])
    agreed = (plans.frame["version"].to_numpy() > 0)[plan][:, None]
    return (MONTHS[None, :] % step == 0) & inside & agreed & (end <= day(order.today) - 2)


def _values(
    plans: Plans, measured: Indicators, first: int, last: int, reach: Floats, random: np.random.Generator
) -> Floats:
    table = templates()
    plan, template = measured.plan[first:last], measured.template[first:last]
    target = measured.target[first:last, None]
    lower = (table.direction[template] == "lower")[:, None]
    combine, measure = table.combine[template], table.measure[template]
    noise = random.standard_normal((len(plan), 12))
    percent = (measure == "persen") & (target[:, 0] > 50)
    reach = np.where(percent, 1 + (reach - 1) * 0.4, reach)[:, None]
    goal = np.where(lower, target * (2 - reach), target * reach)
    share = _share(plans, plan)
    climb = np.where(lower, 1.05 - 0.05 * share, 0.95 + 0.05 * share) + 0.004 * noise
    level = goal * np.where((combine == "last")[:, None], climb, 1 + np.where(percent, 0.008, 0.02)[:, None] * noise)
    level = np.where((measure == "persen")[:, None], np.minimum(level, 100), level)
    step = np.asarray([STEP[word] for word in table.frequency[template]])
    summed = _increments(goal, share, step, noise, measure, target)
    return np.where((combine == "sum")[:, None], summed, _written(level, target, measure))


def _share(plans: Plans, plan: Ints) -> Floats:
    """Part of the plan that has passed at each month's end."""
    start, end = month_of(plans.starts_on[plan])[:, None], month_of(plans.ends_on[plan])[:, None]
    return np.clip((MONTHS[None, :] - start + 1) / np.maximum(end - start + 1, 1), 0, 1)


def _increments(goal: Floats, share: Floats, step: Ints, noise: Floats, measure: np.ndarray, target: Floats) -> Floats:
    """Parts that add up to the goal: differences of a rounded running total."""
    decimals = np.where(np.isin(measure, list(FINE)), 2, 0)[:, None]
    running = goal * np.clip(share * (1 + 0.03 * noise * (share < 1)), 0, 1.05)
    most = np.where((measure == "laporan")[:, None], target * share, np.inf)
    running = np.where(decimals == 2, np.round(np.minimum(running, most), 2), np.floor(np.minimum(running, most) + 0.5))
    running = np.maximum.accumulate(running, axis=1)
    before = np.zeros_like(running)
    for width in (1, 3, 6):
        shifted = np.concatenate([np.zeros((len(goal), width)), running[:, :-width]], axis=1)
        before = np.where((step == width)[:, None], shifted, before)
    return np.round(running - before, 2)


def _written(level: Floats, target: Floats, measure: np.ndarray) -> Floats:
    fine = (np.isin(measure, list(FINE)) | (measure == "persen"))[:, None] | (target < 20)
    return np.where(fine, np.round(level, 1), np.round(level))


def _states(
    order: Order, plans: Plans, plan: Ints, due: Bools, spans: list[Span], random: np.random.Generator
) -> Small:
    """Accepted in closed quarters; in the window mostly; later many wait, some were returned, some are missing."""
    chance = random.random(due.shape)
    window = next((span for span in spans if span.phase == "rating"), None)
    running = (plans.year[plan] == order.today.year)[:, None]
    state = np.where(due, ACCEPTED, NONE).astype(np.int8)
    if window is not None:
        inside = running & (window.starts_on.month <= MONTHS) & (window.ends_on.month >= MONTHS)
        state[due & inside & (chance < 0.065)] = REPORTED
        state[due & inside & (chance < 0.012)] = RETURNED
        late = (random.random(len(plan)) < 0.11)[:, None] & (window.ends_on.month == MONTHS)
        state[due & inside & late] = NONE
    after = running & ((window.ends_on.month if window else 0) < MONTHS)
    state[due & after & (chance < 0.62)] = REPORTED
    state[due & after & (chance < 0.16)] = NONE
    state[due & after & (chance < 0.03)] = RETURNED
    return state


def _hold_back(
    order: Order, plans: Plans, measured: Indicators, plan: Ints, state: Small, spans: list[Span],
    cast: dict[str, int], first: int
) -> None:  # fmt: skip
    """The employee of the showcase has reported everything but immunisation since the window's last month."""
    window = next((span for span in spans if span.phase == "rating"), None)
    own = np.flatnonzero((plans.person[plan] == cast["employee"]) & (plans.year[plan] == order.today.year))
    if window is None or not len(own):
        return
    names = measured.frame["name"].gather(own + first).to_list()
    state[own] = np.where(state[own] > 0, ACCEPTED, state[own])
    for row, name in zip(own, names, strict=True):
        if "munisasi" in name:
            state[row, window.ends_on.month - 1 :] = NONE
