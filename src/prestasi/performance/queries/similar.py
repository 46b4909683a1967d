"""Evidence that was used before: the same bytes, or a picture of the same scene. A question beside it, no verdict."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import BigIntegerField, BooleanField, F, Func, IntegerField, Q, Value
from django.db.models.functions import Cast

from prestasi.core.actor import Actor
from prestasi.people.permissions import Relation, relations
from prestasi.performance.files.prints import NEAR
from prestasi.performance.models import Evidence, Plan
from prestasi.performance.permissions import evaluation as gate

MOST_SHOWN = 5


class Distance(Func):
    """In how many of the 64 bits two picture prints differ."""

    template = "bit_count((%(expressions)s)::bit(64))"
    arg_joiner = " # "
    output_field = IntegerField()


@dataclass(frozen=True, slots=True)
class Similar:
    """Other evidence that looks alike; `name` is empty when it is of the same person."""

    id: int
    title: str
    on: dt.date
    name: str
    is_same_file: bool


def similar_to(actor: Actor, row: Evidence) -> tuple[Similar, ...]:
    """Alike evidence of the same person and, for the superior, of the people led today; newest first. One statement.

    Reports that were replaced by a correction are not counted: their evidence is sent again with good reason.
    """
    if row.kind not in {Evidence.Kind.PHOTO, Evidence.Kind.FILE}:
        return ()
    found = Evidence.objects.filter(_alike(row), _seen_by(actor, row)).exclude(progress=row.progress_id)
    found = found.exclude(progress__state="replaced").select_related("progress", "added_by").order_by("-progress__on")
    return tuple(
        Similar(
            other.pk, other.title, other.progress.on,
            "" if other.added_by_id == row.added_by_id else other.added_by.full_name, other.sha256 == row.sha256,
        )
        for other in found[:MOST_SHOWN]
    )  # fmt: skip


def _alike(row: Evidence) -> Q:
    same = Q(sha256=row.sha256, kind__in=[Evidence.Kind.PHOTO, Evidence.Kind.FILE])
    if row.picture_print is None:
        return same
    mine = Cast(Value(row.picture_print), BigIntegerField())
    return same | Q(picture_print__isnull=False) & Q(Near(Distance(F("picture_print"), mine)))


class Near(Func):
    """Whether a distance is small enough to be the same scene."""

    template = f"(%(expressions)s) <= {NEAR}"
    output_field = BooleanField()


def _seen_by(actor: Actor, row: Evidence) -> Q:
    owner = Q(added_by=row.added_by_id)
    if actor.person_id == row.added_by_id or Relation.SUPERIOR not in relations(actor, row.added_by_id):
        return owner
    return owner | Q(added_by__in=Plan.objects.filter(gate.leads(actor)).values("person"))
