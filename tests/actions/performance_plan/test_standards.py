"""*Pustaka indikator*: kept by the agency's analysts, offered by post and field, copied with its origin."""

from __future__ import annotations

from typing import Any

import pytest

from prestasi.core import clock
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.performance.actions.copy import take_standard
from prestasi.performance.actions.standard import keep_standard, retire_standard
from prestasi.performance.fields_of_government import fields_of
from prestasi.performance.models import Indicator, Plan, StandardIndicator
from prestasi.performance.queries.suggestions import standard_entries
from tests.world import World

MANUAL: dict[str, Any] = {
    "name": "Cakupan imunisasi dasar lengkap", "definition": "Bayi yang imunisasinya lengkap dibagi seluruh bayi",
    "formula": "bayi lengkap : seluruh bayi x 100", "unit_of_measure": "persen", "aspect": "kualitas",
    "direction": "higher", "combine": "last", "frequency": "quarterly", "data_source": "ASIK",
    "quality_control": "Uji petik kohort bayi oleh pengelola data", "field": "kesehatan",
}  # fmt: skip


def kept(world: World, **changed: Any) -> StandardIndicator:
    receipt = keep_standard(by=world.actor("analyst"), values=MANUAL | changed)
    return StandardIndicator.objects.get(pk=receipt.made)


@pytest.mark.parametrize("who", ["head", "employee", "admin"])
def test_only_the_agencys_analysts_keep_the_library(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        keep_standard(by=world.actor(who), values=MANUAL)


@pytest.mark.parametrize("name", ["definition", "formula", "unit_of_measure", "data_source", "quality_control"])
def test_every_part_of_the_manual_is_needed(world: World, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        keep_standard(by=world.actor("analyst"), values=MANUAL | {name: " "})
    assert set(refused.value.errors) == {name}


def test_it_must_be_meant_for_some_post_or_field(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        keep_standard(by=world.actor("analyst"), values=MANUAL | {"field": ""})
    assert "field" in refused.value.errors


def test_the_own_units_name_says_its_field_before_those_above() -> None:
    assert fields_of(["Puskesmas Minggir", "Dinas Kesehatan", "Pemerintah Kabupaten Sleman"]) == {"kesehatan"}
    assert fields_of(["Bidang Mutasi", "Badan Kepegawaian, Pendidikan dan Pelatihan"]) == {"kepegawaian"}
    assert fields_of(["Subbagian Umum", "Dinas Pendidikan"]) == {"pendidikan"}
    assert fields_of(["Pemerintah Kabupaten Sleman"]) == set()


def test_it_is_offered_by_field_and_by_post_and_nowhere_else(world: World, draft: Plan) -> None:
    kept(world)
    kept(world, name="Pelayanan jabatan fungsional", field="", position_kind="jf")
    kept(world, name="Pelayanan pendidikan", field="pendidikan")
    kept(world, name="Kesehatan untuk pengawas", position_kind="pengawas")
    offered = [entry.name for entry in standard_entries(draft, clock.today())]
    assert offered == ["Pelayanan jabatan fungsional", "Cakupan imunisasi dasar lengkap"]


def test_a_copy_keeps_its_origin_and_leaves_the_target_to_the_person(world: World, draft: Plan) -> None:
    row, result = kept(world), world.results["employee"]
    take_standard(by=world.actor("employee"), result_id=result.pk, standard_id=row.pk)
    copy = Indicator.objects.get(standard=row)
    assert (copy.name, copy.data_source, copy.formula, copy.target) == (
        row.name, row.data_source, row.formula, None,
    )  # fmt: skip
    with pytest.raises(Closed):
        take_standard(by=world.actor("employee"), result_id=result.pk, standard_id=row.pk)


def test_what_is_not_meant_for_the_post_or_was_retired_cannot_be_taken(world: World, draft: Plan) -> None:
    row, elsewhere = kept(world), kept(world, field="pendidikan")
    retire_standard(by=world.actor("analyst"), standard_id=row.pk)
    for standard in (row, elsewhere):
        with pytest.raises(NotVisible):
            take_standard(by=world.actor("employee"), result_id=world.results["employee"].pk, standard_id=standard.pk)
    with pytest.raises(Closed):
        keep_standard(by=world.actor("analyst"), values=MANUAL, standard_id=row.pk)
