from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prestasi.colleagues.groups import PostType


class QuestionSet(models.Model):
    """*Versi bank pertanyaan*: the statements of one version; a published version never changes."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draf")
        PUBLISHED = "published", _("Diterbitkan")

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    note = models.CharField(max_length=200, blank=True)
    lock_version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="draft"), name="colleagues_one_draft_set"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_on__isnull=False), name="colleagues_published_has_day"
            ),
        ]

    def __str__(self) -> str:
        return f"versi {self.number}"


class Statement(models.Model):
    """*Pernyataan perilaku* about one BerAKHLAK value (1 to 7) for one type of post."""

    question_set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="statements")
    post_type = models.CharField(max_length=12, choices=PostType.choices)
    value = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question_set", "post_type", "value", "order"], name="statement_once"),
            models.CheckConstraint(condition=Q(value__gte=1, value__lte=7), name="statement_value"),
        ]

    def __str__(self) -> str:
        return self.text
