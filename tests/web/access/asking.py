"""Asking one route as one relation, leaving nothing behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.core.cache import cache
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import RequestFactory

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


class Browser:
    """A session that asks the application in-process, without the test client's copying of template contexts."""

    handler: ClassVar[BaseHandler | None] = None
    factory: ClassVar[RequestFactory] = RequestFactory()

    def __init__(self, session_key: str | None) -> None:
        self.session_key = session_key

    def ask(self, verb: str, url: str, data: dict[str, str] | None = None) -> HttpResponseBase:
        """The answer, read to its end. Cookies that are set are not kept: each request starts from the same session."""
        if Browser.handler is None:
            Browser.handler = BaseHandler()
            Browser.handler.load_middleware()
        request = self.factory.post(url, data) if data is not None else self.factory.generic(verb, url)
        vars(request)["_dont_enforce_csrf_checks"] = True
        if self.session_key:
            request.COOKIES[settings.SESSION_COOKIE_NAME] = self.session_key
        response = Browser.handler.get_response(request)
        if response.streaming:
            vars(response)["body"] = response.getvalue()
        return response


def ask(stage: Stage, relation: str, verb: str, url: str, data: dict[str, str] | None = None) -> HttpResponseBase:
    """One request that leaves nothing behind: what it writes is rolled back."""
    browser = Browser(stage.sessions[relation])
    if verb in {"GET", "HEAD", "OPTIONS"}:
        return browser.ask(verb, url)
    cache.clear()
    with transaction.atomic():
        response = browser.ask(verb, url, data)
        transaction.set_rollback(True)
    return response


def fetch(stage: Stage, relation: str, url: str) -> bytes:
    """The bytes a relation gets for an address."""
    response = Browser(stage.sessions[relation]).ask("GET", url)
    return vars(response).get("body") or response.getvalue()


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
