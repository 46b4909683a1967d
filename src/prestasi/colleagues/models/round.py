from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prestasi.colleagues.groups import LEAST, Choosing, Group, PostType, Reweighting


class Round(models.Model):
    """*Putaran umpan balik 360*: for a population and a period, with rules that are locked when it opens.

    `units` are roots of subtrees (empty: the whole agency), `kinds` kinds of posts (empty: all). `upward_from` is the
    first day on which managers read what subordinates said: after the ratings of the period.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draf")
        OPEN = "open", _("Dibuka")
        CLOSED = "closed", _("Ditutup")
        RELEASED = "released", _("Hasil dirilis")
        CANCELLED = "cancelled", _("Dibatalkan")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=120)
    period = models.ForeignKey("performance.Period", on_delete=models.PROTECT, related_name="+")
    question_set = models.ForeignKey("colleagues.QuestionSet", on_delete=models.PROTECT, related_name="rounds")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    lock_version = models.PositiveIntegerField(default=1)
    minimum = models.PositiveSmallIntegerField(default=LEAST)
    reweighting = models.CharField(max_length=10, choices=Reweighting.choices, default=Reweighting.SPREAD)
    choosing = models.CharField(max_length=10, choices=Choosing.choices, default=Choosing.DRAWN)
    raters_wanted = models.PositiveSmallIntegerField(default=6)
    load_limit = models.PositiveSmallIntegerField(default=12)
    seed = models.BigIntegerField(null=True, blank=True)
    units = ArrayField(models.BigIntegerField(), default=list, blank=True)
    kinds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    proposals_due_on = models.DateField(null=True, blank=True)
    answers_due_on = models.DateField()
    upward_from = models.DateField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    released_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minimum__gte=LEAST), name="round_minimum_never_below_five"),
            models.CheckConstraint(condition=Q(raters_wanted__gte=F("minimum")), name="round_asks_enough"),
            models.CheckConstraint(condition=Q(upward_from__gt=F("answers_due_on")), name="round_upward_after"),
        ]

    def __str__(self) -> str:
        return self.title


class GroupWeight(models.Model):
    """*Bobot kelompok*: share of a group in the combined score of a type of post; a type's weights sum to 100."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="weights")
    post_type = models.CharField(max_length=12, choices=PostType.choices)
    group = models.CharField(max_length=12, choices=Group.choices)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "post_type", "group"], name="group_weight_once"),
            models.CheckConstraint(condition=Q(weight__lte=100), name="group_weight_share"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.weight}"
