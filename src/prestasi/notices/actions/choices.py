"""A person's own choices about mail and calendar. No events: nothing about anybody is decided."""

from __future__ import annotations

import datetime as dt
import secrets
from hashlib import sha256

from django.core import signing
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Invalid, NotVisible
from prestasi.notices.models import CalendarFeed, MailChoice, Mute
from prestasi.notices.wording import SALT

VALID_FOR = dt.timedelta(days=180)


def choose_mail(
    *, by: Actor, digest: bool, deadlines: bool, quiet_from: dt.time, quiet_until: dt.time, quiet_weekends: bool,
    push_digest: bool = True, push_deadlines: bool = True,
) -> None:  # fmt: skip
    """Keep the choices of the actor; nobody chooses for another."""
    chosen = {
        "digest": digest, "deadlines": deadlines, "quiet_from": quiet_from, "quiet_until": quiet_until,
        "quiet_weekends": quiet_weekends, "push_digest": push_digest, "push_deadlines": push_deadlines,
    }  # fmt: skip
    MailChoice.objects.update_or_create(person_id=_me(by), defaults=chosen)


def mute(*, by: Actor, thread: str) -> None:
    """No e-mail and no message to a device about this thread any more; the inbox still shows it."""
    if not thread or len(thread) > 120 or thread.startswith("security"):
        raise Invalid({"": _("Urusan ini tidak dapat dibisukan.")})
    Mute.objects.get_or_create(person_id=_me(by), thread=thread)


def unmute(*, by: Actor, thread: str) -> None:
    Mute.objects.filter(person=_me(by), thread=thread).delete()


def letter_thread(token: str) -> tuple[int, str]:
    """Person and thread of the address in a letter; NotVisible when it is not ours or too old."""
    try:
        person_id, thread = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature as error:
        raise NotVisible from error
    return int(person_id), str(thread)


def mute_by_letter(*, token: str) -> str:
    """Whoever holds the letter may silence its thread, and nothing else; answers the thread."""
    person_id, thread = letter_thread(token)
    Mute.objects.get_or_create(person_id=person_id, thread=thread)
    return thread


def make_feed(*, by: Actor) -> str:
    """A new secret for the actor's calendar; the old address stops working. The secret is shown this once."""
    secret = secrets.token_urlsafe(24)
    CalendarFeed.objects.update_or_create(
        person_id=_me(by), defaults={"secret_hash": hash_of(secret), "made_at": clock.now()}
    )
    return secret


def revoke_feed(*, by: Actor) -> None:
    CalendarFeed.objects.filter(person=_me(by)).delete()


def hash_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _me(by: Actor) -> int:
    if by.person_id is None:
        raise NotVisible
    return by.person_id
