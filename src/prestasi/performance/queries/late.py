"""Who has to act next in each step, with the person above who can unblock it. Three statements for a step.

The rater of today counts, not the one who was frozen: an acting official is reminded from the first day of the order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from prestasi.notices.actions.nudge import Item
from prestasi.organization.models import UnitVersion
from prestasi.people.models import Person, ReportingLine
from prestasi.performance.models import Evaluation, Period, Plan
from prestasi.performance.queries.words import period_words
from prestasi.performance.states_evaluation import UNRATED


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked about: a period with its year, a day, and a unit with all below (by path; "" is everybody)."""

    period: Period
    on: dt.date
    path: str = ""

    def inside(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if not self.path:
            return rows
        units = UnitVersion.objects.on(self.on).filter(path__startswith=self.path).values("unit")
        return rows.filter(unit__in=units)


def late_items(step: str, scope: Scope) -> list[Item]:
    """Everything that waits in a step (a key of STEPS), one item for each person who has to act and each subject."""
    return list(STEPS[step](scope))


def unsent_plans(scope: Scope) -> Iterator[Item]:
    """Drafts and returned plans: their owners; above them the superior of today."""
    rows = scope.inside(Plan.objects.filter(cycle=scope.period.cycle_id, state__in=["draft", "returned"]))
    due = scope.period.cycle.plan_due_on
    for row in rows.annotate(s=_superior(scope.on, "person")).select_related("person"):
        pk, person, superior = row.pk, row.person_id, row.s
        words = partial(_plan_words, scope.period.cycle.year)
        above = partial(_owner_is_late, row.person.full_name, scope.period.cycle.year)
        yield Item(f"plan.unsent:{pk}", person, words, f"/rencana/{pk}/", due, superior, above, f"/rencana/{pk}/")


def plans_to_review(scope: Scope) -> Iterator[Item]:
    """Submitted plans: the superior of today, with the number of plans."""
    rows = scope.inside(Plan.objects.filter(cycle=scope.period.cycle_id, state="submitted"))
    yield from _by_superior(rows, scope, f"review.due:{scope.period.cycle_id}", _review_words, "/tinjau/", None)


def self_assessments(scope: Scope) -> Iterator[Item]:
    """Self-assessments not sent. They are voluntary, so nobody above is told."""
    rows = scope.inside(Evaluation.objects.filter(period=scope.period, state="open"))
    for pk, person in rows.values_list("pk", "person"):
        words = partial(_self_words, scope.period)
        yield Item(f"self.due:{pk}", person, words, f"/hasil/{pk}/evaluasi-diri/", scope.period.self_due_on)


def ratings(scope: Scope) -> Iterator[Item]:
    """People not rated yet: the superior of today, with the number of people."""
    rows = scope.inside(Evaluation.objects.filter(period=scope.period, state__in=UNRATED))
    words = partial(_rating_words, scope.period)
    yield from _by_superior(rows, scope, f"rating.due:{scope.period.pk}", words, "/nilai/", scope.period.rating_due_on)


def confirmations(scope: Scope) -> Iterator[Item]:
    """Rated results not set: the rater's superior, with the number of results."""
    rows = scope.inside(Evaluation.objects.filter(period=scope.period, state="rated", rater_superior__isnull=False))
    counted = rows.order_by().values_list("rater_superior").annotate(n=Count("pk"))
    words = partial(_confirm_words, scope.period)
    key, due = f"confirm.due:{scope.period.pk}", scope.period.confirm_due_on
    yield from _items(dict(counted), scope, key, words, "/nilai/penetapan/", due)


STEPS: dict[str, Callable[[Scope], Iterable[Item]]] = {
    "rencana": unsent_plans,
    "tinjau": plans_to_review,
    "diri": self_assessments,
    "nilai": ratings,
    "tetap": confirmations,
}


def _superior(on: dt.date, person: str) -> Subquery:
    return Subquery(ReportingLine.objects.on(on).filter(person=OuterRef(person)).values("superior")[:1])


def _by_superior(
    rows: QuerySet[Any], scope: Scope, key: str, words: Callable[[int], str], url: str, due: dt.date | None
) -> Iterator[Item]:
    led = rows.order_by().annotate(s=_superior(scope.on, "person")).filter(s__isnull=False)
    yield from _items(dict(led.values_list("s").annotate(n=Count("pk"))), scope, key, words, url, due)


def _items(
    counts: dict[int, int], scope: Scope, key: str, words: Callable[[int], str], url: str, due: dt.date | None
) -> Iterator[Item]:
    above = dict(ReportingLine.objects.on(scope.on).filter(person__in=counts).values_list("person", "superior"))
    names = {person.pk: person.full_name for person in Person.objects.filter(pk__in=counts)}
    for person, n in sorted(counts.items()):
        told = partial(_holder_is_late, names[person], n)
        yield Item(
            f"{key}:{person}", person, partial(words, n), url, due, above.get(person), told, f"/pegawai/{person}/"
        )


def _review_words(n: int) -> str:
    return _("%(n)s rencana kinerja menunggu Anda tinjau") % {"n": n}


def _plan_words(year: int) -> str:
    return _("Rencana kinerja %(year)s Anda belum diajukan") % {"year": year}


def _self_words(period: Period) -> str:
    return _("Evaluasi diri %s dapat diisi") % period_words(period)


def _rating_words(period: Period, n: int) -> str:
    return _("%(n)s pegawai belum Anda nilai untuk %(period)s") % {"n": n, "period": period_words(period)}


def _confirm_words(period: Period, n: int) -> str:
    return _("%(n)s hasil %(period)s belum Anda tetapkan") % {"n": n, "period": period_words(period)}


def _owner_is_late(name: str, year: int) -> str:
    return _("Rencana kinerja %(year)s %(name)s belum diajukan setelah tiga pengingat") % {
        "year": year, "name": name,
    }  # fmt: skip


def _holder_is_late(name: str, n: int) -> str:
    return _("%(n)s urusan menunggu %(name)s setelah tiga pengingat") % {"n": n, "name": name}
