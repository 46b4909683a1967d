"""Who opens, reads and takes part in a calibration, who determines results, who reopens them. One place for each gate.

A session belongs to a unit with everything below it. Its head, the heads above and the analysts whose grant covers it
open it; analysts and auditors read it; whoever takes part acts in it. Nothing here is done through a delegation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from prestasi.calibration.models import Determination, Member, Recusal, Session
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.organization.models import UnitVersion
from prestasi.people.permissions import headed_units, heads_any
from prestasi.performance.models import Evaluation, Reopening
from prestasi.performance.permissions.change import check_disinterested, superiors_of
from prestasi.performance.permissions.evaluation import check_may_read_result

ANALYST, AUDITOR = "analyst", "auditor"


@dataclass(frozen=True, slots=True)
class Standing:
    """How an actor stands to a unit: its head or the head of one above, analyst or auditor for it."""

    is_head: bool = False
    is_analyst: bool = False
    is_auditor: bool = False

    @property
    def leads(self) -> bool:
        return self.is_head or self.is_analyst

    @property
    def reads(self) -> bool:
        return self.leads or self.is_auditor

    @property
    def capacity(self) -> str:
        return "unit_head" if self.is_head else ANALYST if self.is_analyst else AUDITOR


@dataclass(frozen=True, slots=True)
class Part:
    """How an actor stands to a session, with everybody who takes part and today's version of its unit."""

    standing: Standing
    is_member: bool
    is_facilitator: bool
    members: tuple[Member, ...] = ()
    unit: UnitVersion | None = None

    @property
    def leads(self) -> bool:
        return self.is_facilitator or (self.is_member and self.standing.leads)

    @property
    def capacity(self) -> str:
        return "calibrator" if self.is_member else self.standing.capacity


def path_of(unit_id: int) -> frozenset[int]:
    """The unit and all units above it today; empty for a unit that does not exist today."""
    return _ids(UnitVersion.objects.on(clock.today()).filter(unit=unit_id).first())


def _ids(version: UnitVersion | None) -> frozenset[int]:
    return frozenset(int(part) for part in (version.path if version else "").split(".") if part)


def standing_in(actor: Actor, path: frozenset[int]) -> Standing:
    """The standing to the last unit of a path. A delegate has none: these acts are not delegated."""
    if actor.on_behalf_of is not None or actor.person_id is None or not path:
        return Standing()
    granted = {grant.role for grant in actor.grants if grant.unit_id is None or grant.unit_id in path}
    return Standing(heads_any(actor.person_id, path, clock.today()), ANALYST in granted, AUDITOR in granted)


def standing(actor: Actor, unit_id: int) -> Standing:
    return standing_in(actor, path_of(unit_id))


def check_may_read_unit(actor: Actor, unit_id: int) -> Standing:
    """Distribution of a unit: its heads, analysts and auditors; nobody else knows of it."""
    found = standing(actor, unit_id)
    if not found.reads:
        raise NotVisible
    return found


def check_may_open(actor: Actor, unit_id: int) -> Standing:
    """Heads of the unit and analysts open its session. Raises NotVisible or NotAllowed."""
    found = check_may_read_unit(actor, unit_id)
    if not found.leads:
        raise NotAllowed(_("Sesi kalibrasi dibuka oleh pimpinan unit atau analis kepegawaian."), _("Pimpinan unit"))
    return found


def session_or_404(actor: Actor, session_id: int, *, lock: bool = False) -> tuple[Session, Part]:
    """The gate through which every page and act reaches a session."""
    found = Session.objects.select_related("unit", "period__cycle", "opened_by", "closing_by", "closed_by")
    found = found.select_for_update(of=("self",)) if lock else found
    session = found.filter(pk=session_id).first()
    if session is None or actor.on_behalf_of is not None or actor.person_id is None:
        raise NotVisible
    members = tuple(session.members.select_related("person").order_by("-is_facilitator", "person__name"))
    own = [member for member in members if member.person_id == actor.person_id]
    unit = UnitVersion.objects.on(clock.today()).filter(unit=session.unit_id).first()
    leads = any(member.is_facilitator for member in own)
    part = Part(standing_in(actor, _ids(unit)), bool(own), leads, members, unit)
    if not (part.is_member or part.standing.reads):
        raise NotVisible
    return session, part


def check_takes_part(part: Part) -> None:
    """Raises NotAllowed for who reads the session without taking part."""
    if not part.is_member:
        raise NotAllowed(_("Hanya peserta sidang yang bertindak di sini."), _("Peserta sesi kalibrasi ini"))


def check_leads(part: Part) -> None:
    """Raises NotAllowed for everybody but the leader of the session."""
    if not part.leads:
        raise NotAllowed(_("Ini dilakukan oleh pemimpin sidang."), _("Pemimpin sesi kalibrasi ini"))


def check_free_of_ties(actor: Actor, session: Session, evaluation: Evaluation) -> None:
    """Nobody takes part in the rating of themselves, of a superior, or of somebody they declared a tie to."""
    me = check_disinterested(actor, evaluation)
    if Recusal.objects.filter(session=session, evaluation=evaluation, person=me).exists():
        raise NotAllowed(_("Anda menyatakan berhalangan menilai orang ini."), _("Peserta lain"))


def hidden_people(actor: Actor) -> frozenset[int]:
    """People whose rating the actor does not see in a session: the actor and everybody on the line above."""
    if actor.person_id is None:
        return frozenset()
    return superiors_of(actor.person_id) | {actor.person_id}


def visible_sessions(actor: Actor) -> Q:
    """Filter on `Session` for the list: where the actor takes part, heads the unit or one above, or reads by office."""
    if actor.person_id is None or actor.on_behalf_of is not None:
        return Q(pk__in=())
    offices = [grant for grant in actor.grants if grant.role in {ANALYST, AUDITOR}]
    if any(grant.unit_id is None for grant in offices):
        return Q()
    units = UnitVersion.objects.on(clock.today())
    leading = {*headed_units(actor.person_id), *(grant.unit_id for grant in offices)}
    below = Q(pk__in=())
    for path in units.filter(unit__in=leading).values_list("path", flat=True):
        below |= Q(path__startswith=path)
    return Q(members__person=actor.person_id) | Q(unit__in=units.filter(below).values("unit"))


def check_may_determine(actor: Actor, unit_id: int) -> Standing:
    """Putting forward and setting the results of a unit: its head, the heads above, the analysts for it."""
    found = check_may_read_unit(actor, unit_id)
    if not found.leads:
        raise NotAllowed(
            _("Hasil unit ditetapkan oleh pimpinannya, pimpinan di atasnya, dan analis kepegawaian."),
            _("Pimpinan unit atau analis kepegawaian"),
        )
    return found


def check_second_person(actor: Actor, determination: Determination) -> Standing:
    """Requester is not approver: raises NotAllowed for who put the determination forward."""
    found = check_may_determine(actor, determination.unit_id)
    if actor.person_id == determination.requested_by_id:
        raise NotAllowed(
            _("Yang mengajukan tidak menetapkan. Penetapan memerlukan orang kedua."),
            _("Pimpinan unit, pimpinan di atasnya, atau analis kepegawaian yang lain"),
        )
    return found


def check_may_ask_reopening(actor: Actor, evaluations: Iterable[Evaluation]) -> str:
    """Whoever reads every named result may ask; nobody asks for their own. Answers the capacity."""
    if actor.on_behalf_of is not None:
        raise NotAllowed(_("Pembukaan kembali tidak diminta melalui delegasi."))
    found: frozenset[str] = frozenset()
    for evaluation in evaluations:
        relations = check_may_read_result(actor, evaluation)
        if evaluation.person_id == actor.person_id:
            raise NotAllowed(_("Hasil Anda sendiri dipersoalkan melalui keberatan."), _("Pejabat penilai atau analis"))
        if relations <= {AUDITOR}:
            raise NotAllowed(_("Auditor membaca; pembukaan kembali diminta penilai, atasannya, atau analis."))
        found = frozenset(str(relation) for relation in relations)
    return next((word for word in (ANALYST, "unit_head", "superior_above", "superior") if word in found), "superior")


def reopening_or_404(actor: Actor, reopening_id: int, *, lock: bool = False) -> tuple[Reopening, list[Evaluation]]:
    """A reopening and its named evaluations; seen by who asked, by office, heads and the raters of the named people."""
    found = Reopening.objects.select_related("period__cycle", "requested_by", "decided_by")
    found = found.select_for_update(of=("self",)) if lock else found
    reopening = found.filter(pk=reopening_id).first()
    if reopening is None or actor.person_id is None:
        raise NotVisible
    named = list(
        reopening.evaluations.select_related("person", "plan__position", "period", "rater").order_by("person__name")
    )
    is_office = any(g.role in {ANALYST, AUDITOR} and g.unit_id is None for g in actor.grants)
    is_near = any(actor.person_id in {e.rater_id, e.rater_superior_id} for e in named)
    if not (is_office or is_near or actor.person_id == reopening.requested_by_id or _heads_all(actor, named)):
        raise NotVisible
    return reopening, named


def _heads_all(actor: Actor, named: list[Evaluation]) -> bool:
    """Whether the actor leads every unit of the named people, as head, head above or analyst. Two statements."""
    if not named or actor.person_id is None or actor.on_behalf_of is not None:
        return False
    units = {e.unit_id for e in named}
    versions = UnitVersion.objects.on(clock.today()).filter(unit__in=units)
    headed = frozenset(headed_units(actor.person_id))
    granted = {grant.unit_id for grant in actor.grants if grant.role == ANALYST}
    paths = [_ids(version) for version in versions]
    return len(paths) == len(units) and all(path & headed or None in granted or path & granted for path in paths)


def check_may_decide_reopening(actor: Actor, reopening: Reopening, named: list[Evaluation]) -> str:
    """Somebody else who leads every unit concerned, and who is not named."""
    if actor.person_id == reopening.requested_by_id:
        raise NotAllowed(_("Yang meminta tidak memutuskan."), _("Analis kepegawaian atau pimpinan unit yang lain"))
    if any(e.person_id == actor.person_id for e in named):
        raise NotAllowed(_("Anda termasuk yang disebut dalam permintaan ini."), _("Analis kepegawaian yang lain"))
    if not _heads_all(actor, named):
        raise NotAllowed(
            _("Pembukaan kembali diputus oleh pimpinan unit, pimpinan di atasnya, atau analis kepegawaian."),
            _("Pimpinan unit atau analis kepegawaian"),
        )
    return standing(actor, named[0].unit_id).capacity
