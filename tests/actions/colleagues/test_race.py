"""A round is closed while a form is on its way: the answer is counted or refused, never lost after a receipt."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from prestasi.colleagues import receipts
from prestasi.colleagues.actions import answer as module
from prestasi.colleagues.actions.answer import answer
from prestasi.colleagues.actions.release import close_round, release_round
from prestasi.colleagues.groups import Group
from prestasi.colleagues.models import CountedReceipt, Invitation
from prestasi.core.errors import Closed
from tests.colleagues import actor_of, colleagues, given, opened, subject_of
from tests.world import World


@pytest.mark.django_db(transaction=True)
def test_closing_waits_for_answers_on_their_way(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    colleagues(world, 6)
    row = opened(world)
    asked = subject_of(row, world, "employee").invitations.filter(group=Group.PEER).select_related("subject")[0]
    sent, by = given(row, asked), actor_of(world, asked.rater_id)
    arrived, go_on = threading.Event(), threading.Event()
    check = module._check

    def slowly(*args: object) -> None:
        arrived.set()
        go_on.wait(5)
        check(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_check", slowly)
    rater = threading.Thread(target=_in_thread, args=(by, asked, sent))
    rater.start()
    arrived.wait(5)
    closing = threading.Thread(target=_close, args=(world, row.pk))
    closing.start()
    closing.join(0.5)
    assert closing.is_alive()
    go_on.set()
    rater.join(5)
    closing.join(5)
    release_round(by=world.actor("analyst"), round_id=row.pk)
    assert CountedReceipt.objects.filter(hash=receipts.hash_of(sent.code, row.code)).exists()
    with pytest.raises(Closed):
        other = Invitation.objects.filter(subject=asked.subject, has_answered=False, group=Group.PEER)[0]
        answer(by=actor_of(world, other.rater_id), invitation_id=other.pk, given=given(row, other))


def _in_thread(by: object, asked: Invitation, sent: object) -> None:
    answer(by=by, invitation_id=asked.pk, given=sent)  # type: ignore[arg-type]
    connection.close()


def _close(world: World, round_id: int) -> None:
    close_round(by=world.actor("analyst"), round_id=round_id)
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_raters_of_one_box_lose_no_answer(world: World) -> None:
    """Six people send at the same moment; six ballots lie in the box."""
    colleagues(world, 6)
    row = opened(world)
    asked = list(subject_of(row, world, "employee").invitations.filter(group=Group.PEER).select_related("subject"))
    sent = {i.pk: given(row, i) for i in asked}
    raters = [threading.Thread(target=_in_thread, args=(actor_of(world, i.rater_id), i, sent[i.pk])) for i in asked]
    for rater in raters:
        rater.start()
    for rater in raters:
        rater.join(20)
    close_round(by=world.actor("analyst"), round_id=row.pk)
    release_round(by=world.actor("analyst"), round_id=row.pk)
    hashes = {receipts.hash_of(s.code, row.code) for s in sent.values()}
    assert set(CountedReceipt.objects.values_list("hash", flat=True)) == hashes
