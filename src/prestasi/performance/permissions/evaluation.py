"""Who may report, verify, rate, confirm and read, on which date.

The rater of a running plan is the superior of today; of a plan that has ended (move, year over) the superior of its
last day. A delegate needs a delegation of the scope that the act belongs to. Nobody judges oneself.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import F, Q, Value
from django.db.models.fields import DateField
from django.db.models.functions import Least
from django.utils.translation import gettext as _

from prestasi.accounts.models import Delegation
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.people.models import Assignment
from prestasi.people.permissions import Relation, check_visible, heads_any, relations
from prestasi.performance.models import Evaluation, Evidence, Plan
from prestasi.performance.permissions.team import team_work_of

REVIEW, RATE = Delegation.Scope.REVIEW, Delegation.Scope.RATE
READS_RESULT = frozenset(
    {Relation.SUPERIOR, Relation.SUPERIOR_ABOVE, Relation.UNIT_HEAD, Relation.ANALYST, Relation.AUDITOR}
)


def acting_person(actor: Actor) -> int | None:
    """The person whose office is exercised: the delegator when acting by delegation."""
    return actor.on_behalf_of or actor.person_id


def person_of(actor: Actor) -> int:
    """The person behind an act; an account without a person does nothing here."""
    if actor.person_id is None:
        raise NotVisible
    return actor.person_id


def line_day(plan: Plan) -> dt.date:
    """The day whose reporting line decides who leads the person under this plan."""
    return min(plan.ends_on, clock.today())


def leads(actor: Actor, plan_path: str = "", person_path: str = "person") -> Q:
    """Filter for lists: rows whose person the actor leads on the plan's `line_day`; the set-based form of the gates."""
    return _line(acting_person(actor), plan_path, f"{person_path}__superiors")


def leads_leader(actor: Actor, plan_path: str = "", person_path: str = "person") -> Q:
    """Filter for lists: rows whose rater the actor leads on the plan's `line_day`."""
    path = f"{person_path}__superiors"
    day = Least(F(f"{plan_path}ends_on"), Value(clock.today(), output_field=DateField()))
    of_person = Q(Q(**{f"{path}__valid_to__isnull": True}) | Q(**{f"{path}__valid_to__gt": day}))
    of_person &= Q(**{f"{path}__valid_from__lte": day})
    return of_person & _line(acting_person(actor), plan_path, f"{path}__superior__superiors")


def _line(superior: int | None, plan_path: str, path: str) -> Q:
    day = Least(F(f"{plan_path}ends_on"), Value(clock.today(), output_field=DateField()))
    open_end = Q(**{f"{path}__valid_to__isnull": True}) | Q(**{f"{path}__valid_to__gt": day})
    return Q(**{f"{path}__superior": superior, f"{path}__valid_from__lte": day}) & open_end


def check_may_report(actor: Actor, plan: Plan) -> None:
    """Only the plan's own person, never a delegate or superior."""
    found = check_visible(actor, plan.person_id)
    if Relation.SELF not in found or actor.on_behalf_of is not None:
        raise NotAllowed(_("Capaian hanya dicatat oleh pegawai yang bersangkutan."), _("Pegawai pemilik rencana"))


def check_may_verify(actor: Actor, plan: Plan) -> str:
    """The superior on the plan's line day, acting official or delegate for review; answers the capacity."""
    return _check_leads(actor, plan, REVIEW, _("Capaian dan bukti diperiksa oleh atasan langsung."))


def check_may_rate(actor: Actor, plan: Plan) -> str:
    """The rater: superior on the plan's line day, acting official or delegate for rating; answers the capacity."""
    return _check_leads(actor, plan, RATE, _("Kinerja dinilai oleh pejabat penilai kinerja."))


def _check_leads(actor: Actor, plan: Plan, scope: str, refusal: object) -> str:
    if actor.person_id == plan.person_id:
        raise NotAllowed(_("Tidak seorang pun menilai atau memeriksa dirinya sendiri."), _("Atasan langsung Anda"))
    found = relations(actor, plan.person_id, line_day(plan))
    if Relation.SUPERIOR in found:
        return _capacity(actor, scope)
    _check_stands_somehow(actor, plan, found)
    raise NotAllowed(str(refusal), _("Atasan langsung pegawai ini, pelaksana tugasnya, atau penerima delegasinya"))


def _check_stands_somehow(actor: Actor, plan: Plan, found: frozenset[Relation]) -> None:
    """Somebody outside the line of the plan may still see the person today; everybody else sees nothing."""
    if not found and (line_day(plan) == clock.today() or not relations(actor, plan.person_id)):
        raise NotVisible


def _capacity(actor: Actor, scope: str) -> str:
    if actor.on_behalf_of is None:
        return "rater"
    if not has_delegation(actor, scope):
        raise NotAllowed(_("Delegasi Anda tidak mencakup tindakan ini."), _("Pemberi delegasi"))
    return "delegate"


def check_scope(actor: Actor, scope: str) -> None:
    """Refuse a delegate whose delegation does not cover the acts of a page."""
    _capacity(actor, scope)


def has_delegation(actor: Actor, scope: str) -> bool:
    """Whether the person acted for has given the actor this scope, today."""
    given = Delegation.objects.on(clock.today()).filter(
        giver=actor.on_behalf_of, holder=actor.person_id, state=Delegation.State.ACTIVE, scopes__contains=scope
    )
    return given.exists()


def check_may_confirm(actor: Actor, evaluation: Evaluation) -> str:
    """The rater's superior on the line day; under the head of the region, who has none, the head confirms himself."""
    plan = evaluation.plan
    found = relations(actor, plan.person_id, line_day(plan))
    _check_stands_somehow(actor, plan, found)
    if actor.person_id == plan.person_id:
        raise NotAllowed(_("Tidak seorang pun menetapkan hasilnya sendiri."), _("Atasan pejabat penilai"))
    is_top = Relation.SUPERIOR in found and evaluation.rater_superior_id in {None, acting_person(actor)}
    if Relation.SUPERIOR_ABOVE not in found and not is_top:
        raise NotAllowed(_("Hasil ditetapkan oleh atasan pejabat penilai."), _("Atasan pejabat penilai pegawai ini"))
    if actor.person_id == evaluation.rated_by_id and not is_top:
        raise NotAllowed(_("Yang menilai tidak menetapkan."), _("Atasan pejabat penilai"))
    _capacity(actor, RATE)
    return "above"


def check_owner(actor: Actor, person_id: int) -> None:
    """Acts that belong to the employee alone."""
    check_visible(actor, person_id)
    if actor.person_id != person_id or actor.on_behalf_of is not None:
        raise NotAllowed(_("Ini hanya dilakukan oleh pegawai yang bersangkutan."), _("Pegawai yang bersangkutan"))


def check_may_read_result(actor: Actor, evaluation: Evaluation) -> frozenset[Relation]:
    """The employee, the line above on the plan's line day, heads of the unit, analysts and auditors."""
    found = _standing(actor, evaluation.plan)
    if not found:
        raise NotVisible
    if not found & (READS_RESULT | {Relation.SELF}):
        raise NotAllowed(_("Hasil penilaian dibaca pegawai, penilai dan atasannya, dan analis kepegawaian."))
    return found


def _standing(actor: Actor, plan: Plan) -> frozenset[Relation]:
    """Relations under the plan's line; those of today when the line gives none. Oneself costs no query."""
    if actor.person_id == plan.person_id:
        return frozenset({Relation.SELF})
    found = relations(actor, plan.person_id, line_day(plan))
    if found & READS_RESULT or line_day(plan) == clock.today():
        return found
    return found | relations(actor, plan.person_id)


def check_may_read_evidence(actor: Actor, evidence: Evidence) -> frozenset[Relation]:
    """Whoever may read the result may open the evidence under it."""
    found = _standing(actor, evidence.progress.plan)
    if not found & (READS_RESULT | {Relation.SELF}):
        raise NotVisible
    return found


def check_may_give_feedback(actor: Actor, plan: Plan) -> str:
    """Superiors, leaders of a team the plan works for, colleagues of the unit; answers `FeedbackNote.giver_role`."""
    found = relations(actor, plan.person_id)
    if Relation.SELF in found:
        raise NotAllowed(_("Umpan balik diberikan kepada orang lain."), _("Atasan dan rekan kerja"))
    if Relation.SUPERIOR in found:
        return "rater"
    if found & {Relation.SUPERIOR_ABOVE, Relation.UNIT_HEAD}:
        return "above"
    if team_work_of(actor, plan).exists():
        return "team_leader"
    if is_colleague(actor.person_id, plan.person_id):
        return "colleague"
    if not found:
        raise NotVisible
    raise NotAllowed(_("Umpan balik diberikan oleh atasan dan rekan satu unit."), _("Atasan dan rekan kerja"))


def is_colleague(one: int | None, other: int) -> bool:
    """Whether both work in the same unit today."""
    today = Assignment.objects.on(clock.today())
    if one is None:
        return False
    units = today.filter(person_id=one).values("unit")
    return today.filter(person_id=other, unit__in=units).exists()


def visible_feedback(actor: Actor, plan: Plan) -> Q:
    """Filter on `FeedbackNote`: the person and the line above see all, a colleague sees only what they wrote."""
    if _standing(actor, plan) & (READS_RESULT | {Relation.SELF}):
        return Q(plan=plan)
    return Q(plan=plan, given_by=actor.person_id)


def check_may_set_achievement(actor: Actor, unit_id: int, path_ids: list[int], head_id: int | None) -> str:
    """The leader above: superior of the unit's head, or head of a unit above; never the unit's own head."""
    me = acting_person(actor)
    day = clock.today()
    if me is None or (head_id is None and not path_ids):
        raise NotVisible
    is_superior = head_id is not None and Relation.SUPERIOR in relations(actor, head_id, day)
    above = frozenset(path_ids) - {unit_id}
    if me != head_id and (is_superior or heads_any(me, above, day)):
        return "above"
    if me == head_id or _has_office(actor):
        raise NotAllowed(_("Capaian organisasi ditetapkan oleh pimpinan di atas unit ini."), _("Pimpinan di atasnya"))
    raise NotVisible


def runs_cycles(actor: Actor) -> bool:
    """Whether to offer opening and closing of periods: analysts for the whole agency."""
    return any(g.role == Relation.ANALYST and g.unit_id is None for g in actor.grants)


def check_may_run_cycles(actor: Actor) -> None:
    """Analysts for the whole agency open and close periods."""
    if not runs_cycles(actor):
        raise NotAllowed(_("Periode dibuka dan ditutup oleh analis kepegawaian instansi."), _("Analis kepegawaian"))


def _has_office(actor: Actor) -> bool:
    return any(g.role in {"analyst", "admin", "auditor"} for g in actor.grants)
