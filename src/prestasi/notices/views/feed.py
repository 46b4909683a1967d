"""The calendar feed: read by calendar programs that cannot sign in."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from prestasi.core.errors import NotVisible
from prestasi.core.http import Request
from prestasi.notices.actions.choices import hash_of
from prestasi.notices.queries.feed import calendar_text, feed_of

KEEP_S = 3600


@require_safe
def feed(request: Request, secret: str) -> HttpResponse:
    """The person's calendar; whoever asks again with our ETag within the same content gets 304."""
    found = feed_of(hash_of(secret))
    if found is None:
        raise NotVisible
    text = calendar_text(found.person_id, found.made_at)
    etag = f'"{sha256(text).hexdigest()[:32]}"'
    is_known = request.headers.get("If-None-Match") == etag
    response = (
        HttpResponseNotModified() if is_known else HttpResponse(text, content_type="text/calendar; charset=utf-8")
    )
    response["ETag"], response["Cache-Control"] = etag, f"private, max-age={KEEP_S}"
    response["X-Robots-Tag"], response["Referrer-Policy"] = "noindex", "no-referrer"
    return response
