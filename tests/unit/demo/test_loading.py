"""Loading: all constraints hold, the same order gives the same content, a filled database is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import connection

from prestasi.core.trouble import Trouble
from prestasi.demo import load
from tests.unit.demo.conftest import TODAY

AsOwner = Callable[[], AbstractContextManager[None]]


EXCLUSIONS = sum(
    isinstance(constraint, ExclusionConstraint) for model in apps.get_models() for constraint in model._meta.constraints
)

DESCRIBED = """FROM performance_indicator i JOIN performance_expectedresult r ON r.id = i.result_id
               JOIN performance_plan p ON p.id = r.plan_id WHERE p.form = 'A-L'"""


@pytest.mark.django_db
def test_a_load_stands_up_to_every_constraint(as_owner: AsOwner) -> None:
    """Foreign keys, exclusions and checks are back and validated; users can be written after it."""
    with as_owner():
        summary = load("sleman", TODAY, 400, using="default")
        with pytest.raises(Trouble, match="sudah berisi"):
            load("sleman", TODAY, 400, using="default")
    assert summary.counts["people_person"] > 400
    assert _one("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND NOT convalidated") == 0
    assert _one("SELECT count(*) FROM pg_constraint WHERE contype = 'x'") == EXCLUSIONS
    assert _one("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'D'") == 0
    assert _one("SELECT count(*) FROM accounts_user WHERE is_demo") == 6
    assert _one(f"SELECT count(*) {DESCRIBED}") != 0
    assert _one(f"SELECT count(*) {DESCRIBED} AND jsonb_array_length(i.levels) <> 3") == 0
    assert _one("SELECT count(*) FROM audit_event WHERE kind = 'demo.loaded' AND length(hash) = 64") == 1
    assert _one("SELECT nextval(pg_get_serial_sequence('people_person', 'id'))") == summary.counts["people_person"] + 1


@pytest.mark.django_db
def test_the_same_order_gives_the_same_content(as_owner: AsOwner) -> None:
    from django.db import transaction

    hashes = []
    for seed in (1, 1, 2):
        with as_owner(), transaction.atomic():
            hashes.append(load("sleman", TODAY, 300, seed=seed, using="default").sha256)
            transaction.set_rollback(True)
    assert hashes[0] == hashes[1] != hashes[2]


@pytest.mark.django_db
def test_a_killed_load_leaves_an_empty_database(as_owner: AsOwner, monkeypatch: pytest.MonkeyPatch) -> None:
    from prestasi.demo.copying import Copier

    whole = Copier.write

    def dies(self: Copier, table: str, frame: object) -> None:
        if table == "performance_progress":
            raise KeyboardInterrupt
        whole(self, table, frame)  # type: ignore[arg-type]

    monkeypatch.setattr(Copier, "write", dies)
    with as_owner(), pytest.raises(KeyboardInterrupt):
        load("sleman", TODAY, 300, using="default")
    assert _one("SELECT count(*) FROM people_person") == 0
    assert _one("SELECT count(*) FROM pg_constraint WHERE contype = 'x'") == EXCLUSIONS


@pytest.mark.parametrize("today", [dt.date(2026, 2, 1), dt.date(2026, 4, 20), dt.date(2026, 12, 20)])
@pytest.mark.django_db
def test_any_day_of_the_year_can_be_today(as_owner: AsOwner, today: dt.date) -> None:
    with as_owner():
        summary = load("sleman", today, 300, using="default")
    assert summary.today == today
    expected = {2: 0, 4: 1, 12: 1}[today.month]
    assert _one("SELECT count(*) FROM performance_period WHERE state = 'open'") == expected


@pytest.mark.django_db
def test_jakarta_and_more_years_load_too(as_owner: AsOwner) -> None:
    with as_owner():
        summary = load("jakarta", TODAY, 700, years=3, using="default")
    assert summary.counts["performance_cycle"] == 3
    assert _one("SELECT name FROM organization_agency") == "Pemerintah Provinsi DKI Jakarta"


def _one(query: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]
