"""Goals: the published tree of the region, and results of units below it with their targets."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from prestasi.demo import source
from prestasi.demo.seeded import stream
from prestasi.demo.settings import Order
from prestasi.demo.sizing import Structure
from prestasi.demo.templates import role_name, templates

LEVELS = {"visi": "visi", "misi": "misi", "dokumen": "tujuan", "sasaran": "sasaran"}
PARENT = {
    "sleman": {"kesehatan": "g-slm-s21-sdm", "pendidikan": "g-slm-s21-sdm", "perempuan_anak": "g-slm-s21-sdm",
               "perizinan": "g-slm-s21-eko", "ekonomi": "g-slm-s21-eko", "pertanian": "g-slm-s21-eko",
               "pekerjaan_umum": "g-slm-s21-eko", "sosial": "g-slm-s21-sos", "tenaga_kerja": "g-slm-s21-sos",
               "pariwisata": "g-slm-s21-wis", "": "g-slm-s21-rb"},
    "jakarta": {"kesehatan": "g-jkt-s23-4", "pendidikan": "g-jkt-s23-1", "keuangan": "g-jkt-s23-5",
                "perizinan": "g-jkt-s23-5", "pekerjaan_umum": "g-jkt-s23-3", "perhubungan": "g-jkt-s23-3",
                "": "g-jkt-s23-2"},
}  # fmt: skip
PUBLISHED = {
    ("slm-dinas-kesehatan", "gizi"): "i-slm-stunting",
    ("slm-dinas-kesehatan", "ukur"): "i-slm-ukur",
    ("slm-dinas-kesehatan", "jkn"): "i-slm-uhc",
    ("jkt-dinas-kesehatan", "gizi"): "i-jkt-stunting",
}
PATTERN = "Pola lembar kinerja puskesmas 2018-2019; angka data contoh"


@dataclass(slots=True)
class Goals:
    """Three tables as rows, and where the results of a head's plan find their goal: (unit id, template) -> ids."""

    goals: list[dict[str, object]] = field(default_factory=list)
    indicators: list[dict[str, object]] = field(default_factory=list)
    values: list[dict[str, object]] = field(default_factory=list)
    goal_of: dict[tuple[int, int], int] = field(default_factory=dict)
    indicator_of: dict[tuple[int, int], int] = field(default_factory=dict)

    def frames(self) -> list[tuple[str, pl.DataFrame]]:
        return [
            ("performance_goal", pl.DataFrame(self.goals, infer_schema_length=None)),
            ("performance_goalindicator", pl.DataFrame(self.indicators, infer_schema_length=None)),
            ("performance_goalvalue", pl.DataFrame(self.values, infer_schema_length=None)),
        ]


def goals(order: Order, structure: Structure) -> Goals:
    """The tree of the area with a result for every leading unit and every health centre."""
    found = Goals()
    _published(order, structure, found)
    random = stream(order.seed, "goals")
    top = {
        i for i, office in enumerate(structure.offices) if office.parent == order.agency.root and not office.reports_to
    }
    for i in sorted(top):
        if structure.offices[i].head_title:
            _unit_goals(order, structure, found, i, random)
    for i, office in enumerate(structure.offices):
        if office.kind == "puskesmas":
            _centre_goal(order, structure, found, i, random)
    return found


def _published(order: Order, structure: Structure, found: Goals) -> None:
    area = order.agency.code
    ids: dict[str, int] = {}
    units = structure.index()
    for row in (r for r in source.rows("goal_tree") if r["area"] == area):
        first, _, last = row["period"].partition("-")
        ids[row["node_id"]] = _add_goal(
            found, code=row["node_id"], level=LEVELS[row["level"]], text=row["text"],
            parent_id=ids.get(row["parent_id"]),
            year_from=int(first), year_to=int(last or first), source=row["source"], confidence=row["confidence"],
            parent_link=row["parent_link"] or "published",
        )  # fmt: skip
    parents = {r["indicator_id"]: r["parent_id"] for r in source.rows("goal_indicators")}
    for row in (r for r in source.rows("goal_indicators") if r["area"] == area):
        above = row["parent_id"]
        while above not in ids:
            above = parents[above]
        owner = units.get(row["owner_unit_id"][:80])
        _add_indicator(
            found, code=row["indicator_id"], goal_id=ids[above], owner_unit_id=None if owner is None else owner + 1,
            name=row["name"], unit_of_measure=row["unit"], direction=row["direction"], source=row["source"],
            confidence=row["confidence"], combine="last", frequency="yearly", data_source="",
        )  # fmt: skip
    known = {str(row["code"]): int(str(row["id"])) for row in found.indicators}
    for row in source.rows("goal_values"):
        if row["indicator_id"] in known and "WTP" not in (row["target"], row["realisation"]):
            _add_value(
                found, known[row["indicator_id"]], dt.date.fromisoformat(row["period_end"]), row["period_type"],
                row["target"] or None, row["realisation"] or None, row["source"], row["confidence"], row["note"],
            )  # fmt: skip


def _add_goal(found: Goals, **row: object) -> int:
    found.goals.append({"id": len(found.goals) + 1, "unit_id": None, **row})
    return len(found.goals)


def _add_indicator(found: Goals, **row: object) -> int:
    found.indicators.append({"id": len(found.indicators) + 1, "start_value": None, "formula": "", **row})
    return len(found.indicators)


def _add_value(
    found: Goals, indicator: int, end: dt.date, kind: str, target: str | None, real: str | None, origin: str,
    sure: str, note: str
) -> None:  # fmt: skip
    found.values.append(
        {
            "id": len(found.values) + 1, "indicator_id": indicator, "year": end.year, "period_end": end,
            "period_type": kind, "target": target, "realisation": real, "source": origin, "confidence": sure,
            "note": note[:300],
        }
    )  # fmt: skip


def _unit_goals(order: Order, structure: Structure, found: Goals, unit: int, random: np.random.Generator) -> None:
    """One result of the unit for each planned result of its head."""
    office, table = structure.offices[unit], templates()
    role = table.role_of[role_name(office, office.head_family, True)]
    by_code = {str(row["code"]): int(str(row["id"])) for row in found.goals}
    parents = PARENT[order.agency.code]
    above = by_code[parents.get(office.sector, parents[""])]
    for k in range(table.role_count[role]):
        result = int(table.role_first[role] + k)
        found.goal_of[unit + 1, result] = _add_goal(
            found, code=f"hu-{unit + 1}-{k + 1}", level="hasil_unit", text=f"{table.text[result]}", parent_id=above,
            unit_id=unit + 1, year_from=order.first_year, year_to=order.today.year, source="demo", confidence="unsure",
            parent_link="assigned",
        )  # fmt: skip
        _unit_indicator(order, structure, found, unit, result, random)


def _unit_indicator(
    order: Order, structure: Structure, found: Goals, unit: int, result: int, random: np.random.Generator
) -> None:
    table, office = templates(), structure.offices[unit]
    k = int(table.result_first[result])
    known = {str(row["code"]): int(str(row["id"])) for row in found.indicators}
    published = known.get(PUBLISHED.get((office.code, str(table.theme[result])), ""))
    indicator = published or _add_indicator(
        found, code=f"iu-{unit + 1}-{result}", goal_id=found.goal_of[unit + 1, result], owner_unit_id=unit + 1,
        name=table.name[k], unit_of_measure=table.measure[k], direction=table.direction[k], combine=table.combine[k],
        frequency=table.frequency[k], source="demo", confidence="unsure",
        data_source="Laporan capaian perangkat daerah",
    )  # fmt: skip
    found.indicator_of[unit + 1, result] = indicator
    _yearly_values(order, found, indicator, k, random)


def _yearly_values(order: Order, found: Goals, indicator: int, k: int, random: np.random.Generator) -> None:
    """Target and figure of each covered year; the running year to the end of the last quarter."""
    table = templates()
    target = float(table.low[k] + (table.high[k] - table.low[k]) * random.random())
    taken = {(row["indicator_id"], row["period_end"]) for row in found.values}
    for year in range(order.first_year, order.today.year + 1):
        share = 0.97 + random.random() * 0.07
        figure = target * (2 - share if table.direction[k] == "lower" else share)
        if table.measure[k] == "persen":
            figure = min(figure, 100.0)
        running = year == order.today.year
        if (indicator, dt.date(year, 12, 31)) not in taken:
            _add_value(
                found, indicator, dt.date(year, 12, 31), "year", f"{target:.2f}", None if running else f"{figure:.2f}",
                "demo", "unsure", "Data contoh",
            )  # fmt: skip
        quarter = (order.today.month - 1) // 3
        if running and quarter:
            end = dt.date(year, quarter * 3 + 1, 1) - dt.timedelta(days=1)
            part = figure * quarter / 4 if table.combine[k] == "sum" else figure
            _add_value(found, indicator, end, "ytd", f"{target:.2f}", f"{part:.2f}", "demo", "unsure", "Data contoh")


def _centre_goal(order: Order, structure: Structure, found: Goals, unit: int, random: np.random.Generator) -> None:
    """The immunisation result of a health centre below the one of its agency."""
    office, table = structure.offices[unit], templates()
    health = structure.index()[office.parent or ""] + 1
    top = next(
        (goal for (at, result), goal in found.goal_of.items() if at == health and table.theme[result] == "imunisasi"),
        None,
    )
    role = table.role_of["kepala_puskesmas"]
    result = int(table.role_first[role])
    found.goal_of[unit + 1, result] = _add_goal(
        found, code=f"hp-{unit + 1}", level="hasil_unit",
        text=f"Tercapainya imunisasi dasar lengkap di wilayah {office.name}",
        parent_id=top, unit_id=unit + 1, year_from=order.first_year, year_to=order.today.year, source="demo",
        confidence="unsure", parent_link="assigned",
    )  # fmt: skip
    k = int(table.result_first[result])
    indicator = _add_indicator(
        found, code=f"ip-{unit + 1}", goal_id=found.goal_of[unit + 1, result], owner_unit_id=unit + 1,
        name=table.name[k],
        unit_of_measure=table.measure[k], direction="higher", combine="sum", frequency="monthly", source="demo",
        confidence="unsure", data_source=PATTERN,
    )  # fmt: skip
    found.indicator_of[unit + 1, result] = indicator
    _yearly_values(order, found, indicator, k, random)
