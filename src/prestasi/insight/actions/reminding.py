"""B4, *kejar yang terlambat*: one act reminds everybody who holds up a step in a unit, within the common limits."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotAllowed
from prestasi.core.receipt import Receipt
from prestasi.insight.permissions import may_remind
from prestasi.insight.queries.chase import MOST_AT_ONCE, chase_scope
from prestasi.notices.actions.nudge import nudge_many
from prestasi.organization.models import Unit
from prestasi.performance.queries.late import STEPS, late_items


def remind_late(*, by: Actor, unit_id: int, step: str, period_id: int | None = None, key: str | None = None) -> Receipt:
    """Send the reminders that the preview showed; who was reminded too recently is left out and counted."""

    def act() -> Receipt:
        if not may_remind(by, unit_id):
            raise NotAllowed(_("Pengingat dikirim oleh analis kepegawaian."), _("Analis kepegawaian unit ini"))
        if step not in STEPS:
            raise Invalid({"": _("Tahap ini tidak dikenal.")})
        items = late_items(step, chase_scope(by, unit_id, period_id))
        if len(items) > MOST_AT_ONCE:
            raise Invalid({"": _("Terlalu banyak penerima sekaligus. Pilih unit di bawahnya.")})
        done = nudge_many(items, clock.now())
        if not done.sent and not done.escalated:
            raise Closed(_("Semua sudah diingatkan baru-baru ini; belum ada yang boleh diingatkan lagi."))
        payload = {"step": step, "sent": len(done.sent), "escalated": len(done.escalated), "held": done.held}
        return record(
            "late.reminded", by=by, about=Unit.objects.get(pk=unit_id), unit=unit_id, payload=payload,
            next_step=_("%(sent)s orang diingatkan, %(up)s diteruskan ke atasannya, %(held)s ditahan oleh batas.")
            % {"sent": len(done.sent), "up": len(done.escalated), "held": done.held},
        )  # fmt: skip

    return once(key, by, act)
