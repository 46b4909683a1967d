from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class FeedbackNote(models.Model):
    """*Umpan balik berkelanjutan*: praise or correction on a result or a BerAKHLAK value, at any time, named."""

    class Kind(models.TextChoices):
        PRAISE = "praise", gettext_lazy("Apresiasi")
        CORRECTION = "correction", gettext_lazy("Perbaikan")

    plan = models.ForeignKey("performance.Plan", on_delete=models.PROTECT, related_name="feedback")
    result = models.ForeignKey("performance.ExpectedResult", on_delete=models.PROTECT, null=True, blank=True)
    behaviour = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    giver_role = models.CharField(max_length=20, default="rater")
    given_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(db_default=Now())
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="feedback")
    text = models.CharField(max_length=600)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(given_by=F("person")), name="feedback_not_to_self"),
            models.CheckConstraint(
                condition=Q(behaviour__isnull=True) | Q(behaviour__gte=1, behaviour__lte=7), name="feedback_behaviour"
            ),
        ]
        indexes = [models.Index(fields=["plan", "-given_at"], name="feedback_plan")]

    def __str__(self) -> str:
        return self.text

    @property
    def giver_words(self) -> str:
        """Who gave it; the leader of a *tim kerja* is named as such, since the rater is somebody else."""
        name = self.given_by.full_name
        return _("%s, pemimpin tim kerja") % name if self.giver_role == "team_leader" else name
