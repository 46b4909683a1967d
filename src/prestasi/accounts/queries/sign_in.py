"""What the sign-in page lists: the demo accounts, in demo mode only."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from prestasi.accounts.models import User
from prestasi.accounts.queries.standing import full_name
from prestasi.accounts.roles import ROLES, label


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account a visitor may try. `post` says what the person does."""

    username: str
    name: str
    role: str
    role_label: str
    description: str
    icon: str


def demo_accounts() -> tuple[DemoAccount, ...]:
    """One per role, in the order of the roles; none outside demo mode."""
    if not settings.DEMO:
        return ()
    users = User.objects.filter(is_demo=True, is_active=True).select_related("person").order_by("pk")[:40]
    found: dict[str, DemoAccount] = {}
    for user in users:
        found.setdefault(user.active_role, _account(user))
    return tuple(found[role] for role in ROLES if role in found)


def demo_user(username: str) -> User | None:
    """The demo account of this name; None outside demo mode and for every other account."""
    if not settings.DEMO:
        return None
    return User.objects.filter(username=username, is_demo=True, is_active=True).first()


def _account(user: User) -> DemoAccount:
    person = user.person
    name = full_name(person.title_before, person.name, person.title_after) if person else user.username
    card = ROLES.get(user.active_role, ROLES["employee"])
    return DemoAccount(user.username, name, user.active_role, label(user.active_role), str(card.description), card.icon)
