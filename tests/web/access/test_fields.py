"""Privacy classes: every field has one, and personal values appear for nobody who may not see them."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.apps import apps

from prestasi.people.models import IdentityNumber, Person
from prestasi.policy.fields import CLASSES, classes, outside, own_models, stored_fields
from prestasi.policy.routes import policy
from tests.web.access.asking import fetch
from tests.web.access.cast import Stage
from tests.web.access.objects import values_for
from tests.web.access.routes import Found, address, routes

# Who may read a person's e-mail address and full birth date: the person and the staff officers of the unit.
PRIVATE_READERS = frozenset({"self", "analyst_agency", "analyst_unit"})
# The account page of an admin and the own pages are about the reader's own address or about accounts.
ROUTES = [route for route in routes() if route.name in policy().routes]


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_every_field_has_a_class() -> None:
    stored = {(m._meta.label_lower, f.name) for m in own_models() for f in stored_fields(m)}
    written = set(classes())
    assert stored - written == set(), "fields without a class in policy/fields.toml"
    assert written - stored == set(), "classes of fields that do not exist"
    assert set(classes().values()) <= set(CLASSES)


def test_every_table_of_another_package_is_named() -> None:
    own = {m._meta.app_label for m in own_models()}
    assert {m._meta.app_label for m in apps.get_models()} - own <= outside()


def test_sensitive_fields_are_not_public() -> None:
    for field in ("email", "born_on"):
        assert classes()["people.person", field] == "K3"
    assert classes()["accounts.user", "password"] == "K3"
    assert classes()["accounts.recoverycode", "code_hash"] == "K3"


@pytest.fixture(scope="module")
def canaries(stage: Stage) -> dict[str, tuple[str, ...]]:
    """Values that stand in one person's fields only: an address, and a birth date in each way it is written."""
    person = stage.world.people["employee"]
    Person.objects.filter(pk=person.pk).update(email="kenari-k3@contoh.sleman.test", born_on="1961-11-29")
    IdentityNumber.objects.filter(person=person).update(number="199001012015042099")
    return {
        "email": ("kenari-k3@",),
        "born_on": ("1961-11-29", "29 November 1961", "29 Nov 1961", "29-11-1961", "29/11/1961", "19611129"),
    }


@pytest.mark.parametrize("found", ROUTES, ids=lambda found: found.name)
def test_personal_values_stay_with_those_who_may_read_them(
    stage: Stage, canaries: dict[str, tuple[str, ...]], found: Found
) -> None:
    route = policy().routes[found.name]
    if "GET" not in route.answers:
        pytest.skip("nothing is read here")
    leaks = []
    for relation in policy().relations:
        if relation in PRIVATE_READERS or "employee" not in stage.subjects[relation]:
            continue
        body = fetch(stage, relation, address(found, values_for(stage, route.object, "employee")))
        leaks += [(relation, name) for name, values in canaries.items() for value in values if value.encode() in body]
    assert leaks == []


def test_the_canaries_sing_where_they_may(stage: Stage, canaries: dict[str, tuple[str, ...]]) -> None:
    """The control: the staff officer's card shows them, so the test above looks for the right bytes."""
    card = next(route for route in ROUTES if route.name == "people:card")
    body = fetch(stage, "analyst_agency", address(card, values_for(stage, "person", "employee")))
    assert any(value.encode() in body for values in canaries.values() for value in values)
