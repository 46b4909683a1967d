"""The "Mengapa?" tree of a deadline: receipt, rule, every day that was counted, days off on the way, the zone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prestasi.core.formats import long_date, short_date, stamp
from prestasi.objection import mapping
from prestasi.objection.models import Objection
from prestasi.organization.queries.calendar import Calendar, calendar_between
from prestasi.organization.queries.zone import Zone, agency_zone
from prestasi.performance.queries.why import Node


def deadline_tree(received_at: dt.datetime, terms: mapping.Terms) -> tuple[Node, Zone]:
    """Until when a received result can be contested. Three statements."""
    zone = agency_zone()
    received = zone.day(received_at)
    calendar = calendar_between(received, terms.last_day)
    children = [
        Node("masukan", _("Hasil dibuka %s") % stamp(received_at.astimezone(zone.info)), zone.label, _("hari ke-0")),
        *_rules(terms.steps),
        _counted(received, terms.last_day, calendar),
        _zone(zone, terms.last_day),
    ]
    statement = _("Batas %(day)s pukul 23.59 %(zone)s") % {"day": long_date(terms.last_day), "zone": zone.label}
    return Node("rumus", statement, "", "PP 30/2019 Pasal 59", children=tuple(children), open=True), zone


def kept_tree(objection: Objection, calendar: Calendar, zone: Zone) -> Node:
    """The same for a filed objection, from what was kept with it."""
    arrived = objection.arrived_at.astimezone(zone.info)
    children = [
        Node("masukan", _("Hasil dibuka %s") % long_date(objection.received_on), "", _("hari ke-0")),
        Node("masukan", _("Permintaan tiba %(at)s %(zone)s") % {"at": stamp(arrived), "zone": zone.label}, "",
             _("menurut jam basis data")),
        *_rules(objection.steps),
        _counted(objection.received_on, objection.last_day, calendar),
    ]  # fmt: skip
    statement = _("Diputus paling lambat %s") % long_date(objection.decision_due_on)
    return Node("rumus", statement, "", objection.ruleset, children=tuple(children), open=True)


def _rules(steps: dict[str, Any]) -> list[Node]:
    return [
        Node("aturan", told.label, told.value, f"{told.sentence} {told.basis}".strip())
        for told in mapping.told(steps, get_language() or "id")
    ]


def _counted(first: dt.date, last: dt.date, calendar: Calendar) -> Node:
    """The days one by one, with weekends and holidays named whether they count or not."""
    days = [first + dt.timedelta(days=n) for n in range(1, (last - first).days + 1)]
    off = [day for day in days if not calendar.is_working(day)]
    working = settings.OBJECTION_DAYS == "working"
    kind = _("hari kerja") if working else _("hari kalender")
    total = len(days) - len(off) if working else len(days)
    told = _("hari libur dilewati") if working else _("hari libur ikut dihitung")
    leaves = [Node("masukan", short_date(day), "", calendar.holidays.get(day) or _("akhir pekan")) for day in off]
    return Node(
        "rumus", _("%(n)s %(kind)s sesudah hari ke-0") % {"n": total, "kind": kind}, "",
        _("%(n)s akhir pekan dan hari libur di dalamnya; %(told)s") % {"n": len(off), "told": told},
        children=tuple(leaves), open=False,
    )  # fmt: skip


def _zone(zone: Zone, last: dt.date) -> Node:
    end = dt.datetime.combine(last, dt.time(23, 59, 59), zone.info).astimezone(dt.UTC)
    return Node(
        "aturan", _("Waktu instansi %s yang menentukan") % zone.label, f"{end:%H.%M} UTC",
        _("Yang tiba sebelum tengah malam dihitung tepat waktu meskipun diproses sesudahnya"),
    )  # fmt: skip
