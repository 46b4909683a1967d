from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from prestasi.colleagues.groups import Group, PostType


class Subject(models.Model):
    """*Pegawai yang diberi umpan balik* in a round, with the type of post of the day it opened."""

    class Raters(models.TextChoices):
        CHOOSING = "choosing", _("Sedang diusulkan")
        PROPOSED = "proposed", _("Menunggu atasan")
        SETTLED = "settled", _("Ditetapkan")

    round = models.ForeignKey("colleagues.Round", on_delete=models.PROTECT, related_name="subjects")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, related_name="+")
    post_type = models.CharField(max_length=12, choices=PostType.choices)
    post = models.CharField(max_length=200)
    raters = models.CharField(max_length=10, choices=Raters.choices, default=Raters.SETTLED)
    raters_version = models.PositiveIntegerField(default=1)
    raters_note = models.CharField(max_length=300, blank=True)
    approved_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="subject_once"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("person")), name="subject_not_self_approved"
            ),
        ]
        indexes = [models.Index(fields=["person", "round"], name="subject_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.round_id}"


class Invitation(models.Model):
    """*Undangan menilai*: who is asked about whom, and whether an answer has arrived. Never what it says, nor when.

    An outside rater has no person but a name, a contact, and the hash of a one-time link.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="invitations")
    group = models.CharField(max_length=12, choices=Group.choices)
    rater = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    outside_name = models.CharField(max_length=120, blank=True)
    outside_contact = models.CharField(max_length=120, blank=True)
    link_hash = models.CharField(max_length=64, blank=True)
    is_settled = models.BooleanField(default=True)
    has_answered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "rater"], name="invitation_once"),
            models.UniqueConstraint(fields=["link_hash"], condition=~Q(link_hash=""), name="invitation_link_once"),
            models.CheckConstraint(
                condition=Q(rater__isnull=False, outside_name="", link_hash="")
                | Q(rater__isnull=True, group="external") & ~Q(outside_name=""),
                name="invitation_inside_or_outside",
            ),
        ]
        indexes = [models.Index(fields=["rater", "has_answered"], name="invitation_rater")]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
