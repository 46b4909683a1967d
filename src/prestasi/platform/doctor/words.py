"""Words of findings: in the reader's language on a page, in the source language on a machine without settings yet."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation


def gettext(text: str) -> str:
    """The text in the language that is active; as written where Django is not set up (`prestasi doctor`)."""
    return translation.gettext(text) if settings.configured else text


def gettext_noop(text: str) -> str:
    """Marks a title that is translated when it is read."""
    return text


_ = gettext
