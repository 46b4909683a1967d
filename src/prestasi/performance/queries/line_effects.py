"""What a corrected superior means for somebody's open plan and evaluations. One statement."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.performance.models import Plan

OPEN = Q(evaluations__state__in=["open", "self"])


def effects(person_id: int) -> Iterator[str]:
    """Sentences, in the order of the person's plans. Nothing is lost: drafts stay, agreed versions stay signed."""
    plans = Plan.objects.filter(person=person_id, ends_on__gte=clock.today()).exclude(state__in=["closed", "ended"])
    for plan in plans.annotate(open_ones=Count("evaluations", filter=OPEN)).order_by("starts_on"):
        yield _words(plan.state) % {"year": plan.starts_on.year, "version": plan.version}
        if plan.open_ones:
            yield _("%(n)s penilaian yang belum diisi beralih ke atasan baru.") % {"n": plan.open_ones}


def _words(state: str) -> str:
    return {
        "draft": _("Draf rencana %(year)s tetap ada; diajukan kepada atasan baru."),
        "returned": _("Rencana %(year)s yang dikembalikan tetap ada; diajukan lagi kepada atasan baru."),
        "submitted": _("Rencana %(year)s yang sudah diajukan pindah ke antrean atasan baru."),
        "agreed": _("Rencana %(year)s versi %(version)s tetap berlaku dengan tanda tangan lama."),
        "revising": _("Perubahan rencana %(year)s tetap terbuka; versi %(version)s tetap berlaku."),
    }.get(state, _("Rencana %(year)s tidak berubah."))
