"""The question bank: kinds of questions, what each needs, and versions that never change again."""

from __future__ import annotations

import dataclasses

import pytest
from django.db import DatabaseError, transaction

from prestasi.colleagues.actions.questions import change_statements, start_version
from prestasi.colleagues.groups import PostType
from prestasi.colleagues.kinds import Kind
from prestasi.colleagues.models import QuestionSet, Statement
from prestasi.colleagues.queries.extras import Extra, extras_of
from prestasi.colleagues.statements import FIRST
from prestasi.core.errors import Conflict, Invalid, NotAllowed
from tests.colleagues import extras, with_extras
from tests.world import World

LINES = {value: list(texts) for value, texts in enumerate(FIRST[PostType.FUNCTIONAL], 1)}


def change(world: World, set_id: int, asked: list[Extra], who: str = "analyst", version: int = 1) -> None:
    change_statements(
        by=world.actor(who), set_id=set_id, post_type=PostType.FUNCTIONAL, lines=LINES, extras=asked, version=version
    )  # fmt: skip


@pytest.fixture
def draft(world: World) -> int:
    return start_version(by=world.actor("analyst")).object_id or 0


def test_questions_of_every_kind_are_kept_and_copied_into_the_next_version(world: World) -> None:
    old = with_extras(world)
    made = QuestionSet.objects.get(pk=start_version(by=world.actor("analyst")).made)
    for kind in PostType:
        assert extras_of(made, kind) == extras_of(old, kind) == extras()
    change(world, made.pk, [])
    assert extras_of(made, PostType.FUNCTIONAL) == []
    assert extras_of(old, PostType.FUNCTIONAL) == extras()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "scale", "options": ()},
        {"kind": "lain"},
        {"value": 8},
        {"text": "pendek"},
        {"text": "x" * 201},
        {"options": ("Satu",)},
        {"options": ("Sama", "Sama")},
        {"options": tuple(str(n) for n in range(8))},
        {"options": ("Ya", "x" * 81)},
        {"kind": "likert"},
    ],
)
def test_a_wrong_question_is_refused_at_its_place(world: World, draft: int, wrong: dict[str, object]) -> None:
    good = Extra(2, Kind.CHOICE, 3, "Apa yang perlu ia pelajari?", ("Keahlian", "Komunikasi"))
    with pytest.raises(Invalid) as refused:
        change(world, draft, [dataclasses.replace(good, **wrong)])  # type: ignore[arg-type]
    assert set(refused.value.errors) == {"extra_2"}
    assert extras_of(QuestionSet.objects.get(pk=draft), PostType.FUNCTIONAL) == []


def test_a_third_text_and_a_fifth_question_are_refused(world: World, draft: int) -> None:
    texts = [Extra(n, Kind.TEXT, 1, "Apa yang perlu ia mulai?") for n in range(1, 4)]
    with pytest.raises(Invalid):
        change(world, draft, texts)
    with pytest.raises(Invalid):
        change(world, draft, [Extra(n, Kind.LIKERT, 1, "Saya percaya kepadanya.") for n in range(1, 6)])


def test_two_analysts_see_each_other_s_questions(world: World, draft: int) -> None:
    change(world, draft, extras())
    with pytest.raises(Conflict) as clash:
        change(world, draft, [])
    assert "Keahlian" in (clash.value.fields or {})["extra_2"][0]


def test_only_the_analyst_of_the_agency_writes_questions(world: World, draft: int) -> None:
    for who in ("superior", "auditor", "admin"):
        with pytest.raises(NotAllowed):
            change(world, draft, extras(), who)


def test_the_database_keeps_kinds_options_and_published_questions(world: World, draft: int) -> None:
    published = with_extras_of(world, draft)
    row = Statement.objects.filter(question_set=draft)[0]
    for values in ({"kind": "choice"}, {"kind": "lain"}, {"options": ["a", "b"]}, {"kind": "choice", "options": ["a"]}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Statement.objects.filter(pk=row.pk).update(**values)
    QuestionSet.objects.filter(pk=draft).update(state="published", published_on="2026-01-20")
    with pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.filter(pk=published.pk).update(options=["Lain", "Sekali"])


def with_extras_of(world: World, draft: int) -> Statement:
    """The choice of a draft that asks every kind."""
    change(world, draft, extras())
    return Statement.objects.get(question_set=draft, kind=Kind.CHOICE)
