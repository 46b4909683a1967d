"""Places on a page of a lower app that higher apps fill, without being imported.

A place is a `Hook`. Who fills it is a dotted path in `settings.PROVIDERS[<name of the hook>]`; the functions are called
in that order, each with the arguments named below, and return (or yield) the entries named below:

    settings.PROVIDERS = {"today_items": ["prestasi.dialogue.queries.today.items"], ...}

    def items(actor: Actor, on: dt.date) -> Iterator[TodayItem]:
        for row in ...one statement...:
            yield TodayItem(_("Konfirmasi kesepakatan"), row.title, "messages", _("Buka"), row.href, row.due_on)

A provider that rarely has anything stands behind a `door`, which costs nothing of its own.

Budget: a provider spends at most ONE statement, whatever the number of people or rows, and none where the actor
cannot have entries; a page keeps to 15 statements with all its providers. A provider shows only what the actor may
see. What it raises is not swallowed: a page without an entry that belongs there would be a silent untruth.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, Literal, ParamSpec, TypeVar, cast

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, QuerySet
from django.utils.module_loading import import_string

from prestasi.core.actor import Actor

Asked = ParamSpec("Asked")
Provider = TypeVar("Provider")
Doors = tuple[QuerySet[Any], ...]
Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Hook(Generic[Asked, Entry]):
    """One place, named as in `settings.PROVIDERS`."""

    name: str

    def collect(self, *args: Asked.args, **kwargs: Asked.kwargs) -> tuple[Entry, ...]:
        """All entries of all providers whose door is open, in the order of the settings."""
        providers = [
            cast(Callable[Asked, Iterable[Entry]], _provider(path)) for path in settings.PROVIDERS.get(self.name, ())
        ]
        shut = _shut({n: p.door(*args, **kwargs) for n, p in enumerate(providers) if hasattr(p, "door")})
        return tuple(entry for n, p in enumerate(providers) if n not in shut for entry in p(*args, **kwargs))


def door(rows: Callable[Asked, Doors]) -> Callable[[Provider], Provider]:
    """Ask a provider only when one of these querysets has a row. All doors of a place are tried in one statement."""

    def hang(provider: Provider) -> Provider:
        provider.door = rows  # type: ignore[attr-defined]
        return provider

    return hang


def _shut(doors: dict[int, Doors]) -> set[int]:
    """Which of the doors nobody stands behind. One statement."""
    asked = {f"d{n}_{k}": Exists(rows) for n, found in doors.items() for k, rows in enumerate(found)}
    if not asked:
        return set(doors)
    answer = ContentType.objects.values(**asked)[:1].get()
    return {n for n in doors if not any(answer.get(f"d{n}_{k}") for k in range(len(doors[n])))}


@cache
def _provider(path: str) -> object:
    return import_string(path)


@dataclass(frozen=True, slots=True)
class TodayItem:
    """One line of *Hari ini*: a verb phrase, its context, an icon, the word on the button, where, until when."""

    title: str
    text: str
    icon: str
    verb: str
    href: str
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """The person whom the rater has open in *Antrean nilai*."""

    evaluation_id: int
    plan_id: int
    person_id: int
    period_id: int


@dataclass(frozen=True, slots=True)
class Panel:
    """A section beside the rating sheet. `template` is rendered with `panel` = this object; `body` is its data.

    The template holds no heading (the page writes `title` as h2), no form and no single-key shortcut.
    """

    title: str
    template: str
    body: object
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ShownResult:
    """What *Hasil saya* shows: one result, or (None) the list of all own results.

    `may_still_object`: the page has the result at hand and counted its days; None where it did not.
    """

    person_id: int
    evaluation_id: int | None
    may_still_object: bool | None = None


@dataclass(frozen=True, slots=True)
class ResultLink:
    """A way on from a result. `place`: inside the section about objecting, or among the further pages.

    `is_main` makes it the filled button of its place; at most one.
    """

    title: str
    href: str
    text: str = ""
    icon: str = "arrow-right"
    place: Literal["objection", "more"] = "more"
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class TeamNote:
    """A few words about one member in *Tim saya* ("dialog 12 Okt"); `tone` is a sentiment or "none"."""

    person_id: int
    text: str
    href: str = ""
    tone: str = "none"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One line of a person's calendar feed: a title without content of any assessment, a day or a stretch of time.

    `uid` is stable over changes, `sequence` grows with each; a moment is aware, a whole day has `ends_at` None.
    """

    uid: str
    title: str
    starts: dt.datetime | dt.date
    ends_at: dt.datetime | None = None
    sequence: int = 0
    is_cancelled: bool = False


today_items: Hook[[Actor, dt.date], TodayItem] = Hook("today_items")
"""(actor, on) -> lines among *Perlu Anda kerjakan*, sorted with the others by their due date."""

rater_panel: Hook[[Actor, Rated], Panel] = Hook("rater_panel")
"""(actor, rated) -> sections beside the sheet. The gate of rating has been passed for this evaluation."""

result_links: Hook[[Actor, ShownResult], ResultLink] = Hook("result_links")
"""(actor, shown) -> ways on from a result. The gate of reading has been passed; the reader may be the superior."""

team_notes: Hook[[Actor, tuple[int, ...]], TeamNote] = Hook("team_notes")
"""(actor, person ids) -> words about members whom the actor leads today."""

line_effects: Hook[[int], str] = Hook("line_effects")
"""(person id) -> sentences about what a new superior would mean for the person's open work, shown before sending."""

calendar_entries: Hook[[int, dt.date, dt.date], CalendarEntry] = Hook("calendar_entries")
"""(person id, from, until) -> entries of the person's own secret feed; nobody is signed in when it is asked."""

contested: Hook[[Sequence[int]], int] = Hook("contested")
"""(evaluation ids) -> those whose result is being contested and so does not become final by the passing of time."""

decided: Hook[[int], int] = Hook("decided")
"""(evaluation id) -> ids of what follows from a result that was just released or changed, inside that transaction."""

closing_refusals: Hook[[int], str] = Hook("closing_refusals")
"""(period id) -> reasons, as sentences for the screen, why the period may not be closed yet."""


def by_person(notes: Iterable[TeamNote]) -> dict[int, tuple[TeamNote, ...]]:
    """Notes of each member."""
    found: defaultdict[int, list[TeamNote]] = defaultdict(list)
    for note in notes:
        found[note.person_id].append(note)
    return {person: tuple(own) for person, own in found.items()}
