"""Plans whose direct superior has said yes and that wait for the superior above. One statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from prestasi.accounts.models import Approval
from prestasi.core.actor import Actor
from prestasi.core.providers import TodayItem, door
from prestasi.performance.models import Plan

# A step counts for the text that was sent last: its round is the second of sending. The one above is today's.
WAITING = """
SELECT s.id, p.name, p.title_before, p.title_after, o.title, f.name, a.at, p.id
FROM accounts_approval a
JOIN performance_plan s ON s.id = a.object_id AND s.state = 'submitted'
  AND floor(extract(epoch FROM s.submitted_at))::bigint = a.round
JOIN people_person p ON p.id = s.person_id JOIN organization_position o ON o.id = s.position_id
JOIN people_person f ON f.id = a.person_id
JOIN people_reportingline r ON r.person_id = coalesce(a.on_behalf_of_id, a.person_id) AND r.superior_id = %(me)s
  AND r.valid_from <= %(day)s AND (r.valid_to IS NULL OR r.valid_to > %(day)s)
WHERE a.act = 'plan' AND a.step = 1 AND s.person_id <> %(me)s
ORDER BY a.at, s.id LIMIT 200
"""


@dataclass(frozen=True, slots=True)
class SecondApproval:
    plan_id: int
    name: str
    post: str
    first_by: str
    first_at: dt.datetime


def second_approvals(actor: Actor, on: dt.date) -> tuple[SecondApproval, ...]:
    """What waits for the actor in their own name."""
    if actor.person_id is None or actor.on_behalf_of is not None:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(WAITING, {"me": actor.person_id, "day": on})
        return tuple(
            SecondApproval(pk, f"{before} {name}".strip() + (f", {after}" if after else ""), post, first, at)
            for pk, name, before, after, post, first, at, _person in cursor.fetchall()
        )


def _begun(actor: Actor, on: dt.date) -> tuple[QuerySet[Approval], ...]:
    """First steps for plans that were sent. None for who leads nobody."""
    if not any(actor.has_role(role) for role in ("supervisor", "unit_head")):
        return ()
    sent = Plan.objects.filter(state="submitted").values("pk")
    return (Approval.objects.filter(act="plan", step=1, object_id__in=sent),)


@door(_begun)
def items(actor: Actor, on: dt.date) -> Iterator[TodayItem]:
    """One line of *Hari ini* for all that waits."""
    waiting = second_approvals(actor, on)
    if waiting:
        title = _("Setujui %(n)s rencana tahap kedua") % {"n": len(waiting)}
        text = _("Sudah disetujui atasan langsungnya.")
        yield TodayItem(title, text, "checks", _("Tinjau"), reverse("performance:second_approvals"))
