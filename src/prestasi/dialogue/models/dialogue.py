"""*Dialog kinerja*: a talk between an employee and the direct superior, with agenda, notes and private notes."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from prestasi.dialogue.states import DialogueState


class DialogueKind(models.TextChoices):
    """*Dialog*, *bimbingan* and *konseling kinerja* (PermenPANRB 6/2022, pengembangan kinerja)."""

    CHECK_IN = "check_in", _("Dialog kinerja")
    GUIDANCE = "guidance", _("Bimbingan kinerja")
    COUNSELLING = "counselling", _("Konseling kinerja")


class Side(models.TextChoices):
    """The two sides of a dialogue."""

    EMPLOYEE = "employee", _("Pegawai")
    LEADER = "leader", _("Atasan")

    @property
    def other(self) -> Side:
        return Side.LEADER if self is Side.EMPLOYEE else Side.EMPLOYEE


class Topic(models.TextChoices):
    """What a dialogue is asked for."""

    PROGRESS = "progress", _("Kemajuan hasil kerja")
    OBSTACLE = "obstacle", _("Hambatan")
    SUPPORT = "support", _("Dukungan yang dibutuhkan")
    DEVELOPMENT = "development", _("Pengembangan diri")
    EXPECTATION = "expectation", _("Perubahan ekspektasi")
    RESULT = "result", _("Hasil penilaian")


class Dialogue(models.Model):
    """*Dialog kinerja*: asked for by either side, held, and confirmed by both.

    While it is pending, `leader` is whoever is the direct superior today; once recorded it stays the superior who
    held it. `uid` and `sequence` are those of the calendar invitation. *Konseling* is seen by the two sides alone.
    """

    kind = models.CharField(max_length=12, choices=DialogueKind.choices, default=DialogueKind.CHECK_IN)
    state = models.CharField(max_length=10, choices=DialogueState.choices, default=DialogueState.PROPOSED)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="dialogues")
    leader = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="dialogues_led")
    proposed_by = models.CharField(max_length=8, choices=Side.choices)
    proposed_at = models.DateTimeField(db_default=Now())
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    place = models.CharField(max_length=120, blank=True)
    topics = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    matter = models.CharField(max_length=300, blank=True, help_text="why guidance or counselling is held")
    notes = models.TextField(blank=True)
    facts = models.JSONField(default=list, blank=True, help_text="the agenda as it stood when the talk was recorded")
    held_on = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=8, choices=Side.choices, blank=True)
    employee_confirmed_at = models.DateTimeField(null=True, blank=True)
    leader_confirmed_at = models.DateTimeField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)
    ended_by = models.CharField(max_length=8, choices=Side.choices, blank=True)
    improvement = models.ForeignKey(
        "dialogue.ImprovementPlan", on_delete=models.PROTECT, null=True, blank=True, related_name="dialogues"
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    lock_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("leader")), name="dialogue_two_people"),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | Q(employee_confirmed_at__isnull=False, leader_confirmed_at__isnull=False),
                name="dialogue_confirmed_by_both",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["cancelled", "missed"]) | ~Q(ended_reason=""), name="dialogue_end_has_reason"
            ),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(state__in=["proposed", "agreed"]), name="dialogue_one_pending"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-starts_at"], name="dialogue_person"),
            models.Index(fields=["leader", "state", "starts_at"], name="dialogue_leader"),
        ]

    def __str__(self) -> str:
        return f"dialogue {self.pk} {self.state}"

    @property
    def is_sealed(self) -> bool:
        """Whether only the two sides may know what was said (class K3)."""
        return self.kind == DialogueKind.COUNSELLING


class PrivateNote(models.Model):
    """*Catatan pribadi*: what one side keeps for itself about a dialogue; nobody else ever reads it."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="private_notes")
    author = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dialogue", "author"], name="private_note_once")]

    def __str__(self) -> str:
        return f"private note {self.pk}"


class AgendaItem(models.Model):
    """*Pokok bahasan* put on the agenda of the next dialogue, or (`is_comment`) a comment the employee reads at once.

    `dialogue` is empty while the item waits for the next dialogue of the person to be recorded.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="agenda_items")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda")
    text = models.CharField(max_length=300)
    about = models.CharField(max_length=200, blank=True)
    is_comment = models.BooleanField(default=False)
    added_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], condition=Q(dialogue__isnull=True), name="agenda_waiting")]

    def __str__(self) -> str:
        return self.text
