"""Circles of colleagues who proposed one another and are all rated at the top: a question for HR, with its error."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from prestasi.colleagues.circles import Standing, circles
from prestasi.colleagues.groups import Choosing, Group
from prestasi.colleagues.models import GroupResult, Invitation, Round, Subject
from prestasi.colleagues.permissions import check_may_run
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible


@dataclass(frozen=True, slots=True)
class Asked:
    """One circle: its members' names and posts, and the share of proposals inside, in whole percent. No score."""

    members: tuple[tuple[str, str], ...]
    share: int


@dataclass(frozen=True, slots=True)
class Question:
    round_id: int
    title: str
    is_possible: bool
    circles: tuple[Asked, ...]


def question(actor: Actor, round_id: int) -> Question:
    """Four statements. Only where employees proposed raters and results are released."""
    check_may_run(actor)
    row = Round.objects.filter(pk=round_id).first()
    if row is None:
        raise NotVisible
    if row.state != Round.State.RELEASED or row.choosing != Choosing.PROPOSED:
        return Question(row.pk, row.title, False, ())
    found = circles(_proposed(row), _standings(row))
    people = {m for c in found for m in c.members}
    named = {s.person_id: (s.person.full_name, s.post) for s in
             Subject.objects.filter(round=row, person__in=people).select_related("person")}  # fmt: skip
    return Question(
        row.pk, row.title, True,
        tuple(Asked(tuple(named[m] for m in c.members), c.closed_bp // 100) for c in found),
    )  # fmt: skip


def _proposed(row: Round) -> dict[int, frozenset[int]]:
    """Who proposed whom as a peer: the list that the superior approved."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    peers = Invitation.objects.filter(subject__round=row, group=Group.PEER, is_settled=True, rater__isnull=False)
    for person, rater in peers.values_list("subject__person_id", "rater_id"):
        found[person].add(rater)
    return {person: frozenset(raters) for person, raters in found.items()}


def _standings(row: Round) -> dict[int, Standing]:
    groups = GroupResult.objects.filter(subject__round=row, group__in=(Group.PEER, Group.SUPERIOR))
    means = {(p, g): mean for p, g, mean in groups.values_list("subject__person_id", "group", "mean")}
    return {p: Standing(m, means.get((p, Group.SUPERIOR))) for (p, g), m in means.items() if g == Group.PEER}
