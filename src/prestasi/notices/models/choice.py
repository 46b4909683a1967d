"""What a person wants to be told, how and when."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models.functions import Now


class MailChoice(models.Model):
    """*Pilihan kabar* of one person; without a row the defaults hold. Security cannot be turned off.

    `digest` and `deadlines` are for e-mail, `push_…` for the person's devices; the quiet hours hold for both.
    """

    person = models.OneToOneField(
        "people.Person", on_delete=models.CASCADE, primary_key=True, related_name="mail_choice"
    )
    digest = models.BooleanField(default=True)
    deadlines = models.BooleanField(default=True)
    quiet_from = models.TimeField(default=dt.time(18))
    quiet_until = models.TimeField(default=dt.time(6))
    quiet_weekends = models.BooleanField(default=True)
    push_digest = models.BooleanField(default=True, db_default=True)
    push_deadlines = models.BooleanField(default=True, db_default=True)

    def __str__(self) -> str:
        return f"choice of {self.person_id}"


class Mute(models.Model):
    """*Bisukan*: a thread that a person wants neither by e-mail nor on a device; the inbox still shows it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="mutes")
    thread = models.CharField(max_length=120)
    since = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "thread"], name="mute_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.thread}"


class CalendarFeed(models.Model):
    """*Umpan kalender*: one secret address per person; only the hash of the secret is kept."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="calendar_feed")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"feed of {self.person_id}"
