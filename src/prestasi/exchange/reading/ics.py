"""Calendars (RFC 5545) as rows: events and finished tasks; simple repetitions are spread out, up to a last day."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from prestasi.exchange.reading.guard import Unreadable

MOST_BYTES = 10_000_000
MOST_ROWS = 50_000
MOST_REPEATS = 1_000
DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_DURATION = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
Property = tuple[dict[str, str], str]
Item = dict[str, Property]
When = dt.datetime | dt.date


def is_calendar(path: Path) -> bool:
    with path.open("rb") as handle:
        return b"BEGIN:VCALENDAR" in handle.read(512).upper()


def rows(path: Path, until: dt.date) -> Iterator[tuple[int, dict[str, str]]]:
    """(number of the event, cells) for everything that is not cancelled and not after `until`."""
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable(_("Kalender ini lebih dari 10 MB. Ekspor rentang tanggal yang lebih pendek."))
    number = 0
    for item in _items(_unfolded(path.read_bytes().decode("utf-8", errors="replace"))):
        for cells in _cells(item, until):
            number += 1
            if number > MOST_ROWS:
                raise Unreadable(_("Kalender ini memuat terlalu banyak acara. Ekspor rentang yang lebih pendek."))
            yield number, cells


def _unfolded(text: str) -> Iterator[str]:
    """Logical lines: one that begins with a blank continues the one before."""
    kept = ""
    for line in text.splitlines():
        if line[:1] in {" ", "\t"}:
            kept += line[1:]
        else:
            yield kept
            kept = line
    yield kept


def _items(lines: Iterable[str]) -> Iterator[Item]:
    """Events and tasks as property -> (parameters, value); what lies inside them (alarms) is passed over."""
    open_ones: list[str] = []
    item: Item = {}
    for line in lines:
        name, params, value = _property(line)
        if name == "BEGIN":
            open_ones.append(value.upper())
            item = {} if value.upper() in {"VEVENT", "VTODO"} else item
        elif name == "END" and open_ones:
            if open_ones.pop() in {"VEVENT", "VTODO"}:
                yield item
        elif open_ones and open_ones[-1] in {"VEVENT", "VTODO"}:
            item[name] = (params, value if name != "EXDATE" or name not in item else f"{item[name][1]},{value}")


def _property(line: str) -> tuple[str, dict[str, str], str]:
    head, _colon, value = line.partition(":")
    name, *rest = head.split(";")
    params = {key.upper(): text for key, _equals, text in (part.partition("=") for part in rest)}
    return name.strip().upper(), params, value.strip()


def _cells(item: Item, until: dt.date) -> Iterator[dict[str, str]]:
    begin = _when(item.get("DTSTART") or item.get("COMPLETED") or item.get("DUE"))
    if begin is None or item.get("STATUS", ({}, ""))[1].upper() == "CANCELLED":
        return
    length = _length(item, begin)
    said = {"activity": _text(item.get("SUMMARY", ({}, ""))[1]), "link": item.get("URL", ({}, ""))[1]}
    for start in _repeated(item, begin, until):
        if _day(start) <= until:
            yield {**said, "on": _day(start).isoformat(), **_times(start, length)}


def _times(start: When, length: dt.timedelta | None) -> dict[str, str]:
    if not isinstance(start, dt.datetime):
        return {}
    found = {"starts": f"{start:%H:%M}"}
    if length is not None:
        end = start + length
        found["ends"] = f"{end:%H:%M}" if end.date() == start.date() else "24:00"
    return found


def _when(found: Property | None) -> When | None:
    """A moment on the wall of the agency, or a day; None for what cannot be read."""
    if found is None:
        return None
    params, value = found
    try:
        if len(value) == 8:
            return dt.datetime.strptime(value, "%Y%m%d").date()
        moment = dt.datetime.strptime(value.removesuffix("Z")[:15], "%Y%m%dT%H%M%S")
    except ValueError:
        return None
    if value.endswith("Z"):
        return timezone.localtime(moment.replace(tzinfo=dt.UTC)).replace(tzinfo=None)
    return _from_zone(moment, params.get("TZID", ""))


def _from_zone(moment: dt.datetime, name: str) -> dt.datetime:
    """A moment of another zone as ours; an unknown zone is taken for ours."""
    try:
        zone = zoneinfo.ZoneInfo(name.strip('"'))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return moment
    return timezone.localtime(moment.replace(tzinfo=zone)).replace(tzinfo=None)


def _length(item: Item, begin: When) -> dt.timedelta | None:
    end = _when(item.get("DTEND"))
    if isinstance(end, dt.datetime) and isinstance(begin, dt.datetime):
        return max(end - begin, dt.timedelta(0))
    found = _DURATION.fullmatch(item.get("DURATION", ({}, ""))[1])
    if found is None or not any(found.groups()):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def _repeated(item: Item, begin: When, until: dt.date) -> Iterator[When]:
    """The event itself, or its daily and weekly repetitions; other rhythms give the first one only."""
    rule = dict(part.split("=", 1) for part in item.get("RRULE", ({}, ""))[1].upper().split(";") if "=" in part)
    if rule.get("FREQ") not in {"DAILY", "WEEKLY"}:
        yield begin
        return
    without = (
        {_when((item["EXDATE"][0], value)) for value in item["EXDATE"][1].split(",")} if "EXDATE" in item else set()
    )
    last = _when(({}, rule.get("UNTIL", "")))
    end = min(until, _day(last)) if last else until
    most = int(rule["COUNT"]) if rule.get("COUNT", "").isdecimal() else MOST_REPEATS
    for start in _steps(rule, begin, end, min(most, MOST_REPEATS)):
        if start not in without:
            yield start


def _steps(rule: dict[str, str], begin: When, end: dt.date, most: int) -> Iterator[When]:
    every = int(rule["INTERVAL"]) if rule.get("INTERVAL", "").isdecimal() and int(rule["INTERVAL"]) else 1
    weekly = rule["FREQ"] == "WEEKLY"
    days = {DAYS[d] for d in rule.get("BYDAY", "").split(",") if d in DAYS} or ({begin.weekday()} if weekly else set())
    monday = _day(begin) - dt.timedelta(days=begin.weekday())
    count, offset = 0, 0
    while count < most and _day(begin) + dt.timedelta(days=offset) <= end:
        start = begin + dt.timedelta(days=offset)
        step = (_day(start) - monday).days // 7 if weekly else offset
        if step % every == 0 and (not days or start.weekday() in days):
            count += 1
            yield start
        offset += 1


def _day(moment: When) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _text(value: str) -> str:
    return re.sub(r"\\([\\;,nN])", lambda m: " " if m[1] in "nN" else m[1], value).strip()
