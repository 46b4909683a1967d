"""*Tim kerja*: work across units for a time, under a leader who is not the rater of its members."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class WorkTeam(models.Model):
    """*Tim kerja* (PermenPANRB 7/2022): members of several units under one leader, by decree, from day to day.

    Both days are included. The rater of a member stays the direct superior; the leader assigns work and gives feedback.
    """

    name = models.CharField(max_length=160)
    purpose = models.CharField(max_length=300, blank=True)
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    leader = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="led_teams")
    decree_number = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_reason = models.CharField(max_length=240, blank=True)
    opened_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="team_order")]
        indexes = [models.Index(fields=["leader", "ends_on"], name="team_leader")]

    def __str__(self) -> str:
        return self.name

    def runs_on(self, day: dt.date) -> bool:
        """Whether the team works on that day."""
        return self.starts_on <= day <= self.ends_on


class TeamMember(models.Model):
    """*Anggota tim kerja*: a person with a duty; `left_on` is the last day, the row stays."""

    team = models.ForeignKey(WorkTeam, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="team_places")
    duty = models.CharField(max_length=160, blank=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "person"], condition=Q(left_on__isnull=True), name="team_member_once"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")), name="team_member_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.team_id}"


class TeamResult(models.Model):
    """A result of the leader's own plan that the team works for; members' results link to it."""

    team = models.ForeignKey(WorkTeam, on_delete=models.CASCADE, related_name="shared")
    result = models.ForeignKey("performance.ExpectedResult", on_delete=models.PROTECT, related_name="in_teams")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "result"], name="team_result_once")]

    def __str__(self) -> str:
        return f"{self.result_id} in {self.team_id}"
