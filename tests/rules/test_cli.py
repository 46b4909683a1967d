"""The command line as an agency without Prestasi uses it: JSON and Parquet, exit codes, nothing half-printed."""

import io
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from prestasi_rules import evaluate, get, rulesets
from prestasi_rules.cli import main

GOOD = {"is_unit_head": False, "unit_achievement": None, "result_rating": "DI_ATAS", "behaviour_rating": "DI_ATAS"}
RULE = ["performance-2022", "--on", "2026-12-31"]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: str, stdin: Any = None) -> tuple[int, str, str]:
        text = stdin if isinstance(stdin, str) else json.dumps(stdin)
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_list_names_every_rule_set_with_its_period(run: Any) -> None:
    code, out, _ = run("list")
    assert code == 0
    assert [entry["id"] for entry in json.loads(out)] == list(rulesets())
    _, out, _ = run("list", "--subject", "performance", "--on", "2020-06-01")
    assert [entry["id"] for entry in json.loads(out)] == ["performance-2019"]


def test_compute_keeps_the_shape_of_the_input(run: Any) -> None:
    code, out, err = run("compute", *RULE, stdin=[GOOD, GOOD])
    assert (code, err) == (0, "")
    assert [row["predicate"] for row in json.loads(out)] == ["SANGAT_BAIK", "SANGAT_BAIK"]
    assert json.loads(run("compute", *RULE, stdin=GOOD)[1])["predicate_code"] == 1
    lines = "\n".join(json.dumps(GOOD) for _ in range(3))
    assert len(run("compute", *RULE, stdin=lines)[1].splitlines()) == 3


def test_a_subject_is_resolved_by_date(run: Any) -> None:
    row = '{"skp_value": 112, "behaviour_value": 108.00, "uses_opinion": false, "has_new_idea": true}'
    code, out, _ = run("compute", "performance", "--on", "2020-12-31", "--envelope", stdin=row)
    assert code == 0
    assert json.loads(out)["ruleset"] == "performance-2019"
    assert '"value": 110.8000' in out


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"),
    [
        (RULE, [GOOD, GOOD | {"result_rating": "BAGUS"}], ["baris 2", "result_rating", "BAGUS", "DI_ATAS"]),
        (RULE, [{name: GOOD[name] for name in list(GOOD)[:3]}], ["baris 1", "behaviour_rating", "tidak ada"]),
        (RULE, [GOOD | {"nip": "1"}], ["nip", "tidak dikenal"]),
        (RULE, "", ["stdin"]),
        (RULE, "{", ["bukan JSON"]),
        (RULE, "[NaN]", ["NaN"]),
        (RULE, "3", ["bukan larik"]),
        (RULE, '[{"x": 1, "x": 2}]', ["x", "dua kali"]),
        (RULE, [1], ["baris 1", "bukan objek"]),
        (["performance-2023", "--on", "2026-12-31"], [GOOD], ["performance-2023", "performance-2022"]),
        (["performance-2022", "--on", "2021-12-31"], [GOOD], ["2021-12-31"]),
        (["performance", "--on", "2001-12-31"], [GOOD], ["2001-12-31"]),
        (["performance-2022", "--on", "31-12-2026"], [GOOD], ["31-12-2026", "YYYY-MM-DD"]),
        (["performance-2022"], [GOOD], ["--on"]),
        ([*RULE, "--option", "mood=good"], [GOOD], ["mood"]),
        ([*RULE, "--option", "mood"], [GOOD], ["mood", "NAMA=BACAAN"]),
        ([*RULE, "--input", "x.parquet"], [GOOD], ["--output"]),
    ],
)
def test_bad_input_ends_with_code_2_and_no_output(run: Any, arguments: list[str], stdin: Any, words: list[str]) -> None:
    code, out, err = run("compute", *arguments, stdin=stdin)
    assert (code, out) == (2, "")
    assert all(word in err for word in words), err


def test_explain_as_json_and_as_text(run: Any) -> None:
    code, out, _ = run("explain", *RULE, "--lang", "en", stdin=[GOOD])
    assert code == 0
    [tree] = json.loads(out)
    assert tree["nodes"][0]["sentence"].startswith("Result Above expectation")
    assert "Predikat kinerja: Sangat Baik" in run("explain", *RULE, "--text", stdin=[GOOD])[1]


@pytest.mark.parametrize("ruleset_id", rulesets())
def test_schema_tells_type_unit_and_meaning_of_null(run: Any, ruleset_id: str) -> None:
    code, out, _ = run("schema", ruleset_id)
    schema = json.loads(out)
    assert code == 0
    assert list(schema["items"]["properties"]) == [field.name for field in get(ruleset_id).inputs]
    assert schema["items"]["additionalProperties"] is False
    for prop in schema["$defs"]["output"]["properties"].values():
        assert prop["title"] and prop["description"]
        assert ("x-null-means" in prop) == ("null" in prop["type"])


def test_propose_prints_the_least_change(run: Any) -> None:
    unit = {"unit_achievement": "BAIK", "counts": {"SANGAT_BAIK": 3, "BAIK": 7}}
    code, out, _ = run("propose", stdin=unit)
    assert code == 0
    assert json.loads(out)["moves"] == [{"people": 1, "origin": "BAIK", "target": "BUTUH_PERBAIKAN"}]
    assert run("propose", stdin={"unit_achievement": "BAIK"})[0] == 2


def people(count: int = 4) -> pl.DataFrame:
    return pl.DataFrame(
        [GOOD | {"person_id": f"p{n}"} for n in range(count)], schema_overrides={"unit_achievement": pl.String}
    )


@pytest.mark.parametrize("engine", ["polars", "polars-streaming"])
def test_parquet_in_and_out(run: Any, tmp_path: Path, engine: str) -> None:
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    people().write_parquet(source)
    files = ["--input", str(source), "--output", str(target), "--engine", engine]
    assert run("compute", *RULE, *files)[0] == 0
    assert pl.read_parquet(target).equals(evaluate(people(), get("performance-2022")))
    code, _, err = run("compute", *RULE, *files)
    assert code == 2 and "sudah ada" in err


def test_bad_parquet_leaves_no_file(run: Any, tmp_path: Path) -> None:
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    people().with_columns(behaviour_rating=pl.lit("BAGUS")).write_parquet(source)
    code, _, err = run("compute", *RULE, "--input", str(source), "--output", str(target))
    assert code == 2 and "behaviour_rating" in err and "4 baris" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.parquet"]


def test_national_close_resumes_and_names_the_refused_agency(run: Any, tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    for agency in ("agency=jakarta", "agency=sleman"):
        (source / agency).mkdir(parents=True)
        people().write_parquet(source / agency / "staff.parquet")
    (source / "agency=broken").mkdir()
    people().drop("result_rating").write_parquet(source / "agency=broken" / "staff.parquet")
    files = ["--input", str(source), "--output", str(target)]

    code, out, err = run("national-close", *RULE, *files)
    report = json.loads(out)
    assert code == 2 and "agency=broken" in err and "result_rating" in err
    assert (report["computed"], report["skipped"], report["rows"]) == (2, 0, 8)
    assert pl.read_parquet(target / "agency=sleman" / "staff.parquet")["predicate"].unique().to_list() == [
        "SANGAT_BAIK"
    ]
    assert not (target / "agency=broken" / "staff.parquet").exists()

    (target / "agency=sleman" / "staff.parquet").unlink()
    people(5).write_parquet(source / "agency=broken" / "staff.parquet")
    code, out, err = run("national-close", *RULE, *files)
    report = json.loads(out)
    assert (code, report["computed"], report["skipped"], report["rows"]) == (0, 2, 1, 9)
    assert "3/3" in err


def test_national_close_without_files_is_refused(run: Any, tmp_path: Path) -> None:
    assert run("national-close", *RULE, "--input", str(tmp_path), "--output", str(tmp_path / "out"))[0] == 2
