from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prestasi.colleagues.groups import PostType
from prestasi.colleagues.kinds import LEAST_OPTIONS, LONGEST_OPTION, MOST_OPTIONS, Kind


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
    """*Pernyataan perilaku*: a statement, or another question, about one BerAKHLAK value (1 to 7) for one type of post.

    `options`: what can be chosen, in this order; for `Kind.CHOICE` only.
    """

    question_set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="statements")
    post_type = models.CharField(max_length=12, choices=PostType.choices)
    value = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.SCALE)
    options = ArrayField(models.CharField(max_length=LONGEST_OPTION), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question_set", "post_type", "value", "order"], name="statement_once"),
            models.CheckConstraint(condition=Q(value__gte=1, value__lte=7), name="statement_value"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="statement_kind"),
            models.CheckConstraint(
                condition=Q(kind=Kind.CHOICE, options__len__gte=LEAST_OPTIONS, options__len__lte=MOST_OPTIONS)
                | ~Q(kind=Kind.CHOICE) & Q(options__len=0),
                name="statement_options",
            ),
        ]

    def __str__(self) -> str:
        return self.text
