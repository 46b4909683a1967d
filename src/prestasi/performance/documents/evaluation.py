"""*Evaluasi kinerja pegawai* and *Dokumen evaluasi kinerja pegawai* as one PDF/A, in the official order and words.

Everything comes from what was frozen with the rating, so the same document can be printed again years later.
"""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import segno
import typst
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from prestasi.audit.models import Event
from prestasi.core import formats
from prestasi.organization.models import Agency
from prestasi.performance.models import Evaluation, FeedbackNote, ItemRating, ResultLink, UnitAchievement
from prestasi.performance.queries.achievement import standings_of_plan
from prestasi.performance.queries.snapshot import facts_of
from prestasi.performance.queries.words import GUIDES, RATING_LONG, VALUES, period_words, predicate_word

TEMPLATE = Path(__file__).with_name("evaluation.typ")
STANDARD: Final = "a-3a"
ROLES = {"rater": "Pimpinan", "above": "Pimpinan", "unit_head": "Pimpinan", "colleague": "Rekan kerja"}


def evaluation_pdf(evaluation: Evaluation, base_url: str) -> bytes:
    """The official form of a rated evaluation, with a QR code to its receipt, always in Indonesian.

    Raises nothing for missing facts: an empty cell is printed as an empty cell.
    """
    with translation.override("id"):
        document = document_of(evaluation, base_url)
    at = evaluation.confirmed_at or evaluation.rated_at or timezone.now()
    compiled = typst.compile(
        str(TEMPLATE),
        sys_inputs={"data": json.dumps(document, ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards=STANDARD,
        timestamp=int(at.timestamp()),
    )
    return bytes(compiled)


def document_of(evaluation: Evaluation, base_url: str) -> dict[str, Any]:
    """Every word of the two forms, ready to be set."""
    plan, period = evaluation.plan, evaluation.period
    notes = list(FeedbackNote.objects.filter(plan=plan).select_related("given_by").order_by("given_at"))
    event = _event(evaluation)
    agency = Agency.objects.first()
    return {
        "agency": agency.name if agency else "",
        "title": period_words(period),
        "label": _("AKHIR") if period.kind == "year" else period_words(period).upper(),
        "period": f"{formats.plain_date(max(period.starts_on, plan.starts_on))} s.d. "
        f"{formats.plain_date(min(period.ends_on, plan.ends_on))}",
        "is_leader": plan.form.startswith("J"),
        "identities": _identities(evaluation),
        "achievement": _achievement(evaluation),
        "groups": _groups(evaluation, notes),
        "result_rating": _rating(evaluation.result_rating),
        "values": _values(evaluation, notes),
        "behaviour_rating": _rating(evaluation.behaviour_rating),
        "predicate": predicate_word(evaluation.predicate).upper(),
        "note": evaluation.note,
        "place": agency.short_name.replace("Kabupaten ", "").replace("Kota ", "") if agency else "",
        "date": formats.plain_date(evaluation.confirmed_at or evaluation.rated_at or timezone.now()),
        "state": evaluation.get_state_display(),
        "rules": f"{evaluation.ruleset} · {formats.short_hash(evaluation.ruleset_hash)}" if evaluation.ruleset else "",
        "receipt": _receipt(event, base_url),
    }


def _event(evaluation: Evaluation) -> Event | None:
    kinds = ["evaluation.confirmed", "evaluation.rated"]
    events = Event.objects.filter(object_type="performance.evaluation", object_id=evaluation.pk, kind__in=kinds)
    return events.order_by("-id").first()


def _receipt(event: Event | None, base_url: str) -> dict[str, str]:
    if event is None:
        return {}
    url = base_url.rstrip("/") + reverse("audit:receipt", args=[event.number])
    out = io.BytesIO()
    segno.make(url, error="m").save(out, kind="svg", border=0, scale=4, xmldecl=False)
    return {
        "number": event.number, "hash": formats.short_hash(event.hash), "at": formats.stamp(event.at, zone=True),
        "url": url, "qr": out.getvalue().decode(),
    }  # fmt: skip


def _identities(evaluation: Evaluation) -> list[dict[str, str]]:
    """Employee, rater, rater's superior: the five lines of each block."""
    frozen = evaluation.frozen or {}
    if not frozen.get("person"):
        ids = {evaluation.person_id, evaluation.rater_id, evaluation.rater_superior_id}
        facts = facts_of({pk for pk in ids if pk}, min(evaluation.period.ends_on, evaluation.plan.ends_on))
        frozen = {
            "person": facts.get(evaluation.person_id), "rater": facts.get(evaluation.rater_id or 0),
            "rater_superior": facts.get(evaluation.rater_superior_id or 0),
        }  # fmt: skip
    titles = (_("PEGAWAI YANG DINILAI"), _("PEJABAT PENILAI KINERJA"), _("ATASAN PEJABAT PENILAI KINERJA"))
    return [
        _identity(title, frozen.get(who) or {})
        for title, who in zip(titles, ("person", "rater", "rater_superior"), strict=True)
    ]


def _identity(title: str, facts: dict[str, Any]) -> dict[str, str]:
    return {
        "title": title, "name": facts.get("name", ""), "number_kind": facts.get("number_kind") or "NIP",
        "number": formats.civil_servant_number(facts.get("number", "")), "rank": facts.get("rank", ""),
        "position": facts.get("position", ""), "unit": facts.get("unit", ""),
    }  # fmt: skip


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
            found[about].append(f"{ROLES.get(note.giver_role, note.given_by.full_name)}: {note.text}")
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
