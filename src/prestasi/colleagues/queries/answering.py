"""The answer sheet: few statements, each beside what the leader expects, and who will see what."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from prestasi.colleagues import receipts, vault
from prestasi.colleagues.groups import NAMED, Group
from prestasi.colleagues.kinds import AGREEMENT, LONGEST_OWN_TEXT, Kind
from prestasi.colleagues.models import Draft, Invitation, Round, Statement
from prestasi.colleagues.permissions import check_may_answer
from prestasi.colleagues.statements import SCALE
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.performance.models import BehaviourExpectation
from prestasi.performance.queries.words import VALUES


@dataclass(frozen=True, slots=True)
class Line:
    """One question. `name` is its field, `chosen` what was typed ("" not observed), `options` (sent value, words)."""

    name: str
    text: str
    chosen: str
    kind: Kind = Kind.SCALE
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """One BerAKHLAK value with the leader's expectation of this person ("" when there is none)."""

    number: int
    word: str
    expectation: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`is_named`: the answer stands under the rater's name. `closed`: why it cannot be answered, else ""."""

    id: int
    person: str
    post: str
    group: str
    is_self: bool
    is_named: bool
    title: str
    due_on: dt.date
    minimum: int
    values: tuple[Value, ...]
    strength: str
    suggestion: str
    code: str
    is_answered: bool
    is_open: bool
    has_draft: bool

    @property
    def longest_text(self) -> int:
        """Letters of a text that answers one question."""
        return LONGEST_OWN_TEXT

    @property
    def scale(self) -> list[tuple[str, str]]:
        """Marks of a statement; the last one says that it was not observed."""
        return [*((str(n), str(n)) for n in SCALE), ("x", _("tidak tahu"))]


def kinds_of(values: tuple[Value, ...]) -> dict[int, Kind]:
    """Id -> kind of the questions of a sheet, in its order."""
    return {int(line.name[1:]): line.kind for value in values for line in value.lines}


def sheet(actor: Actor, invitation_id: int, secret: bytes | None, typed: Mapping[str, str] | None = None) -> Sheet:
    """The sheet of an invited rater: four statements. `typed` wins over the draft; NotVisible for everybody else."""
    invitation = check_may_answer(actor, _found().filter(pk=invitation_id).first())
    draft = None if typed is not None else _draft(invitation, secret)
    expected = {} if invitation.group == Group.SELF else _expectations(invitation)
    return _made(invitation, typed if typed is not None else draft or {}, expected, has_draft=bool(draft))


def sheet_by_link(token: str, typed: Mapping[str, str] | None = None) -> Sheet:
    """The sheet of an outside rater; expectations of the leader stay inside the agency."""
    invitation = _found().filter(link_hash=receipts.link_hash(token)).first()
    if invitation is None:
        raise NotVisible
    return _made(invitation, typed or {}, {}, has_draft=False)


def _found():  # type: ignore[no-untyped-def]
    return Invitation.objects.select_related("subject__round", "subject__person")


def _draft(invitation: Invitation, secret: bytes | None) -> dict[str, str] | None:
    """What was typed before on this device; None when there is nothing or another device's key."""
    row = Draft.objects.filter(invitation=invitation.pk).first() if secret else None
    content = vault.unseal(secret, bytes(row.sealed), f"draft:{invitation.pk}") if row and secret else None
    return json.loads(content) if content else None


def _expectations(invitation: Invitation) -> dict[int, str]:
    """The leader's expectations of the period's year, by value."""
    subject = invitation.subject
    found = BehaviourExpectation.objects.filter(
        plan__person=subject.person_id, plan__cycle__periods=subject.round.period_id, plan__version__gt=0
    )
    return dict(found.order_by("plan__starts_on").values_list("value", "text"))


def _made(invitation: Invitation, typed: Mapping[str, str], expected: Mapping[int, str], *, has_draft: bool) -> Sheet:
    subject, row, group = invitation.subject, invitation.subject.round, Group(invitation.group)
    is_open = row.state == Round.State.OPEN and row.answers_due_on >= clock.today() and invitation.is_settled
    return Sheet(
        id=invitation.pk, person=subject.person.full_name, post=subject.post, group=str(group.label),
        is_self=group is Group.SELF, is_named=group in NAMED, title=row.title, due_on=row.answers_due_on,
        minimum=row.minimum, values=_values(subject.round.question_set_id, subject.post_type, typed, expected),
        strength=typed.get("strength", ""), suggestion=typed.get("suggestion", ""),
        code=typed.get("code") or receipts.fresh_code(), is_answered=invitation.has_answered, is_open=is_open,
        has_draft=has_draft,
    )  # fmt: skip


def _values(set_id: int, post_type: str, typed: Mapping[str, str], expected: Mapping[int, str]) -> tuple[Value, ...]:
    asked: dict[int, list[Line]] = {value: [] for value in range(1, 8)}
    rows = Statement.objects.filter(question_set=set_id, post_type=post_type).order_by("value", "order")
    for pk, value, text, kind, options in rows.values_list("pk", "value", "text", "kind", "options"):
        asked[value].append(Line(f"s{pk}", text, typed.get(f"s{pk}", ""), Kind(kind), _options(kind, options)))
    return tuple(
        Value(number, str(VALUES[number - 1]), expected.get(number, ""), tuple(lines))
        for number, lines in asked.items()
        if lines
    )


def _options(kind: str, options: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What can be chosen, with a last one that answers nothing; a mark that is set cannot be taken off again."""
    if kind == Kind.LIKERT:
        return (*((str(n), str(word)) for n, word in enumerate(AGREEMENT, 1)), ("x", _("Tidak tahu")))
    if kind == Kind.CHOICE:
        return (*((str(n), word) for n, word in enumerate(options)), ("x", _("Tidak menjawab")))
    return ()
