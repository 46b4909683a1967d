"""The engine: choice by date, refusal of bad input, explanation, hash."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from prestasi_rules import (
    Field,
    NotInForce,
    RuleInputError,
    RuleSet,
    Step,
    Text,
    UnknownRuleSet,
    compute,
    evaluate,
    explain,
    get,
    in_force,
)
from prestasi_rules.fixed import col

LABEL = Text("angka", "figure")
GOOD = {"is_unit_head": False, "unit_achievement": None, "result_rating": "DI_ATAS", "behaviour_rating": "SESUAI"}


def small(factor: int = 2) -> RuleSet:
    return RuleSet(
        id="small",
        title=LABEL,
        subject="small",
        valid_from=date(2020, 1, 1),
        legal_basis=("-",),
        inputs=(Field(name="x", label=LABEL, scale=100, minimum=0, maximum=10_000, null_meaning=LABEL),),
        steps=(
            Step(
                name="y",
                label=LABEL,
                scale=100,
                basis="-",
                confidence="S",
                inputs=("x",),
                build=lambda p: col("x") * factor,
                sentence=Text("{x} menjadi {y}", "{x} becomes {y}"),
            ),
        ),
        outputs=("y",),
    )


def test_a_rule_set_is_chosen_by_the_date_of_the_fact() -> None:
    assert in_force("performance", date(2026, 12, 31)).id == "performance-2022"
    with pytest.raises(NotInForce, match="2010-01-01"):
        in_force("performance", date(2010, 1, 1))
    with pytest.raises(UnknownRuleSet, match="performance"):
        in_force("weather", date(2026, 1, 1))
    with pytest.raises(UnknownRuleSet, match="performance-2022"):
        get("performance-1999")


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"result_rating": "BAGUS"}, "result_rating", "di luar daftar"),
        ({"result_rating": 1}, "result_rating", "bukan teks"),
        ({"is_unit_head": None}, "is_unit_head", "kosong"),
        ({"is_unit_head": "ya"}, "is_unit_head", "bukan true atau false"),
        ({"nama": "Siti"}, "nama", "tidak dikenal"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_computed(change: dict[str, object], field: str, reason: str) -> None:
    with pytest.raises(RuleInputError, match=reason) as refusal:
        compute([GOOD, GOOD | change], get("performance-2022"))
    [problem] = refusal.value.problems
    assert (problem.row, problem.field) == (2, field)
    assert problem.allowed


def test_a_missing_field_is_refused() -> None:
    short = {name: value for name, value in GOOD.items() if name != "behaviour_rating"}
    with pytest.raises(RuleInputError, match="baris 1, kolom 'behaviour_rating': kolom tidak ada"):
        compute([short], get("performance-2022"))


@pytest.mark.parametrize("value", [1.5, "1", True, Decimal("1.005"), -1, 101])
def test_numbers_are_exact_and_in_range(value: object) -> None:
    with pytest.raises(RuleInputError, match="baris 1, kolom 'x'"):
        compute([{"x": value}], small())


def test_natural_units_at_the_door() -> None:
    assert compute([{"x": Decimal("1.05")}, {"x": 3}, {"x": None}], small()) == [
        {"x": Decimal("1.05"), "y": Decimal("2.10")},
        {"x": Decimal("3.00"), "y": Decimal("6.00")},
        {"x": None, "y": None},
    ]


def test_a_frame_keeps_its_own_columns_and_type() -> None:
    frame = pl.DataFrame({"person_id": ["a", "b"], "x": [1, None]}, schema={"person_id": pl.String, "x": pl.Int16})
    assert evaluate(frame, small()).to_dict(as_series=False) == {
        "person_id": ["a", "b"],
        "x": [1, None],
        "y": [2, None],
    }
    assert isinstance(evaluate(frame.lazy(), small()), pl.LazyFrame)


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (pl.DataFrame({"z": [1]}), "kolom 'x': kolom tidak ada"),
        (pl.DataFrame({"x": [1.0]}), "kolom 'x': jenis Float64"),
        (pl.DataFrame({"x": [1], "y": [1]}), "kolom 'y': nama ini dipakai"),
        (pl.DataFrame({"x": [-1, -2, 3]}), r"kolom 'x': terlalu kecil \(2 baris\)"),
    ],
)
def test_a_bad_frame_is_refused(frame: pl.DataFrame, reason: str) -> None:
    for kind in (frame, frame.lazy()):
        with pytest.raises(RuleInputError, match=reason):
            evaluate(kind, small())


def test_unknown_options_are_refused() -> None:
    with pytest.raises(RuleInputError, match="mood"):
        compute([GOOD], get("performance-2022"), options={"mood": "good"})


def test_the_explanation_goes_down_to_the_inputs() -> None:
    [predicate, *_] = explain(GOOD, get("performance-2022"), "en").nodes
    assert (predicate.value, predicate.formatted) == ("BAIK", "Good")
    assert predicate.sentence == "Result Above expectation with behaviour Meets expectation gives Good."
    assert [child.name for child in predicate.children] == ["effective_result_rating", "behaviour_rating"]
    assert predicate.children[0].children[2].kind == "field"
    assert predicate.to_dict()["children"][1]["value"] == "SESUAI"


def test_indonesian_numbers_in_the_explanation() -> None:
    [node] = explain({"x": Decimal("12.5")}, small()).nodes
    assert node.sentence == "12,50 menjadi 25,00"


def test_the_hash_follows_the_meaning() -> None:
    assert small().hash == small().hash
    assert small(2).hash != small(3).hash
