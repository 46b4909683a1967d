"""`/hidup` and `/siap`: what a supervisor, a load balancer or a person asks an installation."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("hidup\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when pages can be served: the database answers. Otherwise 503, so that traffic goes elsewhere."""
    database = _database_answers()
    return JsonResponse({"siap": database, "basis_data": database}, status=200 if database else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


urlpatterns = [
    path("hidup", alive, name="alive"),
    path("siap", ready, name="ready"),
]
