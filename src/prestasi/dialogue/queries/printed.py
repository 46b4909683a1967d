"""A recorded guidance or counselling as it is printed: identities, matter, agreements, the forms the reader may see."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.dialogue.models import Dialogue, DialogueKind, GuidanceFeedback, Side
from prestasi.dialogue.queries.agenda import agreement_line, with_age
from prestasi.dialogue.queries.guidance import reads_guidance
from prestasi.dialogue.queries.page import dialogue_or_404
from prestasi.dialogue.states import RECORDED
from prestasi.organization.models import Agency
from prestasi.performance.queries.snapshot import facts_of


def printed_form(actor: Actor, dialogue_id: int) -> dict[str, Any]:
    """Every word of the paper, in Indonesian. Private notes are never on it; B.1.8 only for whom it is meant."""
    dialogue, side = dialogue_or_404(actor, dialogue_id)
    if dialogue.kind == DialogueKind.CHECK_IN or dialogue.state not in RECORDED:
        raise NotVisible
    with translation.override("id"):
        return _document(actor, dialogue, side)


def _document(actor: Actor, dialogue: Dialogue, side: Side | None) -> dict[str, Any]:
    agency = Agency.objects.first()
    day = dialogue.held_on or clock.today()
    facts = facts_of({dialogue.person_id, dialogue.leader_id}, day)
    may_read = side is Side.EMPLOYEE or reads_guidance(actor, dialogue)
    form = GuidanceFeedback.objects.filter(dialogue=dialogue).first() if may_read else None
    return {
        "agency": agency.name if agency else "",
        "title": dialogue.get_kind_display().upper(),
        "is_sealed": dialogue.is_sealed,
        "day": formats.long_date(day),
        "place": dialogue.place,
        "matter": dialogue.matter,
        "notes": dialogue.notes,
        "identities": [
            _identity(_("PEGAWAI"), facts.get(dialogue.person_id)),
            _identity(_("PIMPINAN"), facts.get(dialogue.leader_id)),
        ],
        "agreements": _agreements(dialogue),
        "next_on": formats.long_date(dialogue.next_on) if dialogue.next_on else "",
        "competences": list(dialogue.competences.order_by("order").values("competence", "score", "reason")),
        "answers": list(form.answers) if form else [],
        "answers_note": form.note if form else "",
        "confirmed": [_confirmed(dialogue.employee_confirmed_at), _confirmed(dialogue.leader_confirmed_at)],
    }


def _identity(title: str, facts: dict[str, Any] | None) -> dict[str, str]:
    known = facts or {}
    return {
        "title": title, "name": known.get("name", ""), "number_kind": known.get("number_kind") or "NIP",
        "number": formats.civil_servant_number(known.get("number", "")), "rank": known.get("rank", ""),
        "position": known.get("position", ""), "unit": known.get("unit", ""),
    }  # fmt: skip


def _agreements(dialogue: Dialogue) -> list[dict[str, str]]:
    lines = [agreement_line(row, clock.today()) for row in with_age(dialogue.agreements.all()).order_by("due_on", "pk")]
    return [
        {"text": line.text, "owner": line.owner, "due": formats.short_date(line.due_on), "sign": line.sign}
        for line in lines
    ]


def _confirmed(moment: Any) -> str:
    return formats.stamp(moment, zone=True) if moment else ""
