"""What makes a rating worth talking about first: doubts, odds with the suggestion, jumps, extremes without evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prestasi.calibration.models import Before, Discussed, Recusal, Session
from prestasi.calibration.queries.population import Rated, grouped
from prestasi.performance.models import Evaluation, ItemRating

FEWEST_FOR_HABIT = 5
HABIT_POINTS = 30
JUMP = 2


@dataclass(frozen=True, slots=True)
class Frozen:
    """One line of the before-picture with what has happened since."""

    evaluation_id: int
    result: int | None
    behaviour: int | None
    predicate: int | None
    is_discussed: bool
    is_recused: bool
    previous: int | None
    is_bare: bool


def frozen_rows(session: Session, person_id: int | None) -> dict[int, Frozen]:
    """Evaluation id -> its frozen line, whether it was discussed, the period before, extremes without evidence.

    One statement.
    """
    here = {"session": session, "evaluation": OuterRef("evaluation")}
    rows = Before.objects.filter(session=session).annotate(
        is_discussed=Exists(Discussed.objects.filter(**here)),
        is_recused=Exists(Recusal.objects.filter(**here, person=person_id)),
        previous=Subquery(_previous(session).values("predicate")[:1]),
        is_bare=Exists(
            ItemRating.objects.filter(evaluation=OuterRef("evaluation"), rating__in=(1, 3), evidence_count=0)
        ),
    )
    fields = ("evaluation_id", "result_rating", "behaviour_rating", "predicate")
    found = rows.values_list(*fields, "is_discussed", "is_recused", "previous", "is_bare")
    return {row[0]: Frozen(*row) for row in found}


def _previous(session: Session) -> QuerySet[Evaluation]:
    """The person's result in the quarter before (for a year: in the year before)."""
    own = Evaluation.objects.filter(person=OuterRef("evaluation__person"), predicate__isnull=False)
    before = own.filter(period__kind=session.period.kind, period__ends_on__lt=session.period.starts_on)
    return before.order_by("-period__ends_on")


def generous_raters(people: Sequence[Rated]) -> Mapping[int, int]:
    """Rater id -> share of "above" in whole percent, for raters far over the whole who rated at least five."""
    rated = [row for row in people if row.result is not None]
    if not rated:
        return {}
    whole = sum(row.result == 1 for row in rated) * 100 // len(rated)
    shares = {
        int(str(rater)): sum(row.result == 1 for row in rows) * 100 // len(rows)
        for rater, rows in grouped(rated, lambda row: row.rater_id).items()
        if rater is not None and len(rows) >= FEWEST_FOR_HABIT
    }
    return {rater: share for rater, share in shares.items() if share - whole >= HABIT_POINTS}


def signals_of(row: Rated, frozen: Frozen, doubts: int, generous: Mapping[int, int]) -> tuple[tuple[int, str], ...]:
    """(weight, sentence) of each reason to talk about this rating, heaviest first."""
    found = []
    if doubts:
        found.append((3 * doubts, ngettext("%s peserta ragu", "%s peserta ragu", doubts) % doubts))
    if row.predicate and frozen.previous and abs(row.predicate - frozen.previous) >= JUMP:
        found.append((3, _("berubah jauh dari periode sebelumnya")))
    if _differs(row):
        found.append((2, _("berbeda dari usulan hitungan")))
    if (share := generous.get(row.rater_id or 0)) is not None:
        found.append((1, _("penilainya memberi “di atas” pada %s %%") % share))
    if frozen.is_bare and row.predicate:
        found.append((1, _("rating ekstrem tanpa bukti")))
    return tuple(sorted(found, reverse=True))


def _differs(row: Rated) -> bool:
    if row.predicate is None or row.is_head:
        return False
    pairs = ((row.result_suggested, row.result), (row.behaviour_suggested, row.behaviour))
    return any(suggested is not None and suggested != given for suggested, given in pairs)


def is_changed(row: Rated, frozen: Frozen) -> bool:
    """Whether a rating that stood in the before-picture is another one now."""
    return frozen.predicate is not None and (frozen.result, frozen.behaviour) != (row.result, row.behaviour)
