"""Lists of people, corrections and units that can be downloaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.formats import civil_servant_number
from prestasi.core.http import number_of
from prestasi.core.lists import Column, Listing
from prestasi.organization.models import PositionKind
from prestasi.organization.permissions import check_reader
from prestasi.organization.queries.units import last_known
from prestasi.people.forms import FilterForm, filters_from
from prestasi.people.models import Person
from prestasi.people.queries.corrections import CorrectionRow, corrections
from prestasi.people.queries.directory import PersonRow, all_rows
from prestasi.people.queries.units import TreeNode, unit_tree


@dataclass(frozen=True, slots=True)
class Exported:
    """A person as the file has it; birth date and address (class K3) are for staff officers only."""

    row: PersonRow
    private: bool


def _people(actor: Actor, params: QueryDict) -> Iterator[Exported]:
    _form, filters = filters_from(params)
    private = actor.has_role("analyst")
    return (Exported(row, private) for row in all_rows(actor, filters, clock.today()))


def _kind(r: Exported) -> str:
    return str(PositionKind(r.row.kind).label) if r.row.kind else ""


def _word(name: str, value: str) -> str:
    """A filter's value as the page shows it."""
    if name == "unit":
        asked = number_of(value)
        unit = None if asked is None else last_known(asked)
        return unit.name if unit else value
    choices = getattr(FilterForm.base_fields.get(name), "choices", ())
    flat = [pair for pair in choices if isinstance(pair[1], str) or not isinstance(pair[1], list)]
    flat += [pair for _group, pairs in choices if isinstance(pairs, list) for pair in pairs]
    return str(dict(flat).get(value, value))


def _nodes(actor: Actor, params: QueryDict) -> Iterator[TreeNode]:
    check_reader(actor)
    asked = params.get("unit", "")
    tree = unit_tree(_day(params), number_of(asked))
    return _below(tree.roots)


def _below(nodes: Iterable[TreeNode]) -> Iterator[TreeNode]:
    for node in nodes:
        yield node
        yield from _below(node.children)


def _day(params: QueryDict) -> dt.date:
    try:
        return dt.date.fromisoformat(params.get("tanggal", ""))
    except ValueError:
        return clock.today()


def _requests(actor: Actor, params: QueryDict) -> list[CorrectionRow]:
    return corrections(actor)


PEOPLE = Listing(
    "pegawai", _("Pegawai"), "people:list",
    (
        Column("nip", "NIP", lambda r: civil_servant_number(r.row.full_number).replace("\u00a0", " "), private=True),
        Column("nama", _("Nama"), lambda r: r.row.name),
        Column("status", _("Status"), lambda r: r.row.employment),
        Column("golongan", _("Golongan"), lambda r: r.row.rank),
        Column("jabatan", _("Jabatan"), lambda r: r.row.post),
        Column("jenis_jabatan", _("Jenis jabatan"), _kind),
        Column("unit", _("Unit kerja"), lambda r: r.row.unit),
        Column("kelamin", _("Jenis kelamin"), lambda r: str(Person.Sex(r.row.sex).label)),
        Column("lahir", _("Tanggal lahir"), lambda r: r.row.born_on if r.private else None, private=True),
        Column("mulai", _("Mulai bekerja"), lambda r: r.row.joined_on),
        Column("surel", _("Surel"), lambda r: r.row.email if r.private else "", private=True),
        Column("keterangan", _("Keterangan"), lambda r: r.row.note),
    ),
    _people,
    (
        ("q", _("Kata cari")), ("unit", _("Unit")), ("kind", _("Jenis jabatan")), ("employment", _("Status")),
        ("rank", _("Golongan")), ("state", _("Keadaan")), ("sort", _("Urutan")),
    ),
    personal=True, word=_word,
)  # fmt: skip

CORRECTIONS = Listing(
    "koreksi-atasan", _("Koreksi atasan"), "people:corrections",
    (
        Column("pegawai", _("Pegawai"), lambda r: r.person),
        Column("tercatat", _("Menurut data"), lambda r: r.current),
        Column("benar", _("Yang benar"), lambda r: r.proposed),
        Column("sejak", _("Sejak"), lambda r: r.since),
        Column("alasan", _("Alasan"), lambda r: r.reason, private=True),
        Column("peminta", _("Diminta oleh"), lambda r: r.asked_by),
        Column("diminta", _("Diminta pada"), lambda r: r.asked_at),
        Column("batas", _("Batas jawaban"), lambda r: r.due_on),
        Column("keadaan", _("Keadaan"), lambda r: r.state_label),
        Column("pemutus", _("Diputus oleh"), lambda r: r.decided_by),
        Column("diputus", _("Diputus pada"), lambda r: r.decided_at),
    ),
    _requests, personal=True,
)  # fmt: skip

UNITS = Listing(
    "unit-kerja", _("Unit kerja"), "organization:tree",
    (
        Column("tingkat", _("Tingkat"), lambda r: r.depth + 1),
        Column("unit", _("Unit"), lambda r: r.name),
        Column("jenis", _("Jenis"), lambda r: r.kind.replace("_", " ")),
        Column("jabatan_pimpinan", _("Jabatan pimpinan"), lambda r: r.head_title),
        Column("pimpinan", _("Pimpinan"), lambda r: r.head),
        Column("pegawai", _("Pegawai di unit"), lambda r: r.staff),
        Column("seluruh", _("Pegawai dengan unit di bawahnya"), lambda r: r.total),
        Column("bawahan", _("Unit di bawahnya"), lambda r: r.below),
    ),
    _nodes, (("unit", _("Unit")), ("tanggal", _("Pada tanggal"))), word=_word,
)  # fmt: skip

LISTS = (PEOPLE, CORRECTIONS, UNITS)
