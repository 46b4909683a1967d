"""Who comes back with a session: read in one statement together with the standing of the day."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from prestasi.accounts.models import User
from prestasi.accounts.queries.standing import account_of
from prestasi.core import clock


class AccountBackend(AuthenticationBackend):
    """Sign-in is that of django-allauth; every page reads the account here, before anything else."""

    def get_user(self, user_id: Any) -> User | None:
        user = account_of(int(user_id), clock.today())
        return user if user is not None and self.user_can_authenticate(user) else None
