"""Who may be drawn to decide an objection, and who may not, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from prestasi.accounts.models import User
from prestasi.core import clock
from prestasi.objection.models import Draw, Objection
from prestasi.organization.models import PositionKind, UnitVersion
from prestasi.people.models import Assignment, Leave, ReportingLine
from prestasi.performance.models import RatingChange

OFFICIALS = (PositionKind.JPT_MADYA, PositionKind.JPT_PRATAMA, PositionKind.ADMINISTRATOR)
LONGEST_LINE = 12


@dataclass(frozen=True, slots=True)
class Pool:
    """Person ids in order, and how many heads were left out for which reason (codes of `queries.words.LEFT_OUT`)."""

    candidates: tuple[int, ...]
    left_out: Mapping[str, int]


def pool_for(objection: Objection, recommended_by: int) -> Pool:
    """Heads of other OPD in service with an account, without everybody who stands near the case."""
    heads = _heads()
    opd = _opd(_path_of(objection.unit_id))
    reasons = _blocked(objection, recommended_by)
    counted: Counter[str] = Counter()
    fit = []
    for person, paths in sorted(heads.items()):
        reason = reasons.get(person) or ("same_opd" if any(_opd(path) == opd for path in paths) else "")
        if reason:
            counted[reason] += 1
        else:
            fit.append(person)
    able = _able(fit)
    if gone := len(fit) - len(able):
        counted["unavailable"] = gone
    return Pool(tuple(able), dict(counted))


def _heads() -> dict[int, list[str]]:
    """Civil servants who head a unit today, with the paths of those units."""
    today = clock.today()
    posts = Assignment.objects.on(today).filter(position__is_head=True, position__kind__in=OFFICIALS)
    posts = posts.exclude(person__employment="elected").filter(person__left_on__isnull=True)
    units: dict[int, list[int]] = {}
    for person, unit in posts.values_list("person", "unit"):
        units.setdefault(person, []).append(unit)
    every = {unit for found in units.values() for unit in found}
    paths = dict(UnitVersion.objects.on(today).filter(unit__in=every).values_list("unit", "path"))
    return {person: [paths[u] for u in found if u in paths] for person, found in units.items()}


def _path_of(unit_id: int) -> str:
    return UnitVersion.objects.on(clock.today()).filter(unit=unit_id).values_list("path", flat=True).first() or ""


def _opd(path: str) -> str:
    """*Perangkat daerah*: the unit below the government itself."""
    return ".".join(path.split(".")[:2])


def _blocked(objection: Objection, recommended_by: int) -> dict[int, str]:
    """Person id -> why this person cannot decide this case."""
    found = dict.fromkeys(_below(objection.person_id), "subordinate")
    changed = RatingChange.objects.filter(evaluation=objection.evaluation_id).values_list("by", flat=True)
    found |= dict.fromkeys(changed, "calibrator")
    aside = Draw.objects.filter(objection=objection, answer="conflict").values_list("chosen", flat=True)
    found |= dict.fromkeys(aside, "conflict")
    evaluation = objection.evaluation
    parties = (
        objection.person_id, objection.rater_id, objection.rater_superior_id, evaluation.rater_id,
        evaluation.rater_superior_id, evaluation.rated_by_id, evaluation.confirmed_by_id, recommended_by,
    )  # fmt: skip
    return found | {person: "party" for person in parties if person}


def _below(person_id: int) -> set[int]:
    """Everybody on the lines below: nobody judges the case of their own superior."""
    found: set[int] = set()
    level = {person_id}
    for _step in range(LONGEST_LINE):
        level = set(ReportingLine.objects.on(clock.today()).filter(superior__in=level).values_list("person", flat=True))
        level -= found
        if not level:
            break
        found |= level
    return found


def _able(people: list[int]) -> list[int]:
    """Those with a working account who are not on leave today."""
    away = set(Leave.objects.on(clock.today()).filter(person__in=people).values_list("person", flat=True))
    live = set(User.objects.filter(person__in=people, is_active=True).values_list("person", flat=True))
    return [person for person in people if person in live and person not in away]
