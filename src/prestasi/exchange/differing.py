"""One row of SIASN's export against our record of the person: where they differ, what taking theirs would mean.

No database here. Names are compared without case, degrees and titles without marks; an empty cell says nothing, except
for degrees. What cannot be taken says why; it can still be kept or asked about.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from prestasi.core.formats import plain_date
from prestasi.exchange.columns import plain
from prestasi.exchange.comparing import JF_LEVELS
from prestasi.exchange.queries.known import KnownUnits
from prestasi.exchange.queries.sides import Side, Word
from prestasi.organization.models import PositionKind
from prestasi.people.models import Education, Person
from prestasi.people.queries.labels import rank_label

Values = dict[str, Any]
LEVELS = [level.value for level in Education.Level]
DATES = ("born_on", "joined_on")
CHOICES: dict[str, dict[str, Any]] = {"sex": dict(Person.Sex.choices), "employment": dict(Person.Employment.choices)}


@dataclass(frozen=True, slots=True)
class Gap:
    """One field on which the sides differ. `take` names the act and its values; None when theirs cannot be taken."""

    field: str
    ours: str
    theirs: str
    ours_since: dt.date | None = None
    ours_source: str = ""
    theirs_since: dt.date | None = None
    take: dict[str, Any] | None = None
    why_not: str = ""

    @property
    def print(self) -> str:
        """Fingerprint of both sides, 16 hex digits."""
        said = [self.ours, str(self.ours_since or ""), self.theirs, str(self.theirs_since or "")]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


@dataclass(slots=True)
class About:
    """What the comparison needs beside the row; shared by a chunk of rows. `day` is the date of SIASN's export."""

    day: dt.date
    units: KnownUnits
    posts: dict[tuple[int, str], tuple[int, bool]] = field(default_factory=dict)
    superiors: dict[str, tuple[int, str]] = field(default_factory=dict)


def gaps_of(number: str, values: Values, side: Side, about: About) -> Iterator[Gap]:
    """Every difference of one person's row, in the order of the fields."""
    if side.known.left:
        yield _still_there(values, side)
        return
    yield from _number(number, side)
    for name in ("name", "title_before", "title_after", "sex", "born_on", "employment", "joined_on"):
        yield from _simple(name, values, side)
    yield from _rank(values, side, about)
    yield from _place(values, side, about)
    yield from _superior(values, side, about)
    yield from _education(values, side)


def _still_there(values: Values, side: Side) -> Gap:
    theirs = _shown("employment", str(values.get("employment") or "")) or _("Masih terdaftar")
    why = _("Pegawai ini tercatat sudah berhenti. Pertahankan dan laporkan, atau tanyakan.")
    return Gap("employment", _("Sudah berhenti"), theirs, None, side.number_word.source, None, None, why)


def _number(number: str, side: Side) -> Iterator[Gap]:
    if number == side.number:
        return
    old = number in side.old_numbers
    why = _("Nomor lama orang ini; nomor yang berlaku sudah diganti.") if old else ""
    take = None if old else {"act": "number", "number": number}
    yield Gap("number", side.number, number, side.number_word.since, side.number_word.source, None, take, why)


def _simple(name: str, values: Values, side: Side) -> Iterator[Gap]:
    if name not in values:
        return
    theirs, ours = str(values.get(name) or ""), side.known.fields[name]
    if _same(name, theirs, ours) or (not theirs and not name.startswith("title_")):
        return
    if name == "name" and theirs.isupper():
        theirs = theirs.title()
    word = side.corrected.get(name, side.number_word)
    value: Any = dt.date.fromisoformat(theirs) if name in DATES else theirs
    take = {"act": "person", "fields": {name: value}}
    yield Gap(name, _shown(name, ours), _shown(name, theirs), word.since, word.source, None, take)


def _same(name: str, theirs: str, ours: str) -> bool:
    if name == "name":
        return " ".join(theirs.casefold().split()) == " ".join(ours.casefold().split())
    return plain(theirs) == plain(ours) if name.startswith("title_") else theirs == ours


def _shown(name: str, value: str) -> str:
    if not value:
        return ""
    if name in DATES:
        return plain_date(dt.date.fromisoformat(value))
    return str(CHOICES.get(name, {}).get(value, value))


def _rank(values: Values, side: Side, about: About) -> Iterator[Gap]:
    theirs, ours = values.get("rank"), side.known.rank
    if not theirs:
        return
    scale, rank = str(theirs[0]), int(theirs[1])
    told, held = _date(values.get("rank_since")), side.known.rank_since
    if ours == (scale, rank) and (told is None or told == held):
        return
    since = told if ours == (scale, rank) else effective(told, held, about.day)
    take = {"act": "rank", "scale": scale, "rank": rank, "since": since} if since else None
    yield Gap(
        "rank", rank_label(*ours) if ours else "", rank_label(scale, rank), held, side.rank_source, told, take,
        "" if take else _newer(held),
    )  # fmt: skip


def effective(told: dt.date | None, held: dt.date | None, day: dt.date) -> dt.date | None:
    """From when theirs would hold: the day they tell, else the day of the export; None when ours is newer than both."""
    return next((d for d in (told, day) if d and (held is None or d > held)), None)


def _newer(held: dt.date | None) -> str:
    return _("Data kita lebih baru, sejak %(day)s; SIASN belum diperbarui.") % {"day": plain_date(held) if held else ""}


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _place(values: Values, side: Side, about: About) -> Iterator[Gap]:
    """A post of another title in the same unit, or another unit; both are a move."""
    text, title = values.get("unit"), values.get("position")
    if not text or not title:
        return
    known, found = side.known, about.units.find(text)
    here = known.unit_id in found
    if here and plain(title) == plain(known.post):
        return
    unit_id = known.unit_id if here else (found[0] if len(found) == 1 else None)
    told = _date(values.get("since"))
    since = effective(told, known.post_since, about.day)
    take, why = _move(values, unit_id, since, about), ""
    if unit_id is None:
        why = _unit_words(text, len(found))
    elif take is None:
        why = _newer(known.post_since)
    our_unit, their_unit = (about.units.names.get(u or 0, "") for u in (known.unit_id, unit_id))
    ours, theirs = known.post, title
    if not here:
        ours = ", ".join(filter(None, (ours, our_unit)))
        theirs = f"{title}, {their_unit or text}"
    yield Gap("post" if here else "unit", ours, theirs, known.post_since, side.post_source, told, take, why)


def _move(values: Values, unit_id: int | None, since: dt.date | None, about: About) -> dict[str, Any] | None:
    if unit_id is None or since is None:
        return None
    title = str(values["position"])
    post = about.posts.get((unit_id, title.lower()))
    kind = values.get("position_kind") or ("jf" if title.lower().endswith(JF_LEVELS) else PositionKind.EXECUTIVE)
    return {
        "act": "move", "unit_id": unit_id, "position_id": post[0] if post else None, "title": title, "kind": kind,
        "since": since, "decree": values.get("decree") or "",
    }  # fmt: skip


def _unit_words(text: str, count: int) -> str:
    if count:
        return _("Ada %(n)s unit bernama “%(unit)s”; tanyakan yang mana.") % {"n": count, "unit": text}
    return _("Unit “%(unit)s” tidak dikenal di sini.") % {"unit": text}


def _superior(values: Values, side: Side, about: About) -> Iterator[Gap]:
    number = values.get("superior")
    if not number:
        return
    found = about.superiors.get(number)
    if found and found[0] == side.known.superior_id:
        return
    since = effective(None, side.known.line_since, about.day)
    take, why = None, ""
    if found is None:
        why = _("NIP atasan ini tidak dikenal di sini.")
    elif found[0] == side.known.id:
        why = _("Seseorang tidak dapat menjadi atasannya sendiri.")
    elif since is None:
        why = _newer(side.known.line_since)
    else:
        take = {"act": "superior", "superior_id": found[0], "since": since}
    theirs = found[1] if found else str(number)
    yield Gap("superior", side.known.superior, theirs, side.known.line_since, side.line_source, None, take, why)


def _education(values: Values, side: Side) -> Iterator[Gap]:
    """The highest diploma of both sides; for the same level its field and year too."""
    level = values.get("education")
    if not level:
        return
    highest = max(side.diplomas, key=LEVELS.index, default="")
    had = side.diplomas.get(level)
    subject, year = str(values.get("education_field") or ""), values.get("graduated_in")
    if had and level == highest and plain(subject or had.field) == plain(had.field) and year in (None, had.year):
        return
    take, why = None, ""
    if highest and LEVELS.index(level) < LEVELS.index(highest):
        why = _("Jenjang yang lebih tinggi sudah tercatat di sini; SIASN belum diperbarui.")
    elif year is None and had is None:
        why = _("Tahun lulus tidak ada di berkas.")
    else:
        subject = subject or (had.field if had else "")
        lulus = year or (had.year if had else 0)
        take = {"act": "education", "level": level, "field": subject, "graduated_in": int(lulus)}
    ours = side.diplomas.get(highest)
    word = ours.word if ours else Word(None, "")
    yield Gap("education", _diploma(highest, ours.field, ours.year) if ours else "", _diploma(level, subject, year),
              word.since, word.source, None, take, why)  # fmt: skip


def _diploma(level: str, subject: str, year: int | None) -> str:
    name = str(dict(Education.Level.choices)[level])
    return ", ".join(str(part) for part in (f"{name} {subject}".strip(), year) if part)
