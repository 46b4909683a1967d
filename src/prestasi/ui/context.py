"""The context processor of the visual language."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from prestasi.ui.shell import shell_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """Adds `shell`, built only when a template reads it; a fragment pays nothing."""
    return {"shell": SimpleLazyObject(lambda: shell_of(request))}
