"""Where our staff data and the national record (SIASN) say different things, and what was decided about it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Difference(models.Model):
    """*Selisih*: one field of one person on which SIASN's latest export and our data disagree.

    One row for each number and field through all exports. `print` is the fingerprint of both sides: a difference that
    was kept comes back only when either side has changed since (`kept_print` then differs from it).
    """

    class Field(models.TextChoices):
        NUMBER = "number", _("Nomor induk")
        NAME = "name", _("Nama")
        TITLE_BEFORE = "title_before", _("Gelar depan")
        TITLE_AFTER = "title_after", _("Gelar belakang")
        SEX = "sex", _("Jenis kelamin")
        BORN_ON = "born_on", _("Tanggal lahir")
        EMPLOYMENT = "employment", _("Status kepegawaian")
        JOINED_ON = "joined_on", _("Mulai bekerja")
        RANK = "rank", _("Golongan")
        POST = "post", _("Jabatan")
        UNIT = "unit", _("Unit kerja")
        SUPERIOR = "superior", _("Atasan langsung")
        EDUCATION = "education", _("Pendidikan")
        ONLY_HERE = "only_here", _("Hanya ada di sini")
        ONLY_THERE = "only_there", _("Hanya ada di SIASN")

    class State(models.TextChoices):
        OPEN = "open", _("Terbuka")
        ASKED = "asked", _("Ditanyakan")
        ANSWERED = "answered", _("Terjawab")
        KEPT = "kept", _("Dipertahankan")
        TAKEN = "taken", _("Diambil")
        GONE = "gone", _("Tidak berbeda lagi")

    batch = models.ForeignKey("exchange.ImportBatch", on_delete=models.PROTECT, related_name="differences")
    row = models.PositiveIntegerField(null=True)
    number = models.CharField(max_length=30)
    field = models.CharField(max_length=12, choices=Field.choices)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=240)
    unit = models.ForeignKey("organization.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    ours = models.CharField(max_length=500, blank=True)
    ours_since = models.DateField(null=True)
    ours_source = models.CharField(max_length=240, blank=True)
    theirs = models.CharField(max_length=500, blank=True)
    theirs_since = models.DateField(null=True)
    can_take = models.BooleanField(default=False)
    why_not = models.CharField(max_length=300, blank=True)
    print = models.CharField(max_length=16)
    kept_print = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    note = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    event = models.ForeignKey("audit.Event", on_delete=models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "field"], name="difference_once"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(person__isnull=True) | ~Q(decided_by=F("person")),
                name="difference_not_about_oneself",
            ),
        ]
        indexes = [models.Index(fields=["state", "field", "name"], name="difference_list")]

    def __str__(self) -> str:
        return f"{self.number} {self.field} {self.state}"


class DifferenceQuestion(models.Model):
    """*Pertanyaan tentang selisih*: asked of the employee or the unit's head; the answer comes back to the list."""

    class Answer(models.TextChoices):
        OURS = "ours", _("Data di Prestasi yang benar")
        THEIRS = "theirs", _("Data di SIASN yang benar")
        NEITHER = "neither", _("Keduanya keliru")

    difference = models.ForeignKey(Difference, on_delete=models.PROTECT, related_name="questions")
    asked_of = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    text = models.CharField(max_length=500)
    print = models.CharField(max_length=16)
    due_on = models.DateField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["difference"], condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="difference_question_one_open",
            ),
            models.CheckConstraint(condition=~Q(asked_of=F("asked_by")), name="difference_question_of_another"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["asked_of", "answered_at"], name="difference_question_asked")]

    def __str__(self) -> str:
        return f"question {self.pk} on {self.difference_id}"


class ReconcileRun(models.Model):
    """*Penyelarasan massal*: one act over everything a filter kept; the job goes on where it stopped.

    `ids` holds (difference, fingerprint) as the analyst saw them; `left_out` holds (difference, reason).
    """

    class Act(models.TextChoices):
        TAKE = "take", _("Ambil SIASN")
        KEEP = "keep", _("Pertahankan")
        ASK = "ask", _("Tanyakan")

    class State(models.TextChoices):
        RUNNING = "running", _("Berjalan")
        DONE = "done", _("Selesai")

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=10, choices=Act.choices)
    params = models.JSONField(default=dict)
    ids = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="running"), name="reconcile_run_one_running")
        ]

    def __str__(self) -> str:
        return f"reconcile {self.pk}: {self.done} of {self.total}"

    @property
    def total(self) -> int:
        return len(self.ids)

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 100
