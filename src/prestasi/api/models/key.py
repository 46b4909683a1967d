"""Keys with which another system reports on one indicator, and what they have sent."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class ApiKey(models.Model):
    """*Kunci API*: lets a machine report on exactly one indicator, in the name of the plan's own person.

    Only the SHA-256 of the secret is kept; `prefix` tells keys apart. It ends by itself at `expires_at`.
    """

    indicator = models.ForeignKey("performance.Indicator", on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=80)
    prefix = models.CharField(max_length=8, unique=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    window_at = models.DateTimeField(null=True)
    window_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="api_key_ends")]
        indexes = [models.Index(fields=["indicator", "-id"], name="api_key_indicator")]

    def __str__(self) -> str:
        return f"{self.prefix} {self.label}"


class ApiPost(models.Model):
    """One accepted sending: the caller's key of the request, what was in it (as a hash), the receipt it got."""

    key = models.ForeignKey(ApiKey, on_delete=models.PROTECT, related_name="posts")
    idempotency = models.CharField(max_length=200)
    body_sha256 = models.CharField(max_length=64)
    event = models.ForeignKey("audit.Event", on_delete=models.PROTECT, related_name="+")
    progress = models.ForeignKey("performance.Progress", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "idempotency"], name="api_post_once")]

    def __str__(self) -> str:
        return f"{self.key_id} {self.idempotency}"
