"""Rewriting reporting lines for a span of days, with the rest of every line left as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from prestasi.core.errors import Invalid
from prestasi.people.models import Person, ReportingLine


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` until before `end` (None: without end)."""

    start: dt.date
    end: dt.date | None = None

    def touching(self) -> Q:
        """Filter on dated rows that share a day with the span."""
        begins = Q(valid_from__lt=self.end) if self.end else Q()
        return begins & (Q(valid_to__isnull=True) | Q(valid_to__gt=self.start))


def lay_lines(
    people: Iterable[int], superior_id: int, span: Span, *, capacity: str = "definitive", source: str = "",
    field: str = "superior_id",
) -> int:  # fmt: skip
    """Let each person report to `superior_id` during the span; returns how many lines were written.

    Lines that reach into the span are shortened or split. Raises Invalid naming the chain when someone would end up
    over themselves; `field` is the form field that gets the message.
    """
    ids = sorted(set(people) - {superior_id})
    _clear(ids, span)
    lines = [
        ReportingLine(
            person_id=i, superior_id=superior_id, capacity=capacity, valid_from=span.start, valid_to=span.end,
            source=source,
        )
        for i in ids
    ]  # fmt: skip
    with refusing_cycles(field):
        ReportingLine.objects.bulk_create(lines)
    return len(lines)


def _clear(ids: list[int], span: Span) -> None:
    rests: list[ReportingLine] = []
    for line in ReportingLine.objects.select_for_update().filter(span.touching(), person_id__in=ids):
        if span.end and (line.valid_to is None or line.valid_to > span.end):
            rests.append(_copy(line, span.end, line.valid_to))
        if line.valid_from < span.start:
            line.valid_to = span.start
            line.save(update_fields=["valid_to"])
        else:
            line.delete()
    ReportingLine.objects.bulk_create(rests)


def _copy(line: ReportingLine, start: dt.date, end: dt.date | None) -> ReportingLine:
    return ReportingLine(
        person_id=line.person_id, superior_id=line.superior_id, capacity=line.capacity, valid_from=start, valid_to=end,
        source=line.source,
    )  # fmt: skip


class refusing_cycles:
    """Turns the database's refusal of a cycle into a message that names the chain."""

    def __init__(self, field: str) -> None:
        self.field = field
        self.savepoint = transaction.atomic()

    def __enter__(self) -> None:
        self.savepoint.__enter__()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self.savepoint.__exit__(kind, error, trace)  # type: ignore[arg-type]
        if isinstance(error, IntegrityError) and (chain := _chain_of(error)):
            raise Invalid({self.field: _cycle_message(chain)}) from None


def _chain_of(error: IntegrityError) -> list[int]:
    """Person ids in the database's message, lowest first; empty when the error is another one."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is None or diagnosis.constraint_name != "reporting_line_no_cycle":
        return []
    return [int(i) for i in str(diagnosis.message_primary).split(": ", 1)[1].split(" -> ")]


def _cycle_message(chain: list[int]) -> str:
    names = {p.pk: p.full_name for p in Person.objects.filter(pk__in=chain)}
    told = " → ".join(names[i] for i in chain)
    return _("Garis atasan akan berputar: %(chain)s. Pilih atasan lain.") % {"chain": told}
