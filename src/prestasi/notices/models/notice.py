from __future__ import annotations

from django.db import models
from django.db.models.functions import Concat, Now


class SplitPart(models.Func):
    """PostgreSQL's split_part: the n-th part of a text, from 1."""

    function = "split_part"
    arity = 3
    output_field = models.CharField()


class Notice(models.Model):
    """*Pemberitahuan*: the in-app inbox is the source of truth; `effect_key` makes a notice happen once.

    An effect key reads `<subject>.<what happened>:<id of the subject>:...`; subject and id are the `thread`, so that
    everything about one plan or one evaluation stands together. `is_handled` is set when the post has decided whether
    an e-mail goes out; `letter` is the one that carries it.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=240)
    why = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    effect_key = models.CharField(max_length=120, unique=True)
    thread = models.GeneratedField(
        expression=Concat(
            SplitPart(SplitPart("effect_key", models.Value(":"), models.Value(1)), models.Value("."), models.Value(1)),
            models.Value(":"),
            SplitPart("effect_key", models.Value(":"), models.Value(2)),
        ),
        output_field=models.CharField(max_length=120),
        db_persist=True,
    )
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True, blank=True)
    is_handled = models.BooleanField(default=False, db_default=False)
    letter = models.ForeignKey("notices.Letter", on_delete=models.SET_NULL, null=True, related_name="notices")

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_person"),
            models.Index(fields=["person", "id"], condition=models.Q(is_handled=False), name="notice_unhandled"),
        ]

    def __str__(self) -> str:
        return self.text
