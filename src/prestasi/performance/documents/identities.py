"""The five lines about a person, the receipts, and the sheet's edges, as every form of the regulation shows them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from prestasi.audit.models import Event
from prestasi.core import formats
from prestasi.documents.form import Signature, Table, identity
from prestasi.organization.models import Agency


def five_lines(title: str, facts: dict[str, Any] | None) -> Table:
    """*Nama, NIP, pangkat/gol. ruang, jabatan, unit kerja*; missing ones stay empty cells."""
    facts = facts or {}
    return identity(title, [(label, value) for label, value in lines_of(facts)])


def lines_of(facts: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    position = f"{facts.get('acting') or ''} {facts.get('position') or ''}".strip()
    return (
        ("Nama", facts.get("name") or ""),
        (facts.get("number_kind") or "NIP", _number(facts)),
        ("Pangkat/Gol. ruang", facts.get("rank") or ""),
        ("Jabatan", position),
        ("Unit kerja", facts.get("unit") or ""),
    )


def _number(facts: dict[str, Any]) -> str:
    return formats.civil_servant_number(facts["number"]) if facts.get("number") else ""


def signed_by(role: str, facts: dict[str, Any] | None, event: Event | None, base_url: str) -> Signature:
    """A signature line; with an event its receipt and QR code stand in place of ink."""
    facts = facts or {}
    number = f"{facts.get('number_kind') or 'NIP'} {_number(facts)}" if facts.get("number") else ""
    if event is None:
        return Signature(role, facts.get("name") or "", number)
    return Signature(role, facts.get("name") or "", number, receipt_lines(event), receipt_url(event, base_url))


def receipt_lines(event: Event) -> tuple[str, str]:
    at = formats.stamp(event.at, zone=True)
    return (f"{event.number} · {at}", f"sidik {formats.short_hash(event.hash)}")


def receipt_url(event: Event, base_url: str) -> str:
    return base_url.rstrip("/") + reverse("audit:receipt", args=[event.number])


def place_and_date(day: str, agency: str | None = None) -> str:
    """ "Sleman, 8 Oktober 2026"; the place of an agency (its short name) without its kind."""
    if agency is None:
        agency = Agency.objects.values_list("short_name", flat=True).first() or ""
    place = agency.replace("Kabupaten ", "").replace("Kota ", "").replace("Provinsi ", "")
    return f"{place}, {day}"
