"""The test database itself: who the tests act as, and that real transactions start afresh."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection


def who() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_tests_act_as_the_application(as_owner: Callable[[], AbstractContextManager[None]]) -> None:
    if who() == connection.settings_dict["USER"]:
        pytest.skip("this server has one role for everything")
    assert who() == "prestasi_app"
    with as_owner():
        assert who() == connection.settings_dict["USER"]
    assert who() == "prestasi_app"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", [1, 2])
def test_committed_rows_are_gone_in_the_next_test(
    _round: int, django_db_blocker: object, as_owner: Callable[[], AbstractContextManager[None]]
) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE leftover (id int)")
    assert "leftover" in connection.introspection.table_names()
