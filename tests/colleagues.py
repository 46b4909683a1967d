"""A round of 360 feedback in the small agency: enough colleagues for groups to be shown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from prestasi.colleagues import receipts, vault
from prestasi.colleagues.actions.answer import Answer, answer
from prestasi.colleagues.actions.opening import open_round
from prestasi.colleagues.actions.questions import change_statements, publish, start_version
from prestasi.colleagues.actions.release import close_round, release_round
from prestasi.colleagues.actions.round import Plan, prepare_round
from prestasi.colleagues.groups import Choosing, Group, PostType, Reweighting
from prestasi.colleagues.kinds import SCORED, Kind
from prestasi.colleagues.models import Invitation, QuestionSet, Round, Subject
from prestasi.colleagues.queries.extras import Extra
from prestasi.colleagues.statements import FIRST
from prestasi.colleagues.weights import Weights
from prestasi.core.actor import Actor
from tests.web.access.cast import newcomer
from tests.world import World

EQUAL: dict[Group, int] = {Group.SUPERIOR: 40, Group.PEER: 40, Group.SUBORDINATE: 20}
WEIGHTS: Weights = dict.fromkeys(PostType, EQUAL)


def keys_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the keys of rounds in this folder."""
    monkeypatch.setattr(vault, "folder", lambda: folder)
    return folder


def colleagues(world: World, count: int, superior: str = "superior", unit: str = "puskesmas") -> list[str]:
    """More people under a superior; their keys."""
    keys = [f"{superior}-rekan-{n}" for n in range(len(world.people), len(world.people) + count)]
    for key in keys:
        newcomer(world, key, unit, superior)
    return keys


def actor_of(world: World, person_id: int | None) -> Actor:
    """The actor that a person with a plain account would be."""
    key = next(key for key, person in world.people.items() if person.pk == person_id)
    return Actor(user_id=world.users[key].pk, person_id=person_id, name=key)


def questions(world: World) -> QuestionSet:
    """The newest published version, made when there is none."""
    if not QuestionSet.objects.filter(state="published").exists():
        analyst = world.actor("analyst")
        publish(by=analyst, set_id=start_version(by=analyst).object_id or 0)
    return QuestionSet.objects.filter(state="published").order_by("-number")[0]


def extras(value: int = 7) -> list[Extra]:
    """One question of each kind beside the statements."""
    return [
        Extra(1, Kind.LIKERT, value, "Saya ingin bekerja dengannya lagi."),
        Extra(2, Kind.CHOICE, value, "Apa yang perlu ia pelajari?", ("Keahlian", "Komunikasi", "Alat digital")),
        Extra(3, Kind.TEXT, value, "Apa yang perlu ia mulai lakukan?"),
    ]


def with_extras(world: World) -> QuestionSet:
    """A newer version that asks every kind of question of every type of post."""
    questions(world)
    analyst = world.actor("analyst")
    made = start_version(by=analyst).object_id or 0
    for version, kind in enumerate(PostType, 1):
        lines = {v: list(texts) for v, texts in enumerate(FIRST[kind], 1)}
        change_statements(
            by=analyst, set_id=made, post_type=kind, lines=lines, extras=extras(), version=version
        )  # fmt: skip
    publish(by=analyst, set_id=made)
    return questions(world)


def asked_as(row: Round, subject: Subject, kind: Kind) -> int:
    """The one question of this kind that is asked about a person."""
    return row.question_set.statements.get(post_type=subject.post_type, kind=kind).pk


def plan(world: World, **changes: object) -> Plan:
    """A plan that may be prepared, with changes."""
    fields: dict[str, object] = {
        "title": "Umpan balik rekan 2026", "period_id": world.periods[3].pk,
        "question_set_id": questions(world).pk, "minimum": 5, "reweighting": Reweighting.SPREAD,
        "choosing": Choosing.DRAWN, "raters_wanted": 6, "load_limit": 30, "units": [world.units["puskesmas"].pk],
        "kinds": [], "proposals_due_on": None, "answers_due_on": dt.date(2026, 10, 20),
        "upward_from": dt.date(2026, 10, 31), "weights": WEIGHTS,
    }  # fmt: skip
    return Plan(**(fields | changes))  # type: ignore[arg-type]


def opened(world: World, seed: int = 7, **changes: object) -> Round:
    """An open round of the health centre."""
    analyst = world.actor("analyst")
    receipt = prepare_round(by=analyst, plan=plan(world, **changes))
    open_round(by=analyst, round_id=receipt.made, seed=seed)
    return Round.objects.get(pk=receipt.made)


def subject_of(row: Round, world: World, key: str) -> Subject:
    return Subject.objects.get(round=row, person=world.people[key])


def scores(row: Round, subject: Subject, score: int) -> dict[int, int]:
    """The same answer to every statement."""
    asked = row.question_set.statements.filter(post_type=subject.post_type, kind__in=SCORED)
    return dict.fromkeys(asked.values_list("pk", flat=True), score)


def given(
    row: Round, invitation: Invitation, score: int = 4, strength: str = "", suggestion: str = "",
    only: Mapping[int, int] | None = None, choices: Mapping[int, int] | None = None,
    own_texts: Mapping[int, str] | None = None,
) -> Answer:  # fmt: skip
    marks = only or scores(row, invitation.subject, score)
    return Answer(marks, strength, suggestion, receipts.fresh_code(), choices or {}, own_texts or {})


def answer_group(world: World, row: Round, subject: Subject, group: Group, count: int, score: int = 4) -> list[str]:
    """Let `count` of the invited answer; their receipts."""
    asked = list(subject.invitations.filter(group=group, has_answered=False, is_settled=True).select_related("subject"))
    if len(asked) < count:
        raise ValueError(f"only {len(asked)} are asked in {group}")
    return [
        answer(
            by=actor_of(world, i.rater_id), invitation_id=i.pk,
            given=given(row, i, score, f"kuat {i.rater_id}", f"saran {i.rater_id}"),
        )
        for i in asked[:count]
    ]  # fmt: skip


def released(world: World, row: Round) -> Round:
    """Close and release."""
    analyst = world.actor("analyst")
    close_round(by=analyst, round_id=row.pk)
    release_round(by=analyst, round_id=row.pk)
    row.refresh_from_db()
    return row


def numbers_in(text: str) -> set[str]:
    """Figures printed on a page."""
    return set(re.findall(r"\d+,\d+", text))
