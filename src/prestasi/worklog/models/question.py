"""*Pertanyaan tentang catatan*: what a machine noticed, put to the person as a question. Never a finding of fault."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Question(models.Model):
    """One question about a month's entries, with the person's answer. No rating, list or count ever reads this table.

    `key` says what was noticed (kind and the text, link, day or second), so that it is asked once in a month.
    """

    class Kind(models.TextChoices):
        NEAR_DUPLICATE = "near_duplicate", _("Tulisan yang hampir sama")
        IMPOSSIBLE_HOURS = "impossible_hours", _("Jam yang sangat panjang")
        REUSED_LINK = "reused_link", _("Bukti yang dipakai berulang")
        SAME_SECOND = "same_second", _("Dikirim pada detik yang sama")
        MONTH_END_BULK = "month_end_bulk", _("Ditulis sekaligus belakangan")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="first day")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    key = models.CharField(max_length=40)
    entry_ids = ArrayField(models.BigIntegerField())
    facts = models.JSONField(default=dict)
    asked_at = models.DateTimeField(db_default=Now())
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "month", "key"], name="question_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.month} {self.kind}"
