"""The language a person reads, for texts that somebody else causes and that are kept as they were written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation

from prestasi.accounts.models import User


@contextmanager
def speaking_to(person_id: int | None) -> Iterator[None]:
    """Texts made inside are in this person's language; in the source language for people without an account."""
    chosen = User.objects.filter(person=person_id).values_list("language", flat=True).first() if person_id else None
    with translation.override(chosen or settings.LANGUAGE_CODE):
        yield
