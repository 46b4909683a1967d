"""SIASN's latest export, who is missing on one side, and who is the same person under another number."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from prestasi.core import clock
from prestasi.exchange.models import ImportBatch
from prestasi.exchange.queries.sides import Side, sides_by_number
from prestasi.people.models import Assignment, IdentityNumber, Person

PART = 50


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody who works here and has no row in the export."""

    id: int
    number: str
    name: str
    post: str
    unit_id: int | None
    since: dt.date | None
    source: str


def latest_snapshot() -> ImportBatch | None:
    """The export with the latest date that could be read; of two with the same date, the one sent last."""
    read = ImportBatch.objects.filter(kind="siasn", state="checked")
    return read.select_related("created_by__person").order_by("-effective_on", "-pk").first()


def coming_snapshot() -> ImportBatch | None:
    """An export newer than the latest that is still being read, or could not be."""
    newest = ImportBatch.objects.filter(kind="siasn").exclude(state="uploaded").order_by("-pk").first()
    return newest if newest is not None and newest.state != "checked" else None


def alike_people(rows: list[tuple[str, dict[str, Any]]], numbers: set[str]) -> dict[str, Side]:
    """Unknown number -> the one working person of that name and birth date whose own number the export lacks."""
    wanted = {(str(v.get("name") or "").casefold(), v.get("born_on")): key for key, v in rows if v.get("born_on")}
    if not wanted:
        return {}
    day = clock.today()
    people = Person.objects.filter(born_on__in={born for _name, born in wanted}, left_on__isnull=True)
    fits: dict[str, list[int]] = {}
    for pk, name, born in people.values_list("pk", "name", "born_on"):
        if key := wanted.get((name.casefold(), born.isoformat())):
            fits.setdefault(key, []).append(pk)
    alone = {ids[0]: key for key, ids in fits.items() if len(ids) == 1}
    held = IdentityNumber.objects.on(day).filter(person_id__in=alone).exclude(number__in=numbers)
    own = dict(held.values_list("number", "person_id"))
    return {alone[own[number]]: side for number, side in sides_by_number(own, day).items()}


def absent_people(met: set[int], day: dt.date) -> tuple[list[Absent], int]:
    """Working civil servants who were not met, and how many work here in all."""
    active = Q(left_on__isnull=True) | Q(left_on__gt=day)
    working = Person.objects.filter(active, joined_on__lte=day).exclude(employment="elected")
    names = dict(working.values_list("pk", "name"))
    missing = [pk for pk in names if pk not in met]
    numbers = dict(IdentityNumber.objects.on(day).filter(person_id__in=missing).values_list("person_id", "number"))
    held = Assignment.objects.on(day).filter(person_id__in=missing, kind="definitive")
    posts = {row[0]: row[1:] for row in held.values_list(
        "person_id", "position__title", "unit_id", "valid_from", "decree", "source"
    )}  # fmt: skip
    found = []
    for pk in missing:
        title, unit, since, decree, source = posts.get(pk, ("", None, None, "", ""))
        found.append(Absent(pk, numbers.get(pk, f"-{pk}"), names[pk], title, unit, since, decree or source))
    return found, len(names)
