"""Two transactions that stand in each other's way: PostgreSQL ends one of them, and it is simply done again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from prestasi.core.errors import Conflict

Done = TypeVar("Done")
COLLISIONS = frozenset({"40P01", "40001"})
"""SQLSTATE of a deadlock and of a serialization failure."""


def is_collision(error: BaseException) -> bool:
    """Whether the database ended this transaction in favour of another; nothing of it was kept."""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", "") in COLLISIONS


def gave_way() -> Conflict:
    """What the person is told when it happened twice."""
    return Conflict(_("Ada tindakan lain pada saat yang sama. Isian ini belum disimpan: kembali dan coba lagi."))


def once_more(act: Callable[[], Done]) -> Done:
    """Do an act that is a whole transaction, a second time when another one got in its way.

    Inside somebody else's transaction nothing is repeated: all of it is lost, and its owner decides.
    """
    if connection.in_atomic_block:
        return act()
    try:
        return act()
    except OperationalError as error:
        if not is_collision(error):
            raise
    return act()
