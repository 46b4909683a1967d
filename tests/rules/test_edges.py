"""Orders with several tie-breaks against a plain sort, and figures that stand exactly on a limit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from prestasi_rules import compute, get
from prestasi_rules.codes import RANK, RANK_ORDER
from prestasi_rules.examples import examples

Row = dict[str, Any]
GROUPS = 40


def candidates(chance: Random) -> list[Row]:
    """Candidates for one post who differ in few things, so that every tie-break decides somewhere."""
    ranks = chance.sample(list(RANK), 2)
    return [
        {
            "post_key": "P",
            "eligibility": chance.choice(["eligible", "not_eligible"]),
            "box": chance.choice([9, 9, 8, 7, 6, None]),
            "post_value": chance.choice([80, 80, Decimal("80.0001"), 120, 0, None]),
            "assessment": chance.choice([70, Decimal("70.01"), 200, None]),
            "performance": chance.choice([100, Decimal("100.01"), 120, None]),
            "rank": chance.choice(ranks),
            "service_months": chance.choice([119, 120, 720]),
            "birth_on": chance.choice([date(1970, 1, 1), date(1970, 1, 2), date(1999, 12, 31)]),
        }
        for _ in range(12)
    ]


def succession_key(row: Row, boxes: tuple[int, ...]) -> tuple[Any, ...] | None:
    """Smaller comes first; None is not on the list."""
    if row["box"] not in boxes or row["post_value"] is None:
        return None
    figures = [float(row[name] or 0) for name in ("post_value", "assessment", "performance")]
    first = (row["eligibility"] != "eligible", boxes.index(row["box"]), -figures[0], -figures[1])
    return (*first, -figures[2], -RANK_ORDER[row["rank"]], -row["service_months"], row["birth_on"])


def places(keys: list[tuple[Any, ...] | None]) -> list[int | None]:
    """Equal keys share the place; the next one counts everybody before."""
    listed = [key for key in keys if key is not None]
    return [None if key is None else 1 + sum(other < key for other in listed) for key in keys]


@pytest.mark.parametrize(("order", "boxes"), [("9_8_7", (9, 8, 7)), ("9_7_8", (9, 7, 8))])
def test_succession_follows_every_tie_break(order: str, boxes: tuple[int, ...]) -> None:
    chance = Random(order)
    for _ in range(GROUPS):
        rows = candidates(chance)
        results = compute(rows, get("talent-succession-1"), options={"box_order": order})
        assert [result["place"] for result in results] == places([succession_key(row, boxes) for row in rows])
        ready = sum(row["eligibility"] == "eligible" and succession_key(row, boxes) is not None for row in rows)
        assert {result["ready_candidates"] for result in results} == {ready}


def applicants(chance: Random, places_open: int) -> list[Row]:
    """Applicants for one formation, close together in every part."""
    return [
        {
            "formation_key": "F",
            "places": places_open,
            "route": "GENERAL",
            "twk": chance.choice([64, 65, 75, 76]),
            "tiu": chance.choice([79, 80, 100, 101]),
            "tkp": chance.choice([165, 166, 167, 190, 191]),
            "skb": chance.choice([Decimal("70.001"), 70, 90, None]),
            "graduation": chance.choice([Decimal("3.50"), Decimal("3.51")]),
            "birth_on": chance.choice([date(1995, 5, 1), date(1995, 5, 2)]),
        }
        for _ in range(14)
    ]


def test_cpns_places_follow_every_tie_break() -> None:
    chance = Random("cpns")
    for _ in range(GROUPS):
        rows = applicants(chance, chance.choice([1, 2, 3]))
        results = compute(rows, get("cpns-2024"))
        passed = [r["twk"] >= 65 and r["tiu"] >= 80 and r["tkp"] >= 166 for r in rows]
        skd = [r["twk"] + r["tiu"] + r["tkp"] for r in rows]
        first = [(-skd[n], -r["tkp"], -r["tiu"], -r["twk"]) if passed[n] else None for n, r in enumerate(rows)]
        by_skd = places(first)
        assert [result["skd_place"] for result in results] == by_skd
        goes = [place is not None and place <= 3 * row["places"] for place, row in zip(by_skd, rows, strict=True)]
        assert [result["goes_to_skb"] for result in results] == goes
        final = [cpns_key(r, skd[n]) if goes[n] and r["skb"] is not None else None for n, r in enumerate(rows)]
        assert [result["final_place"] for result in results] == places(final)


def cpns_key(row: Row, skd: int) -> tuple[Any, ...]:
    """40 % of the first test out of 550, 60 % of the second, then the parts, graduation and age."""
    exact = round(skd * 40 * 1000 + float(row["skb"]) * 60 * 5500)
    parts = (-skd, -row["tkp"], -row["tiu"], -row["twk"])
    return (-exact, *parts, -float(row["graduation"]), row["birth_on"])


Edge = tuple[str, dict[str, Any], dict[str, Any]]
BAD_FOR_BOTH = {"count_sangat_baik": 0, "count_baik": 0, "count_butuh_perbaikan": 0, "count_kurang": 0}
# Rule set, what differs from its first worked example, and what must come out.
EDGES: list[Edge] = [
    ("post-terms-2019", {"post_since": date(2019, 3, 21), "is_jpt": False}, {"warnings": []}),
    ("post-terms-2019", {"post_since": date(2019, 3, 20), "is_jpt": False}, {"warnings": ["too_long_in_post"]}),
    ("post-terms-2019", {"post_since": date(2022, 3, 21), "is_jpt": False}, {"warnings": []}),
    ("post-terms-2019", {"post_since": date(2022, 3, 22), "is_jpt": False}, {"warnings": ["too_early_to_move"]}),
    ("post-terms-2019", {"acting_since": date(2023, 12, 21)}, {"warnings": ["acting_over"]}),
    ("post-terms-2019", {"acting_since": date(2023, 12, 22)}, {"warnings": []}),
    ("post-requirements-2017", {"experience_months": 60}, {"is_eligible": True}),
    ("post-requirements-2017", {"experience_months": 59}, {"is_eligible": False}),
    ("retirement-2023", {"on": date(2026, 4, 1)}, {"is_due": True}),
    ("retirement-2023", {"on": date(2026, 3, 31)}, {"is_due": False}),
    ("credit-requirements-2023", {"rank_since": date(2024, 10, 1)}, {"rank_eligible": True}),
    ("credit-requirements-2023", {"rank_since": date(2024, 10, 2)}, {"rank_eligible": False}),
    ("credit-2023", {"months": 6, "months_converted": 12}, {"months_counted": 0}),
    ("credit-2023", {"months": 6, "months_converted": 7}, {"months_counted": 5}),
    ("rank-promotion-2002", {"superior_rank": "III/b"}, {"is_eligible": True}),
    ("rank-promotion-2002", {"superior_rank": "III/a"}, {"is_eligible": False}),
    ("talent-vacancy-1", {"talent_filling_approved": True, "approved_until": date(2026, 3, 1)}, {"reasons": []}),
    (
        "talent-vacancy-1",
        {"talent_filling_approved": True, "approved_until": date(2026, 2, 28)},
        {"reasons": ["approval_expired"]},
    ),
    ("skm-follow-up-2017", {"months_planned": 24}, {"term": "MEDIUM"}),
    ("skm-follow-up-2017", {"months_planned": 25}, {"term": "LONG"}),
    ("skm-follow-up-2017", {"months_planned": 11}, {"term": "SHORT"}),
    (
        "identity-2007",
        {"number": "196803151994031005"},
        {"birth_on": date(1968, 3, 15), "started_on": date(1994, 3, 1), "sex": "MALE", "serial": 5},
    ),
    ("identity-2007", {"number": "196813151994031005"}, {"is_valid": False}),
    ("identity-2007", {"read_on": date(2015, 4, 1)}, {"warnings": []}),
    ("identity-2007", {"read_on": date(2015, 3, 31)}, {"warnings": ["start_in_future"]}),
    ("merit-ladder-2025", {"reports": True, "handles_objections": False, "rewards": False}, {"question_3_4": 1}),
    ("merit-ladder-2025", {"reports": False, "handles_objections": False, "rewards": False}, {"question_3_4": 0}),
    ("merit-ladder-2025", {"sanctions": True, "is_consistent": False}, {"question_3_4": 3}),
    ("merit-ladder-2025", {"sanctions": True}, {"question_3_4": 4}),
    ("fkp-2017", {}, {"pledge_level": 5}),
    ("fkp-2017", {"shown_on_site": False}, {"pledge_level": 4}),
    ("fkp-2017", {"shown_on_screen": False}, {"pledge_level": 4}),
    ("fkp-2017", {"promises_compensation": False}, {"pledge_level": 4}),
    ("learning-record-2018", {"units": 0, "has_evidence": True}, {"hours": 0, "hours_reason": None}),
    ("iid-2026", {"spd": 0, "innovations": 0, "sid_total": 0, "functions": 0}, {"grade": "TIDAK_DAPAT_DINILAI"}),
    ("award-satya-2010", {"unpaid_leave_ended_on": date(2016, 8, 17)}, {"years": 10, "proposed_class": "X"}),
    (
        "award-satya-2010",
        {"unpaid_leave_ended_on": date(2016, 8, 17), "punishment_ended_on": date(2017, 1, 1)},
        {"years": 9, "proposed_class": None},
    ),
    ("echelon-rank-2002", {"rank": "III/d"}, {"verdict": "IN_WINDOW", "is_accepted": True}),
    ("distribution-2023", {**BAD_FOR_BOTH, "count_baik": 10}, {"is_advice_only": False}),
    ("distribution-2023", {**BAD_FOR_BOTH, "count_baik": 9}, {"is_advice_only": True}),
    ("distribution-2023", {"unit_achievement": None}, {"warnings": None, "fits_pattern": None}),
    ("distribution-2023", {**BAD_FOR_BOTH, "count_sangat_kurang": 0}, {"fits_pattern": None}),
    (
        "performance-suggestion-2022",
        {"values_meets": 0},
        {"suggested_behaviour": None},
    ),
    (
        "performance-suggestion-2022",
        {"main_above": 0, "main_meets": 0, "additional_meets": 0},
        {"suggested_result": None},
    ),
]


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: f"{edge[0]} {edge[1]}")
def test_on_the_limit(edge: Edge) -> None:
    ruleset_id, changes, expected = edge
    example = examples(ruleset_id)[0]
    [result, *_] = compute([dict(example.given[0]) | changes], get(ruleset_id), options=example.options)
    assert {name: result[name] for name in expected} == expected
