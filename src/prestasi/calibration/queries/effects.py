"""What one changed rating would do to the groups around it and to the places of the pattern, before it is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from prestasi.calibration import mapping
from prestasi.calibration.queries.distribution import Group, Place, by_sex, places
from prestasi.calibration.queries.population import Population, Rated, counted
from prestasi.performance.mapping import quadrant
from prestasi.performance.queries.words import PREDICATE_TONES, predicate_word

PREDICATE_OF = {(result, behaviour): predicate for result, behaviour, predicate in quadrant()}


@dataclass(frozen=True, slots=True)
class GroupEffect:
    """One group before and after, in words; `text` says when its figures are hidden."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Effect:
    """The predicate before and after, the groups, and the places that would move."""

    before: str
    before_tone: str
    after: str
    after_tone: str
    is_same: bool
    groups: tuple[GroupEffect, ...]
    places: tuple[tuple[Place, Place], ...]
    pattern: str


def effect_of(people: Population, row: Rated, result: int, behaviour: int, on: dt.date) -> Effect:
    """The change of one person to two ratings; nothing is written and nothing is asked of the database."""
    predicate = PREDICATE_OF[(result, behaviour)]
    changed = row.rated_as(result, behaviour, predicate)
    after = [changed if other.id == row.id else other for other in people.people]
    before_places, after_places, pattern = _places(people, after, on)
    return Effect(
        predicate_word(row.predicate), PREDICATE_TONES.get(row.predicate or 0, "none"),
        predicate_word(predicate), PREDICATE_TONES[predicate],
        (result, behaviour) == (row.result, row.behaviour), _groups(people, row, after),
        tuple((a, b) for a, b in zip(before_places, after_places, strict=True) if a != b), pattern,
    )  # fmt: skip


def _places(
    people: Population, after: Sequence[Rated], on: dt.date
) -> tuple[tuple[Place, ...], tuple[Place, ...], str]:
    level = people.levels.get(people.unit_id)
    then, now = counted(people.people), counted(after)
    found = mapping.patterns({0: (level, then), 1: (level, now)}, on)
    shown = [places(level, found[i], Group("", "", 0, counts)) for i, counts in enumerate((then, now))]
    return shown[0], shown[1], _pattern_words(found[0].fits, found[1].fits)


def _pattern_words(before: bool | None, after: bool | None) -> str:
    if before is None or before == after:
        return ""
    return _("Sebaran unit menjadi sesuai pola.") if after else _("Sebaran unit tidak lagi sesuai pola.")


def _groups(people: Population, row: Rated, after: Sequence[Rated]) -> tuple[GroupEffect, ...]:
    same_rater = [other for other in people.people if other.rater_id == row.rater_id]
    same_unit = [other for other in people.people if other.unit_id == row.unit_id]
    found = [
        _moved(_("Penilai %s") % (row.rater or "–"), same_rater, after),
        _moved(people.names.get(row.unit_id, ""), same_unit, after),
        _moved(_("Seluruh %s") % people.name, people.people, after),
    ]
    return (*found, *_sexes(people, row, after))


def _sexes(people: Population, row: Rated, after: Sequence[Rated]) -> list[GroupEffect]:
    """Only the group of the person; hidden when one of the two has fewer than five."""
    groups = by_sex(people.people)
    if any(group.is_hidden for group in groups):
        return [GroupEffect(_("Menurut jenis kelamin"), _("disembunyikan: ada kelompok kurang dari 5 orang"))]
    same = [other for other in people.people if other.sex == row.sex]
    name = _("Perempuan") if row.sex == "f" else _("Laki-laki")
    return [_moved(name, same, after)]


def _moved(name: str, group: Sequence[Rated], after: Sequence[Rated]) -> GroupEffect:
    ids = {row.id for row in group}
    then, now = counted(group), counted(row for row in after if row.id in ids)
    parts = [f"{predicate_word(i + 1)} {a} → {b}" for i, (a, b) in enumerate(zip(then, now, strict=True)) if a != b]
    return GroupEffect(name, ", ".join(parts) or _("tidak berubah"))
