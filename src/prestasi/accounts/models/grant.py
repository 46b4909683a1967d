from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from prestasi.core.dated import Dated, valid_order


class RoleGrant(Dated):
    """*Hibah peran*: a role of `accounts.roles` given for a time, within a unit and below (None: whole agency)."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20)
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    granted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            valid_order("role_grant"),
            models.CheckConstraint(
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("user")), name="role_grant_not_to_self"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} to {self.user_id}"
