"""A second implementation in plain Python, written from the text of the regulations and not from the package.

Each function takes one row in natural units and returns the answers that the rule set of the same subject must give.
"""

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

Row = dict[str, Any]


def rounded(value: Fraction, places: int) -> Decimal:
    """Half up, once, at the end."""
    exact = Decimal(value.numerator) / Decimal(value.denominator) if value.denominator == 1 else None
    if exact is None:
        scaled = abs(value) * 10**places
        whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        exact = Decimal(whole if value >= 0 else -whole).scaleb(-places)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def predicate(row: Row) -> Row:
    result, behaviour = row["result_rating"], row["behaviour_rating"]
    if row["is_unit_head"]:
        unit = row["unit_achievement"]
        result = None if unit is None else {"ISTIMEWA": "DI_ATAS", "BAIK": "SESUAI"}.get(unit, "DI_BAWAH")
    if result is None or behaviour is None:
        return {"predicate": None, "predicate_code": None}
    if behaviour == "DI_BAWAH":
        name = "SANGAT_KURANG" if result == "DI_BAWAH" else "KURANG"
    elif result == "DI_BAWAH":
        name = "BUTUH_PERBAIKAN"
    else:
        name = "SANGAT_BAIK" if result == behaviour == "DI_ATAS" else "BAIK"
    order = ["SANGAT_BAIK", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG"]
    return {"predicate": name, "predicate_code": order.index(name) + 1}


def suggestion(row: Row) -> Row:
    main = [row[f"main_{word}"] for word in ("above", "meets", "below")]
    more = [row[f"additional_{word}"] for word in ("above", "meets", "below")]
    values = [row[f"values_{word}"] for word in ("above", "meets", "below")]
    return {
        "suggested_result": _suggested_result(main, more),
        "suggested_behaviour": _suggested_behaviour(values, row["breach_is_proven"]),
    }


def _suggested_result(main: list[Any], more: list[Any]) -> str | None:
    if None in main or None in more:
        return None
    items, mains = sum(main) + sum(more), sum(main)
    if items == 0:
        return None
    if Fraction(main[2] + more[2]) > Fraction(items, 2) or Fraction(main[2]) > Fraction(mains, 3):
        return "DI_BAWAH"
    return "DI_ATAS" if Fraction(main[0] + more[0]) > Fraction(items, 2) and main[2] == 0 else "SESUAI"


def _suggested_behaviour(values: list[Any], breach: bool) -> str | None:
    if breach:
        return "DI_BAWAH"
    if None in values or sum(values) == 0:
        return None
    if 2 * values[2] > sum(values):
        return "DI_BAWAH"
    return "DI_ATAS" if 2 * values[0] > sum(values) and values[2] == 0 else "SESUAI"


def distribution(row: Row) -> Row:
    codes = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")
    counts = [row[f"count_{code}"] for code in codes]
    total = sum(counts)
    unit = row["unit_achievement"]
    advice = {"is_advice_only": total < 10}
    if unit is None:
        return {"fits_pattern": None, **dict.fromkeys(LIMITS), **advice}
    limits = _places(unit, counts)
    if total == 0:
        return {"fits_pattern": None, **limits, **advice}
    share = [Fraction(count, total) for count in counts]
    largest = [all(count > other for spot, other in enumerate(counts) if spot != at) for at, count in enumerate(counts)]
    fits = {
        "ISTIMEWA": share[0] <= Fraction(7, 10) and largest[0],
        "BAIK": share[1] <= Fraction(7, 10) and largest[1] and counts[2] + counts[3] >= 1,
        "BUTUH_PERBAIKAN": share[2] >= Fraction(6, 10) and share[0] <= Fraction(1, 10),
        "KURANG": share[3] >= Fraction(6, 10) and share[2] >= Fraction(1, 10) and share[0] <= Fraction(1, 10),
        "SANGAT_KURANG": share[4] >= Fraction(6, 10) and share[3] + share[2] >= Fraction(1, 10) and counts[0] == 0,
    }
    return {"fits_pattern": fits[unit], **limits, **advice}


LIMITS = (
    "sangat_baik_limit", "baik_limit", "sangat_baik_remaining", "baik_remaining",
    "below_good_needed", "butuh_perbaikan_needed", "lowest_needed",
)  # fmt: skip


def _places(unit: str, counts: list[int]) -> Row:
    """Tried one by one: the biggest number of people whose share stays within, the smallest one that reaches it."""
    total = sum(counts)
    within = {percent: max(n for n in range(total + 1) if 100 * n <= percent * total) for percent in (10, 70)}
    reached = {percent: min(n for n in range(total + 1) if 100 * n >= percent * total) for percent in (10, 60)}
    best, good, fair, poor, bad = counts
    most = {"ISTIMEWA": within[70], "BUTUH_PERBAIKAN": within[10], "KURANG": within[10], "SANGAT_KURANG": 0}.get(unit)
    most_good = within[70] if unit == "BAIK" else None
    below_good = {"BAIK": 1 - fair - poor, "SANGAT_KURANG": reached[10] - fair - poor}.get(unit)
    needs = {"BUTUH_PERBAIKAN": reached[60] - fair, "KURANG": reached[10] - fair}.get(unit)
    lowest = {"KURANG": reached[60] - poor, "SANGAT_KURANG": reached[60] - bad}.get(unit)
    left = [None if n is None else max(n, 0) for n in (below_good, needs, lowest)]
    remaining = [None if most is None else max(most - best, 0), None if most_good is None else max(most_good - good, 0)]
    return dict(zip(LIMITS, [most, most_good, *remaining, *left], strict=True))


def legacy(row: Row) -> Row:
    if row["skp_value"] is None or row["behaviour_value"] is None:
        return {"value": None, "predicate": None}
    weight = Decimal("0.60") if row["uses_opinion"] else Decimal("0.70")
    value = weight * row["skp_value"] + (1 - weight) * row["behaviour_value"]
    if value > 120:
        name = None
    elif value >= 110 and row["has_new_idea"]:
        name = "SANGAT_BAIK"
    elif value >= 90:
        name = "BAIK"
    elif value >= 70:
        name = "BUTUH_PERBAIKAN"
    else:
        name = "KURANG" if value >= 50 else "SANGAT_KURANG"
    return {"value": value, "predicate": name}


def objection(row: Row) -> Row:
    received, objected = row["received_on"], row["objected_on"]
    last = None if received is None else received + timedelta(days=14)
    in_time = None
    if objected is not None and last is not None:
        in_time = received <= objected <= last
    return {"last_day": last, "is_in_time": in_time}


def achievement(row: Row) -> Row:
    actual = _actual(row)
    if actual is None or (row["direction"] == "RANGE" and not _is_range(row)):
        return {"achievement": None}
    target = Fraction(row["target"])
    compared = actual
    if row["direction"] == "LOWER":
        compared = 2 * target - actual
    elif row["direction"] == "RANGE":
        high = Fraction(row["target_high"])
        if actual > high:
            target, compared = high, 2 * high - actual
        elif actual >= target:
            compared = target
    if target > 0:
        percent = rounded(compared / target * 100, 2)
        return {"achievement": percent, "score": min(max(percent, Decimal(0)), Decimal(100))}
    return {"achievement": Decimal(100) if row["target"] == compared == 0 else None}


def _is_range(row: Row) -> bool:
    return row["target_high"] is not None and row["target_high"] >= row["target"]


def _actual(row: Row) -> Fraction | None:
    if row["progress_count"] == 0:
        return None
    chosen = row["progress_last"] if row["combine"] == "LAST" else row["progress_sum"]
    if chosen is None:
        return None
    return Fraction(chosen) / (row["progress_count"] if row["combine"] == "MEAN" else 1)


def slices(rows: list[Row]) -> list[Decimal]:
    """The shares of one whole: floor each, then one smallest unit to the largest remainders, earlier slices first."""
    days = [(row["ends_on"] - row["starts_on"]).days + 1 for row in rows]
    units = int(rows[0]["whole"] * 1000)
    exact = [Fraction(units * d, sum(days)) for d in days]
    shares = [value.numerator // value.denominator for value in exact]
    order = sorted(range(len(rows)), key=lambda at: (shares[at] - exact[at], rows[at]["starts_on"]))
    for at in order[: units - sum(shares)]:
        shares[at] += 1
    return [Decimal(share).scaleb(-3) for share in shares]


def identity(row: Row) -> Row:
    number = "".join(row["number"].split())
    if len(number) != 18 or not number.isascii() or not number.isdigit():
        return {"is_valid": False, "errors": ["not_18_digits"]}
    errors = []
    try:
        if date(int(number[:4]), int(number[4:6]), int(number[6:8])).year < 1900:
            errors.append("impossible_birth_date")
    except ValueError:
        errors.append("impossible_birth_date")
    code = int(number[12:14])
    if not (1 <= code <= 12 or 21 <= code <= 99):
        errors.append("impossible_month")
    if number[14] not in "12":
        errors.append("impossible_sex")
    if number[15:] == "000":
        errors.append("serial_zero")
    return {"is_valid": not errors, "errors": errors}


def allowance(row: Row) -> Row:
    """TPP received of Jakarta 2021: result times amount, less the deductions; rounded once to whole rupiah."""
    effective = row["working_days"] * 300
    activity = None
    if row["activity_minutes"] is not None:
        activity = Fraction(min(row["activity_minutes"], max(effective - row["absence_minutes"], 0)), effective)
    parts: dict[str, Any] = {
        "plan": _share(row["plan_result"]),
        "complaint": _share(row["complaint_result"]),
        "activity": activity,
    }
    weights = {
        "JPT": {"plan": 100},
        "STRUCTURAL": {"plan": 50, "complaint": 30, "activity": 20},
        "STAFF": {"plan": 60, "activity": 40},
    }[row["post_group"]]
    if any(parts[name] is None for name in weights):
        return {"received": None}
    result = sum(Fraction(weight, 100) * parts[name] for name, weight in weights.items())
    return {"received": int(rounded(result * row["tpp_amount"], 0)) - row["deductions"]}


def _share(percent: Decimal | None) -> Fraction | None:
    return None if percent is None else min(Fraction(percent), Fraction(100)) / 100


def months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def improvement(row: Row) -> Row:
    until = months_later(row["starts_on"], 6)
    return {"improve_until": until, "next_step": _next_step(row, until)}


def _next_step(row: Row, until: date) -> str | None:
    if row["result_rating"] is None:
        return None
    if row["result_rating"] != "DI_BAWAH":
        return "NOT_NEEDED"
    if row["has_improved"] is not False:
        return "CLOSED" if row["has_improved"] else ("IMPROVING" if row["on"] < until else "REVIEW_DUE")
    if row["test_passed"] is not False:
        return "KEEP_POST" if row["test_passed"] else "COMPETENCE_TEST"
    if row["post_is_vacant"]:
        return "MOVE"
    if row["placed_on"] is not None and row["on"] >= months_later(row["placed_on"], 12):
        return "HONOURABLE_DISMISSAL"
    return "MOVE" if row["post_is_vacant"] is None else "TEMPORARY_PLACEMENT"


def allowance_by_predicate(row: Row) -> Row:
    """The example in which half of the allowance follows the predicate: twelve months, each rounded to rupiah."""
    half = {"SANGAT_BAIK": 50, "BAIK": 50, "BUTUH_PERBAIKAN": 35, "KURANG": 20, "SANGAT_KURANG": 0}
    if row["predicate"] is None or row["tpp_amount"] is None:
        return {"paid_year": None}
    share = Fraction(half[row["predicate"]] + 50, 100)
    return {"paid_year": 12 * int(rounded(share * row["tpp_amount"], 0))}
