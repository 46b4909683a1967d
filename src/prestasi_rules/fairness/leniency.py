"""Longgar atau ketat: leniency of connected raters by closed-form empirical Bayes.

A score is taken as period + team + person + rater + rest. Two things speak about a rater: the mean of the team against
the raters one is connected with (which also holds how good the team is), and people rated by others too, against what
those others gave them (which does not). Each has a known variance; with the prior they are weighted by precision.
"""

from dataclasses import dataclass

import polars as pl

from prestasi_rules.fairness.links import components

Z = 1.96
LEAST_LINKS = 10


@dataclass(frozen=True, slots=True)
class Variances:
    """What the scores vary with, in squared points; ``links`` counts people with more than one rater."""

    rater: float
    team: float
    person: float
    rest: float
    links: int

    @property
    def is_known(self) -> bool:
        """Whether enough people were rated by several raters to tell strictness from quality."""
        return self.links >= LEAST_LINKS

    @property
    def agreement(self) -> float:
        """Share of the variance of one score that two raters of the same person would have in common, 0 to 1."""
        shared = self.team + self.person
        whole = shared + self.rater + self.rest
        return shared / whole if whole else 0.0


def centred(scores: pl.DataFrame) -> pl.DataFrame:
    """Scores with ``component`` (null: connected with nobody) and ``y``, the score against its component and period."""
    group = components(scores.select("rater", "person").unique().sort("rater", "person").iter_rows())
    named = pl.DataFrame({"rater": list(group), "component": list(group.values())}, schema=dict.fromkeys(
        ("rater", "component"), pl.Int64))  # fmt: skip
    joined = scores.join(named, on="rater")
    alone = pl.col("rater").n_unique().over("component") == 1
    y = pl.col("score") - pl.col("score").mean().over("component", "period")
    return joined.with_columns(y=y, component=pl.when(~alone).then("component"))


def cells(scored: pl.DataFrame) -> pl.DataFrame:
    """One row for each rater and person: ``m`` scores, their mean ``y`` and sum of squares around it."""
    linked = scored.filter(pl.col("component").is_not_null())
    y = pl.col("y")
    return linked.group_by("component", "rater", "person").agg(
        m=pl.len(), y=y.mean(), ss=(y**2).sum() - y.sum() ** 2 / pl.len()
    )


def variances(cell: pl.DataFrame) -> Variances:
    """Moment estimates, each from the sum of squares that isolates it, none below nought."""
    m = pl.col("m")
    rest = _ratio(float(cell["ss"].sum()), float((cell["m"] - 1).sum()))
    of_people = _between(cell.filter(pl.col("rater").n_unique().over("person") > 1), "person")
    rater = max(0.0, _ratio(of_people["ss"] - rest * of_people["df"], of_people["reach"]))
    within = _between(cell, "rater")
    person = max(0.0, _ratio(within["ss"] - rest * within["df"], within["reach"]))
    teams = cell.group_by("component", "rater").agg(
        y=(pl.col("y") * m).sum() / m.sum(), people=(m**2).sum() / m.sum(), m=m.sum()
    )
    above = _between(teams, "component")
    both = max(0.0, _ratio(above["ss"] - rest * above["df"] - person * _own_people(teams), above["reach"]))
    links = cell.filter(pl.col("rater").n_unique().over("person") > 1)["person"].n_unique()
    return Variances(min(rater, both), max(0.0, both - rater), person, rest, links)


def _own_people(teams: pl.DataFrame) -> float:
    """How often the variance of people stands in the sum of squares between teams."""
    inner = pl.col("people") * pl.col("m")
    found = teams.group_by("component").agg(n=(pl.col("people") - inner / pl.col("m").sum()).sum())
    return float(found["n"].sum())


def _between(frame: pl.DataFrame, group: str) -> dict[str, float]:
    """Weighted sum of squares of ``y`` inside each ``group``, its degrees of freedom, and the weight of an effect."""
    m, y = pl.col("m"), pl.col("y")
    found = frame.group_by(group).agg(
        ss=(m * y**2).sum() - (m * y).sum() ** 2 / m.sum(), df=pl.len() - 1, reach=m.sum() - (m**2).sum() / m.sum()
    )
    return {name: float(found[name].sum()) for name in ("ss", "df", "reach")}


def _ratio(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else 0.0


def leniency(cell: pl.DataFrame, var: Variances) -> pl.DataFrame:
    """rater, ``leniency`` in points (above 0: lenient) with ``leniency_low`` and ``leniency_high``, ``reliability``
    (0: only the prior speaks, 1: only the data), ``shared_people`` and ``shared_gap``: the plain mean difference to
    other raters of the same people. Only for connected raters, and empty when the variances are not known.
    """
    if not var.is_known or var.rater <= 0:
        return _nobody(cell)
    team = _by_team(cell, var)
    shared = _by_shared(cell, var)
    both = team.join(shared, on="rater", how="left")
    weight = 1 / var.rater + 1 / pl.col("team_var") + pl.col("shared_precision").fill_null(0)
    told = pl.col("team_y") / pl.col("team_var") + (pl.col("shared_precision") * pl.col("shared_gap")).fill_null(0)
    mean = told / weight
    reach = Z / weight.sqrt()
    return both.select(
        "rater",
        mean.alias("leniency"),
        (mean - reach).alias("leniency_low"),
        (mean + reach).alias("leniency_high"),
        (1 - 1 / (var.rater * weight)).alias("reliability"),
        "shared_people",
        "shared_gap",
    )


def _nobody(cell: pl.DataFrame) -> pl.DataFrame:
    figures = ("leniency", "leniency_low", "leniency_high", "reliability", "shared_people", "shared_gap")
    return cell.select("rater", *(pl.lit(None, pl.Float64).alias(name) for name in figures)).clear()


def _by_team(cell: pl.DataFrame, var: Variances) -> pl.DataFrame:
    m = pl.col("m")
    size = m.sum()
    return cell.group_by("rater").agg(
        team_y=(pl.col("y") * m).sum() / size,
        team_var=var.team + var.person * (m**2).sum() / size**2 + var.rest / size,
    )


def _by_shared(cell: pl.DataFrame, var: Variances) -> pl.DataFrame:
    """The difference to the other raters of the same people; those others' own leniency counts as noise, once each."""
    pair = cell.join(cell, on="person", suffix="_other").filter(pl.col("rater") != pl.col("rater_other"))
    people = pair.group_by("rater", "person").agg(
        own=pl.col("y").first(), m=pl.col("m").first(), others_m=pl.col("m_other").sum(),
        others=(pl.col("y_other") * pl.col("m_other")).sum() / pl.col("m_other").sum(),
    ).with_columns(weight=1 / (1 / pl.col("m") + 1 / pl.col("others_m")))  # fmt: skip
    weight = pl.col("weight")
    gap = people.group_by("rater").agg(
        shared_people=pl.len().cast(pl.Float64), whole=weight.sum(),
        shared_gap=((pl.col("own") - pl.col("others")) * weight).sum() / weight.sum(),
    )  # fmt: skip
    faced = pair.join(people.select("rater", "person", "others_m", "weight"), on=("rater", "person"))
    share = faced.group_by("rater", "rater_other").agg(
        part=(pl.col("weight") * pl.col("m_other") / pl.col("others_m")).sum()
    ).join(gap.select("rater", "whole"), on="rater")  # fmt: skip
    alike = share.group_by("rater").agg(alike=((pl.col("part") / pl.col("whole")) ** 2).sum())
    precision = 1 / (var.rater * pl.col("alike") + var.rest / pl.col("whole"))
    return gap.join(alike, on="rater").select("rater", "shared_people", "shared_gap", shared_precision=precision)
