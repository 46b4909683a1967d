"""Results and credit points under the field names that SIASN's clients show, for upload by the HR agency.

The annual result (`skp22`) and the periodic one (`kinerjaperiodik`) name the same person and post differently; each
file keeps the names of its own call. Only facts frozen with the signed evaluation leave. What SIASN keeps under ids of
its own tables (`koefisienId`) has no public list; the coefficient itself is given instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed
from prestasi.core.lists import Column, Listing
from prestasi.performance.mapping import Credit, credit_of
from prestasi.performance.models import Evaluation, Period
from prestasi.performance.queries.credit import is_credited, months_of
from prestasi.performance.states_evaluation import DECIDED

PERIODIK = {"month": "1", "quarter": "2"}


@dataclass(frozen=True, slots=True)
class Result:
    """One decided evaluation; `credit` is None where the post earns none."""

    row: Evaluation
    credit: Credit | None = None

    def fact(self, who: str, name: str) -> str:
        """A frozen word about the person or the rater."""
        return str(((self.row.frozen or {}).get(who) or {}).get(name) or "")


def check_may_export(actor: Actor) -> None:
    """Analysts with a grant for the whole agency; SIASN is filled by the HR agency alone."""
    if not any(g.role == "analyst" and g.unit_id is None for g in actor.grants):
        raise NotAllowed(_("Berkas SIASN diambil oleh analis kepegawaian seluruh instansi."), "BKPP/BKD")


def _decided(actor: Actor, params: QueryDict, yearly: bool) -> Iterator[Evaluation]:
    check_may_export(actor)
    rows = Evaluation.objects.filter(state__in=DECIDED, period_id=period_id(params, yearly) or 0)
    related = ("plan__position", "person", "period")
    return rows.select_related(*related).defer("steps").order_by("pk").iterator(2_000)


def period_id(params: QueryDict, yearly: bool) -> int | None:
    """The period asked for, else the latest with a decided evaluation."""
    kinds = [Period.Kind.YEAR] if yearly else [kind for kind in Period.Kind if kind != Period.Kind.YEAR]
    periods = Period.objects.filter(kind__in=kinds)
    if (asked := params.get("periode", "")).isdecimal() and len(asked) < 18:
        return periods.filter(pk=int(asked)).values_list("pk", flat=True).first()
    decided = periods.filter(evaluations__state__in=DECIDED).order_by("-ends_on", "-number")
    return decided.values_list("pk", flat=True).first()


def _periodic(actor: Actor, params: QueryDict) -> Iterator[Result]:
    return (Result(row) for row in _decided(actor, params, yearly=False))


def _yearly(actor: Actor, params: QueryDict) -> Iterator[Result]:
    return (Result(row) for row in _decided(actor, params, yearly=True))


def _credited(actor: Actor, params: QueryDict) -> Iterator[Result]:
    """Equal cases are computed once: a conversion depends on level, predicate, months and day alone."""
    known: dict[tuple[Any, ...], Credit | None] = {}
    for row in _decided(actor, params, yearly=params.get("jenis") == "tahunan"):
        months = months_of(row)
        if not months or not is_credited(row, row.predicate):
            continue
        case = (row.plan.position.title, row.predicate or 0, months, row.period.ends_on)
        if case not in known:
            known[case] = credit_of(*case)
        if known[case] is not None:
            yield Result(row, known[case])


def _field(name: str, of: Any, private: bool = False) -> Column:
    return Column(name, name, of, private)


_WHO = (
    _field("pnsDinilaiId", lambda r: r.fact("person", "number"), True),
    _field("nama", lambda r: r.fact("person", "name")),
)
_SPAN = (
    _field("tahun", lambda r: str(r.row.period.ends_on.year)),
    _field("bulanMulaiPenilaian", lambda r: str(r.row.period.starts_on.month)),
    _field("bulanSelesaiPenilaian", lambda r: str(r.row.period.ends_on.month)),
    _field("tahunMulaiPenilaian", lambda r: str(r.row.period.starts_on.year)),
    _field("tahunSelesaiPenilaian", lambda r: str(r.row.period.ends_on.year)),
)
_RATED = (
    _field("hasilKinerjaNilai", lambda r: str(r.row.result_rating or "")),
    _field("perilakuKerjaNilai", lambda r: str(r.row.behaviour_rating or "")),
    _field("kuadranKinerjaNilai", lambda r: str(r.row.predicate or "")),
)
_RATER = (
    _field("penilaiNama", lambda r: r.fact("rater", "name")),
    _field("penilaiNipNrp", lambda r: r.fact("rater", "number"), True),
    _field("penilaiJabatanNama", lambda r: r.fact("rater", "position")),
    _field("penilaiUnorNama", lambda r: r.fact("rater", "unit")),
    _field("penilaiGolongan", lambda r: r.fact("rater", "rank")),
    _field("statusPenilai", lambda r: "ASN" if r.fact("rater", "rank") else "Non ASN"),
)
_ANNUAL = (
    _field("pnsDinilaiOrang", lambda r: r.fact("person", "number"), True),
    _WHO[1],
    _SPAN[0],
    *_RATED,
    *_RATER[:2],
    _field("penilaiJabatan", lambda r: r.fact("rater", "position")),
    *_RATER[3:5],
    _field("statusPenilai", lambda r: "ASN" if r.fact("rater", "rank") else "NON ASN"),
)
_CREDIT = (
    _field("koefisien", lambda r: f"{r.credit.coefficient // 100}.{r.credit.coefficient % 100:02d}"),
    _field("persentase", lambda r: str(r.credit.percent)),
    _field("bulan", lambda r: str(r.credit.months)),
    _field("angkaKredit", lambda r: f"{r.credit.credit // 1000}.{r.credit.credit % 1000:03d}"),
)
_PERIOD = ("periode", gettext_lazy("Periode nomor"))

PERIODIC = Listing(
    "siasn-kinerja-periodik", gettext_lazy("SIASN: kinerja periodik"), "exchange:reports",
    (*_WHO, _field("periodikId", lambda r: PERIODIK.get(r.row.period.kind, "")), *_SPAN, *_RATED, *_RATER),
    _periodic, (_PERIOD,), personal=True,
)  # fmt: skip
YEARLY = Listing(
    "siasn-kinerja-tahunan", gettext_lazy("SIASN: kinerja tahunan"), "exchange:reports",
    _ANNUAL, _yearly, (_PERIOD,), personal=True,
)  # fmt: skip
CREDITS = Listing(
    "siasn-angka-kredit", gettext_lazy("SIASN: angka kredit"), "exchange:reports",
    (*_WHO, *_SPAN, _RATED[2], *_CREDIT), _credited, (_PERIOD, ("jenis", gettext_lazy("Jenis"))), personal=True,
)  # fmt: skip
