"""The official documents of performance: gate, basis and form of each."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.documents.form import Form
from prestasi.documents.kinds import DocumentKind, Subject
from prestasi.organization.models import UnitVersion
from prestasi.people.permissions import Relation, heads_any
from prestasi.performance.documents.credit import credit_form
from prestasi.performance.documents.determination import determination_form, determination_of, event_of
from prestasi.performance.documents.evaluation import decisive_event, evaluation_form
from prestasi.performance.documents.plan import plan_form, stored_version
from prestasi.performance.models import Evaluation, Plan
from prestasi.performance.permissions.plan import plan_or_404
from prestasi.performance.queries.credit import credit_of_evaluation
from prestasi.performance.queries.my_result import result_or_404
from prestasi.performance.queries.words import period_words
from prestasi.performance.states_evaluation import DECIDED

ISSUERS = frozenset({Relation.SELF, Relation.SUPERIOR, Relation.SUPERIOR_ABOVE, Relation.ANALYST})


def _plan(actor: Actor, plan_id: int) -> Subject:
    """Whoever sees the plan; the agreed version is what is issued."""
    plan = plan_or_404(actor, plan_id)
    stored = stored_version(plan)
    title = f"{plan.person.full_name}, {plan.cycle.year}"
    basis = f"versi {stored.number}" if stored else ""
    is_party = actor.person_id in {plan.person_id, plan.rater_id} or actor.has_role("analyst")
    back = reverse("performance:plan_detail", args=[plan.pk])
    return Subject(
        title, basis, stored.agreed_at if stored else clock.now(), plan.person_id, plan.unit_id, back, is_party
    )


def _plan_form(plan_id: int, base_url: str) -> Form:
    plan = Plan.objects.select_related("cycle", "person").get(pk=plan_id)
    return plan_form(plan, stored_version(plan), base_url)


def _evaluation(actor: Actor, evaluation_id: int) -> Subject:
    """Whoever reads the result; the employee opens it first."""
    evaluation, found = result_or_404(actor, evaluation_id)
    if evaluation.state == "confirmed" and evaluation.person_id == actor.person_id:
        raise NotAllowed(_("Buka hasilnya dahulu; tanggal terima dicatat saat itu."), _("Anda sendiri"))
    event = decisive_event(evaluation) if evaluation.state in DECIDED else None
    basis = event.number if event else f"keadaan {evaluation.lock_version}" if evaluation.state in DECIDED else ""
    title = f"{evaluation.person.full_name}, {period_words(evaluation.period)}"
    at = evaluation.confirmed_at or evaluation.rated_at or clock.now()
    back = reverse("performance:my_result", args=[evaluation.pk])
    may = bool(found & ISSUERS)
    about = title, basis, at, evaluation.person_id, evaluation.unit_id, back, may
    return Subject(*about, _related(evaluation))


def _related(evaluation: Evaluation) -> tuple[tuple[str, str], ...]:
    if credit_of_evaluation(evaluation, evaluation.predicate) is None:
        return ()
    return ((str(CREDIT.title), reverse("documents:page", args=[CREDIT.name, evaluation.pk])),)


def _loaded(evaluation_id: int) -> Evaluation:
    related = ("person", "plan__position", "plan__cycle", "period", "rater", "rater_superior")
    return Evaluation.objects.select_related(*related).get(pk=evaluation_id)


def _evaluation_form(evaluation_id: int, base_url: str) -> Form:
    return evaluation_form(_loaded(evaluation_id), base_url)


def _credit(actor: Actor, evaluation_id: int) -> Subject:
    """Like the result; only functional posts of permanent staff earn credit."""
    subject = _evaluation(actor, evaluation_id)
    evaluation = _loaded(evaluation_id)
    if credit_of_evaluation(evaluation, evaluation.predicate) is None:
        raise NotVisible
    return replace(subject, related=())


def _credit_form(evaluation_id: int, base_url: str) -> Form:
    return credit_form(_loaded(evaluation_id), base_url)


def _determination(actor: Actor, determination_id: int) -> Subject:
    """The two who determined, heads of the unit and above, analysts and auditors whose grant covers it."""
    row = determination_of(determination_id)
    if row is None or actor.person_id is None:
        raise NotVisible
    path = _path(row.unit_id)
    offices = any(g.role in {"analyst", "auditor"} and (g.unit_id is None or g.unit_id in path) for g in actor.grants)
    parties = {row.requested_by_id, row.decided_by_id}
    if not offices and actor.person_id not in parties and not heads_any(actor.person_id, path, clock.today()):
        raise NotVisible
    event = event_of(determination_id)
    basis = "" if row.state != "determined" else event.number if event else f"sidik {row.digest[:16]}"
    may = actor.person_id in parties or actor.has_role("analyst")
    back = reverse("calibration:determination", args=[row.unit_id, row.period_id])
    return Subject(
        period_words(row.period), basis, row.decided_at or row.requested_at, None, row.unit_id, back, may
    )  # fmt: skip


def _path(unit_id: int) -> frozenset[int]:
    """The unit and all units above it today."""
    path = UnitVersion.objects.on(clock.today()).filter(unit=unit_id).values_list("path", flat=True).first() or ""
    return frozenset(int(part) for part in path.split(".") if part) | {unit_id}


PLAN = DocumentKind("rencana", gettext_lazy("Sasaran kinerja pegawai"), "PermenPANRB 6/2022", _plan, _plan_form)
EVALUATION = DocumentKind(
    "evaluasi",
    gettext_lazy("Evaluasi dan dokumen evaluasi kinerja"),
    "PermenPANRB 6/2022",
    _evaluation,
    _evaluation_form,
)
CREDIT = DocumentKind(
    "angka-kredit", gettext_lazy("Konversi predikat ke angka kredit"), "PermenPANRB 1/2023", _credit, _credit_form
)
DETERMINATION = DocumentKind(
    "penetapan", gettext_lazy("Penetapan predikat kinerja"), "SE MenPANRB 3/2023", _determination, determination_form
)
