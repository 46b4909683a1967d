from __future__ import annotations

from django.utils.functional import Promise


class Unacceptable(Exception):
    """A file that cannot be evidence; the message tells the person what to do instead."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message
