"""The world of a contested result, for documents."""

from tests.actions.objection.conftest import contestable

__all__ = ["contestable"]
