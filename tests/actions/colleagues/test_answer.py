"""Answering: by the invited alone, once, validated, without a trace of the author."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from django.db import connection

from prestasi.audit.models import Event, Idempotency
from prestasi.colleagues import receipts
from prestasi.colleagues.actions.answer import Answer, answer, answer_by_link
from prestasi.colleagues.actions.draft import keep_draft
from prestasi.colleagues.actions.link import issue_link
from prestasi.colleagues.actions.questions import MOST_PER_VALUE
from prestasi.colleagues.ballots import LONGEST_TEXT, SLOT, Ballot, padded, read
from prestasi.colleagues.groups import Group
from prestasi.colleagues.kinds import LONGEST_OWN_TEXT, MOST_EXTRA, MOST_TEXTS, Kind
from prestasi.colleagues.models import Box, CountedReceipt, Draft, Invitation, Round
from prestasi.colleagues.permissions import check_may_answer
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from tests.colleagues import (
    actor_of,
    answer_group,
    asked_as,
    colleagues,
    given,
    opened,
    released,
    subject_of,
    with_extras,
)
from tests.world import World


@pytest.fixture
def row(world: World) -> Round:
    colleagues(world, 6)
    return opened(world)


@pytest.fixture
def asked(world: World, row: Round) -> Invitation:
    """One invitation of a peer of the employee."""
    return subject_of(row, world, "employee").invitations.filter(group=Group.PEER).select_related("subject")[0]


@pytest.mark.parametrize("who", ["employee", "head", "stranger", "analyst", "admin", "auditor"])
def test_nobody_but_the_invited_knows_the_page(world: World, row: Round, asked: Invitation, who: str) -> None:
    with pytest.raises(NotVisible):
        answer(by=world.actor(who), invitation_id=asked.pk, given=given(row, asked))


def test_an_answer_is_taken_once(world: World, row: Round, asked: Invitation) -> None:
    me = actor_of(world, asked.rater_id)
    answer(by=me, invitation_id=asked.pk, given=given(row, asked))
    with pytest.raises(Closed):
        answer(by=me, invitation_id=asked.pk, given=given(row, asked, 1))
    assert len(bytes(Box.objects.get(subject=asked.subject, group=Group.PEER).sealed)) == SLOT + 28


@pytest.mark.parametrize(
    ("scores", "texts", "field"),
    [
        ({}, {}, "scores"),
        ({"first": 6}, {}, "scores"),
        ({"first": 0}, {}, "scores"),
        ({"alien": 3}, {}, "scores"),
        ({"first": 3}, {"strength": "x" * 301}, "strength"),
        ({"first": 3}, {"suggestion": "é" * 301}, "suggestion"),
        ({"first": 3}, {"code": "pendek"}, "code"),
    ],
)
def test_bad_answers_are_refused_and_nothing_is_kept(
    world: World, row: Round, asked: Invitation, scores: dict[str, int], texts: dict[str, str], field: str
) -> None:
    first = row.question_set.statements.filter(post_type=asked.subject.post_type)[0].pk
    ids = {"first": first, "alien": 10**9}
    more: dict[str, Any] = {"code": receipts.fresh_code()} | texts
    sent = Answer({ids[k]: v for k, v in scores.items()}, **more)
    with pytest.raises(Invalid) as refused:
        answer(by=actor_of(world, asked.rater_id), invitation_id=asked.pk, given=sent)
    assert field in refused.value.errors
    asked.refresh_from_db()
    assert not asked.has_answered


def test_the_longest_texts_fit_into_a_slot(world: World, row: Round, asked: Invitation) -> None:
    longest = Answer(given(row, asked).scores, "𝛀" * 300, '"' * 300, receipts.fresh_code())
    answer(by=actor_of(world, asked.rater_id), invitation_id=asked.pk, given=longest)
    asked.refresh_from_db()
    assert asked.has_answered


def test_no_event_no_key_and_no_notice_of_an_answer(world: World, row: Round) -> None:
    events, keys = Event.objects.count(), Idempotency.objects.count()
    answer_group(world, row, subject_of(row, world, "employee"), Group.PEER, 6)
    assert (Event.objects.count(), Idempotency.objects.count()) == (events, keys)


def test_no_column_of_the_area_holds_a_time(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_name LIKE 'colleagues\\_%' AND data_type LIKE 'timestamp%'"
        )
        assert cursor.fetchall() == []


def test_the_receipt_proves_that_an_answer_counted_and_nothing_else(world: World, row: Round) -> None:
    codes = answer_group(world, row, subject_of(row, world, "employee"), Group.PEER, 5)
    row = released(world, row)
    counted = set(CountedReceipt.objects.values_list("hash", flat=True))
    assert {receipts.hash_of(code, row.code) for code in codes} == counted
    assert receipts.hash_of(receipts.fresh_code(), row.code) not in counted


def test_a_draft_is_ciphertext_of_one_length_and_goes_with_the_answer(
    world: World, row: Round, asked: Invitation
) -> None:
    me, secret = actor_of(world, asked.rater_id), secrets.token_bytes(32)
    lengths = []
    for text in ("a", "panjang " * 30):
        keep_draft(by=me, invitation_id=asked.pk, typed={"strength": text}, secret=secret)
        lengths.append(len(bytes(Draft.objects.get().sealed)))
    assert lengths[0] == lengths[1]
    assert b"panjang" not in bytes(Draft.objects.get().sealed)
    answer(by=me, invitation_id=asked.pk, given=given(row, asked))
    assert not Draft.objects.exists()


def test_a_delegate_does_not_answer_for_the_giver(world: World, asked: Invitation) -> None:
    import dataclasses

    me = actor_of(world, asked.rater_id)
    with pytest.raises(NotVisible):
        check_may_answer(dataclasses.replace(me, on_behalf_of=world.people["head"].pk), asked)


def test_an_outside_link_works_once_and_a_new_one_ends_the_old(world: World, row: Round) -> None:
    subject = subject_of(row, world, "employee")
    outside = Invitation.objects.create(
        subject=subject, group=Group.EXTERNAL, outside_name="Ibu Warga", outside_contact="0812"
    )
    Box.objects.create(subject=subject, group=Group.EXTERNAL)
    with pytest.raises(NotAllowed):
        issue_link(by=world.actor("superior"), round_id=row.pk, invitation_id=outside.pk)
    old = issue_link(by=world.actor("analyst"), round_id=row.pk, invitation_id=outside.pk)
    new = issue_link(by=world.actor("analyst"), round_id=row.pk, invitation_id=outside.pk)
    with pytest.raises(NotVisible):
        answer_by_link(token=old, given=given(row, outside))
    answer_by_link(token=new, given=given(row, outside))
    with pytest.raises(Closed):
        answer_by_link(token=new, given=given(row, outside))
    released(world, row)
    outside.refresh_from_db()
    assert (outside.outside_name, outside.outside_contact, outside.link_hash) == ("Pihak luar", "", "")


@pytest.fixture
def mixed(world: World) -> Round:
    """A round whose questions are of every kind."""
    colleagues(world, 6)
    with_extras(world)
    return opened(world)


def test_every_kind_of_question_is_answered_and_counted(world: World, mixed: Round) -> None:
    subject = subject_of(mixed, world, "employee")
    choice, text = asked_as(mixed, subject, Kind.CHOICE), asked_as(mixed, subject, Kind.TEXT)
    peers = subject.invitations.filter(group=Group.PEER).select_related("subject")
    for n, invitation in enumerate(peers[:6]):
        sent = given(mixed, invitation, 4, choices={choice: n % 2}, own_texts={text: f" mulai {n}\x07 "})
        answer(by=actor_of(world, invitation.rater_id), invitation_id=invitation.pk, given=sent)
    released(world, mixed)
    told = subject.results.get(group=Group.PEER)
    assert told.choices == {str(choice): {"options": {"0": 50, "1": 50}, "rest": 0}}
    assert sorted(told.own_texts[str(text)]) == [f"mulai {n}" for n in range(6)]
    assert told.mean == 400


def test_choices_and_texts_of_a_group_of_four_leave_with_their_box(world: World, mixed: Round) -> None:
    subject = subject_of(mixed, world, "employee")
    choice, text = asked_as(mixed, subject, Kind.CHOICE), asked_as(mixed, subject, Kind.TEXT)
    for invitation in subject.invitations.filter(group=Group.PEER).select_related("subject")[:4]:
        sent = given(mixed, invitation, 4, choices={choice: 0}, own_texts={text: "rahasia"})
        answer(by=actor_of(world, invitation.rater_id), invitation_id=invitation.pk, given=sent)
    released(world, mixed)
    assert not subject.results.filter(group=Group.PEER).exists()


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        (Kind.CHOICE, {"choices": 3}),
        (Kind.CHOICE, {"choices": -1}),
        (Kind.LIKERT, {"choices": 1}),
        (Kind.TEXT, {"choices": 0}),
        (Kind.TEXT, {"own_texts": "x" * 121}),
        (Kind.SCALE, {"own_texts": "bukan isian"}),
    ],
)
def test_what_is_no_option_or_too_long_is_refused_at_its_question(
    world: World, mixed: Round, kind: Kind, sent: dict[str, Any]
) -> None:
    subject = subject_of(mixed, world, "employee")
    invitation = subject.invitations.filter(group=Group.PEER).select_related("subject")[0]
    question = mixed.question_set.statements.filter(post_type=subject.post_type, kind=kind)[0].pk
    more: dict[str, Any] = {name: {question: value} for name, value in sent.items()}
    wrong = given(mixed, invitation, **more)
    with pytest.raises(Invalid) as refused:
        answer(by=actor_of(world, invitation.rater_id), invitation_id=invitation.pk, given=wrong)
    assert set(refused.value.errors) == {f"s{question}"}
    assert not Invitation.objects.get(pk=invitation.pk).has_answered


def test_the_fullest_ballot_fits_into_a_slot_and_an_old_one_is_still_read() -> None:
    ids = [2**40 + n for n in range(7 * MOST_PER_VALUE + MOST_EXTRA)]
    scored, texts = ids[:-MOST_TEXTS], ids[-MOST_TEXTS:]
    fullest = Ballot(
        dict.fromkeys(scored, 5), "𝛀" * LONGEST_TEXT, "𝛀" * LONGEST_TEXT, "f" * 64, {},
        dict.fromkeys(texts, "𝛀" * LONGEST_OWN_TEXT),
    )  # fmt: skip
    assert len(padded(fullest)) == SLOT
    assert read(padded(fullest)) == fullest
    old = b'{"scores":{"7":4},"strength":"a","suggestion":"b","receipt":"c"}'
    assert read(old) == Ballot({7: 4}, "a", "b", "c")
