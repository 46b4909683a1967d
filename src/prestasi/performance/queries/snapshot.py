"""Facts about persons on a day, as words, to be frozen into a signed document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from prestasi.core.dated import DatedQuerySet
from prestasi.organization.models import UnitVersion
from prestasi.people.models import Assignment, IdentityNumber, Person, RankRecord
from prestasi.performance.mapping import RANK_LABELS

_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"]
NUMBER_WORDS = {"nip": "NIP", "ni_pppk": "NI PPPK", "nrk": "NRK"}


def facts_of(person_ids: Collection[int], day: dt.date) -> dict[int, dict[str, Any]]:
    """Name, number, rank, position and unit of each person on `day`, keyed by person id; one statement."""
    people = Person.objects.filter(pk__in=person_ids).annotate(
        number=_one(_official_numbers(), day, kind="kind", number="number"),
        rank=_one(RankRecord.objects.filter(person=OuterRef("pk")), day, scale="scale", rank="rank"),
        post=_post(day),
    )
    return {person.pk: _facts(person) for person in people}


def _official_numbers() -> DatedQuerySet:
    return IdentityNumber.objects.filter(person=OuterRef("pk")).exclude(kind="nrk")


def _one(rows: DatedQuerySet, day: dt.date, **fields: Any) -> Subquery:
    return Subquery(rows.on(day).order_by("-valid_from").values(found=JSONObject(**fields))[:1])


def _post(day: dt.date) -> Subquery:
    name = UnitVersion.objects.on(day).filter(unit=OuterRef("unit")).values("name")[:1]
    held = Assignment.objects.filter(person=OuterRef("pk")).on(day)
    definitive_first = held.annotate(unit_name=Subquery(name)).order_by("kind", "-valid_from")
    return Subquery(
        definitive_first.values(
            found=JSONObject(title="position__title", position="position_id", unit="unit_name", unit_id="unit_id")
        )[:1]
    )


def _facts(person: Any) -> dict[str, Any]:
    number, rank, post = person.number or {}, person.rank or {}, person.post or {}
    return {
        "id": person.pk,
        "name": person.full_name,
        "number_kind": NUMBER_WORDS.get(number.get("kind", ""), ""),
        "number": number.get("number", ""),
        "rank": rank_words(rank.get("scale"), rank.get("rank")),
        "position_id": post.get("position"),
        "position": post.get("title") or "",
        "unit_id": post.get("unit_id"),
        "unit": post.get("unit") or "",
    }


def rank_words(scale: str | None, rank: int | None) -> str:
    """ "Penata Muda Tingkat I, III/b" for PNS, "Golongan IX" for PPPK."""
    if rank is None:
        return ""
    return RANK_LABELS.get(rank, "") if scale == "pns" else f"Golongan {_ROMAN[rank - 1]}"
