"""From a red figure of the organisation to the evidence of one person, and what lies beside the rating sheet."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.test import Client

from prestasi.performance.actions.feedback import give_feedback
from prestasi.performance.actions.progress import NewEvidence, report_progress
from prestasi.performance.actions.verification import accept_progress
from prestasi.performance.models import Evidence, Progress
from tests.actions.worklog.test_entries import write
from tests.web.conftest import SignIn
from tests.world import World, open_evaluation


@pytest.fixture
def reported(world: World) -> Evidence:
    """Two months reported with evidence and accepted."""
    for month, value in ((7, "70"), (8, "75")):
        report_progress(
            by=world.actor("employee"), indicator_id=world.indicators["employee"].pk, value=Decimal(value),
            on=dt.date(2026, month, 28), evidence=[NewEvidence("record", f"Rekap {month}", f"SIM/{month}")],
        )  # fmt: skip
        accept_progress(by=world.actor("superior"), progress_id=Progress.objects.latest("pk").pk)
    return Evidence.objects.latest("pk")


def click(browser: Client, page: str, pattern: str) -> str:
    """The page behind the first link that looks like this."""
    found = re.search(rf'href="({pattern})"', page)
    assert found, pattern
    answer = browser.get(found[1].replace("&amp;", "&"))
    assert answer.status_code == 200, found[1]
    return answer.content.decode()


def test_three_clicks_from_the_goal_to_the_evidence(world: World, reported: Evidence, signed_in: SignIn) -> None:
    browser = signed_in("head")
    tree = browser.get("/pohon-kinerja/").content.decode()
    people = click(browser, tree, rf"/pohon-kinerja/sasaran/{world.goal.pk}/orang/[^\"]*")
    result = click(browser, people, f"/rencana/hasil/{world.results['employee'].pk}/")
    evidence = click(browser, result, f"/bukti/{reported.pk}/")
    assert "Rekap 8" in evidence


def test_the_rater_has_series_evidence_feedback_and_log_in_view(
    world: World, reported: Evidence, signed_in: SignIn
) -> None:
    write(world, on=dt.date(2026, 9, 3))
    give_feedback(
        by=world.actor("superior"), plan_id=world.plans["employee"].pk, kind="praise", behaviour=7,
        text="Menggantikan rekan yang cuti tanpa diminta",
    )  # fmt: skip
    evaluation = open_evaluation(world, "employee")
    page = signed_in("superior").get(f"/nilai/{evaluation.pk}/").content.decode()
    panel = page[page.index('id="laci"') :]
    assert "Rekap 8" in panel and "Menggantikan rekan" in panel
    assert re.search(r'id="deret".*<polyline', panel, re.S)
    assert "1 catatan, 1 jam 30 menit" in panel
