"""B3 Selisih dengan SIASN: the list with its filters, one difference with its history, the last run over many."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import overload

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.lookups import escape_like
from prestasi.core.moves import may_move
from prestasi.exchange.models import Difference, DifferenceQuestion, ImportBatch, ReconcileRun
from prestasi.exchange.queries.askable import asks_unit_first, head_for, heads_of_units
from prestasi.exchange.queries.snapshots import coming_snapshot, latest_snapshot
from prestasi.exchange.states import DIFFERENCE, UNSETTLED
from prestasi.organization.queries.units import subtree_filter, units_on
from prestasi.people.queries.labels import masked_number

PER_PAGE = 50
SORTS = {"nama": ("name", "pk"), "bidang": ("field", "name", "pk"), "kita": ("ours_since", "pk"),
         "siasn": ("theirs_since", "pk")}  # fmt: skip
FILTERS = ("q", "keadaan", "bidang", "unit", "dapat")
TONES = {"open": "soon", "asked": "wait", "answered": "live", "kept": "lock", "taken": "b", "gone": "none"}


@dataclass(frozen=True, slots=True)
class Said:
    """A question about a difference and what came back. `late` when the day has passed without an answer."""

    of: str
    by: str
    asked_at: dt.datetime
    text: str
    due_on: dt.date
    answer: str
    answer_label: str
    note: str
    answered_at: dt.datetime | None
    late: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One line: both sides, each with its day and source, and what may be done now."""

    id: int
    person_id: int | None
    number: str
    name: str
    unit: str
    field: str
    field_label: str
    ours: str
    ours_since: dt.date | None
    ours_source: str
    theirs: str
    theirs_since: dt.date | None
    seen: str
    state: str
    state_label: str
    tone: str
    can_take: bool
    why_not: str
    came_back: bool
    note: str
    asks: str
    last: Said | None
    may_take: bool
    may_keep: bool
    may_ask: bool
    may_reopen: bool
    own: bool
    key: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """SIASN's export: which file, the day it tells of, who sent it, when it was last compared."""

    id: int
    file_name: str
    day: dt.date
    by: str
    at: dt.datetime
    compared_at: dt.datetime | None
    rows: int
    wrong: int
    state: str
    message: str


@dataclass(frozen=True, slots=True)
class DifferencesPage:
    """The page. `tabs` are (state, label, count) in all; `fields` (field, label, count) within the chosen state."""

    snapshot: Snapshot | None
    coming: Snapshot | None
    rows: tuple[DifferenceRow, ...]
    page: Page[Difference]
    tabs: tuple[tuple[str, str, int], ...]
    state: str
    fields: tuple[tuple[str, str, int], ...]
    takeable: int
    settleable: int
    askable: int
    run: ReconcileRun | None
    is_narrowed: bool


def filtered(params: QueryDict) -> QuerySet[Difference]:
    """The differences that the filters of an address keep; unknown values are ignored."""
    found = _chosen(params)
    if params.get("bidang") in Difference.Field.values:
        found = found.filter(field=params["bidang"])
    return found


def _chosen(params: QueryDict) -> QuerySet[Difference]:
    """Everything but the field, so that the fields can be counted."""
    found = Difference.objects.filter(state=shown_state(params))
    for word in params.get("q", "")[:80].split()[:5]:
        found = found.filter(Q(name__icontains=escape_like(word)) | Q(number__startswith=word))
    if (unit := params.get("unit", "")).isdecimal() and len(unit) < 18:
        found = found.filter(unit__in=subtree_filter([int(unit)], clock.today()).values("unit"))
    if params.get("dapat") in {"ya", "tidak"}:
        found = found.filter(can_take=params["dapat"] == "ya")
    return found


def shown_state(params: QueryDict) -> str:
    asked = params.get("keadaan", "")
    return asked if asked in Difference.State.values else Difference.State.OPEN


def kept_params(params: QueryDict) -> dict[str, str]:
    """The filters in force, for the run and its event."""
    return {name: value[:80] for name in FILTERS if (value := params.get(name))}


def differences_page(actor: Actor, params: QueryDict) -> DifferencesPage:
    """Fifty rows with the counts around them. About ten statements, whatever the number of rows."""
    labels = {name: str(label) for name, label in Difference.State.choices}
    counts = dict(Difference.objects.values_list("state").annotate(n=Count("pk")))
    state = shown_state(params)
    tabs = tuple((s, labels[s], counts.get(s, 0)) for s in labels if counts.get(s) or s in (state, "open"))
    fields = {row[0]: row[1:] for row in _chosen(params).values_list("field").annotate(
        n=Count("pk"), take=Count("pk", filter=Q(can_take=True))
    ).order_by()}  # fmt: skip
    inside = [n for name, n in fields.items() if params.get("bidang") in (name, "", None)]
    total, takeable = sum(n for n, _t in inside), sum(t for _n, t in inside)
    sort = params.get("sort", "nama")
    found = _Counted(sorted_rows(filtered(params), sort), total)
    page: Page[Difference] = Paginator(found, PER_PAGE).get_page(params.get("page"))
    names = {name: str(label) for name, label in Difference.Field.choices}
    unsettled = state in UNSETTLED
    return DifferencesPage(
        snapshot=shown_snapshot(latest_snapshot()), coming=shown_snapshot(coming_snapshot()),
        rows=rows_of(actor, list(page)), page=page, tabs=tabs, state=state,
        fields=tuple((f, names[f], fields[f][0]) for f in names if f in fields),
        takeable=takeable if may_move(DIFFERENCE, "take", state) else 0, settleable=total if unsettled else 0,
        askable=total if may_move(DIFFERENCE, "ask", state) else 0,
        run=ReconcileRun.objects.order_by("-pk").first(), is_narrowed=bool(set(kept_params(params)) - {"keadaan"}),
    )  # fmt: skip


class _Counted:
    """Rows whose number is known already, so that the paginator need not count them again."""

    def __init__(self, rows: QuerySet[Difference], total: int) -> None:
        self.rows, self.total, self.ordered = rows, total, True

    def count(self) -> int:
        return self.total

    def __len__(self) -> int:
        return self.total

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.rows)

    @overload
    def __getitem__(self, part: int) -> Difference: ...
    @overload
    def __getitem__(self, part: slice) -> QuerySet[Difference]: ...
    def __getitem__(self, part: int | slice) -> Difference | QuerySet[Difference]:
        return self.rows[part]


def sorted_rows(found: QuerySet[Difference], sort: str) -> QuerySet[Difference]:
    """In the order of a column; a minus turns it around."""
    columns = SORTS.get(sort.removeprefix("-"), SORTS["nama"])
    return found.order_by(*(f"-{c}" for c in columns) if sort.startswith("-") else columns)


def rows_of(actor: Actor, rows: list[Difference]) -> tuple[DifferenceRow, ...]:
    """Rows for a page: unit names, the last question of each, whom asking would reach. Five statements."""
    units = {row.unit_id for row in rows if row.unit_id}
    names = {pk: unit.name for pk, unit in units_on(units, clock.today()).items()}
    heads = heads_of_units(units) if units else {}
    last = _last_said([row.pk for row in rows])
    fields = {name: str(label) for name, label in Difference.Field.choices}
    return tuple(_row(actor, row, names, heads, last.get(row.pk), fields) for row in rows)


def _last_said(ids: list[int]) -> dict[int, Said]:
    asked = DifferenceQuestion.objects.filter(difference__in=ids).select_related("asked_of", "asked_by")
    return {q.difference_id: said(q) for q in asked.order_by("pk")}


def said(q: DifferenceQuestion) -> Said:
    """A question for the page."""
    return Said(
        q.asked_of.full_name, q.asked_by.full_name, q.asked_at, q.text, q.due_on, q.answer, q.get_answer_display(),
        q.note, q.answered_at, q.answered_at is None and q.due_on < clock.today(), q.withdrawn_at is not None,
    )  # fmt: skip


def _row(
    actor: Actor, d: Difference, units: dict[int, str], heads: dict[int, list[int]], last: Said | None,
    fields: dict[str, str],
) -> DifferenceRow:  # fmt: skip
    own = actor.person_id is not None and actor.person_id == d.person_id
    may = {act: not own and may_move(DIFFERENCE, act, d.state) for act in ("take", "keep", "ask", "reopen")}
    return DifferenceRow(
        id=d.pk, person_id=d.person_id, number=masked_number(d.number), name=d.name,
        unit=units.get(d.unit_id or 0, ""), field=d.field, field_label=fields[d.field], ours=d.ours,
        ours_since=d.ours_since, ours_source=d.ours_source, theirs=d.theirs, theirs_since=d.theirs_since, seen=d.print,
        state=d.state, state_label=d.get_state_display(), tone=TONES[d.state], can_take=d.can_take, why_not=d.why_not,
        came_back=d.state == "open" and bool(d.kept_print), note=d.note, asks=_asks(d, heads), last=last,
        may_take=may["take"] and d.can_take, may_keep=may["keep"], may_ask=may["ask"] and bool(_asks(d, heads)),
        may_reopen=may["reopen"], own=own, key=str(uuid.uuid4()),
    )  # fmt: skip


def _asks(d: Difference, heads: dict[int, list[int]]) -> str:
    """Whom asking reaches by default: "unit", "person" or nobody."""
    head = head_for(d, heads)
    person = d.person_id if d.field != Difference.Field.ONLY_HERE else None
    first = ("unit", head), ("person", person)
    ordered = first if asks_unit_first(d) else first[::-1]
    return next((who for who, pk in ordered if pk), "")


def shown_snapshot(batch: ImportBatch | None) -> Snapshot | None:
    """The export for the page's head."""
    if batch is None:
        return None
    person = batch.created_by.person
    compared = batch.counts.get("compared_at")
    return Snapshot(
        batch.pk, batch.file_name, batch.effective_on or batch.created_at.date(),
        person.full_name if person else batch.created_by.username, batch.created_at,
        dt.datetime.fromisoformat(compared) if compared else None, int(batch.counts.get("read", 0)),
        int(batch.counts.get("error", 0)), batch.state, batch.message,
    )  # fmt: skip


def said_of(difference_id: int) -> tuple[Said, ...]:
    """Every question about one difference, the latest first."""
    asked = DifferenceQuestion.objects.filter(difference=difference_id).select_related("asked_of", "asked_by")
    return tuple(said(q) for q in asked.order_by("-pk"))


def names_of_left_out(run: ReconcileRun) -> tuple[tuple[int, str, str, str], ...]:
    """(id, name, field in words, reason) of what a run left out; the first hundred."""
    why = {int(pk): str(reason) for pk, reason in run.left_out[:100]}
    fields = {name: str(label) for name, label in Difference.Field.choices}
    rows = Difference.objects.filter(pk__in=why).values_list("pk", "name", "field")
    return tuple((pk, name, fields[field], why[pk]) for pk, name, field in rows)
