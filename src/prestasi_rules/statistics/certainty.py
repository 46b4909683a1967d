"""How likely the true index lies in its band: the normal distribution to two places, in exact decimals.

An expression cannot hold the series, so this is a plain function; it is the same on every machine.
"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal

EXACT = Context(prec=50)
ROOT_OF_TAU = Decimal("2.5066282746310005024157652848110452530069867406099")
EDGES = (Decimal("65.00"), Decimal("76.61"), Decimal("88.31"))
HALF_PLACE = Decimal("0.005")  # an index that rounds to 88.31 starts at 88.305


def band_probability(mean: Decimal, sd: Decimal, n: int, population: int | None = None) -> Decimal:
    """The probability (two places) that the true index rounds into the band of ``mean``.

    Normal distribution around ``mean`` with the standard error ``sd / sqrt(n)``, corrected when more than 5 percent of
    the population answered. Raises ``ValueError`` below two respondents or without spread.
    """
    if n < 2 or sd <= 0:
        raise ValueError("two respondents and some spread are needed")
    variance = EXACT.divide(sd * sd, Decimal(n))
    if population is not None and n * 20 > population > 1:
        variance = EXACT.multiply(variance, EXACT.divide(Decimal(population - n), Decimal(population - 1)))
    error = EXACT.sqrt(variance)
    edges = [edge - HALF_PLACE for edge in EDGES]
    below = [edge for edge in edges if edge <= mean]
    above = [edge for edge in edges if edge > mean]
    low = _cumulative(EXACT.divide(below[-1] - mean, error)) if below else Decimal(0)
    high = _cumulative(EXACT.divide(above[0] - mean, error)) if above else Decimal(1)
    return (high - low).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _cumulative(z: Decimal) -> Decimal:
    """The area left of ``z`` under the normal curve: 1/2 + density x (z + z^3/3 + z^5/15 + ...)."""
    if abs(z) > 8:
        return Decimal(1 if z > 0 else 0)
    density = EXACT.divide(EXACT.exp(-z * z / 2), ROOT_OF_TAU)
    return Decimal("0.5") + EXACT.multiply(density, sum(_terms(z), Decimal(0)))


def _terms(z: Decimal) -> Iterator[Decimal]:
    term, odd = z, 1
    while abs(term) > Decimal("1e-30"):
        yield term
        odd += 2
        term = EXACT.divide(EXACT.multiply(EXACT.multiply(term, z), z), Decimal(odd))
