"""The load: everything generated in order, copied in one transaction, checked, and counted."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.db import connections, transaction

from prestasi.accounts.demo import create_demo_users
from prestasi.core.trouble import Trouble
from prestasi.demo import (
    SEED,
    calibration,
    colleagues,
    credits,
    crosscutting,
    daylog,
    described,
    fairness,
    mailroom,
    objections,
    outlets,
    performance,
    siasn,
    talks,
)
from prestasi.demo import staff as roll
from prestasi.demo.copying import Copier, analyze, reset_sequences, set_aside
from prestasi.demo.settings import place
from prestasi.demo.users import sign_ins
from prestasi.demo.world import Table, World

Progress = Callable[[str, float], None]

STEPS = {
    "organization_agency": "Instansi dan hari libur",
    "organization_unit": "Unit dan jabatan",
    "people_person": "Pegawai",
    "people_assignment": "Penempatan dan atasan",
    "accounts_user": "Akun",
    "performance_goal": "Sasaran dan indikator daerah",
    "performance_plan": "Rencana kinerja",
    "performance_planversion": "Dokumen rencana",
    "performance_progress": "Capaian, bukti dan penilaian",
}
TABLES = [
    "organization_agency", "organization_holiday", "organization_jobfamily", "organization_unit",
    "organization_unitversion", "organization_position", "people_person", "people_identitynumber", "people_rankrecord",
    "people_education", "people_leave", "people_assignment", "people_reportingline", "accounts_user",
    "performance_goal", "performance_goalindicator", "performance_goalvalue", "performance_cycle", "performance_period",
    "performance_plan", "performance_expectedresult", "performance_resultlink", "performance_indicator",
    "performance_planattachment", "performance_behaviourexpectation", "performance_planversion",
    "performance_feedbacknote", "performance_unitachievement", "performance_progress", "performance_evidence",
    "dialogue_dialogue", "dialogue_agreement", "dialogue_agreementreview", "dialogue_feedbackrequest",
    "performance_evaluation", "performance_itemrating", "worklog_entry", "worklog_question",
    "colleagues_questionset", "colleagues_statement", "colleagues_round", "colleagues_groupweight",
    "colleagues_subject", "colleagues_invitation", "colleagues_groupresult", "colleagues_outcome",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summary:
    """Rows by table, the hash over their content, the people of the showcase by role (person ids), seconds by phase."""

    counts: dict[str, int]
    sha256: str
    cast: dict[str, int]
    today: dt.date
    seconds: dict[str, float] = field(default_factory=dict)


def load(
    agency: str = "sleman",
    today: dt.date | None = None,
    staff: int | None = None,
    progress: Progress | None = None,
    seed: int = SEED,
    *,
    years: int = 2,
    using: str = "owner",
) -> Summary:
    """Fill an empty database with one agency. Raises Trouble when people are there already.

    `progress` is called with a label and the share done. The same agency, day, size and seed give the same hash.
    """
    tell = progress or (lambda label, share: None)
    order = place(agency, today, staff, seed, years)
    _refuse_filled(using)
    tell("Menyusun unit dan pegawai", 0.0)
    watch = _Watch()
    world = roll.build(order)
    watch.lap("build")
    copier = Copier(using)
    expected = order.staff * order.years * 88
    with transaction.atomic(using=using):
        with set_aside(using, TABLES, watch.lap, tell):
            watch.lap("set aside")
            label = ""
            for table, frame in _ahead(tables(world)):
                watch.lap("wait for rows")
                copier.write(table, frame)
                watch.lap("copy")
                label = STEPS.get(table, label)
                tell(label, min(0.85, 0.85 * sum(copier.counts.values()) / expected))
        _finish(world, copier)
    analyze(using, [*TABLES, "insight_tally", "insight_recent"])
    watch.lap("analyze")
    cast = {role: row + 1 for role, row in world.cast.items()}
    described.settle(using)
    watch.lap("described")
    tell("Menghitung keadilan", 0.98)
    fairness.settle(cast, order.today)
    watch.lap("fairness")
    tell("Membandingkan dengan SIASN", 0.99)
    siasn.settle(cast, order.today)
    watch.lap("siasn")
    credits.settle(cast, order.today)
    outlets.settle(cast)
    watch.lap("outlets")
    tell("Selesai", 1.0)
    return Summary(copier.counts, copier.digest.hexdigest(), cast, order.today, watch.seconds)


def _ahead(found: Iterator[Table]) -> Iterator[Table]:
    """The same tables, the next one made while the present one is written."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, found, None)
        while (table := coming.result()) is not None:
            coming = pool.submit(next, found, None)
            yield table


def _finish(world: World, copier: Copier) -> None:
    """Receipts and the sign-ins of the showcase, with all constraints and triggers back in force."""
    assert world.showcase is not None
    world.showcase.add_load(copier.counts, copier.digest.hexdigest())
    copier.write("audit_event", world.showcase.frame())
    reset_sequences(copier.using, ["audit_event"])
    create_demo_users(sign_ins(world), using=copier.using)
    colleagues.seal_rounds(world, copier.using)
    talks.add_improvements(copier.using, world.order.today)
    with connections[copier.using].cursor() as cursor:
        cursor.execute("SELECT insight_rebuild_tallies()")
    calibration.write(world, copier.using)
    objections.write(world, copier.using)
    credits.write(world, copier.using)
    mailroom.write(world, copier.using)
    crosscutting.write(world, copier.using)


def tables(world: World) -> Iterator[Table]:
    """Every table with its rows, in an order in which each finds what it points to."""
    yield from roll.tables(world)
    yield from performance.tables(world)
    yield from daylog.tables(world)
    yield from colleagues.tables(world)
    yield from fairness.tables(world)


class _Watch:
    """Seconds spent in each phase."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.at = time.monotonic()

    def lap(self, phase: str) -> None:
        now = time.monotonic()
        self.seconds[phase] = self.seconds.get(phase, 0.0) + now - self.at
        self.at = now


def _refuse_filled(using: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM people_person)")
        if cursor.fetchone()[0]:
            raise Trouble("Basis data sudah berisi pegawai.", "Muat data contoh ke basis data yang kosong.")
