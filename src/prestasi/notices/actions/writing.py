"""From notices to letters: deadlines and security at once, everything else in the digest of 07.30.

The notice, written in the transaction of its cause, is the outbox; here it is decided once whether an e-mail and
whether devices carry it. Whoever dies in between leaves the notice unhandled for the next one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django.db import transaction
from django.db.models import Q
from django.utils import translation

from prestasi.notices import wording
from prestasi.notices.actions.pushing import write_pushes
from prestasi.notices.models import Letter, Mute, Notice, PushMessage
from prestasi.notices.queries.readers import Reader, readers
from prestasi.notices.quiet import last_digest

PEOPLE_AT_ONCE = 200
Kind = Letter.Kind


def write_letters(now: dt.datetime) -> int:
    """Handle every notice that is ripe; answers how many letters were written. Safe beside itself."""
    written, last = 0, 0
    while people := _next_people(now, last):
        with transaction.atomic():
            written += _write(people, now)
        last = people[-1]
    return written


def kind_of(notice: Notice) -> Letter.Kind:
    """Security and what has a date go out at once; the rest waits for the digest."""
    if notice.kind.startswith("security."):
        return Kind.SECURITY
    return Kind.DEADLINE if notice.due_on else Kind.DIGEST


def _ripe(now: dt.datetime) -> Q:
    urgent = Q(kind__startswith="security.") | Q(due_on__isnull=False)
    return Q(is_handled=False) & (urgent | Q(created_at__lt=last_digest(now)))


def _next_people(now: dt.datetime, after: int) -> list[int]:
    ripe = Notice.objects.filter(_ripe(now), person__gt=after).order_by("person_id").values_list("person_id", flat=True)
    return list(ripe.distinct()[:PEOPLE_AT_ONCE])


def _write(people: list[int], now: dt.datetime) -> int:
    ripe = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(_ripe(now), person__in=people)
    notices = list(ripe.order_by("person_id", "pk"))
    muted = set(Mute.objects.filter(person__in=people).values_list("person_id", "thread"))
    found = readers(people)
    wanted = [n for n in notices if _is_wanted(n, found.get(n.person_id), muted)]
    own_ones = [(found[person], list(own)) for person, own in groupby(wanted, lambda n: n.person_id)]
    pairs = [pair for reader, own in own_ones for pair in _letters(reader, own, now)]
    Letter.objects.bulk_create([letter for letter, _carried in pairs])
    write_pushes(_pushed(notices, found, muted), now)
    _mark(notices, pairs)
    return len(pairs)


def _is_wanted(notice: Notice, reader: Reader | None, muted: set[tuple[int, str]]) -> bool:
    if reader is None or not reader.address:
        return False
    return _is_news(notice, muted, digest=reader.digest, deadlines=reader.deadlines)


def _is_news(notice: Notice, muted: set[tuple[int, str]], *, digest: bool, deadlines: bool) -> bool:
    kind = kind_of(notice)
    if kind is Kind.SECURITY:
        return True
    chosen = deadlines if kind is Kind.DEADLINE else digest
    return chosen and notice.read_at is None and (notice.person_id, notice.thread) not in muted


def _pushed(
    notices: Iterable[Notice], found: dict[int, Reader], muted: set[tuple[int, str]]
) -> Iterator[tuple[Reader, PushMessage.Kind, Sequence[Notice]]]:
    """What goes to devices: each urgent notice by itself, all the rest of a person in one message."""
    for person, own in groupby(notices, lambda notice: notice.person_id):
        reader = found.get(person)
        if reader is None or not reader.is_reachable:
            continue
        chosen = {"digest": reader.push_digest, "deadlines": reader.push_deadlines}
        wanted = [notice for notice in own if _is_news(notice, muted, **chosen)]
        yield from ((reader, PushMessage.Kind(kind_of(n)), [n]) for n in wanted if kind_of(n) is not Kind.DIGEST)
        if news := [notice for notice in wanted if kind_of(notice) is Kind.DIGEST]:
            yield reader, PushMessage.Kind.DIGEST, news


def _letters(reader: Reader, notices: Iterable[Notice], now: dt.datetime) -> Iterator[tuple[Letter, Sequence[Notice]]]:
    news: list[Notice] = []
    with translation.override(reader.language):
        for notice in notices:
            if (kind := kind_of(notice)) is Kind.DIGEST:
                news.append(notice)
            else:
                yield _single(reader, notice, kind, now), [notice]
        if news:
            yield _digest(reader, news, now), news


def _single(reader: Reader, notice: Notice, kind: Letter.Kind, now: dt.datetime) -> Letter:
    text = wording.security_text if kind is Kind.SECURITY else wording.deadline_text
    letter = _letter(reader, kind, notice.thread, f"notice:{notice.pk}", now)
    letter.subject, letter.text = notice.text[:160], text(reader.name, notice)
    if kind is Kind.DEADLINE:
        letter.mute_url = wording.mute_url(reader.person_id, notice.thread)
    return letter


def _digest(reader: Reader, news: list[Notice], now: dt.datetime) -> Letter:
    letter = _letter(reader, Kind.DIGEST, "digest:", f"digest:{reader.person_id}:{news[-1].pk}", now)
    letter.subject, letter.text = wording.digest_subject(news), wording.digest_text(reader.name, news)
    return letter


def _letter(reader: Reader, kind: Letter.Kind, thread: str, effect_key: str, now: dt.datetime) -> Letter:
    due_at = now if kind is Kind.SECURITY else reader.quiet.next_moment(now)
    return Letter(
        person_id=reader.person_id, kind=kind, thread=thread, effect_key=effect_key, due_at=due_at,
        message_id=wording.message_id(effect_key),
    )  # fmt: skip


def _mark(notices: list[Notice], pairs: Sequence[tuple[Letter, Sequence[Notice]]]) -> None:
    carriers = {notice.pk: letter for letter, carried in pairs for notice in carried}
    for notice in notices:
        notice.is_handled, notice.letter = True, carriers.get(notice.pk)
    Notice.objects.bulk_update(notices, ["is_handled", "letter"], batch_size=500)
