"""*Konversi predikat kinerja ke angka kredit* of one period, with the accumulation of the year's periods so far.

The decree on credit points (PAK) carries earlier years; it is a document of the app `credit`.
"""

from __future__ import annotations

from prestasi.core import formats
from prestasi.documents.form import Cell, Form, Rows, Signatures, Table, Text, Title, head
from prestasi.organization.models import Agency
from prestasi.performance.documents.evaluation import decisive_event, facts_frozen, span_of
from prestasi.performance.documents.identities import five_lines, place_and_date, receipt_lines, signed_by
from prestasi.performance.mapping import Credit
from prestasi.performance.models import Evaluation, Period
from prestasi.performance.queries.credit import credit_of_evaluation
from prestasi.performance.queries.words import period_words, predicate_word
from prestasi.performance.states_evaluation import DECIDED

HEADS = ("PERIODE", "PREDIKAT", "PERSENTASE", "KOEFISIEN PER TAHUN", "BULAN", "ANGKA KREDIT")
WIDTHS = ("1.4fr", "1fr", "26mm", "30mm", "18mm", "28mm")


def credit_form(evaluation: Evaluation, base_url: str) -> Form:
    """The conversion of this period and, beneath it, of all periods of the year up to it; no month twice."""
    facts, event = facts_frozen(evaluation), decisive_event(evaluation)
    agency = Agency.objects.first()
    name = agency.name if agency else ""
    found = _periods(evaluation)
    own = [(e, c) for e, c in found if e.pk == evaluation.pk]
    blocks = (
        Title("KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT", (f"Periode {span_of(evaluation)}",)),
        five_lines("PEGAWAI YANG DINILAI", facts["person"]), _table(own, total=False),
        Title("AKUMULASI ANGKA KREDIT", (f"Tahun {evaluation.period.ends_on.year}",)), _table(found, total=True),
        Text("Belum termasuk angka kredit tahun sebelumnya; jumlahnya ada pada penetapan angka kredit (PAK)."),
        Signatures(place_and_date(formats.plain_date(evaluation.confirmed_at or evaluation.period.ends_on)),
                   (signed_by("Pejabat penilai kinerja", facts["rater"], event, base_url),)),
    )  # fmt: skip
    rules = own[0][1].ruleset if own else ""
    foot = " · ".join(part for part in (*(receipt_lines(event) if event else ()), f"aturan {rules}") if part)
    return Form(f"Konversi angka kredit, {period_words(evaluation.period)}", name, blocks, foot)


def _periods(evaluation: Evaluation) -> list[tuple[Evaluation, Credit]]:
    """Decided periods of the same kind in the year, up to this one, each with its conversion."""
    rows = Evaluation.objects.filter(
        person=evaluation.person_id, period__cycle=evaluation.period.cycle_id, state__in=DECIDED,
        period__number__lte=evaluation.period.number,
    ).select_related("period", "plan__position", "person")  # fmt: skip
    is_year = evaluation.period.kind == Period.Kind.YEAR
    rows = rows.filter(period__kind=evaluation.period.kind) if is_year else rows.exclude(period__kind="year")
    pairs = [(row, credit_of_evaluation(row, row.predicate)) for row in rows.order_by("period__number", "pk")]
    return [(row, credit) for row, credit in pairs if credit is not None]


def _table(found: list[tuple[Evaluation, Credit]], *, total: bool) -> Table:
    rows = Rows()
    for evaluation, credit in found:
        figures = f"{credit.percent} %", decimals(credit.coefficient, 100), str(credit.months)
        words = period_words(evaluation.period), predicate_word(evaluation.predicate)
        rows.add(*words, *(_right(figure) for figure in figures), _right(decimals(credit.credit, 1000)))
    if total:
        months, points = sum(c.months for _e, c in found), sum(c.credit for _e, c in found)
        rows.add(Cell("JUMLAH", cols=4, bold=True, shade=True), _right(str(months)), _right(decimals(points, 1000)))
    return Table(WIDTHS, rows.done(), (head(*HEADS),))


def _right(text: str) -> Cell:
    return Cell(text, align="right")


def decimals(scaled: int, scale: int) -> str:
    """3125 of 1000 -> "3,125"; 1250 of 100 -> "12,50"."""
    places = len(str(scale)) - 1
    return formats.number(f"{scaled // scale}.{scaled % scale:0{places}d}", places)
