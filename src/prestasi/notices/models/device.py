"""Devices that a person wants to be told on, and the messages on their way to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from prestasi.notices import states


class PushSubscription(models.Model):
    """*Perangkat kabar*: the address a browser gave for web push (RFC 8030) and the keys that seal what goes there.

    The endpoint is a secret of the browser: whoever holds it is that browser, so it belongs to one person at a time.
    `key_id` says for which key of ours it was made; one made for a former key is of no use any more.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="devices")
    endpoint = models.CharField(max_length=1000)
    endpoint_hash = models.CharField(max_length=64, unique=True)
    public_key = models.CharField(max_length=88)
    auth = models.CharField(max_length=24)
    key_id = models.CharField(max_length=16)
    device_name = models.CharField(max_length=80)
    created_at = models.DateTimeField(db_default=Now())
    last_success_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.device_name} of {self.person_id}"


class PushMessage(models.Model):
    """*Kabar ke perangkat*: one message to one device, on the same way as a `Letter` (see `notices.states`).

    `body` is what may stand on a locked screen: never the words of the notice. `notice` is None for a trial.
    """

    class Kind(models.TextChoices):
        DIGEST = "digest", _("Rangkuman harian")
        DEADLINE = "deadline", _("Batas waktu")
        SECURITY = "security", _("Keamanan akun")
        TRIAL = "trial", _("Kabar percobaan")

    class State(models.TextChoices):
        WAITING = states.WAITING, _("Menunggu")
        SENDING = states.SENDING, _("Sedang dikirim")
        SENT = states.SENT, _("Terkirim")
        DEAD = states.DEAD, _("Gagal tetap")

    subscription = models.ForeignKey(PushSubscription, on_delete=models.CASCADE, related_name="messages")
    notice = models.ForeignKey("notices.Notice", on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    body = models.CharField(max_length=160)
    url = models.CharField(max_length=200)
    effect_key = models.CharField(max_length=160, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(state=states.SENT) | Q(sent_at__isnull=False), name="push_sent_at")
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="waiting"), name="push_waiting"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="push_sending"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.effect_key}"
