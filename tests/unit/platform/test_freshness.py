"""A second start skips the preparation only while nothing that it looked at has changed."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from prestasi.core import pg
from prestasi.platform import assets, database, freshness

TABLES = """
CREATE TABLE django_migrations (id serial, app text, name text, applied timestamptz DEFAULT now());
INSERT INTO django_migrations (app, name) VALUES ('people', '0001_initial');
CREATE TABLE people_person (id serial);
"""


@pytest.fixture
def owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A prepared installation with one person, in folders of its own."""
    with pg.lease(pg.at(tmp_path, volatile=True)) as cluster:
        address = pg.address(cluster, role=pg.OWNER)
        monkeypatch.setattr(database, "url", lambda owner=False: address.url)
        monkeypatch.setattr(freshness, "STAMP", tmp_path / "prepared.stamp")
        monkeypatch.setattr(freshness, "BUILT", tmp_path / "staticfiles.json")
        (tmp_path / "staticfiles.json").touch()
        with psycopg.connect(address.conninfo, autocommit=True) as connection:
            connection.execute(TABLES.encode())
            connection.execute("INSERT INTO people_person DEFAULT VALUES")
            yield connection


def test_a_first_start_prepares(owner: psycopg.Connection[tuple[object, ...]]) -> None:
    assert not freshness.is_current()


def test_a_second_start_does_not(owner: psycopg.Connection[tuple[object, ...]]) -> None:
    freshness.remember()
    assert freshness.is_current()


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO django_migrations (app, name) VALUES ('people', '0002_next')",
        "DELETE FROM people_person",
        "DROP TABLE django_migrations",
    ],
)
def test_a_changed_database_is_prepared(owner: psycopg.Connection[tuple[object, ...]], change: str) -> None:
    freshness.remember()
    owner.execute(change.encode())
    assert not freshness.is_current()


def test_changed_code_is_prepared(
    owner: psycopg.Connection[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    freshness.remember()
    monkeypatch.setattr(assets, "fingerprint", lambda: "other")
    assert not freshness.is_current()
