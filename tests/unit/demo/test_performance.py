"""Plans, reports and ratings hang together."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import polars as pl

from tests.unit.demo.conftest import TODAY

Frames = dict[str, pl.DataFrame]


def test_every_agreed_main_result_has_a_link_or_a_recorded_exception(small: Frames) -> None:
    agreed = small["performance_plan"].filter(pl.col("version") > 0)["id"].to_list()
    mains = small["performance_expectedresult"].filter(pl.col("kind") == "utama", pl.col("plan_id").is_in(agreed))
    linked = small["performance_resultlink"]["result_id"].to_list()
    bare = mains.filter(~pl.col("id").is_in(linked), pl.col("unlinked_reason") == "")
    assert bare.height == 0
    assert 0 < mains.filter(pl.col("unlinked_reason") != "").height < mains.height * 0.06


def test_results_serve_the_superior_of_the_plan(small: Frames) -> None:
    plans = small["performance_plan"].select(plan_id="id", rater_id="rater_id", person_id="person_id", cycle="cycle_id")
    results = small["performance_expectedresult"].select("id", "plan_id").join(plans, on="plan_id")
    links = small["performance_resultlink"].filter(pl.col("parent_id").is_not_null())
    joined = links.join(results, left_on="result_id", right_on="id").join(
        results, left_on="parent_id", right_on="id", suffix="_above"
    )
    assert (joined["rater_id"] == joined["person_id_above"]).all()
    assert (joined["cycle"] == joined["cycle_above"]).all()


def test_every_result_is_measured_by_a_number_with_its_unit(small: Frames) -> None:
    indicators = small["performance_indicator"]
    assert set(small["performance_expectedresult"]["id"]) == set(indicators["result_id"])
    assert indicators["target"].is_not_null().all()
    assert (indicators["unit_of_measure"] != "").all()


def test_agreed_versions_are_canonical_and_hashed(small: Frames) -> None:
    kept = small["performance_planversion"].select("document", "sha256").head(60)
    assert kept.height == 60
    for text, sha256 in kept.iter_rows():
        canonical = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert canonical == text
        assert hashlib.sha256(text.encode()).hexdigest() == sha256


def test_nobody_verifies_rates_or_agrees_their_own(small: Frames) -> None:
    plans, progress = small["performance_plan"], small["performance_progress"]
    assert not (plans["rater_id"] == plans["person_id"]).any()
    assert not (plans["agreed_by_id"] == plans["person_id"]).any()
    assert not (progress["verified_by_id"] == progress["reported_by_id"]).any()
    evaluations = small["performance_evaluation"]
    assert not (evaluations["rated_by_id"] == evaluations["person_id"]).any()
    assert not (evaluations["confirmed_by_id"] == evaluations["person_id"]).any()


def test_reports_lie_inside_their_plan_and_before_today(small: Frames) -> None:
    plans = small["performance_plan"].select(plan_id="id", a="starts_on", b="ends_on", version="version")
    reports = small["performance_progress"].join(plans, on="plan_id")
    assert reports.filter((pl.col("on") < pl.col("a")) | (pl.col("on") > pl.col("b"))).height == 0
    assert max(reports["on"].to_list()) < TODAY
    assert max(reports["reported_at"].to_list()) < dt.datetime.combine(TODAY + dt.timedelta(days=1), dt.time())
    assert reports["version"].min() == 1


def test_each_report_has_evidence_and_the_hash_is_over_it(small: Frames) -> None:
    evidence = small["performance_evidence"]
    assert set(evidence["progress_id"]) == set(small["performance_progress"]["id"])
    records = evidence.filter(pl.col("kind") == "record").head(100)
    for reference, sha256 in records.select("reference", "sha256").iter_rows():
        assert hashlib.sha256(reference.encode()).hexdigest() == sha256
    assert {"photo", "file", "record"} <= set(evidence["kind"])


def test_queues_are_alive(small: Frames) -> None:
    """Quarter three is being rated: some done, some self-assessed, some untouched; reports wait or were returned."""
    period = small["performance_period"].filter(pl.col("state") == "open")
    assert period["number"].to_list() == [3]
    assert period["rating_due_on"][0] == TODAY + dt.timedelta(days=9)
    states = set(small["performance_evaluation"].filter(pl.col("period_id") == period["id"][0])["state"])
    assert {"open", "self", "rated", "confirmed"} <= states
    assert {"accepted", "reported", "returned"} <= set(small["performance_progress"]["state"])
    assert {"agreed", "submitted", "closed"} <= set(small["performance_plan"]["state"])


def test_the_september_immunisation_figure_of_the_employee_is_missing(small: Frames) -> None:
    person = small["people_person"].filter(pl.col("name") == "Sekar Umpama")["id"][0]
    plan = small["performance_plan"].filter(pl.col("person_id") == person, pl.col("cycle_id") == 2)["id"][0]
    reports = small["performance_progress"].filter(pl.col("plan_id") == plan)
    measured = small["performance_indicator"].select(indicator_id="id", name="name")
    september = reports.filter(pl.col("on") == dt.date(2026, 9, 30)).join(measured, on="indicator_id")
    assert september.height > 0
    assert not september["name"].str.contains("munisasi").any()
    assert (
        reports.filter(pl.col("on") == dt.date(2026, 8, 31))
        .join(measured, on="indicator_id")["name"]
        .str.contains("munisasi")
        .any()
    )


def test_predicates_come_from_the_rule_set_and_most_are_good(small: Frames) -> None:
    rated = small["performance_evaluation"].filter(pl.col("predicate").is_not_null())
    quadrant = {(1, 1): 1, (1, 2): 2, (1, 3): 4, (2, 1): 2, (2, 2): 2, (2, 3): 4, (3, 1): 3, (3, 2): 3, (3, 3): 5}
    for row in rated.select("result_rating", "behaviour_rating", "predicate").iter_rows():
        assert quadrant[row[:2]] == row[2]
    share = rated.filter(pl.col("predicate") == 2).height / rated.height
    assert 0.6 < share < 0.9


def test_the_kept_steps_agree_with_the_stored_ratings(small: Frames) -> None:
    rated = small["performance_evaluation"].filter(pl.col("predicate").is_not_null()).head(200)
    assert rated.height == 200
    for steps, predicate, suggestion, result, is_head in rated.select(
        "steps", "predicate", "result_suggested", "result_rating", "is_unit_head"
    ).iter_rows():
        kept = json.loads(steps)
        assert kept["performance-2022"]["row"]["predicate_code"] == predicate
        assert is_head or suggestion == result


def test_heads_are_rated_by_the_achievement_of_their_unit(small: Frames) -> None:
    levels = small["performance_unitachievement"].select("unit_id", "period_id", "level")
    heads = small["performance_evaluation"].filter("is_unit_head", pl.col("predicate").is_not_null())
    joined = heads.join(levels, on=["unit_id", "period_id"], how="left")
    rating = {"ISTIMEWA": 1, "BAIK": 2, "BUTUH_PERBAIKAN": 3, "KURANG": 3, "SANGAT_KURANG": 3}
    assert joined["level"].is_not_null().all()
    assert all(rating[level] == found for level, found in joined.select("level", "result_rating").iter_rows())


def test_the_past_year_is_closed_and_this_one_runs(small: Frames) -> None:
    assert small["performance_cycle"].select("year", "state").rows() == [(2025, "closed"), (2026, "open")]
    assert small["performance_period"]["state"].to_list() == [*["closed"] * 7, "open", "ahead", "ahead"]
    assert set(small["performance_plan"].filter(pl.col("cycle_id") == 1)["state"]) == {"closed"}


def test_goals_of_units_reach_the_vision(small: Frames) -> None:
    goals = small["performance_goal"]
    above = dict(goals.select("id", "parent_id").iter_rows())
    levels = dict(goals.select("id", "level").iter_rows())
    for goal in goals.filter(pl.col("level") == "hasil_unit")["id"]:
        at = goal
        while above[at] is not None:
            at = above[at]
        assert levels[at] == "visi"
    made_up = goals.filter(pl.col("level") == "hasil_unit")
    assert set(made_up["source"]) == {"demo"}
    assert set(made_up["confidence"]) == {"unsure"}


def test_only_rated_evaluations_carry_ratings_of_results(small: Frames) -> None:
    waiting = small["performance_evaluation"].filter(pl.col("state").is_in(["open", "self", "skipped"]))["id"].to_list()
    items = small["performance_itemrating"].filter(pl.col("evaluation_id").is_in(waiting))
    assert items.height > 0
    assert items["rating"].is_null().all() and (items["reason"] == "").all()


def test_whom_a_visitor_rates_works_in_a_unit_whose_achievement_is_set(small: Frames) -> None:
    period = small["performance_period"].filter(pl.col("state") == "open")["id"][0]
    raters = small["people_person"].filter(pl.col("name").is_in(["Bima Rekaan", "Laras Misalkan"]))["id"].to_list()
    units = small["performance_unitachievement"].filter(pl.col("period_id") == period)
    asked = small["performance_evaluation"].filter(
        pl.col("period_id") == period, pl.col("rater_id").is_in(raters), pl.col("state").is_in(["open", "self"])
    )
    assert asked["rater_id"].n_unique() == 2
    assert set(asked["unit_id"]) <= set(units["unit_id"])
    team = asked.join(small["people_person"].filter(pl.col("name") == "Bima Rekaan"), left_on="rater_id", right_on="id")
    assert set(units.join(team, on="unit_id")["level"]) == {"BAIK"}
    heads = small["performance_evaluation"].filter(pl.col("period_id") == period, "is_unit_head")
    above = units.join(heads, on="unit_id")
    assert (above["set_by_id"] != above["person_id"]).all()
