"""*Evaluasi kinerja pegawai* and *Dokumen evaluasi kinerja pegawai* as one form, in the official order and words.

Everything comes from what was frozen with the rating, so the same document can be printed again years later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from prestasi.audit.models import Event
from prestasi.core import formats
from prestasi.core.memo import remembered
from prestasi.documents.form import Beside, Break, Cell, Form, Row, Rows, Sides, Signatures, Table, Text, Title, head
from prestasi.documents.typeset import pdf_of
from prestasi.organization.models import Agency
from prestasi.performance.documents.identities import (
    five_lines,
    lines_of,
    place_and_date,
    receipt_lines,
    signed_by,
)
from prestasi.performance.models import Evaluation, FeedbackNote, ItemRating, ResultLink, UnitAchievement
from prestasi.performance.queries.achievement import standings_of_plan
from prestasi.performance.queries.snapshot import facts_of
from prestasi.performance.queries.words import GUIDES, RATING_LONG, VALUES, period_words, predicate_word

ROLES = {"rater": "Pimpinan", "above": "Pimpinan", "unit_head": "Pimpinan", "colleague": "Rekan kerja"}
VALUED, SAID = "REALISASI BERDASARKAN BUKTI DUKUNG", "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"
OWN, LEADER = "RENCANA HASIL KERJA", "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI"
OF_LEADER = (
    ("7mm", "1.4fr", "1.2fr", "24mm", "24mm", "30mm", "1.2fr"),
    ("NO", OWN, "INDIKATOR KINERJA INDIVIDU", "TARGET", "PERSPEKTIF", VALUED, SAID),
)
OF_STAFF = (
    ("7mm", "1fr", "1.2fr", "18mm", "1.1fr", "24mm", "28mm", "1.1fr"),
    ("NO", LEADER, OWN, "ASPEK", "INDIKATOR KINERJA INDIVIDU", "TARGET", VALUED, SAID),
)
PARTIES = (
    ("person", "PEGAWAI YANG DINILAI"), ("rater", "PEJABAT PENILAI KINERJA"),
    ("rater_superior", "ATASAN PEJABAT PENILAI KINERJA"),
)  # fmt: skip


def evaluation_pdf(evaluation: Evaluation, base_url: str) -> bytes:
    """The official form of a rated evaluation, always in Indonesian. Missing facts are empty cells."""
    with translation.override("id"):
        form = evaluation_form(evaluation, base_url)
    return pdf_of(form, evaluation.confirmed_at or evaluation.rated_at or timezone.now())


def evaluation_form(evaluation: Evaluation, base_url: str) -> Form:
    """Both forms: the evaluation on landscape pages, the evaluation document on an upright one."""
    period, facts = evaluation.period, facts_frozen(evaluation)
    event, received = _events(evaluation)
    agency = Agency.objects.first()
    name, place = (agency.name, agency.short_name) if agency else ("", "")
    notes = list(FeedbackNote.objects.filter(plan=evaluation.plan).select_related("given_by").order_by("given_at"))
    label = "PERIODE: " + (_("AKHIR") if period.kind == "year" else period_words(period).upper())
    edges = Sides(name, f"PERIODE PENILAIAN: {span_of(evaluation)}")
    day = formats.plain_date(evaluation.confirmed_at or evaluation.rated_at or timezone.now())
    level, where = _achievement(evaluation), place_and_date(day, place)
    rater = signed_by("Pejabat Penilai Kinerja", facts["rater"], event, base_url)
    person = signed_by("Pegawai yang dinilai", facts["person"], received, base_url)
    sheets = _evaluation_blocks(evaluation, notes, facts, edges, label, Signatures(where, (rater,)), level)
    paper = _document_blocks(evaluation, facts, edges, label, Signatures(where, (person, rater)), level)
    return Form(
        f"Evaluasi kinerja pegawai, {period_words(period)}", name, (*sheets, Break(False), *paper),
        _foot(evaluation, event), landscape=True,
    )  # fmt: skip


def _evaluation_blocks(
    evaluation: Evaluation, notes: Sequence[FeedbackNote], facts: dict[str, Any], edges: Sides, label: str,
    signatures: Signatures, level: str,
) -> tuple[Any, ...]:  # fmt: skip
    approach = "KUALITATIF" if evaluation.plan.form.endswith("L") else "KUANTITATIF"
    reached = Rows()
    reached.add(Cell("CAPAIAN KINERJA ORGANISASI", shade=True), Cell(level, bold=True))
    return (
        Title("EVALUASI KINERJA PEGAWAI", (f"PENDEKATAN HASIL KERJA {approach}", label)), edges,
        Beside(five_lines(PARTIES[0][1], facts["person"]), five_lines(PARTIES[1][1], facts["rater"])),
        Table(("60mm", "1fr"), reached.done()), _results_table(evaluation, notes), _behaviour_table(evaluation, notes),
        signatures,
    )  # fmt: skip


def _results_table(evaluation: Evaluation, notes: Sequence[FeedbackNote]) -> Table:
    leads = evaluation.plan.form.startswith("J")
    widths, heads = OF_LEADER if leads else OF_STAFF
    rows = Rows()
    for group in _groups(evaluation, notes):
        rows.span(group["name"], len(widths))
        for result in group["rows"]:
            rows.found += _result_rows(result, leads)
        if not group["rows"]:
            rows.span("-", len(widths), bold=False)
    rows.span(f"RATING HASIL KERJA: {_rating(evaluation.result_rating)}", len(widths), shade=True)
    title: Row = (Cell("HASIL KERJA", cols=len(widths), bold=True, shade=True),)
    return Table(widths, rows.done(), (title, head(*heads)))


def _result_rows(result: dict[str, Any], leads: bool) -> list[Row]:
    """One row per indicator, spanned by number, results and feedback."""
    n = len(result["indicators"])
    first = [Cell(str(result["number"]), rows=n)]
    if not leads:
        first.append(Cell(result["leader"], rows=n))
    first.append(Cell(result["text"], rows=n))
    found: list[Row] = []
    for place, i in enumerate(result["indicators"]):
        middle = (
            [Cell(i["name"]), Cell(i["target"]), Cell(result["perspective"]), Cell(i["value"])] if leads
            else [Cell(i["aspect"]), Cell(i["name"]), Cell(i["target"]), Cell(i["value"])]
        )  # fmt: skip
        last = [Cell("", tuple(result["feedback"]), rows=n)]
        found.append((*first, *middle, *last) if place == 0 else tuple(middle))
    return found


def _behaviour_table(evaluation: Evaluation, notes: Sequence[FeedbackNote]) -> Table:
    rows = Rows()
    for value in _values(evaluation, notes):
        rows.add(
            value["number"], Cell(value["word"], tuple(value["guides"])), value["expectation"],
            Cell("", tuple(value["feedback"])),
        )  # fmt: skip
    rows.span(f"RATING PERILAKU KERJA: {_rating(evaluation.behaviour_rating)}", 4, shade=True)
    rows.span(f"PREDIKAT KINERJA PEGAWAI: {predicate_word(evaluation.predicate).upper()}", 4, shade=True)
    title: Row = (Cell("PERILAKU KERJA", cols=4, bold=True, shade=True),)
    heads = head("NO", "NILAI BERAKHLAK DAN PANDUAN PERILAKU", "EKSPEKTASI KHUSUS PIMPINAN", SAID)
    return Table(("7mm", "1.6fr", "1fr", "1.2fr"), rows.done(), (title, heads))


def _document_blocks(
    evaluation: Evaluation, facts: dict[str, Any], edges: Sides, label: str, signatures: Signatures, level: str
) -> tuple[Any, ...]:
    """*Dokumen evaluasi kinerja pegawai*: three parties, evaluation, notes."""
    rows = Rows()
    for number, (who, title) in enumerate(PARTIES, 1):
        rows.add(Cell(f"{number}.", rows=6), Cell(title, cols=2, bold=True, shade=True))
        for name, value in lines_of(facts[who] or {}):
            rows.add(name.upper(), value)
    rows.add(Cell("4.", rows=3), Cell("EVALUASI KINERJA", cols=2, bold=True, shade=True))
    rows.add("CAPAIAN KINERJA ORGANISASI", level)
    rows.add("PREDIKAT KINERJA PEGAWAI", Cell(predicate_word(evaluation.predicate).upper(), bold=True))
    rows.add(Cell("5.", rows=2), Cell("CATATAN/REKOMENDASI", cols=2, bold=True, shade=True))
    rows.add(Cell(evaluation.note or "-", cols=2))
    over = () if evaluation.state not in {"final"} else (Text("Hasil ini final (PP 30/2019 Pasal 59)."),)
    return (
        Title("DOKUMEN EVALUASI KINERJA PEGAWAI", (label,)), edges, Table(("9mm", "62mm", "1fr"), rows.done()), *over,
        signatures,
    )  # fmt: skip


def _foot(evaluation: Evaluation, event: Event | None) -> str:
    rules = f"aturan {evaluation.ruleset} · {formats.short_hash(evaluation.ruleset_hash)}" if evaluation.ruleset else ""
    told = " · ".join(receipt_lines(event)) if event else str(evaluation.get_state_display())
    return " · ".join(part for part in (f"Bukti terima {told}" if event else told, rules) if part)


def span_of(evaluation: Evaluation) -> str:
    """The days of the period in which the plan ran."""
    plan, period = evaluation.plan, evaluation.period
    starts, ends = max(period.starts_on, plan.starts_on), min(period.ends_on, plan.ends_on)
    return f"{formats.plain_date(starts)} s.d. {formats.plain_date(ends)}"


def decisive_event(evaluation: Evaluation) -> Event | None:
    """The receipt that the form stands on: the newest of change, confirmation and rating."""
    return _events(evaluation)[0]


def _events(evaluation: Evaluation) -> tuple[Event | None, Event | None]:
    """That receipt, and the one of opening the result. One statement for a whole reading request."""
    kinds = ["evaluation.changed", "evaluation.confirmed", "evaluation.rated", "evaluation.received"]
    found = Event.objects.filter(object_type="performance.evaluation", object_id=evaluation.pk, kind__in=kinds)
    events = remembered(("evaluation receipts", evaluation.pk), lambda: list(found.order_by("-id")))
    received = next((event for event in events if event.kind == "evaluation.received"), None)
    return next((event for event in events if event.kind != "evaluation.received"), None), received


def facts_frozen(evaluation: Evaluation) -> dict[str, dict[str, Any] | None]:
    """Employee, rater, rater's superior as frozen when rated; of imported years as they were on the last day."""
    frozen = evaluation.frozen or {}
    if not frozen.get("person"):
        ids = {evaluation.person_id, evaluation.rater_id, evaluation.rater_superior_id}
        facts = facts_of({pk for pk in ids if pk}, min(evaluation.period.ends_on, evaluation.plan.ends_on))
        frozen = {
            "person": facts.get(evaluation.person_id), "rater": facts.get(evaluation.rater_id or 0),
            "rater_superior": facts.get(evaluation.rater_superior_id or 0),
        }  # fmt: skip
    return {who: frozen.get(who) for who, _title in PARTIES}


def _achievement(evaluation: Evaluation) -> str:
    kept = (evaluation.frozen or {}).get("unit_achievement")
    row = None
    if kept is None:
        row = UnitAchievement.objects.filter(unit=evaluation.unit_id, period=evaluation.period_id).first()
    level = kept or (row.level if row else None)
    return str(UnitAchievement.Level(level).label).upper() if level else "BELUM DITETAPKAN"


def _groups(evaluation: Evaluation, notes: Sequence[FeedbackNote]) -> list[dict[str, Any]]:
    """A. Utama and B. Tambahan, each with its results, their indicators, realisation and feedback."""
    items = list(evaluation.items.select_related("result").order_by("result__order", "result_id"))
    figures = _figures(evaluation)
    leaders = _leaders([item.result_id for item in items])
    said = _said(notes, "result_id")
    groups = []
    for letter, name, main in (("A", _("UTAMA"), True), ("B", _("TAMBAHAN"), False)):
        chosen = [item for item in items if item.is_main == main]
        rows = [_result(n, item, figures, leaders, said) for n, item in enumerate(chosen, 1)]
        groups.append({"name": f"{letter}. {name}", "rows": rows})
    return groups


def _figures(evaluation: Evaluation) -> dict[int, list[dict[str, Any]]]:
    kept = (evaluation.frozen or {}).get("standings")
    if kept:
        return {int(pk): standing["indicators"] for pk, standing in kept.items()}
    found = standings_of_plan(evaluation.plan, evaluation.period)
    return {pk: standing.frozen()["indicators"] for pk, standing in found.items()}


def _result(
    number: int, item: ItemRating, figures: dict[int, Any], leaders: dict[int, str], said: dict[int, list[str]]
) -> dict[str, Any]:
    indicators = figures.get(item.result_id) or [{"name": "", "aspect": "", "target": "", "unit": "", "value": ""}]
    return {
        "number": number, "text": item.result.text, "leader": leaders.get(item.result_id, ""),
        "perspective": item.result.get_perspective_display(), "feedback": said.get(item.result_id, []),
        "indicators": [
            {
                "name": i["name"], "aspect": i["aspect"], "target": f"{i['target']} {i['unit']}".strip(),
                "value": f"{i['value']} {i['unit']}".strip() if i["value"] else "-",
            }
            for i in indicators
        ],
    }  # fmt: skip


def _leaders(result_ids: Sequence[int]) -> dict[int, str]:
    """Result id -> the leader's results or goals that it serves."""
    links = ResultLink.objects.filter(result__in=result_ids, ended_at__isnull=True).select_related("parent", "goal")
    found: dict[int, list[str]] = defaultdict(list)
    for link in links.order_by("pk"):
        found[link.result_id].append(link.parent.text if link.parent else link.goal.text if link.goal else "")
    return {pk: "; ".join(texts) for pk, texts in found.items()}


def _said(notes: Sequence[FeedbackNote], name: str) -> dict[int, list[str]]:
    """Feedback by result or value, with the giver in front as the form asks."""
    found: dict[int, list[str]] = defaultdict(list)
    for note in notes:
        about = getattr(note, name)
        if about:
            found[about].append(f"{ROLES.get(note.giver_role, note.giver_words)}: {note.text}")
    return found


def _values(evaluation: Evaluation, notes: Sequence[FeedbackNote]) -> list[dict[str, Any]]:
    expected = dict(evaluation.plan.expectations.values_list("value", "text"))
    said = _said(notes, "behaviour")
    return [
        {
            "number": number, "word": str(VALUES[number - 1]), "guides": list(GUIDES[number - 1]),
            "expectation": expected.get(number, ""), "feedback": said.get(number, []),
        }
        for number in range(1, 8)
    ]  # fmt: skip


def _rating(rating: int | None) -> str:
    return str(RATING_LONG[rating]).upper() if rating else "BELUM DINILAI"
