"""What looks like padding becomes a question to the person, a neutral note to the superior, and nothing else."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest

from prestasi.core.errors import Invalid, NotAllowed, NotVisible
from prestasi.performance.queries.rating_queue import queue_page
from prestasi.worklog.actions.entry import withdraw_entry
from prestasi.worklog.actions.question import answer_question
from prestasi.worklog.actions.review import return_entry
from prestasi.worklog.models import Entry, Question
from prestasi.worklog.queries.month import month_page
from prestasi.worklog.queries.places import today_items
from tests.actions.worklog.test_entries import write
from tests.world import TODAY, World, open_evaluation

SOURCE = Path(__file__).resolve().parents[3] / "src"


def a_long_day(world: World) -> Question:
    write(world, on=TODAY - dt.timedelta(days=1), starts=dt.time(5), ends=dt.time(22))
    return Question.objects.get()


def test_a_day_of_seventeen_hours_is_asked_about_once(world: World) -> None:
    question = a_long_day(world)
    write(world)
    assert (Question.objects.get().pk, question.kind) == (question.pk, "impossible_hours")


def test_an_unanswered_question_goes_with_its_reason_an_answered_one_stays(world: World) -> None:
    question, entry = a_long_day(world), Entry.objects.get()
    withdraw_entry(by=world.actor("employee"), entry_id=entry.pk)
    assert not Question.objects.exists()
    question, entry = a_long_day(world), Entry.objects.latest("pk")
    answer_question(by=world.actor("employee"), question_id=question.pk, answer="Posko banjir, dua giliran.")
    withdraw_entry(by=world.actor("employee"), entry_id=entry.pk)
    assert Question.objects.get().answer == "Posko banjir, dua giliran."


def shown(world: World, who: str) -> list[str]:
    page = month_page(world.actor(who), world.people["employee"].pk, TODAY)
    return [question.answer or question.sentence for question in page.questions]


def test_the_person_is_asked_first_and_the_superior_reads_the_answer(world: World) -> None:
    question = a_long_day(world)
    assert len(shown(world, "employee")) == 1
    assert shown(world, "superior") == []
    answer_question(by=world.actor("employee"), question_id=question.pk, answer="Posko banjir.")
    assert shown(world, "superior") == ["Posko banjir."]
    assert shown(world, "head") == shown(world, "analyst") == shown(world, "auditor") == []


def test_after_five_days_without_an_answer_the_superior_sees_the_question(world: World) -> None:
    question = a_long_day(world)
    Question.objects.filter(pk=question.pk).update(asked_at=question.asked_at - dt.timedelta(days=400))
    assert len(shown(world, "superior")) == 1


@pytest.mark.parametrize(("who", "refusal"), [("superior", NotAllowed), ("peer", NotVisible), ("analyst", NotAllowed)])
def test_nobody_answers_for_the_person(world: World, who: str, refusal: type[Exception]) -> None:
    question = a_long_day(world)
    with pytest.raises(refusal):
        answer_question(by=world.actor(who), question_id=question.pk, answer="Saya yang menjawab.")


def test_an_answer_says_something(world: World) -> None:
    with pytest.raises(Invalid):
        answer_question(by=world.actor("employee"), question_id=a_long_day(world).pk, answer=" ")


def test_questions_change_nothing_in_the_rating(world: World) -> None:
    evaluation = open_evaluation(world, "employee")
    before = queue_page(world.actor("superior"), evaluation.pk)
    a_long_day(world)
    after = queue_page(world.actor("superior"), evaluation.pk)
    assert before.item is not None and after.item is not None
    assert (before.item.verdict, before.item.rows, before.habit) == (after.item.verdict, after.item.rows, after.habit)


def test_no_rule_and_no_rating_code_can_read_questions() -> None:
    """The rules and the performance app do not import the log; only the log itself names its questions."""
    readers = {
        path.relative_to(SOURCE).parts[:2]
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts and any(_names(node) for node in ast.walk(ast.parse(path.read_text())))
    }
    assert readers <= {("prestasi", "worklog"), ("prestasi", "demo")}


def _names(node: ast.AST) -> bool:
    if not isinstance(node, ast.ImportFrom):
        return False
    names = {alias.name for alias in node.names}
    return node.module in {"prestasi.worklog.models.question", "prestasi.worklog.padding"} or (
        node.module == "prestasi.worklog.models" and "Question" in names
    )


def test_hari_ini_tells_of_returned_entries_and_open_questions(world: World) -> None:
    assert list(today_items(world.actor("employee"), TODAY)) == []
    a_long_day(world)
    return_entry(by=world.actor("superior"), entry_id=Entry.objects.get().pk, reason="Jamnya tidak cocok.")
    titles = [item.title for item in today_items(world.actor("employee"), TODAY)]
    assert titles == ["1 catatan harian dikembalikan", "1 pertanyaan tentang catatan"]
    assert list(today_items(world.actor("superior"), TODAY)) == []
