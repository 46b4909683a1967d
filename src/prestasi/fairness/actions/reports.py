"""Making the fairness report of a period, and signing it as somebody else."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.receipt import Receipt
from prestasi.fairness import mapping
from prestasi.fairness.models import FairnessReport
from prestasi.fairness.permissions import (
    check_makes,
    check_signs,
    may_be_official,
    period_or_404,
    report_or_404,
)
from prestasi.fairness.queries.frames import fingerprint, period_frame
from prestasi.notices.actions.notify import notify
from prestasi.organization.models import UnitVersion
from prestasi.performance.models import Period
from prestasi.performance.permissions.evaluation import person_of

LEAST_WORDS = 20


def make_report(*, by: Actor, period_id: int, official_id: int | None, key: str | None = None) -> Receipt:
    """Compute the report of a period and put it before the named official; an earlier one is replaced.

    Raises Invalid for an official who may not sign, Closed without results or when a closed year has its report.
    """

    def act() -> Receipt:
        check_makes(by)
        period = period_or_404(by, period_id)
        me = person_of(by)
        if official_id is None or not may_be_official(official_id, me):
            raise Invalid({"official": _("Pilih pimpinan tinggi pratama atau madya selain Anda.")})
        _replace(period)
        content = report_content(period)
        report = FairnessReport.objects.create(
            period=period, content=content, sha256=digest(content), fingerprint=fingerprint(period.pk), made_by_id=me,
            made_at=clock.database_now(), official_id=official_id,
        )  # fmt: skip
        _ask(report)
        return record(
            "fairness.reported", by=by, about=report, payload={"period": period.pk, "sha256": report.sha256},
            next_step=_("Menunggu tanda tangan %(name)s.") % {"name": report.official.full_name},
        )  # fmt: skip

    return once(key, by, act)


def _replace(period: Period) -> None:
    live = FairnessReport.objects.select_for_update().filter(period=period).exclude(state="replaced").first()
    if live is None:
        return
    if live.state == FairnessReport.State.SIGNED and period.state == Period.State.CLOSED:
        raise Closed(_("Periode ini sudah ditutup dengan laporan yang ditandatangani."))
    live.state = FairnessReport.State.REPLACED
    live.save(update_fields=["state"])


def report_content(period: Period) -> dict[str, Any]:
    """What the report shows: counts of the whole, and the groups of every dimension with small cells hidden."""
    rows = mapping.grouped(period_frame(period), period.ends_on)
    rated = rows.filter(rows["predicate"].is_not_null())
    if rated.is_empty():
        raise Closed(_("Belum ada hasil penilaian pada periode ini."))
    names = office_names(period)
    parts = {
        dimension: [
            row | ({"name": names.get(row["group"], row["group"])} if dimension == "office" else {})
            for row in mapping.slices(rows, dimension)
        ]
        for dimension in mapping.DIMENSIONS
    }
    predicates = {str(code): n for code, n in rated["predicate"].value_counts().sort("predicate").iter_rows()}
    return {"evaluations": rows.height, "rated": rated.height, "predicates": predicates, "dimensions": parts}


def office_names(period: Period) -> dict[str, str]:
    """Unit id as text -> name on the last day of the period, of units directly below the root and the root."""
    versions = UnitVersion.objects.on(period.ends_on).values_list("unit", "name", "path")
    return {str(unit): name for unit, name, path in versions if path.count(".") <= 2}


def digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _ask(report: FairnessReport) -> None:
    notify(
        person_id=report.official_id, kind="fairness.report",
        text=_("Laporan keadilan menunggu tanda tangan Anda."), why=_("Anda ditunjuk sebagai pejabat penanda tangan."),
        url=f"/keadilan/laporan/{report.pk}/", effect_key=f"fairness.asked:{report.pk}:{report.official_id}",
    )  # fmt: skip


def sign_report(*, by: Actor, report_id: int, statement: str, sha256: str, key: str | None = None) -> Receipt:
    """Sign the report as the official it names, with a statement about the flagged gaps.

    `sha256` is the report as the official read it. Raises Conflict when the ratings changed since it was made.
    """

    def act() -> Receipt:
        report = report_or_404(by, report_id, lock=True)
        check_signs(by, report)
        if report.state != FairnessReport.State.DRAFT:
            raise Closed(_("Laporan ini tidak lagi menunggu tanda tangan."))
        if len(statement.strip()) < LEAST_WORDS:
            raise Invalid({"statement": _("Tulis pertimbangan Anda, paling sedikit %(n)d huruf.") % {"n": LEAST_WORDS}})
        if sha256 != report.sha256 or fingerprint(report.period_id) != report.fingerprint:
            raise Conflict(_("Penilaian berubah sejak laporan dibuat. Minta analis membuatnya lagi."))
        report.state, report.signed_by_id = FairnessReport.State.SIGNED, person_of(by)
        report.signed_at, report.statement = clock.database_now(), statement.strip()
        report.save(update_fields=["state", "signed_by", "signed_at", "statement"])
        payload = {"period": report.period_id, "sha256": report.sha256, "statement": report.statement}
        next_step = _("Periode ini boleh ditutup selama penilaiannya tidak berubah.")
        return record("fairness.signed", by=by, about=report, payload=payload, next_step=next_step)

    return once(key, by, act)
