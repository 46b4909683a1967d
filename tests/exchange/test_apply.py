"""Apply writes everything or nothing; one step takes it back, unless somebody has built on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.exchange.actions.apply import apply_batch, undo_batch
from prestasi.exchange.models import ImportBatch
from prestasi.organization.models import UnitVersion
from prestasi.people.models import Assignment, IdentityNumber, Person, ReportingLine
from tests.exchange import files
from tests.exchange.sheets import Check
from tests.world import TODAY, World

TABLES = (
    "people_person", "people_identitynumber", "people_assignment", "people_rankrecord", "people_reportingline",
    "people_education", "organization_position", "organization_unit", "organization_unitversion",
)  # fmt: skip
MOVED = (files.KNOWN[0], "Sekar Umpama, Dewi", "Dinas Kesehatan", "Penata Gizi", "III/c", "197107092015042001")


def snapshot() -> dict[str, str]:
    """A fingerprint of every table an import may touch."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t.id), '')) FROM {table} t")
            found[table] = cursor.fetchone()[0]
    return found


@pytest.fixture
def batch(check: Check, tmp_path: Path) -> ImportBatch:
    return check(files.xlsx(tmp_path / "a.xlsx", [files.NEW, MOVED]))


def test_new_people_come_with_all_their_facts(world: World, batch: ImportBatch) -> None:
    receipt = apply_batch(by=world.actor("analyst"), batch_id=batch.pk, confirmed=True)
    person = IdentityNumber.objects.get(number=files.NEW[0]).person
    assert (person.name, person.sex, person.employment) == ("Tara Misalnya", "f", "pns")
    post = Assignment.objects.get(person=person)
    assert post.position == world.positions["employee"] and post.valid_from == TODAY
    line = ReportingLine.objects.get(person=person)
    assert line.superior == world.people["superior"] and line.source.startswith(f"Impor {batch.pk}")
    assert person.ranks.get().rank == 9 and receipt.kind == "import.applied"


def test_changed_people_keep_their_past(world: World, batch: ImportBatch) -> None:
    apply_batch(by=world.actor("analyst"), batch_id=batch.pk, confirmed=True)
    posts = Assignment.objects.filter(person=world.people["employee"]).order_by("valid_from")
    assert [(p.position.title, p.valid_to) for p in posts] == [("Bidan Ahli Pertama", TODAY), ("Penata Gizi", None)]
    lines = ReportingLine.objects.filter(person=world.people["employee"]).order_by("valid_from")
    assert [(line.superior_id, line.valid_to) for line in lines] == [
        (world.people["superior"].pk, TODAY),
        (world.people["head"].pk, None),
    ]
    assert Person.objects.get(pk=world.people["employee"].pk).name == "Sekar Umpama, Dewi"


def test_undo_puts_back_every_byte(world: World, batch: ImportBatch) -> None:
    before = snapshot()
    apply_batch(by=world.actor("analyst"), batch_id=batch.pk, confirmed=True)
    assert snapshot() != before
    undo_batch(by=world.actor("analyst"), batch_id=batch.pk, reason="Salah berkas")
    assert snapshot() == before
    assert list(Event.objects.filter(kind__startswith="import.").values_list("kind", flat=True).order_by("id")) == [
        "import.applied",
        "import.undone",
    ]


def test_undo_is_refused_when_a_row_was_changed_since(world: World, batch: ImportBatch) -> None:
    apply_batch(by=world.actor("analyst"), batch_id=batch.pk, confirmed=True)
    Person.objects.filter(name="Tara Misalnya").update(name="Tara M.")
    after = snapshot()
    with pytest.raises(Closed, match=r"1 data \(pegawai\) sudah diubah"):
        undo_batch(by=world.actor("analyst"), batch_id=batch.pk, reason="Salah berkas")
    assert snapshot() == after


def test_undo_is_refused_when_a_new_person_is_in_use(world: World, batch: ImportBatch) -> None:
    apply_batch(by=world.actor("analyst"), batch_id=batch.pk, confirmed=True)
    person = Person.objects.get(name="Tara Misalnya")
    ReportingLine.objects.filter(person=world.people["peer"]).update(superior=person)
    with pytest.raises(Closed, match="sudah dipakai"):
        undo_batch(by=world.actor("analyst"), batch_id=batch.pk, reason="Salah berkas")
    assert Person.objects.filter(name="Tara Misalnya").exists()


def test_nothing_is_written_while_a_row_is_wrong(world: World, check: Check, tmp_path: Path) -> None:
    batch = check(files.xlsx(tmp_path / "a.xlsx", [files.NEW, ("x", *files.NEW[1:])]))
    before = snapshot()
    with pytest.raises(Invalid, match="1 baris galat"):
        apply_batch(by=world.actor("analyst"), batch_id=batch.pk, confirmed=True)
    assert snapshot() == before


def test_suspicious_rows_need_a_yes(world: World, check: Check, tmp_path: Path) -> None:
    batch = check(files.xlsx(tmp_path / "a.xlsx", [(files.KNOWN[0], "Zubaidah Qistina", *files.KNOWN[2:])]))
    with pytest.raises(Invalid) as refused:
        apply_batch(by=world.actor("analyst"), batch_id=batch.pk)
    assert "confirmed" in refused.value.errors
    apply_batch(by=world.actor("analyst"), batch_id=batch.pk, confirmed=True)


def test_twice_is_once(world: World, batch: ImportBatch) -> None:
    key = "33333333-3333-4333-8333-333333333333"
    apply_batch(by=world.actor("analyst"), batch_id=batch.pk, confirmed=True, key=key)
    assert apply_batch(by=world.actor("analyst"), batch_id=batch.pk, confirmed=True, key=key).repeated
    with pytest.raises(Closed):
        apply_batch(by=world.actor("analyst"), batch_id=batch.pk, confirmed=True)


def test_data_that_changed_after_the_check_is_a_conflict(world: World, batch: ImportBatch) -> None:
    IdentityNumber.objects.create(
        person=world.people["peer"], kind="nip", number=files.NEW[0], valid_from=TODAY
    )  # fmt: skip
    before = snapshot()
    with pytest.raises(Conflict, match="identity_number_once"):
        apply_batch(by=world.actor("analyst"), batch_id=batch.pk, confirmed=True)
    assert snapshot() == before


def test_units_come_with_their_place_and_go_again(world: World, check: Check, tmp_path: Path) -> None:
    heads = ("Kode", "Nama Unit", "Jenis", "Kode Induk")
    rows = [
        ("slm-dinkes", "Dinas Kesehatan dan KB", "dinas", "slm-kab"),
        ("slm-labkes", "UPTD Labkesda", "uptd", "slm-dinkes"),
        ("slm-labkes-tu", "Tata Usaha Labkesda", "subbagian", "slm-labkes"),
    ]
    before = snapshot()
    batch = check(files.csv(tmp_path / "u.csv", rows, heads, mark=";"), who="admin", kind="units")
    assert (batch.counts["new"], batch.counts["changed"]) == (2, 1)
    apply_batch(by=world.actor("admin"), batch_id=batch.pk)
    deep = UnitVersion.objects.get(name="Tata Usaha Labkesda")
    assert deep.path.startswith(f"{world.units['kab'].pk}.{world.units['dinkes'].pk}.") and deep.path.count(".") == 4
    assert UnitVersion.objects.on(TODAY).get(unit=world.units["dinkes"]).name == "Dinas Kesehatan dan KB"
    undo_batch(by=world.actor("admin"), batch_id=batch.pk, reason="Uji coba")
    assert snapshot() == before


def test_a_parent_below_its_child_is_told(world: World, check: Check, tmp_path: Path) -> None:
    heads = ("Kode", "Nama Unit", "Kode Induk")
    rows = [("a-anak", "Anak", "a-induk"), ("a-induk", "Induk", "slm-kab"), ("a-induk", "Induk", "slm-kab")]
    batch = check(files.csv(tmp_path / "u.csv", rows, heads), who="admin", kind="units")
    assert batch.counts["error"] == 2 and batch.counts["new"] == 1
