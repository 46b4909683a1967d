"""The world of the actions, for pages."""

from tests.actions.objection.conftest import contestable

__all__ = ["contestable"]
