"""Continuous feedback (*umpan balik berkelanjutan*): named, on a result or a BerAKHLAK value, at any time."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import once, record
from prestasi.core import live
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.notify import notify
from prestasi.performance.models import FeedbackNote, Plan
from prestasi.performance.permissions import evaluation as gate
from prestasi.performance.permissions.team import team_work_of
from prestasi.performance.states_evaluation import COUNTED_PLAN_STATES

SHORTEST, LONGEST = 10, 600


def give_feedback(
    *,
    by: Actor,
    plan_id: int,
    kind: str,
    text: str,
    result_id: int | None = None,
    behaviour: int | None = None,
    key: str | uuid.UUID | None = None,
) -> Receipt:
    """Praise or correct one result or one value (1 to 7) of somebody's plan, under one's own name."""

    def act() -> Receipt:
        plan = Plan.objects.filter(pk=plan_id).first()
        if plan is None:
            raise NotVisible
        role = gate.check_may_give_feedback(by, plan)
        if plan.state not in COUNTED_PLAN_STATES:
            raise Closed(_("Umpan balik diberikan pada rencana kinerja yang sedang berjalan."))
        _check(plan, kind, text, result_id, behaviour)
        _check_team(by, plan, role, result_id)
        note = FeedbackNote.objects.create(
            plan=plan, person_id=plan.person_id, result_id=result_id, behaviour=behaviour, kind=kind,
            giver_role=role, given_by_id=gate.person_of(by), text=text.strip(),
        )  # fmt: skip
        return _told(note, plan, by, role)

    return once(key, by, act)


def _check(plan: Plan, kind: str, text: str, result_id: int | None, behaviour: int | None) -> None:
    errors: dict[str, str] = {}
    if kind not in FeedbackNote.Kind.values:
        errors["kind"] = _("Pilih apresiasi atau perbaikan.")
    if not SHORTEST <= len(text.strip()) <= LONGEST:
        errors["text"] = _("Tulis 10 sampai 600 huruf: apa yang Anda lihat, dan akibatnya.")
    if (result_id is None) == (behaviour is None):
        errors["about"] = _("Pilih satu hasil kerja atau satu nilai perilaku.")
    elif result_id is not None and not plan.results.filter(pk=result_id, dropped_at__isnull=True).exists():
        errors["about"] = _("Hasil kerja ini bukan bagian dari rencana kinerja pegawai ini.")
    elif behaviour is not None and not 1 <= behaviour <= 7:
        errors["about"] = _("Nilai perilaku BerAKHLAK bernomor 1 sampai 7.")
    if errors:
        raise Invalid(errors)


def _check_team(by: Actor, plan: Plan, role: str, result_id: int | None) -> None:
    """The leader of a team speaks about the work of the team and about conduct, not about the rest of the plan."""
    if role == "team_leader" and result_id is not None and not team_work_of(by, plan).filter(pk=result_id).exists():
        raise Invalid({"about": _("Pemimpin tim memberi umpan balik atas hasil kerja timnya.")})


def _told(note: FeedbackNote, plan: Plan, by: Actor, role: str) -> Receipt:
    receipt = record(
        "feedback.given", by=by, about=note, subject=plan.person_id, unit=plan.unit_id, capacity=role,
        payload={"kind": note.kind, "result": note.result_id, "behaviour": note.behaviour},
    )  # fmt: skip
    with speaking_to(plan.person_id):
        notify(
            person_id=plan.person_id,
            kind="feedback.given",
            text=_("%(who)s memberi umpan balik: %(kind)s") % {"who": by.name, "kind": note.get_kind_display().lower()},
            url="/umpan-balik/",
            effect_key=f"feedback.given:{note.pk}",
        )
    live.publish(f"person:{plan.person_id}", {"kind": "feedback.given", "id": note.pk})
    return receipt
