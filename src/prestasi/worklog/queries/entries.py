"""The gates through which views reach one entry or one question."""

from __future__ import annotations

from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.worklog.models import Entry, Question
from prestasi.worklog.permissions import check_may_read, check_may_review, check_owner


def entry_or_404(actor: Actor, entry_id: int) -> Entry:
    """An entry that the actor may read."""
    row = Entry.objects.select_related("result", "person", "plan").filter(pk=entry_id).first()
    if row is None:
        raise NotVisible
    check_may_read(actor, row.person_id)
    return row


def own_entry(actor: Actor, entry_id: int) -> Entry:
    """An own entry; NotAllowed for those who may only read it."""
    row = entry_or_404(actor, entry_id)
    check_owner(actor, row.person_id)
    return row


def entry_to_review(actor: Actor, entry_id: int) -> Entry:
    """An entry of somebody whom the actor leads; NotAllowed for those who may only read it."""
    row = entry_or_404(actor, entry_id)
    check_may_review(actor, row.plan)
    return row


def question_or_404(actor: Actor, question_id: int) -> Question:
    """A question put to the actor; the superior sees it, but does not answer it."""
    row = Question.objects.filter(pk=question_id).first()
    if row is None:
        raise NotVisible
    check_owner(actor, row.person_id)
    return row
