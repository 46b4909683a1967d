"""A clean row against what is known: new, changed, unchanged, worth a second look, or wrong. No database here."""

from __future__ import annotations

import datetime as dt
import difflib
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from prestasi.core.formats import plain_date
from prestasi.exchange.cleaning import Clean
from prestasi.exchange.queries.known import PERSON_FIELDS, KnownPerson, KnownUnits
from prestasi.people.mapping import NumberReading
from prestasi.people.queries.labels import rank_label

JF_LEVELS = (
    "ahli pertama", "ahli muda", "ahli madya", "ahli utama", "pemula", "terampil", "mahir", "penyelia",
)  # fmt: skip
NAME_ALIKE = 0.5
RANK_LEAP = 2


@dataclass(slots=True)
class Verdict:
    """What the dry run says of one row. `values` is what would be written, `changes` what a reader sees."""

    number: int
    key: str
    status: str
    values: dict[str, Any]
    changes: dict[str, list[str]] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)

    def settle(self) -> Verdict:
        """The status that follows: an error outweighs a doubt, a doubt outweighs the rest."""
        if self.errors:
            self.status = "error"
        elif self.doubts and self.status != "unchanged":
            self.status = "suspicious"
        return self

    def messages(self) -> list[dict[str, str]]:
        told = [("error", *pair) for pair in self.errors] + [("doubt", *pair) for pair in self.doubts]
        return [{"level": level, "column": column, "text": text} for level, column, text in told]


@dataclass(slots=True)
class Context:
    """Everything the comparison needs beside the row; shared by all rows of a chunk."""

    day: dt.date
    units: KnownUnits
    people: dict[str, KnownPerson]
    posts: dict[tuple[int, str], tuple[int, bool]]
    sheet_numbers: set[str]
    superiors: dict[str, int]


def compare_staff(number: int, row: Clean, reading: NumberReading | None, about: Context) -> Verdict:
    """One row of staff."""
    values, key = row.values, str(row.values.get("number") or "")
    verdict = Verdict(number, key, "new", values, errors=list(row.errors), doubts=list(row.doubts))
    known = about.people.get(key)
    if reading:
        take_reading(verdict, reading)
    _fill(verdict, reading, known, about.day)
    _place(verdict, about)
    _superior(verdict, about)
    if known:
        _against(verdict, known, about)
    return verdict.settle()


def take_reading(verdict: Verdict, reading: NumberReading) -> None:
    verdict.errors += [("number", _refusal(words, verdict.key)) for words in reading.errors]
    verdict.doubts += [("number", _said(words)) for words in reading.warnings]
    sex = verdict.values.get("sex")
    if sex and reading.sex and sex != reading.sex:
        verdict.doubts.append(("sex", _("Berbeda dari angka ke-15 nomor induk.")))


def _refusal(words: str, number: str) -> str:
    return _("%(words)s pada %(number)s. Cocokkan dengan surat keputusan.") % {
        "words": words[:1].upper() + words[1:],
        "number": number,
    }


def _said(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


def _fill(verdict: Verdict, reading: NumberReading | None, known: KnownPerson | None, day: dt.date) -> None:
    """What the number itself tells fills columns that the sheet has not."""
    values = verdict.values
    values["since"] = values.get("since") or day.isoformat()
    if known or reading is None:
        return
    values["sex"] = values.get("sex") or reading.sex
    values["born_on"] = values.get("born_on") or iso(reading.born_on)
    values["employment"] = values.get("employment") or ("pppk" if reading.kind == "ni_pppk" else "pns")
    started = reading.started_on or (dt.date(reading.start_year, 1, 1) if reading.start_year else None)
    values["joined_on"] = values.get("joined_on") or iso(started)
    values["number_kind"] = reading.kind


def iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _place(verdict: Verdict, about: Context) -> None:
    """Unit and post: the unit must be known, a post that is not will be made."""
    values = verdict.values
    unit, title = values.get("unit"), values.get("position")
    if not unit and not title:
        return
    if not unit or not title:
        verdict.errors.append(("unit" if title else "position", _("Unit dan jabatan harus diisi berdua.")))
        return
    found = about.units.find(unit)
    if len(found) != 1:
        verdict.errors.append(("unit", _unit_words(unit, len(found))))
        return
    values["unit_id"] = found[0]
    post = about.posts.get((found[0], title.lower()))
    values["position_id"] = post[0] if post else None
    if not post:
        values["position_kind"] = values.get("position_kind") or _kind_of(title)


def _unit_words(unit: str, count: int) -> str:
    if count:
        return _("Ada %(n)s unit bernama “%(unit)s”. Pakai kode unit.") % {"n": count, "unit": unit}
    return _("Unit “%(unit)s” tidak dikenal. Periksa tulisannya, atau impor daftar unit lebih dahulu.") % {"unit": unit}


def _kind_of(title: str) -> str:
    return "jf" if title.lower().endswith(JF_LEVELS) else "pelaksana"


def _superior(verdict: Verdict, about: Context) -> None:
    number = verdict.values.get("superior")
    if not number:
        return
    if number == verdict.key:
        verdict.errors.append(("superior", _("Seseorang tidak dapat menjadi atasannya sendiri.")))
    elif number not in about.superiors and number not in about.sheet_numbers:
        words = _("NIP atasan %(number)s tidak ada di lembar ini dan tidak dikenal.")
        verdict.errors.append(("superior", words % {"number": number}))
    else:
        verdict.values["superior_id"] = about.superiors.get(number)


def _against(verdict: Verdict, known: KnownPerson, about: Context) -> None:
    verdict.values["person_id"] = known.id
    if known.left:
        verdict.errors.append(("number", _("Pegawai ini tercatat sudah berhenti.")))
    _person_changes(verdict, known)
    _post_changes(verdict, known, about)
    _rank_changes(verdict, known)
    _line_changes(verdict, known, about)
    level = verdict.values.get("education")
    if level and level not in known.education:
        verdict.changes["education"] = ["", level.upper()]
    verdict.status = "changed" if verdict.changes else "unchanged"


def _person_changes(verdict: Verdict, known: KnownPerson) -> None:
    for name in PERSON_FIELDS:
        value = verdict.values.get(name)
        if value and value != known.fields[name]:
            verdict.changes[name] = [known.fields[name], value]
    if "name" in verdict.changes and not _alike(*verdict.changes["name"]):
        verdict.doubts.append(("name", _("Nama jauh berbeda dari data. Benarkah ini orang yang sama?")))
    for name in ("born_on", "sex"):
        if name in verdict.changes:
            verdict.doubts.append((name, _("Data dasar berubah.")))


def _alike(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, one.lower(), other.lower()).ratio() >= NAME_ALIKE


def _post_changes(verdict: Verdict, known: KnownPerson, about: Context) -> None:
    values = verdict.values
    if "unit_id" not in values:
        return
    if values["position_id"] is not None and values["position_id"] == known.position_id:
        return
    unit = about.units.names.get(known.unit_id or 0, "")
    old = f"{known.post}, {unit}" if known.post else ""
    verdict.changes["post"] = [old, f"{values['position']}, {about.units.names[values['unit_id']]}"]
    since = dt.date.fromisoformat(values["since"])
    if known.post_since and known.post_since >= since:
        words = _("Sudah tercatat jabatan mulai %(day)s. Isi TMT jabatan sesudah tanggal itu.")
        verdict.errors.append(("since", words % {"day": plain_date(known.post_since)}))
    if known.post_until:
        words = _("Jabatan sekarang sudah direncanakan berakhir %(day)s; ubah dari kartu pegawai.")
        verdict.errors.append(("position", words % {"day": plain_date(known.post_until)}))


def _rank_changes(verdict: Verdict, known: KnownPerson) -> None:
    new = verdict.values.get("rank")
    if not new or known.rank == tuple(new):
        return
    old = rank_label(*known.rank) if known.rank else ""
    verdict.changes["rank"] = [old, rank_label(*new)]
    verdict.values["rank_since"] = verdict.values.get("rank_since") or verdict.values["since"]
    if known.rank_since and known.rank_since >= dt.date.fromisoformat(verdict.values["rank_since"]):
        words = _("Sudah tercatat golongan mulai %(day)s. Isi TMT golongan sesudahnya.")
        verdict.errors.append(("rank_since", words % {"day": plain_date(known.rank_since)}))
    if known.rank and known.rank[0] == new[0] and not 0 < new[1] - known.rank[1] <= RANK_LEAP:
        verdict.doubts.append(("rank", _("Golongan turun atau melompat.")))


def _line_changes(verdict: Verdict, known: KnownPerson, about: Context) -> None:
    values = verdict.values
    if "superior" not in values or any(column == "superior" for column, _text in verdict.errors):
        return
    if not values["superior"]:
        if known.superior_id:
            verdict.changes["superior"] = [known.superior, ""]
            verdict.doubts.append(("superior", _("Atasan langsung akan dihapus.")))
        return
    if values.get("superior_id") == known.superior_id and known.superior_id is not None:
        return
    verdict.changes["superior"] = [known.superior, values["superior"]]
    if known.line_since and known.line_since >= dt.date.fromisoformat(values["since"]):
        words = _("Sudah tercatat atasan mulai %(day)s. Isi TMT jabatan sesudah tanggal itu.")
        verdict.errors.append(("superior", words % {"day": plain_date(known.line_since)}))
