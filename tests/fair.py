"""What tests need of fairness reports: one that is made and signed as the law of the product asks."""

from __future__ import annotations

from prestasi.fairness.actions.reports import make_report, sign_report
from prestasi.fairness.models import FairnessReport
from prestasi.performance.models import Period
from tests.world import World

STATEMENT = "Selisih antarkelompok sudah saya periksa bersama analis."


def signed_report(world: World, number: int = 5) -> FairnessReport:
    """The report over the ratings of a period of the year, made by the analyst and signed by the head."""
    period = Period.objects.get(pk=world.periods[number].pk)
    head = world.people["head"].pk
    receipt = make_report(by=world.actor("analyst"), period_id=period.pk, official_id=head)
    report = FairnessReport.objects.get(pk=receipt.made)
    sign_report(by=world.actor("head"), report_id=report.pk, statement=STATEMENT, sha256=report.sha256)
    report.refresh_from_db()
    return report
