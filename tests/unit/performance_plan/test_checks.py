"""Hints, numbers, the merge and the plan machine, without a database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from benchmarks.wording import PARTS, score
from prestasi.core.errors import Conflict
from prestasi.performance.actions.merge import merged
from prestasi.performance.forms.quantity import parse_quantity
from prestasi.performance.models import Indicator, Plan
from prestasi.performance.queries.plan_checks import indicator_hints, missing_in, result_hints, weight_sentence
from prestasi.performance.states import PLAN, PlanState, Who, is_possible, target
from prestasi.performance.wording import Habit


@pytest.mark.parametrize(
    ("text", "number"),
    [("92", "92"), ("92,5", "92.5"), ("92.5", "92.5"), ("1.234,5", "1234.5"), ("92.500", "92500"), ("−3", "-3"),
     (" 1 000 ", "1000")],
)  # fmt: skip
def test_numbers_as_indonesians_type_them(text: str, number: str) -> None:
    assert parse_quantity(text) == Decimal(number)


@pytest.mark.parametrize("text", ["sembilan", "92 %", "1,2,3", "", "12a", "1.23.456", "1e5"])
def test_what_is_not_a_number(text: str) -> None:
    with pytest.raises(ValueError):
        parse_quantity(text)


def test_activities_get_a_hint_and_results_do_not() -> None:
    assert result_hints("Melaksanakan rapat koordinasi")
    assert not result_hints("Meningkatnya cakupan imunisasi")


@pytest.mark.parametrize(
    ("name", "unit", "direction", "word"),
    [
        ("Menyusun laporan keuangan", "laporan", "higher", "menyebut kegiatan"),
        ("Jumlah notulen rapat", "dokumen", "higher", "menghitung pekerjaan"),
        ("Kualitas pelayanan yang optimal", "", "higher", "belum dapat diukur"),
        ("Angka kematian ibu", "kasus", "higher", "benarkah arahnya"),
        ("Cakupan imunisasi", "persen", "lower", "benarkah arahnya"),
        ("Nilai ujian dan persentase kehadiran", "", "higher", "dua ukuran"),
    ],
)
def test_an_indicator_is_asked_about(name: str, unit: str, direction: str, word: str) -> None:
    plan = Plan(starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 12, 31))
    indicator = Indicator(name=name, unit_of_measure=unit, direction=direction, data_source="SIMPUS")
    assert word in " ".join(indicator_hints(indicator, plan))


def test_a_good_indicator_is_not_asked_about() -> None:
    plan = Plan(starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 12, 31))
    good = Indicator(name="Cakupan imunisasi dasar lengkap", unit_of_measure="persen", data_source="SIMPUS")
    assert indicator_hints(good, plan) == []
    assert "sumber data" in " ".join(indicator_hints(Indicator(name="Cakupan", unit_of_measure="persen"), plan))


@pytest.mark.parametrize("habit", Habit)
def test_questions_are_rarely_asked_wrongly(habit: Habit) -> None:
    """Counts of docs/evidence/indicator-wording.md: who is asked without need stops reading."""
    for part in PARTS:
        assert score(habit, part).false_alarms <= 0.05


def test_a_year_outside_the_plan_gets_a_hint() -> None:
    plan = Plan(starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 12, 31))
    late, timely = (Indicator(name=f"Laporan selesai Desember {year}", data_source="SIPD") for year in (2027, 2026))
    assert "menyebut tahun 2027" in " ".join(indicator_hints(late, plan))
    assert indicator_hints(timely, plan) == []


def test_described_levels_need_no_number_in_the_name() -> None:
    plan = Plan(starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 12, 31), form="A-L")
    bare = Indicator(name="Mutu hasil kerja", data_source="Catatan reviu")
    assert "belum dapat diukur" in " ".join(indicator_hints(bare, plan))
    bare.levels = [{"level": n, "text": "x"} for n in (1, 2, 3)]
    assert indicator_hints(bare, plan) == []


def test_what_an_indicator_lacks_depends_on_the_form() -> None:
    bare = Indicator(name="Cakupan")
    assert "target angka" in missing_in(bare, "A-Q")
    assert "tingkat" in missing_in(bare, "A-L")
    assert "satuan" in missing_in(Indicator(name="Cakupan", target=Decimal(1)), "J-Q")
    assert not missing_in(
        Indicator(name="Suhu", direction="range", target_low=2, target_high=8, unit_of_measure="°C"), "A-Q"
    )


def test_weights_say_by_how_much_they_miss() -> None:
    assert weight_sentence(9_500) == "Jumlah bobot 95\u00a0%, kurang 5\u00a0% dari 100."
    assert "lebih 2,5" in weight_sentence(10_250)


def test_the_merge_keeps_both_sides_where_they_changed_different_fields() -> None:
    base = {"a": 1, "b": 1, "c": 1}
    assert merged(base, {"a": 2, "b": 1, "c": 1}, {"a": 1, "b": 3, "c": 1}) == {"a": 2, "b": 3, "c": 1}
    with pytest.raises(Conflict) as clash:
        merged(base, {"a": 2, "b": 1, "c": 1}, {"a": 3, "b": 1, "c": 1})
    assert clash.value.fields == {"a": ("3", "2")}


def test_the_machine_has_no_dead_end_before_the_end() -> None:
    for state in PlanState.values:
        acts = [name for name in PLAN if is_possible(name, state, 1)]
        assert acts or state == PlanState.CLOSED


def test_nobody_but_the_reviewer_agrees_and_the_owner_never() -> None:
    assert PLAN["agree"].who == {Who.REVIEWER}
    assert PLAN["return"].who == {Who.REVIEWER}
    assert target("edit", 0) == PlanState.DRAFT
    assert target("edit", 1) == PlanState.REVISING
