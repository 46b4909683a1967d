"""Who reads a letter: address, language, and what they chose. One statement for any number of people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from prestasi.core.above import rows_of
from prestasi.notices.models import MailChoice
from prestasi.notices.quiet import Quiet

FIELDS = (
    "pk", "name", "title_before", "title_after", "email", "left_on", "user__email", "user__language", "user__is_active",
    "mail_choice__digest", "mail_choice__deadlines", "mail_choice__quiet_from", "mail_choice__quiet_until",
    "mail_choice__quiet_weekends", "mail_choice__push_digest", "mail_choice__push_deadlines",
)  # fmt: skip


USUAL = Quiet()


@dataclass(frozen=True, slots=True)
class Reader:
    """One addressee. An empty `address` means: no e-mail; who is not reachable has left or has no account in use."""

    person_id: int
    name: str
    address: str
    language: str
    digest: bool = True
    deadlines: bool = True
    quiet: Quiet = USUAL
    push_digest: bool = True
    push_deadlines: bool = True
    is_reachable: bool = True


def readers(person_ids: Iterable[int]) -> dict[int, Reader]:
    """Everybody of the given people, by id."""
    rows = rows_of("people.Person").filter(pk__in=set(person_ids)).values(*FIELDS)
    return {row["pk"]: _reader(row) for row in rows}


def _reader(row: dict[str, object]) -> Reader:
    reachable = row["left_on"] is None and row["user__is_active"] is not False
    address = str(row["user__email"] or row["email"] or "") if reachable else ""
    language = str(row["user__language"] or settings.LANGUAGE_CODE)
    who = (int(str(row["pk"])), str(row["name"]), address, language)
    if row["mail_choice__digest"] is None:
        return Reader(*who, is_reachable=reachable)
    chosen = MailChoice(**{name.removeprefix("mail_choice__"): row[name] for name in FIELDS if "choice" in name})
    quiet = Quiet(chosen.quiet_from, chosen.quiet_until, chosen.quiet_weekends)
    pushed = (chosen.push_digest, chosen.push_deadlines)
    return Reader(*who, chosen.digest, chosen.deadlines, quiet, *pushed, is_reachable=reachable)


def languages(person_ids: Iterable[int]) -> dict[int, str]:
    """The language each person reads, for texts made for many at once; the source language without an account."""
    users = rows_of("accounts.User").filter(person__in=set(person_ids)).values_list("person_id", "language")
    return dict(users)
