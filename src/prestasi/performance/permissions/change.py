"""Who may change a rating that was already given, and who may reopen what was settled. Nobody decides on themselves.

Blocked for everybody: the own rating, that of a superior on the line above, and anything through a delegation. The
system holds no family relations, so a husband or wife is not known to it: participants declare that themselves.
"""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, NotAllowed
from prestasi.performance.models import Evaluation, Reopening
from prestasi.performance.permissions import evaluation as gate

ABOVE = """
WITH RECURSIVE above AS (
  SELECT %(person)s::bigint AS id, 0 AS step
  UNION
  SELECT l.superior_id, above.step + 1 FROM above JOIN people_reportingline l ON l.person_id = above.id
    AND l.valid_from <= %(day)s AND (l.valid_to IS NULL OR l.valid_to > %(day)s)
  WHERE above.step < 12
)
SELECT DISTINCT id FROM above WHERE step > 0
"""


def superiors_of(person_id: int) -> frozenset[int]:
    """Everybody on the line above a person today. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, {"person": person_id, "day": clock.today()})
        return frozenset(pk for (pk,) in cursor.fetchall())


def check_disinterested(by: Actor, evaluation: Evaluation) -> int:
    """Refuse the own rating, a superior's, and a delegate; answers the person behind the change."""
    me = gate.person_of(by)
    if by.on_behalf_of is not None:
        raise NotAllowed(_("Penilaian tidak diubah melalui delegasi."), _("Pejabat yang bersangkutan sendiri"))
    if evaluation.person_id == me:
        raise NotAllowed(_("Tidak seorang pun mengubah penilaiannya sendiri."), _("Peserta lain atau atasan penilai"))
    if evaluation.person_id in superiors_of(me):
        raise NotAllowed(_("Penilaian atasan Anda tidak diubah oleh Anda."), _("Peserta lain atau atasan penilainya"))
    return me


def check_reopened(by: Actor, evaluation: Evaluation, reopening_id: int | None) -> None:
    """An approved reopening names this evaluation, and `by` is its rater or the rater's superior.

    The reopening is locked: whoever shuts it at the same moment comes before or after the change, never in between.
    """
    named = Reopening.objects.filter(pk=reopening_id or 0, evaluations=evaluation, state=Reopening.State.APPROVED)
    if named.filter(until__gte=clock.today()).select_for_update(of=("self",)).first() is None:
        raise Closed(_("Tidak ada pembukaan kembali yang berlaku untuk penilaian ini."))
    try:
        gate.check_may_rate(by, evaluation.plan)
    except NotAllowed:
        gate.check_may_confirm(by, evaluation)
