"""The superior's weekly reading: seen, commented, put on the agenda."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Invalid
from prestasi.core.receipt import Receipt
from prestasi.dialogue import permissions as gate
from prestasi.dialogue.actions._common import Key
from prestasi.dialogue.models import AgendaItem, TeamReading
from prestasi.notices.actions.notify import notify
from prestasi.performance.permissions.evaluation import acting_person


def mark_seen(*, by: Actor, person_id: int, until: dt.datetime) -> None:
    """Everything of this member up to `until` (when the page was made) was read; what came later stays unread.

    It writes no event: reading decides nothing.
    """
    gate.check_may_lead(by, person_id)
    moment = min(until, clock.database_now())
    row, made = TeamReading.objects.get_or_create(
        reader_id=acting_person(by), person_id=person_id, defaults={"seen_until": moment}
    )
    if not made and row.seen_until < moment:
        TeamReading.objects.filter(pk=row.pk, seen_until__lt=moment).update(seen_until=moment)


def put_on_agenda(*, by: Actor, person_id: int, text: str, about: str = "", key: Key = None) -> Receipt:
    """A topic for the next dialogue, whenever it is."""
    return _add(by, person_id, text, about, key, is_comment=False)


def comment(*, by: Actor, person_id: int, text: str, about: str = "", key: Key = None) -> Receipt:
    """A sentence to the employee about what was read; told at once, and on the agenda of the next dialogue."""
    return _add(by, person_id, text, about, key, is_comment=True)


def _add(by: Actor, person_id: int, text: str, about: str, key: Key, *, is_comment: bool) -> Receipt:
    def act() -> Receipt:
        gate.check_may_lead(by, person_id)
        if not 3 <= len(text.strip()) <= 300:
            raise Invalid({"text": _("Tulis satu kalimat, 3 sampai 300 huruf.")})
        item = AgendaItem.objects.create(
            person_id=person_id, text=text.strip(), about=about.strip()[:200], is_comment=is_comment,
            added_by_id=by.person_id or 0,
        )  # fmt: skip
        if is_comment:
            _tell(by, item)
        kind = "checkin.commented" if is_comment else "dialogue.agenda_added"
        return record(kind, by=by, about=item, subject=person_id, capacity="superior")

    return once(key, by, act)


def _tell(by: Actor, item: AgendaItem) -> None:
    with speaking_to(item.person_id):
        notify(
            person_id=item.person_id, kind="checkin.commented", text=_("%s mengomentari catatan Anda") % by.name,
            why=item.text[:200], url="/dialog/", effect_key=f"checkin.commented:{item.pk}",
        )  # fmt: skip
