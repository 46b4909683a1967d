"""What fairness adds to pages of lower apps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from prestasi.core.actor import Actor
from prestasi.core.providers import Panel, Rated, ResultLink, ShownResult, TodayItem, door
from prestasi.fairness.models import FairnessReport, RaterFinding
from prestasi.fairness.queries.words import finding_words, points


@dataclass(frozen=True, slots=True)
class Habit:
    """The rater's newest report in two lines: shares in percent, and the first finding with its advice."""

    above: int
    people: int
    headline: str
    advice: str
    leniency: str


def rater_panel(actor: Actor, rated: Rated) -> Iterator[Panel]:
    """The rater's own habit over three years; nothing for a delegate. One statement."""
    if actor.on_behalf_of is not None:
        return
    found = RaterFinding.objects.filter(rater=actor.person_id).order_by("-run__ends_on", "-run").first()
    if found is None:
        return
    title, _meaning, advice = finding_words(found.codes.split()[0]) if found.codes else ("", "", "")
    body = Habit(found.figures["share_above"], found.people, title, advice, points(found.figures.get("leniency")))
    yield Panel(_("Kebiasaan tiga tahun"), "fairness/raters/_panel.html", body)


def _waiting(actor: Actor, on: dt.date) -> tuple[QuerySet[FairnessReport], ...]:
    if actor.on_behalf_of is not None or actor.person_id is None:
        return ()
    return (FairnessReport.objects.filter(official=actor.person_id, state="draft"),)


@door(_waiting)
def today_items(actor: Actor, on: dt.date) -> Iterator[TodayItem]:
    """Reports that wait for the actor's signature. One statement, none for people who never sign."""
    found = [rows.select_related("period__cycle").defer("content") for rows in _waiting(actor, on)]
    for report in (report for rows in found for report in rows):
        yield TodayItem(
            _("Tanda tangani laporan keadilan"), str(report.period.cycle.year), "scale", _("Baca dan tanda tangani"),
            f"/keadilan/laporan/{report.pk}/",
        )  # fmt: skip


def result_links(actor: Actor, shown: ShownResult) -> Iterator[ResultLink]:
    """The trend of the person, and in the own list what one may say for the statistics. No statement."""
    text = _("Capaian dan predikat dari periode ke periode.")
    yield ResultLink(_("Tren hasil"), f"/tren/pegawai/{shown.person_id}/", text, "chart-line")
    if shown.evaluation_id is None and shown.person_id == actor.person_id:
        said = _("Sukarela, hanya untuk memeriksa apakah penilaian adil.")
        yield ResultLink(_("Keadaan saya untuk laporan keadilan"), "/keadilan/keadaan-saya/", said, "scale")
