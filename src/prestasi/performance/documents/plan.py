"""*Sasaran Kinerja Pegawai* with its *lampiran*, PermenPANRB 6/2022: forms J-Q, J-L, A-Q, A-L as PDF/A-3b.

An agreed version is printed from the document both parties signed; a draft is printed as it stands and says so.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any, Literal

import typst
from django.urls import reverse
from django.utils import translation

from prestasi.audit.models import Event
from prestasi.core import clock, formats
from prestasi.core.errors import NotVisible
from prestasi.organization.models import Agency
from prestasi.performance.documents.fonts import fonts
from prestasi.performance.documents.marks import qr_svg
from prestasi.performance.models import ExpectedResult, Indicator, Plan, PlanVersion
from prestasi.performance.queries.plan_document import Document, plan_document

HERE = Path(__file__).parent
STANDARD: Literal["a-3b"] = "a-3b"
ACTS = {"plan.submitted": "person", "plan.agreed": "rater"}


def typeset(template: str, document: dict[str, Any], at: dt.datetime) -> bytes:
    """Set one document as PDF/A-3b. Same data and moment give the same bytes."""
    return bytes(
        typst.compile(
            str(HERE / template),
            sys_inputs={"data": json.dumps(document, ensure_ascii=False)},
            font_paths=[*fonts()],
            ignore_system_fonts=True,
            pdf_standards=STANDARD,
            timestamp=int(at.timestamp()),
        )
    )


def plan_pdf(plan: Plan, version: int | None, base_url: str) -> bytes:
    """The official form of a version (default: the latest agreed one, else the draft). NotVisible: no such version."""
    with translation.override("id"):
        stored = _stored(plan, version)
        document = stored.document if stored else plan_document(plan, rater_id=plan.rater_id, on=clock.today())
        words = page_words(document, stored, _signatures(plan, stored, base_url))
    return typeset("plan.typ", words, stored.agreed_at if stored else clock.now())


def _stored(plan: Plan, version: int | None) -> PlanVersion | None:
    rows = plan.versions.order_by("-number")
    found = rows.filter(number=version).first() if version else rows.first()
    if version and found is None:
        raise NotVisible
    return found


def _signatures(plan: Plan, stored: PlanVersion | None, base_url: str) -> dict[str, dict[str, str]]:
    """Receipts of sending and agreeing this version, by party."""
    if stored is None:
        return {}
    events = Event.objects.filter(
        object_type="performance.plan", object_id=plan.pk, kind__in=ACTS, payload__version=stored.number
    ).order_by("id")
    return {ACTS[event.kind]: _signature(event, base_url) for event in events}


def _signature(event: Event, base_url: str) -> dict[str, str]:
    url = base_url + reverse("audit:receipt", args=[event.number])
    return {
        "number": event.number, "hash": formats.short_hash(event.hash), "at": formats.stamp(event.at, zone=True),
        "by": event.actor_name, "url": url, "qr": qr_svg(url),
    }  # fmt: skip


def page_words(document: Document, stored: PlanVersion | None, signatures: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Every word of the form in its official order, ready to be set."""
    starts, ends = (dt.date.fromisoformat(document[name]) for name in ("starts_on", "ends_on"))
    agency = Agency.objects.first()
    main, extra = ([r for r in document["results"] if r["kind"] == kind] for kind in ("utama", "tambahan"))
    return {
        "agency": document["agency"], "year": document["year"], "form": document["form"],
        "approach": "KUALITATIF" if document["form"].endswith("L") else "KUANTITATIF",
        "is_leader": document["form"].startswith("J"), "is_draft": stored is None,
        "version": stored.number if stored else 0,
        "period": f"{formats.plain_date(starts)} s.d. {formats.plain_date(ends)}",
        "person": _party(document["person"]), "rater": _party(document["rater"]),
        "groups": [
            {"name": "A. UTAMA", "rows": [_row(n, r) for n, r in enumerate(main, 1)]},
            {"name": "B. TAMBAHAN", "rows": [_row(n, r) for n, r in enumerate(extra, 1)]},
        ],
        "behaviours": document["behaviours"], "attachments": document["attachments"], "signatures": signatures,
        "agreed_on": formats.plain_date(stored.agreed_at) if stored else "",
        "sha256": formats.short_hash(stored.sha256, 8) if stored else "",
        "place": agency.short_name.replace("Kabupaten ", "").replace("Kota ", "") if agency else "",
    }  # fmt: skip


def _party(facts: dict[str, Any] | None) -> dict[str, str]:
    """The five lines of a block; missing ones stay empty cells."""
    facts = facts or {}
    acting = facts.get("acting", "")
    return {
        "name": facts.get("name", ""), "number_kind": facts.get("number_kind") or "NIP",
        "number": formats.civil_servant_number(facts["number"]) if facts.get("number") else "",
        "rank": facts.get("rank", ""), "unit": facts.get("unit", ""),
        "position": f"{acting} {facts.get('position', '')}".strip(),
    }  # fmt: skip


def _row(number: int, row: dict[str, Any]) -> dict[str, Any]:
    perspective = str(dict(ExpectedResult.Perspective.choices).get(row["perspective"], ""))
    served = [s["text"] for s in row["serves"]]
    return {
        "number": number, "text": row["text"], "perspective": str(perspective),
        "leader": served or [f"({row['unlinked_reason']})"] if row["unlinked_reason"] or served else [],
        "assigned_by": row["assigned_by"], "success_note": row["success_note"],
        "indicators": [_indicator(i) for i in row["indicators"]],
    }  # fmt: skip


def _indicator(i: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": i["name"], "aspect": str(Indicator.Aspect(i["aspect"]).label), "target": target_words(i),
        "levels": [level["text"] for level in i["levels"]],
    }  # fmt: skip


def target_words(i: dict[str, Any]) -> str:
    """ "92 persen", "paling banyak 5 hari", "80 sampai 100 persen"."""
    unit = i["unit_of_measure"]
    if i["target_low"] is not None and i["target_high"] is not None:
        return f"{_number(i['target_low'])} sampai {_number(i['target_high'])} {unit}"
    if i["target"] is None:
        return ""
    return f"{'paling banyak ' if i['direction'] == 'lower' else ''}{_number(i['target'])} {unit}".strip()


def _number(text: str) -> str:
    return formats.number(text)
