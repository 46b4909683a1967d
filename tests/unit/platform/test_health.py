"""What a load balancer asks: alive without a database, ready only with one."""

import json

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory

from prestasi.core import health


def test_alive_asks_nothing_of_the_database(rf: RequestFactory) -> None:
    response = health.alive(rf.get("/hidup"))
    assert (response.status_code, response.content) == (200, b"hidup\n")


@pytest.mark.django_db
def test_ready_when_the_database_answers(rf: RequestFactory) -> None:
    response = health.ready(rf.get("/siap"))
    assert response.status_code == 200
    assert json.loads(response.content) == {"siap": True, "basis_data": True}


@pytest.mark.django_db
def test_not_ready_without_a_database(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = health.ready(rf.get("/siap"))
    assert response.status_code == 503


def test_a_health_page_is_only_read(rf: RequestFactory) -> None:
    assert health.ready(rf.post("/siap")).status_code == 405
