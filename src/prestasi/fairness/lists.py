"""Fairness as files: raters, reports, slices, simulations, trends."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.core.http import number_of
from prestasi.core.lists import Column, Listing
from prestasi.fairness.permissions import simulation_or_404
from prestasi.fairness.queries import crossings, raters, simulations, slices, trends
from prestasi.fairness.queries.reports import Group, report_page
from prestasi.fairness.queries.words import DIMENSIONS, MEASURES, points


def _number(params: QueryDict, name: str) -> int:
    """A required id of the address."""
    value = number_of(params.get(name))
    if value is None:
        raise NotVisible
    return value


def _tenths(value: int | None) -> str:
    return "" if value is None else f"{value / 10:.1f}".replace(".", ",")


def _group(name: str) -> Callable[[tuple[str, Group]], Any]:
    return lambda row: _tenths(getattr(row[1], name))


GROUP_COLUMNS = (
    Column("irisan", _("Irisan"), lambda r: r[0]),
    Column("kelompok", _("Kelompok"), lambda r: r[1].name),
    Column("orang", _("Orang"), lambda r: r[1].n),
    Column("bagian", _("Bagian (%)"), _group("share")),
    Column("bagian_bawah", _("Bagian, batas bawah"), _group("share_low")),
    Column("bagian_atas", _("Bagian, batas atas"), _group("share_high")),
    Column("selisih", _("Selisih mentah (poin)"), _group("gap")),
    Column("sebanding", _("Selisih sebanding (poin)"), _group("adjusted")),
    Column("sebanding_bawah", _("Selisih sebanding, batas bawah"), _group("adjusted_low")),
    Column("sebanding_atas", _("Selisih sebanding, batas atas"), _group("adjusted_high")),
    Column("disembunyikan", _("Disembunyikan"), lambda r: r[1].is_hidden),
    Column("perlu_dilihat", _("Di bawah empat perlima"), lambda r: r[1].is_flagged),
)


def _report(actor: Actor, params: QueryDict) -> Iterable[tuple[str, Group]]:
    page = report_page(actor, _number(params, "laporan"))
    return [(d.title, group) for d in page.dimensions for group in d.groups]


def _slices(actor: Actor, params: QueryDict) -> Iterable[tuple[str, Group]]:
    asked = {name: params.get(name, "") for name in ("periode", "unit", "irisan", "ukuran")}
    title = str(DIMENSIONS.get(asked["irisan"], DIMENSIONS["sex"]))
    return [(title, group) for group in slices.table(actor, asked)]


def _raters(actor: Actor, params: QueryDict) -> Iterable[raters.Line]:
    page = raters.overview(actor, params.get("temuan", ""), params.get("q", "")[:80], most=20_000)
    return page.lines if page else ()


def _changes(actor: Actor, params: QueryDict) -> Iterable[simulations.Change]:
    return simulations.changes(simulation_or_404(actor, _number(params, "simulasi")))


def _trend(query: Callable[[Actor, int], trends.Trend]) -> Callable[[Actor, QueryDict], Iterable[trends.Point]]:
    return lambda actor, params: query(actor, _number(params, "id")).points


def _cell(place: int) -> Callable[[trends.Point], str]:
    return lambda point: point.cells[place] if place < len(point.cells) else ""


def _trend_list(kind: str, title: Any, page: str, query: Any, heads: tuple[Any, ...], personal: bool) -> Listing:
    columns: tuple[Column, ...] = (Column("periode", _("Periode"), lambda p: p.title),)
    columns += tuple(Column(f"k{place}", head, _cell(place)) for place, head in enumerate(heads))
    return Listing(f"tren-{kind}", title, page, columns, _trend(query), (("id", _("Tentang")),), personal=personal)


LISTS = (
    Listing(
        "laporan-keadilan", _("Laporan keadilan"), "fairness:reports", GROUP_COLUMNS, _report,
        (("laporan", _("Laporan")),),
    ),
    Listing(
        "irisan", _("Irisan hasil"), "fairness:slices", GROUP_COLUMNS, _slices,
        (("periode", _("Periode")), ("unit", _("Unit")), ("irisan", _("Irisan")), ("ukuran", _("Ukuran"))),
        word=lambda name, value: str((DIMENSIONS if name == "irisan" else MEASURES).get(value, value)),
    ),
    Listing(
        "irisan-silang", _("Irisan silang"), "fairness:slices",
        (
            Column("kelompok", _("Kelompok"), lambda r: r[0]),
            Column("kelompok_kedua", _("Kelompok kedua"), lambda r: r[1]),
            Column("orang", _("Orang"), lambda r: 0 if r[2].is_empty else r[2].n),
            Column("bagian", _("Bagian (%)"), lambda r: _tenths(r[2].share)),
            Column("bagian_bawah", _("Bagian, batas bawah"), lambda r: _tenths(r[2].low)),
            Column("bagian_atas", _("Bagian, batas atas"), lambda r: _tenths(r[2].high)),
            Column("disembunyikan", _("Disembunyikan"), lambda r: r[2].n is None and not r[2].is_empty),
        ),
        crossings.table,
        (
            ("periode", _("Periode")), ("unit", _("Unit")), ("irisan", _("Irisan")), ("dan", _("Silangkan dengan")),
            ("ukuran", _("Ukuran")),
        ),
        word=lambda name, value: str((MEASURES if name == "ukuran" else DIMENSIONS).get(value, value)),
    ),
    Listing(
        "penilai", _("Penilai"), "fairness:raters",
        (
            Column("penilai", _("Penilai"), lambda r: r.name, private=True),
            Column("orang", _("Orang"), lambda r: r.people),
            Column("mentah", _("Rata-rata mentah"), lambda r: points(r.mean)),
            Column("terkoreksi", _("Rata-rata terkoreksi"), lambda r: points(r.corrected)),
            Column("selang", _("Selang longgar-ketat"), lambda r: r.interval),
            Column("temuan", _("Temuan"), lambda r: r.findings),
        ),
        _raters, (("temuan", _("Temuan")), ("q", _("Kata cari"))), personal=True,
    ),
    Listing(
        "simulasi", _("Perubahan dalam simulasi"), "fairness:simulations",
        (
            Column("pegawai", _("Pegawai"), lambda r: r.person, private=True),
            Column("unit", _("Unit"), lambda r: r.unit),
            Column("sebelum", _("Sebelum"), lambda r: r.before),
            Column("sesudah", _("Sesudah"), lambda r: r.after),
        ),
        _changes, (("simulasi", _("Simulasi")),), personal=True,
    ),
    _trend_list(
        "pegawai", _("Tren hasil"), "performance:my_results", trends.person_trend,
        (_("Capaian (%)"), _("Hasil kerja"), _("Perilaku"), _("Predikat"), _("Penilai")), True,
    ),
    _trend_list(
        "unit", _("Tren unit"), "fairness:slices", trends.unit_trend,
        (_("Orang"), _("Sangat baik (%)"), _("Baik (%)"), _("Di bawah baik (%)")), False,
    ),
    _trend_list(
        "penilai", _("Tren penilai"), "fairness:my_habits", trends.rater_trend,
        (_("Orang"), _("Di atas (%)"), _("Sesuai (%)"), _("Di bawah (%)")), True,
    ),
)  # fmt: skip
