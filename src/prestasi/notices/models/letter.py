"""The outbox: letters that have to leave the building, each exactly as often as the post can promise."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from prestasi.notices import states


class Letter(models.Model):
    """*Surel keluar*: written in the transaction of its cause, sent by a worker.

    `effect_key` makes it exist once; `message_id` never changes, so that a letter handed over twice (a worker may die
    between the server's yes and our mark) is one letter for the reader's program. `attempts` and `claimed_at` are
    written before the handing over, `sent_at` and `answer` after it.
    """

    class Kind(models.TextChoices):
        DIGEST = "digest", _("Rangkuman harian")
        DEADLINE = "deadline", _("Batas waktu")
        SECURITY = "security", _("Keamanan akun")
        INVITATION = "invitation", _("Undangan kalender")

    class State(models.TextChoices):
        WAITING = states.WAITING, _("Menunggu")
        SENDING = states.SENDING, _("Sedang dikirim")
        SENT = states.SENT, _("Terkirim")
        DEAD = states.DEAD, _("Gagal tetap")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    thread = models.CharField(max_length=120)
    subject = models.CharField(max_length=160)
    text = models.TextField()
    calendar = models.TextField(blank=True)
    method = models.CharField(max_length=10, blank=True)
    mute_url = models.CharField(max_length=300, blank=True)
    effect_key = models.CharField(max_length=160, unique=True)
    message_id = models.CharField(max_length=160, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(db_default=Now())
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(state=states.SENT) | Q(sent_at__isnull=False), name="letter_sent_at")
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="waiting"), name="letter_waiting"),
            models.Index(
                fields=["person", "thread"], condition=Q(state__in=["waiting", "sending"]), name="letter_open"
            ),
            models.Index(fields=["state", "id"], condition=Q(state__in=["sending", "dead"]), name="letter_trouble"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.effect_key}"


class Nudge(models.Model):
    """*Pengingat*: how often somebody was reminded of one item, whoever or whatever reminded.

    Rank 1 to 3 went to the person who has to act; rank 4 to the one who can unblock the item.
    """

    item = models.CharField(max_length=100)
    rank = models.PositiveSmallIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "rank"], name="nudge_once"),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=4), name="nudge_at_most_three"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.rank}"
