"""What dialogues put on pages of performance: *Hari ini*, the rater's panel, *Tim saya*, the calendar feed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.providers import CalendarEntry, Panel, Rated, TeamNote, TodayItem
from prestasi.dialogue.documents.invitation import uid_of
from prestasi.dialogue.models import Dialogue, DialogueKind
from prestasi.dialogue.queries.overview import EVERY_DAYS
from prestasi.dialogue.queries.waiting import Waiting, waiting_rows
from prestasi.dialogue.states import RECORDED, AgreementState, DialogueState
from prestasi.people.models import Person

MOST_AGREEMENTS = 3


def today_items(actor: Actor, on: dt.date) -> Iterator[TodayItem]:
    """Dialogues to agree, record or confirm; agreements due; requests; improvement; reading. One statement."""
    if actor.person_id is None:
        return
    agreements = 0
    for row in waiting_rows(actor, on):
        agreements += row.what == "agreement"
        if row.what != "agreement" or agreements <= MOST_AGREEMENTS:
            yield _item(row)


def _item(row: Waiting) -> TodayItem:
    title, icon, verb, name = {
        "agree": (_("Setujui waktu dialog dengan %s"), "calendar-check", _("Buka"), "dialogue:dialogue"),
        "record": (_("Catat dialog dengan %s"), "messages", _("Catat"), "dialogue:dialogue"),
        "confirm": (_("Konfirmasi catatan dialog dengan %s"), "checks", _("Konfirmasi"), "dialogue:dialogue"),
        "agreement": (_("Kesepakatan: %s"), "checkbox", _("Buka"), "dialogue:index"),
        "request": (_("Beri umpan balik kepada %s"), "message-question", _("Jawab"), "dialogue:feedback_answer"),
        "write": (_("Susun rencana perbaikan %s"), "target-arrow", _("Susun"), "dialogue:improvement"),
        "sign": (_("Setujui rencana perbaikan dengan %s"), "target-arrow", _("Baca"), "dialogue:improvement"),
        "reading": ("", "eye", _("Baca"), "dialogue:reading"),
    }[row.what]
    if row.what == "reading":
        words = ngettext("Baca catatan baru %(n)s orang tim", "Baca catatan baru %(n)s orang tim", row.pk)
        return TodayItem(words % {"n": row.pk}, _("Yang baru sejak terakhir Anda baca."), icon, verb, reverse(name))
    href = reverse(name) + f"#k{row.pk}" if row.what == "agreement" else reverse(name, args=[row.pk])
    return TodayItem(title % row.name, row.words, icon, verb, href, row.on)


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One line of the rater's panel."""

    icon: str
    text: str
    note: str
    href: str = ""


def rater_panel(actor: Actor, rated: Rated) -> Iterator[Panel]:
    """Dialogues of the year with their agreements, newest first; no counselling. One statement."""
    year = clock.today().year
    rows = (
        Dialogue.objects.filter(person=rated.person_id, state__in=RECORDED, held_on__year__gte=year - 1)
        .exclude(kind=DialogueKind.COUNSELLING)
        .annotate(
            done=Count("agreements", filter=Q(agreements__state=AgreementState.DONE)),
            left=Count("agreements", filter=Q(agreements__state=AgreementState.OPEN)),
            late=Count("agreements", filter=Q(agreements__state=AgreementState.OPEN,
                                              agreements__due_on__lt=clock.today())),
        )
        .order_by("-held_on")[:6]
    )  # fmt: skip
    yield Panel(_("Dialog dan kesepakatan"), "dialogue/_panel.html", [_panel_row(row) for row in rows], "dialog")


def _panel_row(row: Dialogue) -> PanelRow:
    done, left, late = row.done, row.left, row.late  # type: ignore[attr-defined]
    note = _("%(done)s kesepakatan selesai, %(left)s terbuka") % {"done": done, "left": left}
    if late:
        note += ", " + _("%s lewat batas") % late
    text = f"{row.get_kind_display()}, {formats.short_date(row.held_on)}" if row.held_on else row.get_kind_display()
    return PanelRow("messages", text, note, reverse("dialogue:dialogue", args=[row.pk]))


def team_notes(actor: Actor, people: tuple[int, ...]) -> Iterator[TeamNote]:
    """Dialogues due (S5): who has none coming and none in the last weeks. One statement."""
    if not people:
        return
    day = clock.today()
    kind = Q(dialogues__kind=DialogueKind.CHECK_IN)
    rows = Person.objects.filter(pk__in=people).annotate(
        last=Max("dialogues__held_on", filter=kind & Q(dialogues__state__in=RECORDED)),
        next=Max("dialogues__starts_at", filter=kind & Q(dialogues__state__in=["proposed", "agreed"])),
    )
    for row in rows:
        invite = reverse("dialogue:invite", args=[row.pk])
        if row.next is not None:
            yield TeamNote(row.pk, _("dialog %s") % formats.short_date(row.next), reverse("dialogue:index"), "date")
        elif row.last is None:
            yield TeamNote(row.pk, _("belum pernah dialog"), invite, "soon")
        elif (day - row.last).days > EVERY_DAYS:
            yield TeamNote(row.pk, _("dialog terakhir %s") % formats.short_date(row.last), invite, "soon")


def calendar_entries(person_id: int, start: dt.date, until: dt.date) -> Iterator[CalendarEntry]:
    """Dialogues of the person on either side; the title says only who meets. One statement."""
    rows = Dialogue.objects.filter(Q(person=person_id) | Q(leader=person_id), starts_at__date__range=(start, until))
    for row in rows.select_related("person", "leader").order_by("starts_at"):
        other = row.leader if row.person_id == person_id else row.person
        is_off = row.state in {DialogueState.CANCELLED, DialogueState.MISSED}
        ends = row.starts_at + dt.timedelta(minutes=row.minutes)
        yield CalendarEntry(uid_of(row), _("Dialog: %s") % other.full_name, row.starts_at, ends, row.sequence, is_off)
