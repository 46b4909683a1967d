from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prestasi.credit.models.balance import Balance, balance_rules


class Determination(Balance):
    """*Penetapan angka kredit* (PAK): the account frozen from `since` to `until`, determined by a second person.

    `rows` are the [evaluation, version, predicate] that were converted. `snapshot` keeps everything that is printed:
    identity, what it stands on, each line with its rule set and steps, old, new and sum by origin, thresholds. `digest`
    is the hash of its figures: when one of them moves before the second person signs, nothing is determined. `replaces`
    names the determination that this one comes in place of.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("Menunggu penetapan")
        DETERMINED = "determined", _("Ditetapkan")
        DECLINED = "declined", _("Tidak disetujui")
        REPLACED = "replaced", _("Diganti")

    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    since = models.DateField()
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    opening = models.ForeignKey("credit.Opening", on_delete=models.PROTECT, null=True, related_name="+")
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    rows = models.JSONField(default=list)
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            *balance_rules("credit_determination", "determined"),
            models.UniqueConstraint(
                fields=["person", "until"], condition=Q(state="determined"), name="credit_determination_once"
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(state="declined"), name="credit_determination_number_once"
            ),
            models.CheckConstraint(condition=Q(since__lte=models.F("until")), name="credit_determination_order"),
            models.CheckConstraint(
                condition=Q(opening__isnull=False, previous__isnull=True)
                | Q(opening__isnull=True, previous__isnull=False),
                name="credit_determination_stands_on_one",
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="credit_determination_person")]

    def __str__(self) -> str:
        return f"determination {self.pk} {self.state}"
