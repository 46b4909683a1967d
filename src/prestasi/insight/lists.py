"""The control room and the periods as files."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.core.actor import Actor
from prestasi.core.http import number_of
from prestasi.core.lists import Column, Listing
from prestasi.insight.queries.control_room import control_room
from prestasi.insight.queries.cycles import CycleLine, PeriodLine, cycles
from prestasi.insight.queries.flow import Flow


def _room(actor: Actor, params: QueryDict) -> tuple[Flow, ...]:
    return control_room(
        actor, number_of(params.get("unit")), period_id=number_of(params.get("periode")),
        sort=params.get("urut", "dinilai"),
        query=params.get("q", "")[:80],
    ).rows  # fmt: skip


def _periods(actor: Actor, params: QueryDict) -> Iterator[tuple[CycleLine, PeriodLine]]:
    return ((cycle, period) for cycle in cycles(actor) for period in cycle.periods)


ROOM = Listing(
    "ruang-kendali", _("Ruang kendali"), "insight:control_room",
    (
        Column("unit", _("Unit"), lambda r: r.name),
        Column("rencana", _("Rencana"), lambda r: r.people),
        Column("belum_mulai", _("Belum mulai"), lambda r: r.unplanned),
        Column("draf", _("Draf"), lambda r: r.drafts),
        Column("diajukan", _("Diajukan"), lambda r: r.submitted),
        Column("disepakati", _("Rencana disepakati (%)"), lambda r: r.agreed),
        Column("evaluasi_diri", _("Evaluasi diri (%)"), lambda r: r.self_assessed),
        Column("dinilai", _("Dinilai (%)"), lambda r: r.rated),
        Column("ditetapkan", _("Ditetapkan (%)"), lambda r: r.confirmed),
        Column("dibuka", _("Dibuka pegawai (%)"), lambda r: r.opened),
        Column("bukti_menunggu", _("Bukti menunggu"), lambda r: r.waiting),
    ),
    _room, (("unit", _("Unit")), ("periode", _("Periode")), ("q", _("Kata cari")), ("urut", _("Urutan"))),
)  # fmt: skip

PERIODS = Listing(
    "periode", _("Periode dan aturan"), "insight:cycles",
    (
        Column("tahun", _("Tahun"), lambda r: str(r[0].year)),
        Column("periode", _("Periode"), lambda r: r[1].title),
        Column("mulai", _("Mulai"), lambda r: r[1].starts_on),
        Column("selesai", _("Selesai"), lambda r: r[1].ends_on),
        Column("keadaan", _("Keadaan"), lambda r: r[1].state),
        Column("aturan", _("Aturan"), lambda r: r[0].ruleset),
        Column("batas_diri", _("Batas evaluasi diri"), lambda r: r[1].self_due_on),
        Column("batas_nilai", _("Batas penilaian"), lambda r: r[1].rating_due_on),
        Column("batas_tetap", _("Batas penetapan"), lambda r: r[1].confirm_due_on),
        Column("evaluasi", _("Evaluasi"), lambda r: r[1].total),
        Column("dinilai", _("Dinilai"), lambda r: r[1].rated),
        Column("ditetapkan", _("Ditetapkan"), lambda r: r[1].confirmed),
        Column("dilewati", _("Dilewati"), lambda r: r[1].skipped),
    ),
    _periods,
)  # fmt: skip

LISTS = (ROOM, PERIODS)
