"""Lists of performance pages that can be downloaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.http import number_of
from prestasi.core.lists import Column, Listing
from prestasi.performance.queries.confirmations import Rated, confirmations_page
from prestasi.performance.queries.evidence import EvidenceRow, all_evidence
from prestasi.performance.queries.feedback import Note, all_notes
from prestasi.performance.queries.goal_tree import Figure, Node, tree_page
from prestasi.performance.queries.matrix import CellItem, MatrixRow, matrix_page
from prestasi.performance.queries.matrix import Column as Heading
from prestasi.performance.queries.my_result import PastResult, own_results
from prestasi.performance.queries.team import Member, team_page
from prestasi.performance.queries.unit_achievement import UnitLevel, achievements_page

TABLE_LEVELS = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """A node of the tree with one of its figures; a node without a figure stands alone."""

    node: Node
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class Contribution:
    """One person's share in one result of the leader; `item` is None where there is none."""

    row: MatrixRow
    heading: Heading
    item: CellItem | None


def _evidence(actor: Actor, params: QueryDict) -> Iterator[EvidenceRow]:
    return all_evidence(actor, params.get("status", ""))


def _team(actor: Actor, params: QueryDict) -> tuple[Member, ...]:
    return team_page(actor).members


def _rated(actor: Actor, params: QueryDict) -> Iterable[tuple[str, Rated]]:
    return [(group.rater, row) for group in confirmations_page(actor).groups for row in group.rows]


def _levels(actor: Actor, params: QueryDict) -> tuple[UnitLevel, ...]:
    return achievements_page(actor).rows


def _notes(actor: Actor, params: QueryDict) -> tuple[Note, ...]:
    return all_notes(actor)


def _results(actor: Actor, params: QueryDict) -> tuple[PastResult, ...]:
    return own_results(actor)


def _tree(actor: Actor, params: QueryDict) -> list[Measured]:
    year = number_of(params.get("tahun")) or clock.today().year
    page = tree_page(actor, number_of(params.get("unit")), year, [], TABLE_LEVELS, params.get("belum") == "semua")
    return [Measured(node, figure) for node in page.flat() for figure in node.figures or (None,)]


def _matrix(actor: Actor, params: QueryDict) -> list[Contribution]:
    page = matrix_page(actor, number_of(params.get("atasan")), number_of(params.get("tahun")))
    return [
        Contribution(row, heading, item)
        for row in page.rows
        for heading, cell in zip(page.columns, row.cells, strict=True)
        for item in cell.items or (None,)
    ]


EVIDENCE = Listing(
    "bukti", _("Bukti"), "performance:evidence",
    (
        Column("judul", _("Bukti"), lambda r: r.title),
        Column("acuan", _("Tautan"), lambda r: r.reference),
        Column("hasil", _("Hasil kerja"), lambda r: r.result),
        Column("indikator", _("Indikator"), lambda r: r.indicator),
        Column("tanggal", _("Tanggal capaian"), lambda r: r.on),
        Column("nilai", _("Nilai"), lambda r: r.value),
        Column("satuan", _("Satuan"), lambda r: r.unit),
        Column("keadaan", _("Keadaan"), lambda r: str(r.state_label)),
        Column("alasan", _("Alasan dikembalikan"), lambda r: r.reason),
        Column("ditambahkan", _("Ditambahkan"), lambda r: r.added_at),
        Column("ukuran", _("Ukuran (bita)"), lambda r: r.size),
        Column("sidik", _("Sidik SHA-256"), lambda r: r.sha256),
        Column("bukti_terima", _("Bukti terima"), lambda r: r.receipt_number),
    ),
    _evidence, (("status", _("Keadaan")),),
)  # fmt: skip

TEAM = Listing(
    "tim", _("Tim saya"), "performance:team",
    (
        Column("pegawai", _("Pegawai"), lambda r: r.name),
        Column("jabatan", _("Jabatan"), lambda r: r.post),
        Column("berhalangan", _("Berhalangan"), lambda r: str(r.is_away)),
        Column("rencana", _("Rencana"), lambda r: str(r.plan.words)),
        Column("catatan_terakhir", _("Catatan terakhir"), lambda r: r.last_report_on),
        Column("menunggu", _("Menunggu ditinjau"), lambda r: r.waiting),
        Column("tertinggal", _("Hasil tertinggal"), lambda r: r.behind),
        Column("tanpa_bukti", _("Hasil tanpa bukti"), lambda r: r.without_evidence),
        Column("hasil", _("Hasil kerja"), lambda r: r.results),
        Column("umpan_balik", _("Umpan balik"), lambda r: r.feedback),
        Column("penilaian", _("Penilaian"), lambda r: str(r.evaluation.words)),
        Column("risiko", _("Perlu dibicarakan"), lambda r: "; ".join(map(str, r.risks))),
    ),
    _team, personal=True,
)  # fmt: skip

CONFIRMATIONS = Listing(
    "penetapan", _("Penetapan hasil"), "performance:confirmations",
    (
        Column("penilai", _("Pejabat penilai"), lambda r: r[0]),
        Column("pegawai", _("Pegawai"), lambda r: r[1].name),
        Column("jabatan", _("Jabatan"), lambda r: r[1].post),
        Column("hasil", _("Hasil kerja"), lambda r: r[1].result),
        Column("perilaku", _("Perilaku kerja"), lambda r: r[1].behaviour),
        Column("predikat", _("Predikat"), lambda r: r[1].word),
        Column("alasan", _("Alasan penilai"), lambda r: r[1].reason, private=True),
    ),
    _rated, personal=True,
)  # fmt: skip

ACHIEVEMENTS = Listing(
    "capaian-organisasi", _("Capaian organisasi"), "performance:achievements",
    (
        Column("unit", _("Unit"), lambda r: r.unit),
        Column("pimpinan", _("Pimpinan"), lambda r: r.head),
        Column("periode", _("Periode"), lambda r: r.period),
        Column("capaian", _("Capaian"), lambda r: str(r.label)),
        Column("dasar", _("Dasar"), lambda r: r.reason),
    ),
    _levels,
)  # fmt: skip

FEEDBACK = Listing(
    "umpan-balik", _("Umpan balik"), "performance:feedback",
    (
        Column("arah", _("Arah"), lambda r: str(_("dari Anda") if r.is_given else _("untuk Anda"))),
        Column("pemberi", _("Pemberi"), lambda r: r.giver),
        Column("penerima", _("Penerima"), lambda r: r.person),
        Column("jenis", _("Jenis"), lambda r: str(r.label)),
        Column("tentang", _("Tentang"), lambda r: r.about),
        Column("isi", _("Isi"), lambda r: r.text),
        Column("waktu", _("Waktu"), lambda r: r.at),
    ),
    _notes,
)  # fmt: skip

RESULTS = Listing(
    "hasil-saya", _("Hasil saya"), "performance:my_results",
    (
        Column("periode", _("Periode"), lambda r: r.title),
        Column("jabatan", _("Jabatan"), lambda r: r.post),
        Column("predikat", _("Predikat"), lambda r: r.word),
        Column("hasil", _("Hasil kerja"), lambda r: "" if r.is_sealed else r.result),
        Column("perilaku", _("Perilaku kerja"), lambda r: "" if r.is_sealed else r.behaviour),
        Column("ditetapkan", _("Ditetapkan"), lambda r: r.decided_at),
    ),
    _results,
)  # fmt: skip

TREE = Listing(
    "pohon-kinerja", _("Pohon kinerja"), "performance:goal_tree",
    (
        Column("kedalaman", _("Kedalaman"), lambda r: r.node.depth + 1),
        Column("tingkat", _("Tingkat"), lambda r: str(r.node.label)),
        Column("hasil", _("Hasil"), lambda r: r.node.text),
        Column("pemilik", _("Pemilik"), lambda r: r.node.who),
        Column("indikator", _("Indikator"), lambda r: r.figure and r.figure.name),
        Column("realisasi", _("Realisasi"), lambda r: r.figure and r.figure.raw),
        Column("target", _("Target"), lambda r: r.figure and r.figure.flag),
        Column("satuan", _("Satuan"), lambda r: r.figure and r.figure.unit),
        Column("tanda", _("Tanda"), lambda r: str(r.node.mark)),
    ),
    _tree, (("unit", _("Unit")), ("tahun", _("Tahun")), ("belum", _("Yang belum tertaut"))),
)  # fmt: skip

MATRIX = Listing(
    "matriks", _("Matriks peran hasil"), "performance:matrix",
    (
        Column("pegawai", _("Pegawai"), lambda r: r.row.name),
        Column("jabatan", _("Jabatan"), lambda r: r.row.position),
        Column("rencana", _("Keadaan rencana"), lambda r: str(r.row.state)),
        Column("nomor", _("Nomor hasil pimpinan"), lambda r: r.heading.number),
        Column("hasil_pimpinan", _("Hasil pimpinan"), lambda r: r.heading.text),
        Column("peran", _("Hasil pegawai"), lambda r: r.item and r.item.text),
        Column("langsung", _("Langsung"), lambda r: r.item and r.item.is_direct),
    ),
    _matrix, (("atasan", _("Pimpinan")), ("tahun", _("Tahun"))), personal=True,
)  # fmt: skip

LISTS = (EVIDENCE, TEAM, CONFIRMATIONS, ACHIEVEMENTS, FEEDBACK, RESULTS, TREE, MATRIX)
