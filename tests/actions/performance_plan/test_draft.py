"""Writing a draft: rows, numbers, three-way merge, attachments and the superior's expectations."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from prestasi.audit.models import Event
from prestasi.core.errors import Conflict, Invalid, NotAllowed
from prestasi.performance.actions import result as results
from prestasi.performance.actions.clean import RESULT_FIELDS
from prestasi.performance.models import ExpectedResult, Indicator, Plan
from tests.world import World

NUMERIC = {
    "name": "Cakupan balita yang diukur", "aspect": "kualitas", "unit_of_measure": "persen", "direction": "higher",
    "start_value": Decimal("80"), "target": Decimal("92.5"), "combine": "last", "frequency": "monthly",
}  # fmt: skip


def test_a_result_with_its_indicator(world: World, draft: Plan) -> None:
    employee = world.actor("employee")
    results.add_result(
        by=employee, plan_id=draft.pk, values={"text": "  Seluruh balita   terukur ", "kind": "tambahan"}
    )
    result = draft.results.latest("pk")
    results.add_indicator(by=employee, result_id=result.pk, values=NUMERIC)
    indicator = result.indicators.get()
    assert (result.text, result.order, result.kind) == ("Seluruh balita terukur", 2, "tambahan")
    assert (indicator.target, indicator.combine, indicator.frequency) == (Decimal("92.5"), "last", "monthly")


BAD = [
    ({"target": "sembilan puluh"}, "target", "harus angka"),
    ({"target": None}, "target", "Isi target"),
    ({"unit_of_measure": " "}, "unit_of_measure", "Isi satuan"),
    ({"direction": "range", "target_low": Decimal(5)}, "target_high", "batas bawah dan batas atas"),
    ({"direction": "range", "target_low": Decimal(5), "target_high": Decimal(3)}, "target_high", "lebih kecil"),
    ({"direction": "sideways"}, "direction", "Pilih"),
    ({"target": Decimal("1e15")}, "target", "terlalu besar"),
    ({"weight_bp": 10_001}, "weight_bp", "antara 0 dan 100"),
]


@pytest.mark.parametrize(("change", "field", "words"), BAD, ids=[str(b[0]) for b in BAD])
def test_a_quantitative_indicator_wants_numbers(
    world: World, draft: Plan, change: dict[str, Any], field: str, words: str, unchanged: Callable[[], Any]
) -> None:
    before = unchanged()
    with pytest.raises(Invalid) as refused:
        results.add_indicator(
            by=world.actor("employee"), result_id=world.results["employee"].pk, values=NUMERIC | change
        )
    assert words in refused.value.errors[field]
    assert unchanged() == before


def test_a_qualitative_indicator_wants_three_described_levels(world: World, draft: Plan) -> None:
    Plan.objects.filter(pk=draft.pk).update(form="A-L")
    levels = [{"text": "Dipakai daerah lain"}, {"text": "Dipakai di unit"}]
    values = NUMERIC | {"target": None, "levels": levels}
    with pytest.raises(Invalid, match="ketiga tingkat"):
        results.add_indicator(by=world.actor("employee"), result_id=world.results["employee"].pk, values=values)
    values["levels"] = [*levels, {"text": "Belum dipakai"}]
    results.add_indicator(by=world.actor("employee"), result_id=world.results["employee"].pk, values=values)
    assert Indicator.objects.latest("pk").levels[2] == {"level": 3, "text": "Belum dipakai"}


def _base(result: ExpectedResult) -> dict[str, Any]:
    return {name: getattr(result, name) for name in RESULT_FIELDS}


def test_two_tabs_that_change_different_fields_are_merged(world: World, draft: Plan) -> None:
    employee, result = world.actor("employee"), world.results["employee"]
    base, seen = _base(result), draft.lock_version
    results.edit_result(
        by=employee, result_id=result.pk, values=base | {"kind": "tambahan"}, base=base, lock_version=seen
    )
    results.edit_result(
        by=employee, result_id=result.pk, values=base | {"text": "Kalimat baru"}, base=base, lock_version=seen
    )
    result.refresh_from_db()
    assert (result.kind, result.text) == ("tambahan", "Kalimat baru")


def test_two_tabs_that_change_the_same_field_get_a_three_way_comparison(
    world: World, draft: Plan, unchanged: Callable[[], Any]
) -> None:
    employee, result = world.actor("employee"), world.results["employee"]
    base, seen = _base(result), draft.lock_version
    results.edit_result(
        by=employee, result_id=result.pk, values=base | {"text": "Kalimat mereka"}, base=base, lock_version=seen
    )
    before = unchanged()
    with pytest.raises(Conflict) as clash:
        results.edit_result(
            by=employee, result_id=result.pk, values=base | {"text": "Kalimat saya"}, base=base, lock_version=seen
        )
    assert clash.value.fields == {"text": ("Kalimat mereka", "Kalimat saya")}
    assert unchanged() == before


def test_moving_keeps_the_order_and_stops_at_the_ends(world: World, draft: Plan) -> None:
    employee = world.actor("employee")
    for text in ("Hasil kedua", "Hasil ketiga"):
        results.add_result(by=employee, plan_id=draft.pk, values={"text": text})
    third = draft.results.get(text="Hasil ketiga")
    for _press in range(4):
        results.move_result(by=employee, result_id=third.pk, up=True)
    order = list(draft.results.order_by("order").values_list("text", "order"))
    assert order[0] == ("Hasil ketiga", 1)
    assert [n for _text, n in order] == [1, 2, 3]


def test_dropping_erases_nothing(world: World, draft: Plan) -> None:
    employee, result = world.actor("employee"), world.results["employee"]
    results.drop_result(by=employee, result_id=result.pk)
    result.refresh_from_db()
    assert result.dropped_at is not None
    assert result.links.filter(ended_at__isnull=False, ended_by=world.people["employee"]).exists()
    results.restore_result(by=employee, result_id=result.pk)
    result.refresh_from_db()
    assert result.dropped_at is None


def test_a_dropped_indicator_keeps_its_progress(world: World, draft: Plan) -> None:
    indicator = world.indicators["employee"]
    results.drop_indicator(by=world.actor("employee"), indicator_id=indicator.pk)
    indicator.refresh_from_db()
    assert indicator.dropped_at is not None


def test_attachments_are_lists_of_lines(world: World, draft: Plan) -> None:
    lines = {"support": ["4 antropometri kit", " ", "38 kader"], "consequence": ["Calon penghargaan"]}
    results.set_attachments(by=world.actor("employee"), plan_id=draft.pk, lines=lines)
    results.set_attachments(by=world.actor("employee"), plan_id=draft.pk, lines={"support": ["5 kit"]})
    assert list(draft.attachments.order_by("kind").values_list("kind", "text")) == [
        ("consequence", "Calon penghargaan"), ("support", "5 kit"),
    ]  # fmt: skip


def test_expectations_are_the_superiors_alone(world: World, draft: Plan) -> None:
    with pytest.raises(NotAllowed):
        results.set_expectations(by=world.actor("employee"), plan_id=draft.pk, texts={6: "Coba alur baru"})
    results.set_expectations(by=world.actor("superior"), plan_id=draft.pk, texts={6: "Coba alur baru", 7: ""})
    assert list(draft.expectations.values_list("value", "text")) == [(6, "Coba alur baru")]


def test_every_change_of_a_draft_is_an_event_that_says_what(world: World, draft: Plan) -> None:
    result = world.results["employee"]
    results.edit_result(by=world.actor("employee"), result_id=result.pk, values={"text": "Kalimat yang baru"})
    event = Event.objects.filter(kind="plan.changed").latest("pk")
    assert event.payload["changes"]["text"][1] == "Kalimat yang baru"
