"""A second implementation of the career rules in plain Python, written from the text and not from the package.

Each function takes one row in natural units (and the chosen readings) and returns answers the rule set must give.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

Row = dict[str, Any]
PREDICATES = ("SANGAT_BAIK", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG")
RANKS = [f"{group}/{letter}" for group in ("I", "II", "III") for letter in "abcd"] + [
    f"IV/{letter}" for letter in "abcde"
]


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def later(day: date, *, months: int = 0, years: int = 0) -> date:
    index = day.year * 12 + day.month - 1 + months + 12 * years
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def credit(row: Row, readings: Row) -> Row:
    if row["predicate"] is None:
        return {"credit": None, "credit_reason": "predicate_missing"}
    yearly = {
        **dict.fromkeys(("MAHIR", "AHLI_PERTAMA"), "12.5"),
        **dict.fromkeys(("PENYELIA", "AHLI_MUDA"), "25"),
        "PEMULA": "3.75",
        "TERAMPIL": "5",
        "AHLI_MADYA": "37.5",
        "AHLI_UTAMA": "50",
    }[row["level"]]
    percent = (150, 100, 75, 50, 25)[PREDICATES.index(row["predicate"])]
    months = min(row["months"], 12 - row["months_converted"])
    return {"credit": rounded(Decimal(yearly) * percent * months / 1200, 3), "months_counted": months}


THRESHOLDS = {
    "AHLI_PERTAMA": ("III/a", 50, 100),
    "AHLI_MUDA": ("III/c", 100, 200),
    "AHLI_MADYA": ("IV/a", 150, 450),
    "AHLI_UTAMA": ("IV/d", 200, None),
    "PEMULA": ("II/a", 15, 15),
    "TERAMPIL": ("II/b", 20, 60),
    "MAHIR": ("III/a", 50, 100),
    "PENYELIA": ("III/c", 100, None),
}


def ledger(row: Row, readings: Row) -> Row:
    """Need times the position of the rank in the level; cumulative inside the level."""
    first, need, whole = THRESHOLDS[row["level"]]
    bonus = Decimal(need) / 4 if row["has_new_degree"] else Decimal(0)
    exact = Decimal(row["conversion_parts"]) / 120_000 + row["opening_credit"] + bonus
    position = RANKS.index(row["rank"]) - RANKS.index(first) + 1
    most = {"AHLI_UTAMA": 1, "PENYELIA": 1}.get(row["level"]) or (whole or 0) // need
    threshold = need * position if 1 <= position <= most else None
    return {
        "degree_bonus": rounded(bonus, 3),
        "total": rounded(exact, 3),
        "rank_threshold": threshold,
        "reaches_rank": None if threshold is None else exact >= threshold,
        "rank_short": None if threshold is None else rounded(max(threshold - exact, Decimal(0)), 3),
        "level_threshold": whole,
        "reaches_level": None if whole is None else exact >= whole,
    }


def rank_date(row: Row, readings: Row) -> Row:
    done = row["completed_on"]
    if done is None:
        return {"effective_on": None}
    day = done if done.day == 1 else later(done.replace(day=1), months=1)
    while True:
        monthly = day >= date(2025, 10, 1)
        six = date(2024, 1, 1) <= day < date(2025, 10, 1) and day.month % 2 == 0
        if monthly or six or (day < date(2024, 1, 1) and day.month in (4, 10)):
            return {"effective_on": day}
        day = later(day, months=1)


def promotion(row: Row, readings: Row) -> Row:
    now, kind, on = RANKS.index(row["rank"]) + 1, row["kind"], row["on"]
    good = all(row[name] in ("SANGAT_BAIK", "BAIK") for name in ("last_predicate", "earlier_predicate"))
    in_rank = row["rank_since"]
    ok = now < 17
    if kind == "REGULER":
        ceilings = {"SD": "II/a", "SMP": "II/c", "SMP_KEJURUAN": "II/d", "D3": "III/c", "S1": "III/d", "S3": "IV/b"}
        ceilings |= dict.fromkeys(("SMA", "D1", "D2"), "III/b") | dict.fromkeys(("S2", "DOKTER"), "IV/a")
        ok = ok and good and not row["holds_post"] and on >= later(in_rank, years=4)
        ok = ok and now <= RANKS.index(ceilings[row["education"]])
    elif kind == "STRUKTURAL":
        in_post = row["post_since"]
        ok = ok and good and row["is_in_window"] is True and on >= later(in_rank, years=1)
        ok = ok and in_post is not None and on >= later(in_post, years=1)
    elif kind == "FUNGSIONAL":
        ok = ok and good and row["reaches_credit"] is True and on >= later(in_rank, years=2)
    elif kind in ("PRESTASI", "PENEMUAN"):
        enough = ("SANGAT_BAIK",) if kind == "PRESTASI" else ("SANGAT_BAIK", "BAIK")
        ok = ok and row["last_predicate"] in enough and row["has_decree"] is True and on >= later(in_rank, years=1)
    elif kind == "PENGABDIAN":
        service = row["service_years"]
        months = 1 if service >= 30 else 12 if service >= 20 else 24 if service >= 10 else None
        ok = ok and not row["was_punished"] and months is not None and on >= later(in_rank, months=months)
    else:
        ok = ok and row["died_on_duty"]
    return {"is_eligible": ok}


def talent(scale: str) -> Callable[[Row, Row], Row]:
    """``scale`` is direct, a or b; the sums are written out as the decree prints them."""

    def box(row: Row, readings: Row) -> Row:
        y = _y(row, "b" if scale == "b" else "a", readings)
        x = _x(row, 3 if readings.get("assessment_validity") == "three_years" else 2)
        status = _direct(row["predicate"]) if scale == "direct" else _cut(y, ("DI_BAWAH", "SESUAI", "DI_ATAS"))
        level = _cut(x, ("RENDAH", "MENENGAH", "TINGGI"))
        numbers = {"DI_ATAS": (4, 7, 9), "SESUAI": (2, 5, 8), "DI_BAWAH": (1, 3, 6)}
        found = None
        if status is not None and level is not None:
            found = numbers[status][("RENDAH", "MENENGAH", "TINGGI").index(level)]
        value = None if x is None or y is None else rounded((x + y) / 2, 2)
        return {"box": found, "y_status": status, "x_level": level, "talent_value": value}

    return box


def _y(row: Row, scale: str, readings: Row) -> Decimal | None:
    if row["predicate"] is None or row["feedback"] is None:
        return None
    table = {"a": (100, 80, 60, 40, 20), "b": (110, 100, 80, 60, 40)}[scale]
    main = Decimal(table[PREDICATES.index(row["predicate"])])
    if readings.get("main_over_100", "capped") == "capped":
        main = min(main, Decimal(100))
    weights = {"award": "0.15", "team_role": "0.15", "feedback": "0.10"}
    return Decimal("0.60") * main + sum((Decimal(w) * row[name] for name, w in weights.items()), Decimal(0))


def _x(row: Row, years: int) -> Decimal | None:
    experience = [row[f"experience_{part}"] for part in ("tenure", "diversity", "acting")]
    names = ("assessment", "potential_points", "education", "field_fit", "integrity", "assessed_on")
    if None in experience or any(row[name] is None for name in names):
        return None
    if row["session_on"] >= later(row["assessed_on"], years=years):
        return None
    parts = {
        "0.20": min(row["assessment"], Decimal(100)),
        "0.25": row["potential_points"] / 40 * 100,
        "0.15": row["integrity"],
        "0.10": row["learning"] + row["education"] + row["field_fit"],
    }
    with localcontext() as context:
        context.prec = 50
        thirds = (sum(experience, Decimal(0)) / 30).quantize(Decimal("1e-40"))
        return sum((Decimal(weight) * part for weight, part in parts.items()), Decimal(0)) + thirds


def _direct(predicate: str | None) -> str | None:
    if predicate is None:
        return None
    return {"SANGAT_BAIK": "DI_ATAS", "BAIK": "SESUAI"}.get(predicate, "DI_BAWAH")


def _cut(value: Decimal | None, names: tuple[str, str, str]) -> str | None:
    if value is None:
        return None
    return names[2] if value >= 80 else names[1] if value >= 60 else names[0]


def ipasn(row: Row, readings: Row) -> Row:
    education = {"S3": 25, "S2": 20, "S1": 15, "D3": 10, "D2": 5, "D1": 5, "SMA": 5}.get(row["education"], 1)
    group, staff = row["post_group"], row["post_group"] == "STAFF"
    own = 0
    if group == "STRUCTURAL" and row["leadership_training"] == "SAME_OR_HIGHER":
        own = 15
    if group == "FUNCTIONAL" and (row["functional_training"] or not row["functional_is_required"]):
        own = 15
    most = Decimal("22.5") if staff else Decimal(15)
    technical = most if row["technical_hours"] >= 20 else Decimal(0)
    if readings.get("technical") == "pro_rata":
        technical = most * min(row["technical_hours"], 20) / 20
    seminar = (Decimal("17.5") if staff else Decimal(10)) if row["has_seminar"] else Decimal(0)
    punishment = {"NEVER": 5, "RINGAN": 3, "SEDANG": 2, "BERAT": 1, None: 1}[row["worst_sanction"]]
    total = education + own + technical + seminar + _appraisal(row) + punishment
    names = ("SANGAT_RENDAH", "RENDAH", "SEDANG", "TINGGI", "SANGAT_TINGGI")
    return {"index": rounded(Decimal(total), 3), "category": names[sum(total >= bound for bound in (61, 71, 81, 91))]}


def _appraisal(row: Row) -> int:
    if row["predicate"] is not None:
        return (30, 25, 15, 5, 1)[PREDICATES.index(row["predicate"])]
    number = row["appraisal_number"]
    if number is None:
        return 1
    return (1, 5, 15, 25, 30)[sum(number >= bound for bound in (51, 61, 76, 91))]


def jpm(row: Row, readings: Row) -> Row:
    names = [f"m{number}" for number in range(1, 9)] + ["s1"]
    levels = [row[f"{name}_level"] for name in names]
    required = [row[f"{name}_required"] for name in names]
    if None in levels:
        return {"jpm": None, "category": None, "jpm_reason": "not_assessed"}
    held, needed = sum(levels, Decimal(0)), Decimal(sum(required))
    capped = sum((min(a, Decimal(b)) for a, b in zip(levels, required, strict=True)), Decimal(0))
    share = 100 * (capped if readings.get("category_on") == "capped" else held)
    if row["purpose"] == "PROMOTION":
        category = "MS" if share >= 80 * needed else "MMS" if share >= 68 * needed else "KMS"
    else:
        category = "OPTIMAL" if share >= 90 * needed else "CUKUP_OPTIMAL" if share >= 78 * needed else "KURANG_OPTIMAL"
    return {
        "jpm": rounded(100 * held / needed, 2),
        "jpm_capped": rounded(100 * capped / needed, 2),
        "category": category,
    }


def merit(row: Row, readings: Row) -> Row:
    maxima = {"planning": 40, "recruitment": 40, "career": 120, "promotion": 40}
    maxima |= {"performance": 80, "rewards": 40, "protection": 16, "system": 24}
    if any(row[f"{name}_sum"] is None for name in maxima):
        return {"points": None, "category": None}
    with localcontext() as context:
        context.prec = 60
        means = {name: Decimal(row[f"{name}_sum"]) / row[f"{name}_items"] for name in maxima}
        points = sum((maxima[name] * means[name] / 4 for name in maxima), Decimal(0))
        points = points.quantize(Decimal("1e-40"))
    category = ("I", "II", "III", "IV")[sum(points >= bound for bound in (175, 250, 325))]
    return {"points": rounded(points, 2), "category": category}
