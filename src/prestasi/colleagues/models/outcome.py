from __future__ import annotations

from django.db import models

from prestasi.colleagues.groups import Group


class GroupResult(models.Model):
    """*Hasil kelompok* at or above the minimum: counts, means in hundredths by value, texts in random order.

    A group below the minimum has no row. `strengths`, `suggestions` and the texts of each question are shuffled apart
    from each other. `choices` holds shares in whole percent after small counts were joined; counts are never kept.
    """

    subject = models.ForeignKey("colleagues.Subject", on_delete=models.PROTECT, related_name="results")
    group = models.CharField(max_length=12, choices=Group.choices)
    parts = models.JSONField(default=list, help_text="the groups that were put together, for the pooled one")
    answers = models.PositiveSmallIntegerField()
    weight = models.PositiveSmallIntegerField()
    mean = models.PositiveSmallIntegerField(help_text="hundredths of a point, scale 1 to 5")
    means = models.JSONField(help_text="value number -> hundredths")
    strengths = models.JSONField(default=list)
    suggestions = models.JSONField(default=list)
    choices = models.JSONField(default=dict, help_text="question id -> {rest, options: {place: percent}} or null")
    own_texts = models.JSONField(default=dict, help_text="question id -> texts in random order")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "group"], name="group_result_once")]

    def __str__(self) -> str:
        return f"{self.group} {self.mean}"


class Outcome(models.Model):
    """*Nilai gabungan* of one person: None when the rule gives none. Computed from what is shown, nothing else."""

    subject = models.OneToOneField("colleagues.Subject", on_delete=models.PROTECT, related_name="outcome")
    combined = models.PositiveSmallIntegerField(null=True, help_text="hundredths of a point")
    withheld = models.JSONField(default=list, help_text="groups that were asked but are not shown")

    def __str__(self) -> str:
        return f"{self.subject_id}: {self.combined}"
