"""Preparing a round: its rules are free until it opens, and locked from then on."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.colleagues.actions._common import locked_round
from prestasi.colleagues.groups import LEAST, Choosing, Group, PostType, Reweighting
from prestasi.colleagues.models import GroupWeight, QuestionSet, Round
from prestasi.colleagues.permissions import check_may_run, person_of
from prestasi.colleagues.weights import Weights, wrong_sums
from prestasi.core.actor import Actor
from prestasi.core.errors import Conflict, Invalid
from prestasi.core.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Plan:
    """What HR decides about a round."""

    title: str
    period_id: int
    question_set_id: int
    minimum: int
    reweighting: Reweighting
    choosing: Choosing
    raters_wanted: int
    load_limit: int
    units: Sequence[int]
    kinds: Sequence[str]
    proposals_due_on: dt.date | None
    answers_due_on: dt.date
    upward_from: dt.date
    weights: Weights

    def fields(self) -> dict[str, Any]:
        """Columns of `Round`."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "weights"}


def prepare_round(*, by: Actor, plan: Plan, key: str | uuid.UUID | None = None) -> Receipt:
    """A new round in draft."""

    def act() -> Receipt:
        check_may_run(by)
        _check(plan)
        row = Round.objects.create(**plan.fields(), made_by_id=person_of(by))
        _write_weights(row, plan.weights)
        return record("round360.prepared", by=by, about=row, capacity="analyst", payload=_told(plan))

    return once(key, by, act)


def change_round(*, by: Actor, round_id: int, plan: Plan, version: int, key: str | uuid.UUID | None = None) -> Receipt:
    """Change a draft. Conflict when somebody else saved since `version`."""

    def act() -> Receipt:
        check_may_run(by)
        row = locked_round(round_id, "edit")
        if row.lock_version != version:
            raise Conflict(_("Putaran ini sudah diubah orang lain."), _differences(row, plan))
        _check(plan)
        Round.objects.filter(pk=row.pk).update(**plan.fields(), lock_version=version + 1)
        row.weights.all().delete()
        _write_weights(row, plan.weights)
        return record("round360.changed", by=by, about=row, capacity="analyst", payload=_told(plan))

    return once(key, by, act)


def _write_weights(row: Round, weights: Weights) -> None:
    GroupWeight.objects.bulk_create(
        GroupWeight(round=row, post_type=kind, group=group, weight=weight)
        for kind, groups in weights.items()
        for group, weight in groups.items()
    )


def _check(plan: Plan) -> None:
    errors: dict[str, str] = {}
    if plan.minimum < LEAST:
        errors["minimum"] = _("Jumlah minimum tidak boleh kurang dari %(least)s.") % {"least": LEAST}
    if plan.raters_wanted < plan.minimum:
        errors["raters_wanted"] = _("Penilai yang diminta harus paling sedikit sebanyak jumlah minimum.")
    if plan.load_limit < 1:
        errors["load_limit"] = _("Beban per penilai paling sedikit satu.")
    if plan.upward_from <= plan.answers_due_on:
        errors["upward_from"] = _("Ulasan ke atas dibuka sesudah batas jawaban.")
    if not QuestionSet.objects.filter(pk=plan.question_set_id, state="published").exists():
        errors["question_set"] = _("Pilih versi bank pertanyaan yang sudah diterbitkan.")
    errors |= {f"weights_{kind}": message for kind, message in wrong_sums(plan.weights).items()}
    if plan.choosing == Choosing.PROPOSED and not _is_before(plan.proposals_due_on, plan.answers_due_on):
        errors["proposals_due_on"] = _("Isi batas usulan penilai, sebelum batas jawaban.")
    if errors:
        raise Invalid(errors)


def _is_before(first: dt.date | None, second: dt.date) -> bool:
    return first is not None and first < second


def _told(plan: Plan) -> dict[str, Any]:
    weights = {str(kind): {str(g): w for g, w in groups.items()} for kind, groups in plan.weights.items()}
    return {"minimum": plan.minimum, "reweighting": str(plan.reweighting), "weights": weights}


def _differences(row: Round, plan: Plan) -> dict[str, tuple[str, str]]:
    """Field -> (theirs, mine) for what differs."""
    mine = plan.fields()
    return {n: (str(getattr(row, n)), str(mine[n])) for n in mine if str(getattr(row, n)) != str(mine[n])}


def weights_of(row: Round) -> dict[PostType, dict[Group, int]]:
    """The stored weights by type of post."""
    found: dict[PostType, dict[Group, int]] = {kind: {} for kind in PostType}
    for kind, group, weight in row.weights.values_list("post_type", "group", "weight"):
        found[PostType(kind)][Group(group)] = weight
    return found
