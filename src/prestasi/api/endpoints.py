"""The interface itself: one indicator's values, and the document that describes it."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt

from prestasi.api.actions.post import identify, post_value
from prestasi.api.document import document
from prestasi.api.problems import problem
from prestasi.api.queries.series import public_id, series
from prestasi.api.reading import idempotency_of, value_of
from prestasi.api.tokens import parsed
from prestasi.core.collisions import gave_way, is_collision
from prestasi.core.errors import NotVisible, Refusal


def answered(endpoint: Any) -> Any:
    """Refusals become problem details; the browser's session and its token play no part."""

    @csrf_exempt
    @wraps(endpoint)
    def guarded(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        try:
            answer = endpoint(request, *args, **options)
        except Refusal as refused:
            answer = problem(refused, request.path)
        except OperationalError as error:
            if not is_collision(error):
                raise
            answer = problem(gave_way(), request.path)
        answer["Cache-Control"] = "no-store"
        return answer

    return guarded


@answered
def values(request: HttpRequest, indicator: str) -> JsonResponse:
    """GET the own series; POST a figure."""
    key = identify(parsed(request.headers.get("Authorization", "")))
    if indicator != public_id(key.indicator_id):
        raise NotVisible
    if request.method != "POST":
        return JsonResponse(series(key.indicator_id, request.GET.get("limit", "")))
    posted = post_value(
        key=key, idempotency=idempotency_of(request), value=value_of(request), request_id=getattr(request, "id", "")
    )
    event = posted.post.event
    words: dict[str, Any] = {
        "receipt": event.number,
        "at": event.at.isoformat(),
        "hash": event.hash,
        "state": "reported",
    }
    words |= {"next": "verification by the superior", "repeated": posted.repeated}
    return JsonResponse(words, status=200 if posted.repeated else 201)


@cache_control(public=True, max_age=300)
def openapi(request: HttpRequest) -> JsonResponse:
    """The OpenAPI 3.1 document."""
    return JsonResponse(document(request.build_absolute_uri("/").rstrip("/")))
