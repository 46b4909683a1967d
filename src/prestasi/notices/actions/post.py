"""Handing letters to the mail server: claimed one by one, marked before and after, taken up again when a worker dies.

What is promised: nothing is lost; a letter is handed over twice only if the worker died (or lost the line) between the
server's yes and our mark, at most once for each such death, and then with the same Message-ID.
"""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from dataclasses import dataclass
from email.mime.text import MIMEText
from email.utils import format_datetime

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction

from prestasi.core import clock
from prestasi.notices import states, wording
from prestasi.notices.models import Letter
from prestasi.notices.queries.readers import readers

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
LONGEST_WAIT = dt.timedelta(hours=6)
ORPHANED_AFTER = dt.timedelta(seconds=15)
NO_ADDRESS = 550

CLAIM = """
UPDATE notices_letter SET state = 'sending', attempts = attempts + 1, claimed_at = %(now)s
WHERE id = (
  SELECT l.id FROM notices_letter l
  WHERE l.state = 'waiting' AND l.due_at <= %(now)s AND NOT EXISTS (
    SELECT 1 FROM notices_letter e WHERE e.person_id = l.person_id AND e.thread = l.thread
      AND e.state IN ('waiting', 'sending') AND e.id < l.id)
  ORDER BY l.due_at, l.id LIMIT 1 FOR UPDATE OF l SKIP LOCKED)
RETURNING id, attempts
"""


@dataclass(frozen=True, slots=True)
class Posted:
    """What one round did."""

    sent: int
    failed: int
    is_unreachable: bool = False


def post_letters(*, at_most: int = 2000) -> Posted:
    """Send what is due, oldest first; stops at the first sign that the server cannot be reached."""
    sent = failed = 0
    mail = get_connection()
    try:
        while sent + failed < at_most and (claimed := _claim(clock.now())):
            outcome = _hand_over(*claimed, mail)
            sent, failed = sent + (outcome == states.SENT), failed + (outcome != states.SENT)
            if outcome == UNREACHABLE:
                return Posted(sent, failed, is_unreachable=True)
    finally:
        _close(mail)
    return Posted(sent, failed)


def take_up_orphans(*, after: dt.timedelta = ORPHANED_AFTER) -> int:
    """Letters whose worker died while sending go back to the queue.

    A living worker holds the lock of its letter, however long the server takes.
    """
    with transaction.atomic():
        held = Letter.objects.select_for_update(skip_locked=True)
        old = held.filter(state=states.SENDING, claimed_at__lt=clock.now() - after)
        return Letter.objects.filter(pk__in=[pk for (pk,) in old.values_list("pk")]).update(state=states.WAITING)


UNREACHABLE = "unreachable"


def _claim(now: dt.datetime) -> tuple[int, int] | None:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"now": now})
        return cursor.fetchone()


def _hand_over(letter_id: int, attempt: int, mail: BaseEmailBackend) -> str:
    """Send one claimed letter under its lock; the mark is committed before the next one is taken."""
    with transaction.atomic():
        mine = Letter.objects.select_for_update(skip_locked=True)
        letter = mine.filter(pk=letter_id, state=states.SENDING, attempts=attempt).first()
        if letter is None:
            return states.WAITING
        try:
            _send(letter, mail)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as refusal:
            return _refused(letter, refusal)
        except (OSError, smtplib.SMTPException) as trouble:
            return _unreachable(letter, trouble)
        letter.state, letter.sent_at = states.SENT, clock.now()
        letter.save(update_fields=["state", "sent_at", "answer"])
    return states.SENT


def _send(letter: Letter, mail: BaseEmailBackend) -> None:
    reader = readers([letter.person_id])[letter.person_id]
    if not reader.address:
        raise smtplib.SMTPResponseException(NO_ADDRESS, "the person has left or has no address any more")
    _message(letter, reader.address, mail).send()
    letter.answer = ""


def _message(letter: Letter, address: str, mail: BaseEmailBackend) -> EmailMessage:
    parent = wording.thread_id(letter.person_id, letter.thread)
    headers = {
        "Message-ID": letter.message_id, "Date": format_datetime(letter.created_at), "In-Reply-To": parent,
        "References": parent, "Auto-Submitted": "auto-generated",
    }  # fmt: skip
    if letter.mute_url:
        headers |= {"List-Unsubscribe": f"<{letter.mute_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    message = EmailMessage(letter.subject, letter.text, to=[address], headers=headers, connection=mail)
    if letter.calendar:
        message.attach(_invitation(letter))
    return message


def _invitation(letter: Letter) -> MIMEText:
    """The calendar part as RFC 6047 wants it: its method stands in the content type too."""
    part = MIMEText(letter.calendar, "calendar", "utf-8")
    part.set_param("method", letter.method)
    part.add_header("Content-Disposition", "attachment", filename="undangan.ics")
    return part


def _refused(letter: Letter, refusal: Exception) -> str:
    """The server answered no: for good (5xx) or for now."""
    code = _code(refusal)
    is_final = 500 <= code < 600 or letter.attempts >= MOST_ATTEMPTS
    letter.answer = f"{code} {refusal}"[:240]
    if is_final:
        log.error("letter %s is dead after %s attempts: %s", letter.pk, letter.attempts, code)
    return _put_back(letter, states.DEAD if is_final else states.WAITING)


def _code(refusal: Exception) -> int:
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return max((code for code, _text in refusal.recipients.values()), default=0)
    return refusal.smtp_code if isinstance(refusal, smtplib.SMTPResponseException) else 0


def _unreachable(letter: Letter, trouble: Exception) -> str:
    letter.answer = f"{type(trouble).__name__}: {trouble}"[:240]
    _put_back(letter, states.WAITING)
    return UNREACHABLE


def _put_back(letter: Letter, state: str) -> str:
    letter.state = state
    letter.due_at = clock.now() + min(dt.timedelta(minutes=4 ** (min(letter.attempts, 6) - 1)), LONGEST_WAIT)
    letter.save(update_fields=["state", "due_at", "answer"])
    return state


def _close(mail: BaseEmailBackend) -> None:
    try:
        mail.close()
    except (OSError, smtplib.SMTPException):
        log.info("the mail server closed the line first")
