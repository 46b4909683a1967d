"""Who sees and does what with fairness: one gate for each act.

A rater sees the own habits; single raters are open to the HR office and to auditors only after the rater had the report
alone. Figures of groups are for the office and auditors, of one unit also for its heads. Reports are made by analysts
and signed by the official they name; simulations and openings belong to analysts, openings are decided by another.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.fairness.models import FairnessReport, PeriodOpening, RaterRun, Simulation
from prestasi.organization.models import UnitVersion
from prestasi.people.models import Assignment
from prestasi.people.permissions import Relation, check_visible, heads_any
from prestasi.performance.models import Period
from prestasi.performance.permissions.evaluation import person_of

OFFICE = frozenset({"analyst", "auditor"})
WATCHERS = frozenset({"analyst", "admin", "auditor"})
HIGH_POSTS = ("jpt_madya", "jpt_pratama")


def holds(actor: Actor, roles: frozenset[str]) -> bool:
    """Whether the actor has one of the roles for the whole agency."""
    return any(grant.role in roles and grant.unit_id is None for grant in actor.grants)


def check_reads_agency(actor: Actor) -> None:
    """Figures of the whole agency."""
    if not holds(actor, OFFICE):
        raise NotAllowed(
            _("Angka keadilan seluruh instansi dibaca analis kepegawaian dan auditor."), _("Analis kepegawaian")
        )


def check_reads_periods(actor: Actor) -> None:
    """State of reports, simulations and openings: everybody who sees periods for the whole agency."""
    if not holds(actor, WATCHERS):
        raise NotAllowed(_("Halaman ini dibaca analis kepegawaian, admin, dan auditor."), _("Analis kepegawaian"))


def check_makes(actor: Actor) -> None:
    """Making reports, simulations, openings and the figures of raters."""
    if not holds(actor, frozenset({"analyst"})):
        raise NotAllowed(_("Ini dikerjakan analis kepegawaian instansi."), _("Analis kepegawaian"))


def makes(actor: Actor) -> bool:
    """For pages: whether to offer what analysts do."""
    return holds(actor, frozenset({"analyst"}))


def check_reads_rater(actor: Actor, rater_id: int, run: RaterRun | None) -> None:
    """The rater at any time; the office only after the days that the rater had alone."""
    if actor.person_id == rater_id and actor.on_behalf_of is None:
        return
    if not holds(actor, OFFICE):
        check_visible(actor, rater_id)
        raise NotAllowed(_("Kebiasaan menilai dibaca penilai sendiri, lalu analis kepegawaian."), _("Penilai sendiri"))
    if run is not None and run.office_on > clock.today():
        raise NotAllowed(
            _("Penilai membaca laporannya lebih dahulu. Untuk kantor kepegawaian dibuka %(day)s.")
            % {"day": formats.long_date(run.office_on)},
            _("Penilai sendiri"),
        )


def unit_or_404(actor: Actor, unit_id: int, on: dt.date | None = None) -> UnitVersion:
    """The unit, for heads of it or above and for roles whose scope holds it."""
    version = UnitVersion.objects.on(on or clock.today()).filter(unit=unit_id).first()
    if version is None or not sees_unit(actor, version.path):
        raise NotVisible
    return version


def sees_unit(actor: Actor, path: str) -> bool:
    """Whether the figures of the unit at this path are in sight: offices above it, and heads of it or above."""
    units = frozenset(int(part) for part in path.split(".") if part)
    if any(g.role in OFFICE and (g.unit_id is None or g.unit_id in units) for g in actor.grants):
        return True
    me = actor.on_behalf_of or actor.person_id
    return me is not None and heads_any(me, units, clock.today())


def check_reads_trend(actor: Actor, person_id: int) -> None:
    """A person's results over time: whoever may read the results themselves."""
    found = check_visible(actor, person_id)
    if found == {Relation.ADMIN}:
        raise NotAllowed(_("Hasil penilaian tidak dibaca admin."), _("Analis kepegawaian"))


def period_or_404(actor: Actor, period_id: int) -> Period:
    """The period, for those who see periods of the whole agency."""
    check_reads_periods(actor)
    period = Period.objects.select_related("cycle").filter(pk=period_id).first()
    if period is None:
        raise NotVisible
    return period


def simulation_or_404(actor: Actor, simulation_id: int) -> Simulation:
    """The simulation, for the office: admins do not see what would become of people."""
    if not holds(actor, OFFICE):
        raise NotVisible
    found = Simulation.objects.select_related("period__cycle", "made_by").filter(pk=simulation_id).first()
    if found is None:
        raise NotVisible
    return found


def opening_or_404(actor: Actor, opening_id: int, *, lock: bool = False) -> PeriodOpening:
    """The opening, for those who see periods; `lock` takes the row for an action."""
    if not holds(actor, WATCHERS):
        raise NotVisible
    if lock:  # before the joins: they would lose a row whose proposer changes while we wait for it
        PeriodOpening.objects.select_for_update(no_key=True).filter(pk=opening_id).first()
    rows = PeriodOpening.objects.select_related(
        "period__cycle", "proposed_by", "decided_by", "copied_from__cycle", "simulation__period__cycle"
    )
    found = rows.filter(pk=opening_id).first()
    if found is None:
        raise NotVisible
    return found


def check_decides_opening(actor: Actor, opening: PeriodOpening) -> None:
    """A second person: analyst or admin of the whole agency, never the proposer."""
    if not holds(actor, frozenset({"analyst", "admin"})):
        raise NotAllowed(_("Pembukaan diputus analis atau admin instansi lain."), _("Analis atau admin lain"))
    if person_of(actor) == opening.proposed_by_id:
        raise NotAllowed(_("Yang mengusulkan tidak menyetujui."), _("Analis atau admin lain"))


def decides_opening(actor: Actor, opening: PeriodOpening) -> bool:
    """For pages: whether to offer the decision."""
    return holds(actor, frozenset({"analyst", "admin"})) and actor.person_id != opening.proposed_by_id


def report_or_404(actor: Actor, report_id: int, *, lock: bool = False) -> FairnessReport:
    """The report, for the office and for the official it names; `lock` takes the row for an action."""
    if lock:  # before the joins, as for openings
        FairnessReport.objects.select_for_update(no_key=True).filter(pk=report_id).first()
    rows = FairnessReport.objects.select_related("period__cycle", "made_by", "official", "signed_by")
    found = rows.filter(pk=report_id).first()
    if found is None or not (holds(actor, WATCHERS) or actor.person_id == found.official_id):
        raise NotVisible
    return found


def check_signs(actor: Actor, report: FairnessReport) -> None:
    """The named official alone, in the own name."""
    if actor.person_id != report.official_id or actor.on_behalf_of is not None:
        raise NotAllowed(_("Laporan ditandatangani pejabat yang ditunjuk di dalamnya."), report.official.full_name)


def may_be_official(person_id: int, maker_id: int) -> bool:
    """Heads in high posts (JPT) may be named, never the analyst who makes the report."""
    if person_id == maker_id:
        return False
    posts = Assignment.objects.on(clock.today()).filter(person=person_id, position__is_head=True)
    return posts.filter(position__kind__in=HIGH_POSTS).exists()
