"""*Catatan harian*: what a person did on a day, in the shape of the national form."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from prestasi.worklog.states import EntryState


class Moment(Func):
    """SQL `date + time`: a moment of the wall clock, without zone."""

    template = "(%(expressions)s)"
    arg_joiner = " + "
    output_field = models.DateTimeField()


class Span(Func):
    """SQL `tsrange(from, to)`, half open: one entry may begin where another ends."""

    function = "TSRANGE"
    output_field = DateTimeRangeField()


class Entry(models.Model):
    """*Progress harian* of e-Kinerja BKN (Peraturan BKN 2/2026): action plan, date, times, activity, figure, evidence.

    `result` is the *rencana aksi*: a planned result of the own plan that runs on the day. A person's entries never
    overlap in time; so the same work cannot be written down twice. A withdrawn entry stays, but counts nowhere.
    """

    class Source(models.TextChoices):
        FORM = "form", _("Ditulis")
        COPY = "copy", _("Disalin dari hari lain")
        IMPORT = "import", _("Diimpor")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="worklog")
    plan = models.ForeignKey("performance.Plan", on_delete=models.PROTECT, related_name="+")
    result = models.ForeignKey("performance.ExpectedResult", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    activity = models.CharField(max_length=500)
    realisation = models.PositiveIntegerField()
    unit_of_measure = models.CharField(max_length=60)
    link = models.CharField(max_length=400, blank=True)
    file_title = models.CharField(max_length=200, blank=True)
    file_type = models.CharField(max_length=80, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)
    file_sha256 = models.CharField(max_length=64, blank=True)
    picture_print = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=EntryState.choices, default=EntryState.RECORDED)
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.FORM)
    batch = models.ForeignKey("worklog.EntryImport", on_delete=models.PROTECT, null=True, related_name="entries")
    entered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now())
    seen_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=300, blank=True)
    lock_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="entry_order"),
            models.CheckConstraint(
                condition=Q(seen_by__isnull=True) | ~Q(seen_by=F("person")), name="entry_not_own_reviewer"
            ),
            ExclusionConstraint(
                name="entry_no_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (Span(Moment(F("on"), F("starts")), Moment(F("on"), F("ends"))), RangeOperators.OVERLAPS),
                ],
                condition=~Q(state="withdrawn"),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "on"], name="entry_person_day"),
            models.Index(fields=["result"], name="entry_result"),
            models.Index(fields=["file_sha256"], condition=~Q(file_sha256=""), name="entry_file"),
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="entry_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.on} {self.starts:%H.%M}"
