"""Asking one route as one relation, leaving nothing behind."""

from __future__ import annotations

import copy
from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from prestasi.policy import Route
from prestasi.policy.routes import VERBS, policy
from tests.web.access.cast import Stage
from tests.web.access.objects import values_for
from tests.web.access.routes import Found, address


@dataclass(frozen=True)
class Answer:
    """What was asked and what came back."""

    route: str
    relation: str
    verb: str
    status: int


def ask(stage: Stage, relation: str, verb: str, url: str, data: dict[str, str] | None = None) -> HttpResponse:
    """One request that leaves nothing behind: writes are rolled back, the session cookie is put back."""
    if verb in {"GET", "HEAD", "OPTIONS"} and data is None:
        return _request(stage.clients[relation], verb, url, data)
    cache.clear()
    with transaction.atomic():
        response = _request(stage.clients[relation], verb, url, data)
        transaction.set_rollback(True)
    return response


def _request(client: Client, verb: str, url: str, data: dict[str, str] | None) -> HttpResponse:
    kept = client.cookies.output()
    before = copy.copy(client.cookies)
    response = client.generic(verb, url) if data is None else getattr(client, verb.lower())(url, data)
    if response.streaming:
        b"".join(response.streaming_content)
    if client.cookies.output() != kept:
        client.cookies = before
    return response


def answers(stage: Stage, found: Found, route: Route) -> list[Answer]:
    """Every verb by every relation, for each object the relation holds to; the objects go when the route is done."""
    stage.objects.clear()
    given: list[Answer] = []
    with transaction.atomic():
        for relation in policy().relations:
            for subject in stage.subjects[relation]:
                url = address(found, values_for(stage, route.object, subject))
                given += [Answer(found.name, relation, v, ask(stage, relation, v, url).status_code) for v in VERBS]
        transaction.set_rollback(True)
    stage.objects.clear()
    return given
