"""Who is not in the files for SIASN, and why: one line a person and file, so that nobody is missed silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prestasi.core.actor import Actor
from prestasi.core.lists import Column, Listing
from prestasi.exchange.siasn import check_may_export, period_id
from prestasi.organization.models import PositionKind
from prestasi.people.models import IdentityNumber
from prestasi.performance.models import Evaluation, Period, Plan
from prestasi.performance.queries.credit import credit_of_evaluation, months_of
from prestasi.performance.queries.words import period_words
from prestasi.performance.states_evaluation import DECIDED

COUNTED = frozenset({"agreed", "revising", "ended"})


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A person, the file they are missing from, and what stands in the way."""

    number: str
    name: str
    post: str
    period: str
    file: str
    why: str


def _left_out(actor: Actor, params: QueryDict) -> Iterator[LeftOut]:
    check_may_export(actor)
    period = Period.objects.filter(pk=period_id(params, params.get("jenis") == "tahunan") or 0).first()
    if period is None:
        return
    numbers = dict(IdentityNumber.objects.on(period.ends_on).values_list("person_id", "number"))
    yield from _without_evaluation(period, numbers)
    rows = Evaluation.objects.filter(period=period).select_related("plan__position", "person", "period")
    for row in rows.defer("steps").order_by("person__name", "pk").iterator(2_000):
        result, credit = _why_no_result(row), _why_no_credit(row)
        for file, why in ((_("hasil"), result), (_("angka kredit"), credit)):
            if why:
                yield _told(row.plan, numbers, period, file, why)


def _without_evaluation(period: Period, numbers: dict[int, str]) -> Iterator[LeftOut]:
    """Plans of the period's year that were never opened for rating in it."""
    plans = Plan.objects.filter(cycle=period.cycle_id, starts_on__lte=period.ends_on, ends_on__gte=period.starts_on)
    plans = plans.exclude(pk__in=Evaluation.objects.filter(period=period).values("plan"))
    for plan in plans.select_related("person", "position").order_by("person__name", "pk").iterator(2_000):
        why = _("Belum dinilai.") if plan.state in COUNTED else _("Rencana kinerja belum disepakati.")
        yield _told(plan, numbers, period, _("hasil dan angka kredit"), why)


def _why_no_result(row: Evaluation) -> str:
    if row.state in DECIDED:
        return ""
    return _("Belum ditetapkan: %(state)s.") % {"state": str(row.get_state_display()).lower()}


def _why_no_credit(row: Evaluation) -> str:
    """Empty where the post earns credit points and they are computed, and where the result itself is missing."""
    if row.state not in DECIDED or credit_of_evaluation(row, row.predicate) is not None:
        return ""
    if row.plan.position.kind != PositionKind.FUNCTIONAL:
        return _("Bukan jabatan fungsional.")
    if row.person.employment not in {"pns", "cpns"}:
        return _("PPPK tidak memperoleh angka kredit kenaikan pangkat.")
    if not months_of(row):
        return _("Tidak ada bulan penuh pada jabatan ini dalam periode.")
    return _("Jenjang jabatan fungsional tidak dikenali dari nama jabatannya.")


def _told(plan: Plan, numbers: dict[int, str], period: Period, file: str, why: str) -> LeftOut:
    number = numbers.get(plan.person_id, "")
    return LeftOut(number, plan.person.full_name, plan.position.title, period_words(period), file, why)


LEFT_OUT = Listing(
    "siasn-tertinggal", gettext_lazy("SIASN: yang tidak ikut dan mengapa"), "exchange:reports",
    (
        Column("nomor", gettext_lazy("Nomor induk"), lambda r: r.number, private=True),
        Column("nama", gettext_lazy("Nama"), lambda r: r.name),
        Column("jabatan", gettext_lazy("Jabatan"), lambda r: r.post),
        Column("periode", gettext_lazy("Periode"), lambda r: r.period),
        Column("berkas", gettext_lazy("Berkas"), lambda r: r.file),
        Column("mengapa", gettext_lazy("Mengapa"), lambda r: r.why),
    ),
    _left_out, (("periode", gettext_lazy("Periode nomor")), ("jenis", gettext_lazy("Jenis"))), personal=True,
)  # fmt: skip
