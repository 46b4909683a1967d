"""Each invariant of the replayed year can fail: the owner of the database breaks one row, and the check says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.db import connection, transaction

from lab.journal import Journal
from lab.truth import broken, checks
from tests.machines.true_year import write_true_year
from tests.world import World

AsOwner = Callable[[], AbstractContextManager[None]]
EVALUATION = "UPDATE performance_evaluation SET {} WHERE id = (SELECT min(id) FROM performance_evaluation)"
NOTICE = "DELETE FROM notices_notice WHERE id = (SELECT min(id) FROM notices_notice WHERE kind = '{}')"

# Invariant -> what its breaker does to one row. The client's own notes are broken in the journal, below.
BREAKS: dict[str, str] = {
    "each agreed version of a plan has its events and its document":
        "UPDATE performance_planversion SET sha256 = 'b' WHERE id = (SELECT min(id) FROM performance_planversion)",
    "each given predicate has its event":
        "DELETE FROM audit_event WHERE id = (SELECT min(id) FROM audit_event WHERE kind = 'evaluation.rated')",
    "each changed predicate is what its last recorded change says":
        "UPDATE performance_evaluation SET predicate = 5 WHERE id ="
        " (SELECT evaluation_id FROM performance_ratingchange)",
    "each accepted report was verified by somebody else":
        "UPDATE performance_progress SET verified_by_id = NULL WHERE id ="
        " (SELECT min(id) FROM performance_progress WHERE state = 'accepted')",
    "no day of a person is in two plans":
        "UPDATE performance_plan SET starts_on = '2026-05-10' WHERE starts_on = '2026-05-17'",
    "what was released was determined by two persons":
        "UPDATE calibration_determination SET decided_by_id = requested_by_id"
        " WHERE id = (SELECT min(id) FROM calibration_determination)",
    "nobody rated or confirmed themselves": EVALUATION.format("rated_by_id = person_id"),
    "each agreed plan told its person once per version":
        NOTICE.format("plan.agreed"),
    "each released result told its person once":
        NOTICE.format("evaluation.confirmed"),
    "each returned report told its person once":
        NOTICE.format("progress.returned"),
    "nothing was received before it was released": EVALUATION.format("released_at = received_at + interval '1 day'"),
    "the tallies of the boards are the sums of their rows":
        "UPDATE insight_tally SET n = n + 1 WHERE id ="
        " (SELECT min(id) FROM insight_tally WHERE measure = 'evaluation' AND n > 0)",
    "the slices of a period add up to its days and to the whole":
        "UPDATE performance_plan SET starts_on = '2026-05-10' WHERE starts_on = '2026-05-17'",
    "the distribution of the agency is the sum of its units":
        "UPDATE organization_unitversion SET path = '0.' WHERE unit_id = (SELECT unit_id FROM performance_plan"
        " WHERE starts_on = '2026-05-17')",
    "no month is counted twice for credit":
        "UPDATE performance_plan SET starts_on = '2026-05-10' WHERE starts_on = '2026-05-17'",
    "credit of the slices is at most twelve months' worth":
        "UPDATE performance_plan SET starts_on = '2026-01-10' WHERE starts_on = '2026-05-17'",
    "each predicate recomputes from its inputs": EVALUATION.format("predicate = 5"),
    "each event fits its hash":
        "UPDATE audit_event SET actor_name = 'Orang Lain' WHERE id = (SELECT min(id) FROM audit_event)",
    "each receipt that a client was given exists with its hash":
        "DELETE FROM audit_event WHERE id = (SELECT min(id) FROM audit_event)",
    "no row of a closed period changed without a recorded basis": EVALUATION.format("behaviour_rating = 1"),
    "no effect was told twice":
        "INSERT INTO notices_notice (person_id, kind, text, why, url, effect_key, is_handled) SELECT person_id, kind,"
        " text, why, url, effect_key, is_handled FROM notices_notice LIMIT 1",
}  # fmt: skip
NOTED = {
    "no result was readable before its release": "shown before release",
    "each released result was readable": "not shown after release",
    "pages and files say what the rows say": "pages that differ",
}
GUARDED = (
    "performance_period", "performance_evaluation", "performance_plan", "performance_planversion",
    "performance_progress", "performance_ratingchange", "calibration_determination", "organization_unitversion",
)  # fmt: skip
REFUSE = (
    "evaluation_not_self_rated", "plan_no_overlap", "notices_notice_effect_key_key", "determination_two_persons",
)  # fmt: skip


@pytest.fixture
def journal(world: World, tmp_path: Path, as_owner: AsOwner) -> Journal:
    """What a client of the true year kept; afterwards nothing guards its tables any more."""
    with as_owner():
        unguard(GUARDED)
        kept = write_true_year(world, tmp_path)
        unguard(("audit_event", "insight_tally"))
    return kept


def unguard(tables: Iterable[str]) -> None:
    """Triggers and constraints that refuse such rows are out of the way, as only the owner can have it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE conname = ANY(%s)", [list(REFUSE)]
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def test_the_true_year_is_true(journal: Journal) -> None:
    assert broken_names(journal) == set()
    assert {name for name, (_found, checked) in broken(2026, journal).items() if not checked} == set()


def test_every_invariant_has_its_breaker() -> None:
    assert set(BREAKS) | set(NOTED) == set(checks())


def test_each_broken_row_is_told(journal: Journal, as_owner: AsOwner) -> None:
    """One after the other, each on the true year."""
    untold = [name for name in BREAKS if not told(journal, as_owner, name)]
    assert untold == []
    assert broken_names(journal) == set()


def told(journal: Journal, as_owner: AsOwner, name: str) -> bool:
    with transaction.atomic():
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(BREAKS[name])
            assert cursor.rowcount == 1, f"{name}: the breaker touched {cursor.rowcount} rows"
        found, _checked = checks()[name](2026, journal)
        transaction.set_rollback(True)
    return bool(found)


def test_what_a_client_saw_is_told(journal: Journal) -> None:
    for name, noted in NOTED.items():
        journal.note(noted, ["x"])
        found, _checked = checks()[name](2026, journal)
        assert found, name


def broken_names(journal: Journal) -> set[str]:
    return {name for name, (found, _checked) in broken(2026, journal).items() if found}
