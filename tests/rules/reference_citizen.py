"""The citizens' half a second time, in plain Python from the text: fractions, decimals, dates, one day at a time.

Each function takes one row in natural units and returns answers that the rule set of the same subject must give.
"""

import csv
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

import prestasi_rules.calendar
from tests.rules.reference_performance import months_later, rounded

Row = dict[str, Any]
NINE = ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarpras"]


def mutu(index: Decimal | None) -> str | None:
    """Band of an index that is already rounded to two places."""
    if index is None:
        return None
    if index >= Decimal("88.31"):
        return "A"
    if index >= Decimal("76.61"):
        return "B"
    return "C" if index >= 65 else "D"


def satisfaction(row: Row) -> Row:
    used = [name for name in NINE if row[f"{name}_answers"] is not None]
    means = []
    for name in used:
        scores, answers = row[f"{name}_sum"], row[f"{name}_answers"]
        if not answers or scores is None or not answers <= scores <= 4 * answers:
            return {"ikm": None, "band": None, "elements_used": len(used)}
        means.append(Fraction(scores, answers))
    if not used:
        return {"ikm": None, "band": None, "elements_used": 0}
    total = sum(means, Fraction())
    index = rounded(total / len(used) * 25, 2)
    printed = {places: Fraction(10**places // len(used), 10**places) for places in (2, 3)}
    return {
        "ikm": index,
        "ikm_three": rounded(total * printed[3] * 25, 2),
        "ikm_two": rounded(total * printed[2] * 25, 2),
        "band": mutu(index),
        "elements_used": len(used),
        "lowest_elements": [name for name, mean in zip(used, means, strict=True) if mean == min(means)],
    }


def answers(row: Row) -> Row:
    order = list(NINE)
    if row["order"] == "QUESTIONNAIRE":
        order[7:] = ["sarpras", "pengaduan"]
    given = {name: row[f"answer_{number}"] for number, name in enumerate(order, 1)}
    scores = {n: s if s is None or row["direction"] == "RISING" else 5 - s for n, s in given.items()}
    known = [score for score in scores.values() if score is not None]
    index = rounded(Fraction(sum(known) * 25, len(known)), 2) if known else None
    return scores | {"respondent_index": index}


def sample(row: Row) -> Row:
    n, chi = row["population"], Fraction("3.841")
    size = chi * n * Fraction(1, 4) / (Fraction("0.0025") * (n - 1) + chi / 4)
    needed = 384 if n == 100_000 else int(rounded(size, 0))
    has = row["respondents"]
    return {"sample_size": needed, "is_enough": None if has is None else has >= needed}


def region(row: Row) -> Row:
    plain = rounded(Fraction(row["ikm_total"]) / row["units"], 2) if row["units"] else None
    weighted = None
    if row["respondents_total"]:
        weighted = rounded(Fraction(row["ikm_by_respondents"]) / row["respondents_total"], 2)
    return {"plain": plain, "weighted": weighted, "region_ikm": plain, "region_band": mutu(plain)}


def cluster(row: Row) -> Row:
    mean = Fraction(row["cluster_sum"], row["cluster_answers"]) if row["cluster_answers"] else Fraction(0)
    found: Row = {}
    for name, most in (("raw", row["cluster_answers"]), ("as_one", 1), ("capped", 5)):
        count = min(row["cluster_answers"], most)
        people = row["other_answers"] + count
        index = rounded((row["other_sum"] + mean * count) / people * 25, 2) if people else None
        found |= {f"{name}_ikm": index, f"{name}_band": mutu(index)}
    return found


def change(row: Row) -> Row:
    gap = Fraction(row["second_mean"] - row["first_mean"])
    error = sum(Fraction(row[f"{w}_sd"]) ** 2 / row[f"{w}_n"] for w in ("first", "second"))
    proven = gap**2 > Fraction("1.96") ** 2 * error
    return {
        "verdict": ("RISE" if gap > 0 else "FALL") if proven else "NOT_PROVEN",
        "difference": Decimal(row["second_mean"] - row["first_mean"]),
    }


def wilson(hits: int, n: int) -> tuple[Decimal, Decimal]:
    z = Decimal("1.96")
    p = Decimal(hits) / n
    middle, bottom = p + z * z / (2 * n), 1 + z * z / n
    half = z * (p * (1 - p) / n + z * z / (4 * n * n)).sqrt()
    return tuple(((middle + sign * half) / bottom).quantize(Decimal("0.001"), ROUND_HALF_UP) for sign in (-1, 1))  # type: ignore[return-value]


@cache
def free() -> dict[date, str]:
    path = Path(prestasi_rules.calendar.__file__).with_name("holidays.csv")
    return {date.fromisoformat(line["date"]): line["kind"] for line in csv.DictReader(path.open(encoding="utf-8"))}


def later(day: date | None, count: int | None) -> date | None:
    """Day by day; a year without holidays in the file gives no date."""
    years = {on.year for on in free()}
    if day is None or count is None or day.year not in years:
        return None
    while count or day.year not in years:
        day += timedelta(days=1)
        if day.year not in years:
            return None
        if day.weekday() < 5 and day not in free():
            count -= 1
    return day


def settled(done: date | None, limit: date | None, on: date) -> bool | None:
    if limit is None:
        return None
    if done is not None:
        return done <= limit
    return False if on > limit else None


def complaint(row: Row) -> Row:
    route = later(row["received_on"], 3)
    days = {"permintaan_informasi": 5, "berkadar_pengawasan": 60, "apresiasi": None}.get(row["kind"], 14)
    answer = later(row["routed_on"], days)
    silence = later(row["answered_on"], 10)
    closed = silence is not None and row["on"] > silence and not (row["replied_on"] and row["replied_on"] <= silence)
    return {
        "route_by": route,
        "routed_in_time": settled(row["routed_on"], route, row["on"]),
        "follow_up_by": later(row["routed_on"], 5),
        "answer_by": answer,
        "answered_in_time": settled(row["answered_on"], answer, row["on"]),
        "is_closed_in_silence": closed,
    }


def sleman(row: Row) -> Row:
    limit = later(row["received_on"], 13)
    return {"answer_by": limit, "answered_in_time": settled(row["answered_on"], limit, row["on"])}


def formal(row: Row) -> Row:
    def plus(name: str, days: int) -> date | None:
        return None if row[name] is None else row[name] + timedelta(days=days)

    complete = plus("asked_on", 30)
    late = row["complete_on"] if row["complete_on"] is not None else row["on"]
    return {
        "filed_in_time": settled(row["filed_on"], plus("service_on", 30), row["on"]),
        "is_withdrawn": complete is not None and late > complete,
        "decided_in_time": settled(row["decided_on"], plus("complete_on", 60), row["on"]),
        "deliver_by": plus("decided_on", 14),
    }


def outer(row: Row) -> Row:
    limit = None if row["complete_on"] is None else row["complete_on"] + timedelta(days=60)
    return {"finish_by": limit, "finished_in_time": settled(row["finished_on"], limit, row["on"])}


def holder(row: Row) -> Row:
    pause = min(row["paused_minutes"], 14 * 24 * 60, row["held_minutes"])
    used = row["held_minutes"] - pause
    moved = row["passed_on"] and row["accepted"]
    limit = 6 * 60 if moved else 7 * 24 * 60
    state = "BREACH" if used > limit else "MET" if row["is_done"] or moved else None
    if state is None:
        state = "APPROACHING" if Fraction(used, limit) >= Fraction(4, 5) else "WITHIN"
    return {
        "state": state,
        "counts_done_late": int(not moved and state == "BREACH"),
        "counts_routed_in_time": int(moved and state == "MET"),
    }


def average(row: Row) -> Row:
    if row["cases"] == 0:
        return {"average_hours": None, "average_is_met": None}
    mean = Fraction(row["total_minutes"], row["cases"] * 60)
    limit = 6 if row["task"] == "COORDINATE" else 7 * 24
    return {"average_hours": rounded(mean, 2), "average_is_met": mean <= limit}


def summary(row: Row) -> Row:
    done = row["done_in_time"] + row["done_late"]
    due = done + row["open_overdue"]
    received = due + row["open_not_due"]
    return {
        "percent_done": rounded(Fraction(done * 100, received), 2) if received else None,
        "percent_in_time": rounded(Fraction(row["done_in_time"] * 100, due), 2) if due else None,
    }


def at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60))


def reopen(row: Row) -> Row:
    start = at(row["resolved_on"], row["resolved_minute"])
    close = start + timedelta(hours=72)
    may = None
    if row["asked_on"] is not None and row["asked_minute"] is not None:
        may = start <= at(row["asked_on"], row["asked_minute"]) <= close
    return {"closes_on": close.date(), "closes_minute": close.hour * 60 + close.minute, "may_reopen": may}


def proof(row: Row) -> Row:
    near = row["nearest_distance"] is not None and row["nearest_distance"] <= 8
    clean = not (near or row["is_older"] or not row["has_original"] or row["is_ai_made"])
    return {"may_propose_done": clean or (row["second_checker_agrees"] and not row["is_ai_made"])}


def request(row: Row) -> Row:
    limit = later(row["requested_on"], 17 if row["is_extended"] else 10)
    return {
        "answer_by": limit,
        "answered_in_time": settled(row["answered_on"], limit, row["on"]),
        "object_by": later(row["refused_on"], 30),
        "objection_answer_by": later(row["objected_on"], 30),
        "dispute_by": later(row["objection_answered_on"], 14),
    }


def personal_data(row: Row) -> Row:
    due = at(row["known_on"], row["known_minute"]) + timedelta(days=3)
    in_time = None
    if row["done_on"] is not None and row["done_minute"] is not None:
        in_time = at(row["done_on"], row["done_minute"]) <= due
    told = ("what_data", "when_and_how", "handling")
    missing = [name for name in told if row["duty"] == "breach_notice" and not row[f"tells_{name}"]]
    return {
        "due_on": due.date(),
        "due_minute": due.hour * 60 + due.minute,
        "is_in_time": in_time,
        "missing_contents": missing,
    }


def retention(row: Row) -> Row:
    years = {"reporter_contact": 1, "report_text": 5, "evidence_file": 2, "access_log": 1}.get(row["record"])
    if row["record"] == "survey_token":
        return {"delete_on": row["since"] + timedelta(days=30)}
    return {"delete_on": None if years is None else months_later(row["since"], years * 12)}


def participation(row: Row) -> Row:
    distinct = row["inputs"] - row["merged"]
    if distinct <= 0 or row["explained"] > distinct:
        return {"explained_share": None}
    return {"explained_share": rounded(Fraction(row["explained"] * 100, distinct), 2)}


def service(row: Row) -> Row:
    users = row["f03"]
    if row["minimum"] is not None and row["respondents"] < row["minimum"]:
        users = Decimal(0)
    if row["f02"] is None or users is None or row["minimum"] is None:
        return {"ipp": None, "grade": None}
    index = rounded(Fraction(row["f02"]) * Fraction(3, 4) + Fraction(users) / 4, 2)
    names = ["A", "A-", "B", "B-", "C", "C-", "D", "E"]
    floors = [Decimal("4.51") - Decimal("0.5") * step for step in range(8)]
    return {"ipp": index, "grade": next((n for n, floor in zip(names, floors, strict=True) if index >= floor), "F")}


def aspects(row: Row) -> Row:
    names = ("policy", "staff", "facilities", "information", "complaints", "innovation")
    scores, weights = ([row[f"{name}_{part}"] for name in names] for part in ("score", "weight"))
    if None in weights or sum(weights) != 100 or None in scores:
        return {"f02": None}
    return {
        "f02": rounded(
            sum((Fraction(s) * Fraction(w) / 100 for s, w in zip(scores, weights, strict=True)), Fraction()), 4
        )
    }


def innovation_index(divisor: int, functions: int, very: str, good: str) -> Any:
    def answer(row: Row) -> Row:
        n = row["innovations"]
        count = Fraction(38, 100) * min(n, 200) if row["functions"] >= functions else Fraction(0)
        index = rounded(100 * (row["spd"] + Fraction(row["sid_total"], max(divisor, n)) + count) / 250, 2)
        grade = "SANGAT_INOVATIF" if index >= Decimal(very) else "INOVATIF" if index >= Decimal(good) else None
        return {"iid": index, "grade": grade or ("KURANG_INOVATIF" if index > 0 else "TIDAK_DAPAT_DINILAI")}

    return answer


def innovation_points(row: Row) -> Row:
    weights = [3, 2, 2, 2, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 2, 3, 2, 3, 2, 4]
    return {"sid": sum(weight * row[f"step_{number}"] for number, weight in enumerate(weights, 16))}


def innovation_steps(row: Row) -> Row:
    def above(name: str, *floors: int) -> int:
        value = row[name]
        return 0 if value is None else sum(value >= floor for floor in floors)

    days, months = row["process_days"], row["creation_months"]
    received, solved = row["complaints"], row["complaints_resolved"]
    share = Fraction(solved * 100, received) if received else Fraction(0)
    return {
        "step_17": above("staff", 1, 11, 31),
        "step_22": above("actors", 3, 4, 5),
        "step_24": above("partners", 2, 3, 5),
        "step_28": 0 if days is None else 1 if days >= 6 else 2 if days >= 2 else 3,
        "step_29": 3 if share >= 91 else 2 if share >= 51 else 1,
        "step_32": 0 if months is None else 1 if months >= 9 else 2 if months >= 5 else 3,
        "step_33": above("people_served", 1, 201, 501),
        "step_35": above("video_elements", 1, 3, 5),
    }


def contest(years: int, needs_name: bool) -> Any:
    def answer(row: Row) -> Row:
        old = months_later(row["applied_on"], 12 * (1 if row["is_pandemic"] else years))
        named = row["decree_names_innovator"] or not needs_name
        return {"old_enough_on": old, "is_ready": row["entered_on"] >= old and named and row["top_99"] < 2}

    return answer


def status(row: Row) -> Row:
    start = months_later(row["shown_since"], 6)
    if row["n"] < 5:
        found = "HIDDEN"
    elif row["is_held"]:
        found = "HELD"
    elif row["on"] < start:
        found = "SHADOW"
    else:
        found = "INDICATIVE" if row["n"] < row["sample_size"] else "VALID"
    return {"status": found, "counts_from": start, "contest_by": later(row["attributed_on"], 10)}


def times(hours: list[Decimal]) -> Row:
    """Median, p90 by nearest rank, and mean of one group."""
    ordered, count = sorted(hours), len(hours)
    middle = (Fraction(ordered[(count - 1) // 2]) + Fraction(ordered[count // 2])) / 2
    return {
        "median": rounded(middle, 2),
        "p90": ordered[ceil(Fraction(9 * count, 10)) - 1],
        "mean": rounded(sum((Fraction(hour) for hour in hours), Fraction()) / count, 2),
    }


def hidden(counts: dict[str, int]) -> tuple[set[str], bool]:
    """Hidden cells of one list with a total, and whether the total must go too."""
    small = {cell for cell, count in counts.items() if 0 < count < 5}
    spare = sorted((count, cell) for cell, count in counts.items() if count >= 5)
    weak = len(small) == 1 or (len(small) > 1 and sum(counts[cell] for cell in small) < 5)
    return (small | {spare[0][1]} if weak and spare else small), weak and not spare
