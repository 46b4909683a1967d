"""What a dialogue should be about: open agreements with their age, late results, returned evidence, added topics."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prestasi.core import clock, formats
from prestasi.dialogue.models import AgendaItem, Agreement, Dialogue, DialogueKind, Side
from prestasi.dialogue.states import AgreementState
from prestasi.performance.models import Plan, Progress
from prestasi.performance.queries.achievement import Standing, standings
from prestasi.performance.queries.words import quantity
from prestasi.performance.states_evaluation import COUNTED_PLAN_STATES


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One line: `kind` is agreement, late, returned, topic or comment."""

    kind: str
    text: str
    note: str = ""
    tone: str = "none"

    @property
    def icon(self) -> str:
        icons = {"agreement": "checkbox", "late": "trending-down", "returned": "file-alert", "comment": "message"}
        return icons.get(self.kind, "point")

    def frozen(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement with its age in days and in dialogues (those after it at which it was still open)."""

    id: int
    text: str
    sign: str
    owner: str
    is_leaders: bool
    agreed_on: dt.date
    due_on: dt.date
    days: int
    talks: int
    state: str
    state_label: str
    ended_note: str
    dialogue_id: int

    @property
    def is_open(self) -> bool:
        return self.state == AgreementState.OPEN

    @property
    def tone(self) -> str:
        if not self.is_open:
            return "b" if self.state == AgreementState.DONE else "none"
        left = (self.due_on - clock.today()).days
        return "late" if left < 0 else "soon" if left <= 7 else "date"

    @property
    def due(self) -> str:
        return f"{formats.short_date(self.due_on)} · {formats.days_left(self.due_on, clock.today())}"

    @property
    def age(self) -> str:
        """ "berumur 41 hari, 2 dialog"."""
        days = ngettext("berumur %(n)s hari", "berumur %(n)s hari", self.days) % {"n": self.days}
        talks = ngettext("dibawa %(n)s dialog", "dibawa %(n)s dialog", self.talks) % {"n": self.talks}
        return f"{days}, {talks}" if self.talks else days


def with_age(rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Annotated with the number of later dialogues at which each was still open."""
    return rows.select_related("dialogue").annotate(talks=Count("reviews"))


def agreement_line(row: Agreement, day: dt.date) -> AgreementLine:
    until = row.ended_at.date() if row.ended_at else day
    return AgreementLine(
        row.pk, row.text, row.sign, str(Side(row.owner).label), row.owner == Side.LEADER, row.agreed_on, row.due_on,
        max(0, row.age(until)), row.talks, row.state, row.get_state_display(), row.ended_note,  # type: ignore[attr-defined]
        row.dialogue_id,
    )  # fmt: skip


def open_agreements(person_id: int, kind: str = DialogueKind.CHECK_IN) -> QuerySet[Agreement]:
    """Open agreements of a person; those made in counselling stay inside counselling."""
    rows = Agreement.objects.filter(person=person_id, state=AgreementState.OPEN)
    sealed = Q(dialogue__kind=DialogueKind.COUNSELLING)
    return rows.filter(sealed) if kind == DialogueKind.COUNSELLING else rows.exclude(sealed)


def waiting_items(dialogue: Dialogue) -> QuerySet[AgendaItem]:
    """Topics of this dialogue and, but for counselling, what was put aside for the next one."""
    mine = Q(dialogue=dialogue)
    if not dialogue.is_sealed and dialogue.held_on is None:
        mine |= Q(dialogue__isnull=True, person=dialogue.person_id)
    return AgendaItem.objects.filter(mine).select_related("added_by").order_by("pk")


def current_plan(person_id: int, day: dt.date) -> Plan | None:
    """The plan that runs on a day."""
    plans = Plan.objects.filter(person=person_id, starts_on__lte=day, ends_on__gte=day, state__in=COUNTED_PLAN_STATES)
    return plans.order_by("-starts_on").first()


def agenda_lines(dialogue: Dialogue) -> tuple[AgendaLine, ...]:
    """The agenda as it stands today. Five statements; two for counselling, which does not show figures."""
    day = clock.today()
    agreements = [agreement_line(row, day) for row in with_age(open_agreements(dialogue.person_id, dialogue.kind))]
    items = list(waiting_items(dialogue))
    plan = None if dialogue.is_sealed else current_plan(dialogue.person_id, day)
    found = standings([plan.pk], plan.starts_on, day).get(plan.pk, {}) if plan else {}
    return agenda_of(agreements, found.values(), items)


def agenda_of(
    agreements: Iterable[AgreementLine], found: Iterable[Standing], items: Iterable[AgendaItem]
) -> tuple[AgendaLine, ...]:
    """Agreements first, then what is late or was returned, then what either side added."""
    return (*_from_agreements(agreements), *_from_standings(list(found)), *_from_items(items))


def _from_agreements(rows: Iterable[AgreementLine]) -> Iterator[AgendaLine]:
    for row in rows:
        yield AgendaLine("agreement", row.text, f"{row.age}, {row.due}", row.tone)


def _from_standings(found: list[Standing]) -> Iterator[AgendaLine]:
    for standing in found:
        for indicator in standing.indicators:
            if indicator.tone in {"k", "sk"}:
                note = _("%(value)s dari %(target)s %(unit)s") % {
                    "value": quantity(indicator.value), "target": indicator.target_text, "unit": indicator.unit,
                }  # fmt: skip
                yield AgendaLine("late", indicator.name, note, indicator.tone)
            for point in indicator.points:
                if point.state == Progress.State.RETURNED:
                    note = _("bukti dikembalikan, capaian sampai %s") % formats.short_date(point.on)
                    yield AgendaLine("returned", indicator.name, note, "k")


def _from_items(items: Iterable[AgendaItem]) -> Iterator[AgendaLine]:
    for item in items:
        note = ", ".join(part for part in (item.about, item.added_by.full_name) if part)
        yield AgendaLine("comment" if item.is_comment else "topic", item.text, note)
