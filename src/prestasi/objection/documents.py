"""*Surat keberatan* and *putusan keberatan* (PP 30/2019 art. 59)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from prestasi.audit.models import Event
from prestasi.core import formats
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.documents.form import Beside, Block, Cell, Form, Rows, Signatures, Table, Text, Title, head
from prestasi.documents.kinds import DocumentKind, Subject
from prestasi.objection.models import Draw, Objection
from prestasi.objection.permissions import Standing
from prestasi.objection.queries.case import objection_or_404
from prestasi.objection.queries.words import credit_words, item_words
from prestasi.objection.states import DECIDED
from prestasi.organization.models import Agency
from prestasi.organization.queries.zone import agency_zone
from prestasi.performance.documents.identities import five_lines, place_and_date, receipt_lines, signed_by
from prestasi.performance.queries.snapshot import facts_of
from prestasi.performance.queries.words import period_words, predicate_word, rating_word

ISSUERS = frozenset({Standing.OWNER, Standing.RATER, Standing.ANALYST, Standing.DECIDER})


def _subject(actor: Actor, objection_id: int, *, decided: bool) -> Subject:
    objection, standing = objection_or_404(actor, objection_id)
    over = objection.state in DECIDED
    if decided and not over:
        raise NotVisible
    event = _event(objection, "objection.decided" if decided else "objection.filed")
    title = f"{objection.person.full_name}, {period_words(objection.evaluation.period)}"
    at = objection.decided_at if decided and objection.decided_at else objection.filed_at
    back = reverse("objection:case", args=[objection.pk])
    basis = event.number if event else f"keadaan {objection.lock_version}" if over or not decided else ""
    return Subject(title, basis, at, objection.person_id, objection.unit_id, back, bool(standing & ISSUERS))


def _filing(actor: Actor, objection_id: int) -> Subject:
    return _subject(actor, objection_id, decided=False)


def _decision(actor: Actor, objection_id: int) -> Subject:
    return _subject(actor, objection_id, decided=True)


def _loaded(objection_id: int) -> Objection:
    return Objection.objects.select_related("evaluation__period", "person", "rater", "decider").get(pk=objection_id)


def _event(objection: Objection, kind: str) -> Event | None:
    events = Event.objects.filter(object_type="objection.objection", object_id=objection.pk, kind=kind)
    return events.order_by("-id").first()


def filing_form(objection_id: int, base_url: str) -> Form:
    """What is contested, why, with which evidence, and that it came in time."""
    objection = _loaded(objection_id)
    event = _event(objection, "objection.filed")
    facts = facts_of({objection.person_id, objection.rater_id}, objection.received_on)
    zone = agency_zone()
    arrived = formats.stamp(objection.arrived_at.astimezone(zone.info))
    dates = Rows()
    dates.add("Hasil diterima", f"{formats.plain_date(objection.received_on)} (hari ke-0)")
    dates.add("Hari terakhir keberatan", f"{formats.plain_date(objection.last_day)} pukul 23.59 {zone.label}")
    dates.add("Keberatan tiba", f"{arrived} {zone.label}")
    dates.add("Diputus paling lambat", formats.plain_date(objection.decision_due_on))
    files = ", ".join(
        f"{e.title} (sidik {formats.short_hash(e.sha256)})" for e in objection.evidence.filter(side="employee")
    )
    blocks = (
        Title("KEBERATAN ATAS HASIL EVALUASI KINERJA", (f"PERIODE: {_period(objection)}",)), _parties(objection, facts),
        Table(("60mm", "1fr"), dates.done()), _items(objection), Text("Alasan keberatan", bold=True),
        Text(objection.reason), Text(f"Bukti: {files or 'tanpa lampiran'}"),
        Signatures(place_and_date(formats.plain_date(objection.filed_at)),
                   (signed_by("Pegawai yang mengajukan", facts.get(objection.person_id), event, base_url),)),
    )  # fmt: skip
    return _form("Keberatan atas hasil evaluasi", objection, blocks, event)


def decision_form(objection_id: int, base_url: str) -> Form:
    """Both sides, how the deciding official was found, the decision with its reasons, the record before and after."""
    objection = _loaded(objection_id)
    event = _event(objection, "objection.decided")
    people = {pk for pk in (objection.person_id, objection.rater_id, objection.decided_by_id) if pk}
    facts = facts_of(people, objection.received_on)
    blocks = (
        Title("PUTUSAN ATAS KEBERATAN HASIL EVALUASI KINERJA", (f"PERIODE: {_period(objection)}",)),
        _parties(objection, facts), _items(objection), _sides(objection),
        Text(f"Pejabat pemutus: {_drawn(objection)}"),
        Text(f"MEMUTUSKAN: {objection.get_state_display().upper()}", bold=True), Text(objection.decision_reason),
        _record(objection), Text("Putusan ini final (PP 30/2019 Pasal 59)."),
        Signatures(place_and_date(formats.plain_date(objection.decided_at or objection.filed_at)),
                   (signed_by("Pejabat yang memutus", facts.get(objection.decided_by_id or 0), event, base_url),)),
    )  # fmt: skip
    return _form("Putusan keberatan", objection, blocks, event)


def _period(objection: Objection) -> str:
    return period_words(objection.evaluation.period).upper()


def _parties(objection: Objection, facts: dict[int, dict[str, Any]]) -> Beside:
    return Beside(
        five_lines("PEGAWAI YANG MENGAJUKAN", facts.get(objection.person_id)),
        five_lines("PEJABAT PENILAI KINERJA", facts.get(objection.rater_id)),
    )


def _items(objection: Objection) -> Table:
    rows = Rows()
    for number, item in enumerate(objection.items.select_related("result").order_by("kind", "pk"), 1):
        rows.add(number, item.get_kind_display(), item_words(item), rating_word(item.rating))
    return Table(("9mm", "34mm", "1fr", "34mm"), rows.done(), (head("NO", "BUTIR", "YANG DISANGGAH", "RATING"),))


def _sides(objection: Objection) -> Table:
    rows = Rows()
    rows.add(objection.reason, objection.answer or "Penilai tidak menanggapi dalam batas waktunya.")
    return Table(("1fr", "1fr"), rows.done(), (head("PENJELASAN PEGAWAI", "PENJELASAN PEJABAT PENILAI"),))


def _drawn(objection: Objection) -> str:
    draw = Draw.objects.filter(objection=objection).order_by("-number").first()
    if draw is None:
        return ""
    return (
        f"terundi dari {len(draw.candidates)} pejabat perangkat daerah lain, undian ke-{draw.number}, benih "
        f"{formats.short_hash(draw.seed)}; menyatakan tanpa benturan kepentingan."
    )


def _record(objection: Objection) -> Table:
    rows = Rows()
    pairs = (
        ("Predikat kinerja", predicate_word(objection.predicate_before), predicate_word(objection.predicate_after)),
        ("Rating hasil kerja", rating_word(objection.result_before), rating_word(objection.result_after)),
        ("Rating perilaku kerja", rating_word(objection.behaviour_before), rating_word(objection.behaviour_after)),
    )
    for name, before, after in pairs:
        rows.add(name, before, Cell(after, bold=before != after))
    if objection.credit_before is not None:
        rows.add(
            "Angka kredit periode ini", credit_words(objection.credit_before), credit_words(objection.credit_after)
        )
    return Table(("60mm", "1fr", "1fr"), rows.done(), (head("CATATAN", "SEMULA", "MENJADI"),))


def _form(title: str, objection: Objection, blocks: tuple[Block, ...], event: Event | None) -> Form:
    agency = Agency.objects.values_list("name", flat=True).first() or ""
    told = " · ".join(receipt_lines(event)) if event else ""
    return Form(
        f"{title}, {period_words(objection.evaluation.period)}", agency, blocks, f"{agency} · {told}".strip(" ·")
    )


FILING = DocumentKind(
    "keberatan", gettext_lazy("Keberatan atas hasil evaluasi"), "PP 30/2019 Pasal 59", _filing, filing_form
)
DECISION = DocumentKind(
    "putusan-keberatan", gettext_lazy("Putusan keberatan"), "PP 30/2019 Pasal 59", _decision, decision_form
)
