"""Append-only record of every decisive act."""

from __future__ import annotations

from django.db import models
from django.db.models import Func
from django.db.models.functions import Now


class TransactionId(Func):
    """The writing transaction, so that a sealer can follow commit order."""

    function = "txid_current"
    template = "%(function)s()"
    output_field = models.BigIntegerField()


class Event(models.Model):
    """*Peristiwa*: who did what to which object, when, in which capacity.

    `at` and `hash` are set by the database when the row is inserted; nobody can update, delete or truncate.
    References are plain numbers, so that no cascade can ever reach an event.
    """

    at = models.DateTimeField(db_default=Now(), editable=False)
    transaction = models.BigIntegerField(db_default=TransactionId(), editable=False)
    kind = models.CharField(max_length=60)
    actor_user_id = models.BigIntegerField(null=True)
    actor_person_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=160, blank=True)
    on_behalf_of_id = models.BigIntegerField(null=True)
    capacity = models.CharField(max_length=40, blank=True)
    subject_person_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField(null=True)
    payload = models.JSONField(default=dict)
    request_id = models.CharField(max_length=32, blank=True)
    code_version = models.CharField(max_length=20, blank=True)
    hash = models.CharField(max_length=64, db_default="", editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject_person_id", "-id"], name="event_subject"),
            models.Index(fields=["actor_person_id", "-id"], name="event_actor"),
            models.Index(fields=["object_type", "object_id", "-id"], name="event_object"),
            models.Index(fields=["kind", "-id"], name="event_kind"),
            models.Index(fields=["-at"], name="event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def number(self) -> str:
        """Receipt number, e.g. `PR-2026-0001234`."""
        return f"PR-{self.at:%Y}-{self.id:07d}"
