"""What visitors look at closely: real evidence files and receipts of the people they sign in as.

Events are stamped by the database with the moment of the load, as every event is; their payload tells the day meant.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from prestasi import __version__
from prestasi.demo import pictures
from prestasi.demo.planning import Plans
from prestasi.demo.reports import MONTH_WORDS
from prestasi.demo.results import Indicators
from prestasi.demo.settings import Order
from prestasi.demo.world import World

STARS = ("employee", "supervisor", "unit_head")
FILES = 60


@dataclass(slots=True)
class Showcase:
    """Collects events while the chunks pass by; `names` by person id."""

    order: Order
    cast: dict[str, int]
    names: dict[int, str]
    team: set[int]
    place: str
    events: list[dict[str, Any]] = field(default_factory=list)
    files: int = 0

    def dress_reports(
        self, plans: Plans, measured: Indicators, progress: pl.DataFrame, evidence: pl.DataFrame
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Receipts for the reports of the employee, and files instead of record numbers for employee and team."""
        employee = self.cast["employee"] + 1
        year = plans.year[progress["plan_id"].to_numpy() - 1] == self.order.today.year if len(progress) else []
        running = progress.filter(pl.Series(year, dtype=pl.Boolean))
        own = running.filter(pl.col("reported_by_id") == employee)
        waiting = running.filter(pl.col("reported_by_id").is_in(list(self.team)), pl.col("state") == "reported")
        numbers = {row["id"]: self._reported(plans, row) for row in own.iter_rows(named=True)}
        shown = pl.concat([own, waiting]).unique("id", maintain_order=True).head(FILES - self.files)
        files = [self._file(measured, row) for row in shown.iter_rows(named=True)]
        return _numbered(progress, numbers), _replaced(evidence, files)

    def _reported(self, plans: Plans, row: dict[str, Any]) -> int:
        unit = int(plans.frame["unit_id"][row["plan_id"] - 1])
        told = {"indicator": row["indicator_id"], "on": row["on"].isoformat(), "value": f"{row['value']:g}"}
        number = self._add(
            "progress.reported",
            row["reported_by_id"],
            row["reported_by_id"],
            unit,
            "progress",
            row["id"],
            "employee",
            told,
        )
        if row["state"] == "accepted":
            self._add(
                "progress.accepted",
                row["verified_by_id"],
                row["reported_by_id"],
                unit,
                "progress",
                row["id"],
                "superior",
                told,
            )
        return number

    def _file(self, measured: Indicators, row: dict[str, Any]) -> dict[str, Any]:
        """A photo for counts, a document for rates."""
        self.files += 1
        name = measured.frame["name"][row["indicator_id"] - 1]
        month = f"{MONTH_WORDS[row['on'].month - 1]} {row['on'].year}"
        stem = f"{name.lower().replace(' ', '-')[:60]}-{row['on']:%Y-%m}"
        if measured.frame["combine"][row["indicator_id"] - 1] == "sum":
            caption = f"{self.place}, {month}, {self.names[row['reported_by_id']]}"
            sha256, size, look = pictures.photo(name, caption)
            return _file_row(row, "photo", f"{stem}.jpg", "image/jpeg", sha256, size, look)
        lines = [f"Unit: {self.place}", f"Periode: {month}", f"Pelapor: {self.names[row['reported_by_id']]}",
                 f"Angka: {row['value']:g} {measured.frame['unit_of_measure'][row['indicator_id'] - 1]}"]  # fmt: skip
        sha256, size = pictures.document(f"Rekap {name}", lines)
        return _file_row(row, "file", f"{stem}.pdf", "application/pdf", sha256, size)

    def dress_evaluations(self, evaluated: pl.DataFrame) -> pl.DataFrame:
        """Receipts for the ratings, confirmations and openings of the stars."""
        stars = [self.cast[role] + 1 for role in STARS]
        numbers: dict[int, int] = {}
        for row in evaluated.filter(pl.col("person_id").is_in(stars), pl.col("predicate").is_not_null()).iter_rows(
            named=True
        ):
            numbers[row["id"]] = self._rated(row)
        return _numbered(evaluated, numbers)

    def _rated(self, row: dict[str, Any]) -> int:
        told = {"period": row["period_id"], "result": row["result_rating"], "behaviour": row["behaviour_rating"],
                "predicate": row["predicate"], "ruleset": row["ruleset"], "hash": row["ruleset_hash"]}  # fmt: skip
        about = (row["person_id"], row["unit_id"], "evaluation", row["id"])
        number = self._add("evaluation.rated", row["rated_by_id"], *about, "superior", told)
        if row["confirmed_by_id"] is not None:
            number = self._add("evaluation.confirmed", row["confirmed_by_id"], *about, "superior_above", told)
        if row["received_at"] is not None:
            self._add("evaluation.received", row["person_id"], *about, "employee", {"period": row["period_id"]})
        return number

    def add_plans(self, plans: Plans, versions: pl.DataFrame) -> None:
        """Receipts for the agreed plans of the stars."""
        stars = [self.cast[role] + 1 for role in STARS]
        frame = plans.frame.filter(pl.col("person_id").is_in(stars), pl.col("version") > 0)
        for row in (
            frame.join(versions.select("plan_id", "sha256"), left_on="id", right_on="plan_id")
            .sort("id")
            .iter_rows(named=True)
        ):
            about = (row["person_id"], row["unit_id"], "plan", row["id"])
            told = {"version": 1, "sha256": row["sha256"], "on": row["agreed_at"].date().isoformat()}
            self._add("plan.submitted", row["person_id"], *about, "self", told)
            self._add("plan.agreed", row["agreed_by_id"], *about, "superior", told)

    def add_load(self, counts: dict[str, int], sha256: str) -> None:
        """The one event of the load itself."""
        told = {"agency": self.order.agency.code, "today": self.order.today.isoformat(), "seed": self.order.seed,
                "people": counts["people_person"], "rows": sum(counts.values()), "sha256": sha256}  # fmt: skip
        self._add("demo.loaded", None, None, 1, "", None, "system", told, "organization.agency", 1)

    def _add(
        self, kind: str, actor: int | None, subject: int | None, unit: int | None, model: str, pk: int | None,
        capacity: str,
        told: dict[str, Any], object_type: str = "", object_id: int | None = None,
    ) -> int:  # fmt: skip
        self.events.append(
            {
                "id": len(self.events) + 1, "kind": kind, "actor_user_id": actor, "actor_person_id": actor,
                "actor_name": self.names.get(actor or 0, "Sistem"), "capacity": capacity, "subject_person_id": subject,
                "unit_id": unit, "object_type": object_type or f"performance.{model}", "object_id": object_id or pk,
                "payload": json.dumps(told), "request_id": "", "code_version": __version__,
            }
        )  # fmt: skip
        return len(self.events)

    def frame(self) -> pl.DataFrame:
        """`audit_event` without what the database stamps."""
        return pl.DataFrame(self.events, infer_schema_length=None)


def showcase(world: World, names: pl.DataFrame) -> Showcase:
    """For the people of the cast and the colleagues of the employee."""
    unit = world.roster.office[world.cast["supervisor"]]
    team = {int(i) + 1 for i in range(world.roster.staff) if world.roster.office[i] == unit}
    place = world.structure.offices[unit].name
    return Showcase(world.order, world.cast, dict(names.select("id", "name").iter_rows()), team, place)


def _file_row(
    row: dict[str, Any], kind: str, title: str, media_type: str, sha256: str, size: int, look: int | None = None
) -> dict[str, Any]:
    return {"progress_id": row["id"], "kind": kind, "title": title, "reference": "", "sha256": sha256,
            "media_type": media_type, "size": size, "taken_on": row["on"] if kind == "photo" else None,
            "picture_print": look}  # fmt: skip


def _numbered(frame: pl.DataFrame, numbers: dict[int, int]) -> pl.DataFrame:
    """With the column `event_id`, null where there is no receipt."""
    return frame.with_columns(event_id=pl.col("id").replace_strict(numbers, default=None, return_dtype=pl.Int64))


def _replaced(evidence: pl.DataFrame, files: list[dict[str, Any]]) -> pl.DataFrame:
    """The evidence rows of some reports turned into files."""
    evidence = evidence.with_columns(taken_on=pl.lit(None, dtype=pl.Date), picture_print=pl.lit(None, dtype=pl.Int64))
    if not files:
        return evidence
    new = pl.DataFrame(files, infer_schema_length=None).with_columns(
        pl.col("size").cast(pl.Int32), pl.col("picture_print").cast(pl.Int64)
    )
    return evidence.update(new, on="progress_id")
