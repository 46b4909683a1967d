"""The calendar invitation of a dialogue (iCalendar, RFC 5545 and 5546): stable UID, rising SEQUENCE."""

from __future__ import annotations

import datetime as dt

import icalendar
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.dialogue.models import Dialogue
from prestasi.dialogue.states import DialogueState
from prestasi.people.models import Person

PRODUCT = "-//Prestasi//Dialog kinerja//ID"
DOMAIN = "prestasi.invalid"


def uid_of(dialogue: Dialogue) -> str:
    """The same for every version of the invitation."""
    return f"dialog-{dialogue.uid}@{DOMAIN}"


def method_of(dialogue: Dialogue) -> str:
    """CANCEL once it was called off or missed, REQUEST before."""
    return "CANCEL" if dialogue.state in {DialogueState.CANCELLED, DialogueState.MISSED} else "REQUEST"


def invitation(dialogue: Dialogue, url: str, reader_id: int | None = None, method: str = "") -> bytes:
    """METHOD:REQUEST while the dialogue stands, METHOD:CANCEL once it was called off or missed.

    The entry says who meets when; what it is about stays inside. Of the two addresses it names the reader's own
    (both, when it goes out by mail: `reader_id` None). `method` when one reader has no part in it any more.
    """
    method = method or method_of(dialogue)
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(dialogue, url, reader_id, is_off=method == "CANCEL"))
    return calendar.to_ical()


def _event(dialogue: Dialogue, url: str, reader_id: int | None, *, is_off: bool) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", uid_of(dialogue))
    event.add("sequence", dialogue.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", dialogue.starts_at.astimezone(dt.UTC))
    event.add("dtend", (dialogue.starts_at + dt.timedelta(minutes=dialogue.minutes)).astimezone(dt.UTC))
    title = {"employee": dialogue.person.full_name, "leader": dialogue.leader.full_name}
    event.add("summary", _("Dialog: %(employee)s dan %(leader)s") % title)
    event.add("status", _status(dialogue, is_off))
    event.add("url", url)
    if dialogue.place:
        event.add("location", dialogue.place)
    event.add("organizer", _address(dialogue.leader, reader_id))
    for person in (dialogue.person, dialogue.leader):
        event.add("attendee", _address(person, reader_id))
    return event


def _status(dialogue: Dialogue, is_off: bool) -> str:
    if is_off:
        return "CANCELLED"
    return "TENTATIVE" if dialogue.state == DialogueState.PROPOSED else "CONFIRMED"


def _address(person: Person, reader_id: int | None) -> icalendar.vCalAddress:
    """A calendar address; whose e-mail is not known or not the reader's gets one that cannot be written to."""
    is_told = person.email and reader_id in {None, person.pk}
    address = icalendar.vCalAddress(f"mailto:{person.email if is_told else f'pegawai-{person.pk}@{DOMAIN}'}")
    address.params["cn"] = icalendar.vText(person.full_name)
    return address
