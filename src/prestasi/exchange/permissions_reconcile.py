"""Who may reconcile with SIASN: analysts with a grant for the whole agency. Who answers: the person who was asked."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.core.actor import SYSTEM, Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.exchange.models import Difference, DifferenceQuestion, ReconcileRun
from prestasi.exchange.permissions import check_reader


def may_reconcile(actor: Actor) -> bool:
    """For menus and pages."""
    return any(g.role == "analyst" and g.unit_id is None for g in actor.grants)


def check_may_reconcile(actor: Actor) -> None:
    """Birth dates and numbers of everybody stand here: readers of imports are refused, others see nothing."""
    if actor == SYSTEM or may_reconcile(actor):
        return
    check_reader(actor)
    raise NotAllowed(
        _("Selisih dengan SIASN dibaca dan diputus analis kepegawaian."),
        _("Analis kepegawaian seluruh instansi."),
    )


def difference_or_404(actor: Actor, difference_id: int) -> Difference:
    """The gate through which every page reaches a difference."""
    check_may_reconcile(actor)
    found = Difference.objects.select_related("batch", "person").filter(pk=difference_id).first()
    if found is None:
        raise NotVisible
    return found


def run_or_404(actor: Actor, run_id: int) -> ReconcileRun:
    """A run over many, for those who may reconcile."""
    check_may_reconcile(actor)
    found = ReconcileRun.objects.filter(pk=run_id).first()
    if found is None:
        raise NotVisible
    return found


def check_not_about_oneself(actor: Actor, difference: Difference) -> None:
    """Nobody decides about their own data."""
    if actor.person_id is not None and actor.person_id == difference.person_id:
        raise NotAllowed(
            _("Selisih tentang data Anda sendiri diputus analis yang lain."), _("Analis kepegawaian yang lain.")
        )


def question_or_404(actor: Actor, question_id: int) -> DifferenceQuestion:
    """A question is seen by the person who was asked, in their own name, and by nobody else."""
    rows = DifferenceQuestion.objects.select_related("difference__batch", "difference__person", "asked_by")
    found = rows.filter(pk=question_id, asked_of=actor.person_id, withdrawn_at__isnull=True).first()
    if found is None or actor.on_behalf_of is not None:
        raise NotVisible
    return found
