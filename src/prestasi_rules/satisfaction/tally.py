"""From filled forms to what the rule sets start from: sums per element, the spread of respondents, the region."""

from collections.abc import Collection
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

import narwhals as nw

from prestasi_rules.fixed import when
from prestasi_rules.satisfaction.answers import PARTS
from prestasi_rules.satisfaction.elements import ELEMENTS

EXACT = Context(prec=60)
PLACES = Decimal("0.0001")


def tally(forms: Any, *, by: str, unused: Collection[str] = ()) -> Any:
    """One row per ``by`` with ``<element>_sum`` and ``<element>_answers``, the input of ``skm-2017``.

    ``forms`` has one row per form and one column of scores per element, null where it was not answered. Elements named
    in ``unused`` stay empty: they were not asked.
    """
    table = nw.from_native(forms).with_columns(
        *(when(nw.col(element).is_null(), 0, nw.col(element)).alias(f"{element}_sum") for element in ELEMENTS),
        *(when(nw.col(element).is_null(), 0, 1).alias(f"{element}_answers") for element in ELEMENTS),
    )
    names = [f"{element}_{part}" for element in ELEMENTS for part in ("sum", "answers")]
    sums = table.group_by(by).agg(nw.col(*names).sum())
    asked = [name for name in names if name.rpartition("_")[0] not in unused]
    empty = [nw.lit(None, dtype=nw.Int64).alias(name) for name in names if name not in asked]
    return sums.select(by, *asked).with_columns(*empty).select(by, *names).to_native()


def spread(parts: Collection[int | None]) -> dict[str, Decimal | int | None]:
    """``n``, ``mean`` and ``sd`` of respondents' exact indexes (``respondent_parts``), the input of ``stats-1``.

    Sums are whole numbers, so only the last step rounds: four places, half up. ``sd`` needs two respondents.
    """
    known = [part for part in parts if part is not None]
    n, total, squares = len(known), sum(known), sum(part * part for part in known)
    variance = EXACT.divide(Decimal(n * squares - total * total), Decimal(max(n * (n - 1), 1) * PARTS * PARTS))
    return {
        "n": n,
        "mean": _places(EXACT.divide(Decimal(total), Decimal(n * PARTS))) if n else None,
        "sd": _places(variance.sqrt(EXACT)) if n > 1 else None,
    }


def _places(value: Decimal) -> Decimal:
    return value.quantize(PLACES, ROUND_HALF_UP, EXACT)


def by_region(units: Any, *, by: str, ikm: str = "ikm", respondents: str = "respondents") -> Any:
    """One row per ``by`` with the sums that ``skm-region-2017`` starts from; ``ikm`` in hundredths.

    A unit without an index is counted in ``units_without`` and enters neither mean.
    """
    has = ~nw.col(ikm).is_null()
    table = nw.from_native(units).with_columns(
        when(has, 1, 0).alias("units"),
        when(has, 0, 1).alias("units_without"),
        when(has, nw.col(ikm), 0).alias("ikm_total"),
        when(has, nw.col(respondents), 0).alias("respondents_total"),
        when(has, nw.col(ikm) * nw.col(respondents), 0).alias("ikm_by_respondents"),
    )
    names = ("units", "units_without", "ikm_total", "respondents_total", "ikm_by_respondents")
    return table.group_by(by).agg(nw.col(*names).sum()).to_native()
