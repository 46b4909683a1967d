"""One's list of raters: to propose, and for the superior to approve."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prestasi.colleagues.groups import CHOSEN, Choosing, Group
from prestasi.colleagues.models import Round, Subject
from prestasi.colleagues.permissions import check_may_approve, check_may_propose
from prestasi.colleagues.queries.candidates import Candidate, candidates
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible

FOLD = 20


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group with its candidates and who is ticked."""

    group: str
    label: str
    candidates: tuple[Candidate, ...]
    chosen: frozenset[int]
    error: str = ""

    @property
    def is_long(self) -> bool:
        """Whether the list is folded at first."""
        return len(self.candidates) > FOLD


@dataclass(frozen=True, slots=True)
class RatersPage:
    """`proposed`: (group, names). `can_act`: the state and the day permit the act of the reader."""

    subject_id: int
    name: str
    post: str
    title: str
    minimum: int
    wanted: int
    due_on: dt.date | None
    version: int
    state: str
    note: str
    can_act: bool
    groups: tuple[GroupChoice, ...]
    outside: str
    proposed: tuple[tuple[str, tuple[str, ...]], ...]


def proposal_page(actor: Actor, subject_id: int) -> RatersPage:
    """The page of the person who proposes."""
    subject = _subject(subject_id)
    check_may_propose(actor, subject)
    return _page(subject, Subject.Raters.CHOOSING, with_candidates=True)


def approval_page(actor: Actor, subject_id: int) -> RatersPage:
    """The page of the superior."""
    subject = _subject(subject_id)
    check_may_approve(actor, subject)
    return _page(subject, Subject.Raters.PROPOSED, with_candidates=False)


def _subject(subject_id: int) -> Subject:
    found = Subject.objects.select_related("round", "person").filter(pk=subject_id).first()
    if found is None or found.round.choosing != Choosing.PROPOSED:
        raise NotVisible
    return found


def _page(subject: Subject, acts_in: Subject.Raters, *, with_candidates: bool) -> RatersPage:
    row = subject.round
    listed = list(subject.invitations.filter(group__in=CHOSEN).select_related("rater").order_by("rater__name", "pk"))
    taken = {g: frozenset(i.rater_id for i in listed if i.group == g and i.rater_id) for g in CHOSEN}
    offered = candidates(subject, clock.today()) if with_candidates else {}
    is_open = row.state == Round.State.OPEN and row.answers_due_on >= clock.today()
    named = {g: tuple(i.rater.full_name if i.rater else i.outside_name for i in listed if i.group == g) for g in CHOSEN}
    return RatersPage(
        subject.pk, subject.person.full_name, subject.post, row.title, row.minimum, row.raters_wanted,
        row.proposals_due_on, subject.raters_version, str(subject.get_raters_display()), subject.raters_note,
        is_open and subject.raters == acts_in,
        tuple(GroupChoice(str(g), str(g.label), offered.get(g, ()), taken[g]) for g in (Group.PEER, Group.OTHER_UNIT)),
        "\n".join(f"{i.outside_name}, {i.outside_contact}" for i in listed if i.group == Group.EXTERNAL),
        tuple((str(g.label), names) for g, names in named.items() if names),
    )  # fmt: skip
