"""Longgar atau ketat menurut predikat: raters compared on the five predicates themselves, which are ordered, not equal.

P(predicate k or worse) = logistic(threshold k - (person + team of the person's first rater + rater)), the effects
normal with variances of their own. Modes by Newton's method, variances by EM with the curvature at the mode (Laplace):
people are eliminated first (their block is diagonal), then teams (diagonal too), so that one system in the raters is
left. Only raters of the largest connected group take part: between groups nothing tells strictness from quality.
"""

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.linalg import inv
from scipy.sparse import csr_matrix, diags

from prestasi_rules.fairness.leniency import LEAST_LINKS, Z
from prestasi_rules.fairness.links import components

METHOD = "ordinal-raters-1"
SCHEMA = {"rater": pl.Int64, "person": pl.Int64, "period": pl.Int64, "predicate": pl.Int64}
BEST, WORST = 1, 5
MOST_RATERS = 3_000  # the system in the raters is dense: a minute and 70 MB at this size
ROUNDS, STEPS = 40, 3
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ordinal:
    """``raters``: rater, shift, shift_low, shift_high on the logit scale (above 0: lenient), and the chance, in
    percent, that the best predicate goes to an average person: ``own`` with ``own_low`` and ``own_high``.
    ``people``: person, ``raw`` (mean predicate) and ``corrected`` (quality on the logit scale, higher is better).
    ``usual``: that chance under a usual rater, percent. ``refused``: why there is nothing (few_links, too_many, alike).
    """

    raters: pl.DataFrame
    people: pl.DataFrame
    usual: float | None = None
    refused: str = ""
    variances: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class _Fit:
    """Indices of the observations and the running estimates."""

    level: Ints
    rater: Ints
    person: Ints
    home: Ints
    theta: Floats
    effect: dict[str, Floats]
    variance: dict[str, float]

    @property
    def eta(self) -> Floats:
        quality = self.effect["person"] + self.effect["team"][self.home]
        return np.asarray(quality[self.person] + self.effect["rater"][self.rater])


def ordinal(read: pl.DataFrame) -> Ordinal:
    """From evaluations with a predicate (columns ``SCHEMA``, predicates 1 best to 5 worst)."""
    known = read.drop_nulls().sort("period", "rater", "person")
    linked, reason = _linked(known)
    if reason:
        return _nothing(reason)
    fit, raters, people = _start(linked)
    if len(fit.theta) < 1:
        return _nothing("alike")
    spread = np.zeros(len(raters))
    for _ in range(ROUNDS):
        before = dict(fit.variance)
        spread = _round(fit)
        if max(abs(fit.variance[name] / before[name] - 1) for name in before) < 0.01:
            break
    return _told(fit, raters, people, spread, linked)


def _linked(known: pl.DataFrame) -> tuple[pl.DataFrame, str]:
    """The evaluations of the largest connected group of raters, or why there are none."""
    group = components(known.select("rater", "person").unique().sort("rater", "person").iter_rows())
    named = pl.DataFrame({"rater": list(group), "component": list(group.values())}, schema=dict.fromkeys(
        ("rater", "component"), pl.Int64))  # fmt: skip
    sizes = named.group_by("component").len().sort("len", "component", descending=[True, False])
    if sizes.is_empty():
        return known, "few_links"
    largest = int(sizes["component"][0])
    inside = known.join(named.filter(pl.col("component") == largest).select("rater"), on="rater")
    links = inside.group_by("person").agg(n=pl.col("rater").n_unique()).filter(pl.col("n") > 1).height
    if links < LEAST_LINKS:
        return inside, "few_links"
    return inside, "too_many" if inside["rater"].n_unique() > MOST_RATERS else ""


def _nothing(reason: str) -> Ordinal:
    figures = ("shift", "shift_low", "shift_high", "own", "own_low", "own_high")
    raters = pl.DataFrame(schema={"rater": pl.Int64, **dict.fromkeys(figures, pl.Float64)})
    return Ordinal(
        raters, pl.DataFrame(schema={"person": pl.Int64, "raw": pl.Float64, "corrected": pl.Float64}), None, reason
    )


def _start(read: pl.DataFrame) -> tuple[_Fit, Ints, Ints]:
    raters, rater = np.unique(read["rater"].to_numpy(), return_inverse=True)
    people, first, person = np.unique(read["person"].to_numpy(), return_index=True, return_inverse=True)
    present, level = np.unique(WORST - read["predicate"].to_numpy(), return_inverse=True)
    share = np.cumsum(np.bincount(level))[:-1] / len(level)
    effect = {"rater": np.zeros(len(raters)), "team": np.zeros(len(raters)), "person": np.zeros(len(people))}
    fit = _Fit(
        level, rater, person, rater[first], np.log(share / (1 - share)) if len(present) > 1 else np.zeros(0), effect,
        {"rater": 0.5, "team": 0.5, "person": 1.0},
    )  # fmt: skip
    return fit, raters, people


def _curves(fit: _Fit) -> tuple[Floats, Floats]:
    """Logistic of the threshold below and above each observation's own level, less its effects."""
    ends = np.concatenate([[-np.inf], fit.theta, [np.inf]])
    eta = fit.eta
    with np.errstate(over="ignore"):
        below, above = (1 / (1 + np.exp(-(ends[fit.level + i] - eta))) for i in (0, 1))
    return below, above


def _round(fit: _Fit) -> Floats:
    """Modes under the present variances, then the variances; returns the raters' posterior variances."""
    for _ in range(STEPS):
        system = _system(fit)
        moved = _step(fit, system)
        _thresholds(fit)
        if moved < 1e-3:
            break
    spread = _spread(fit, _system(fit))
    for name, values in fit.effect.items():
        fit.variance[name] = max(1e-4, float(np.mean(values**2 + spread[name])))
    return spread["rater"]


@dataclass(frozen=True, slots=True)
class _System:
    """Newton's equations with people, then teams, eliminated. ``cross``: raters and teams by people."""

    slope: dict[str, Floats]
    by_person: Floats
    rater_person: csr_matrix
    team_person: csr_matrix
    by_team: Floats
    rater_team: csr_matrix
    raters: Floats


def _system(fit: _Fit) -> _System:
    below, above = _curves(fit)
    weight = below * (1 - below) + above * (1 - above)
    pull = below + above - 1
    size = {name: len(values) for name, values in fit.effect.items()}
    own = {name: -fit.effect[name] / fit.variance[name] for name in size}
    own["rater"] += np.bincount(fit.rater, pull, size["rater"])
    per_person = np.bincount(fit.person, pull, size["person"])
    own["person"] += per_person
    own["team"] += np.bincount(fit.home, per_person, size["team"])
    heft = np.bincount(fit.person, weight, size["person"])
    by_person: Floats = np.asarray(heft + 1 / fit.variance["person"], dtype=np.float64)
    rater_person = csr_matrix((weight, (fit.rater, fit.person)), shape=(size["rater"], size["person"]))
    team_person = csr_matrix((heft, (fit.home, np.arange(size["person"]))), shape=(size["team"], size["person"]))
    less = diags(1 / by_person)
    by_team: Floats = np.bincount(fit.home, heft - heft**2 / by_person, size["team"]).astype(np.float64)
    by_team += 1 / fit.variance["team"]
    member = np.arange(size["person"]), fit.home
    one_team = csr_matrix((np.ones(size["person"]), member), shape=(size["person"], size["team"]))
    rater_team = csr_matrix(rater_person @ one_team - rater_person @ less @ team_person.T)
    whole = diags(np.bincount(fit.rater, weight, size["rater"]) + 1 / fit.variance["rater"])
    raters = whole - rater_person @ less @ rater_person.T - rater_team @ diags(1 / by_team) @ rater_team.T
    dense: Floats = np.asarray(raters.todense(), dtype=np.float64)
    return _System(own, by_person, rater_person, team_person, by_team, rater_team, dense)


def _step(fit: _Fit, system: _System) -> float:
    """One step of Newton's method for all effects; how far the furthest moved."""
    of_person = system.slope["person"] / system.by_person
    of_team = system.slope["team"] - system.team_person @ of_person
    of_rater = system.slope["rater"] - system.rater_person @ of_person - system.rater_team @ (of_team / system.by_team)
    rater = np.linalg.solve(system.raters, of_rater)
    team = (of_team - system.rater_team.T @ rater) / system.by_team
    person = of_person - (system.rater_person.T @ rater + system.team_person.T @ team) / system.by_person
    for name, step in (("rater", rater), ("team", team), ("person", person)):
        fit.effect[name] += np.clip(step, -2, 2)
    return float(max(np.abs(step).max() for step in (rater, team, person)))


def _thresholds(fit: _Fit) -> None:
    """One step of Newton's method for the thresholds, kept in order."""
    below, above = _curves(fit)
    p = np.maximum(above - below, 1e-12)
    size = len(fit.theta)
    slope, curve = np.zeros(size), np.zeros((size, size))
    up, down = fit.level < size, fit.level > 0
    fa, fb = below * (1 - below), above * (1 - above)
    np.add.at(slope, fit.level[up], (fb / p)[up])
    np.add.at(slope, fit.level[down] - 1, -(fa / p)[down])
    np.add.at(curve, (fit.level[up],) * 2, (fb * (1 - 2 * above) / p - (fb / p) ** 2)[up])
    np.add.at(curve, (fit.level[down] - 1,) * 2, (-fa * (1 - 2 * below) / p - (fa / p) ** 2)[down])
    both = up & down
    np.add.at(curve, (fit.level[both], fit.level[both] - 1), (fa * fb / p**2)[both])
    np.add.at(curve, (fit.level[both] - 1, fit.level[both]), (fa * fb / p**2)[both])
    moved = fit.theta - np.linalg.solve(curve, slope)
    if np.all(np.diff(moved) > 0):
        fit.theta = moved


def _spread(fit: _Fit, system: _System) -> dict[str, Floats]:
    """Posterior variances at the mode, from the inverse of the eliminated system."""
    raters = np.asarray(inv(system.raters))
    lean = system.rater_team @ diags(1 / system.by_team)
    with_team = -np.asarray((lean.T @ raters).T)
    team = 1 / system.by_team - np.asarray(lean.T.multiply(with_team.T).sum(axis=1)).ravel()
    heft = np.asarray(system.team_person.sum(axis=0)).ravel()
    own = np.asarray(system.rater_person.multiply(raters @ system.rater_person).sum(axis=0)).ravel()
    mixed = np.asarray(system.rater_person.multiply(with_team[:, fit.home]).sum(axis=0)).ravel() * heft
    person = 1 / system.by_person + (own + 2 * mixed + heft**2 * team[fit.home]) / system.by_person**2
    return {"rater": np.diag(raters), "team": team, "person": person}


def _told(fit: _Fit, raters: Ints, people: Ints, spread: Floats, read: pl.DataFrame) -> Ordinal:
    shift, reach = fit.effect["rater"], Z * np.sqrt(spread)
    chance = {
        name: 100 / (1 + np.exp(fit.theta[-1] - moved))
        for name, moved in (("own", shift), ("own_low", shift - reach), ("own_high", shift + reach))
    }
    found = pl.DataFrame(
        {"rater": raters, "shift": shift, "shift_low": shift - reach, "shift_high": shift + reach, **chance}
    )
    raw = read.group_by("person").agg(raw=pl.col("predicate").mean()).sort("person")
    quality = fit.effect["person"] + fit.effect["team"][fit.home]
    return Ordinal(
        found, raw.with_columns(corrected=pl.Series(quality)), float(100 / (1 + np.exp(fit.theta[-1]))), "",
        dict(fit.variance),
    )  # fmt: skip
