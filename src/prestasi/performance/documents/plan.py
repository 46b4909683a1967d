"""*Sasaran Kinerja Pegawai* with its *lampiran*, PermenPANRB 6/2022: forms J-Q, J-L, A-Q, A-L.

An agreed version is printed from the document both parties signed; a draft is printed as it stands and says so.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import translation

from prestasi.audit.models import Event
from prestasi.core import clock, formats
from prestasi.core.errors import NotVisible
from prestasi.documents.form import Beside, Break, Cell, Form, Row, Rows, Sides, Signatures, Table, Title, head
from prestasi.documents.typeset import pdf_of
from prestasi.performance.documents.identities import five_lines, place_and_date, signed_by
from prestasi.performance.models import ExpectedResult, Indicator, Plan, PlanVersion
from prestasi.performance.queries.plan_document import Document, plan_document

ACTS = {"plan.submitted": "person", "plan.agreed": "rater"}
LEADER, OWN = "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI", "RENCANA HASIL KERJA"
NARRATIVE = "UKURAN KEBERHASILAN/INDIKATOR KINERJA INDIVIDU DAN TARGET"
COLUMNS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "J-Q": (("8mm", "1.4fr", "1.4fr", "38mm", "34mm"),
            ("NO", OWN, "INDIKATOR KINERJA INDIVIDU", "TARGET", "PERSPEKTIF")),
    "J-L": (("8mm", "1fr", "1.6fr", "34mm"), ("NO", OWN, NARRATIVE, "PERSPEKTIF")),
    "A-Q": (("8mm", "1.1fr", "1.2fr", "22mm", "1.2fr", "38mm"),
            ("NO", LEADER, OWN, "ASPEK", "INDIKATOR KINERJA INDIVIDU", "TARGET")),
    "A-L": (("8mm", "1fr", "1fr", "1.6fr"), ("NO", LEADER, OWN, NARRATIVE)),
}  # fmt: skip
ATTACHED = (
    ("DUKUNGAN SUMBER DAYA", "support"), ("SKEMA PERTANGGUNGJAWABAN", "accountability"), ("KONSEKUENSI", "consequence"),
)  # fmt: skip


def plan_pdf(plan: Plan, version: int | None, base_url: str) -> bytes:
    """A version (default: the latest agreed one, else the draft). NotVisible: no such version."""
    stored = stored_version(plan, version)
    with translation.override("id"):
        form = plan_form(plan, stored, base_url)
    return pdf_of(form, stored.agreed_at if stored else clock.now())


def stored_version(plan: Plan, version: int | None = None) -> PlanVersion | None:
    rows = plan.versions.order_by("-number")
    found = rows.filter(number=version).first() if version else rows.first()
    if version and found is None:
        raise NotVisible
    return found


def plan_form(plan: Plan, stored: PlanVersion | None, base_url: str) -> Form:
    """Every block of the form in its official order."""
    document = stored.document if stored else plan_document(plan, rater_id=plan.rater_id, on=clock.today())
    starts, ends = (dt.date.fromisoformat(document[name]) for name in ("starts_on", "ends_on"))
    period = f"PERIODE PENILAIAN: {formats.plain_date(starts)} s.d. {formats.plain_date(ends)}"
    approach = "KUALITATIF" if document["form"].endswith("L") else "KUANTITATIF"
    signatures = _signatures(plan, document, stored, base_url)
    edges = Sides(document["agency"], period)
    parties = Beside(
        five_lines("PEGAWAI YANG DINILAI", document["person"]), five_lines("PEJABAT PENILAI KINERJA", document["rater"])
    )
    blocks = (
        Title("SASARAN KINERJA PEGAWAI", (f"PENDEKATAN HASIL KERJA {approach}",)), edges, parties,
        results_table(document), behaviour_table(document), signatures, Break(True),
        Title("LAMPIRAN SASARAN KINERJA PEGAWAI"), edges, attachments(document), signatures,
    )  # fmt: skip
    state = f"Versi {stored.number} · sidik dokumen {formats.short_hash(stored.sha256, 8)}" if stored else "Draf"
    name = (document["person"] or {}).get("name", "")
    return Form(
        f"Sasaran Kinerja Pegawai {document['year']}, {name}", document["agency"], blocks,
        f"{document['agency']} · SKP {document['year']} · {name} · {state}", landscape=True,
        mark="" if stored else "DRAF",
    )  # fmt: skip


def results_table(document: Document) -> Table:
    """A. Utama and B. Tambahan in the columns of the plan's form."""
    form = document["form"]
    widths, heads = COLUMNS[form]
    rows = Rows()
    for name, kind in (("A. UTAMA", "utama"), ("B. TAMBAHAN", "tambahan")):
        rows.span(name, len(widths))
        found = [r for r in document["results"] if r["kind"] == kind]
        for number, result in enumerate(found, 1):
            rows.found += _rows(form, number, result)
        if not found:
            rows.span("–", len(widths), bold=False)
    title: Row = (Cell("HASIL KERJA", cols=len(widths), bold=True, shade=True),)
    return Table(widths, rows.done(), (title, head(*heads)))


def _rows(form: str, number: int, result: dict[str, Any]) -> list[Row]:
    """One result; in the quantitative forms one row per indicator, with the result spanning them."""
    perspective = Cell(str(dict(ExpectedResult.Perspective.choices).get(result["perspective"], "")))
    own, leader = _own(result), _leader(result)
    if form.endswith("L"):
        told = Cell(result["success_note"], tuple(_measure(i) for i in result["indicators"]))
        return [
            (Cell(str(number)), own, told, perspective) if form == "J-L" else (Cell(str(number)), leader, own, told)
        ]
    indicators = result["indicators"] or [None]
    found: list[Row] = []
    for place, indicator in enumerate(indicators):
        spans = (Cell(str(number)), own) if form == "J-Q" else (Cell(str(number)), leader, own)
        first = tuple(_spanning(cell, len(indicators)) for cell in spans) if place == 0 else ()
        last = (_spanning(perspective, len(indicators)),) if form == "J-Q" and place == 0 else ()
        found.append((*first, *_indicator(form, indicator), *last))
    return found


def _spanning(cell: Cell, rows: int) -> Cell:
    return Cell(cell.text, cell.lines, rows=rows)


def _own(result: dict[str, Any]) -> Cell:
    given = result["assigned_by"]
    return Cell(result["text"], (f"Penugasan dari {given}",) if given else ())


def _leader(result: dict[str, Any]) -> Cell:
    served = [s["text"] for s in result["serves"]]
    if len(served) == 1:
        return Cell(served[0])
    return Cell("" if served or not result["unlinked_reason"] else f"({result['unlinked_reason']})", tuple(served))


def _indicator(form: str, indicator: dict[str, Any] | None) -> tuple[Cell, ...]:
    if indicator is None:
        return (Cell(), Cell()) if form == "J-Q" else (Cell(), Cell(), Cell())
    name, target = Cell(indicator["name"]), Cell(target_words(indicator))
    return (name, target) if form == "J-Q" else (Cell(str(Indicator.Aspect(indicator["aspect"]).label)), name, target)


def _measure(indicator: dict[str, Any]) -> str:
    """ "Cakupan imunisasi: 92 persen. Di atas ekspektasi: …; Sesuai ekspektasi: …"."""
    target = target_words(indicator)
    levels = "; ".join(
        f"{word} ekspektasi: {level['text']}"
        for word, level in zip(("Di atas", "Sesuai", "Di bawah"), indicator["levels"], strict=False)
    )
    return ". ".join(
        part for part in (f"{indicator['name']}: {target}" if target else indicator["name"], levels) if part
    )


def behaviour_table(document: Document) -> Table:
    rows = Rows()
    for one in document["behaviours"]:
        rows.add(one["number"], Cell(one["name"], tuple(one["guides"])), one["expectation"])
    title: Row = (Cell("PERILAKU KERJA", cols=3, bold=True, shade=True),)
    heads = head("NO", "NILAI DAN PANDUAN PERILAKU", "EKSPEKTASI KHUSUS PIMPINAN")
    return Table(("8mm", "1.5fr", "1fr"), rows.done(), (title, heads))


def attachments(document: Document) -> Table:
    rows = Rows()
    for name, key in ATTACHED:
        rows.span(name, 2, shade=True)
        lines = document["attachments"][key]
        for number, line in enumerate(lines, 1):
            rows.add(number, line)
        if not lines:
            rows.add("", "–")
    return Table(("10mm", "1fr"), rows.done())


def _signatures(plan: Plan, document: Document, stored: PlanVersion | None, base_url: str) -> Signatures:
    """Receipts of sending and agreeing this version stand for the signatures."""
    events: dict[str, Event] = {}
    if stored is not None:
        found = Event.objects.filter(
            object_type="performance.plan", object_id=plan.pk, kind__in=ACTS, payload__version=stored.number
        ).order_by("id")
        events = {ACTS[event.kind]: event for event in found}
    day = formats.plain_date(stored.agreed_at) if stored else f"          {document['year']}"
    parties = (
        signed_by("Pegawai yang dinilai", document["person"], events.get("person"), base_url),
        signed_by("Pejabat penilai kinerja", document["rater"], events.get("rater"), base_url),
    )
    return Signatures(place_and_date(day), parties)


def target_words(i: dict[str, Any]) -> str:
    """ "92 persen", "paling banyak 5 hari", "80 sampai 100 persen"."""
    unit = i["unit_of_measure"]
    if i["target_low"] is not None and i["target_high"] is not None:
        return f"{formats.number(i['target_low'])} sampai {formats.number(i['target_high'])} {unit}"
    if i["target"] is None:
        return ""
    return f"{'paling banyak ' if i['direction'] == 'lower' else ''}{formats.number(i['target'])} {unit}".strip()
