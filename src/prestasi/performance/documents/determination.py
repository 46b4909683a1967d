"""*Penetapan predikat kinerja*: a unit's achievement, its distribution and the list of its people, as determined."""

from __future__ import annotations

from typing import Any

from prestasi.audit.models import Event
from prestasi.core import formats
from prestasi.core.above import rows_of
from prestasi.documents.form import Block, Cell, Form, Rows, Sides, Signatures, Table, Text, Title, head
from prestasi.organization.models import Agency, UnitVersion
from prestasi.performance.documents.identities import place_and_date, receipt_lines, signed_by
from prestasi.performance.models import Evaluation, UnitAchievement
from prestasi.performance.queries.snapshot import facts_of
from prestasi.performance.queries.words import PREDICATE_WORDS, RATING_WORDS, period_words, predicate_word


def determination_of(determination_id: int) -> Any:
    """The row of the app above, or None."""
    found = rows_of("calibration.Determination").select_related("period", "unit", "decided_by", "requested_by")
    return found.filter(pk=determination_id).first()


def event_of(determination_id: int) -> Event | None:
    """The receipt of the second person's signature, or of putting it forward."""
    events = Event.objects.filter(object_type="calibration.determination", object_id=determination_id)
    return events.order_by("-id").first()


def determination_form(determination_id: int, base_url: str) -> Form:
    """Everybody who was put forward, with the ratings that stand now."""
    row = determination_of(determination_id)
    event, agency = event_of(determination_id), Agency.objects.first()
    name = agency.name if agency else ""
    unit = _unit_name(row)
    day = formats.plain_date(row.decided_at or row.requested_at)
    signers = _signers(row, event, base_url)
    blocks: tuple[Block, ...] = (
        Title("PENETAPAN PREDIKAT KINERJA PEGAWAI", (f"PERIODE: {period_words(row.period).upper()}",)),
        Sides(name, unit), _distribution(row), *_warnings(row), _list(row), Signatures(place_and_date(day), signers),
    )  # fmt: skip
    foot = " · ".join((f"{unit} · {period_words(row.period)}", *(receipt_lines(event) if event else ())))
    mark = "" if row.state == "determined" else "BELUM DITETAPKAN"
    return Form(f"Penetapan predikat kinerja {unit}, {period_words(row.period)}", name, blocks, foot, mark=mark)


def _unit_name(row: Any) -> str:
    version = UnitVersion.objects.on(row.period.ends_on).filter(unit=row.unit_id)
    return version.values_list("name", flat=True).first() or ""


def _distribution(row: Any) -> Table:
    """Achievement of the organisation and heads per predicate with their shares."""
    level = (
        UnitAchievement.objects.filter(unit=row.unit_id, period=row.period_id).values_list("level", flat=True).first()
    )
    counts = _counts(row)
    whole = sum(counts.values())
    rows = Rows()
    rows.add(
        Cell("CAPAIAN KINERJA ORGANISASI", shade=True, cols=2),
        Cell(str(UnitAchievement.Level(level).label).upper() if level else "BELUM DITETAPKAN", bold=True),
    )
    rows.found.append(head("PREDIKAT", "PEGAWAI", "BAGIAN"))
    for number, word in PREDICATE_WORDS.items():
        share = formats.percent(counts.get(number, 0) * 100 / whole, 1) if whole else "–"
        rows.add(str(word), Cell(str(counts.get(number, 0)), align="right"), Cell(share, align="right"))
    rows.add(Cell("Jumlah", bold=True), Cell(str(whole), align="right", bold=True), "")
    return Table(("1fr", "40mm", "60mm"), rows.done())


def _counts(row: Any) -> dict[int, int]:
    counts: dict[int, int] = {}
    for _evaluation, _version, predicate in row.rows:
        if predicate:
            counts[predicate] = counts.get(predicate, 0) + 1
    return counts


def _warnings(row: Any) -> tuple[Text, ...]:
    if not row.warnings:
        return ()
    return (Text(f"Pola distribusi tidak terpenuhi; alasan: {row.reason or row.decision_reason}"),)


def _list(row: Any) -> Table:
    found = Evaluation.objects.filter(pk__in=[pk for pk, _version, _predicate in row.rows])
    rows = Rows()
    ordered = found.select_related("person", "plan__position").order_by("person__name", "pk")
    for number, one in enumerate(ordered.iterator(), 1):
        frozen = (one.frozen or {}).get("person") or {}
        nip = formats.civil_servant_number(frozen["number"]) if frozen.get("number") else ""
        rows.add(
            number, Cell(frozen.get("name") or one.person.full_name, (nip,) if nip else ()),
            frozen.get("position") or one.plan.position.title, str(RATING_WORDS.get(one.result_rating or 0, "")),
            str(RATING_WORDS.get(one.behaviour_rating or 0, "")), Cell(predicate_word(one.predicate), bold=True),
        )  # fmt: skip
    heads = head("NO", "NAMA / NIP", "JABATAN", "HASIL KERJA", "PERILAKU KERJA", "PREDIKAT")
    return Table(("9mm", "1.3fr", "1.4fr", "20mm", "20mm", "28mm"), rows.done(), (heads,))


def _signers(row: Any, event: Event | None, base_url: str) -> tuple[Any, ...]:
    day = row.period.ends_on
    facts = facts_of({pk for pk in (row.decided_by_id, row.requested_by_id) if pk}, day)
    asked = signed_by("Mengusulkan", facts.get(row.requested_by_id), None, base_url)
    set_by = signed_by("Menetapkan", facts.get(row.decided_by_id or 0), event, base_url)
    return (asked, set_by)
