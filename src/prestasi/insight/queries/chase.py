"""Before reminding: who would get what, who is held back by the limits, and why. Four statements."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, NotAllowed, NotVisible
from prestasi.insight.permissions import WATCHERS, may_remind, sees_unit
from prestasi.insight.queries import flow
from prestasi.notices.actions.nudge import ESCALATED, MOST, next_rank, sent_so_far
from prestasi.organization.models import UnitVersion
from prestasi.people.models import Person
from prestasi.performance.queries.late import STEPS, Scope, late_items
from prestasi.performance.queries.words import period_words

MOST_AT_ONCE = 5_000
SHOWN = 30

TITLES: dict[str, str | Promise] = {
    "rencana": gettext_lazy("Rencana belum diajukan"),
    "tinjau": gettext_lazy("Rencana menunggu atasan"),
    "diri": gettext_lazy("Evaluasi diri belum diisi"),
    "nilai": gettext_lazy("Belum dinilai"),
    "tetap": gettext_lazy("Belum ditetapkan"),
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person with the message they would get; `rank` 1 to 3, or 4 when it goes to the one above."""

    name: str
    message: str
    rank: int
    is_escalation: bool
    last_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Preview:
    unit_id: int
    unit: str
    step: str
    title: str
    period_id: int
    period: str
    recipients: tuple[Recipient, ...]
    total: int
    escalated: int
    held: int
    is_too_many: bool

    @property
    def hidden(self) -> int:
        return self.total - len(self.recipients)


def unit_in_sight(actor: Actor, unit_id: int) -> UnitVersion:
    """The unit as it is today, for those who may open the control room there."""
    if not any(grant.role in WATCHERS for grant in actor.grants):
        raise NotAllowed(_("Ruang kendali dibuka oleh analis kepegawaian, admin, dan auditor."), "BKPP/BKD")
    version = UnitVersion.objects.on(clock.today()).filter(unit=unit_id).first()
    if version is None or not sees_unit(actor, version.path):
        raise NotVisible
    return version


def chase_scope(actor: Actor, unit_id: int, period_id: int | None) -> Scope:
    """The unit and period asked for, when the actor may see them."""
    version = unit_in_sight(actor, unit_id)
    at = flow.times(clock.today(), period_id)
    if at is None:
        raise Closed(_("Belum ada tahun kinerja yang dibuka."))
    return Scope(at.period, at.today, version.path)


def preview(actor: Actor, unit_id: int, step: str, period_id: int | None = None) -> Preview:
    """What one press of the button would do now."""
    if step not in STEPS:
        raise NotVisible
    scope = chase_scope(actor, unit_id, period_id)
    if not may_remind(actor, unit_id):
        raise NotAllowed(_("Pengingat dikirim oleh analis kepegawaian."), _("Analis kepegawaian unit ini"))
    items, now = late_items(step, scope), clock.now()
    ranks = sent_so_far(item.key for item in items)
    due = [(item, next_rank(ranks.get(item.key, {}), now)) for item in items]
    going = [(item, rank) for item, rank in due if rank and (rank <= MOST or item.above_id)]
    readers = [item.above_id if rank == ESCALATED else item.person_id for item, rank in going[:SHOWN]]
    names = {p.pk: p.full_name for p in Person.objects.filter(pk__in=[r for r in readers if r])}
    shown = tuple(
        Recipient(
            names.get(reader or 0, ""), (item.above_words or item.words)() if rank == ESCALATED else item.words(), rank,
            rank == ESCALATED, max(ranks[item.key].values()) if item.key in ranks else None,
        )
        for (item, rank), reader in zip(going[:SHOWN], readers, strict=True)
    )  # fmt: skip
    return Preview(
        unit_id=unit_id, unit=_name(unit_id), step=step, title=str(TITLES[step]), period_id=scope.period.pk,
        period=period_words(scope.period, scope.period.cycle.year), recipients=shown, total=len(going),
        escalated=sum(rank == ESCALATED for _item, rank in going), held=len(items) - len(going),
        is_too_many=len(items) > MOST_AT_ONCE,
    )  # fmt: skip


def _name(unit_id: int) -> str:
    return UnitVersion.objects.on(clock.today()).get(unit=unit_id).name
