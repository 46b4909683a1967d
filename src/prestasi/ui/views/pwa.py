"""Prestasi on the phone's home screen: the manifest, the worker, and the empty form it keeps for places without signal.

The worker keeps the shell only: style, script, font, icons, the page *Luring* and the form *Catat capaian* without
anybody's data. It asks for them without cookies, so that no page about a person can be among them.
"""

from __future__ import annotations

import hashlib
import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from prestasi.ui.shell import link, shell_of

SHELL_FILES = ("prestasi.css", "prestasi.js", "htmx.js", "prestasi.woff2", "icon.svg", "chevron.svg")
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-mask.png", "512x512", "maskable"),
)
GROUND = "#304e97"


@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, for the whole site; its text changes with every file it keeps."""
    kept = [static(f"ui/{name}") for name in SHELL_FILES]
    if shell_of(request).has_brand:
        kept.append(f"{reverse('ui:brand')}?h={shell_of(request).hue}")
    pages = {
        "form": reverse("ui:offline_form"), "offline": reverse("ui:offline"), "report": link("performance:report"),
        "inbox": link("notices:inbox"), "key": link("accounts:draft_key"), "replace": link("notices:device_replace"),
        "icon": static("ui/icon-192.png"),
    }  # fmt: skip
    version = hashlib.sha256(json.dumps([kept, pages]).encode()).hexdigest()[:12]
    words = {"version": version, "kept": json.dumps(kept), "pages": json.dumps(pages)}
    answer = render(request, "ui/worker.js", words, content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    return answer


@cache_control(public=True, max_age=86_400)
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to put Prestasi on its home screen."""
    icons = [{"src": static(f"ui/{n}"), "sizes": size, "type": "image/png", "purpose": use} for n, size, use in ICONS]
    icons.append({"src": static("ui/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"})
    words = {
        "id": "/", "name": "Prestasi", "short_name": "Prestasi", "lang": "id", "start_url": link("accounts:home"),
        "scope": "/", "display": "standalone", "theme_color": GROUND, "background_color": "#ffffff", "icons": icons,
        "description": _("Kinerja, bukti, dan hasil dalam satu tempat"),
        "shortcuts": [{"name": _("Catat capaian"), "url": link("performance:report")}],
    }  # fmt: skip
    return JsonResponse(words, content_type="application/manifest+json")


def offline_form(request: HttpRequest) -> HttpResponse:
    """*Catat capaian* without data: the script fills in the own indicators that the phone has sealed."""
    return render(request, "ui/offline_form.html")
