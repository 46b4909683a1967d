"""Ragam per penilai: how widely a rater spreads something, against what is usual, pulled towards the usual.

True variances are taken as inverse gamma over the raters; its two figures come from the mean and the variance of the
raters' own estimates. The posterior is then known in closed form, also for a rater who gave everybody the same.
"""

import polars as pl

Z = 1.96
LEAST_RATERS = 10
STEADY = 40.0  # shape of the prior when the raters do not differ beyond chance: nearly everything is pulled in


def shrunk(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """Columns ``rater``, ``ss``, ``df`` -> rater, ``{name}``, ``{name}_low``, ``{name}_high``: standard deviation as
    a ratio to the usual one, with its 95 percent interval. Null where there is nothing to judge by.
    """
    known = frame.filter(pl.col("df") > 0)
    if known.height < LEAST_RATERS or not (usual := _pooled(known)):
        return frame.select("rater", *(pl.lit(None, pl.Float64).alias(f"{name}{end}") for end in ("", "_low", "_high")))
    shape = _shape(known, usual)
    after = shape + pl.col("df") / 2
    mean = (usual * (shape - 1) + pl.col("ss") / 2) / (after - 1)
    ratio = (mean / usual).sqrt()
    reach = (Z / 2 / after.sqrt()).exp()
    return frame.select(
        "rater",
        *(
            pl.when(pl.col("df") > 0).then(value).alias(f"{name}{end}")
            for end, value in (("", ratio), ("_low", ratio / reach), ("_high", ratio * reach))
        ),
    )


def _pooled(known: pl.DataFrame) -> float:
    return float(known["ss"].sum()) / float(known["df"].sum())


def _shape(known: pl.DataFrame, usual: float) -> float:
    """2 + 1 / CV2, where CV2 is how much the true variances differ: the observed spread less that of chance."""
    weight = known["df"] / known["df"].sum()
    apart = float((((known["ss"] / known["df"] - usual) ** 2) * weight).sum())
    chance = 2 * usual**2 * float((weight / known["df"]).sum())
    differing = max(0.0, (apart - chance) / (usual**2 * (1 + 2 * float((weight / known["df"]).sum()))))
    return min(STEADY, 2 + 1 / differing) if differing > 0 else STEADY
