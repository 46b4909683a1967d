from __future__ import annotations

from django.db import models


class TeamReading(models.Model):
    """*Bacaan mingguan*: until which moment a superior has seen the changes of one member of the team."""

    reader = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    seen_until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "person"], name="team_reading_once")]

    def __str__(self) -> str:
        return f"{self.reader_id} read {self.person_id}"
