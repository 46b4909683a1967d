from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from prestasi.core.dated import Dated, valid_order


class Delegation(Dated):
    """*Delegasi*: one person lets another act for them in some processes for a time; never passed on.

    Proposed by the delegator, approved by the delegate's acceptance; ends by itself or early.
    """

    class Scope(models.TextChoices):
        REVIEW = "review", _("Tinjau rencana dan bukti")
        RATE = "rate", _("Nilai triwulan")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Menunggu persetujuan")
        ACCEPTED = "accepted", _("Menunggu atasan pemberi")
        ACTIVE = "active", _("Berlaku")
        REFUSED = "refused", _("Ditolak")
        ENDED = "ended", _("Diakhiri")

    giver = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="delegations_given")
    holder = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="delegations_held")
    scopes = models.JSONField(default=list)
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    created_at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            valid_order("delegation"),
            models.CheckConstraint(condition=~Q(giver=F("holder")), name="delegation_not_to_self"),
        ]
        indexes = [models.Index(fields=["holder", "state", "valid_to"], name="delegation_holder")]

    def __str__(self) -> str:
        return f"{self.giver_id} -> {self.holder_id}"
