"""Who acts: always taken from the session, never from the request's fields."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held now, within `unit_id` and the units below it (None: the whole agency)."""

    role: str
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """One person at work in one request.

    `on_behalf_of` names the person who delegated, when acting by delegation; both names go into every event.
    `scopes` are then the processes that were delegated (`Delegation.Scope`).
    """

    user_id: int | None
    person_id: int | None
    name: str = ""
    grants: frozenset[Grant] = frozenset()
    on_behalf_of: int | None = None
    request_id: str = ""
    role: str = field(default="employee")
    scopes: frozenset[str] = frozenset()

    def acts_within(self, scope: str) -> bool:
        """Whether the act falls under what was delegated; always true for a person acting in their own name."""
        return self.on_behalf_of is None or scope in self.scopes

    def has_role(self, role: str) -> bool:
        """Whether any grant carries the role, wherever it is valid."""
        return any(g.role == role for g in self.grants)

    @property
    def is_authenticated(self) -> bool:
        return self.user_id is not None


ANONYMOUS = Actor(user_id=None, person_id=None)
SYSTEM = Actor(user_id=None, person_id=None, name="Sistem", role="system")
