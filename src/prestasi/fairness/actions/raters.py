"""Computing how raters rate, and telling them first."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import SYSTEM, Actor
from prestasi.core.errors import Closed
from prestasi.core.receipt import Receipt
from prestasi.fairness import mapping
from prestasi.fairness.models import RaterFinding, RaterRun
from prestasi.fairness.permissions import check_makes
from prestasi.fairness.queries.frames import rater_frame
from prestasi.fairness.states import PRIVATE_DAYS
from prestasi.notices.actions.notify import notify_many
from prestasi.notices.models import Notice
from prestasi.people.models import Assignment
from prestasi.performance.models import Period
from prestasi.performance.permissions.evaluation import person_of

YEARS = 3


def compute_raters(*, by: Actor, key: str | None = None, told_on: dt.date | None = None) -> Receipt:
    """Figures of all raters over the closed quarters of three years; each rater is told, the office waits.

    `told_on` may lie in the past only for loaded data. Raises Closed when nothing has changed since the last run.
    """

    def act() -> Receipt:
        if by != SYSTEM:
            check_makes(by)
        run, found, graded = _run(by, told_on or clock.today())
        RaterFinding.objects.bulk_create(_findings(run, found, graded), batch_size=2000)
        _tell(run)
        return record(
            "raters.computed", by=by, about=run, payload={"raters": found.raters.height, "sha256": run.sha256},
            next_step=_("Penilai membaca laporannya %(n)d hari lebih dahulu.") % {"n": PRIVATE_DAYS},
        )  # fmt: skip

    return once(key, by, act)


def _run(by: Actor, told_on: dt.date) -> tuple[RaterRun, mapping.Habits, mapping.Ordinal]:
    last = Period.objects.filter(kind=Period.Kind.QUARTER, state=Period.State.CLOSED).order_by("ends_on").last()
    if last is None:
        raise Closed(_("Belum ada triwulan yang ditutup; belum ada yang dapat dihitung."))
    since = last.ends_on.replace(year=last.ends_on.year - YEARS, day=1)
    read = rater_frame(since, last.ends_on)
    methods = f"{mapping.METHOD}{mapping.ORDINAL_METHOD}"
    digest = hashlib.sha256(f"{methods}{read.write_csv()}".encode()).hexdigest()
    if RaterRun.objects.filter(sha256=digest).exists():
        raise Closed(_("Tidak ada penilaian baru sejak perhitungan terakhir."))
    found, graded = mapping.habits(read), mapping.graded(read)
    run = RaterRun.objects.create(
        method=mapping.METHOD, starts_on=since, ends_on=last.ends_on, told_on=told_on,
        office_on=told_on + dt.timedelta(days=PRIVATE_DAYS), figures=_agency(found, graded, read), sha256=digest,
        made_at=clock.database_now(), made_by_id=by.person_id,
    )  # fmt: skip
    return run, found, graded


def _agency(found: mapping.Habits, graded: mapping.Ordinal, read: pl.DataFrame) -> dict[str, Any]:
    """Figures of the whole agency: where the variance lies (whole points squared), agreement, usual shares."""
    var = found.variances
    counts = {word: sum(int(read[f"{g}_{word}"].sum()) for g in ("result", "behaviour")) for word in mapping.WORDS}
    whole = max(1, sum(counts.values()))
    return {
        "raters": found.raters.height,
        "linked": found.raters["component"].is_not_null().sum(),
        "evaluations": read.height,
        "links": var.links,
        "is_known": var.is_known,
        "variance": {name: round(getattr(var, name)) for name in ("rater", "team", "person", "rest")},
        "agreement": round(var.agreement * 100) if var.is_known else None,
        "shares": {word: round(100 * n / whole) for word, n in counts.items()},
        "predicate": {
            "method": mapping.ORDINAL_METHOD,
            "refused": graded.refused,
            "raters": graded.raters.height,
            "usual": None if graded.usual is None else round(graded.usual),
        },
    }


def _findings(run: RaterRun, found: mapping.Habits, graded: mapping.Ordinal) -> list[RaterFinding]:
    units = dict(
        Assignment.objects.on(run.ends_on).filter(person__in=found.raters["rater"].to_list(), kind="definitive")
        .values_list("person", "unit")
    )  # fmt: skip
    chances = {row["rater"]: _chance(row) for row in graded.raters.to_dicts()}
    plain = ("rater", "component", "evaluations", "people", "findings")
    return [
        RaterFinding(
            run=run, rater_id=row["rater"], unit_id=units.get(row["rater"]), component=row["component"],
            evaluations=row["evaluations"], people=row["people"], codes=row["findings"],
            figures={name: value for name, value in row.items() if name not in plain}
            | {"predicate": chances.get(row["rater"])},
        )
        for row in found.raters.to_dicts()
    ]  # fmt: skip


def _chance(row: dict[str, float]) -> dict[str, int]:
    """Hundredths on the logit scale, and whole percents."""
    shifts = {name: round(100 * row[name]) for name in ("shift", "shift_low", "shift_high")}
    return shifts | {name: round(row[name]) for name in ("own", "own_low", "own_high")}


def _tell(run: RaterRun) -> None:
    text = _("Laporan kebiasaan menilai Anda siap. Hanya Anda yang membacanya sampai %(day)s.")
    words = text % {"day": run.office_on.strftime("%d-%m-%Y")}
    notify_many(
        Notice(
            person_id=rater, kind="rater.habits", text=words, url="/kebiasaan-menilai/",
            why=_("Anda menilai pegawai dalam tiga tahun terakhir."), effect_key=f"rater.habits:{run.pk}:{rater}",
        )
        for rater in run.findings.values_list("rater", flat=True)
    )  # fmt: skip


def note_read(*, by: Actor, finding_id: int) -> None:
    """Remember when the rater first opened the own report; opening it again changes nothing."""
    with transaction.atomic():
        RaterFinding.objects.filter(pk=finding_id, rater=person_of(by), read_at__isnull=True).update(
            read_at=clock.database_now()
        )
