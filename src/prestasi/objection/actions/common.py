"""What every act on an objection does alike: lock, check state and version, write, record, tell."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext as _

from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import record
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.notify import notify
from prestasi.objection.models import Objection
from prestasi.objection.permissions import check_may
from prestasi.objection.states import OBJECTION
from prestasi.performance.models import Evaluation
from prestasi.performance.queries.words import period_words

Key = str | uuid.UUID | None
SHORTEST_REASON = 20


def locked(objection_id: int) -> Objection:
    """The objection with its row locked. The evaluation's row is locked first by every act that also writes it."""
    found = Objection.objects.select_for_update(of=("self",)).select_related(
        "evaluation__period", "evaluation__plan__position", "person", "rater"
    )
    objection = found.filter(pk=objection_id).first()
    if objection is None:
        raise NotVisible
    return objection


def locked_with_result(objection_id: int) -> Objection:
    """Evaluation first, objection second: the same order as filing and as the daily run."""
    evaluation = Objection.objects.filter(pk=objection_id).values("evaluation")
    if Evaluation.objects.select_for_update().filter(pk__in=evaluation).first() is None:
        raise NotVisible
    return locked(objection_id)


def checked(by: Actor, act: str, objection: Objection, seen: int | None = None) -> str:
    """Gate, state, version, in that order; answers the capacity."""
    capacity = check_may(by, act, objection)
    if not may_move(OBJECTION, act, objection.state):
        raise Closed(_("Keberatan ini berstatus “%s”; langkah ini tidak berlaku lagi.") % objection.get_state_display())
    if seen is not None and seen != objection.lock_version:
        raise Conflict(_("Keberatan ini baru saja berubah. Baca keadaannya sekarang, lalu putuskan lagi."))
    return capacity


def check_reason(name: str, text: str) -> None:
    """Raises Invalid at the field `name` for a reason too short to be read by both parties."""
    if len(text.strip()) < SHORTEST_REASON:
        raise Invalid(
            {name: _("Tulis alasannya, paling sedikit %(n)d huruf. Kedua pihak membacanya.") % {"n": SHORTEST_REASON}}
        )


def saved(objection: Objection, act: str) -> None:
    """Write the state after the act and a new version."""
    objection.state = OBJECTION[act].after(objection.state)
    objection.lock_version += 1
    objection.save()


def recorded(kind: str, objection: Objection, by: Actor, capacity: str, payload: dict[str, Any], then: str) -> Receipt:
    """The event of an act on an objection, about its person and unit; `then` says what follows."""
    payload = {"evaluation": objection.evaluation_id, **payload}
    return record(
        kind, by=by, about=objection, subject=objection.person_id, unit=objection.unit_id, capacity=capacity,
        payload=payload, next_step=then,
    )  # fmt: skip


def tell(objection: Objection, person_id: int | None, kind: str, words: str, why: str = "") -> None:
    """One notice in the reader's language. `words` is a source text that may name `%(name)s` and `%(period)s`."""
    if person_id is None:
        return
    with speaking_to(person_id):
        named = {"name": objection.person.full_name, "period": period_words(objection.evaluation.period)}
        notify(
            person_id=person_id, kind=kind, text=(_(words) % named)[:240], why=why[:200],
            url=f"/keberatan/{objection.pk}/", effect_key=f"{kind}:{objection.pk}:{objection.lock_version}:{person_id}",
        )  # fmt: skip
